"""Where a claim's answers stand on its own scale, in percent of the strip that they are drawn on.

The strips are set as HTML: names and figures stay text that wraps, is read aloud and takes the
colour of the page, and no script has to draw a dozen of them.
"""

from collections.abc import Callable, Iterable
from math import inf, isfinite, isnan, log
from typing import NamedTuple

from riskdata.measures.claim_answer import Answer
from riskdata.measures.claims import Assessed

LOGARITHMIC = ("rate_ratio_above",)
"""Tests of ratios whose intervals reach over orders of magnitude."""

AT_THE_LINE = ("equals", "count_equals", "row_equals", "none_with")
"""Tests that hold at the line itself and nowhere else."""

WIDTH_AT_LINE = 3.0
ROOM = 1.08
"""Scales end a little beyond the largest mark."""


class Mark(NamedTuple):
    """One answer: where its figure stands (None where it has none on the scale) and the ends of
    its interval, and whether the interval goes on beyond the strip."""

    answer: Answer
    at: float | None
    low: float | None = None
    high: float | None = None
    beyond: bool = False


class Strip(NamedTuple):
    """The scale of one claim: where the line stands, from where to where the claim holds, and the
    marks in the order of the answers. `from_zero` is False where the scale is logarithmic."""

    line: float
    holds: tuple[float, float]
    marks: list[Mark]
    from_zero: bool


def line_of(one: Assessed) -> float:
    """The value that stands at the line: the threshold, or what it comes to for the test."""
    if one.claim.test in ("highest_since", "row_equals"):
        return 1.0
    return 0.0 if one.claim.test == "none_with" else one.claim.threshold or 0.0


def strip(one: Assessed) -> Strip | None:
    """The scale with a mark for each answer that has a verdict or a value; None without any."""
    drawn = [answer for answer in one.answers if answer.decided or not isnan(answer.value)]
    if not drawn:
        return None
    line = line_of(one)
    logarithmic = one.claim.test in LOGARITHMIC and line > 0
    place = (_log_scale if logarithmic else _scale)(line, _ends(one, drawn))
    marks = []
    for answer in drawn:
        at = None if isnan(answer.value) else place(answer.value)
        if isnan(answer.low):
            marks.append(Mark(answer, at))
        else:
            ends = place(answer.low), place(answer.high)
            marks.append(Mark(answer, at, *ends, beyond=answer.high == inf))
    at = place(line)
    holds = (at, 100.0)
    if one.claim.test in AT_THE_LINE:
        holds = max(at - WIDTH_AT_LINE / 2, 0.0), min(at + WIDTH_AT_LINE / 2, 100.0)
    return Strip(at, holds, marks, not logarithmic)


def _ends(one: Assessed, answers: Iterable[Answer]) -> list[float]:
    numbers = [n for a in answers for n in (a.value, a.low, a.high)]
    if one.claim.test == "none_with":
        # Of as many rows as there are: one of ten is little.
        numbers += [answer.base for answer in answers]
    return [number for number in numbers if isfinite(number)]


def _scale(line: float, numbers: list[float]) -> Callable[[float], float]:
    ends = [0.0, line, *numbers]
    low, high = min(ends), max(ends)
    # Where all stand at the line, it stands in the middle.
    span = (high - low) * ROOM if high > max(line, 0.0) else max(high - low, 1.0) * 1.25

    def place(value: float) -> float:
        return 100.0 * min(max((value - low) / span, 0.0), 1.0)

    return place


def _log_scale(line: float, numbers: list[float]) -> Callable[[float], float]:
    known = [log(number) for number in numbers if number > 0]
    low = min([log(line) - log(2), *known])
    high = max([log(line) + log(2), *known]) + log(ROOM)

    def place(value: float) -> float:
        if value <= 0:
            return 0.0
        return 100.0 if value == inf else 100.0 * min(max((log(value) - low) / (high - low), 0), 1)

    return place
