"""Whatever program wrote a table, its cells come out as written, or the fault is named."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from riskdata import catalogue, csvfile, datapackage
from riskdata.cells import MOST_RAGGED, Body, Findings
from riskdata.desk.files import Part
from riskdata.desk.tables import table
from riskdata.reading import read, typed
from riskdata.schema import DatasetError, Problem

CONTENT = {
    dataset: (catalogue.BUNDLED / f"{dataset}.csv").read_bytes() for dataset in catalogue.datasets()
}
HEADER = "date,date_precision,title,region,why,source,source_url"
ROW = "2024-10-06,day,Title,Pakistan,Why,Source,https://example.org/a"


def part(content: str | bytes) -> Part:
    return Part("given.csv", content.encode() if isinstance(content, str) else content)


def problems_of(content: str | bytes) -> list[Problem]:
    with pytest.raises(DatasetError) as refusal:
        table(part(content))
    return refusal.value.problems


def told(content: str | bytes) -> list[tuple[int | None, str | None, str]]:
    return [(found.row, found.column, found.message) for found in problems_of(content)]


@pytest.mark.parametrize(
    ("dataset", "encoding"),
    [(dataset, "utf-8") for dataset in CONTENT]
    + [("claims", "utf-8-sig"), ("claims", "utf-16"), ("regions", "utf-16-le")],
)
def test_every_dataset_comes_through_as_if_read_strictly(dataset, encoding):
    content = CONTENT[dataset]
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    found = table(part((mark + content.decode()).encode(encoding)))
    assert found.notes == (("Read as UTF-16.",) if "16" in encoding else ())
    pd.testing.assert_frame_equal(typed(dataset, found), read(dataset, content, "given.csv"))


@pytest.mark.parametrize(("separator", "called"), [(";", "semicolons"), ("\t", "tabs")])
@pytest.mark.parametrize("line", ["", "sep=;\r\n"], ids=["plain", "told"])
def test_other_separators_are_seen_and_said(separator, called, line):
    rows = csv.reader(io.StringIO(CONTENT["incidents"].decode(), newline=""))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    found = table(part(line.replace(";", separator) + out.getvalue()))
    assert found.notes == (f"Cells are separated by {called}.",)
    assert found.cells.equals(table(part(CONTENT["incidents"])).cells)


def test_windows_1252_is_read_where_it_cannot_be_utf8_and_said():
    content = f"{HEADER}\n{ROW.replace('Title', 'A café')}\n".encode("cp1252")
    found = table(part(content))
    assert found.cells.at[2, "title"] == "A café"
    assert found.notes == (
        "Read as Windows-1252, since it is not UTF-8. Check letters with accents, as in row 2: "
        "“café”.",
    )


def test_utf8_with_a_damaged_letter_is_not_taken_for_windows_1252():
    content = f"{HEADER}\n{ROW}\n{ROW.replace('Title', 'naïve café')}\n".encode()
    damaged = content.replace("ï".encode(), "ï".encode()[:1])
    assert told(damaged) == [
        (3, None, "holds bytes that are not UTF-8, though the rest of the file is")
    ]


@pytest.mark.parametrize(
    ("content", "row", "message"),
    [
        (f"{HEADER}\n{ROW}".encode("utf-16-le"), 1, "looks like UTF-16"),
        (f"{HEADER}\n{ROW}\n\x81".encode("latin-1"), 3, "holds bytes that are neither"),
        (b"\xff\xfe" + f"{HEADER}\n{ROW}\n".encode("utf-16-le") + b"\n", 3, "holds bytes that are"),
    ],
    ids=["no mark", "no encoding", "half a letter"],
)
def test_bytes_that_cannot_be_settled_are_named(content, row, message):
    (found,) = problems_of(content)
    assert (found.row, found.message[: len(message)]) == (row, message)


def test_rows_around_the_table_are_passed_over_and_said():
    found = table(
        part(
            f"Turning points\n\nDownloaded on 6 October,\n{HEADER}\n#date,,#title,,,,\n{ROW}\n"
            f"{HEADER}\n{ROW}\n\nTotal,,2,,,,\nSource: the desk\n"
        )
    )
    assert found.header_row == 4
    assert list(found.cells.index) == [6, 8]
    assert found.notes == (
        "2 rows above the header were passed over.",
        "Rows 5 and 7 repeat the header and were passed over.",
        "Row 11 below the table is a remark and was passed over: “Source: the desk”.",
        "Row 10 below the table is a total and was passed over: “Total 2”.",
    )


def test_an_event_that_begins_with_total_is_no_total_and_a_lone_id_no_remark():
    row = ROW.replace("2024-10-06", "Total war declared")
    assert len(table(part(f"{HEADER}\n{row}\nPK-2024-10-06,,,,,,\n")).cells) == 2


def test_the_numbers_of_rows_are_those_of_the_spreadsheet():
    two_lines = ROW.replace("Title", '"Two\nlines"')
    found = table(part(f"{HEADER}\n{two_lines}\n\n{ROW}\n,,,,,,\n{ROW}\n"))
    assert list(found.cells.index) == [2, 4, 6]


def test_a_header_that_names_a_column_twice_or_not_at_all_is_named():
    assert told(f"{HEADER},why\n{ROW},b\n") == [(1, "why", "stands twice in the header")]
    assert told(f"{HEADER},\n{ROW},b\n") == [
        (1, "(column H)", "has cells, but no name in the header")
    ]
    found = table(part(f"{HEADER},,\n{ROW},,\n"))
    assert list(found.cells) == HEADER.split(",")
    assert found.notes == ("2 columns without a name are empty and were passed over.",)


def test_rows_of_another_length_are_named_all_at_once():
    content = f"{HEADER}\n{ROW}\n{ROW},more\na,b\n{ROW}\n"
    assert told(content) == [
        (3, "source_url", "is where the row goes wrong: it has 8 cells, the header 7"),
        (4, "title", "is where the row goes wrong: it has 2 cells, the header 7"),
    ]
    many = problems_of(f"{HEADER}\n" + "a,b\n" * (MOST_RAGGED + 100))
    assert len(many) == MOST_RAGGED + 1
    assert many[0].row is None


@pytest.mark.parametrize(
    ("content", "row", "message"),
    [
        ("", 1, "is empty"),
        ("\n ,\n", 1, "is empty"),
        (f"{HEADER}\n", 1, "has no rows below it"),
        (f'{HEADER}\n{ROW}\n"a"b,c\n', 3, "cannot be read as CSV"),
        (f'{HEADER}\n{ROW}\n"a,b\n{ROW}\n', 3, "cannot be read as CSV"),
        (f"{HEADER}\n{ROW}{'x' * 200_000}\n", 2, "has a cell of more than 131,072 characters"),
        (f"{HEADER}\n{ROW}\n{'x' * 200_000}\n", 3, "has a cell of more than 131,072 characters"),
        (f"{HEADER}\n{ROW}\n{ROW}\0\n", 3, "holds a NUL character"),
        (HEADER + "," * 100_000, 1, "has more than 500 columns"),
    ],
    ids=[
        "nothing",
        "blank",
        "no rows",
        "quote inside",
        "quote left open",
        "long cell",
        "long short row",
        "NUL",
        "wide",
    ],
)
def test_a_part_that_is_no_table_is_told_where(content, row, message):
    (found,) = problems_of(content)
    assert (found.row, found.message[: len(message)]) == (row, message)


@pytest.mark.parametrize("quoted", ['"Title"', ' "Title"'], ids=["quickly", "carefully"])
def test_too_many_rows_are_refused_before_memory_is_gone(monkeypatch, quoted):
    monkeypatch.setattr(csvfile, "MOST_ROWS", 1_000)
    row = ROW.replace("Title", quoted)
    assert len(table(part(f"{HEADER}\n" + f"{row}\n" * 1_000)).cells) == 1_000
    (found,) = problems_of(f"{HEADER}\n" + f"{row}\n" * 1_001)
    assert found.message.startswith("has more than")


@given(
    cells=st.lists(
        st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=8)
        | st.sampled_from(["=1+1", "'=1", "''@a", "-3", "'", "'a", "+1", "\t=1", "'\tb", "'\r"]),
        min_size=1,
    )
)
@settings(max_examples=50)
def test_what_is_exported_is_read_back_as_it_was(cells):
    rows = [f"PK-{at}" for at, _ in enumerate(cells)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["event_id", "summary"], *zip(rows, cells, strict=True)])
    first = table(part(out.getvalue())).cells
    exported = datapackage.as_csv(first)
    pd.testing.assert_frame_equal(table(part(exported)).cells, first)


SIGNS = st.text(st.sampled_from(list("ab,;\"\n\r\t '=é\x00\x85")), max_size=60)


@given(text=SIGNS, width=st.integers(1, 4), separator=st.sampled_from(",;\t"))
@example(text='"a"\n"b\n', width=1, separator=",")
@example(text='a"b,"c""d"\r"\n', width=2, separator=",")
@settings(max_examples=200)
def test_the_quick_and_the_careful_way_give_the_same_table(text, width, separator):
    content = text.encode()
    header = [f"c{at}" for at in range(width)]
    if not csvfile._well_quoted(content, separator, 0):
        return
    assert_same(content, separator, header)


def assert_same(content: bytes, separator: str, header: list[str]) -> Body:
    quick = csvfile._quickly(content, separator, header, 0, 2, Findings("", "given.csv"))
    careful = csvfile._carefully(content, separator, header, 0, 2, Findings("", "given.csv"))
    assert quick is not None
    pd.testing.assert_frame_equal(quick.cells, careful.cells)
    assert quick.ragged == careful.ragged
    return quick


def test_row_numbers_hold_across_the_blocks_that_are_read_at_a_time(monkeypatch):
    monkeypatch.setattr(csvfile, "BLOCK", 600)
    rows = [ROW, ROW.replace("Title", '"two\nlines"'), "", ",,,,,,", "short"] * 40
    header = [str(column) for column in HEADER.split(",")]
    found = assert_same("\n".join(rows).encode(), ",", header)
    assert [row for row, _ in found.ragged] == list(range(6, 202, 5))


def test_files_that_need_the_careful_way_are_read_by_it():
    quoted = CONTENT["places"].replace(b"Gazetteer", b'Gaz"etteer')
    spaced = CONTENT["turning_points"].decode().replace(',"', ', "', 1)
    assert not csvfile._well_quoted(spaced.encode(), ",", 0)
    assert table(part(quoted)).cells.shape == table(part(CONTENT["places"])).cells.shape


def test_without_known_columns_the_first_row_of_several_cells_is_the_header():
    found = table(part("A title\n\na,b\n1,2\n"))
    assert (found.header_row, list(found.cells)) == (3, ["a", "b"])
