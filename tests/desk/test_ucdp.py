"""A release of UCDP becomes rows like the bundled ones, and says what it left out."""

from datetime import date

import pandas as pd
import pytest

from riskdata.desk import ucdp, ucdp_release
from riskdata.desk.tables import Table
from riskdata.reading import read
from riskdata.schema import DatasetError
from riskdata.schema.vocabularies import COVERAGE_STATUS
from tests.desk import foreign

BY_HAND = r"in incident PK-|moved to Mach"
"""Notes of the 37 bundled rows whose place was looked up by hand."""


@pytest.fixture(scope="module")
def bundled() -> pd.DataFrame:
    rows = foreign.bundled_ucdp()
    return rows[rows["source"].str.contains("GED 22.1")].reset_index(drop=True)


@pytest.fixture(scope="module")
def release(bundled: pd.DataFrame) -> Table:
    ged = foreign.ged_of(bundled)
    return Table("ged221-csv.zip: GEDEvent_v22_1.csv", ged.set_axis(range(2, len(ged) + 2)), ())


def some(release: Table, file: str, rows: list[int], **cells: str) -> Table:
    """A few rows of the release under another name, with other cells where given."""
    return Table(file, release.cells.iloc[rows].assign(**cells), ())


def only(converted: pd.DataFrame) -> pd.Series:
    assert len(converted) == 1
    return converted.iloc[0]


@pytest.mark.parametrize(
    ("file", "version"),
    [
        ("GEDEvent_v25_1.csv", "25.1"),
        ("ged251-csv.zip: GEDEvent_v25_1.csv", "25.1"),
        ("ged251.csv.gz", "25.1"),
        ("GEDEvent_v25_0_8.csv", "25.0.8"),
        ("GEDEvent_v25.0.8.csv", "25.0.8"),
        ("GEDEvent_v25_01_25_12.csv", "25.01.25.12"),
        ("my extract.csv", "24.0.8"),
    ],
)
def test_the_release_is_known_by_the_name_of_the_file_before_its_dates(file: str, version: str):
    days = pd.Series(pd.to_datetime(["2024-08-27", "2024-08-30"]))
    assert ucdp_release.release(file, days, []).version == version


def test_the_bundled_rows_come_back_from_the_release(bundled, release):
    converted = ucdp.convert(release)
    record = foreign.as_record(converted, "ucdp_events")
    expected = read("ucdp_events", bundled.to_csv(index=False).encode(), "ucdp_events.csv")
    looked_up = bundled["notes"].fillna("").str.contains(BY_HAND)
    assert looked_up.sum() == 37
    places = ["province", "district", "latitude", "longitude", "location_precision"]
    for column in expected.columns.drop("notes"):
        rows = ~looked_up if column in places else looked_up | True
        pd.testing.assert_series_equal(record.loc[rows, column], expected.loc[rows, column])
    assert list(converted.table.cells.index) == list(release.cells.index)


def test_the_notes_say_what_was_mended_as_the_bundled_ones_do(bundled, release):
    notes = ucdp.convert(release).table.cells["notes"].reset_index(drop=True).fillna("")
    tail = ", as in UCDP's other events at this point"
    expected = bundled["notes"].fillna("").str.replace(tail, "", regex=False)
    assert list(notes[notes != expected].index) == list(
        expected[expected.str.contains(BY_HAND)].index
    )


def test_a_final_release_covers_its_years(release):
    converted = ucdp.convert(release)
    assert converted.span == (date(1989, 1, 1), date(2021, 12, 31))
    (row,) = converted.coverage.to_dict("records")
    assert row == {
        "record": "ucdp_events",
        "period_start": "1989-01-01",
        "period_end": "2021-12-31",
        "release": "UCDP GED 22.1",
        "status": "complete by UCDP definition",
        "notes": "Final yearly release.",
    }


@pytest.mark.parametrize(
    ("file", "name", "span"),
    [
        ("GEDEvent_v26_0_2.csv", "26.0.2", (date(2026, 2, 1), date(2026, 2, 28))),
        ("GEDEvent_v26.0.2.xlsx: sheet Data", "26.0.2", (date(2026, 2, 1), date(2026, 2, 28))),
        ("GEDEvent_v26_01_26_03.csv", "26.01.26.03", (date(2026, 1, 1), date(2026, 3, 31))),
        ("from the mail.csv", "26.0.2", (date(2026, 2, 1), date(2026, 2, 28))),
    ],
)
def test_a_candidate_release_covers_its_months(release, file, name, span):
    table = some(release, file, [0], date_start="2026-02-03", date_end="2026-02-03")
    converted = ucdp.convert(table)
    assert converted.span == span
    (row,) = converted.coverage.to_dict("records")
    assert row["release"] == f"UCDP Candidate {name}"
    assert row["status"] == "provisional"
    assert row["status"] in COVERAGE_STATUS
    assert converted.table.cells["source"].iloc[0].startswith(f"UCDP GED {name}, event ")
    told = any("by its dates" in note for note in converted.table.notes)
    assert told == (file == "from the mail.csv")


