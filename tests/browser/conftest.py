"""The browser, and a way to open a page of the dashboard in it."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.browser.app import App
from tests.browser.visiting import FLAGS, Visits


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium. Without one tests are skipped, or fail where `make test` needs it."""
    path = chromium.find()
    if path is None:
        if os.environ.get("CORRIDOR_WATCH_BROWSER") == "required":
            pytest.fail(chromium.MISSING)
        pytest.skip("no Chromium or Chrome on this machine: `make test` installs one")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def visit(browser: Browser, server: App) -> Visits:
    """Open a page and wait until it is at rest: `visit("/incidents", 390, 844, "dark")`."""
    return Visits(browser, server)
