"""How numbers, dates and lists are written in sentences."""

import re
from collections.abc import Sequence
from datetime import date
from html import escape
from math import isinf, isnan

import pandas as pd

from riskdata.measures.change import Change

Day = date | pd.Timestamp
NO_BREAK = "\u00a0"
FEW = 10
"""Below so many a share in per cent claims more than the counts bear."""


def number(value: float) -> str:
    """`1,099`; one decimal below ten where the value has one."""
    if value != round(value) and abs(value) < 10:
        return f"{value:.1f}"
    return f"{value:,.0f}"


def counted(value: float, one: str, many: str | None = None) -> str:
    """`1 attack`, `2 attacks`."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def of_many(count: int, many: str) -> str:
    """`1 attack`, `2 attacks`, from the plural."""
    return f"{number(count)} {many.removesuffix('s') if count == 1 else many}"


def in_words(count: int) -> str:
    """`No`, `Two`, `11`: a small count as it opens a sentence."""
    small = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"]
    return small[count] if count < len(small) else number(count)


def percent(share: float) -> str:
    """`41 %`; `under 1 %` rather than a zero for something that is there."""
    if 0 < share < 0.005:
        return f"under{NO_BREAK}1{NO_BREAK}%"
    return f"{share * 100:.0f}{NO_BREAK}%"


def portion(part: float, whole: float) -> str:
    """`41 %`; of a few the counts themselves, `1 of 2`."""
    return f"{number(part)} of {number(whole)}" if whole < FEW else percent(part / whole)


def of_those(part: float, whole: float) -> str:
    """A share of a whole that is told already: `41 %`; of a few the count alone."""
    return number(part) if whole < FEW else percent(part / whole)


def share_of(
    part: float, whole: float, one: str, many: str | None = None, events: float | None = None
) -> str:
    """`41 % of the attacks`; of a few the counts themselves, `1 of 2 attacks`.

    `events` is how many events the whole stands for where it does not count them: the dead of two
    attacks are few, however many they are.
    """
    if (whole if events is None else events) < FEW:
        return f"{number(part)} of {counted(whole, one, many)}"
    return f"{percent(part / whole)} of the {many or one + 's'}"


def day(value: Day) -> str:
    """`6 Oct 2024`."""
    return f"{value.day}{NO_BREAK}{value:%b}{NO_BREAK}{value.year}"


def month(value: Day) -> str:
    """`October 2024`."""
    return f"{value:%B} {value.year}"


def span(start: Day, end: Day) -> str:
    """A period with both days inside: `2024`, `Jan to May 2026`, `25 May 2025 to 24 May 2026`."""
    after = pd.Timestamp(end) + pd.Timedelta(days=1)
    if start.day == 1 and after.day == 1:
        if start.month == 1 and after.month == 1:
            return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
        if (start.year, start.month) == (end.year, end.month):
            return month(end)
        first = f"{start:%b}" if start.year == end.year else f"{start:%b} {start.year}"
        return f"{first} to {end:%b} {end.year}"
    return day(end) if start == end else f"{day(start)} to {day(end)}"


def spelled_out(text: str) -> str:
    """A text with the signs that cannot be seen, or that turn the writing round, spelled out."""
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() or sign in "\n\xa0" else f"⟨U+{ord(sign):04X}⟩" for sign in text
    )


def unmarked(text: str) -> str:
    """A text in which plotly, which reads words as HTML, finds no markup."""
    return escape(spelled_out(text), quote=False)


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def publication(source: str) -> str:
    """Who published: what stands before the first comma that is in no brackets."""
    found = re.match(r"(?:\([^()]*\)|[^,])*", source)
    return found[0] if found else source


def tied(names: Sequence[str], one: str) -> str:
    """Those that stand level: `a, b and c`; `4 districts` where they are more than three."""
    return listed(names) if len(names) <= 3 else counted(len(names), one)


def against(change: Change, other: str) -> str:
    """How a count stands to another: `17 % more than in 2023`, `2.1 times as many as in 2023`."""
    if change.before == 0:
        return f"after none {other}"
    if change.ratio >= 2:
        return f"{change.ratio:.1f} times as many as {other}"
    rounded = round((change.ratio - 1) * 100)
    if rounded == 0:
        return f"as many as {other}"
    return f"{abs(rounded)}{NO_BREAK}% {'more' if rounded > 0 else 'fewer'} than {other}"


def signed_percent(ratio: float) -> str:
    """`+17 %`, `−28 %`, below one per cent `+0.4 %`; a times sign from three times up."""
    if isinf(ratio):
        return "no upper bound"
    if ratio >= 3:
        return f"×{ratio:.1f}"
    change = (ratio - 1) * 100
    rounded = round(change) or round(change, 1)
    return f"{'+' if rounded > 0 else '−' if rounded < 0 else '±'}{abs(rounded):g}{NO_BREAK}%"


def since_before(change: Change) -> str:
    """What became of a count, after the count: `, +17 %`; of a few the count before, ` after 3`."""
    if min(change.now, change.before) < FEW:
        return f" after {number(change.before) if change.before else 'none'}"
    return f", {signed_percent(change.ratio)}"


def interval(change: Change) -> str:
    """The 95 percent interval of a change: `+8 % to +28 %`; empty where it is not known."""
    if isnan(change.low):
        return ""
    return f"{signed_percent(change.low)} to {signed_percent(change.high)}"


def first_upper(words: str) -> str:
    """The words as they open a sentence, with the capitals that names in them have."""
    return words[:1].upper() + words[1:]
