"""The event and the map beside it have room on every screen, and what is quoted can be copied."""

import pytest

from tests.browser.visiting import Visits
from tests.browser.watching import settled


@pytest.mark.parametrize(("width", "beside"), [(1440, True), (1024, False), (390, False)])
def test_event_and_map_stand_beside_each_other_only_where_both_have_room(
    visit: Visits, width: int, beside: bool
) -> None:
    page = visit("/incidents", width, 768).page
    event, drawn, table = (
        page.locator(css).first.bounding_box()
        for css in (".incident", ".st-key-incidents-map", ".st-key-incident-table")
    )
    assert event
    assert drawn
    assert table
    assert (drawn["x"] > event["x"] + event["width"]) == beside
    assert drawn["width"] >= (400 if beside else table["width"] - 1)
    page.close()


def test_the_link_to_an_event_is_copied_whole(visit: Visits) -> None:
    page = visit("/incidents").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy: Link to this event").click()
    page.get_by_text("Copied", exact=True).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".quoted").last.text_content()
    page.goto(copied)
    settled(page)
    assert page.locator(".quoted").last.text_content() == copied
    page.close()
