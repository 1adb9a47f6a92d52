"""Which publisher has figures for which years, and which years each event record covers."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from riskdata.measures.coverage import periods

METRICS = ("attacks", "killed", "killed (all parties)", "incidents (all violence)")
"""The metrics that the pages draw."""


def publisher_years(statistics: pd.DataFrame, region: str) -> pd.DataFrame:
    """Which years each publisher has figures for, of each of `METRICS` in a region.

    One row a metric, publisher and year with a figure: `metric`, `publisher`, `year` and `share`, 1
    where a figure stands for the whole year, else the part of its months that have one (shorter or
    longer spans, such as quarters, count for the months that they hold). In the order of the
    metrics, then of the publishers with most years.
    """
    here = statistics[(statistics["region"] == region) & statistics["metric"].isin(METRICS)]
    first, last = (_month(here[f"period_{end}"]) for end in ("start", "end"))
    length = last - first + 1
    row = np.repeat(np.arange(len(here)), length)
    month = first[row] + np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    found = pd.DataFrame(
        {
            "metric": here["metric"].astype(str).to_numpy()[row],
            "publisher": here["publisher"].astype(str).to_numpy()[row],
            "year": month // 12 + 1970,
            "month": month % 12,
        }
    ).drop_duplicates()
    table = found.groupby(["metric", "publisher", "year"], as_index=False).size()
    table["share"] = table.pop("size") / 12
    table["metric"] = pd.Categorical(table["metric"], METRICS, ordered=True)
    years = table.groupby(["metric", "publisher"], observed=True)["share"].transform("sum")
    order = table.assign(years=-years).sort_values(
        ["metric", "years", "publisher", "year"], ignore_index=True
    )
    return order.drop(columns="years").astype({"metric": str})


def _month(days: pd.Series) -> np.ndarray:
    """Months since 1970."""
    return days.to_numpy().astype("datetime64[M]").astype(int)


def record_periods(
    coverage: pd.DataFrame, records: dict[str, tuple[pd.Timestamp, pd.Timestamp]]
) -> pd.DataFrame:
    """How each record covers the time from the first year of any to the newest day of any.

    `records` gives the first and the newest event of each. Columns: `record`, `start`, `end` (days,
    both inside) and `status`, `not covered` for a gap.
    """
    first = min(
        [pd.Timestamp(start.year, 1, 1) for start, _ in records.values()]
        + coverage["period_start"].tolist()
    )
    last = max([end for _, end in records.values()] + coverage["period_end"].tolist())
    tables = [
        periods(coverage, name, first.date(), last.date()).assign(record=name) for name in records
    ]
    return pd.concat(tables, ignore_index=True)[["record", "start", "end", "status"]]


class Widest(NamedTuple):
    """The publisher whose figures of one metric span most years, and how many years it has."""

    publisher: str
    metric: str
    years: int
    first: int
    last: int


def longest(years: pd.DataFrame) -> Widest | None:
    """See `Widest`, of `publisher_years`; None where nobody has a figure."""
    if years.empty:
        return None
    sizes = years.groupby(["metric", "publisher"])["year"].agg(["size", "min", "max"])
    most = sizes.reset_index().iloc[int(sizes["size"].to_numpy().argmax())]
    metric, publisher, size, first, last = most
    return Widest(str(publisher), str(metric), int(size), int(first), int(last))
