"""What a reader waits for each page, beside a bare Streamlit page with the same points.

A cold visit is the first of a new browser, a warm one the next of the same browser; a click
chooses a filter. Each ends when the page is at rest: script run, charts and maps drawn.
"""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.browser.app import ROOT, App, View, page_views, serving
from tests.browser.visiting import RECORDER
from tests.browser.watching import QUIET_MILLISECONDS, settled

VISITS, CLICKS = 2, 4
SINCE = dict.fromkeys(["overview", "hotspots", "cpec_exposure"], "2025-05-25")
RECORDS = {"attack_trends": "ucdp_events"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.running() as found:
        yield found


@pytest.fixture(scope="module")
def dashboard() -> Iterator[App]:
    with serving() as app:
        yield app


@pytest.fixture(scope="module")
def bare() -> Iterator[App]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        with serving(ROOT / "benchmarks" / "bare.py") as app:
            yield app


def opened(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(10_000)
    context.add_init_script(RECORDER)
    return context.new_page()


def timed(act: Callable[[], object], page: Page) -> float:
    """Seconds until the page is at rest, without the wait that proves it."""
    start = time.perf_counter()
    act()
    settled(page)
    return time.perf_counter() - start - QUIET_MILLISECONDS / 1000


def choose(page: Page, option: str) -> Callable[[], None]:
    """Open the list of regions; what is returned clicks on the option."""
    page.get_by_role("combobox", name="Region").click()
    listed = page.get_by_role("option", name=option, exact=True)
    listed.wait_for()
    return listed.click


@pytest.mark.parametrize("which", ["page", "bare"])
@pytest.mark.parametrize("view", page_views(), ids=lambda view: view.address)
def test_waits(benchmark, browser, dashboard, bare, view: View, which):
    address = dashboard.url + view.address
    if which == "bare":
        record, since = RECORDS.get(view.page, "incidents"), SINCE.get(view.page, "1989-01-01")
        address = f"{bare.url}/?record={record}&since={since}"
    waits = {"cold": [], "warm": [], "click": []}

    def read_on() -> None:
        page = opened(browser)
        waits["cold"].append(timed(lambda: page.goto(address), page))
        waits["warm"].append(timed(lambda: page.goto(address), page))
        for option in ["Balochistan", "Pakistan"] * (CLICKS // 2):
            waits["click"].append(timed(choose(page, option), page))
        page.context.close()

    # The first reader of a new server waits for the data too: that visit is not measured.
    page = opened(browser)
    timed(lambda: page.goto(address), page)
    page.context.close()
    benchmark.pedantic(read_on, rounds=VISITS)
    benchmark.extra_info["waits"] = waits
