"""Days written otherwise than year-month-day, read where only one reading is possible."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from riskdata.schema.columns import EARLIEST

Order = Literal["day first", "month first"]

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sep sept", "october oct", "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}  # fmt: skip
UNTOLD = "no date of the column tells which"
"""How a reason ends where only a person can say which number is the day."""
FIRST_SERIAL, LAST_SERIAL = 35_000, 60_000
"""Excel's numbers of the days from October 1995 to April 2064."""
EXCEL_DAY_0 = date(1899, 12, 30)

_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|[AaPp][Mm]|[+-]\d{2}:?\d{2}))?$")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([A-Za-z]+)[-/., ]*(\d{4})")
_MONTH_DAY_YEAR = re.compile(r"([A-Za-z]+)[-/. ]*(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]+)[-/. ]\d{2}")


def order_of(cells: Iterable[str]) -> Order | None:
    """Which comes first in a column's dates like 03/04/2024, or None where none proves it.

    A number above 12 is a day. Where some cells prove the one order and some the other, nothing
    is proven.
    """
    proofs: set[Order] = set()
    for cell in cells:
        if found := _YEAR_LAST.fullmatch(_TIME.sub("", cell)):
            first, second = int(found[1]), int(found[2])
            if first > 12:
                proofs.add("day first")
            if second > 12:
                proofs.add("month first")
    return proofs.pop() if len(proofs) == 1 else None


def read_day(cell: str, order: Order | None) -> tuple[str | None, str]:
    """The day as year-month-day and how it was read; None and why not, "" where it is no day."""
    written = _TIME.sub("", cell)
    if found := _YEAR_FIRST.fullmatch(written):
        year, month, day = map(int, found.groups())
        return _checked(year, month, day, "written as year-month-day")
    if found := _DAY_MONTH_YEAR.fullmatch(written):
        return _spelt_out(int(found[3]), found[2], int(found[1]))
    if found := _MONTH_DAY_YEAR.fullmatch(written):
        return _spelt_out(int(found[3]), found[1], int(found[2]))
    if found := _YEAR_LAST.fullmatch(written):
        return _in_numbers(int(found[1]), int(found[2]), int(found[3]), order)
    found = _SERIAL.fullmatch(written)
    if found and FIRST_SERIAL <= int(found[1]) <= LAST_SERIAL:
        return (EXCEL_DAY_0 + timedelta(days=int(found[1]))).isoformat(), "Excel's number of a day"
    if _SHORT_YEAR.fullmatch(written):
        return None, "has a year of two digits; write all four"
    return None, ""


def _in_numbers(first: int, second: int, year: int, order: Order | None) -> tuple[str | None, str]:
    if first > 12 or order == "day first" or first == second:
        return _checked(year, second, first, "day before month")
    if second > 12 or order == "month first":
        return _checked(year, first, second, "month before day")
    if 0 in (first, second, year):
        return None, ""
    readings = [
        f"{day} {name:%B}"
        for day, name in [(first, date(year, second, 1)), (second, date(year, first, 1))]
    ]
    return None, f"may be {readings[0]} or {readings[1]}: {UNTOLD}"


def _spelt_out(year: int, month: str, day: int) -> tuple[str | None, str]:
    number = MONTHS.get(month.casefold())
    return _checked(year, number, day, "month spelt out") if number else (None, "")


def _checked(year: int, month: int, day: int, how: str) -> tuple[str | None, str]:
    try:
        found = date(year, month, day)
    except ValueError:
        return None, ""
    return (found.isoformat(), how) if found >= EARLIEST.date() else (None, "")
