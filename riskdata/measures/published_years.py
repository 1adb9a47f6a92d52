"""Whether it is getting worse by each publisher's own count of years: their course, one year set
against the year before, and the dead per attack.

A series is one publisher and definition (`measures.published`); series are compared with their
own past and never added.
"""

from dataclasses import dataclass
from math import nan

import pandas as pd

from riskdata.measures.change import Change, plain_ratio, rate_ratio
from riskdata.measures.published import SERIES

LEAST_YEARS = 3
"""Fewest yearly figures that make a line; fewer stand as points and say nothing of a course."""

SUM_OF_MONTHS = "Sum of the twelve published months"

ANNUAL_METRICS = ("attacks", "killed", "killed (all parties)")

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
