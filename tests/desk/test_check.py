"""Uploads checked: what stops publishing, what wants to be looked at, and in which words."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskdata import catalogue
from riskdata.catalogue import Assertions
from riskdata.cells import Table
from riskdata.desk import finding, workbooks
from riskdata.desk.check import Checked, check
from riskdata.desk.duplicates import likely_twins
from riskdata.desk.fixes import apply
from riskdata.desk.recognise import renamed
from riskdata.schema import SCHEMAS, Problem
from tests.desk.tables import changed, table_of


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return {dataset: catalogue.load(dataset) for dataset in catalogue.datasets()}


@pytest.fixture(scope="module")
def few() -> Table:
    return table_of("incidents", 5)


def checked(
    frames: dict[str, pd.DataFrame], table: Table, dataset: str = "incidents", **options
) -> Checked:
    assertions = options.pop("assertions", catalogue.metadata(dataset).assertions)
    return check(dataset, table, frames, assertions, frames[dataset], **options)


def kinds(found: Checked) -> set[str]:
    return {finding.kind for finding in found.findings}


def added(table: Table, **cells: str | None) -> Table:
    """The table with its last row once more, under a key of its own and with other cells."""
    last = table.cells.index[-1]
    row = table.cells.loc[[last]].set_axis([last + 1])
    row.loc[last + 1, ["event_id", *cells]] = ["PK-NEW", *cells.values()]
    return replace(table, cells=pd.concat([table.cells, row.astype("str")]))


@pytest.mark.parametrize("dataset", catalogue.datasets())
def test_the_current_version_uploaded_again_is_clean(
    frames: dict[str, pd.DataFrame], dataset: str
) -> None:
    found = checked(frames, table_of(dataset), dataset)
    assert found.findings == []
    assert found.frame is not None
    pd.testing.assert_frame_equal(found.frame, frames[dataset])


def test_problems_name_row_column_value_and_what_was_meant(
    frames: dict[str, pd.DataFrame],
) -> None:
    table = changed(table_of("incidents"), "province", {214: "Baluchistn"})
    table = changed(table, "killed", {300: "~20", 301: "1,234"})
    table = changed(table, "date", {302: "6 Oct 2024"})
    found = checked(frames, table)
    assert found.frame is None
    assert [str(finding) for finding in found.errors] == [
        "row 214, `province`: `Baluchistn` is no known province; did you mean Balochistan?",
        "row 300, `killed`: `~20` does not say one number. Write digits only, without separators.",
        "row 301, `killed`: `1,234` is no whole number; did you mean 1234?",
        "row 302, `date`: `6 Oct 2024` is no date; did you mean 2024-10-06?",
    ]


@pytest.mark.parametrize(
    ("dataset", "column", "cell", "kind", "suggestion"),
    [
        ("incidents", "source_url", "javascript:alert(1)", "not a web address", None),
        ("incidents", "event_id", "two words", "space in a name", None),
        ("published_statistics", "value", "4.329", "not a whole number", "4329"),
        ("published_statistics", "value", "4.32", "not a whole number", None),
    ],
)
def test_an_error_of_one_cell_is_told_as_that(
    frames: dict[str, pd.DataFrame], dataset: str, column: str, cell: str, kind: str,
    suggestion: str | None,
) -> None:  # fmt: skip
    table = changed(table_of(dataset, 2), column, {2: cell})
    (found,) = checked(frames, table, dataset, assertions=None).errors
    assert (found.kind, found.value, found.suggestion) == (kind, cell, suggestion)


def test_less_than_none_is_told_once_where_no_part_of_it_is_known(
    frames: dict[str, pd.DataFrame], few: Table
) -> None:
    for column in ["civilians_killed", "security_forces_killed", "unknown_killed", "deaths_best"]:
        few = changed(few, column, {2: None})
    found = checked(frames, changed(few, "killed", {2: "-3"}))
    assert [one.message for one in found.errors if one.column == "killed"] == ["is less than 0"]


def test_a_known_misspelling_stops_until_its_fix_is_made(frames: dict[str, pd.DataFrame]) -> None:
    table = table_of("incidents")
    row = int(table.cells.index[table.cells["perpetrator"] == "Tehrik-i-Taliban Pakistan"][0])
    misspelt = changed(table, "perpetrator", {row: "TTP"})
    found = checked(frames, misspelt)
    assert [(error.kind, error.row, error.suggestion) for error in found.errors] == [
        ("other spelling", row, "Tehrik-i-Taliban Pakistan")
    ]
    again = checked(frames, apply(misspelt, found.fixes))
    assert again.findings == []


def test_a_district_without_its_province_stops_until_it_is_filled_in(
    frames: dict[str, pd.DataFrame],
) -> None:
    table = table_of("incidents")
    row = int(table.cells.index[table.cells["district"] == "Quetta"][0])
    lacking = changed(table, "province", {row: None})
    found = checked(frames, lacking)
    assert [str(error) for error in found.errors] == [
        f"row {row}, `province`: is empty, though its district tells; did you mean Balochistan?"
    ]
    assert checked(frames, apply(lacking, found.fixes)).findings == []


def test_a_header_of_another_name_is_told_with_the_likely_one(
    frames: dict[str, pd.DataFrame],
) -> None:
    table = table_of("incidents", 3)
    renamed = replace(table, cells=table.cells.rename(columns={"event_kind": "event_kinds"}))
    found = checked(frames, renamed)
    assert str(found.errors[0]).endswith("is no column of this dataset; did you mean event_kind?")
    assert {one.kind for one in found.errors} == {"header"}


def test_rules_between_datasets_are_judged_on_both_sides(frames: dict[str, pd.DataFrame]) -> None:
    table = table_of("cpec_projects")
    line = "cross-border-fibre"
    without = replace(table, cells=table.cells[table.cells["project_id"] != line])
    found = checked(frames, without, "cpec_projects", assertions=None)
    told = [error for error in found.errors if error.kind == "does not fit another dataset"]
    assert told
    assert all(f"'{line}' is no project" in error.message for error in told)

    table = changed(table_of("event_record_coverage"), "record", {2: "acled"})
    found = checked(frames, table, "event_record_coverage", assertions=None)
    assert (2, "record") in {(error.row, error.column) for error in found.errors}


def test_what_was_broken_elsewhere_before_does_not_stop(frames: dict[str, pd.DataFrame]) -> None:
    judgements = frames["judgements"].assign(basis="PK-1999-nothing")
    found = checked(frames | {"judgements": judgements}, table_of("incidents"))
    assert found.findings == []


def test_rows_are_numbered_as_the_spreadsheet_shows_them(frames: dict[str, pd.DataFrame]) -> None:
    table = table_of("incidents")
    lower = replace(table, cells=table.cells.set_axis(table.cells.index + 7), header_row=8)
    late = changed(lower, "killed", {100: "many"})
    assert checked(frames, late).errors[0].row == 100
    outside = changed(lower, "date", {900: "2003-12-31"})
    found = checked(frames, outside)
    assert ("does not fit another dataset", 900) in {(one.kind, one.row) for one in found.errors}


def test_an_event_told_twice_is_a_possible_duplicate(frames: dict[str, pd.DataFrame]) -> None:
    table = table_of("incidents")
    twin = str(table.cells["event_id"].iloc[-1])
    day = pd.Timestamp(str(table.cells["date"].iloc[-1])) - pd.Timedelta(days=1)
    found = checked(frames, added(table, date=str(day.date())))
    assert [(one.level, one.kind) for one in found.findings] == [("warning", "possible duplicate")]
    assert found.findings[0].row == table.cells.index[-1] + 1
    assert f"may be {twin} (row {table.cells.index[-1]}) once more" in found.findings[0].message
    assert found.frame is not None

    earlier = str((day - pd.Timedelta(days=30)).date())
    assert "possible duplicate" not in kinds(checked(frames, added(table, date=earlier)))


def test_appended_rows_are_held_against_the_current_ones(frames: dict[str, pd.DataFrame]) -> None:
    table = table_of("incidents")
    twin = str(table.cells["event_id"].iloc[-1])
    both = added(table)
    single = replace(both, cells=both.cells.tail(1).set_axis([2]))
    found = checked(frames, single, kept=frames["incidents"])
    assert [one.kind for one in found.findings] == ["possible duplicate"]
    assert f"may be {twin} once more" in found.findings[0].message
    assert {"fewer rows", "rows gone"} <= kinds(checked(frames, single))


def test_rows_of_the_time_of_an_export_that_go_are_told(frames: dict[str, pd.DataFrame]) -> None:
    table, current = table_of("incidents"), frames["incidents"]
    lost, newest = current["event_id"].iloc[-1], current["date"].iloc[-1]
    shorter = replace(table, cells=table.cells[table.cells["event_id"] != lost])
    found = checked(frames, shorter, kept=current[current["date"] < newest])
    assert [one.message for one in found.findings if one.kind == "rows gone"] == [
        f"1 row of the current version would be gone: {lost}"
    ]


def test_what_is_doubtful_is_told_beside_what_cannot_be_read(
    frames: dict[str, pd.DataFrame],
) -> None:
    table = table_of("incidents")
    most = int(frames["incidents"]["killed"].max())
    blank = ["civilians_killed", "security_forces_killed", "unknown_killed", "deaths_best"]
    for column in [*blank, "deaths_low", "deaths_high"]:
        table = changed(table, column, {9: None})
    found = checked(frames, changed(table, "killed", {3: "many", 9: str(most + 1)}))
    assert [(one.level, one.row, one.kind) for one in found.findings] == [
        ("error", 3, "not a number"),
        ("warning", 9, "unusual toll"),
    ]
    assert found.frame is None


def of_the_file(found: Checked) -> list[str]:
    return [one.message for one in found.warnings if one.kind in {"fewer rows", "rows gone"}]


def test_rows_gone_are_told_beside_cells_that_cannot_be_read(
    frames: dict[str, pd.DataFrame], few: Table
) -> None:
    gone = len(frames["incidents"]) - 5
    shrunk, lost = of_the_file(checked(frames, changed(few, "killed", {3: "many"})))
    assert shrunk.startswith(f"The file leaves at most 5 rows of {gone + 5}, where a loss of at")
    assert lost.startswith(f"{gone} rows of the current version would be gone: PK-")
    _, lost = of_the_file(checked(frames, changed(few, "event_id", {3: None})))
    assert lost == f"at least {gone} rows of the current version would be gone"


@pytest.mark.parametrize("column", ["title", "why"])
def test_without_a_column_rows_gone_are_told_as_far_as_the_keys_are_there(
    frames: dict[str, pd.DataFrame], column: str
) -> None:
    table = table_of("turning_points", 2)
    table = replace(table, cells=table.cells.drop(columns=column))
    *_, lost = of_the_file(checked(frames, table, "turning_points"))
    gone = len(frames["turning_points"]) - 2
    assert lost.startswith(f"{'at least ' if column == 'title' else ''}{gone} rows of the current")


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_no_row_is_taken_for_gone_that_cannot_be_read(
    frames: dict[str, pd.DataFrame], data: st.DataObject
) -> None:
    dataset, column, cell = data.draw(
        st.sampled_from(
            [
                ("turning_points", "date", "soon"),
                ("turning_points", "date_precision", "Day"),
                ("arms_transfers", "publisher", "SIPRY"),
                ("incidents", "event_id", "PK 2022"),
                ("incidents", "date", "6 Oct"),
            ]
        )
    )
    table = table_of(dataset)
    wrong = data.draw(st.sets(st.sampled_from(list(table.cells.index)), min_size=1, max_size=9))
    found = checked(frames, changed(table, column, dict.fromkeys(wrong, cell)), dataset)
    assert found.errors
    assert of_the_file(found) == []
    assert of_the_file(checked(frames, table, dataset, kept=frames[dataset])) == []


def test_added_rows_that_cannot_be_read_take_none_away(
    frames: dict[str, pd.DataFrame], few: Table
) -> None:
    wrong = changed(few, "killed", {3: "many"})
    assert of_the_file(checked(frames, wrong, kept=frames["incidents"])) == []
    kept = frames["incidents"].iloc[30:]
    _, lost = of_the_file(checked(frames, wrong, kept=kept, assertions=Assertions(1, 0.01, {})))
    assert lost.startswith("25 rows of the current version would be gone: PK-")


def test_the_analyst_may_say_which_number_of_a_date_is_the_day(
    frames: dict[str, pd.DataFrame], few: Table
) -> None:
    table = changed(few, "date", dict.fromkeys(few.cells.index, "03/04/2023"))
    assert not [fix for fix in checked(frames, table).fixes if fix.column == "date"]
    for order, day in [("day first", "2023-04-03"), ("month first", "2023-03-04")]:
        found = checked(frames, table, order=order)
        assert {fix.new for fix in found.fixes if fix.column == "date"} == {day}


def test_unusual_tolls(frames: dict[str, pd.DataFrame]) -> None:
    table, current = table_of("incidents"), frames["incidents"]
    most = int(current["killed"].max())
    highest = current.groupby("district", observed=True)["killed"].max()
    quiet = highest[highest.between(1, 6)].index[0]
    row = int(table.cells.index[table.cells["district"] == quiet][0])
    blank = dict.fromkeys(["civilians_killed", "security_forces_killed", "unknown_killed"])
    for column in [*blank, "deaths_best", "deaths_low", "deaths_high"]:
        table = changed(table, column, {row: None, 9: None})
    found = checked(frames, changed(table, "killed", {9: str(most + 1), row: "21"}))
    told = {(one.row, one.message) for one in found.warnings if one.kind == "unusual toll"}
    assert told == {
        (9, f"is more than the highest so far ({most})"),
        (row, f"is more than 3 times the highest so far in {quiet} ({highest[quiet]})"),
    }


def test_points_far_from_their_district_yet_within_what_passes(
    frames: dict[str, pd.DataFrame],
) -> None:
    table = table_of("incidents")
    coarse = table.cells[table.cells["location_precision"] == "district"]
    row = int(coarse.index[coarse["district"] == "Quetta"][0])
    moved = changed(table, "latitude", {row: "30.49"})
    found = checked(frames, moved)
    assert [(one.level, one.kind, one.row) for one in found.findings] == [
        ("warning", "far from its district", row)
    ]
    assert "km away from the point" in found.findings[0].message


def test_what_the_metadata_promise_is_held(frames: dict[str, pd.DataFrame]) -> None:
    table = table_of("incidents")
    promised = Assertions(min_rows=850, max_shrink=0.02, filled={"wounded": 1.0})
    found = checked(frames, replace(table, cells=table.cells[:-40]), assertions=promised)
    assert [one.kind for one in found.warnings] == ["fewer rows", "empty cells", "rows gone"]
    rows, filled = len(table.cells), table.cells["wounded"][:-40].notna().sum()
    assert [one.message.replace("\xa0", " ") for one in found.warnings[:2]] == [
        f"The file leaves {rows - 40} rows of {rows}, where a loss of at most 2 % is usual",
        f"is filled in {filled} of {rows - 40} rows, where at least 100 % are expected",
    ]
    assert "40 rows of the current version would be gone" in found.warnings[2].message
    assert found.frame is not None


@pytest.mark.parametrize("added", [False, True], ids=["in place of all", "added"])
@pytest.mark.parametrize("error", [False, True], ids=["no error", "beside an error"])
def test_a_column_that_is_left_out_empties_no_cell_untold(
    frames: dict[str, pd.DataFrame], few: Table, added: bool, error: bool
) -> None:
    current = frames["incidents"]
    few = changed(few, "wounded", dict.fromkeys(few.cells.index))
    few = changed(few, "killed", {3: "many"}) if error else few
    lacking = replace(few, cells=few.cells.drop(columns=["chinese_killed", "date_end"]))
    found = checked(frames, lacking, kept=current if added else None)
    emptied = int(current["chinese_killed"][:5].notna().sum())
    assert emptied > 0
    assert current["date_end"][:5].isna().all()
    assert [str(one) for one in found.warnings if one.kind == "columns left out"] == [
        f"`chinese_killed`: is not in the file: {emptied} filled cells of it would be emptied. Add "
        "the column with what is published in it, from the dataset's CSV."
    ]


def test_a_cell_that_is_empty_only_here_is_doubted_under_the_name_that_we_know(
    frames: dict[str, pd.DataFrame], few: Table
) -> None:
    cells = few.cells.rename(columns={"notes": "Notes"})
    lost = [
        Problem("", few.file, row, "Notes", "#N/A", workbooks.ERROR, "Mend it.") for row in (3, 99)
    ]
    table = renamed(replace(few, cells=cells, lost=tuple(lost)), {"Notes": "notes"})
    found = checked(frames, table, assertions=None, kept=frames["incidents"])
    assert [str(one) for one in found.findings] == [
        "row 3, `notes`: `#N/A` is an error in the workbook and is read as empty. Mend it."
    ]


def test_days_far_from_those_so_far(frames: dict[str, pd.DataFrame]) -> None:
    table = changed(table_of("turning_points"), "date", {3: "1914-07-28"})
    found = checked(frames, table, "turning_points", assertions=None)
    assert "far in time" in kinds(found)


def test_only_new_and_changed_rows_are_doubted(frames: dict[str, pd.DataFrame]) -> None:
    table = table_of("ucdp_events", 300)
    without = {name: frame for name, frame in frames.items() if name != "ucdp_events"}
    first = check("ucdp_events", table, without, None, None)
    assert "possible duplicate" in kinds(first)
    assert first.frame is not None
    assert check("ucdp_events", table, without, None, first.frame).findings == []


def test_of_very_many_findings_alike_the_rest_is_a_number(
    frames: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST_ALIKE", 5)
    table = table_of("incidents", 50)
    found = checked(frames, changed(table, "killed", dict.fromkeys(table.cells.index, "many")))
    assert [one.row for one in found.errors] == [None, 2, 3, 4, 5, 6]
    assert found.errors[0].message == "45 more rows of this kind (not a number)"


@given(
    st.sampled_from(list(SCHEMAS["incidents"].columns)),
    st.dictionaries(st.integers(2, 6), st.none() | st.text(min_size=1), min_size=1),
)
@settings(max_examples=12)
def test_any_cell_is_taken_or_told(few: Table, column: str, cells: dict[int, str | None]) -> None:
    found = check("incidents", changed(few, column, cells), {}, None, None)
    assert (found.frame is None) == bool(found.errors)
    assert {error.column for error in found.errors} <= set(few.cells)
    assert all(error.row is None or 2 <= error.row <= 6 for error in found.findings)


def test_masses_of_equal_events_take_no_longer_than_others(
    frames: dict[str, pd.DataFrame],
) -> None:
    """All events on one day at one place: a comparison of each with each would take minutes."""
    many = frames["incidents"].iloc[np.full(50_000, 5)].reset_index(drop=True)
    found = likely_twins(many, np.ones(len(many), dtype=bool))
    assert len(found) == len(many) - 1