def test_other_countries_and_rows_that_are_no_event_are_counted(release):
    cells = release.cells.iloc[:6].copy()
    cells.iloc[0, :] = None
    cells.loc[2, ["year", "date_start"]] = ["#date+year", "#date+start"]
    cells.loc[3, ["country", "country_id"]] = ["Afghanistan", "700"]
    cells.loc[4] = cells.loc[5]
    cells.iloc[5, :] = None
    converted = ucdp.convert(Table("GEDEvent_v22_1.csv", cells, ()))
    assert {dropped.reason: dropped.rows for dropped in converted.dropped} == {
        "No event: neither identifier nor date": 2,
        "Repeated: the same row stands above, cell by cell": 1,
        "Not in Pakistan: Afghanistan": 1,
    }
    assert len(converted.table.cells) == 2


def test_an_event_belongs_to_the_release_in_whose_period_it_ended(release):
    table = some(release, "GEDEvent_v26_0_2.csv", [0, 1], date_start="2026-01-29")
    table.cells["date_end"] = ["2026-01-30", "2026-02-01"]
    converted = ucdp.convert(table)
    assert [(dropped.reason, dropped.rows) for dropped in converted.dropped] == [
        ("Ended outside the period of this release", 1)
    ]
    assert list(converted.table.cells["date"]) == ["2026-01-29"]


def test_every_problem_is_named_at_once(release):
    cells = release.cells.iloc[:5].copy()
    cells.loc[2, "where_prec"] = "9"
    cells.loc[3, "deaths_a"] = "three"
    cells.loc[4, "latitude"] = "34,5"
    cells.loc[5, "best"] = "99"
    cells.loc[6, "date_end"] = None
    with pytest.raises(DatasetError) as caught:
        ucdp.convert(Table("GEDEvent_v22_1.csv", cells, ()))
    found = {(problem.row, problem.column) for problem in caught.value.problems}
    assert {
        (2, "where_prec"),
        (3, "deaths_a"),
        (4, "latitude"),
        (5, "best"),
        (6, "date_end"),
    } <= found
    assert all(problem.remedy for problem in caught.value.problems)


def test_missing_columns_and_a_file_without_pakistan_are_refused(release):
    with pytest.raises(DatasetError, match="side_b"):
        ucdp.convert(Table("a.csv", release.cells.drop(columns="side_b"), ()))
    with pytest.raises(DatasetError, match="never Pakistan"):
        ucdp.convert(some(release, "a.csv", [0, 1], country="Yemen", country_id="678"))


def test_an_identifier_that_stands_twice_is_refused(release):
    table = some(release, "a.csv", [0, 1], id="59431")
    with pytest.raises(DatasetError, match="stands above already"):
        ucdp.convert(table)


def test_a_side_that_no_one_knows_becomes_unknown_and_stays_in_the_notes(release):
    row = release.cells.index[release.cells["side_b"] == "TTP"][0]
    table = Table("a.csv", release.cells.loc[[row]].assign(side_b="New Front"), ())
    converted = ucdp.convert(table)
    assert only(converted.table.cells)["perpetrator"] == "unknown"
    assert "UCDP names New Front" in only(converted.table.cells)["notes"]
    assert [
        (mapped.ours, mapped.rows) for mapped in converted.mapped if mapped.theirs == "New Front"
    ] == [("unknown", 1)]


def test_an_event_without_coordinates_stands_at_its_district(release):
    row = release.cells.index[release.cells["adm_2"] == "Bannu district"][0]
    cells = release.cells.loc[[row]].copy()
    cells["latitude"] = None
    converted = ucdp.convert(Table("GEDEvent_v22_1.csv", cells, ()))
    record = only(foreign.as_record(converted, "ucdp_events"))
    assert record["location_precision"] == "district"
    assert "gives no point" in record["notes"]


def test_any_toll_between_any_sides_at_any_place_obeys_the_schema(release):
    tolls = ["0", "1", "2", "19"]
    parts = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]
    governments = ["Government of Pakistan", "Government of India", "Government of Iran"]
    choices = {
        **dict.fromkeys([*parts, "low", "high"], tolls),
        "type_of_violence": ["1", "2", "3"],
        "side_a": [*governments, "XXX770", "BLA"],
        "side_b": [*governments, "XXX770", "TTP", "Civilians"],
        "where_prec": ["1", "2", "3", "4", "5", "6", "7"],
        "latitude": ["24.86", "30.18", "34.01", "51.5", ""],
        "longitude": ["67.01", "71.58", "0.1", ""],
        "adm_1": ["Sindh province", "Azad Jammu & Kashmir", ""],
        "adm_2": ["Quetta district", "Karachi district", "Nowhere", ""],
    }
    rows = pd.DataFrame(foreign.drawn(choices), dtype="str")
    cells = release.cells.iloc[: len(rows)].copy()
    cells[rows.columns] = rows.where(rows != "").set_axis(cells.index)
    cells["best"] = rows[parts].astype(int).sum(axis="columns").astype("str").to_numpy()
    record = foreign.as_record(ucdp.convert(Table("GEDEvent_v22_1.csv", cells, ())), "ucdp_events")
    assert len(record) == len(rows)
    assert record["deaths_best"].between(record["deaths_low"], record["deaths_high"]).all()
