"""Whether it is getting worse by each publisher's own count of months.

A series is one publisher, metric and definition; it is compared with its own past alone.
"""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from riskdata.measures.change import Change, clustered_ratio
from riskdata.measures.published import SERIES, within

LEAST_MONTHS = 24

LEAST_OF_TWELVE = 6
"""Fewest months of the newest twelve from which their mean is told."""

MONTHLY_METRICS = ("attacks", "incidents (all violence)", "killed", "killed (all parties)")


@dataclass(frozen=True)
class MonthlySeries:
    """One publisher's months: `months` has a row for every month from the first figure to the
    last, by its first day, with `value` (NaN without a figure), `mean` (of it and the two months
    before, NaN unless all three have a figure) and `provisional`. `rows` are the figures."""

    publisher: str
    metric: str
    definition: str
    months: pd.DataFrame
    rows: pd.DataFrame


def monthly(rows: pd.DataFrame) -> list[MonthlySeries]:
    """The monthly series with at least 24 figures in `rows` (published figures of one region), in
    the order of `MONTHLY_METRICS`, attacks before deaths."""
    found = []
    every_month = rows[rows["period"] == "month"].astype(dict.fromkeys(SERIES, "str"))
    for metric in MONTHLY_METRICS:
        figures = every_month[every_month["metric"] == metric]
        for (publisher, definition), series in figures.groupby(SERIES):
            if len(series) < LEAST_MONTHS:
                continue
            series = series.sort_values("period_start")
            values = series.set_index("period_start")["value"]
            every = pd.date_range(values.index[0], values.index[-1], freq="MS")
            uncertain = series.loc[
                series["notes"].str.contains("provisional", case=False, na=False), "period_start"
            ]
            months = pd.DataFrame({"value": values.reindex(every)})
            months["mean"] = months["value"].rolling(3).mean()
            months["provisional"] = months.index.isin(uncertain)
            found.append(MonthlySeries(str(publisher), metric, str(definition), months, series))
    return found


def months_within(
    series: list[MonthlySeries], start: date, end: date | None
) -> list[MonthlySeries]:
    """Monthly series cut to a period as `within` does it, without those that have nothing in it."""
    found = []
    for one in series:
        rows = within(one.rows, "month", start, end)
        if len(rows):
            first, last = rows["period_start"].iloc[[0, -1]]
            found.append(replace(one, months=one.months.loc[first:last], rows=rows))
    return found


@dataclass(frozen=True)
class ThreeMonths:
    """A series' newest three months in a row against the same months a year before.

    `higher` is the last earlier month at which the mean of three was above the present one (None
    where it never was in the series), `mean` the present one.
    """

    end: pd.Timestamp
    mean: float
    change: Change
    higher: pd.Timestamp | None
    provisional: bool


def newest_three_months(series: MonthlySeries) -> ThreeMonths | None:
    """See `ThreeMonths`; None where no three months in a row can be set against a year before."""
    mean = series.months["mean"].dropna()
    for end in reversed(mean.index):
        before = end - pd.DateOffset(years=1)
        if before not in mean.index:
            continue
        now = series.months.loc[end - pd.DateOffset(months=2) : end]
        then = series.months.loc[before - pd.DateOffset(months=2) : before]
        above = mean[(mean.index < end) & (mean > mean[end])]
        return ThreeMonths(
            end=end,
            mean=float(mean[end]),
            change=clustered_ratio(now["value"], then["value"]),
            higher=above.index[-1] if len(above) else None,
            provisional=bool(now["provisional"].any()),
        )
    return None


@dataclass(frozen=True)
class TwelveMonths:
    """A series' newest twelve months: `published` are those with a figure, `mean` their mean."""

    end: pd.Timestamp
    published: int
    mean: float


def newest_twelve_months(series: MonthlySeries) -> TwelveMonths:
    """See `TwelveMonths`; `end` is the last month with a figure, by its first day."""
    values = series.months["value"].iloc[-12:].dropna()
    return TwelveMonths(series.months.index[-1], len(values), float(values.mean()))


def newest_months(
    series: list[MonthlySeries],
) -> list[tuple[MonthlySeries, ThreeMonths | None, TwelveMonths]]:
    """Each series with its newest three months, where these can be compared, and newest twelve."""
    return [(one, newest_three_months(one), newest_twelve_months(one)) for one in series]
