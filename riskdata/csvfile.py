"""The records of a CSV: read quickly by Arrow, and carefully where that would not be exact.

Arrow reads a million rows in seconds and holds them without a Python object a cell, but lets a
quotation mark in the wrong place pass. Content whose quotation marks all stand where they belong
goes to Arrow; any other goes to Python's csv module, record by record, which reads or refuses it.
Both give the same cells. The memory needed is about twice the content, besides the content.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import NoReturn

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

from riskdata.cells import (
    LONGEST_CELL,
    MOST_RAGGED,
    MOST_ROWS,
    Body,
    Findings,
    check_lengths,
    check_nuls,
    refuse_long,
    refuse_many,
)
from riskdata.formulas import unescaped

BLOCK = 4 << 20
"""Bytes that are looked at in one go. Each may be a blank row, which takes 8 bytes a column."""

BATCH = 10_000
"""Records that are Python lists at the same time, where they are read carefully."""

TEXT = pa.large_string()
STR = pd.StringDtype(na_value=np.nan)


def records(
    content: bytes, separator: str, start: int = 0, *, strict: bool = True
) -> Iterator[tuple[list[str], int]]:
    """Each record of UTF-8 content from byte `start` on, and the byte at which the next begins.

    Raises csv.Error for a cell that is too long and, if `strict`, for a quotation mark in the
    wrong place.
    """
    at = start
    csv.field_size_limit(LONGEST_CELL)  # other libraries may have changed it

    def lines() -> Iterator[str]:
        nonlocal at
        opened = io.BytesIO(content)
        opened.seek(start)
        for line in io.TextIOWrapper(opened, encoding="utf-8", newline=""):
            at += len(line.encode())
            yield line

    for record in csv.reader(lines(), delimiter=separator, strict=strict):
        yield record, at


def not_utf8(content: bytes) -> int | None:
    """The first byte that is not UTF-8, if there is one."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    view, held = memoryview(content), 0
    for begin in range(0, len(view) + 1, BLOCK):
        chunk = view[begin : begin + BLOCK]
        try:
            decoder.decode(chunk, final=begin + BLOCK > len(view))
        except UnicodeDecodeError as error:
            return begin - held + error.start
        held = len(decoder.getstate()[0])
    return None


def row_of(content: bytes, at: int, separator: str) -> int:
    """The spreadsheet row in which a byte stands, line breaks inside quoted cells not counted.

    What stands before it is UTF-8.
    """
    row = 0
    try:
        for _ in records(content[:at] + b".", separator, strict=False):
            row += 1
    except csv.Error:
        row += 1
    return row


def refuse_record(error: csv.Error, row: int, findings: Findings) -> NoReturn:
    """Raises DatasetError for a record that `records` does not take."""
    if "field larger than field limit" in str(error):
        refuse_long(row, findings)
    findings.refuse(
        row,
        f"cannot be read as CSV ({error})",
        "Check the quotation marks of this row and save the file as CSV again.",
    )


def body(
    content: bytes, separator: str, header: list[str], start: int, first: int, findings: Findings
) -> Body:
    """The rows of UTF-8 content from byte `start` on, the first of which is row `first`.

    A header names each column once. Raises DatasetError where quotation marks stand in the wrong
    place, a cell is too long or holds NUL, or there are too many rows.
    """
    found = None
    if _well_quoted(content, separator, start):
        found = _quickly(content, separator, header, start, first, findings)
    found = found or _carefully(content, separator, header, start, first, findings)
    check_lengths(found, findings)
    if b"\0" in content:
        check_nuls(found, findings)
    return found


def _well_quoted(content: bytes, separator: str, start: int) -> bool:
    """Whether each quotation mark opens a cell, closes one, or is one of a doubled pair."""
    beside = np.zeros(256, dtype=bool)
    beside[[ord(sign) for sign in ('"', separator, "\n", "\r")]] = True
    octets = np.frombuffer(content, dtype=np.uint8)
    outside = True
    for begin in range(start, len(octets), BLOCK):
        marks = begin + np.flatnonzero(octets[begin : begin + BLOCK] == ord('"'))
        opening, closing = (marks[::2], marks[1::2]) if outside else (marks[1::2], marks[::2])
        before = octets[opening[opening > start] - 1]
        after = octets[closing[closing < len(octets) - 1] + 1]
        if not (beside[before].all() and beside[after].all()):
            return False
        outside ^= bool(len(marks) % 2)
    return outside


