"""Numbers with signs between their digits, read where only one reading is possible.

Two ways of writing are told apart: the English one (1,234.5, in South Asia also 1,23,456.5) and
the continental one (1.234,5).
"""

import re
from collections.abc import Iterable
from typing import Literal

Way = Literal["English", "continental"]

_WAYS: dict[Way, re.Pattern[str]] = {
    "English": re.compile(r"[+-]?(?:(?:[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}|\d+)(?:\.\d+)?|\.\d+)"),
    "continental": re.compile(r"[+-]?(?:(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?|,\d+)"),
}
_SPACED = re.compile(r"[+-]?\d{1,3}(?:[ '’]\d{2,3})*[ '’]\d{3}(?:[.,]\d+)?")
_DECIMAL_ZEROS = re.compile(r"\.0+$")
_ABOUT = re.compile(
    r"[~≈<>≤≥±]|\d\s*\+$|\d\s*(?:-|–|to|or)\s*\d|\b(?:about|around|approximately|ca|over|under|more"
    r"|less|at least|at most|up to|nearly|almost|dozens?|several|scores|hundreds?|many|few|none"
    r"|nil|no)\b",
    re.IGNORECASE,
)


def ways_proven(cells: Iterable[str]) -> set[Way]:
    """The ways in which some cell of a column must be written, because the other cannot read it."""
    return {way for cell in cells if len(ways := _readable(cell)) == 1 for way in ways}


def read_number(cell: str, whole: bool, proven: set[Way]) -> tuple[str | None, str]:
    """The number with digits and a point, and how it was read; None and why not, "" where it is
    none. `proven` is what `ways_proven` says of its column, `whole` whether it counts."""
    spaced = _SPACED.fullmatch(cell)
    joined = re.sub(r"[ '’]", "", cell) if spaced else cell
    readings = {way: _plain(way, joined, whole) for way in _readable(joined)}
    if not readings:
        return None, "does not say one number" if _ABOUT.search(cell) else ""
    if len(set(readings.values())) == 1:
        found = next(iter(readings.values()))
    elif len(proven) == 1:
        found = readings[next(iter(proven))]
    elif whole and not proven and "," in joined:  # no decimals can be meant
        found = readings["English"]
    else:
        both = " or ".join(sorted(readings.values(), key=float))
        return None, f"may be {both}: no number of the column tells which"
    if whole and "." in found:
        return None, ""
    if spaced:
        return found, "spaces between the digits"
    if "," in joined:
        thousands = found == joined.replace(",", "")
        return found, "commas between thousands" if thousands else "a comma for decimals"
    return found, "points between thousands" if "." not in found and not _DECIMAL_ZEROS.search(
        joined
    ) else "decimals in a whole number"


def _readable(cell: str) -> list[Way]:
    return [way for way, pattern in _WAYS.items() if pattern.fullmatch(cell)]


def _plain(way: Way, cell: str, whole: bool) -> str:
    plain = cell.replace(",", "") if way == "English" else cell.replace(".", "").replace(",", ".")
    return _DECIMAL_ZEROS.sub("", plain) if whole else plain
