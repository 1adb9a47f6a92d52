"""What tests of every kind share."""

import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.browser.app import App, serving

# A busy machine is slow: how long an example takes says nothing of whether it holds.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# No test sees, or writes into, what a developer has published.
os.environ["CORRIDOR_WATCH_DATA_DIR"] = tempfile.mkdtemp(prefix="corridor-watch-tests-")
os.environ.pop("CORRIDOR_WATCH_DATABASE_URL", None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share costly fixtures stay with one worker: those of a file, those of a view."""
    for item in items:
        callspec = getattr(item, "callspec", None)
        view = callspec.params.get("opened") if callspec else None
        item.add_marker(pytest.mark.xdist_group(f"{item.path}{view or ''}"))


@pytest.fixture(scope="session")
def server() -> Iterator[App]:
    """The dashboard on its bundled data."""
    with serving() as app:
        yield app
