"""Whether it is getting worse by each publisher's own count: years, one year set against the
year before, months, and the dead per attack.

A series is one publisher and definition (`measures.published`); series are compared with their
own past and never added.
"""

from dataclasses import dataclass, replace
from datetime import date
from math import nan

import pandas as pd

from riskdata.measures.change import Change, clustered_ratio, plain_ratio, rate_ratio
from riskdata.measures.published import SERIES, PublishedChange, newest_year

LEAST_YEARS = 3
"""Fewest yearly figures that make a line; fewer stand as points and say nothing of a course."""

SUM_OF_MONTHS = "Sum of the twelve published months"
LEAST_MONTHS = 24
LEAST_OF_TWELVE = 6
"""Fewest months of the newest twelve from which their mean is told."""

ANNUAL_METRICS = ("attacks", "killed", "killed (all parties)")
MONTHLY_METRICS = ("attacks", "incidents (all violence)", "killed", "killed (all parties)")

# Attacks and deaths that a publisher defines alike: the deaths are those in the attacks counted.
DEATHS_IN_ATTACKS = {
    "Militant attacks": "Deaths in militant attacks, all victims incl. militants",
    "Terrorist attacks, incl. nationalist and sectarian": (
        "Deaths in terrorist attacks, incl. militants killed in them"
    ),
    "Terrorist attacks (GTI criteria)": "Deaths in terrorist attacks (GTI criteria)",
    "Terror attacks": "Deaths in terror attacks",
    "Terrorist incidents, official count": "People killed excluding terrorists, official count",
}


def yearly(statistics: pd.DataFrame, metric: str) -> pd.DataFrame:
    """Every yearly figure of a metric in the figures of one region, with `year` (int).

    Twelve published months of a definition make a year where it has no yearly figure.
    """
    here = statistics[statistics["metric"] == metric]
    # Grouping by texts is much faster than by categories that hold every other publisher too.
    here = here.astype(dict.fromkeys([*SERIES, "metric"], "str"))
    here = here.assign(year=here["period_start"].dt.year).sort_values([*SERIES, "period_start"])
    months = here[here["period"] == "month"]
    years = months.groupby([*SERIES, "year"])["value"]
    whole = years.transform("size") == 12
    summed = months.assign(
        value=years.transform("sum"),
        period_start=months["period_end"] + pd.Timedelta(days=1) - pd.DateOffset(years=1),
        notes=SUM_OF_MONTHS,
    )[whole & (months["period_end"].dt.month == 12)]
    found = pd.concat([here[here["period"] == "year"], summed])
    return found.drop_duplicates([*SERIES, "year"]).sort_values(
        [*SERIES, "year"], ignore_index=True
    )


def lines_and_points(rows: pd.DataFrame) -> pd.DataFrame:
    """`yearly` figures as they are drawn, with `line` (bool).

    Of a publisher's definitions the one with most years (the newest where equal) makes its line if
    it has at least three. What its other definitions have for further years are points beside it.
    """
    figures = rows.groupby(SERIES)["value"].transform("size")
    newest = rows.groupby(SERIES)["year"].transform("max")
    weight = figures * 10_000 + newest
    line = (weight == weight.groupby(rows["publisher"]).transform("max")) & (figures >= LEAST_YEARS)
    in_line = line.groupby([rows["publisher"], rows["year"]]).transform("any")
    return rows.assign(line=line)[line | ~in_line].reset_index(drop=True)


def newest_year_until(
    statistics: pd.DataFrame, region: str, metrics: tuple[str, ...], end: date | None
) -> list[PublishedChange]:
    """`published.newest_year` of the figures that end by a day (None: of all)."""
    if end is not None:
        statistics = statistics[statistics["period_end"] <= pd.Timestamp(end)]
    return newest_year(statistics, region, metrics)


LEAST_SHOWN = {"year": pd.DateOffset(years=10), "month": pd.DateOffset(months=24)}


def within(rows: pd.DataFrame, period: str, start: date, end: date | None) -> pd.DataFrame:
    """The published figures of a period, widened back to ten years or 24 months (`period` is
    `year` or `month`) so that a course can be read. `end` None leaves it open to the newest."""
    last = rows["period_end"].max() if end is None else pd.Timestamp(end)
    first = min(pd.Timestamp(start), last - LEAST_SHOWN[period] + pd.Timedelta(days=1))
    return rows[(rows["period_end"] >= first) & (rows["period_start"] <= last)]


def spread(rows: pd.DataFrame) -> pd.DataFrame:
    """Lowest and highest of the publishers drawn as lines, for years that two or more of them
    counted: `year`, `low`, `high`, `publishers`."""
    found: dict[int, list[float]] = {}
    for year, value, line in zip(rows["year"], rows["value"], rows["line"], strict=True):
        if line:
            found.setdefault(year, []).append(value)
    band = [(year, min(v), max(v), len(v)) for year, v in sorted(found.items()) if len(v) > 1]
    return pd.DataFrame(band, columns=["year", "low", "high", "publishers"])


