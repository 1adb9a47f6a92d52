"""Published statistics: how many, as each publisher counts.

A series is one publisher, region, metric, definition and length of period. Series stand side by
side and are never added to each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from riskdata.measures.change import Change, clustered_ratio, plain_ratio, rate_ratio

SERIES = ["publisher", "definition"]


def by_period(
    statistics: pd.DataFrame, region: str, metric: str, period: str, since: int = 1900
) -> pd.DataFrame:
    """The figures of every series of a region and metric for one length of period.

    `period` is `year`, `month` or another of the schema's. Rows keep all columns of the dataset
    and are sorted by publisher, definition and start.
    """
    rows = statistics[
        (statistics["region"] == region)
        & (statistics["metric"] == metric)
        & (statistics["period"] == period)
        & (statistics["period_start"] >= pd.Timestamp(since, 1, 1))
    ]
    return rows.sort_values([*SERIES, "period_start"], ignore_index=True)


def main_series(rows: pd.DataFrame) -> pd.DataFrame:
    """Of each publisher's definitions the one with most figures, the newest where equal."""
    weight = rows.groupby(SERIES, observed=True).agg(
        figures=("value", "size"), newest=("period_start", "max")
    )
    best = weight.sort_values(["figures", "newest"]).groupby("publisher", observed=True).tail(1)
    return rows[
        pd.MultiIndex.from_frame(rows[SERIES].astype(object)).isin(list(best.index))
    ].reset_index(drop=True)


def before(statistics: pd.DataFrame, until: date | None) -> pd.DataFrame:
    """The figures of years and months that are over by the end of a day; all without it."""
    if until is None:
        return statistics
    return statistics[statistics["period_end"] <= pd.Timestamp(until)]


def running_years(
    statistics: pd.DataFrame,
    region: str,
    metric: str,
    since: int,
    until: date | None = None,
    least: int = 3,
) -> pd.DataFrame:
    """Yearly figures of the publishers' main series that still run.

    A series runs that has at least `least` figures since a year, the last no more than a year
    behind the newest of all. `until` as in `before`, columns as in `by_period`.
    """
    rows = main_series(by_period(before(statistics, until), region, metric, "year", since))
    newest = rows["period_start"].max() - pd.DateOffset(years=1)
    kept = rows.groupby(SERIES, observed=True)["period_start"].transform(
        lambda starts: len(starts) >= least and starts.max() >= newest
    )
    return rows[kept.astype(bool)].reset_index(drop=True)


@dataclass(frozen=True)
class PublishedChange:
    """A publisher's newest 12 months against the 12 before, with the rows behind both."""

    publisher: str
    definition: str
    start: pd.Timestamp
    end: pd.Timestamp
    change: Change
    rows: pd.DataFrame


STALE_YEARS = 2
"""A series that ended longer before the period's last day says nothing of it."""


def newest_year(
    statistics: pd.DataFrame, region: str, metrics: tuple[str, ...], until: date | None = None
) -> list[PublishedChange]:
    """Each series' newest 12 months that can be set against the 12 before, newest first.

    `until` as in `before`; series that ended over two years before it, or else before the newest
    figure of any region, are left out: a year so long ago is no news. A year is a published
    calendar year, or 12 months without a gap; where a series has both, the one that ends later
    counts. Attacks get the interval of a ratio of Poisson counts. The dead come in clusters: their
    interval is taken from the spread of the months, and where only the sums of two years are known
    there is none.
    """
    known = before(statistics, until)
    rows = known[(known["region"] == region) & known["metric"].isin(metrics)]
    last = known["period_end"].max() if until is None else pd.Timestamp(until)
    stale = last - pd.DateOffset(years=STALE_YEARS)
    found = []
    for (publisher, definition, _), series in rows.groupby([*SERIES, "metric"], observed=True):
        candidates = [_years(series), _twelve_months(series)]
        pairs = [pair for pair in candidates if pair is not None]
        if not pairs:
            continue
        earlier, now = max(pairs, key=lambda pair: pair[1]["period_end"].max())
        if now["period_end"].max() < stale:
            continue
        found.append(
            PublishedChange(
                publisher=str(publisher),
                definition=str(definition),
                start=now["period_start"].min(),
                end=now["period_end"].max(),
                change=_change(now, earlier),
                rows=pd.concat([earlier, now], ignore_index=True),
            )
        )
    return sorted(found, key=lambda c: (c.end, c.change.now), reverse=True)


def _change(now: pd.DataFrame, before: pd.DataFrame) -> Change:
    if now["metric"].iloc[0] == "attacks":
        return rate_ratio(int(now["value"].sum()), int(before["value"].sum()))
    if len(now) > 1:
        return clustered_ratio(now["value"], before["value"])
    return plain_ratio(int(now["value"].sum()), int(before["value"].sum()))


Pair = tuple[pd.DataFrame, pd.DataFrame]


def _years(series: pd.DataFrame) -> Pair | None:
    years = series[series["period"] == "year"]
    return _newest_pair(years, years["period_start"].dt.year, 1)


def _twelve_months(series: pd.DataFrame) -> Pair | None:
    months = series[series["period"] == "month"]
    start = months["period_start"].dt
    return _newest_pair(months, start.year * 12 + start.month, 12)


def _newest_pair(rows: pd.DataFrame, number: pd.Series, length: int) -> Pair | None:
    """The newest `length` rows numbered without a gap, and as many before them, these first."""
    at = {value: position for position, value in enumerate(number)}
    for last in sorted(at, reverse=True):
        window = range(last - 2 * length + 1, last + 1)
        if all(value in at for value in window):
            positions = [at[value] for value in window]
            return rows.iloc[positions[:length]], rows.iloc[positions[length:]]
    return None


def fullest_months(
    statistics: pd.DataFrame,
    region: str,
    metrics: Sequence[str],
    until: date | None = None,
    least: int = 12,
) -> pd.DataFrame:
    """The monthly series of a region that reaches closest to today, of the first metric that any
    publisher has at least `least` months for; empty where there is none. `until` as in `before`.
    """
    known = before(statistics, until)
    for metric in metrics:
        rows = by_period(known, region, metric, "month")
        series = [s for _, s in rows.groupby(SERIES, observed=True) if len(s) >= least]
        if series:
            return max(series, key=lambda s: (s["period_start"].max(), len(s)))
    return statistics.head(0)


LEAST_SHOWN = {"year": pd.DateOffset(years=10), "month": pd.DateOffset(months=24)}


def within(rows: pd.DataFrame, period: str, start: date, end: date | None) -> pd.DataFrame:
    """The published figures of the years or months (`period`) that lie wholly in a period, widened
    back to ten years or 24 months so that a course can be read. `end` None leaves it open to the
    newest."""
    rows = before(rows, end)
    after = rows["period_end"].max() + pd.Timedelta(days=1)
    first = min(pd.Timestamp(start), after - LEAST_SHOWN[period])
    return rows[rows["period_start"] >= first]
