"""The store under test: each test has its own, in SQLite and in PostgreSQL."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from riskdata.store import Store
from tests.store import postgresql
from tests.store.postgresql import Server


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A PostgreSQL server; a test that stops it starts it again."""
    with postgresql.running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Says where another new store is to be."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / uuid.uuid4().hex / 'store.sqlite'}"
    server: Server = request.getfixturevalue("postgresql_server")
    return lambda: server.new_database(uuid.uuid4().hex)


@pytest.fixture
def address(new_address: Callable[[], str]) -> str:
    """Where a new store is to be."""
    return new_address()


@pytest.fixture
def open_store(address: str) -> Iterator[Callable[..., Store]]:
    """Opens the store, or that of another address, as another process would."""
    with ExitStack() as opened:

        def another(address: str = address) -> Store:
            store = Store(address)
            opened.callback(store.close)
            return store

        yield another


@pytest.fixture
def store(open_store: Callable[..., Store]) -> Store:
    """A new store."""
    return open_store()
