"""How far publishers differ on the same year, and by which definitions."""

import pandas as pd

from riskdata.measures.published_years import ANNUAL_METRICS, yearly


def figures(statistics: pd.DataFrame, region: str, metric: str) -> pd.DataFrame:
    """Every publisher's figures of a metric and region by year: `publisher`, `year`, `value`,
    `definition` and the other columns of `published_trends.yearly`.

    Where one publisher has the same figure of a year under several definitions, the first stands.
    """
    rows = yearly(statistics[statistics["region"] == region], metric)
    return rows.drop_duplicates(["publisher", "year", "value"], ignore_index=True)


def differences(rows: pd.DataFrame) -> pd.DataFrame:
    """How far the publishers of `figures` differ, a row a year that two or more of them counted.

    `year`, `publishers` (how many), `lowest` and `highest` (who), `low` and `high` (their figures)
    and `ratio`, the highest by the lowest; years with a figure of 0 are left out.
    """
    found = []
    for year, same in rows[rows["value"] > 0].groupby("year"):
        ordered = same.sort_values("value", kind="stable")
        low, high = ordered.iloc[0], ordered.iloc[-1]
        if same["publisher"].nunique() < 2 or low["publisher"] == high["publisher"]:
            continue
        found.append(
            (
                year, same["publisher"].nunique(), low["publisher"], high["publisher"],
                low["value"], high["value"], high["value"] / low["value"],
            )
        )  # fmt: skip
    columns = ["year", "publishers", "lowest", "highest", "low", "high", "ratio"]
    return pd.DataFrame(found, columns=columns)


def widest(found: pd.DataFrame) -> pd.Series | None:
    """The year of `differences` on which the publishers differ most, the newest of equals; None
    where no two counted the same year."""
    if found.empty:
        return None
    return found.sort_values(["ratio", "year"]).iloc[-1]


def side_by_side(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    """The figures of one year, the highest first."""
    return rows[rows["year"] == year].sort_values("value", ascending=False, ignore_index=True)


def by_metric(statistics: pd.DataFrame, region: str) -> dict[str, pd.DataFrame]:
    """`differences` of each metric that is drawn by year, those without any left out."""
    found = {metric: differences(figures(statistics, region, metric)) for metric in ANNUAL_METRICS}
    return {metric: table for metric, table in found.items() if len(table)}
