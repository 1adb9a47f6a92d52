"""An upload gives up its tables, or says in plain words why not; it can do no harm."""

import gzip
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

from benchmarks.memory import weighed
from riskdata import catalogue
from riskdata.cli.main import main as command_line
from riskdata.desk import files, workbook_process, workbooks
from riskdata.desk.drafted import Draft
from riskdata.desk.files import MB, parts
from riskdata.desk.opening import read as opened
from riskdata.desk.tables import table
from riskdata.reading import read, typed
from riskdata.schema import DatasetError

INCIDENTS = (catalogue.BUNDLED / "incidents.csv").read_bytes()
PLACES = (catalogue.BUNDLED / "places.csv").read_bytes()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return out.getvalue()


def workbook(sheets: dict[str, list[list]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(DatasetError) as refused:
        parts(name, content)
    (found,) = refused.value.problems
    assert found.remedy
    return f"{found.file} {found.message}"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("incidents.csv", INCIDENTS),
        ("incidents.csv.gz", gzip.compress(INCIDENTS)),
        ("wrongly named.xls", INCIDENTS),
    ],
)
def test_a_file_of_one_table_is_that_table(name, content):
    (part,) = parts(name, content)
    assert (part.name, part.content) == (name, INCIDENTS)


def test_a_zip_gives_each_table_under_its_own_name():
    book = workbook({"Data": [["place"], ["Gwadar"]]})
    content = zipped(
        {
            "our data/incidents.csv": INCIDENTS,
            "places.csv": PLACES,
            "book.xlsx": book,
            "datapackage.json": b"{}",
            "readme.txt": b"What is new:\n- this, and that",
            "~$book.xlsx": b"a lock",
            "__MACOSX/._places.csv": b"...",
        }
    )
    found = parts("upload.zip", content)
    assert [part.name for part in found] == [
        "upload.zip: our data/incidents.csv",
        "upload.zip: places.csv",
        "upload.zip: book.xlsx: sheet Data",
    ]
    assert found[0].notes == (
        "upload.zip also holds datapackage.json and readme.txt: passed over, being no table.",
        "upload.zip also holds ~$book.xlsx and __MACOSX/._places.csv: passed over, being hidden.",
    )
    assert not found[1].notes
    assert found[1].content == PLACES


def test_texts_of_a_zip_are_its_tables_where_it_has_no_others():
    found = parts("a.zip", zipped({"places.txt": PLACES}))
    assert [part.name for part in found] == ["a.zip: places.txt"]


def test_what_a_zip_holds_beside_a_workbook_is_told_and_many_names_are_cut_short():
    hidden = {f"__MACOSX/._{at}": b"..." for at in range(30)}
    book = workbook({"Data": [["place", "notes"], ["Gwadar", "a"]]})
    (part,) = parts("a.zip", zipped({"book.xlsx": book, ".DS_Store": b"..."} | hidden))
    (told,) = part.notes
    assert told.startswith("a.zip also holds .DS_Store, __MACOSX/._0, ")
    assert told.endswith("__MACOSX/._8 and 21 more: passed over, being hidden.")
    (unread,) = opened("a.zip", zipped({"b.csv": b"a,b\n1,2,3\n", ".DS_Store": b"..."}))
    assert isinstance(unread, Draft)
    assert unread.notes == ("a.zip also holds .DS_Store: passed over, being hidden.",)


def test_the_cells_of_a_workbook_become_what_a_csv_would_hold():
    rows = [
        ["event_id", "date", "killed", "latitude", "place", "confidence", "notes"],
        ["PK-1", date(2024, 10, 6), 3, 25.13, "Gwadar, port", True, "#N/A"],
        [],
        ["PK-2", datetime(2024, 10, 6, 14, 30), 3.0, "=1+1", "Two\nlines", "no", " "],
        ["PK-3"],
    ]
    (part,) = parts("acled.xlsx", workbook({"Data": rows, "Empty": []}))
    assert part.name == "acled.xlsx: sheet Data"
    cells = table(part).cells
    assert list(cells.index) == [2, 4, 5]
    assert cells.fillna("").to_numpy().tolist() == [
        ["PK-1", "2024-10-06", "3", "25.13", "Gwadar, port", "TRUE", ""],
        ["PK-2", "2024-10-06 14:30:00", "3", "", "Two\nlines", "no", ""],
        ["PK-3", "", "", "", "", "", ""],
    ]


