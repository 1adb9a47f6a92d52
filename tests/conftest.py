"""What tests of every kind share."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.browser.app import App, serving

# A busy machine is slow: how long an example takes says nothing of whether it holds.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def server() -> Iterator[App]:
    """The dashboard on its bundled data."""
    with serving() as app:
        yield app
