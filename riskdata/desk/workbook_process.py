"""An Excel workbook from standard input, each sheet as a CSV to standard output.

A script for a process of its own, run by `riskdata.desk.workbooks`: calamine, which reads ten
times as fast as openpyxl, lays a sheet out from its first cell to its last before it looks at the
size, so that two cells can ask for all memory there is. The system then ends this process, and
the dashboard goes on. Arguments: bytes of memory, seconds of processor, bytes of CSV.
"""

import csv
import io
import json
import resource
import sys
import zipfile
from datetime import datetime, time
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

DAMAGED, TOO_LARGE = 2, 3
"""Exit codes; any other but 0 means that the system ended the process."""

CHUNK = 1 << 20
ERROR_CELL = b't="e"'


def main(memory: int, seconds: int, most: int) -> int:
    """Writes a line of JSON (title, length) and the CSV of each sheet that is not empty."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    content = sys.stdin.buffer.read()
    try:
        has_errors = _has_error_cells(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for title in book.sheet_names:
            text = _as_csv(book.get_sheet_by_name(title), most)
            most -= len(text)
            if text:
                said = {"title": title, "length": len(text), "has_errors": has_errors}
                sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + text)
    except MemoryError:
        return TOO_LARGE
    except BaseException:  # calamine's panics are no Exceptions
        return DAMAGED
    return 0


def _has_error_cells(content: bytes) -> bool:
    """Whether a cell holds an error, such as #N/A, which calamine reads as empty."""
    with zipfile.ZipFile(io.BytesIO(content)) as members:
        for name in members.namelist():
            if "worksheets/" in name:
                with members.open(name) as sheet:
                    before = b""
                    while chunk := sheet.read(CHUNK):
                        if ERROR_CELL in before + chunk:
                            return True
                        before = chunk[-len(ERROR_CELL) :]
    return False


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
