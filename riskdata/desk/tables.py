"""A part of an upload to its cells as written, whatever program wrote it.

What a file leaves open (encoding, separator, where the table begins and ends) is settled by what
can be seen in it, and said in the table's notes; what cannot be settled is a problem that is named.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pandas as pd

from riskdata import csvfile
from riskdata.cells import MOST_COLUMNS, Body, Findings, Table, check_header, check_ragged
from riskdata.desk.columns import KNOWN, folded
from riskdata.desk.encodings import as_utf8
from riskdata.desk.files import Part
from riskdata.schema import DatasetError, Problem
from riskdata.wording import listed, of_many

__all__ = ["Table", "table"]

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}

BETWEEN = "".join(SEPARATORS)

HEAD = 30
"""Records among which the header is looked for."""

TAIL = 5
"""Rows at the end that may hold totals and remarks."""

TOTAL = re.compile(r"(grand |sub-?)?totals?\b.{0,20}", re.IGNORECASE)
NUMBER = re.compile(r"[-+]?[\d.,\s]+%?")
SEPARATOR_LINE = re.compile(rb"sep=([,;\t])\r?\n", re.IGNORECASE)
"""A first line by which spreadsheets are told the separator; they do not show it as a row."""


@dataclass(frozen=True)
class _Header:
    row: int
    cells: list[str]
    separator: str
    end: int
    """The byte at which the first row below it begins."""
    above: int
    """Rows above it that hold something."""


def table(part: Part) -> Table:
    """The cells of a part, with the header found and what stands around the table taken off.

    UTF-8, UTF-16 with a byte order mark, or Windows-1252; commas, semicolons or tabs. The header
    is the row with the most columns that some dataset or export is known by. Rows that repeat the
    header, and totals and remarks below the table, are passed over. Everything of the kind is in
    the notes. Raises DatasetError with every problem found: quotation marks, rows of another
    length than the header, columns named twice or not at all, cells and rows beyond the limits.
    """
    findings, notes = Findings("", part.name), list(part.notes)
    content = as_utf8(part.content, findings, notes)
    if told := SEPARATOR_LINE.match(content):
        content = content[told.end() :]
    header = _find_header(content, findings)
    if header.separator != ",":
        notes.append(f"Cells are separated by {SEPARATORS[header.separator]}.")
    if header.above:
        was = "was" if header.above == 1 else "were"
        notes.append(f"{of_many(header.above, 'rows')} above the header {was} passed over.")
    check_header(header.cells, header.row, findings)
    findings.raise_if_any()

    columns = [cell or f"(column {_letters(at)})" for at, cell in enumerate(header.cells)]
    body = csvfile.body(content, header.separator, columns, header.end, header.row + 1, findings)
    body = _without_tail(_without_headers(body, header, notes), columns, notes)
    check_ragged(body, columns, findings)
    cells = _without_unnamed(body.cells, header, columns, findings, notes)
    if body.cells.empty and not body.ragged:
        findings.add(header.row, columns[0], None, "has no rows below it", "Add at least one row.")
    findings.raise_if_any()
    lost = tuple(
        Problem("", part.name, row, columns[at], value, message, remedy)
        for row, at, value, message, remedy in part.lost
        if row in cells.index and at < len(columns) and columns[at] in cells
    )
    return Table(part.name, cells, tuple(notes), header.row, lost)


def names_columns(part: Part) -> bool:
    """Whether what would be the header of a part names any column that is known."""
    findings = Findings("", part.name)
    try:
        header = _find_header(as_utf8(part.content, findings, []), findings)
    except DatasetError:
        return False
    return sum(map(bool, header.cells)) > 1 and _known(header) > 0


def _find_header(content: bytes, findings: Findings) -> _Header:
    """The record that holds most known columns; else the first that has more than one cell."""
    found = [header for sign in SEPARATORS for header in _head(content, sign)]
    if not found:
        findings.refuse(1, "is empty", "Start from the header row of the dataset.")
    best = max(found, key=lambda header: (_known(header), -header.row))
    if _known(best) > 1:
        return best
    return max(found, key=lambda header: (len(header.cells) > 1, -header.row, len(header.cells)))


def _known(header: _Header) -> int:
    return sum(folded(cell) in KNOWN for cell in header.cells)


def _head(content: bytes, separator: str) -> Iterator[_Header]:
    """The first records, each as the header that it would be."""
    above = 0
    try:
        for row, (record, end) in enumerate(
            islice(csvfile.records(content, separator, strict=False), HEAD), 1
        ):
            # One column too many is enough to be refused.
            named = record[: MOST_COLUMNS + 1]
            cells = [cell.strip().strip("\ufeff\u200b") for cell in named]
            if any(cell.strip(BETWEEN) for cell in cells):
                yield _Header(row, cells, separator, end, above)
                above += 1
    except csv.Error:
        return


def _letters(at: int) -> str:
    """A column as a spreadsheet calls it: A, AB."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _without_headers(body: Body, header: _Header, notes: list[str]) -> Body:
    """Without rows that say the header again: where files were joined, or in tags (HXL)."""
    cells = body.cells
    again = pd.Series(True, index=cells.index)
    for name, written in zip(cells, header.cells, strict=True):
        again &= cells[name].eq(written) if written else cells[name].isna()
        if not again.any():
            break
    tagged = len(cells) > 0 and cells.iloc[0].dropna().str.startswith("#").all()
    passed = sorted({*cells.index[again], *cells.index[: int(tagged)]})
    if not passed:
        return body
    was = "repeats the header and was" if len(passed) == 1 else "repeat the header and were"
    notes.append(f"{_rows(passed)} {was} passed over.")
    return Body(cells.drop(index=passed), body.ragged)