def test_cells_without_their_value_are_named():
    errors = [["event_id", "place", "notes"], ["PK-1", "=1+1", "#N/A"], ["PK-2", "a", "b"]]
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Notes": [["#REF!"]], "Data": errors})))
    book["Data"].merge_cells("B3:B5")
    book["Data"]["A5"] = "PK-4"
    out = io.BytesIO()
    book.save(out)
    part = parts("a.xlsx", out.getvalue())[-1]
    assert [(one.row, one.column, one.value, one.message) for one in table(part).lost] == [
        (2, "notes", "#N/A", workbooks.ERROR),
        (2, "place", None, workbooks.NO_RESULT),
        (5, "place", None, f"{workbooks.MERGED} B3:B5, of which only the first cell has the value"),
    ]


CELLS = (
    '<{0}c r="A1" t="str"><{0}f>""</{0}f><{0}v></{0}v></{0}c>'
    '<{0}c r="B1"><{0}f>1+1</{0}f><{0}v>2</{0}v></{0}c>'
    '<{0}c r="AA1" s="1"><{0}f t="shared" si="0"/></{0}c>'
    '<{0}c r="AB1" s="1" t="e"><{0}f>1/0</{0}f><{0}v>#DIV/0!</{0}v></{0}c>'
)


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_formula_is_without_result_only_where_none_is_stored(prefix):
    sheet = f"<{prefix}worksheet>{CELLS.format(prefix)}</{prefix}worksheet>".encode()
    assert list(workbook_process._without_value(sheet)) == [
        (1, 27, "error", "#DIV/0!"),
        (1, 26, "formula", ""),
    ]


def test_rows_of_a_sheet_that_begins_lower_and_further_right_keep_their_numbers():
    rows = [[], [], ["", "place", "notes"], ["", "Gwadar", "a"], [], ["", "Quetta", "b"]]
    book = openpyxl.Workbook()
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            book.worksheets[0].cell(row, column, value or None)
    out = io.BytesIO()
    book.save(out)
    (part,) = parts("a.xlsx", out.getvalue())
    found = table(part)
    assert found.header_row == 3
    assert found.cells["place"].to_dict() == {4: "Gwadar", 6: "Quetta"}


def test_a_dataset_saved_as_a_workbook_is_the_same_dataset():
    frame = read("incidents", INCIDENTS, "incidents.csv")
    out = io.BytesIO()
    frame.to_excel(out, index=False)
    (part,) = parts("incidents.xlsx", out.getvalue())
    pd.testing.assert_frame_equal(typed("incidents", table(part)), frame)


def test_our_own_data_package_can_be_uploaded(tmp_path):
    assert command_line(["export", str(tmp_path)]) == 0
    content = zipped({path.name: path.read_bytes() for path in sorted(tmp_path.iterdir())})
    assert len(parts("package.zip", content)) == len(catalogue.datasets())


@pytest.mark.parametrize(
    ("member", "shown"),
    [
        ("/etc/incidents.csv", "etc/incidents.csv"),
        ("../../incidents.csv", "incidents.csv"),
        ("..\\..\\windows\\incidents.csv", "windows/incidents.csv"),
        ("C:\\data\\incidents.csv", "data/incidents.csv"),
        ("\u202evsc.stnedicni\r\n\x1b[31m.csv", "vsc.stnedicni[31m.csv"),
    ],
)
def test_tricks_in_the_names_of_members_come_to_nothing(tmp_path, monkeypatch, member, shown):
    monkeypatch.chdir(tmp_path)
    content = zipped({"x" * len(member): PLACES}).replace(
        b"x" * len(member), member.encode("cp437", "replace")
    )
    content = zipped({member: PLACES}) if not member.isascii() else content
    (part,) = parts("upload.zip", content)
    assert (part.name, part.content) == (f"upload.zip: {shown}", PLACES)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["../../a.csv", "a\0.csv", "/a.csv", "\u202ea.csv", "a\n.csv"])
