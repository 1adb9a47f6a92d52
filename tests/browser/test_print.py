"""What a reader gets on paper: whole charts, maps that show something, no controls."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from riskdata import catalogue
from tests.browser.visiting import Visits
from tests.browser.watching import charts, is_map, settled

# A4 within the margins of style.css, in pixels of CSS.
PAPER_WIDTH = (210 - 2 * 12) / 25.4 * 96
# Its own map stands too far down the page to be painted before it is printed.
PROJECT = "project=Karachi-Quetta-Chaman+highway+upgrade+(N-25)"
CONTROLS = "button, input, [role=slider], [role=radiogroup], .maplibregl-ctrl, .modebar"

# Leaves what the browser's own printing finds: the pictures of maps as they are just before it, the
# charts as wide as they come out on paper. The window keeps its size, as it does when it prints:
# charts are not drawn anew.
ON_PAPER = """
([paper, controls]) => {
  const colours = (canvas) => {
    const {width, height} = canvas, context = canvas.getContext("2d");
    return new Set(new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)).size;
  };
  window.dispatchEvent(new Event("beforeprint"));
  const page = document.querySelector(".stMainBlockContainer");
  page.style.width = `${paper}px`;
  const right = page.getBoundingClientRect().left + paper;
  const shown = (element) => element.checkVisibility({visibilityProperty: true});
  const found = {
    beyond: [...page.querySelectorAll(
      ".svg-container, .main-svg, .printed-map, .spark, .stDataFrame, p, li")]
      .filter((element) => shown(element) && element.getBoundingClientRect().right > right + 1)
      .map((element) => element.outerHTML.slice(0, 200)),
    cut: [...page.querySelectorAll(".js-plotly-plot")].filter((plot) => {
      const box = plot.getBoundingClientRect(), svg = plot.querySelector(".main-svg");
      const drawn = svg.getBoundingClientRect(), scale = svg.getScreenCTM().a;
      const unlike = (side) => Math.abs(svg.getAttribute(side) * scale - drawn[side]) > 1;
      return drawn.height < 100 || drawn.right > box.right + 1 || drawn.bottom > box.bottom + 1
        || unlike("width") || unlike("height");
    }).map((plot) => plot.outerHTML.slice(0, 200)),
    colours: [...page.querySelectorAll(".printed-map")].filter(shown).map(colours),
    controls: [...document.querySelectorAll(controls)].filter(shown)
      .map((element) => element.outerHTML.slice(0, 200)),
  };
  page.style.width = "";
  window.dispatchEvent(new Event("afterprint"));
  return found;
}
"""

CHARTS = """
() => [...document.querySelectorAll(".js-plotly-plot")].map((plot) => {
  const {width, height} = plot.getBoundingClientRect(), map = plot._fullLayout.map?._subplot.map;
  return [width, height, plot.querySelector(".main-svg").outerHTML, map?.getZoom().toFixed(6),
    map?.getPixelRatio()];
})
"""

# A map may be drawn for the width of the page first, and a moment later for that of its column.
DRAWN_TO_FIT = """
() => [...document.querySelectorAll(".js-plotly-plot")].every((plot) =>
  plot.clientWidth === plot.querySelector(".svg-container").clientWidth)
"""


@pytest.fixture(scope="module", params=["/", f"/cpec_exposure?{PROJECT}"])
def page(request: pytest.FixtureRequest, visit: Visits) -> Iterator[Page]:
    found = visit(request.param).page
    yield found
    found.close()


def test_charts_and_maps_fit_the_paper_and_controls_stay_off_it(page: Page) -> None:
    maps = sum(is_map(chart) for chart in charts(page))
    page.emulate_media(media="print")
    found = page.evaluate(ON_PAPER, [PAPER_WIDTH, CONTROLS])
    page.emulate_media(media="screen")
    assert found["beyond"] == []
    assert found["cut"] == []
    assert found["controls"] == []
    assert maps
    assert len(found["colours"]) == maps
    assert min(found["colours"]) > 100


def test_printing_takes_pictures_of_maps_and_leaves_the_screen_as_it_was(page: Page) -> None:
    page.wait_for_function(DRAWN_TO_FIT)
    before = settled(page).evaluate(CHARTS)
    page.evaluate("""() => addEventListener("beforeprint", () => {
      window.__printed = document.querySelectorAll(".printed-map").length;
    })""")
    page.pdf(format="A4")
    settled(page)
    assert page.evaluate("window.__printed") == sum(is_map(chart) for chart in charts(page))
    expect(page.locator(".printed-map, .main-svg[viewBox]")).to_have_count(0)
    assert page.evaluate(CHARTS) == before


def test_the_whole_table_of_projects_is_printed(visit: Visits) -> None:
    page = visit("/cpec_exposure").page
    page.emulate_media(media="print")
    page.locator(".stMainBlockContainer").evaluate(
        "(page, width) => { page.style.width = `${width}px` }", PAPER_WIDTH
    )
    rows = page.locator(".st-key-exposure-table tbody tr")
    box = page.locator(".st-key-exposure-table .box")
    assert rows.count() == len(catalogue.load("cpec_projects"))
    assert box.evaluate("(box) => box.scrollHeight <= box.clientHeight")
    assert box.evaluate("(box) => box.scrollWidth <= box.clientWidth")
    page.close()
