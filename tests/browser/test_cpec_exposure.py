"""A project is chosen in the table, in the ranking or by its name, and the address says which."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.visiting import Visits
from tests.browser.watching import settled

ROW = 35
"""Pixels of a row of Streamlit's table, its header the first."""


@pytest.fixture
def page(visit: Visits) -> Iterator[Page]:
    opened = visit("/cpec_exposure")
    yield opened.page
    assert opened.errors == []
    opened.page.close()


def address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def shown(page: Page) -> str:
    """The finding of the project looked at."""
    return page.locator("h2", has_text=": exposure").first.inner_text()


def names(page: Page) -> list[str]:
    """The projects of the ranking, the most exposed first."""
    return page.locator(".st-key-exposure-ranking .annotation-text").all_text_contents()


def test_a_click_on_a_row_shows_its_project(page: Page) -> None:
    third = names(page)[2]
    table = page.locator(".st-key-exposure-table .dvn-scroller")
    table.click(position={"x": 18, "y": ROW * 3.5})
    settled(page)
    assert shown(page).startswith(third)
    assert address(page)["project"] == [third]


def test_a_click_on_a_bar_shows_its_project_and_the_name_can_be_taken_away(page: Page) -> None:
    second = names(page)[1]
    bar = page.locator(".st-key-exposure-ranking .barlayer .point path").nth(1)
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    # plotly listens on a pane that lies over the bars.
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settled(page)
    assert shown(page).startswith(second)
    assert address(page)["project"] == [second]
    page.get_by_role("button", name="Clear").last.click()
    settled(page)
    assert page.locator("h2", has_text=": exposure").count() == 0
    assert "project" not in address(page)


def test_the_scales_are_set_by_keyboard_and_stand_in_the_address(page: Page, visit: Visits) -> None:
    before = page.locator("h1").inner_text()
    page.get_by_role("slider", name="Distance scale, km").focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    assert address(page)["scale"] == ["30"]
    after = page.locator("h1").inner_text()
    assert after != before
    copy = visit("/cpec_exposure?scale=30").page
    assert copy.locator("h1").inner_text() == after
    copy.close()