@dataclass(frozen=True)
class YearCompared:
    """One publisher's figure of a year against its figure of the year before.

    `higher` is the last earlier year with a larger figure (None where there is none since `first`,
    its first figure) and `higher_value` that figure; `missing` are the years after it, or after
    `first`, that the publisher left out.
    """

    publisher: str
    metric: str
    definition: str
    year: int
    change: Change
    higher: int | None
    higher_value: float
    first: int
    missing: tuple[int, ...]


def _series(rows: pd.DataFrame) -> list[tuple[tuple[str, str, str], dict[int, float]]]:
    """Metric, publisher and definition of each series of `yearly` figures, and its years."""
    found: dict[tuple[str, str, str], dict[int, float]] = {}
    columns = (rows[name].tolist() for name in ("metric", *SERIES, "year", "value"))
    for *key, year, value in zip(*columns, strict=True):
        found.setdefault(tuple(key), {})[year] = value
    return list(found.items())


def comparable_years(rows: pd.DataFrame) -> pd.Series:
    """How many publishers' metrics have both a year and the one before it (`yearly` figures of one
    metric or several), by year, the oldest first."""
    both = {
        (metric, publisher, year)
        for (metric, publisher, _), values in _series(rows)
        for year in values
        if year - 1 in values
    }
    return pd.Series([year for *_, year in both], dtype="int64").value_counts().sort_index()


def best_compared(years: pd.Series) -> int:
    """The newest of the years that most series can compare (`comparable_years`, not empty)."""
    return int(years.index[years == years.max()].max())


def against_year_before(rows: pd.DataFrame, year: int) -> list[YearCompared]:
    """Each publisher's and metric's longest series that has both `year` and the year before, the
    largest figures first.

    `rows` are `yearly` figures of one metric or several. Attacks get the interval of a ratio of
    Poisson counts; of a year's dead only the sum is known, so they have none.
    """
    longest: dict[tuple[str, str], tuple[str, dict[int, float]]] = {}
    for (metric, publisher, definition), values in _series(rows):
        _, known = longest.get((metric, publisher), ("", {}))
        if year in values and year - 1 in values and len(values) > len(known):
            longest[metric, publisher] = definition, values
    found = [
        _compared(publisher, metric, definition, values, year)
        for (metric, publisher), (definition, values) in longest.items()
    ]
    return sorted(found, key=lambda compared: -compared.change.now)


def _compared(
    publisher: str, metric: str, definition: str, values: dict[int, float], year: int
) -> YearCompared:
    now, before = int(values[year]), int(values[year - 1])
    higher = max((y for y, value in values.items() if y < year and value > now), default=None)
    first = min(values)
    told = range((first if higher is None else higher) + 1, year)
    return YearCompared(
        publisher=publisher,
        metric=metric,
        definition=definition,
        year=year,
        change=rate_ratio(now, before) if metric == "attacks" else plain_ratio(now, before),
        higher=higher,
        higher_value=nan if higher is None else values[higher],
        first=first,
        missing=tuple(y for y in told if y not in values),
    )


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


def newest_months(
    series: list[MonthlySeries],
) -> list[tuple[MonthlySeries, ThreeMonths | None, TwelveMonths]]:
    """Each series with its newest three months, where these can be compared, and newest twelve."""
    return [(one, newest_three_months(one), newest_twelve_months(one)) for one in series]


def killed_per_attack(attacks: pd.DataFrame, killed: pd.DataFrame) -> pd.DataFrame:
    """Deaths per attack by year for publishers that define both alike.

    `attacks` and `killed` are `yearly` figures of those two metrics. Columns `publisher`, `year`,
    `period_start`, `period_end`, `attacks`, `killed`, `per_attack`, `definition` (of the deaths).
    """
    asked = attacks.assign(deaths=attacks["definition"].map(DEATHS_IN_ATTACKS).astype("str"))
    pairs = asked.merge(
        killed.assign(deaths=killed["definition"].astype("str")),
        on=["publisher", "year", "deaths"],
        suffixes=("", "_killed"),
    )
    pairs = pairs[pairs["value"] > 0]
    return pd.DataFrame(
        {
            "publisher": pairs["publisher"].astype("str"),
            "year": pairs["year"],
            "period_start": pairs["period_start"],
            "period_end": pairs["period_end"],
            "attacks": pairs["value"],
            "killed": pairs["value_killed"],
            "per_attack": pairs["value_killed"] / pairs["value"],
            "definition": pairs["deaths"],
        }
    ).sort_values(["publisher", "year"], ignore_index=True)


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
