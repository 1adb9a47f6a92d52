// Brings the section that a link names (#exposure) into view. The browser looks for it before
// Streamlit has drawn it, and what is drawn above it later pushes it down: so it is held in view
// until the page has stopped growing or the reader moves. A section of a part of the page that is
// not shown has its part shown first.

const QUIET = 2000;
const MOVES = ["wheel", "touchstart", "pointerdown", "keydown"];

function hold(anchor) {
  const app = document.querySelector(".stApp");
  const page = document.querySelector(".stMainBlockContainer");
  const moved = new AbortController();
  let last;
  const leave = () => {
    if (app.dataset.testScriptState === "running") return wait();
    moved.abort();
  };
  const wait = () => {
    clearTimeout(last);
    last = setTimeout(leave, QUIET);
  };
  const growth = new ResizeObserver(() => {
    document.getElementById(anchor)?.scrollIntoView();
    wait();
  });
  const options = { capture: true, passive: true, signal: moved.signal };
  moved.signal.addEventListener("abort", () => growth.disconnect());
  for (const move of MOVES) addEventListener(move, () => moved.abort(), options);
  growth.observe(page);
}

export default function ({ data }) {
  const { parts, shown } = data;
  const named = (hash) => decodeURIComponent(hash.slice(1));
  if (window.corridorWatchHeld) {
    // Another part was chosen: the address names no section of it.
    const anchor = named(location.hash);
    if (parts[anchor] && parts[anchor] !== shown)
      history.replaceState(history.state, "", location.pathname + location.search);
    return;
  }
  window.corridorWatchHeld = true;
  // Streamlit drops the anchor with a choice that is the page's own: the tab's entry still has it.
  const [opened] = performance.getEntriesByType("navigation");
  const anchor = named(location.hash || new URL(opened?.name ?? location).hash);
  if (parts[anchor] === shown) return hold(anchor);
  if (!parts[anchor]) return;
  const address = new URL(location);
  address.searchParams.set("part", parts[anchor]);
  address.hash = anchor;
  location.replace(address);
}
