// Streamlit 1.67 draws a plotly chart anew whenever its figure changes, which would put a map's
// zoom and centre back. This keeps the view that the reader chose, by the key of the chart, and
// gives it to the map that takes the place of the old one.
if (!window.keptViews) {
  const kept = window.keptViews = new Map();
  const watch = (chart) => {
    const key = chart.closest('[class*="st-key-"]')?.className.match(/st-key-\S+/)[0];
    const map = chart._fullLayout?.map?._subplot?.map;
    if (!map || !key || chart.keepsView) return;
    chart.keepsView = true;
    const keep = () => kept.set(key, {center: map.getCenter(), zoom: map.getZoom()});
    const give = () => { if (kept.has(key)) map.jumpTo(kept.get(key)); };
    map.on("moveend", (event) => { if (event.originalEvent) keep(); });
    chart.on("plotly_relayout", (changed) => { if ("map.zoom" in changed) keep(); });
    chart.on("plotly_afterplot", give);
    give();
  };
  new MutationObserver(() => document.querySelectorAll(".js-plotly-plot").forEach(watch))
    .observe(document.body, {childList: true, subtree: true});
}
