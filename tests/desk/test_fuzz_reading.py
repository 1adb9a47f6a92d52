"""Whatever is uploaded, a table or a DatasetError comes out, and soon.

CORRIDOR_WATCH_FUZZ sets how many inputs of each kind are tried.
"""

import gzip
import io
import os
import time
import zipfile

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskdata import catalogue
from riskdata.desk.files import parts
from riskdata.desk.recognise import recognise, renamed
from riskdata.desk.tables import table
from riskdata.reading import typed
from riskdata.schema import SCHEMAS, DatasetError

EXAMPLES = int(os.environ.get("CORRIDOR_WATCH_FUZZ", "40"))
FUZZ = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SECONDS = 5.0
"""Of processor, for any input of the size tried here (under 200 kB)."""


def head(dataset: str) -> bytes:
    content = (catalogue.BUNDLED / f"{dataset}.csv").read_bytes()
    return b"".join(content.splitlines(keepends=True)[:12])


def workbook(content: bytes) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in content.decode().splitlines():
        sheet.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in dict(members).items():
            opened.writestr(name, content)
    return out.getvalue()


HEADS = [head(dataset) for dataset in ("incidents", "published_statistics", "turning_points")]
FILES = [
    *HEADS,
    HEADS[0].decode().encode("utf-16"),
    HEADS[1].replace(b",", b";"),
    gzip.compress(HEADS[0]),
    zipped([("incidents.csv", HEADS[0]), ("notes/claims.csv", HEADS[2])]),
    workbook(HEADS[2]),
]
PIECES = st.binary(max_size=20) | st.sampled_from(
    [b'"', b'""', b",", b";", b"\t", b"\r", b"\n", b"\r\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf",
     b"\xe2\x80\xae", b"=1+1", b"'=", b"Total,", b"sep=;\n", b"9" * 400, b"1e999", b"PK\x05\x06",
     b"&lol;", b"\xed\xa0\x80", HEADS[0][:300], b"a" * 140_000, b"\n" * 2_000]
)  # fmt: skip


def go_the_whole_way(name: str, content: bytes) -> None:
    for part in parts(name, content):
        found = table(part)
        known = recognise(found)
        assert known.words
        mended = renamed(found, known.matched)
        for dataset in {known.dataset, *known.choices} & SCHEMAS.keys():
            assert len(typed(dataset, mended)) == len(found.cells)


def upload(name: str, content: bytes) -> None:
    """Fails on any error but a DatasetError that helps, and on an input that takes too long."""
    problems = []
    begun = time.process_time()
    try:
        go_the_whole_way(name, content)
    except DatasetError as error:
        problems = error.problems or [None]
    assert time.process_time() - begun < SECONDS
    assert all(found and found.message and found.remedy and found.file for found in problems)


@given(content=st.binary(max_size=2_000), name=st.text(max_size=20))
@FUZZ
def test_any_bytes(content, name):
    upload(name, content)


@given(start=st.sampled_from([b"\x1f\x8b\x08", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"]),
       content=st.binary(max_size=500))  # fmt: skip
@FUZZ
def test_any_bytes_after_the_first_of_a_known_format(start, content):
    upload("upload", start + content)


@given(text=st.text(st.sampled_from(list('date,;\t"\n\r killed\0=\u00e9\u202e')), max_size=400))
@FUZZ
def test_any_text_like_a_table(text):
    upload("upload.csv", text.encode())


@given(data=st.data(), content=st.sampled_from(FILES))
@FUZZ
def test_real_files_with_pieces_put_in_cut_out_or_repeated(data, content):
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 50)))
        content = content[:start] + data.draw(PIECES) + content[end:]
    upload("upload.csv", content)


@given(data=st.data(), at=st.sampled_from(range(len(FILES))))
@FUZZ
def test_real_files_with_single_bits_changed(data, at):
    content = bytearray(FILES[at])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    upload("upload", bytes(content))


# Python's own writer takes no name that begins with NUL.
NAMES = st.text(min_size=1, max_size=20).filter(lambda name: name[0] != "\0") | st.sampled_from(
    ["incidents.csv", "../x.csv", "/etc/passwd.csv", "a\\b.csv", "C:\\x.csv", "[Content_Types].xml",
     "xl/workbook.xml", "inner.zip", "a.xlsx", "a.csv/", ".csv", "\u202evsc.csv"]
)  # fmt: skip


@given(members=st.lists(st.tuples(NAMES, st.sampled_from(FILES) | st.binary(max_size=200))))
@FUZZ
def test_any_zip(members):
    upload("upload.zip", zipped(members))
