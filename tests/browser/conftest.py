"""The browser, and a way to open a page of the dashboard in it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.app import App
from tests.browser.visiting import Visits


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with chromium.running() as found:
        yield found


@pytest.fixture(scope="session")
def visit(browser: Browser, server: App) -> Visits:
    """Open a page and wait until it is at rest: `visit("/incidents", 390, 844, "dark")`."""
    return Visits(browser, server)