def test_the_name_of_an_upload_is_shown_harmless(name):
    assert parts(name, PLACES)[0].name == "a.csv"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b" \r\n", "is empty"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an old Excel file"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "is a 7z archive"),
        ("a.pdf", b"%PDF-1.7", "is a PDF"),
        ("a.parquet", b"PAR1....", "is a Parquet file"),
        ("a.csv.gz", gzip.compress(gzip.compress(PLACES)), "is packed twice"),
        ("a.csv.gz", gzip.compress(zipped({"a.csv": PLACES})), "is packed twice"),
        ("a.csv.gz", gzip.compress(PLACES)[:-9], "is damaged"),
        ("a.csv.gz", gzip.compress(PLACES)[:-8] + bytes(8), "is damaged"),
        ("a.zip", zipped({"b.zip": zipped({"a.csv": PLACES})}), "holds b.zip, packed once more"),
        ("a.zip", zipped({"b.csv": gzip.compress(PLACES)}), "b.csv is packed twice"),
        ("a.zip", zipped({"read.me": PLACES}), "holds no table"),
        ("a.zip", zipped({}), "holds no table"),
        ("a.zip", zipped({"__MACOSX/._a.csv": b"..."}), "holds nothing but hidden files"),
        ("a.zip", zipped({"a.csv": PLACES})[:-30], "is damaged"),
        ("a.zip", zipped({"a.csv": PLACES}, zipfile.ZIP_LZMA), "is packed in a way"),
        ("a.zip", zipped({f"{at}.csv": b"a" for at in range(101)}), "holds more than 100 files"),
        ("a.xlsx", workbook({"Data": []}), "has no sheet with anything in it"),
        ("a.xlsx", zipped({"[Content_Types].xml": b"<a/>"}), "cannot be read as an Excel workbook"),
    ],
)
def test_what_cannot_be_taken_is_said(name, content, said):
    assert said in refusal(name, content)


def test_a_locked_zip_is_said_to_be_locked():
    content = bytearray(zipped({"a.csv": PLACES}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "is locked by a password" in refusal("a.zip", bytes(content))


def test_an_upload_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(files, "LARGEST_UPLOAD", MB)
    assert "is larger than" in refusal("a.csv", bytes(MB + 1))


def bombs() -> dict[str, bytes]:
    zeros = bytes(60 * MB)
    lying = bytearray(zipped({"a.csv": zeros}))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = lying.index(mark) + at
        lying[start : start + 4] = (1000).to_bytes(4, "little")
    return {
        "a.csv.gz": gzip.compress(zeros),
        "a.zip": zipped({"a.csv": zeros}),
        "a.xlsx": zipped({"[Content_Types].xml": b"", "xl/worksheets/sheet1.xml": zeros}),
        "lying.zip": bytes(lying),
    }


def test_bombs_are_refused_before_they_go_off():
    for name, content in bombs().items():
        said, megabytes = weighed(lambda name=name, content=content: refusal(name, content))
        assert "unpacks to more than" in said or "is damaged" in said
        assert megabytes < 30


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{column}{row}"><v>2</v></c></row>'
    "</sheetData></worksheet>"
)


def with_sheet(sheet: str) -> bytes:
    book = zipfile.ZipFile(io.BytesIO(workbook({"Data": [["a"]]})))
    members = {name: book.read(name) for name in book.namelist()}
    return zipped(members | {"xl/worksheets/sheet1.xml": sheet.encode()})


@pytest.mark.parametrize(
    ("row", "column"), [(1_048_576, "XFD"), (4_294_967_295, "A"), (10**12, "A")]
)
def test_cells_that_claim_to_stand_far_away_ask_for_no_memory(row, column):
    content = with_sheet(SHEET.format(row=row, column=column))
    said, megabytes = weighed(lambda: refusal("a.xlsx", content))
    assert "is too large" in said or "cannot be read" in said
    assert megabytes < 100


def test_a_text_shared_by_many_cells_is_counted_as_often_as_it_stands(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_TEXT", 100_000)
    content = workbook({"Data": [["a"]] + [["x" * 1_000]] * 200})
    assert "is too large for a workbook" in refusal("a.xlsx", content)


def test_entities_in_a_workbook_are_not_expanded():
    lol = "".join(
        f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "lol" * 1000}">' for at in range(9)
    )
    sheet = SHEET.format(row=2, column="A").replace("<v>2</v>", '<v t="str">&l8;</v>')
    content = with_sheet(f"<!DOCTYPE l [{lol}]>{sheet}")
    (part,), megabytes = weighed(lambda: parts("a.xlsx", content))
    assert b"lollol" not in part.content
    assert megabytes < 100
