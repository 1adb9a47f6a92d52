"""What a map does in the browser: shows the whole country, keeps the reader's view, asks no one."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import FloatRect, Locator, Page, expect

from riskdata import geography
from riskdata.charts.maps import PAKISTAN
from riskdata.charts.outlines import frame
from tests.browser.app import ROOT, App, serving
from tests.browser.visiting import Visit, Visits, choose, go
from tests.browser.watching import map_pixels, settled

PLOT = "document.querySelector('[class*=st-key-map-] .js-plotly-plot')"
MAP = f"{PLOT}._fullLayout.map._subplot.map"
KHUZDAR = [66.5, 27.8]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    folder = tmp_path_factory.mktemp("map_app")
    shutil.copytree(ROOT / "static", folder / "static")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    script = shutil.copy(Path(__file__).with_name("map_app.py"), folder)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", str(ROOT))
        with serving(Path(script)) as running:
            yield running


@pytest.fixture
def opened(visit: Visits, app: App) -> Iterator[Visit]:
    found = visit("/", app=app)
    yield found
    found.page.close()


def view(page: Page) -> tuple[float, float, float]:
    """Zoom, longitude and latitude of the middle."""
    zoom, longitude, latitude = page.evaluate(
        f"(({{lng, lat}}) => [{MAP}.getZoom(), lng, lat])({MAP}.getCenter())"
    )
    return round(zoom, 3), round(longitude, 3), round(latitude, 3)


def shown(page: Page) -> dict[str, float]:
    """The degrees at the edges of the map."""
    return page.evaluate(
        f"(b => ({{west: b.getWest(), south: b.getSouth(), east: b.getEast(),"
        f" north: b.getNorth()}}))({MAP}.getBounds())"
    )


def seen(page: Page) -> Locator:
    """What the map shows, without the buttons that lie on it."""
    return page.locator("[class*=st-key-map-] .maplibregl-canvas")


def told(page: Page) -> str:
    """What the map says to who cannot see it."""
    return page.locator("[class*=st-key-map-] [role=figure]").get_attribute("aria-label") or ""


def drawn(page: Page) -> dict[str, int]:
    """How many places or points of each kind of trace the map holds, the unseen ones left out."""
    return page.evaluate(
        f"Object.fromEntries({PLOT}._fullData.slice(1)"
        ".map((trace) => [trace.type, trace.locations?.length ?? trace.lon?.length]))"
    )


def on_screen(page: Page, place: list[float]) -> tuple[float, float]:
    """Where a place (longitude, latitude) lies in the window."""
    seen(page).scroll_into_view_if_needed()
    box = seen(page).bounding_box()
    assert box is not None
    x, y = page.evaluate(f"(p => [p.x, p.y])({MAP}.project({place}))")
    return box["x"] + x, box["y"] + y


def card(page: Page, place: list[float]) -> str:
    """What the map says of a place under the pointer."""
    x, y = on_screen(page, place)
    page.mouse.move(x - 3, y - 3)
    page.mouse.move(x, y, steps=3)
    return page.locator(".hoverlayer .hovertext").text_content() or ""


def colour(page: Page, place: list[float]) -> tuple[int, ...]:
    """The colour in which the map draws a place."""
    x, y = on_screen(page, place)
    picture = page.screenshot(clip={"x": x, "y": y, "width": 1, "height": 1})
    return tuple(np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))[0, 0].tolist())


def double(page: Page) -> None:
    """Change the data of the map."""
    before = page.get_by_text("doubled").inner_text()
    page.get_by_text("Double", exact=True).click()
    expect(page.get_by_text("doubled")).not_to_have_text(before)
    settled(page)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1024, 768), (1440, 900)])
def test_the_whole_country_is_shown_and_fills_the_map(
    visit: Visits, app: App, width: int, height: int
) -> None:
    found = visit("/", width, height, app=app)
    edges = shown(found.page)
    assert edges["west"] < PAKISTAN.west < PAKISTAN.east < edges["east"]
    assert edges["south"] < PAKISTAN.south < PAKISTAN.north < edges["north"]
    across = (PAKISTAN.east - PAKISTAN.west) / (edges["east"] - edges["west"])
    up = (PAKISTAN.north - PAKISTAN.south) / (edges["north"] - edges["south"])
    assert max(across, up) > 0.85
    assert found.errors == []
    assert found.hosts == {urlsplit(app.url).netloc}
    found.page.close()


def test_new_data_leave_the_readers_view_alone(opened: Visit) -> None:
    page = opened.page
    whole = view(page)
    double(page)
    assert view(page) == whole
    page.get_by_role("button", name="Zoom in").click()
    settled(page)
    chosen = view(page)
    assert chosen[0] > whole[0]
    double(page)
    assert view(page) == chosen
    page.get_by_role("button", name="Reset view").click()
    settled(page)
    assert view(page) == pytest.approx(whole, abs=0.01)
    double(page)
    assert view(page) == pytest.approx(whole, abs=0.01)


def test_the_wheel_scrolls_the_page_and_not_the_map(opened: Visit) -> None:
    page = opened.page
    whole = view(page)
    page.locator(".maplibregl-canvas").hover()
    page.mouse.wheel(0, 200)
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop > 100")
    assert view(page) == whole
    page.get_by_role("button", name="Zoom in").click()
    settled(page)
    assert view(page)[0] > whole[0]


def test_the_keyboard_zooms(opened: Visit) -> None:
    page = opened.page
    whole = view(page)
    page.locator(".maplibregl-canvas").focus()
    page.keyboard.press("+")
    page.wait_for_function(f"{MAP}.getZoom() > {whole[0] + 0.9}")


def test_a_click_names_the_district(opened: Visit) -> None:
    page = opened.page
    double(page)
    page.mouse.click(*on_screen(page, KHUZDAR))
    expect(page.get_by_text("picked")).to_contain_text("['Khuzdar']")


def test_new_data_are_drawn_on_the_map_that_is_there(opened: Visit) -> None:
    page = opened.page
    page.evaluate(f"{MAP}.__mark = 1")
    before, pale, number = told(page), colour(page, KHUZDAR), card(page, KHUZDAR)
    assert before == number
    page.mouse.move(0, 0)
    double(page)
    assert page.evaluate(f"{MAP}.__mark") == 1
    assert colour(page, KHUZDAR) != pale
    assert told(page) == card(page, KHUZDAR) != before
    page.mouse.move(0, 0)
    double(page)
    assert page.evaluate(f"{MAP}.__mark") == 1
    assert told(page) == before
    assert colour(page, KHUZDAR) == pale


def test_maps_follow_a_change_of_the_theme(opened: Visit) -> None:
    page = opened.page
    places, light = drawn(page), colour(page, KHUZDAR)
    expect(page.get_by_text("theme light")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_text("theme dark")).to_be_visible(timeout=20_000)
    settled(page)
    assert drawn(page) == places == {"choroplethmap": len(geography.districts())}
    assert colour(page, KHUZDAR) != light
    assert told(page).startswith("Khuzdar: ")
    assert opened.errors == []


def test_a_filter_draws_other_events_on_the_same_map(visit: Visits) -> None:
    page = visit("/").page
    before, events = told(page), drawn(page)
    page.get_by_role("button", name="Zoom in").click()
    settled(page)
    zoom = view(page)
    page.evaluate(f"{MAP}.__mark = 1")
    choose(page, "Region", "Sindh")
    assert page.evaluate(f"{MAP}.__mark") == 1
    assert view(page) == zoom
    assert drawn(page)["scattermap"] < events["scattermap"]
    assert told(page) != before
    assert told(page) in page.locator("h2.finding").all_inner_texts()
    page.close()


def test_a_map_that_a_reader_comes_back_to_shows_what_is_chosen_now(visit: Visits) -> None:
    page = visit("/").page
    choose(page, "Region", "Sindh")
    sindh, words = drawn(page), told(page)
    go(page, "Attack trends")
    go(page, "Overview")
    assert (drawn(page), told(page)) == (sindh, words)
    go(page, "Attack trends")
    choose(page, "Region", "Pakistan")
    go(page, "Overview")
    assert drawn(page)["scattermap"] > sindh["scattermap"]
    assert told(page) in page.locator("h2.finding").all_inner_texts()
    page.close()


def test_a_map_shows_the_region_unless_the_reader_has_chosen_a_view(visit: Visits) -> None:
    page = visit("/?region=Sindh").page
    sindh = frame("Sindh")
    near = shown(page)
    assert near["west"] < sindh.west < sindh.east < near["east"]
    assert near["east"] - near["west"] < (PAKISTAN.east - PAKISTAN.west) / 2
    page.evaluate(f"{MAP}.__mark = 1")
    choose(page, "Region", "Pakistan")
    whole = shown(page)
    assert whole["west"] < PAKISTAN.west < PAKISTAN.east < whole["east"]
    page.get_by_role("button", name="Zoom in").click()
    settled(page)
    chosen = view(page)
    choose(page, "Region", "Sindh")
    assert view(page) == chosen
    page.get_by_role("button", name="Reset view").click()
    settled(page)
    assert shown(page) == pytest.approx(near, abs=0.05)
    assert page.evaluate(f"{MAP}.__mark") == 1
    page.close()


def test_a_click_on_a_district_filters_the_page(visit: Visits) -> None:
    page = visit("/hotspots").page
    page.evaluate(f"{MAP}.__mark = 1")
    page.mouse.click(*on_screen(page, KHUZDAR))
    page.get_by_role("button", name="Back from Khuzdar").wait_for()
    settled(page)
    assert "region=Khuzdar" in page.url
    assert page.evaluate(f"{MAP}.__mark") == 1
    assert drawn(page)["choroplethmap"] == len(geography.districts())
    page.get_by_role("button", name="Back from Khuzdar").click()
    page.wait_for_url(lambda url: "region" not in url)
    page.close()


def test_another_kind_of_map_is_drawn_on_the_same_ground(visit: Visits) -> None:
    page = visit("/hotspots").page
    page.evaluate(f"{MAP}.__mark = 1")
    for kind, traces in [
        ("Density", {"densitymap"}),
        ("Event map", {"scattermap"}),
        ("Provinces", {"choroplethmap"}),
    ]:
        page.get_by_role("radio", name=kind, exact=True).click()
        settled(page)
        assert set(drawn(page)) == traces
    assert page.evaluate(f"{MAP}.__mark") == 1
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_map_that_slides_under_the_bar_stays_painted(
    visit: Visits, scheme: Literal["light", "dark"]
) -> None:
    page = visit("/hotspots", 390, 844, scheme).page
    page.locator("[class*=st-key-map-]").evaluate("""(map) => map
      .closest("[data-testid=stMain]").scrollBy(0, map.getBoundingClientRect().top + 200)""")
    box = seen(page).bounding_box()
    assert box is not None
    assert box["y"] == pytest.approx(-200, abs=1)
    below: FloatRect = {
        "x": box["x"],
        "y": 70,
        "width": box["width"],
        "height": box["y"] + box["height"] - 80,
    }
    # Painted again after the scroll, by the browser and not by the map.
    page.wait_for_timeout(300)
    picture = Image.open(io.BytesIO(page.screenshot(clip=below))).convert("RGB")
    assert len(np.unique(np.asarray(picture).reshape(-1, 3), axis=0)) > 100
    page.close()


def test_a_map_is_painted_when_the_reader_comes_near_it(visit: Visits) -> None:
    page = visit("/cpec_exposure?project=Gwadar+deep-sea+port").page
    own = page.locator("[class*=st-key-map-exposure-of] .js-plotly-plot")
    unpainted = "(plot) => Object.hasOwn(plot._fullLayout.map._subplot.map.painter, 'render')"
    assert own.evaluate(unpainted)
    own.scroll_into_view_if_needed()
    settled(page)
    assert not own.evaluate(unpainted)
    assert map_pixels(own)["scattermap"] > 1000
    page.close()


# Notes each time that MapLibre is given marks to draw, and whose they are.
GIVEN = """
  window.given = [];
  const {postMessage} = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    const {features, coordinates} = message.data?.data ?? {};
    if ((features ?? coordinates)?.length) window.given.push(message.data.source);
    return postMessage.call(this, message, ...rest);
  };
"""


def test_the_marks_of_a_map_are_put_on_it_once(visit: Visits) -> None:
    page = visit("/cpec_exposure").page
    page.add_init_script(GIVEN)
    page.reload()
    settled(page)
    given = page.evaluate("window.given")
    kinds = {source.rsplit("-", 1)[1] for source in given}
    assert {"circle", "line", "symbol"} <= kinds
    assert sorted(given) == sorted(set(given))
    page.close()
