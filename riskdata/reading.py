"""Bytes of a CSV to a typed, valid frame, or every problem at once.

Four steps, each of which must pass before the next is worth doing: the bytes are a table; the
header is the dataset's; cells become dates, numbers and names (variants mended); the rows obey
the schema. The last two report together.
"""

import csv
import io
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pandera.errors
import pandera.pandas as pa

from riskdata import names
from riskdata.schema import SCHEMAS, DatasetError, Problem
from riskdata.schema.columns import DAY, DTYPES
from riskdata.schema.problems import BLANK_ROWS

__all__ = ["DatasetError", "Problem", "read"]

FIXED_NAMES: tuple[names.Kind, ...] = ("province", "district")
"""Kinds of name whose categories are the whole canonical list in every frame."""

EMPTY = "Fill the cell in."

Table = tuple[list[str], list[list[str]], list[int]]


class _Findings:
    """Collects the problems of one file."""

    def __init__(self, dataset: str, file: str) -> None:
        self.dataset, self.file = dataset, file
        self.problems: list[Problem] = []

    def add(
        self, row: int | None, column: str | None, value: str | None, message: str, remedy: str
    ) -> None:
        self.problems.append(Problem(self.dataset, self.file, row, column, value, message, remedy))

    def raise_if_any(self) -> None:
        if self.problems:
            ordered = sorted(self.problems, key=lambda found: found.row or 0)
            raise DatasetError(self.dataset, self.file, ordered)


def _row_of_end(text: str) -> int:
    """The spreadsheet row in which a text ends, line breaks inside quoted cells not counted."""
    records: list[list[str]] = []
    try:
        records.extend(csv.reader(io.StringIO(f"{text}.", newline="")))
    except csv.Error:
        return len(records) + 1
    return len(records)


def _decoded(content: bytes, findings: _Findings) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = _row_of_end(error.object[: error.start].decode("utf-8-sig"))
        findings.add(
            row, None, None, "holds bytes that are not UTF-8", "Save the file as CSV UTF-8."
        )
        findings.raise_if_any()
        raise


SEPARATORS = {";": "semicolons", "\t": "tabs"}


def _check_separator(text: str, findings: _Findings) -> None:
    first, *_ = text.splitlines() or [""]
    for sign, called in SEPARATORS.items():
        if sign in first and "," not in first:
            findings.add(
                1,
                None,
                None,
                f"has its cells separated by {called}",
                "Save it with commas between the cells.",
            )
            findings.raise_if_any()


def _table(content: bytes, findings: _Findings) -> Table:
    """Header, rows and the spreadsheet row number of each; blank rows are passed over."""
    text = _decoded(content, findings)
    _check_separator(text, findings)
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        records.extend(reader)
    except csv.Error as error:
        longest = csv.field_size_limit()
        message, remedy = (
            (
                f"has a cell of more than {longest:,} characters",
                "Look for a quotation mark that is not closed, or shorten the cell.",
            )
            if "field larger than field limit" in str(error)
            else (
                f"cannot be read as CSV ({error})",
                "Check the quotation marks of this row and save the file as CSV again.",
            )
        )
        findings.add(len(records) + 1, None, None, message, remedy)
        findings.raise_if_any()
    if not records:
        findings.add(1, None, None, "is empty", "Start from the header row of the dataset.")
        findings.raise_if_any()
    header = [cell.strip() for cell in records[0]]
    numbers = [at for at, record in enumerate(records[1:], 2) if any(map(str.strip, record))]
    return header, [records[at - 1] for at in numbers], numbers


def _check_header(header: list[str], schema: pa.DataFrameSchema, findings: _Findings) -> None:
    for column in sorted({column for column in header if header.count(column) > 1}):
        findings.add(1, column, None, "stands twice in the header", "Remove one of the two.")
    for column in dict.fromkeys(header):
        if column not in schema.columns:
            findings.add(
                1, column, None, "is no column of this dataset", "Remove it, or mend its name."
            )
    for column, declared in schema.columns.items():
        if column not in header and not (declared.metadata or {})["optional"]:
            findings.add(1, column, None, "is missing from the header", "Add the column.")
    findings.raise_if_any()


def _check_shape(
    header: list[str], rows: list[list[str]], numbers: list[int], findings: _Findings
) -> None:
    for row, number in zip(rows, numbers, strict=True):
        if len(row) != len(header):
            findings.add(
                number,
                header[min(len(row), len(header) - 1)],
                None,
                f"is where the row goes wrong: it has {len(row)} cells, the header {len(header)}",
                "Check for a missing or extra comma or quotation mark.",
            )
    if not rows:
        findings.add(2, header[0], None, "has no rows below it", "Add at least one row.")
    findings.raise_if_any()


def _as_days(cells: pd.Series) -> pd.Series:
    iso = cells.where(cells.str.fullmatch(r"\d{4}-\d{2}-\d{2}"))
    return pd.to_datetime(iso, format="%Y-%m-%d", errors="coerce").astype(DAY)


