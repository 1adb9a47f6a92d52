"""The datasets as an edition holds them, and what viewers see of a store that is in trouble."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pandas as pd
import pytest

from riskdata import catalogue, editions
from riskdata.datapackage import as_csv
from riskdata.editions import holdings
from riskdata.reading import DatasetError
from riskdata.store import Change, Content, Edition, Store
from tests.store.test_trouble import gone

DATASET = "turning_points"


@pytest.fixture
def store(store: Store, address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store that the dashboard uses, looked into from another process."""
    monkeypatch.setenv("CORRIDOR_WATCH_DATABASE_URL", address)
    yield store
    editions.store().close()


def csv_of(rows: int) -> bytes:
    """The first rows of the bundled dataset."""
    return as_csv(catalogue.load(DATASET).head(rows))


def publish(store: Store, csv: bytes, rows: int) -> Edition:
    new = Content(csv, rows, date(2026, 1, 6))
    change = Change(DATASET, new, holdings().content(DATASET).hash)
    return store.publish([change], editions.bundled(), "Saima", f"{rows} rows")


def test_where_nothing_was_published_the_bundled_files_are_shown(store):
    shown = holdings()
    assert (shown.number, shown.edition, shown.trouble) == (0, None, "")
    assert shown.words() == "the bundled data"
    assert shown.label(DATASET) == "bundled"
    pd.testing.assert_frame_equal(shown.load(DATASET), catalogue.load(DATASET))


def test_what_is_published_is_shown_and_other_datasets_stay_as_they_were(store):
    made = publish(store, csv_of(5), 5)
    shown = holdings()
    assert (shown.number, shown.edition, shown.words()) == (1, made, "edition 1")
    assert shown.label(DATASET) == "version 1"
    assert len(shown.load(DATASET)) == 5
    assert shown.metadata(DATASET).as_of == date(2026, 1, 6)
    assert shown.label("claims") == "bundled"
    assert shown.identity("claims") == catalogue.version("claims")


def test_a_reader_may_ask_for_an_older_edition(store):
    publish(store, csv_of(5), 5)
    publish(store, csv_of(7), 7)
    older = holdings(1)
    assert (older.number, older.newest, older.pinned) == (1, 2, True)
    assert len(older.load(DATASET)) == 5
    assert [(holdings(number).number, holdings(number).pinned) for number in (3, -1)] == [
        (2, False), (2, False),
    ]  # fmt: skip


def test_edition_0_is_shown_as_it_was_after_the_bundled_files_have_changed(
    store, tmp_path, monkeypatch
):
    folder = tmp_path / "datasets"
    shutil.copytree(catalogue.BUNDLED, folder, ignore=shutil.ignore_patterns("geo", "names"))
    monkeypatch.setenv("CORRIDOR_WATCH_DATASETS", str(folder))
    assert holdings(0).edition is None
    before = catalogue.load("claims")
    publish(store, csv_of(5), 5)
    (folder / "claims.csv").write_bytes(as_csv(before.head(3)))
    assert len(holdings().load("claims")) == 3
    assert len(holdings(0).load("claims")) == len(before)
    assert len(holdings(0).load(DATASET)) == len(catalogue.load(DATASET))


def test_a_version_that_other_code_wrote_differently_can_be_followed(store):
    """What a change is based on is what the store holds, not what this code would write."""
    publish(store, csv_of(5).replace(b"\r\n", b"\n"), 5)
    assert holdings().content(DATASET).csv == csv_of(5).replace(b"\r\n", b"\n")
    assert publish(store, csv_of(6), 6).number == 2


def test_viewers_keep_what_they_saw_while_the_database_is_gone(store, address, request):
    publish(store, csv_of(5), 5)
    publish(store, csv_of(7), 7)
    newest, pinned = holdings(), holdings(1)
    with gone(address, request):
        kept = holdings()
        assert kept.trouble
        assert (kept.number, kept.versions) == (2, newest.versions)
        assert len(kept.load(DATASET)) == 7  # though nobody had looked at it yet
        kept = holdings(1)
        assert kept.trouble
        assert (kept.number, kept.pinned, kept.versions) == (1, True, pinned.versions)
    assert (holdings(), holdings(1)) == (newest, pinned)


def test_where_the_database_has_not_answered_yet_the_bundled_files_are_shown(
    postgresql_server, monkeypatch
):
    address = postgresql_server.new_database("not-asked-yet")
    monkeypatch.setenv("CORRIDOR_WATCH_DATABASE_URL", address)
    with closing(Store(address)) as other:
        postgresql_server.stop()
        try:
            shown = holdings()
            assert "does not answer" in shown.trouble
            assert shown.label(DATASET) == "bundled"
            assert len(shown.load(DATASET)) == len(catalogue.load(DATASET))
        finally:
            postgresql_server.start()
        publish(other, csv_of(5), 5)
        assert holdings().label(DATASET) == "version 1"
        editions.store().close()


def test_an_address_that_is_none_is_said_and_the_bundled_files_are_shown(monkeypatch):
    monkeypatch.setenv("CORRIDOR_WATCH_DATABASE_URL", "postgres//host/corridor")
    assert "is no address of a database" in holdings().trouble
    assert len(holdings().load(DATASET)) == len(catalogue.load(DATASET))


def test_a_version_that_cannot_be_fetched_is_a_problem_of_its_dataset(store, address, request):
    publish(store, csv_of(5), 5)
    publish(store, csv_of(7), 7)
    assert holdings().number == 2  # what is newest is kept here, what is older is not
    shown = holdings(1)
    with gone(address, request):
        for ask in (shown.load, shown.content):
            with pytest.raises(DatasetError, match="cannot be fetched"):
                ask(DATASET)
    assert len(shown.load(DATASET)) == 5
