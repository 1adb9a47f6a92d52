"""Mendings that the desk offers: only what is certain, and only when asked."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskdata import names
from riskdata.cells import Table
from riskdata.desk.fixes import apply, cleaned, suggest
from riskdata.desk.written_dates import order_of, read_day
from riskdata.desk.written_numbers import read_number, ways_proven
from riskdata.findings.data_desk import fix_words
from riskdata.reading import TYPES
from riskdata.schema.vocabularies import EVENT_KIND
from tests.desk.tables import changed, column_of, table_of


def offered(column: str, cells: list[str], dataset: str = "incidents") -> list[str | None]:
    """What each cell would become; None where nothing is offered."""
    table = column_of(dataset, column, cells)
    fixes, _ = suggest(dataset, table)
    found: dict[int, str] = {row: fix.new for fix in fixes for row in fix.rows}
    return [found.get(row) for row in table.cells.index]


def unclear(column: str, cells: list[str]) -> list[str]:
    _, asked = suggest("incidents", column_of("incidents", column, cells))
    return [found.old for found in asked]


def test_other_spellings_and_slips_of_names_are_offered() -> None:
    assert offered("province", ["Baluchistan", "balochistan", "Punjab", "Atlantis"]) == [
        "Balochistan", "Balochistan", None, None,
    ]  # fmt: skip
    assert offered("perpetrator", ["TTP", "ISKP / TTP", "Tehrek Taliban Pakistan"]) == [
        "Tehrik-i-Taliban Pakistan",
        "Islamic State Khorasan Province / Tehrik-i-Taliban Pakistan",
        "Tehrik-i-Taliban Pakistan",
    ]


def test_an_empty_province_is_filled_by_its_district() -> None:
    table = changed(table_of("incidents", 4), "province", dict.fromkeys(range(2, 6)))
    table = changed(table, "district", {2: "Quetta", 3: None, 4: "Atlantis", 5: "Quetta"})
    fixes, _ = suggest("incidents", table)
    (found,) = (fix for fix in fixes if fix.column == "province")
    assert (found.old, found.new, found.rows) == ("", "Balochistan", (2, 5))
    mended = apply(table, [found]).cells["province"]
    assert mended.fillna("").to_list() == ["Balochistan", "", "", "Balochistan"]
    assert fix_words([found]) == "2 cells: empty → “Balochistan”"


def test_words_of_a_list_are_offered_whatever_their_case() -> None:
    assert offered("event_kind", ["Attack", "ATTACK_OR_CLASH", "atack", "attack", "party"]) == [
        "attack", "attack or clash", "attack", None, None,
    ]  # fmt: skip


def test_dates_follow_the_order_that_the_column_proves() -> None:
    assert offered("date", ["06/10/2024", "25/12/2024"]) == ["2024-10-06", "2024-12-25"]
    assert offered("date", ["06/10/2024", "12/25/2024"]) == ["2024-06-10", "2024-12-25"]


@pytest.mark.parametrize("cell", ["0/1/2024", "1/0/2024", "1/2/0000", "0/1/0000"])
def test_no_day_is_numbered_zero(cell: str) -> None:
    assert read_day(cell, None) == (None, "")


def test_dates_of_unproven_order_are_asked_for() -> None:
    assert offered("date", ["06/10/2024", "07/07/2024"]) == [None, "2024-07-07"]
    mixed = ["06/10/2024", "25/12/2024", "12/25/2024"]
    assert offered("date", mixed) == [None, "2024-12-25", "2024-12-25"]
    assert unclear("date", [*mixed, "06/10/24"]) == ["06/10/2024", "06/10/24"]


@pytest.mark.parametrize(
    "written",
    [
        "6 Oct 2024", "06-Oct-2024", "Oct 6, 2024", "October 6th 2024", "6 October, 2024",
        "2024/10/6", "2024-10-06 00:00:00", "2024-10-06T00:00:00.000Z", "45571", "45571.0",
    ],
)  # fmt: skip
def test_dates_that_can_be_read_in_one_way_only(written: str) -> None:
    assert offered("date", [written]) == ["2024-10-06"]


@pytest.mark.parametrize("written", ["31/02/2024", "2024", "last spring", "32 May 2024", "99999"])
def test_what_is_no_day_stays_one_problem(written: str) -> None:
    assert offered("date", [written]) == [None]


@given(st.lists(st.dates(pd.Timestamp("1990-01-01").date(), pd.Timestamp("2026-01-01").date())))
@settings(max_examples=50)
def test_a_column_of_one_order_is_never_read_in_the_other(days: list) -> None:
    written = [f"{day:%d/%m/%Y}" for day in days]
    order = order_of(written)
    for cell, day in zip(written, days, strict=True):
        found, why = read_day(cell, order)
        assert found == day.isoformat() or (found is None and "no date of the column" in why)


def test_whole_numbers() -> None:
    cells = ["1,234", "1,23,456", "12.0", "1 234", "12 ", "n/a", "-", "20"]
    assert offered("killed", cells) == ["1234", "123456", "12", "1234", "12", "", "", None]


def test_what_says_no_single_number_is_asked_for() -> None:
    vague = ["~20", "20+", "20-25", "about 20", "none", "12%", "1.234"]
    assert offered("killed", vague) == [None] * len(vague)
    assert sorted(unclear("killed", vague)) == sorted(vague)


def test_points_and_commas_follow_what_the_column_proves() -> None:
    assert offered("killed", ["1.234", "1.234.567"]) == ["1234", "1234567"]
    assert offered("latitude", ["30,123", "30,1234"]) == ["30.123", "30.1234"]
    assert offered("latitude", ["30,123", "30.5"]) == ["30123", None]
    assert offered("latitude", ["30,123"]) == [None]
    assert unclear("latitude", ["30,123"]) == ["30,123"]


@given(
    st.lists(st.floats(0, 1e6).map(lambda number: round(number, 2)), min_size=1),
    st.sampled_from([",.", ".,"]),
)
@settings(max_examples=50)
def test_a_column_written_one_way_is_never_read_the_other(numbers: list, signs: str) -> None:
    english = [f"{number:,}" for number in numbers]
    swap = str.maketrans(",.", signs)
    written = [cell.translate(swap) for cell in english]
    proven = ways_proven(written)
    for cell, number in zip(written, numbers, strict=True):
        found, why = read_number(cell, False, proven)
        assert "may be" in why if found is None else float(found) == number


def test_swapped_coordinates_are_offered_only_where_the_swap_lies_in_pakistan() -> None:
    table = table_of("incidents", 4)
    table = changed(table, "latitude", {2: "67.0", 3: "67.0", 4: "91.0"})
    table = changed(table, "longitude", {2: "30.2", 3: "12.0", 4: "30.0"})
    fixes, _ = suggest("incidents", table)
    assert {(fix.column, fix.new, fix.rows) for fix in fixes} == {
        ("latitude", "30.2", (2,)),
        ("longitude", "67.0", (2,)),
    }


def test_invisible_characters_are_offered_for_removal() -> None:
    cells = ["a\u00a0b", "a\u200bb", "\u202ea", "tab\there", "plain", "line\nbreak", "نے\u200cوالا"]
    assert offered("summary", cells) == ["a b", "ab", "a", "tab here", None, None, None]


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


def test_fixes_are_made_only_in_their_rows_and_only_once() -> None:
    table = changed(table_of("incidents", 5), "province", {3: "Baluchistan", 5: "Baluchistan"})
    fixes, _ = suggest("incidents", table)
    assert [(fix.old, fix.new, fix.rows) for fix in fixes] == [
        ("Baluchistan", "Balochistan", (3, 5))
    ]
    mended = apply(table, fixes)
    assert mended.cells["province"].loc[[3, 5]].tolist() == ["Balochistan"] * 2
    pd.testing.assert_frame_equal(apply(mended, fixes).cells, mended.cells)
    assert table.cells["province"].loc[3] == "Baluchistan"
    assert suggest("incidents", mended)[0] == []


CELLS = st.none() | st.one_of(
    st.text(min_size=1),
    st.from_regex(r"[0-9]{1,3}([., /-][0-9]{1,4}){0,3}", fullmatch=True),
    st.sampled_from(["n/a", "attack", "Sind", "TTP / BLA", "12 %", *EVENT_KIND]),
)


@given(
    st.lists(
        st.fixed_dictionaries(
            dict.fromkeys(["date", "killed", "latitude", "province", "event_kind", "notes"], CELLS)
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=60)
def test_whatever_is_offered_is_what_the_column_takes(rows: list[dict[str, str | None]]) -> None:
    cells = pd.DataFrame(rows, index=range(2, len(rows) + 2), dtype="str")
    table = Table("upload.csv", cells)
    fixes, _ = suggest("incidents", table)
    for fix in filter(lambda fix: fix.new, fixes):
        new = pd.Series([fix.new], dtype="str")
        kind = {"date": "day", "killed": "count", "latitude": "measure"}.get(fix.column)
        if kind:
            assert TYPES[kind][0](new).notna().all(), fix
        elif fix.column == "province":
            assert names.known("province", new).all()
        elif fix.column == "event_kind":
            assert fix.new in EVENT_KIND
    apply(table, fixes)
