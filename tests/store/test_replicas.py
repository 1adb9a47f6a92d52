"""Two dashboards on one PostgreSQL: what is published through one is seen in the other."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import pytest
from playwright.sync_api import Browser, Page, expect

from riskdata import catalogue, editions
from riskdata.datapackage import as_csv
from riskdata.store import Change, Content, Edition, Store
from tests.browser.app import App, serving
from tests.browser.visiting import RECORDER, go
from tests.browser.watching import settled
from tests.store.postgresql import Server
from ui.edition import LOOKED_FOR


@pytest.fixture(scope="module")
def store(postgresql_server: Server) -> Iterator[Store]:
    """The store of both dashboards."""
    with closing(Store(postgresql_server.new_database("replicas"))) as store:
        yield store


@pytest.fixture(scope="module")
def replicas(store: Store) -> Iterator[list[App]]:
    """Two dashboards, each a process of its own."""
    address = store._url.render_as_string(hide_password=False)
    with ExitStack() as running, pytest.MonkeyPatch.context() as environment:
        environment.setenv("CORRIDOR_WATCH_DATABASE_URL", address)
        with ThreadPoolExecutor(2) as pool:
            yield list(pool.map(running.enter_context, [serving(), serving()]))


@pytest.fixture(scope="module")
def opened(browser: Browser, replicas: list[App]) -> Iterator[list[Page]]:
    """The Incidents of both, in windows whose clocks a test may put forward."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(RECORDER)
    pages = [context.new_page() for _ in replicas]
    for page, app in zip(pages, replicas, strict=True):
        page.clock.install()
        page.goto(f"{app.url}/incidents")
        settled(page)
    yield pages
    context.close()


def publish(store: Store, author: str, rows: int) -> Edition:
    """Publish the first rows of the bundled incidents."""
    frame = catalogue.load("incidents").head(rows)
    known = store.as_of_edition(store.newest()).get("incidents")
    bundled = editions.bundled()
    seen = known.hash if known else bundled["incidents"].hash
    new = Content(as_csv(frame), rows, catalogue.metadata("incidents").as_of)
    return store.publish([Change("incidents", new, seen)], bundled, author, f"{rows} rows")


def drawn_from(page: Page) -> str:
    return page.locator("footer.edition").inner_text()


def test_what_is_published_appears_in_both_at_the_next_click_and_the_same(opened, store):
    before = [page.locator("h1").inner_text() for page in opened]
    made = publish(store, "Saima", 700)
    for page in opened:
        go(page, "Incidents")
        assert f"edition {made.number}" in drawn_from(page)
        assert "by Saima" in drawn_from(page)
    after = [page.locator("h1").inner_text() for page in opened]
    assert after[0] == after[1] != before[0] == before[1]


def test_an_open_page_is_told_of_new_data_and_shows_them_when_the_reader_likes(opened, store):
    page = opened[1]
    before, finding = drawn_from(page), page.locator("h1").inner_text()
    made = publish(store, "Bilal", 600)
    page.clock.fast_forward(1000 * int(LOOKED_FOR.removesuffix("s")) + 1000)
    expect(page.get_by_text("New data from Bilal.")).to_be_visible()
    assert (drawn_from(page), page.locator("h1").inner_text()) == (before, finding)
    page.get_by_role("button", name="Refresh", exact=True).click()
    settled(page)
    assert f"edition {made.number}" in drawn_from(page)
    assert page.locator("h1").inner_text() != finding
    expect(page.get_by_text("New data from Bilal.")).to_have_count(0)


def test_viewers_of_both_go_on_while_the_database_is_away(opened, store, postgresql_server):
    for page in opened:
        go(page, "Incidents")
    before = [page.locator("h1").inner_text() for page in opened]
    postgresql_server.stop()
    try:
        for page in opened:
            go(page, "Incidents")
            expect(page.get_by_text("New data cannot be looked up at the moment")).to_be_visible()
        assert [page.locator("h1").inner_text() for page in opened] == before
    finally:
        postgresql_server.start()
    made = publish(store, "Saima", 500)
    for page in opened:
        go(page, "Incidents")
        expect(page.get_by_text("New data cannot be looked up")).to_have_count(0)
        assert f"edition {made.number}" in drawn_from(page)
