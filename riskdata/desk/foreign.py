"""The cells of a foreign export, each read as what its column holds or named as a problem."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from riskdata.desk.columns import folded
from riskdata.desk.conversion import OUTSIDE, Dropped, Said
from riskdata.desk.tables import Table
from riskdata.desk.written_dates import order_of, read_day
from riskdata.schema import DatasetError, Problem
from riskdata.schema.columns import DAY

YEAR_FIRST = "written as year-month-day"
DAY_REMEDY = "Write it as year-month-day, like 2024-10-06."


class Export:
    """The cells by column name, rows taken out for one reason at a time.

    Cells that cannot be read gather in `problems` until `raise_if_any`. Raises DatasetError at
    once when one of the `needed` columns is missing.
    """

    def __init__(self, table: Table, dataset: str, needed: Iterable[str], said: Said) -> None:
        self.dataset, self.file, self.said = dataset, table.file, said
        self.notes = list(table.notes)
        self.cells = table.cells.rename(columns=folded)
        self.dropped: list[Dropped] = []
        self.problems: list[Problem] = []
        missing = [column for column in needed if column not in self.cells]
        for column in missing:
            self._add(
                None,
                column,
                None,
                "is missing from the header",
                "Export the file again with all its columns.",
            )
        self.raise_if_any()

    def _add(
        self, row: int | None, column: str, value: str | None, message: str, remedy: str
    ) -> None:
        found = Problem(self.dataset, self.file, row, column, value, message, remedy)
        self.problems.append(found)

    def raise_if_any(self) -> None:
        """Raises DatasetError with every problem so far, in the order of rows."""
        if self.problems:
            ordered = sorted(self.problems, key=lambda found: found.row or 0)
            raise DatasetError(self.dataset, self.file, ordered)

    def text(self, column: str) -> pd.Series:
        """The cells of a column as written; NA throughout where the export has no such column."""
        if column in self.cells:
            return self.cells[column]
        return pd.Series(None, index=self.cells.index, dtype="str", name=column)

    def refuse(self, wrong: pd.Series, column: str, message: str, remedy: str) -> None:
        """Notes a problem for each row that is wrong."""
        for row, value in self.text(column)[wrong].items():
            written = None if pd.isna(value) else str(value)
            self._add(int(str(row)), column, written, message, remedy)

    def keep(self, wanted: pd.Series, reason: str) -> None:
        """Takes out all other rows, counted under the reason."""
        if rows := int((~wanted).sum()):
            self.cells = self.cells[wanted]
            self.dropped.append(Dropped(reason, rows))

    def keep_events(self, identifier: str, day: str) -> None:
        """Takes out rows that are no event, such as tags below the header or totals at the end,
        and repetitions. Refuses events without identifier and identifiers with two events."""
        without = self.text(identifier).isna()
        tag = self.text(day).str.startswith("#")
        self.keep(
            ~(without & (self.text(day).isna() | tag)), "No event: neither identifier nor date"
        )
        self.keep(~self.cells.duplicated(), "Repeated: the same row stands above, cell by cell")
        ids = self.text(identifier)
        self.refuse(ids.isna(), identifier, "is empty", "Fill the cell in, or remove the row.")
        self.refuse(
            ids.notna() & ids.duplicated(),
            identifier,
            "stands above already, with other cells",
            "Keep the row that is right.",
        )

    def keep_country(self, here: pd.Series, column: str = "country") -> None:
        """Takes out the rows of other countries, counted by country."""
        elsewhere = self.text(column)[~here].fillna("country not named").value_counts()
        self.cells = self.cells[here]
        self.dropped += [Dropped(f"Not in Pakistan: {at}", int(n)) for at, n in elsewhere.items()]
        self.refuse_empty(column, "is never Pakistan", "Export the rows of Pakistan.")

    def keep_period(self, days: pd.Series, column: str) -> None:
        """Takes out what lies outside the period that the analyst gave, where one was given."""
        if self.said.period:
            first, last = map(pd.Timestamp, self.said.period)
            self.keep(days.between(first, last), OUTSIDE)
            self.refuse_empty(column, "never lies in that period", "Correct the period.")

    def refuse_empty(self, column: str, message: str, remedy: str) -> None:
        """Raises DatasetError where no row is left."""
        if self.cells.empty:
            self._add(None, column, None, message, remedy)
            self.raise_if_any()

    def numbers(self, column: str, *, needed: bool = False) -> pd.Series:
        """A column as float64, NaN where empty. Refuses text, and empty cells where `needed`."""
        written = self.text(column)
        found = pd.to_numeric(written, errors="coerce").astype("float64")
        found = found.where(np.isfinite(found))
        self.refuse(
            written.notna() & found.isna(),
            column,
            "is no number",
            "Write digits, with a point for decimals.",
        )
        if needed:
            self.refuse(written.isna(), column, "is empty", "Fill the cell in.")
        return found

    def codes(self, column: str, meanings: Mapping[int, str]) -> pd.Series:
        """A column of codes as their meanings. Refuses empty cells and codes without meaning."""
        numbers = self.numbers(column, needed=True)
        found = numbers.map({float(code): ours for code, ours in meanings.items()}).astype("str")
        known = ", ".join(map(str, meanings))
        self.refuse(
            numbers.notna() & found.isna(), column, "is no code of it", f"Use one of: {known}."
        )
        return found

    def days(self, column: str) -> pd.Series:
        """A column as datetime64. Refuses empty cells and what is not certainly one day.

        Ways of writing other than year-month-day are read as `riskdata.desk.written_dates` reads
        them, and a note says which.
        """
        written = self.text(column)
        counts = written.value_counts()
        order = order_of(map(str, counts.index)) or self.said.order
        read = {cell: read_day(str(cell), order) for cell in counts.index}
        for way in sorted({how for day, how in read.values() if day and how != YEAR_FIRST}):
            rows = sum(int(counts[cell]) for cell, (day, how) in read.items() if day and how == way)
            self.notes.append(f"{column}: {rows:,} dates read as {way}.")
        found = pd.to_datetime(written.map({cell: day for cell, (day, _) in read.items()}))
        self.refuse(written.isna(), column, "is empty", DAY_REMEDY)
        why = written.map(
            {cell: how or "is no date" for cell, (day, how) in read.items() if not day}
        )
        for message in why.dropna().unique():
            self.refuse(why == message, column, str(message), DAY_REMEDY)
        return found.astype(DAY)
