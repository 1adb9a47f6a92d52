"""The corridor's headline figures: what was pledged, what was realised, jobs and people.

Every figure has its publisher's own definition; none is added to another or averaged.
"""

from dataclasses import dataclass

import pandas as pd

PLEDGED, REALISED = "CPEC pledged value", "CPEC realised investment"
COMPLETED = "CPEC completed projects, value"
MONEY, PROJECTS, JOBS, PEOPLE, OTHER = (
    "Pledged and realised",
    "Projects",
    "Jobs",
    "People",
    "Everything else",
)
INVESTMENT = "economic investment"
"""The category of the footprint's steps that speak of the corridor's worth and people."""
SUBJECTS = (MONEY, PROJECTS, JOBS, PEOPLE, OTHER)
UNITS = {"projects": PROJECTS, "jobs": JOBS, "people": PEOPLE}


def of_subject(headlines: pd.DataFrame, subject: str) -> pd.DataFrame:
    """The figures of one of `SUBJECTS`, the newest first within each metric."""
    metrics = headlines["metric"].astype("str")
    subjects = headlines["unit"].astype("str").map(UNITS).fillna(OTHER)
    subjects = subjects.mask(metrics.isin([PLEDGED, REALISED, COMPLETED]), MONEY)
    rows = headlines[subjects == subject].astype({"metric": "str"})
    return rows.sort_values(["metric", "as_of"], ascending=[True, False], ignore_index=True)


@dataclass(frozen=True)
class Figures:
    """What publishers gave for one metric: the lowest and the highest figure, and the newest."""

    metric: str
    unit: str
    low: float
    high: float
    first: pd.Timestamp
    newest: pd.Series
    rows: pd.DataFrame


def figures_of(headlines: pd.DataFrame, metric: str) -> Figures | None:
    """All figures of a metric, or None without any."""
    rows = headlines[headlines["metric"] == metric].sort_values("as_of", kind="stable")
    if rows.empty:
        return None
    return Figures(
        metric, str(rows["unit"].iloc[-1]), rows["value"].min(), rows["value"].max(),
        rows["as_of"].iloc[0], rows.iloc[-1], rows,
    )  # fmt: skip


def by_metric(rows: pd.DataFrame) -> list[Figures]:
    """`figures_of` each metric in the rows, the one with most figures first."""
    counts = rows["metric"].astype("str").value_counts()
    found = (figures_of(rows, metric) for metric in counts.index[counts > 0])
    return [figures for figures in found if figures is not None]
