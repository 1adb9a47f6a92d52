"""A way to open a page of the dashboard in the browser."""

import pytest
from playwright.sync_api import Browser

from tests.browser.app import App
from tests.browser.visiting import Visits


@pytest.fixture(scope="session")
def visit(browser: Browser, server: App) -> Visits:
    """Open a page and wait until it is at rest: `visit("/incidents", 390, 844, "dark")`."""
    return Visits(browser, server)