def _quickly(
    content: bytes, separator: str, header: list[str], start: int, first: int, findings: Findings
) -> Body | None:
    """None where Arrow gives up: a record longer than a block, very many ragged rows."""
    ragged: list[tuple[int, list[str]]] = []

    def keep(row: pyarrow.csv.InvalidRow) -> str:
        try:
            cells = next(csv.reader(io.StringIO(row.text, newline=""), delimiter=separator))
        except csv.Error:
            return "error"
        ragged.append((first + row.number - 1, cells))
        return "skip" if len(ragged) < MOST_RAGGED else "error"

    if start == len(content):
        return Body(_frame([], header, np.arange(0)), [])
    names = list(map(str, range(len(header))))
    batches: list[pd.DataFrame] = []
    rows = 0
    try:
        for batch in pyarrow.csv.open_csv(
            pa.BufferReader(pa.py_buffer(content).slice(start)),
            read_options=pyarrow.csv.ReadOptions(
                column_names=names, use_threads=False, block_size=BLOCK
            ),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=keep,
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, TEXT),
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                null_values=[""],
            ),
        ):
            rows += batch.num_rows
            if rows > MOST_ROWS:
                refuse_many(findings)
            batches.append(_stripped(batch.to_pandas(types_mapper={TEXT: STR}.get)))
    except pa.ArrowInvalid:
        return None
    numbers = np.arange(first, first + rows + len(ragged))
    skipped = [row - first for row, _ in ragged]
    frame = _frame(batches, header, np.delete(numbers, np.array(skipped, dtype=int)))
    return Body(frame, [(row, cells) for row, cells in ragged if any(map(str.strip, cells))])


def _carefully(
    content: bytes, separator: str, header: list[str], start: int, first: int, findings: Findings
) -> Body:
    batches: list[pd.DataFrame] = []
    pending: list[list[str]] = []
    numbers: list[int] = []
    ragged: list[tuple[int, list[str]]] = []

    def store() -> None:
        batches.append(_stripped(pd.DataFrame(pending, dtype="str")))
        pending.clear()

    row = first - 1
    try:
        for row, (record, _) in enumerate(records(content, separator, start), first):
            if row - first >= MOST_ROWS:
                refuse_many(findings)
            if len(record) == len(header):
                pending.append(record)
                numbers.append(row)
            elif any(map(str.strip, record)):
                ragged.append((row, record))
            if len(pending) == BATCH:
                store()
            if len(ragged) == MOST_RAGGED:
                break
    except csv.Error as error:
        refuse_record(error, row + 1, findings)
    if pending:
        store()
    return Body(_frame(batches, header, np.array(numbers, dtype=np.int64)), ragged)


def _stripped(cells: pd.DataFrame) -> pd.DataFrame:
    """Without the spaces around each cell; cells that hold nothing else are NA."""
    columns = {}
    for name, column in cells.items():
        stripped = column.str.strip()
        columns[name] = stripped.where(stripped != "")
    return pd.DataFrame(columns)


def _frame(batches: list[pd.DataFrame], header: list[str], numbers: np.ndarray) -> pd.DataFrame:
    """The batches as one frame, blank rows left out."""
    blank = pd.DataFrame(columns=range(len(header)), dtype="str")
    frame = pd.concat(batches, ignore_index=True) if batches else blank
    frame.columns, frame.index = pd.Index(header), pd.Index(numbers)
    filled = np.zeros(len(frame), dtype=bool)
    for name in header:
        filled |= frame[name].notna()
        if filled.all():
            break
    else:
        frame = frame[filled]
    for name in header:
        if frame[name].str.startswith("'").any():
            frame[name] = unescaped(frame[name])
    return frame
