"""Which exercises the two countries' forces held together, and which of them a published count
holds."""

import re
from dataclasses import dataclass

import pandas as pd

from riskdata.measures.change import Change, rate_ratio
from riskdata.measures.security_footprint import CONFIRMED

EXERCISE = "joint exercise"
PUBLISHED_COUNT = "published count"
COUNTED = re.compile(r"(?<!not )\bone of the \w+", re.IGNORECASE)
YEARS = 5


def of_kind(steps: pd.DataFrame) -> pd.DataFrame:
    """Every step that is a joint exercise or a published number of them."""
    return steps[steps["category"] == EXERCISE]


def exercises(steps: pd.DataFrame) -> pd.DataFrame:
    """Every single exercise by date, with `year` (int) and `numbered` (bool): whether its notes
    count it in a published number of bilateral exercises."""
    rows = of_kind(steps)
    rows = rows[rows["scope"] != PUBLISHED_COUNT]
    rows = rows.sort_values("date", kind="stable")
    named = rows["notes"].str.contains(COUNTED, na=False)
    return rows.assign(year=rows["date"].dt.year, numbered=named & (rows["scope"] == "bilateral"))


@dataclass(frozen=True)
class PublishedCount:
    """A published number of exercises, and the single ones of its kind and years on record.

    `row` is its row, `years` first and last year, `listed` the bilateral exercises of the same
    arm in those years, a column `numbered` telling which the number holds.
    """

    row: pd.Series
    years: tuple[int, int]
    listed: pd.DataFrame

    @property
    def number(self) -> int:
        """The number as published."""
        return int(self.row["value"])

    @property
    def counted(self) -> int:
        """How many of them stand on record one by one."""
        return int(self.listed["numbered"].sum())


def published_counts(steps: pd.DataFrame) -> list[PublishedCount]:
    """The published numbers of exercises whose title names the first and the last year."""
    single = exercises(steps)
    counts = []
    published = steps[(steps["scope"] == PUBLISHED_COUNT) & steps["value"].notna()]
    for _, row in published.iterrows():
        years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", row["title"])]
        if len(years) == 2:
            first, last = years
            listed = single[
                single["year"].between(first, last)
                & (single["domain"] == row["domain"])
                & (single["scope"] == "bilateral")
            ]
            counts.append(PublishedCount(row, (first, last), listed))
    return counts


@dataclass(frozen=True)
class FiveYears:
    """Confirmed exercises in the newest five whole calendar years (`first` to `last`) against the
    five before; `rows` are those of all ten."""

    first: int
    last: int
    change: Change
    rows: pd.DataFrame


def five_years(steps: pd.DataFrame) -> FiveYears | None:
    """See `FiveYears`; None where the record does not reach ten whole years back.

    A year is whole once the record has a later step.
    """
    years = steps["date"].dt.year
    if steps.empty or years.max() - years.min() < 2 * YEARS:
        return None
    last = int(years.max()) - 1
    single = exercises(steps)
    held = single[
        (single["status"] == CONFIRMED) & single["year"].between(last - 2 * YEARS + 1, last)
    ]
    now = int((held["year"] > last - YEARS).sum())
    return FiveYears(last - YEARS + 1, last, rate_ratio(now, len(held) - now), held)
