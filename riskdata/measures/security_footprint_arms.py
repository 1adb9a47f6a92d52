"""How much of Pakistan's arms comes from China, as SIPRI's reports print it.

SIPRI publishes shares over five years and restates earlier periods each year: one share may have
several prints, of which the newest stands. Consecutive periods overlap by up to four years, so only
periods without a common year are compared.
"""

import re
from dataclasses import dataclass

import pandas as pd
from pandas.api.typing import NaTType

SHARE_OF_IMPORTS = "share of recipient imports"
SHARE_OF_EXPORTS = "share of supplier exports"
CHINA, PAKISTAN = "China", "Pakistan"
ALL_SUPPLIERS = "all suppliers"
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)  # fmt: skip
DATE = re.compile(rf"\d{{4}}-\d\d-\d\d|(?:{MONTHS}) \d{{4}}|\b(?:19|20)\d\d\b")


def printed(source: str) -> pd.Timestamp | NaTType:
    """When a figure was printed: the last date in the name of its source (day, month or year)."""
    dates = DATE.findall(source)
    return pd.Timestamp(dates[-1]) if dates else pd.NaT


def prints(transfers: pd.DataFrame, metric: str) -> pd.DataFrame:
    """Every print of a share: the rows of one metric in which Pakistan receives, with `printed`
    (when; NaT where the source has no date)."""
    rows = transfers[(transfers["metric"] == metric) & (transfers["recipient"] == PAKISTAN)]
    rows = rows[rows["supplier"] != ALL_SUPPLIERS].astype({"supplier": "str"})
    dates = pd.Series([printed(source) for source in rows["source"]], dtype="datetime64[us]")
    return rows.assign(printed=dates.to_numpy())


SERIES = ["supplier", "period_start", "period_end"]


def drawn(transfers: pd.DataFrame, metric: str) -> pd.DataFrame:
    """The `prints` that a picture of the share shows: the newest of each, and China's first where
    it gave another figure; of shares in exports those in China's alone."""
    rows = prints(transfers, metric)
    if metric == SHARE_OF_EXPORTS:
        rows = rows[rows["supplier"] == CHINA]
    in_time = rows.sort_values("printed", kind="stable", na_position="first")
    newest = in_time.groupby(SERIES)["value"].transform("last")
    restated = in_time["supplier"].eq(CHINA) & (in_time["value"] != newest)
    first = restated & ~in_time.duplicated(SERIES, keep="first")
    kept = first | ~in_time.duplicated(SERIES, keep="last")
    return rows[kept.reindex(rows.index)]


def shares(transfers: pd.DataFrame, metric: str) -> pd.DataFrame:
    """Each supplier's share (per cent) over each period in which Pakistan received, the newest
    period and the largest share first.

    One row a supplier and period, the newest of its `prints`, with `first` and `first_printed` (the
    oldest print, where it gave another figure; else NaN and NaT) and `apart`: whether the period
    has no year in common with a newer one that is apart, counted back from the newest.
    """
    rows = prints(transfers, metric)
    in_time = rows.sort_values("printed", kind="stable", na_position="first")
    oldest = in_time.drop_duplicates(SERIES, keep="first")
    newest = in_time.drop_duplicates(SERIES, keep="last")
    merged = newest.merge(
        oldest[[*SERIES, "value", "printed"]], on=SERIES, suffixes=("", "_oldest"), how="left"
    )
    restated = merged["value"] != merged["value_oldest"]
    merged["first"] = merged.pop("value_oldest").where(restated)
    merged["first_printed"] = merged.pop("printed_oldest").where(restated)
    merged = merged.sort_values(
        ["period_end", "period_start", "value"], ascending=False, ignore_index=True
    )
    apart = _apart(merged)
    periods = zip(merged["period_start"], merged["period_end"], strict=True)
    return merged.assign(apart=[period in apart for period in periods])


def _apart(rows: pd.DataFrame) -> set[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in zip(rows["period_start"], rows["period_end"], strict=True):
        if not found or end < found[-1][0]:
            found.append((start, end))
    return set(found)


def from_china(transfers: pd.DataFrame, metric: str) -> pd.DataFrame:
    """China's rows of `shares`, with `apart` counted among them alone."""
    found = shares(transfers, metric)
    rows = found[found["supplier"] == CHINA].reset_index(drop=True)
    apart = _apart(rows)
    periods = zip(rows["period_start"], rows["period_end"], strict=True)
    return rows.assign(apart=[period in apart for period in periods])


@dataclass(frozen=True)
class ShareChange:
    """A share (per cent) over the newest period, and over the newest that has no year in common
    with it (None where there is none)."""

    value: float
    period: tuple[int, int]
    before: float | None
    before_period: tuple[int, int] | None


def newest(rows: pd.DataFrame) -> ShareChange | None:
    """The newest of one supplier's shares (`from_china`) against the period before; None without
    a row."""
    chain = rows[rows["apart"]].head(2)
    if chain.empty:
        return None
    values = chain["value"].tolist()
    periods = [
        (int(start), int(end))
        for start, end in zip(chain["period_start"], chain["period_end"], strict=True)
    ]
    if len(values) == 1:
        return ShareChange(values[0], periods[0], None, None)
    return ShareChange(values[0], periods[0], values[1], periods[1])
