"""An Excel workbook from standard input, each sheet as a CSV to standard output.

A script for a process of its own, run by `riskdata.desk.workbooks`: calamine, which reads ten
times as fast as openpyxl, lays a sheet out from its first cell to its last before it looks at the
size, so that two cells can ask for all memory there is. The system then ends this process, and
the dashboard goes on. Arguments: bytes of memory, seconds of processor, bytes of CSV.
"""

import csv
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, time
from itertools import islice
from posixpath import join
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineSheet, CalamineWorkbook

DAMAGED, TOO_LARGE = 2, 3
"""Exit codes; any other but 0 means that the system ended the process."""

MOST_LOST = 100_000
"""Cells of a sheet without their value that are told, of each kind."""

FORMULA = rb"<{0}f\b[^>]*(?:/>|>[^<]*</{0}f>)"
WITH_ERROR = rb'<{0}c\b([^>]*\bt="e"[^>]*)>\s*(?:' + FORMULA + rb")?\s*<{0}v>([^<]*)</{0}v>"
WITHOUT_RESULT = rb"<{0}c\b([^>]*)>\s*" + FORMULA + rb"\s*(?:<{0}v\s*/>|<{0}v></{0}v>)?\s*</{0}c>"
"""Cells as XML; {0} is how its names begin, `x:` where OpenXML's own library wrote it."""
EMPTY_TEXT = b't="str"'
"""In a cell whose formula has an empty text as its result."""

Lost = tuple[int, int, str, str]
"""A cell without its value: row, column from 0, why ("error", "formula", "merged"), and what is
to be said of it."""


def main(memory: int, seconds: int, most: int) -> int:
    """Writes a line of JSON (title, length, lost) and the CSV of each sheet that is not empty."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    content = sys.stdin.buffer.read()
    try:
        not_read = _not_read(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for title in book.sheet_names:
            sheet = book.get_sheet_by_name(title)
            text = _as_csv(sheet, most)
            most -= len(text)
            if text:
                lost = [*not_read.get(title, ()), *islice(_merged(sheet), MOST_LOST)]
                said = {"title": title, "length": len(text), "lost": lost}
                sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + text)
    except MemoryError:
        return TOO_LARGE
    except BaseException:  # calamine's panics are no Exceptions
        return DAMAGED
    return 0


def _not_read(content: bytes) -> dict[str, list[Lost]]:
    """The cells that calamine reads as empty, by the title of their sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as members:
        return {
            title: list(_without_value(members.read(member)))
            for title, member in _sheets(members).items()
            if member in members.namelist()
        }


def _sheets(members: zipfile.ZipFile) -> dict[str, str]:
    """The member that holds each sheet; none where the workbook does not say it as usual."""
    with suppress(KeyError, ElementTree.ParseError):
        targets = {
            one.get("Id"): join("xl", one.get("Target", "")).removeprefix("/")
            for one in ElementTree.fromstring(members.read("xl/_rels/workbook.xml.rels"))
        }
        return {
            one.get("name", ""): targets.get(value, "")
            for one in ElementTree.fromstring(members.read("xl/workbook.xml")).iter()
            if one.tag.endswith("}sheet")
            for name, value in one.items()
            if name.endswith("}id")
        }
    return {}


def _without_value(sheet: bytes) -> Iterator[Lost]:
    """Cells with an error, such as #N/A, and formulas whose result was not saved."""
    named = re.search(rb"<(\w+:)?worksheet\b", sheet)
    prefix = (named and named[1]) or b""
    for why, pattern in (("error", WITH_ERROR), ("formula", WITHOUT_RESULT)):
        found = re.finditer(pattern.replace(b"{0}", prefix), sheet)
        for cell in islice(found, MOST_LOST):
            place = re.search(rb'\br="([A-Z]{1,3})(\d{1,7})"', cell[1])
            if place and not (why == "formula" and EMPTY_TEXT in cell[1]):
                said = cell[2].decode(errors="replace") if why == "error" else ""
                yield int(place[2]), _position(place[1]), why, said


def _position(letters: bytes) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + letter - ord("A") + 1
    return at - 1


def _letters(position: int) -> str:
    before, last = divmod(position, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _merged(sheet: CalamineSheet) -> Iterator[Lost]:
    """The cells of merged ranges but the first, which has their value."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        name = f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}"
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    yield row + 1, column, "merged", name


def _as_csv(sheet: CalamineSheet, most: int) -> bytes:
    if sheet.start is None:
        return b""
    _, left = sheet.start
    out = io.StringIO(newline="")
    write = csv.writer(out).writerow
    empty = [""] * left
    for row in sheet.iter_rows():
        write(empty + [cell if type(cell) is str else _written(cell) for cell in row])
        if out.tell() > most:
            raise MemoryError
    return out.getvalue().encode("utf-8", errors="replace")


def _written(cell: Any) -> str:
    """A value as text: dates in ISO 8601, whole numbers without decimals."""
    match cell:
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
    return str(cell)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
