"""Every page, on a large and a small screen, in light and dark."""

from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

import pytest

from tests.browser.app import App, page_views
from tests.browser.visiting import Visit, Visits
from tests.browser.watching import (
    axe,
    charts,
    horizontal_overflow,
    is_map,
    map_pixels,
    marks_in,
    settled,
)

Screen = tuple[int, int, Literal["light", "dark"]]
SCREENS: list[Screen] = [
    (1440, 900, "light"),
    (390, 844, "dark"),
    (1440, 900, "dark"),
    (390, 844, "light"),
]
OTHER_VIEWS = {
    "attack_trends-claims-tested",
    "hotspots-year-by-year",
    "cpec_exposure-chinese-nationals-as-targets",
    "cpec_exposure-gwadar-deep-sea-port",
}
VIEWS = [
    pytest.param((view.address, screen), id=f"{view.name}-{screen[0]}-{screen[2]}")
    for screen in SCREENS
    for view in page_views()
    # The other views of a page are made of the same parts: those with pictures of their own.
    if not view.chosen or (screen == SCREENS[1] and view.name in OTHER_VIEWS)
]
# A point of the smallest size drawn on any map is larger than this.
FEWEST_PIXELS = 20


@pytest.fixture(scope="module")
def windows() -> dict[Screen, Visit]:
    """The window in which a reader goes from page to page, of each screen."""
    return {}


@pytest.fixture(scope="module", params=VIEWS)
def opened(
    request: pytest.FixtureRequest, visit: Visits, windows: dict[Screen, Visit]
) -> Iterator[Visit]:
    """A page at rest; every test below looks at it before the next one is opened.

    On the first screen, and where a part is chosen in the address, it is opened by its address;
    on the others by the menu of the page before.
    """
    address, screen = request.param
    if screen == SCREENS[0] or "?" in address:
        view = visit(address, *screen)
        yield view
        view.page.close()
        return
    if screen not in windows:
        windows[screen] = visit("/methods", *screen)
    view = windows[screen]
    view.errors.clear()
    # On a narrow screen the menu is folded away, its links are there all the same.
    view.page.locator(f'[data-testid="stSidebarNav"] a[href$="{address}"]').evaluate(
        "(link) => link.click()"
    )
    view.page.wait_for_url(f"**{address}")
    settled(view.page)
    yield view


def test_the_page_opens_with_a_finding(opened: Visit) -> None:
    headings = opened.page.locator('[data-testid="stMain"] h1').all_inner_texts()
    assert len(headings) == 1
    assert len(headings[0].split()) >= 4, "a finding is a sentence"


def test_nothing_has_failed(opened: Visit) -> None:
    assert opened.page.locator('[data-testid="stException"]').all_inner_texts() == []
    assert "Traceback" not in opened.page.locator("body").inner_text()
    assert opened.page.locator(".broken").all_inner_texts() == []


def test_the_browser_reports_no_error(opened: Visit) -> None:
    assert opened.errors == []


def test_no_other_host_is_asked(opened: Visit, server: App) -> None:
    assert opened.hosts == {urlsplit(server.url).netloc}


def test_nothing_is_wider_than_the_screen(opened: Visit) -> None:
    assert horizontal_overflow(opened.page) == []


def test_every_chart_is_drawn_with_its_data(opened: Visit) -> None:
    drawn = charts(opened.page)
    written = opened.page.locator(
        '[data-testid="stMain"] :is(table, form, .claim-mark, [data-testid="stForm"])'
    )
    assert drawn or written.count(), "a page without a chart, a table, a mark or a form"
    for chart in drawn:
        if is_map(chart):
            painted = map_pixels(chart)
            assert painted, "a map without data"
            assert min(painted.values()) >= FEWEST_PIXELS, painted
        else:
            assert marks_in(chart) > 0, chart.inner_text()


def test_every_chart_has_a_text_alternative(opened: Visit) -> None:
    for box in opened.page.locator('[data-testid="stPlotlyChart"]').all():
        assert len(box.get_attribute("aria-label") or "") > 20


def test_sources_are_stated(opened: Visit) -> None:
    lines = opened.page.locator('[data-testid="stMain"] .source').all_inner_texts()
    assert lines
    assert all(line.strip() for line in lines)


def test_axe_finds_nothing_serious(opened: Visit) -> None:
    assert axe(opened.page) == []


def test_the_server_logged_no_failure(server: App) -> None:
    assert "Traceback" not in server.log()
