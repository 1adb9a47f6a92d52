"""What is wrong with a disk or a database is said in plain words, and passes when it is mended."""

import gzip
import json
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from riskdata import database
from riskdata.store import Store, StoreError
from tests.browser.app import ROOT
from tests.store.processes import begin
from tests.store.publishing import content, current, publish

NAMESPACE = ["unshare", "--mount", "--map-root-user"]


@contextmanager
def gone(address: str, request: pytest.FixtureRequest) -> Iterator[None]:
    """The database is not there until the block ends."""
    with ExitStack() as back:
        if address.startswith("postgresql"):
            server = request.getfixturevalue("postgresql_server")
            server.stop()
            back.callback(server.start)
        else:
            folder = Path(address.removeprefix("sqlite:///")).parent
            elsewhere = folder.rename(folder.with_name("elsewhere"))
            back.callback(elsewhere.rename, folder)
        yield


def test_a_database_that_goes_is_named_and_used_again_once_it_is_back(store, address, request):
    publish(store, "Saima", "first", incidents=["one"])
    with gone(address, request):
        told = "does not answer" if address.startswith("postgresql") else "The data file is gone"
        for use in (store.newest, store.versions, store.audit, lambda: store.setting("x")):
            with pytest.raises(StoreError, match=told):
                use()
        with pytest.raises(StoreError, match=told):
            store.note_down("Saima", "publish", "done", "")
    assert store.newest() == 1
    publish(store, "Saima", "second", incidents=["two"])
    assert store.content(current(store)["incidents"].hash) == content("two").csv


@pytest.mark.parametrize("new_address", ["postgresql"], indirect=True)
def test_a_publishing_that_loses_its_database_before_it_is_confirmed_stores_nothing(
    store, address, request
):
    publish(store, "Saima", "first", incidents=["one"])
    known = store.versions(), store.audit()
    with ExitStack() as outage:
        event.listen(
            store._engine, "commit", lambda _: outage.enter_context(gone(address, request)),
            once=True,
        )  # fmt: skip
        with pytest.raises(StoreError, match="does not answer"):
            publish(store, "Saima", "second", incidents=["two"])
    assert (store.versions(), store.audit()) == known
    assert publish(store, "Saima", "third", incidents=["two"]).number == 2


def cut_short(packed: bytes) -> bytes:
    return packed[:20]


def overwritten(packed: bytes) -> bytes:
    return packed[:12] + bytes(len(packed) - 12)


def emptied(_packed: bytes) -> bytes:
    return b""


def exchanged(_packed: bytes) -> bytes:
    return gzip.compress(content("other").csv)


