"""What tests of every kind share."""

from collections.abc import Iterator

import pytest

from tests.browser.app import App, serving


@pytest.fixture(scope="session")
def server() -> Iterator[App]:
    """The dashboard on its bundled data."""
    with serving() as app:
        yield app
