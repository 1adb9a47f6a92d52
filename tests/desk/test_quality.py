"""The quality figures of a dataset, checked by counting by hand."""

from datetime import date

import pandas as pd
import pytest

from riskdata import catalogue
from riskdata.desk.quality import Filled, quality
from tests.data.files import rows_of


@pytest.mark.parametrize("dataset", catalogue.datasets())
def test_fill_rates_are_those_of_the_written_cells(dataset, frames):
    rows = rows_of(dataset)
    told = quality(frames[dataset], dataset)
    assert told.rows == len(rows)
    assert told.repeated == 0
    for one in told.filled:
        written = [row.get(one.column, "").strip() for row in rows]
        assert one.share == pytest.approx(sum(map(bool, written)) / len(rows))
        assert one.share == 1 or not one.required


def test_incidents_by_confidence_and_their_newest_day(frames):
    rows = rows_of("incidents")
    told = quality(frames["incidents"], "incidents")
    confirmed = sum(row["confidence"] == "confirmed" for row in rows)
    assert told.shares["confidence"]["confirmed"] == pytest.approx(confirmed / len(rows))
    assert sum(told.shares["confidence"].values()) == pytest.approx(1)
    assert list(told.shares) == ["confidence"]
    newest = max(max(row["date"], row.get("date_end", "")) for row in rows)
    assert told.newest == date.fromisoformat(newest)


def test_what_a_dataset_does_not_have_is_not_counted(frames):
    told = quality(frames["arms_transfers"], "arms_transfers")
    assert told.without_point is None
    assert told.newest is None
    assert told.shares == {}


def test_rows_without_a_point_and_repeated_keys_are_counted(frames):
    projects = frames["cpec_projects"]
    worse = pd.concat([projects, projects.head(2)], ignore_index=True)
    worse.loc[[0, 3], "latitude"] = None
    worse.loc[3, "longitude"] = None
    told = quality(worse, "cpec_projects")
    assert told.without_point == 2
    assert told.repeated == 2
    assert Filled("latitude", 1 - 2 / len(worse), required=True) in told.filled


def test_days_that_are_only_planned_are_not_the_newest(frames):
    projects = frames["cpec_projects"].copy()
    projects["commercial_date"] = pd.Timestamp("2031-01-01")
    assert quality(projects, "cpec_projects").newest == projects["as_of"].max().date()
