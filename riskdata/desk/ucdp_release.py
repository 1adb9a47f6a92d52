"""Which release of UCDP's event data a file is, and what it covers."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from riskdata.desk.conversion import coverage

FIRST_YEAR = 1989
MONTH = r"(0?[1-9]|1[0-2])"
MONTHLY = re.compile(rf"v(\d\d)_0_{MONTH}(?!\d)", re.IGNORECASE)
SPAN_OF_MONTHS = re.compile(rf"v(\d\d)_{MONTH}_(\d\d)_{MONTH}(?!\d)", re.IGNORECASE)
ENDING = re.compile(r"\.(?:csv|tsv|txt|xlsx|gz|zip)\b", re.IGNORECASE)
YEARLY = re.compile(r"v(\d\d)_1(?![\d_])|ged(\d\d)1(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Release:
    """`version` as UCDP writes it (25.1, 26.0.2, 25.01.25.12); `final` is a yearly release, the
    others are candidates; `span` is its first and last day."""

    version: str
    final: bool
    span: tuple[date, date]

    def coverage(self, record: str) -> pd.DataFrame:
        """Its row for event_record_coverage."""
        if self.final:
            name, status = f"UCDP GED {self.version}", "complete by UCDP definition"
            notes = "Final yearly release."
        else:
            name, status = f"UCDP Candidate {self.version}", "provisional"
            notes = "Candidate events: the final release revises them."
        return coverage(record, [self.span], name, status, notes)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def release(file: str, days: pd.Series, notes: list[str]) -> Release:
    """The release by the file's name, else by the first days of its events, which a note says.

    A yearly release covers whole years from its earliest event on, a candidate one its months.
    """
    name = ENDING.sub(" ", file).replace(".", "_")
    if found := SPAN_OF_MONTHS.search(name):
        year, first, _, last = map(int, found.groups())
        span = date(2000 + year, first, 1), _month_end(2000 + year, last)
        return Release(".".join(found.groups()), False, span)
    if found := MONTHLY.search(name):
        year, month = map(int, found.groups())
        span = date(2000 + year, month, 1), _month_end(2000 + year, month)
        return Release(f"{year}.0.{month}", False, span)
    first, last = days.min(), days.max()
    if found := YEARLY.search(name):
        newest = 1999 + int(found[1] or found[2])
    elif first.year == last.year and first.year > FIRST_YEAR:
        months = sorted({first.month, last.month})
        version = f"{first:%y}.0.{first.month}"
        if len(months) > 1:
            version = f"{first:%y}.{months[0]:02}.{first:%y}.{months[1]:02}"
        notes.append(f"The release is taken for UCDP Candidate {version}, by its dates.")
        span = date(first.year, months[0], 1), _month_end(last.year, months[-1])
        return Release(version, False, span)
    else:
        newest = last.year
        notes.append(f"The release is taken for that of the year after {newest}, its newest year.")
    version = f"{(newest + 1) % 100:02}.1"
    return Release(version, True, (date(first.year, 1, 1), date(newest, 12, 31)))
