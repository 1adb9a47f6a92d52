"""Two contents of a dataset set against each other, checked against plain dictionaries."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskdata import catalogue
from riskdata.datapackage import as_csv
from riskdata.desk import compare as comparing
from riskdata.desk.compare import append, compare, is_new
from riskdata.reading import read
from riskdata.schema import SCHEMAS

KEY = ["region", "day"]
WORDS = st.sampled_from(["Quetta", "Gwadar", "Kech", "Bannu", ""])
DAYS = st.dates(date(2024, 1, 1), date(2024, 1, 5))
CELLS = st.tuples(
    st.none() | WORDS,
    st.none() | WORDS,
    st.none() | st.integers(0, 3),
    st.none() | st.sampled_from([0.0, 0.1, 1.0, 2.5]),
    st.none() | DAYS,
)
CONTENTS = st.dictionaries(st.tuples(st.sampled_from(["Kech", "Panjgur", "Khuzdar"]), DAYS), CELLS)
COLUMNS = ["label", "text", "count", "measure", "until"]

Content = dict[tuple[Any, ...], tuple[Any, ...]]


def frame_of(content: Content) -> pd.DataFrame:
    rows = [(*key, *cells) for key, cells in content.items()]
    frame = pd.DataFrame(rows, columns=[*KEY, *COLUMNS], dtype=object)
    return frame.astype(
        {
            "region": "category", "day": "datetime64[us]", "label": "category", "text": "str",
            "count": "Int64", "measure": "float64", "until": "datetime64[us]",
        }
    )  # fmt: skip


def content_of(frame: pd.DataFrame) -> Content:
    rows = frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
    return {(row[0], row[1].date()): (*row[2:6], row[6] and row[6].date()) for row in rows}


def keys_of(frame: pd.DataFrame) -> set[tuple[Any, ...]]:
    return {(region, day.date()) for region, day in zip(frame["region"], frame["day"], strict=True)}


@settings(max_examples=40)
@given(CONTENTS, CONTENTS)
def test_every_row_is_found_added_removed_changed_or_alike(old: Content, new: Content) -> None:
    found = compare(frame_of(old), frame_of(new), KEY)
    shared = old.keys() & new.keys()
    cells = {
        (*key, column)
        for key in shared
        for column, was, now in zip(COLUMNS, old[key], new[key], strict=True)
        if was != now
    }

    assert keys_of(found.added) == new.keys() - old.keys()
    assert keys_of(found.removed) == old.keys() - new.keys()
    listed = found.changed[[*KEY, "column"]].itertuples(index=False, name=None)
    assert {(region, day.date(), column) for region, day, column in listed} == cells
    assert len(found.changed) == sum(found.cells.values()) == len(cells)
    assert found.changed_rows == len({cell[:2] for cell in cells})
    assert found.unchanged == sum(old[key] == new[key] for key in shared)
    assert found.empty == (old == new)


@settings(max_examples=40)
@given(CONTENTS, CONTENTS, st.booleans())
def test_appending_adds_what_is_new_and_replaces_only_when_told(
    old: Content, new: Content, overwrite: bool
) -> None:
    joined = append(frame_of(old), frame_of(new), KEY, overwrite=overwrite)
    assert content_of(joined) == (old | new if overwrite else new | old)
    assert keys_of(joined.iloc[: len(old)]) == old.keys()


@settings(max_examples=40)
@given(CONTENTS, CONTENTS)
def test_rows_are_new_when_their_key_or_any_cell_is(old: Content, new: Content) -> None:
    marked = is_new(frame_of(old), frame_of(new), KEY)
    assert marked.tolist() == [key not in old or old[key] != new[key] for key in new]


def test_changed_cells_are_told_as_a_csv_writes_them() -> None:
    day = date(2024, 1, 2)
    old = frame_of({("Kech", day): ("Bannu", None, 12, 2.5, day)})
    new = frame_of({("Kech", day): (None, "Quetta", 3, 0.1, None)})
    changed = compare(old, new, KEY).changed.astype(object)
    rows = changed.where(changed.notna(), None)[["column", "old", "new"]]
    assert rows.to_numpy().tolist() == [
        ["label", "Bannu", None],
        ["text", None, "Quetta"],
        ["count", "12", "3"],
        ["measure", "2.5", "0.1"],
        ["until", "2024-01-02", None],
    ]


def test_the_list_of_cells_is_bounded_but_not_the_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "LISTED", 3)
    incidents = catalogue.load("incidents")
    found = compare(incidents, incidents.assign(killed=incidents["killed"] + 1), ["event_id"])
    assert len(found.changed) == 3
    assert found.cells == {"killed": int(incidents["killed"].notna().sum())}


@pytest.mark.parametrize("dataset", catalogue.datasets())
def test_a_dataset_equals_itself_in_any_order(dataset: str) -> None:
    frame = catalogue.load(dataset)
    key = (SCHEMAS[dataset].metadata or {})["key"]
    found = compare(frame, frame.sample(frac=1, random_state=1), key)
    assert found.empty
    assert found.unchanged == len(frame)


def test_what_was_appended_reads_back_as_it_is() -> None:
    incidents = catalogue.load("incidents")
    upper, lower = incidents[:500], incidents[400:]
    content = as_csv(append(upper, lower, ["event_id"], overwrite=False))
    pd.testing.assert_frame_equal(read("incidents", content, "incidents.csv"), incidents)
