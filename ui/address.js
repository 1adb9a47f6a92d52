// Follows a link to another view of the page as the browser's Back does: the page stays open, and
// what it is left with is one step back. Without this the browser loads the whole app anew; set on
// the server's side, each filter would be a step of its own. Runs once in a browser tab.
(() => {
  if (window.corridorWatchAddress) return;
  window.corridorWatchAddress = true;

  addEventListener("click", (event) => {
    const link = event.target.closest?.("a.view");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href.replace(/\?$/, ""));
    dispatchEvent(new PopStateEvent("popstate"));
  });
})();
