"""A project is chosen in the table, in the ranking or by its name, and the address says which."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from riskdata import catalogue
from riskdata.wording import NO_BREAK
from tests.browser.visiting import Visits
from tests.browser.watching import settled

TABLE = ".st-key-exposure-table"


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
    return page.locator(".st-key-exposure-ranking .textpoint").all_text_contents()


def test_a_click_on_a_row_shows_its_project(page: Page) -> None:
    third = names(page)[2]
    row = page.locator(f"{TABLE} tbody tr").nth(2)
    row.get_by_text("very high").click()
    settled(page)
    assert shown(page).startswith(third)
    assert address(page)["project"] == [third]
    pressed = page.locator(TABLE).get_by_role("button", pressed=True)
    assert pressed.all_text_contents() == [third]
    pressed.focus()
    page.keyboard.press("Enter")
    settled(page)
    assert page.locator("h2", has_text=": exposure").count() == 0
    assert "project" not in address(page)


def column(page: Page, label: str) -> list[str]:
    """What the rows of the table say in a column, from top to bottom."""
    labels = [
        head.removesuffix("\n") for head in page.locator(f"{TABLE} thead th").all_inner_texts()
    ]
    place = labels.index(label)
    cells = page.locator(f"{TABLE} tbody tr").evaluate_all(
        "(rows, place) => rows.map((row) => row.cells[place].textContent)", place
    )
    return cells


def test_a_click_on_a_head_sorts_the_table_and_leaves_what_is_not_known_at_its_end(
    page: Page,
) -> None:
    cost = f"US${NO_BREAK}m"
    head = page.locator(TABLE).get_by_role("button", name=cost)
    for ascending in (False, True):
        head.click()
        costs = column(page, cost)
        known = [float(text.replace(",", "")) for text in costs if text]
        assert known == sorted(known, reverse=not ascending)
        assert 10 < len(known) < len(costs)
        assert costs[len(known) :] == [""] * (len(costs) - len(known))
        order = "ascending" if ascending else "descending"
        assert page.locator(f"{TABLE} th[aria-sort]").get_attribute("aria-sort") == order
    # The order holds while the reader filters.
    page.get_by_role("slider", name="Distance scale, km").focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    assert column(page, cost) == costs


def test_a_project_chosen_elsewhere_is_brought_into_view_in_the_table(visit: Visits) -> None:
    page = visit("/cpec_exposure?project=Gwadar+deep-sea+port").page
    pressed = page.locator(TABLE).get_by_role("button", pressed=True)
    assert pressed.all_text_contents() == ["Gwadar deep-sea port"]
    box, row = page.locator(f"{TABLE} .box").bounding_box(), pressed.bounding_box()
    assert box
    assert row
    assert box["y"] < row["y"] < box["y"] + box["height"] - row["height"]
    page.close()


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
    page.locator(".st-key-project").get_by_role("button", name="Clear").click()
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


# Where on the screen a mark of the corridor's map stands, by what it names.
MARK = """
(mark) => {
  const chart = document.querySelector(".st-key-map-exposure-map .js-plotly-plot");
  const map = chart._fullLayout.map._subplot.map, box = map.getCanvas().getBoundingClientRect();
  for (const {customdata, lon, lat} of chart._fullData) {
    const index = customdata?.indexOf(mark) ?? -1;
    if (index < 0) continue;
    const {x, y} = map.project([lon[index], lat[index]]);
    return [box.left + x, box.top + y];
  }
}
"""
FADED = """
() => document.querySelector(".st-key-map-exposure-map .js-plotly-plot")._fullData
  .filter(({type, marker}) => type === "scattermap" && marker?.opacity > 0)
  .map(({marker, unselected}) => marker.opacity - unselected.marker.opacity)
"""


def click_on_map(page: Page, mark: str) -> None:
    page.locator(".st-key-map-exposure-map").scroll_into_view_if_needed()
    settled(page)
    page.mouse.move(*page.evaluate(MARK, mark))
    page.locator(".st-key-map-exposure-map .hovertext").wait_for()
    page.mouse.click(*page.evaluate(MARK, mark))
    settled(page)


def test_a_click_on_a_diamond_shows_its_project_in_one_step_of_the_history(page: Page) -> None:
    before = address(page)
    projects = catalogue.load("cpec_projects").set_index("project_id")["name"]
    click_on_map(page, "diamer-bhasha")
    name = projects["diamer-bhasha"]
    assert shown(page).startswith(name)
    assert address(page)["project"] == [name]
    assert page.evaluate(FADED) == [0]
    expect(page.locator("h2", has_text=": exposure")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("h2", has_text=": exposure")).to_have_count(0)
    assert address(page) == before


def test_a_click_on_an_attack_names_no_project(page: Page) -> None:
    click_on_map(page, "PK-2025-07-10-sur-dakai")
    assert page.locator("h2", has_text=": exposure").count() == 0
    assert "project" not in address(page)
