"""Whatever bytes come in, a valid frame or a DatasetError that helps comes out."""

import csv

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskdata import catalogue, datapackage
from riskdata.reading import read
from riskdata.schema import DatasetError, Problem
from riskdata.schema.across import spreadsheet_rows
from tests.data.files import as_bytes, rows_of

ROWS = {dataset: rows_of(dataset) for dataset in catalogue.datasets()}
FEW = {dataset: rows[:12] for dataset, rows in ROWS.items()}
SLOWER = settings(max_examples=25, deadline=None)

ODD_CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "",
            " ",
            "-1",
            "0",
            "1e400",
            "nan",
            "inf",
            "99999999999999999999",
            "2024-02-30",
            "0001-01-01",
            "9999-12-31",
            "TRUE",
            "=1+1",
            "a,b",
            'say "so"',
            "two\nlines",
            "\x00",
            "Атака",
            "٣",
            " / ",
        ]
    ),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
)


def problems_of(dataset: str, content: bytes) -> list[Problem]:
    """Every problem of the content; none if it is valid. Any other error fails the test."""
    refusal = None
    try:
        assert len(read(dataset, content, "given.csv"))
    except DatasetError as error:
        refusal = error
    if refusal is None:
        return []
    assert refusal.problems
    assert str(refusal).startswith("given.csv")
    assert all(found.message and found.remedy for found in refusal.problems)
    return refusal.problems


@given(dataset=st.sampled_from(catalogue.datasets()), content=st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_random_bytes_are_refused(dataset, content):
    assert problems_of(dataset, content)


@given(
    dataset=st.sampled_from(["incidents", "published_statistics"]),
    tail=st.binary(min_size=1, max_size=60),
    at=st.floats(0, 1),
)
@SLOWER
def test_random_bytes_inside_a_real_file_never_break_the_reader(dataset, tail, at):
    content = as_bytes(FEW[dataset])
    cut = int(at * len(content))
    problems_of(dataset, content[:cut] + tail + content[cut:])


@given(data=st.data(), dataset=st.sampled_from(catalogue.datasets()), cell=ODD_CELLS)
@settings(max_examples=150, deadline=None)
def test_a_changed_cell_is_accepted_or_named_with_its_row_and_column(data, dataset, cell):
    rows = [dict(row) for row in FEW[dataset]]
    changed = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from(list(rows[0])))
    rows[changed][column] = cell
    for found in problems_of(dataset, as_bytes(rows)):
        assert found.row is not None
        assert 2 <= found.row <= len(rows) + 1
        assert found.column in rows[0]


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)


@given(cell=WORDS.filter(lambda text: text.strip() and not text.isascii()))
@SLOWER
def test_a_cell_of_the_wrong_type_is_quoted(cell):
    rows = [dict(row) for row in FEW["incidents"]]
    rows[4]["killed"] = cell
    told = [found for found in problems_of("incidents", as_bytes(rows)) if found.row == 6]
    assert [(found.column, found.value) for found in told] == [("killed", cell.strip())]


@given(
    dataset=st.sampled_from(["incidents", "ucdp_events", "published_statistics", "places"]),
    picked=st.sets(st.integers(0, 900), min_size=1, max_size=25),
)
@SLOWER
def test_a_valid_frame_comes_back_unchanged(dataset, picked):
    rows = [ROWS[dataset][at] for at in sorted(picked)]
    frame = read(dataset, as_bytes(rows), "given.csv")
    again = read(dataset, datapackage.as_csv(frame), "given.csv")
    pd.testing.assert_frame_equal(again, frame)
    assert len(frame) == len(rows)


@given(order=st.permutations(list(ROWS["incidents"][0])))
@settings(max_examples=10, deadline=None)
def test_columns_may_stand_in_any_order(order):
    shuffled = [{column: row[column] for column in order} for row in FEW["incidents"]]
    pd.testing.assert_frame_equal(
        read("incidents", as_bytes(shuffled), "given.csv"),
        read("incidents", as_bytes(FEW["incidents"]), "given.csv"),
    )


@pytest.mark.parametrize("dataset", catalogue.datasets())
def test_spreadsheet_habits_do_no_harm(dataset):
    content = as_bytes(ROWS[dataset])
    plain = read(dataset, content, "given.csv")
    marked = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n") + b"\r\n"
    pd.testing.assert_frame_equal(read(dataset, marked, "given.csv"), plain)


def test_rows_are_counted_as_a_spreadsheet_does():
    rows = [dict(row) for row in FEW["incidents"]]
    rows[0]["notes"] = "two\nlines"
    rows[3]["killed"] = "many"
    content = as_bytes(rows)
    assert [found.row for found in problems_of("incidents", content)] == [5]
    head, _, rest = content.partition(b"\n")
    assert [found.row for found in problems_of("incidents", head + b"\n\n" + rest)] == [6]


