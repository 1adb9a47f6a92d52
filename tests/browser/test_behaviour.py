"""What a reader does: share a view, go back, filter, work by keyboard."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app import LOOKS, serving
from tests.browser.visiting import Visits, choose, go
from tests.browser.watching import settled


@pytest.fixture
def overview(visit: Visits) -> Iterator[Page]:
    page = visit("/").page
    yield page
    page.close()


def finding(page: Page) -> str:
    return page.locator("h1").inner_text()


def findings(page: Page) -> list[str]:
    """The page's finding and those of its pictures."""
    return page.locator(".finding").all_inner_texts()


def filters(page: Page) -> str:
    """The line that says what is filtered."""
    return page.locator(".filters").first.inner_text()


def test_a_filter_changes_the_numbers(overview: Page) -> None:
    before = finding(overview)
    choose(overview, "Region", "Sindh")
    assert "region=Sindh" in overview.url
    assert finding(overview) != before


def test_a_copied_address_gives_the_same_view(overview: Page, visit: Visits) -> None:
    choose(overview, "Region", "Sindh")
    choose(overview, "Perpetrator", "Balochistan Liberation Army")
    address = "/" + overview.url.rpartition("/")[2]
    copy = visit(address).page
    assert (finding(copy), filters(copy)) == (finding(overview), filters(overview))
    copy.close()


def test_filters_are_kept_across_pages_and_back_restores_them(overview: Page) -> None:
    choose(overview, "Region", "Sindh")
    on_overview = finding(overview)
    go(overview, "Attack trends")
    assert overview.url.endswith("/attack_trends?region=Sindh")
    choose(overview, "Region", "Balochistan")
    overview.go_back()
    settled(overview)
    assert overview.url.endswith("/?region=Sindh")
    assert finding(overview) == on_overview
    overview.go_forward()
    settled(overview)
    assert overview.url.endswith("/attack_trends?region=Balochistan")


def test_cleared_filters_are_one_step_back(overview: Page) -> None:
    on_overview = finding(overview)
    choose(overview, "Region", "Sindh")
    choose(overview, "Period", "All")
    choose(overview, "Perpetrator", "Balochistan Liberation Army")
    chosen, filtered, line = overview.url, finding(overview), filters(overview)
    assert chosen.count("=") == 3
    overview.evaluate("window.sameTab = true")
    overview.get_by_role("link", name="Clear filters").click()
    settled(overview)
    assert overview.url.endswith("/")
    assert finding(overview) == on_overview
    expect(overview.get_by_role("combobox", name=re.compile("Region"))).to_have_value("Pakistan")
    expect(overview.get_by_role("link", name="Clear filters")).to_have_count(0)
    overview.go_back()
    settled(overview)
    assert (overview.url, finding(overview), filters(overview)) == (chosen, filtered, line)
    overview.go_forward()
    settled(overview)
    assert finding(overview) == on_overview
    assert overview.evaluate("window.sameTab"), "the page was not loaded anew"


def test_clearing_the_filters_leaves_the_rest_of_the_address(visit: Visits) -> None:
    page = visit("/incidents?region=Sindh&kind=attack&q=port").page
    page.get_by_role("link", name="Clear filters").click()
    settled(page)
    assert page.url.endswith("/incidents?q=port")
    expect(page.get_by_label("Search", exact=True)).to_have_value("port")
    page.close()


@pytest.mark.parametrize("page_file", LOOKS)
def test_the_part_that_a_reader_chooses_stands_in_the_address(
    visit: Visits, page_file: str
) -> None:
    name, parts = LOOKS[page_file]
    page = visit(f"/{page_file}").page
    shown = findings(page)
    page.get_by_role("radio", name=parts[1], exact=True).click()
    page.wait_for_url(lambda url: urlencode({name: parts[1]}) in url.replace("%20", "+"))
    expect(page.locator(".finding")).not_to_have_text(shown)
    settled(page)
    copy = visit(f"/{page_file}?" + page.url.partition("?")[2]).page
    assert findings(copy) == findings(page)
    page.get_by_role("radio", name=parts[0], exact=True).click()
    expect(page.locator(".finding")).to_have_text(shown)
    copy.close()
    page.close()


def test_an_unknown_value_in_the_address_is_dropped(visit: Visits) -> None:
    opened = visit("/?region=Atlantis&depth=33")
    assert opened.errors == []
    assert opened.page.url.endswith("/")
    opened.page.close()


def test_a_shared_link_may_be_the_first_visit_of_a_new_server(visit: Visits) -> None:
    # With a folder named pages/ Streamlit would run the page file alone, without filters.
    with serving() as new:
        page = visit("/hotspots?region=Sindh", app=new).page
        assert page.get_by_role("combobox", name=re.compile("Region")).count() == 1
        assert "Sindh" in filters(page)
        page.close()


def test_the_keyboard_reaches_the_filters(overview: Page) -> None:
    first = overview.get_by_role("combobox", name=re.compile("Event record")).element_handle()
    for _ in range(20):
        overview.keyboard.press("Tab")
        if first.evaluate("(filter) => filter === document.activeElement"):
            break
    else:
        raise AssertionError("20 presses of Tab do not reach the first filter")
    overview.keyboard.press("ArrowDown")
    overview.keyboard.press("ArrowDown")
    overview.keyboard.press("Enter")
    settled(overview)
    assert "record=" in overview.url
