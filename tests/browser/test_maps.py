"""What a map does in the browser: shows the whole country, keeps the reader's view, asks no one."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from riskdata.charts.maps import PAKISTAN
from tests.browser.app import ROOT, App, serving
from tests.browser.visiting import Visit, Visits
from tests.browser.watching import settled

MAP = "document.querySelector('.js-plotly-plot')._fullLayout.map._subplot.map"


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
    box = page.locator(".maplibregl-canvas").bounding_box()
    assert box is not None
    x, y = page.evaluate(f"(p => [p.x, p.y])({MAP}.project([66.5, 27.8]))")
    page.mouse.click(box["x"] + x, box["y"] + y)
    expect(page.get_by_text("picked")).to_contain_text("['Khuzdar']")


def test_maps_follow_a_change_of_the_theme(opened: Visit) -> None:
    page = opened.page
    expect(page.get_by_text("theme light")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_text("theme dark")).to_be_visible(timeout=20_000)
