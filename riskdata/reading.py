"""Bytes of a CSV to a typed, valid frame, or every problem at once.

Four steps, each of which must pass before the next is worth doing: the bytes are a table; the
header is the dataset's; cells become dates, numbers and names (variants mended); the rows obey
the schema. The last two report together. `read` is strict about the bytes; the data desk makes
its tables from anything an analyst has, and hands them to `typed`.
"""

import csv
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
import pandera.errors
import pandera.pandas as pa

from riskdata import csvfile, names
from riskdata.cells import Findings, Table, check_header, check_ragged
from riskdata.schema import SCHEMAS, DatasetError, Problem
from riskdata.schema.columns import DAY, DTYPES
from riskdata.schema.problems import BLANK_ROWS

__all__ = ["DatasetError", "Problem", "read", "typed"]

FIXED_NAMES: tuple[names.Kind, ...] = ("province", "district")
"""Kinds of name whose categories are the whole canonical list in every frame."""

EMPTY = "Fill the cell in."

MOST_NAMES = 500
"""Unknown names of a column, the most frequent ones, for which a likely one is looked for."""


def _as_utf8(content: bytes, findings: Findings) -> bytes:
    """The content without its byte order mark."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    wrong = csvfile.not_utf8(content)
    if wrong is not None:
        findings.refuse(
            csvfile.row_of(content, wrong, ","),
            "holds bytes that are not UTF-8",
            "Save the file as CSV UTF-8.",
        )
    return content


SEPARATORS = {";": "semicolons", "\t": "tabs"}


def _table(content: bytes, schema: pa.DataFrameSchema, findings: Findings) -> Table:
    content = _as_utf8(content, findings)
    try:
        record, start = next(csvfile.records(content, ","), ([], 0))
    except csv.Error as error:
        csvfile.refuse_record(error, 1, findings)
    header = [cell.strip() for cell in record]
    for sign, called in SEPARATORS.items():
        if any(sign in cell for cell in header) and len(header) == 1:
            findings.refuse(
                1,
                f"has its cells separated by {called}",
                "Save it with commas between the cells.",
            )
    if not start:
        findings.refuse(1, "is empty", "Start from the header row of the dataset.")
    _check_columns(header, 1, schema, findings)
    body = csvfile.body(content, ",", header, start, 2, findings)
    check_ragged(body, header, findings)
    findings.raise_if_any()
    return Table(findings.file, body.cells)


def _check_columns(
    header: list[str], row: int, schema: pa.DataFrameSchema, findings: Findings
) -> None:
    check_header(header, row, findings)
    for column in dict.fromkeys(header):
        if column not in schema.columns:
            findings.add(
                row, column, None, "is no column of this dataset", "Remove it, or mend its name."
            )
    for column, declared in schema.columns.items():
        if column not in header and not (declared.metadata or {})["optional"]:
            findings.add(row, column, None, "is missing from the header", "Add the column.")
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


def _typed_column(cells: pd.Series, declared: pa.Column, findings: Findings) -> pd.Series:
    """Each distinct text is converted once: a million rows hold few."""
    metadata = declared.metadata or {}
    kind = metadata["kind"]
    if kind == "text":
        return cells
    codes, distinct = pd.factorize(cells)
    texts = pd.Series(distinct, dtype="str")
    if kind == "label":
        mended = names.mend(metadata["names"], texts) if "names" in metadata else texts
        return _spread(mended.astype("category"), codes, cells.index)
    convert, message, remedy = TYPES[kind]
    converted = convert(texts)
    wrong = np.isin(codes, np.flatnonzero(converted.isna()))
    for number, value in cells[wrong].items():
        findings.add(int(str(number)), str(cells.name), str(value), message, remedy)
    return _spread(converted, codes, cells.index)


def _spread(distinct: pd.Series, codes: np.ndarray, index: pd.Index) -> pd.Series:
    """The value that each code stands for; NA for -1."""
    return distinct.reindex(codes).set_axis(index)


def _columns(written: pd.DataFrame, schema: pa.DataFrameSchema, findings: Findings) -> pd.DataFrame:
    """The frame with its schema's types."""
    absent = pd.Series(None, index=written.index, dtype="str")
    columns = {
        column: (
            _typed_column(written[column], declared, findings)
            if column in written
            else absent.astype(DTYPES[(declared.metadata or {})["kind"]])
        )
        for column, declared in schema.columns.items()
    }
    return pd.DataFrame(columns)


