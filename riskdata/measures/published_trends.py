"""All that publishers count in one region over time, and what its newest year is set against."""

from dataclasses import dataclass
from math import nan

import pandas as pd

from riskdata.measures.published import SERIES, PublishedChange
from riskdata.measures.published_months import MonthlySeries, monthly
from riskdata.measures.published_years import (
    ANNUAL_METRICS,
    YearCompared,
    against_year_before,
    best_compared,
    comparable_years,
    killed_per_attack,
    lines_and_points,
    yearly,
)


@dataclass(frozen=True)
class PublishedTrends:
    """What the publishers count in one region.

    By metric: `years` (`yearly`) and `drawn` (`lines_and_points`). `compared` holds
    `against_year_before` by year, of those that can be compared the five newest, and
    `most_compared` is the one that most series can. Then the monthly series and the dead
    per attack.
    """

    years: dict[str, pd.DataFrame]
    drawn: dict[str, pd.DataFrame]
    compared: dict[int, list[YearCompared]]
    most_compared: int | None
    months: list[MonthlySeries]
    per_attack: pd.DataFrame


def published_trends(statistics: pd.DataFrame, region: str) -> PublishedTrends:
    """Everything published on a region; empty where nobody counts it."""
    here = statistics[statistics["region"] == region]
    years = {metric: yearly(here, metric) for metric in ANNUAL_METRICS}
    every = pd.concat(years.values())
    possible = comparable_years(every).tail(5)
    months = monthly(here)
    return PublishedTrends(
        years=years,
        drawn={metric: lines_and_points(rows) for metric, rows in years.items()},
        compared={int(year): against_year_before(every, int(year)) for year in possible.index},
        most_compared=best_compared(possible) if len(possible) else None,
        months=months,
        per_attack=killed_per_attack(years["attacks"], years["killed"]),
    )


def rows_compared(published: PublishedTrends, compared: list[YearCompared]) -> pd.DataFrame:
    """The figures of the years that are set against each other, of their very series."""
    rows = pd.concat(published.years.values())
    wanted = {
        (one.metric, one.publisher, one.definition, year)
        for one in compared
        for year in (one.year - 1, one.year)
    }
    columns = (rows[name].tolist() for name in ("metric", *SERIES, "year"))
    return rows[[key in wanted for key in zip(*columns, strict=True)]]


@dataclass(frozen=True)
class Past:
    """What a newest year is measured by: the last earlier one with a larger figure, which ended on
    `higher` (None where none was larger) with `value`; the first one known ended on `first`."""

    first: pd.Timestamp
    higher: pd.Timestamp | None
    value: float


def past_of(newest: PublishedChange, published: "PublishedTrends") -> Past | None:
    """The earlier years of the very series of a newest year: calendar years where it is one, twelve
    months in a row where it is those. None without an earlier year."""
    metric, period = newest.rows[["metric", "period"]].iloc[-1].astype(str)
    if period == "year":
        rows = published.years[metric]
        same = (rows["publisher"] == newest.publisher) & (rows["definition"] == newest.definition)
        sums = rows[same].set_index("period_end")["value"]
    else:
        of = (newest.publisher, newest.definition, metric)
        (months,) = (
            one.months["value"]
            for one in published.months
            if (one.publisher, one.definition, one.metric) == of
        )
        sums = months.rolling(12).sum().dropna()
        sums.index = pd.DatetimeIndex(sums.index) + pd.offsets.MonthEnd(0)
    earlier = sums[sums.index < newest.end]
    if earlier.empty:
        return None
    above = earlier[earlier > newest.change.now]
    if above.empty:
        return Past(earlier.index[0], None, nan)
    return Past(earlier.index[0], above.index[-1], float(above.iloc[-1]))