def test_one_apostrophe_is_taken_off_a_cell_that_a_spreadsheet_would_run():
    written = {"'=1+1": "=1+1", "''@home": "'@home", "'Title'": "'Title'", "=2": "=2"}
    rows = [FEW["turning_points"][0] | {"title": title} for title in written]
    frame = read("turning_points", as_bytes(rows), "given.csv")
    assert frame["title"].tolist() == list(written.values())


HEADER = ",".join(ROWS["turning_points"][0])
TWO_LINES = '2024-10-05,day,"A title\nin two lines",Pakistan,Why,Source,https://example.org/a'
ROW = "2024-10-06,day,Title,Pakistan,Why,Source,https://example.org/a"


@pytest.mark.parametrize(
    ("content", "row", "column", "message"),
    [
        ("", 1, None, "is empty"),
        ("\n\n", 1, "date", "is missing from the header"),
        (HEADER, 1, "date", "has no rows below it"),
        (f"{HEADER}\n,,,,,,\n", 1, "date", "has no rows below it"),
        (f"{HEADER.replace('why', 'reason')}\n{ROW}", 1, "reason", "is no column of this dataset"),
        (f"{HEADER.replace('why', 'reason')}\n{ROW}", 1, "why", "is missing from the header"),
        (f"{HEADER},why\n{ROW},again", 1, "why", "stands twice in the header"),
        (f"{HEADER}\n{ROW}\n{ROW},more", 3, "source_url", "is where the row goes wrong"),
        (f"{HEADER}\n2024-10-06,day", 2, "title", "is where the row goes wrong"),
        (f'{HEADER}\n{ROW}\n"2024"x,day', 3, None, "cannot be read as CSV"),
        (f'{HEADER}\n{TWO_LINES}\n"2024"x,day', 3, None, "cannot be read as CSV"),
        (f"{HEADER}\n{ROW}".replace(",", ";"), 1, None, "has its cells separated by semicolons"),
        (f"{HEADER}\n{ROW}".replace(",", "\t"), 1, None, "has its cells separated by tabs"),
    ],
)
def test_a_file_that_is_no_table_is_told_where(content, row, column, message):
    found = problems_of("turning_points", content.encode())
    assert any(
        (problem.row, problem.column) == (row, column) and problem.message.startswith(message)
        for problem in found
    ), found


def test_a_cell_that_is_too_long_is_told_with_its_row():
    csv.field_size_limit(10_000_000)  # as another library might have it
    content = f"{HEADER}\n{TWO_LINES}\n{ROW}{'a' * 200_000}\n".encode()
    (found,) = problems_of("turning_points", content)
    assert (found.row, found.message) == (3, "has a cell of more than 131,072 characters")
    assert found.remedy.startswith("Look for a quotation mark that is not closed")


@pytest.mark.parametrize("before", [ROW, TWO_LINES, ""], ids=["plain", "two lines", "blank"])
def test_bytes_of_another_encoding_are_told_with_their_row(before):
    for broken in (ROW.replace("Title", "Qué"), TWO_LINES.replace("two lines", "deux façons"), "é"):
        content = f"{HEADER}\n{before}\n{broken}\n".encode("latin-1")
        for start in (b"", b"\xef\xbb\xbf"):
            (found,) = problems_of("turning_points", start + content)
            assert (found.row, found.message) == (3, "holds bytes that are not UTF-8")


def test_blank_rows_count_in_the_numbers_of_a_frame_and_leave_its_index_alone():
    other = ROW.replace("Title", "Another")
    content = f"{HEADER}\n\n{ROW}\n,,,,,,\n\n{other}\n\n".encode()
    frame = read("turning_points", content, "given.csv")
    assert frame.index.equals(pd.RangeIndex(2))
    assert spreadsheet_rows(frame).tolist() == [3, 6]
    assert read("turning_points", f"{HEADER}\n{ROW}\n\n".encode(), "given.csv").attrs == {}


@pytest.mark.parametrize(
    ("column", "written", "remedy"),
    [
        ("province", "Sind", "Is it Sindh? "),
        ("province", "Bactria", "Use one of: "),
        ("province", "Xinjiang", "Use one of: "),
        ("district", "Lahor", "Is it Lahore? "),
        ("perpetrator", "Balochistan Libration Army", "Is it Balochistan Liberation Army? "),
        ("perpetrator", "Nobody", "Check the spelling, or add the group to names/groups.csv in"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_known_one(column, written, remedy):
    changed = [FEW["incidents"][0] | {column: written}]
    told = [
        found
        for found in problems_of("incidents", as_bytes(changed))
        if found.value == written and found.message.startswith("is no known")
    ]
    assert len(told) == 1
    assert told[0].remedy.startswith(remedy)
