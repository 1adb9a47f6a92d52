"""A claim as it is tested, and what one source answers to it."""

from dataclasses import dataclass, field
from math import nan
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from riskdata.measures.change import Change

HOLDS: Literal["holds"] = "holds"
FAILS: Literal["does not hold"] = "does not hold"
OPEN: Literal["not enough data"] = "not enough data"
Verdict = Literal["holds", "does not hold", "not enough data"]

OWN_SOURCE = "the statement's own source"
"""Reading of an answer that rests on where the statement comes from: it bears nothing out."""


class Untestable(ValueError):
    """A claim that cannot be tested as it is written; the message says why, in plain words."""


class Period(NamedTuple):
    """A stretch of days, both ends inside."""

    start: pd.Timestamp
    end: pd.Timestamp


@dataclass(frozen=True)
class Claim:
    """One row of the dataset `claims`; empty cells are "" or None."""

    claim_id: str
    statement: str
    speaker: str
    spoken_on: pd.Timestamp
    test: str
    dataset: str
    metric: str
    region: str
    period: Period | None
    base: Period | None
    threshold: float | None
    filter: str
    source: str
    source_url: str
    notes: str

    def needed_threshold(self) -> float:
        """The number to reach. Raises `Untestable` without one."""
        if self.threshold is None:
            raise Untestable(f"{self.test} needs a threshold, and the claim has none")
        return self.threshold

    def needed_period(self) -> Period:
        """The period that it speaks of. Raises `Untestable` without one."""
        if self.period is None:
            raise Untestable(f"{self.test} needs period_start and period_end")
        return self.period

    def needed_base(self) -> Period:
        """The period compared with. Raises `Untestable` without one."""
        if self.base is None:
            raise Untestable(f"{self.test} needs base_start and base_end")
        return self.base


def claims_of(frame: pd.DataFrame) -> list[Claim]:
    """The rows of the dataset `claims`, in its order."""
    return [_claim(row) for row in frame.to_dict("records")]


def _claim(row: dict) -> Claim:
    given: dict[str, Any] = {name: None if pd.isna(value) else value for name, value in row.items()}
    texts = ("claim_id", "statement", "speaker", "test", "dataset", "metric", "region", "filter",
             "source", "source_url", "notes")  # fmt: skip
    return Claim(
        **{name: given[name] or "" for name in texts},
        spoken_on=given["spoken_on"],
        threshold=given["threshold"],
        period=_period(given["period_start"], given["period_end"]),
        base=_period(given["base_start"], given["base_end"]),
    )


def _period(start: pd.Timestamp | None, end: pd.Timestamp | None) -> Period | None:
    return None if start is None or end is None else Period(start, end)


def _none() -> np.ndarray:
    return np.empty(0, dtype="int64")


class Unnamed(NamedTuple):
    """Events of a period without a known perpetrator, of all whoever carried them out."""

    period: Period
    events: int
    of: int


@dataclass(frozen=True)
class Answer:
    """What one source says to a claim.

    `source` is a publisher, or the name of a dataset whose rows are counted; `definition` what it
    counts, `metric` the figure (or stated column) that was taken. `value` stands on the claim's own
    scale (a figure, a ratio, a share, a number of rows), with its 95 percent interval `low` to
    `high` where it comes from a sample. It was made of `figure` and `base`: now and before, part
    and whole, the figure and the highest of the base period (in `base_period`), the row's and the
    stated value. NaN where a number does not apply.

    `missing` are the periods without a figure and `why` says in words what else is lacking or
    qualifies. `unnamed` says how many events lack the perpetrator that the claim is about,
    `at_worst` what a ratio of rates would be if those of the base were that perpetrator's, and
    `of_speaker` what the notes of a row say of who made the statement. `reading` tells a further
    reading apart from the claim as written, whose is "": only those make the verdict on the claim.
    `rows` are the labels of the rows behind it in `dataset`, and `counting` says which of them were
    counted into `figure` (empty: all).
    """

    source: str
    dataset: str
    verdict: Verdict
    value: float = nan
    low: float = nan
    high: float = nan
    figure: float = nan
    base: float = nan
    base_period: Period | None = None
    metric: str = ""
    definition: str = ""
    unit: str = ""
    period: Period | None = None
    missing: tuple[Period, ...] = ()
    why: str = ""
    unnamed: tuple[Unnamed, ...] = ()
    at_worst: Change | None = None
    of_speaker: str = ""
    reading: str = ""
    rows: np.ndarray = field(default_factory=_none, repr=False, compare=False)
    counting: np.ndarray = field(default_factory=_none, repr=False, compare=False)

    @property
    def decided(self) -> bool:
        """Whether it says yes or no."""
        return self.verdict != OPEN


def by_interval(low: float, high: float, threshold: float, strictly: bool) -> Verdict:
    """Holds where the whole interval reaches the threshold (lies above it if `strictly`), does not
    hold where no part of it does, else there is not enough data to tell."""
    if low > threshold or (low == threshold and not strictly):
        return HOLDS
    return FAILS if high < threshold or (high == threshold and strictly) else OPEN