@pytest.mark.parametrize("damage", [cut_short, overwritten, emptied, exchanged])
def test_a_damaged_content_is_named_and_the_others_are_still_given(store, damage):
    publish(store, "Saima", "first", incidents=["one"], claims=["two"])
    version = current(store)["incidents"]
    kept = database.content
    with store._writing() as connection:
        whole = connection.scalar(sa.select(kept.c.gzip).where(kept.c.hash == version.hash))
        row = sa.update(kept).where(kept.c.hash == version.hash)
        connection.execute(row.values(gzip=damage(whole)))
    with pytest.raises(StoreError, match=f"{version.hash[:12]} is not whole"):
        store.content(version.hash)
    assert store.content(current(store)["claims"].hash) == content("two").csv


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where an SQLite store is, or something else."""
    return tmp_path / "store.sqlite"


@pytest.fixture
def in_file(file: Path) -> Iterator[Store]:
    """A store in `file`."""
    with closing(Store(f"sqlite:///{file}")) as store:
        yield store


def test_a_file_restored_from_a_backup_is_used_without_a_new_start(file, in_file, tmp_path):
    publish(in_file, "Saima", "first", incidents=["one"])
    with (
        closing(sqlite3.connect(file)) as now,
        closing(sqlite3.connect(tmp_path / "backup")) as backup,
    ):
        now.backup(backup)
    publish(in_file, "Saima", "a mistake", incidents=["two"])
    for left in tmp_path.glob("store.sqlite*"):
        left.unlink()
    (tmp_path / "backup").rename(file)
    assert [one.note for one in in_file.editions() if not one.bundled] == ["first"]
    assert publish(in_file, "Saima", "again", incidents=["three"]).number == 2


def test_a_file_that_is_no_store_is_named_and_left_as_it_is(file, in_file):
    file.write_text("province,district\r\nBalochistan,Kech\r\n" * 100)
    before = file.read_bytes()
    for use in (in_file.newest, lambda: publish(in_file, "Saima", "first", incidents=["one"])):
        with pytest.raises(StoreError, match="is damaged, or is no store of this dashboard"):
            use()
    assert file.read_bytes() == before


def test_a_store_with_damaged_pages_is_named(file, in_file):
    publish(in_file, "Saima", "first", incidents=["one"])
    in_file.close()
    pages = bytearray(file.read_bytes())
    pages[100:] = b"\xff" * (len(pages) - 100)
    file.write_bytes(pages)
    with pytest.raises(StoreError, match="is damaged, or is no store of this dashboard"):
        in_file.newest()


def test_a_file_where_the_data_folder_should_be_is_named(tmp_path):
    (tmp_path / "data").write_text("")
    with closing(Store(f"sqlite:///{tmp_path / 'data' / 'store.sqlite'}")) as store:
        assert store.newest() == 0
        with pytest.raises(StoreError, match="Let it be a folder"):
            publish(store, "Saima", "first", incidents=["one"])


def newest_as_anybody(said: Connection, address: str) -> None:
    if os.geteuid() == 0:
        os.setuid(65534)
    try:
        said.send(Store(address).newest())
    except StoreError as error:
        said.send(str(error))


def test_a_folder_that_may_not_be_looked_into_is_named(tmp_path):
    folder = tmp_path / "data"
    with closing(Store(f"sqlite:///{folder / 'store.sqlite'}")) as store:
        publish(store, "Saima", "first", incidents=["one"])
    folder.chmod(0)
    process, said = begin(newest_as_anybody, f"sqlite:///{folder / 'store.sqlite'}")
    assert "Let the user who runs the dashboard" in said.recv()
    process.join(60)
    folder.chmod(0o755)


def test_a_full_and_a_read_only_disk_are_named_while_viewers_go_on(tmp_path):
    if subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode != 0:
        pytest.skip("this machine lets nobody mount a disk of their own")
    done = subprocess.run(
        [*NAMESPACE, sys.executable, "-m", "tests.store.troubled_disk", tmp_path],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    full, closed = "There is no space left", "The data folder may only be read."
    assert told["full"].startswith(full)
    assert told["too large"].startswith(full)
    assert told["read-only"].startswith(closed)
    assert told["viewer of full"] == told["viewer after too large"] == "2 versions"
    assert told["viewer of read-only"] == "3 versions"
    assert told["room"] == told["room again"] == told["writable again"] == "published"
    assert told["last viewer"] == "4 versions"


def test_a_writer_who_waits_too_long_for_another_is_told(open_store, monkeypatch):
    monkeypatch.setattr(database, "WAIT_SECONDS", 1)
    store, other = open_store(), open_store()
    publish(store, "Saima", "first", incidents=["one"])
    with other._writing():
        with pytest.raises(StoreError, match="has held the store for too long"):
            publish(store, "Saima", "second", incidents=["two"])
        assert store.newest() == 1
    publish(store, "Saima", "second", incidents=["two"])


@pytest.mark.parametrize(
    "address",
    [
        "not an address",
        "postgresql//desk:secret@host/corridor",
        "postgresql://desk:secret@host",
        "postgresql://desk:secret@host:port/corridor",
        "mysql://desk:secret@host/corridor",
        "oracle9://desk:secret@host/corridor",
        "sqlite://",
    ],
)
def test_what_is_no_address_of_a_database_is_named_without_its_password(address):
    with pytest.raises(StoreError, match="is no address of a database") as refused:
        Store(address)
    assert "secret" not in str(refused.value)


def test_a_server_that_refuses_or_is_not_there_is_named_without_its_password(postgresql_server):
    address = sa.make_url(postgresql_server.new_database("known")).set(password="secret")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        for wrong, told in [
            (address.set(database="unknown"), "does not let the dashboard in"),
            (address.set(username="unknown"), "does not let the dashboard in"),
            (address.set(port=free.getsockname()[1]), "does not answer"),
        ]:
            store = Store(wrong.render_as_string(hide_password=False))
            with pytest.raises(StoreError, match=told) as refused:
                store.newest()
            assert "secret" not in str(refused.value)