def _without_tail(body: Body, columns: list[str], notes: list[str]) -> Body:
    """Without totals and remarks after the last row of the table."""
    last = body.cells.tail(TAIL)
    rows = {
        row: [*cells] for row, cells in zip(last.index, last.fillna("").to_numpy(), strict=True)
    }
    rows |= dict(body.ragged[-TAIL:])
    passed: list[int] = []
    for row in sorted(rows, reverse=True)[:TAIL]:
        filled = [cell for cell in map(str.strip, rows[row]) if cell]
        is_remark = len(filled) == 1 and " " in rows[row][0].strip() and len(columns) > 2
        is_total = TOTAL.fullmatch(filled[0]) and all(map(NUMBER.fullmatch, filled[1:]))
        if not (is_remark or is_total):
            break
        said = " ".join(filled)
        notes.append(
            f"Row {row:,} below the table is {'a total' if is_total else 'a remark'} and was "
            f"passed over: “{said if len(said) <= 80 else said[:79] + '…'}”."
        )
        passed.append(row)
    return Body(
        body.cells.drop(index=[row for row in passed if row in body.cells.index]),
        [(row, cells) for row, cells in body.ragged if row not in passed],
    )


def _without_unnamed(
    cells: pd.DataFrame,
    header: _Header,
    columns: list[str],
    findings: Findings,
    notes: list[str],
) -> pd.DataFrame:
    """Without columns that have neither a name nor a cell; an unnamed one with cells is named."""
    unnamed = [name for name, cell in zip(columns, header.cells, strict=True) if not cell]
    empty = [name for name in unnamed if cells[name].isna().all()]
    for name in unnamed:
        if name not in empty:
            findings.add(
                header.row,
                name,
                None,
                "has cells, but no name in the header",
                "Name the column, or remove it.",
            )
    if empty:
        was = "is empty and was" if len(empty) == 1 else "are empty and were"
        notes.append(f"{of_many(len(empty), 'columns')} without a name {was} passed over.")
    return cells.drop(columns=empty)


def _rows(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"Row {numbers[0]:,}"
    shown = [f"{number:,}" for number in numbers[:10]]
    more = len(numbers) - len(shown)
    return f"Rows {listed([*shown, f'{more:,} more'] if more else shown)}"
