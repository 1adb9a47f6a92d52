"""The sheets of an Excel workbook, each written as a CSV by a process that may fail alone."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from riskdata.cells import Findings

SCRIPT = Path(__file__).with_name("workbook_process.py")
DAMAGED = 2

MEMORY = 4 << 30
"""Bytes of address space. The whole GTD (210,000 rows of 135 columns) needs about 2.5 GB, judged
by a twentieth of it."""

SECONDS = 120
"""Of processor; the whole GTD takes about 40, judged likewise."""

MOST_TEXT = 1 << 30
"""Bytes of CSV that a workbook may become: one shared text can stand in every cell."""

ERROR = "is an error in the workbook and is read as empty"
NO_RESULT = "is a formula without a stored result and is read as empty"
MERGED = "belongs to the merged cells"


@dataclass(frozen=True)
class Sheet:
    """`content` is CSV (UTF-8, commas); `lost` are the cells whose value is not in it: row, column
    from 0, value, message and remedy."""

    title: str
    content: bytes
    lost: tuple[tuple[int, int, str | None, str, str], ...]


def sheets(content: bytes, findings: Findings) -> list[Sheet]:
    """Each sheet that is not empty, its rows numbered as in the workbook.

    The values that formulas had when the file was saved; days as 2024-10-06; whole numbers without
    decimals; cells with an error are empty, as `lost` says. Raises DatasetError where the workbook
    cannot be read, or needs more than the limits above.
    """
    limits = map(str, (MEMORY, SECONDS, MOST_TEXT))
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), *limits],
        input=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode == DAMAGED:
        findings.refuse(
            None,
            "cannot be read as an Excel workbook",
            "Open it in a spreadsheet and save it again as .xlsx or CSV UTF-8.",
        )
    if done.returncode:
        findings.refuse(
            None,
            "is too large for a workbook, or has cells that stand very far apart",
            "Save the sheet as CSV UTF-8 and upload that, packed as .zip if need be.",
        )
    found = list(_parted(done.stdout))
    if not found:
        findings.refuse(None, "has no sheet with anything in it", "Upload the sheet as CSV UTF-8.")
    return found


def _parted(written: bytes) -> Iterator[Sheet]:
    at = 0
    while at < len(written):
        start = written.index(b"\n", at) + 1
        said = json.loads(written[at:start])
        at = start + said["length"]
        lost = tuple(
            (row, column, *_in_words(why, what)) for row, column, why, what in said["lost"]
        )
        yield Sheet(said["title"], written[start:at], lost)


def _in_words(why: str, what: str) -> tuple[str | None, str, str]:
    if why == "error":
        return what, ERROR, "Mend the cell in the workbook, or leave it empty."
    if why == "formula":
        return None, NO_RESULT, "Open the workbook in a spreadsheet and save it again."
    return (
        None,
        f"{MERGED} {what}, of which only the first cell has the value",
        "Undo the merging in the workbook, and write the value into each cell.",
    )
