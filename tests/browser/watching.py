"""How a test looks at a page: when it has come to rest, and what is drawn on it.

Nothing here waits a fixed time: `settled` returns as soon as the page is at rest. It needs the
recorder that `visiting` puts into each page.
"""

import io
from collections import Counter

import numpy as np
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Locator, Page

QUIET_MILLISECONDS = 250
PATIENCE_MILLISECONDS = 60_000

# The reasons for which the page is not at rest, none when it is.
UNREST = """
(quiet) => {
  const reasons = [], now = performance.now(), rest = window.__rest;
  const sent = window.corridorWatchSent;
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app) return ["no app yet"];
  if (app.dataset.testConnectionState !== "CONNECTED") reasons.push("not connected");
  if (app.dataset.testScriptState !== "notRunning") reasons.push("script running");
  // What gets no answer at all (Streamlit sends a few such) is waited for no longer than this.
  if (rest.sent > rest.received && now - rest.sent < 3000) reasons.push("server owes an answer");
  for (const busy of ["stSkeleton", "stSpinner", "stAppSkeleton"])
    if (document.querySelector(`[data-testid="${busy}"]`)) reasons.push(busy);
  if (document.querySelector('[data-stale="true"]')) reasons.push("stale elements");
  if (!document.querySelector('[data-testid="stMain"] [data-testid="stElementContainer"]'))
    reasons.push("nothing drawn yet");
  if (document.fonts.status !== "loaded") reasons.push("fonts loading");
  for (const box of document.querySelectorAll('[data-testid="stPlotlyChart"]')) {
    const chart = box.querySelector(".js-plotly-plot"), layout = chart?._fullLayout;
    if (!layout || !chart.querySelector("svg.main-svg")) reasons.push("chart undrawn");
    for (const name of Object.keys(layout ?? {}).filter((key) => /^map\\d*$/.test(key))) {
      const map = layout[name]._subplot?.map;
      if (!map || !map.loaded() || map.isMoving()) reasons.push("map drawing");
      // It is painted once it is near the window; until then its painter does nothing.
      const {top, bottom} = chart.getBoundingClientRect();
      if (map && Object.hasOwn(map.painter, "render") && top < innerHeight && bottom > 0)
        reasons.push("map not painted");
      // What the server sent for a map is kept here; its number stands on what is drawn.
      if (sent && ![...chart.closest('[class*="st-key-"]').classList].some(
          (key) => sent.has(key) && sent.get(key).number === chart._fullData[0].meta))
        reasons.push("map without its data");
    }
  }
  if (now - rest.changed < quiet) reasons.push("just changed");
  return reasons;
}
"""

# Marks of data drawn as SVG: lines with a length; bars, points, areas, cells, words with an area.
MARKS = """
(chart) => [...chart.querySelectorAll(
    ".cartesianlayer .mlayer path, .cartesianlayer .mlayer image, .cartesianlayer .mlayer text")]
  .filter((mark) => {
    const {width, height} = mark.getBBox(), line = mark.matches(".js-line, .yerror, .xerror");
    return (line ? width + height > 0 : width > 0 && height > 0)
      && mark.checkVisibility({opacityProperty: true, visibilityProperty: true});
  }).length
"""

MAPS = """
(chart) => Object.keys(chart._fullLayout ?? {}).filter((key) => /^map\\d*$/.test(key)).length
"""

TRACE_TYPES = """
(chart) => [...new Set(chart._fullData
  .filter((trace) => trace.visible === true && trace._length && trace.marker?.opacity !== 0)
  .map((trace) => trace.type))]
"""

# Shows or hides the traces of one type on every map of the chart, and waits until that is drawn.
SHOW_TRACES = """
async (chart, [type, shown]) => {
  const uids = chart._fullData.filter((trace) => trace.type === type).map((trace) => trace.uid);
  for (const name of Object.keys(chart._fullLayout).filter((key) => /^map\\d*$/.test(key))) {
    const map = chart._fullLayout[name]._subplot.map;
    for (const layer of map.getStyle().layers)
      if (uids.some((uid) => layer.id.includes(uid)))
        map.setLayoutProperty(layer.id, "visibility", shown ? "visible" : "none");
    const idle = map.once("idle");
    map.triggerRepaint();
    await idle;
  }
}
"""

# What reaches past the right edge of the window and cannot be scrolled inside its own box.
OVERFLOW = """
() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const wider = (box) => box.scrollWidth - box.clientWidth;
  if (wider(document.scrollingElement) <= 1 && wider(main) <= 1) return [];
  const scrolls = (element) => {
    for (let box = element.parentElement; box && box !== main; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== "visible") return true;
    return false;
  };
  const found = [...main.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element));
  return found.map((element) => `${element.tagName.toLowerCase()}.${element.className} `
    + (element.dataset.testid ?? "")).concat([`main is ${wider(main)} px too wide`]);
}
"""


def settled(page: Page) -> Page:
    """Wait until the page is at rest: script run, charts and maps drawn, nothing changing.

    Raises `AssertionError` with what still moves if it does not come to rest.
    """
    try:
        page.wait_for_function(
            f"(quiet) => ({UNREST})(quiet).length === 0",
            arg=QUIET_MILLISECONDS,
            timeout=PATIENCE_MILLISECONDS,
        )
    except Exception as error:
        reasons = page.evaluate(UNREST, QUIET_MILLISECONDS)
        raise AssertionError(f"{page.url} did not come to rest: {reasons}") from error
    return page


def charts(page: Page) -> list[Locator]:
    """Every plotly chart on the page, maps among them."""
    return page.locator('[data-testid="stPlotlyChart"] .js-plotly-plot').all()


def is_map(chart: Locator) -> bool:
    """Whether the chart is drawn on a map."""
    return chart.evaluate(MAPS) > 0


def marks_in(chart: Locator) -> int:
    """How many bars, points, lines, areas or cells of data are drawn in a chart with axes."""
    return chart.evaluate(MARKS)


def map_pixels(chart: Locator) -> dict[str, int]:
    """Pixels that each type of trace paints on a map, e.g. {"choroplethmap": 9000, ...}.

    Counted by hiding the traces of a type and comparing the two pictures, so that the land, the
    sea and the borders beneath, in whatever colour, are never counted.
    """
    chart.scroll_into_view_if_needed()
    settled(chart.page)
    painted = {}
    for kind in chart.evaluate(TRACE_TYPES):
        shown = _picture(chart)
        chart.evaluate(SHOW_TRACES, [kind, False])
        hidden = _picture(chart)
        chart.evaluate(SHOW_TRACES, [kind, True])
        painted[kind] = int((np.abs(shown - hidden).max(axis=2) > 8).sum())
    return painted


def _picture(chart: Locator) -> np.ndarray:
    image = Image.open(io.BytesIO(chart.screenshot())).convert("RGB")
    return np.asarray(image).astype(int)


def horizontal_overflow(page: Page) -> list[str]:
    """What makes the page scroll sideways; empty when nothing does."""
    return page.evaluate(OVERFLOW)


def axe(page: Page) -> list[str]:
    """Serious and critical accessibility violations, those of Streamlit's own parts included."""
    results = Axe().run(page, options={"resultTypes": ["violations"]}).response
    found = Counter()
    for violation in results["violations"]:
        if violation["impact"] not in {"serious", "critical"}:
            continue
        for node in violation["nodes"]:
            found[f"{violation['id']}: {violation['help']} {node['html'][:200]}"] += 1
    return [f"{text} ({count} times)" for text, count in found.items()]
