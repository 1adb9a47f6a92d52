// A button copies the text below it. Streamlit's own box with such a button brings a megabyte and a
// half of highlighting with it. Runs once in a browser tab.
(() => {
  if (window.corridorWatchCopies) return;
  window.corridorWatchCopies = true;

  const SAID = 2000;

  addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.copy");
    if (!button) return;
    const text = button.parentElement.nextElementSibling;
    getSelection().selectAllChildren(text);
    // Without https there is no clipboard: what is selected can be copied by hand.
    await navigator.clipboard?.writeText(text.textContent);
    const label = button.textContent;
    if (!navigator.clipboard || label === button.dataset.done) return;
    button.textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), SAID);
  });
})();
