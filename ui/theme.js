// Figures are coloured on the server, which Streamlit doesn't tell when the reader's theme changes.

function watch() {
  const app = document.querySelector(".stApp");
  const scheme = () => getComputedStyle(app).colorScheme;
  let drawn = scheme();
  new MutationObserver(() => {
    if (drawn !== (drawn = scheme())) window.corridorWatchRerun(drawn);
  }).observe(app, { attributes: true, attributeFilter: ["class", "style"] });
}

export default function ({ setTriggerValue }) {
  const first = !window.corridorWatchRerun;
  // Every page mounts the component anew; only the newest may ask for a rerun.
  window.corridorWatchRerun = (scheme) => setTriggerValue("scheme", scheme);
  if (first) watch();
}
