"""What tests of every kind share."""

import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.app import App, serving

# A busy machine is slow: how long an example takes says nothing of whether it holds.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# No test sees, or writes into, what a developer has published.
os.environ["CORRIDOR_WATCH_DATA_DIR"] = tempfile.mkdtemp(prefix="corridor-watch-tests-")
os.environ.pop("CORRIDOR_WATCH_DATABASE_URL", None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with chromium.running() as found:
        yield found


@pytest.fixture(scope="session")
def server() -> Iterator[App]:
    """The dashboard on its bundled data."""
    with serving() as app:
        yield app
