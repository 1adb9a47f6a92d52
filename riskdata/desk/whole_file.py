"""Warnings of a whole file: rows or columns that would be gone, fewer or emptier than usual."""

from collections.abc import Iterator, Sequence

import pandas as pd

from riskdata.catalogue import Assertions
from riskdata.cells import Table
from riskdata.desk.compare import matched
from riskdata.desk.finding import Finding
from riskdata.reading import keys
from riskdata.schema import SCHEMAS, Problem
from riskdata.wording import counted, number, percent

NAMED = 3
"""Rows gone that are named."""


def when_read(
    whole: pd.DataFrame, current: pd.DataFrame | None, key: list[str], assertions: Assertions | None
) -> Iterator[Finding]:
    """Those of a file of which every cell can be read; `whole` is what would be published."""
    if assertions is not None:
        yield from _fewer(len(whole), current, assertions)
        yield from _emptier(whole, assertions)
    if current is not None:
        still, _ = matched(current, whole, key)
        yield from _gone(current.drop(current.index[still]), key)


def left_out(
    dataset: str, table: Table, read: pd.DataFrame, current: pd.DataFrame | None
) -> Iterator[Finding]:
    """What is published in optional columns that a table lacks; `read` has the keys of its rows."""
    if current is None:
        return
    schema = SCHEMAS[dataset]
    replaced, _ = matched(current, read, (schema.metadata or {})["key"])
    for column, declared in schema.columns.items():
        if (declared.metadata or {})["optional"] and column not in table.cells:
            filled = int(current[column].iloc[replaced].notna().sum())
            if filled:
                yield _of_file(
                    "columns left out",
                    f"is not in the file: {counted(filled, 'filled cell')} of it would be emptied",
                    "Add the column with what is published in it, from the dataset's CSV.",
                    column,
                )


def beside_errors(
    dataset: str,
    table: Table,
    problems: Sequence[Problem],
    current: pd.DataFrame | None,
    kept: pd.DataFrame | None,
    assertions: Assertions | None,
) -> Iterator[Finding]:
    """Those that hold however the errors are mended: any row whose key is not certain may be any
    row of the current version. `kept` is that of `riskdata.desk.check.check`."""
    if not table.cells.columns.is_unique:
        return
    if assertions is not None:
        most = len(table.cells) + (0 if kept is None else len(kept))
        yield from _fewer(most, current, assertions, "at most ")
        if kept is None:
            yield from _emptier(table.cells, assertions)
    if current is None:
        return
    key: list[str] = (SCHEMAS[dataset].metadata or {})["key"]
    read = keys(dataset, table)
    yield from left_out(dataset, table, read, current)
    if kept is not None:
        current = current.drop(current.index[matched(current, kept, key)[0]])
    still, _ = matched(current, read, key)
    # Where the header is wrong, nobody has looked whether the keys are right.
    looked_at = not any(problem.row in (None, table.header_row) for problem in problems)
    wrong = {one.row for one in problems if set((one.column or "").split(", ")) & set(key)}
    unsure = len(wrong) if looked_at else len(table.cells) - len(still)
    yield from _gone(current.drop(current.index[still]), key, unsure)


def _fewer(
    rows: int, before: pd.DataFrame | None, assertions: Assertions, most: str = ""
) -> Iterator[Finding]:
    look = "Check that the file is whole."
    if before is not None and rows < (1 - assertions.max_shrink) * len(before):
        yield _of_file(
            "fewer rows",
            f"The file leaves {most}{counted(rows, 'row')} of {number(len(before))}, where a loss "
            f"of at most {percent(assertions.max_shrink)} is usual",
            look,
        )
    elif rows < assertions.min_rows:
        yield _of_file(
            "fewer rows",
            f"There would be {most}{rows:,} rows, where at least {assertions.min_rows:,} are "
            "expected",
            look,
        )


def _emptier(whole: pd.DataFrame, assertions: Assertions) -> Iterator[Finding]:
    for column, least in assertions.filled.items():
        if column in whole and whole[column].notna().mean() < least:
            filled = number(whole[column].count())
            yield _of_file(
                "empty cells",
                f"is filled in {filled} of {counted(len(whole), 'row')}, where at least "
                f"{percent(least)} are expected",
                "Fill in what is known.",
                column,
            )


def _gone(gone: pd.DataFrame, key: list[str], unsure: int = 0) -> Iterator[Finding]:
    """`unsure` rows of the file may be any of those that would be gone."""
    certain = len(gone) - unsure
    if certain <= 0:
        return
    named = [
        ", ".join(cell(row[column]) for column in key) for _, row in gone.head(NAMED).iterrows()
    ]
    first = "" if unsure else f": {'; '.join(named)}{' ...' if len(gone) > NAMED else ''}"
    yield _of_file(
        "rows gone",
        f"{'at least ' if unsure else ''}{certain:,} {'rows' if certain > 1 else 'row'} of the "
        f"current version would be gone{first}",
        "If the file holds only what is new, add it to what is published instead.",
    )


def cell(value: object) -> str:
    """A cell as it is written."""
    return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)


def _of_file(kind: str, message: str, remedy: str, column: str | None = None) -> Finding:
    return Finding("warning", kind, None, column, None, message, remedy)