def _as_counts(cells: pd.Series) -> pd.Series:
    whole = cells.where(cells.str.fullmatch(r"[+-]?[0-9]{1,15}"))
    return pd.to_numeric(whole).astype("Int64")


def _as_measures(cells: pd.Series) -> pd.Series:
    plain = cells.where(cells.str.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"))
    numbers = pd.to_numeric(plain, errors="coerce").astype("float64")
    return numbers.where(np.isfinite(numbers))


TYPES = {
    "day": (_as_days, "is no date", "Write it as year-month-day, like 2024-10-06."),
    "count": (_as_counts, "is no whole number", "Write digits only, without separators."),
    "measure": (_as_measures, "is no number", "Write digits, with a point for decimals."),
}


def _typed_column(cells: pd.Series, declared: pa.Column, findings: _Findings) -> pd.Series:
    metadata = declared.metadata or {}
    kind = metadata["kind"]
    if kind == "text":
        return cells
    if kind == "label":
        mended = names.mend(metadata["names"], cells) if "names" in metadata else cells
        return mended.astype("category")
    convert, message, remedy = TYPES[kind]
    typed = convert(cells)
    wrong = typed.isna() & cells.notna()
    for number, value in cells[wrong].items():
        findings.add(int(str(number)), str(cells.name), str(value), message, remedy)
    return typed


def _typed(
    header: list[str],
    rows: list[list[str]],
    numbers: list[int],
    schema: pa.DataFrameSchema,
    findings: _Findings,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The frame with its schema's types, and beside it the cells as written."""
    written = pd.DataFrame(rows, columns=header, index=numbers, dtype="str")
    for column in written:
        stripped = written[column].str.strip()
        written[column] = stripped.where(stripped != "")
    absent = pd.Series(None, index=written.index, dtype="str")
    columns = {
        column: (
            _typed_column(written[column], declared, findings)
            if column in written
            else absent.astype(DTYPES[(declared.metadata or {})["kind"]])
        )
        for column, declared in schema.columns.items()
    }
    return pd.DataFrame(columns), written


def _breaches(
    frame: pd.DataFrame, schema: pa.DataFrameSchema, unreadable: set[int | None]
) -> Iterator[tuple[int, str, str, str]]:
    """Row, column, message and remedy of every cell that breaks the schema.

    Rules across columns are not judged on unreadable rows, in which a cell is of the wrong type.
    """
    try:
        schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        for error in errors.schema_errors:
            rows = [int(row) for row in pd.DataFrame(error.failure_cases)["index"].unique()]
            if not isinstance(error.check, pa.Check):
                yield from ((row, str(error.schema.name), "is empty", EMPTY) for row in rows)
                continue
            column = str(error.check.title or error.schema.name)
            message, remedy = str(error.check.error), str(error.check.description)
            if error.check.title:
                rows = [row for row in rows if row not in unreadable]
            kind = (error.schema.metadata or {}).get("names")
            for row in rows:
                nearest = names.nearest(kind, str(frame.at[row, column])) if kind else None
                yield row, column, message, f"Is it {nearest}? {remedy}" if nearest else remedy


def read(dataset: str, content: bytes, file: str) -> pd.DataFrame:
    """The dataset's frame: every column of its schema, typed, names mended, rules obeyed.

    Dates are datetime64, enumerations and names categorical, counts nullable Int64, measures
    float64, texts str. Rows are numbered from 0; spreadsheet rows passed over because they are
    blank stand in `attrs` (BLANK_ROWS), if there are any among the rest. `file` is how the file is
    called in problems. Raises DatasetError with every problem found.
    """
    schema = SCHEMAS[dataset]
    findings = _Findings(dataset, file)
    header, rows, numbers = _table(content, findings)
    _check_header(header, schema, findings)
    _check_shape(header, rows, numbers, findings)
    frame, written = _typed(header, rows, numbers, schema, findings)

    unreadable = {problem.row for problem in findings.problems}
    reported = {(problem.row, problem.column) for problem in findings.problems}
    for row, column, message, remedy in _breaches(frame, schema, unreadable):
        if (row, column) not in reported:
            cell = written[column].get(row) if column in written else None
            value = cell if isinstance(cell, str) else None
            findings.add(row, column, value, message, remedy)
    findings.raise_if_any()

    for column, declared in schema.columns.items():
        metadata = declared.metadata or {}
        if "choices" in metadata:
            frame[column] = frame[column].cat.set_categories(list(metadata["choices"]))
        elif metadata.get("names") in FIXED_NAMES:
            frame[column] = frame[column].cat.set_categories(names.canonical(metadata["names"]))
    frame = frame.reset_index(drop=True)
    if blank := sorted(set(range(2, numbers[-1])).difference(numbers)):
        frame.attrs[BLANK_ROWS] = blank
    return frame
