"""What a reader downloads beside a picture are the rows that are named there, all of them."""

import re

import pandas as pd
import pytest

from tests.browser.app import View, page_views
from tests.browser.visiting import Visits
from tests.browser.watching import settled

VIEWS = [
    view
    for view in page_views()
    if view.page not in ("data_desk", "incidents") and view.name != "methods-measures-of-counts"
]
# After ten Chromium asks the reader whether the page may go on.
UNASKED = 10


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_each_download_holds_the_rows_that_it_names(visit: Visits, view: View) -> None:
    page = visit(view.address).page
    parts = page.locator("[class*=st-key-evidence-]")
    assert parts.count()
    columns = {}
    for number in range(parts.count()):
        if number and number % UNASKED == 0:
            page.reload()
            settled(page)
        part = parts.nth(number)
        label = part.get_by_test_id("stPopover").inner_text()
        named = re.match(r"[\d,]+", label)
        assert named, label
        with page.expect_download() as found:
            part.get_by_test_id("stDownloadButton").get_by_role("button").click()
        rows = pd.read_csv(found.value.path(), dtype=str)
        assert len(rows) == int(named[0].replace(",", "")), label
        columns[found.value.suggested_filename] = set(rows.columns)
    if view.name == "hotspots":
        assert {"per_million", "per_1000_km2"} <= columns["hotspots-places-edition-0.csv"]
    page.close()