class _Breach(NamedTuple):
    """What cells of a column break; `kind` is the kind of name that they should be."""

    column: str
    message: str
    remedy: str
    rows: list[int]
    kind: names.Kind | None = None


def _breaches(
    frame: pd.DataFrame, schema: pa.DataFrameSchema, unreadable: set[int | None]
) -> Iterator[_Breach]:
    """Everything that breaks the schema.

    Rules across columns are not judged on unreadable rows, in which a cell is of the wrong type.
    """
    try:
        schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        for error in errors.schema_errors:
            rows = pd.DataFrame(error.failure_cases)["index"].unique().astype(int).tolist()
            if not isinstance(error.check, pa.Check):
                yield _Breach(str(error.schema.name), "is empty", EMPTY, rows)
                continue
            if error.check.title:
                rows = [row for row in rows if row not in unreadable]
            yield _Breach(
                str(error.check.title or error.schema.name),
                str(error.check.error),
                str(error.check.description),
                rows,
                (error.schema.metadata or {}).get("names"),
            )


def _meant(kind: names.Kind, unknown: pd.Series) -> pd.Series:
    """The known name that each unknown one is most like, looked for where it is frequent."""
    frequent = unknown.value_counts().index[:MOST_NAMES]
    return unknown.map({name: names.nearest(kind, str(name)) for name in frequent})


def read(dataset: str, content: bytes, file: str) -> pd.DataFrame:
    """The frame of a dataset's CSV: UTF-8, commas, the header as declared; see `typed`.

    `file` is how the file is called in problems. Raises DatasetError with every problem found.
    """
    return typed(dataset, _table(content, SCHEMAS[dataset], Findings(dataset, file)))


def keys(dataset: str, table: Table) -> pd.DataFrame:
    """The key of each row, typed as `typed` does, whatever stands in its other cells.

    Without rows in which a cell of the key cannot be read; without any where the table lacks a
    column of the key.
    """
    schema, written = SCHEMAS[dataset], table.cells
    key: list[str] = (schema.metadata or {})["key"]
    if not set(key) <= set(written):
        written = pd.DataFrame(columns=key, dtype="str")
    findings = Findings(dataset, table.file)
    found = {name: _typed_column(written[name], schema.columns[name], findings) for name in key}
    return pd.DataFrame(found).drop(index=[*{problem.row for problem in findings.problems}])


def typed(dataset: str, table: Table) -> pd.DataFrame:
    """The dataset's frame: every column of its schema, typed, names mended, rules obeyed.

    Dates are datetime64, enumerations and names categorical, counts nullable Int64, measures
    float64, texts str. Rows are numbered from 0, in the order of the table; spreadsheet rows
    passed over stand in `attrs` (BLANK_ROWS), if there are any among the rest. Raises
    DatasetError with every problem found.
    """
    schema = SCHEMAS[dataset]
    findings = Findings(dataset, table.file)
    written = table.cells
    _check_columns(list(written.columns), table.header_row, schema, findings)
    if written.empty:
        findings.add(
            table.header_row, str(written.columns[0]), None, "has no rows below it",
            "Add at least one row.",
        )  # fmt: skip
        findings.raise_if_any()
    frame = _columns(written, schema, findings)

    unreadable = {problem.row for problem in findings.problems}
    reported = {(problem.row, problem.column) for problem in findings.problems}
    for column, message, remedy, found, kind in _breaches(frame, schema, unreadable):
        rows = [row for row in found if (row, column) not in reported]
        cells = written[column].reindex(rows) if column in written else [None] * len(rows)
        meant = _meant(kind, frame[column].astype("str").reindex(rows)) if kind else cells
        for row, cell, name in zip(rows, cells, meant, strict=True):
            value = cell if isinstance(cell, str) else None
            likely = f"Is it {name}? " if kind and isinstance(name, str) else ""
            findings.add(row, column, value, message, likely + remedy)
    findings.raise_if_any()

    for column, declared in schema.columns.items():
        metadata = declared.metadata or {}
        if "choices" in metadata:
            frame[column] = frame[column].cat.set_categories(list(metadata["choices"]))
        elif metadata.get("names") in FIXED_NAMES:
            frame[column] = frame[column].cat.set_categories(names.canonical(metadata["names"]))
    numbers = frame.index
    frame = frame.reset_index(drop=True)
    if len(numbers) < numbers[-1] - 1:
        frame.attrs[BLANK_ROWS] = np.setdiff1d(np.arange(2, numbers[-1]), numbers).tolist()
    return frame
