"""Cells as written, before anyone says what they mean: the table of a file, or what is wrong."""

from dataclasses import dataclass
from typing import NoReturn

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from riskdata.schema import DatasetError, Problem

MOST_ROWS = 2_000_000
"""Twice the largest record that the pages are measured with; more would not fit their memory."""

LONGEST_CELL = 131_072
"""Characters, four times what a spreadsheet cell holds: a longer one is a quotation mark that
nobody closed."""

MOST_COLUMNS = 500
"""GTD, the widest export, has 135."""

MOST_RAGGED = 1_000
"""Rows of the wrong length that are told one by one."""


@dataclass(frozen=True)
class Table:
    """Cells as written. `cells`: one str column a header cell (NA where empty after stripping),
    index = spreadsheet row number."""

    file: str
    """As shown to the analyst: incidents.csv, upload.zip: incidents.csv, acled.xlsx: sheet Data."""
    cells: pd.DataFrame
    notes: tuple[str, ...] = ()
    """What was handled, in plain sentences."""
    header_row: int = 1
    """Spreadsheet row number of the header."""
    lost: tuple[Problem, ...] = ()
    """Cells of a workbook whose value is not here."""


class Findings:
    """Collects the problems of one file."""

    def __init__(self, dataset: str, file: str) -> None:
        self.dataset, self.file = dataset, file
        self.problems: list[Problem] = []

    def add(
        self, row: int | None, column: str | None, value: str | None, message: str, remedy: str
    ) -> None:
        """One more problem."""
        self.problems.append(Problem(self.dataset, self.file, row, column, value, message, remedy))

    def raise_if_any(self) -> None:
        """Raises DatasetError with every problem, in the order of rows, if there is one."""
        if self.problems:
            ordered = sorted(self.problems, key=lambda found: found.row or 0)
            raise DatasetError(self.dataset, self.file, ordered)

    def refuse(
        self, row: int | None, message: str, remedy: str, column: str | None = None
    ) -> NoReturn:
        """Raises DatasetError at once, where nothing further can be read."""
        problem = Problem(self.dataset, self.file, row, column, None, message, remedy)
        raise DatasetError(self.dataset, self.file, [problem])


@dataclass(frozen=True)
class Body:
    """What stands below a header.

    `cells` is as in Table. `ragged` holds row number and cells of each row whose length is not
    that of the header, at most MOST_RAGGED of them. Blank rows are in neither.
    """

    cells: pd.DataFrame
    ragged: list[tuple[int, list[str]]]


def check_header(header: list[str], row: int, findings: Findings) -> None:
    """Adds a problem for each column that is named twice. Raises DatasetError for too many."""
    if len(header) > MOST_COLUMNS:
        findings.refuse(
            row, f"has more than {MOST_COLUMNS} columns", "Remove the columns that are not needed."
        )
    for column in sorted({column for column in header if column and header.count(column) > 1}):
        findings.add(row, column, None, "stands twice in the header", "Remove one of the two.")


def check_ragged(found: Body, header: list[str], findings: Findings) -> None:
    """Adds a problem for each row whose length is not that of the header."""
    for row, cells in found.ragged:
        findings.add(
            row,
            header[min(len(cells), len(header) - 1)],
            None,
            f"is where the row goes wrong: it has {len(cells)} cells, the header {len(header)}",
            "Check for a missing or extra comma or quotation mark.",
        )
    if len(found.ragged) == MOST_RAGGED:
        findings.add(
            None,
            None,
            None,
            f"has {MOST_RAGGED:,} rows of the wrong length or more; the first ones are listed",
            "Check that this is the right file, and that all its rows were saved the same way.",
        )


def check_lengths(found: Body, findings: Findings) -> None:
    """Raises DatasetError where a cell is too long."""
    for name, column in found.cells.items():
        octets = pc.call_function("binary_length", [pa.array(column)])
        if (pc.call_function("max", [octets]).as_py() or 0) > LONGEST_CELL:
            characters = column.str.len()
            if characters.max() > LONGEST_CELL:
                refuse_long(int(str(characters.idxmax())), findings, str(name))


def check_nuls(found: Body, findings: Findings) -> None:
    """Raises DatasetError where cells hold NUL, which no text has and some databases refuse."""
    for name, column in found.cells.items():
        held = column.str.contains("\0", regex=False, na=False)
        for row in found.cells.index[held][:MOST_RAGGED]:
            findings.add(int(row), str(name), None, "holds a NUL character", "Type the cell anew.")
    findings.raise_if_any()


def refuse_long(row: int, findings: Findings, column: str | None = None) -> NoReturn:
    """Raises DatasetError for a cell that is too long."""
    findings.refuse(
        row,
        f"has a cell of more than {LONGEST_CELL:,} characters",
        "Look for a quotation mark that is not closed, or shorten the cell.",
        column,
    )


def refuse_many(findings: Findings) -> NoReturn:
    """Raises DatasetError for a file of too many rows."""
    findings.refuse(
        None,
        f"has more than {MOST_ROWS:,} rows",
        "Upload it in parts, or leave out what the dashboard does not show, such as other "
        "countries.",
    )
