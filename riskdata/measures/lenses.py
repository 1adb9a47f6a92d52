"""Balochistan and the Afghan border belt: their part in the whole, its course, who and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, nan, sqrt

import numpy as np
import pandas as pd
from scipy.stats import norm

from riskdata.measures.coverage import CHINESE_TARGETS_ONLY, NOT_COVERED
from riskdata.selection import BORDER_BELT, Mask, in_region

BALOCHISTAN = "Balochistan"
LENSES = (BALOCHISTAN, BORDER_BELT)

LEAST = 10
"""Events of a quarter or year below which its share says nothing."""

Z = float(norm.ppf(0.975))


@dataclass(frozen=True)
class KilledShare:
    """The part of the people killed that falls to a lens, with its 95 percent interval (NaN where
    it cannot be known)."""

    part: int
    whole: int
    share: float
    low: float
    high: float


def killed_share(events: pd.DataFrame, mask: Mask) -> KilledShare | None:
    """The lens' part of the people killed; None where nobody was, or no toll is known.

    The dead come event by event, so the share is a ratio of two sums over events; its variance is
    that of the ratio estimator, sum(toll^2 (in - share)^2) / sum(toll)^2 (Cochran 1977, ch. 6), and
    the interval is taken on the log odds. None is given where the lens has no or all dead.
    """
    toll = np.nan_to_num(events["killed"].to_numpy(dtype=float))
    whole = toll.sum()
    if whole == 0:
        return None
    part = toll[mask].sum()
    share = part / whole
    if part in (0, whole):
        return KilledShare(int(part), int(whole), share, nan, nan)
    error = sqrt((toll**2 * (mask - share) ** 2).sum()) / whole
    odds, reach = log(share / (1 - share)), Z * error / (share * (1 - share))
    low, high = (1 / (1 + exp(-(odds + side))) for side in (-reach, reach))
    return KilledShare(int(part), int(whole), share, low, high)


def course(events: pd.DataFrame, mask: Mask, covered: pd.DataFrame) -> pd.DataFrame:
    """The lens quarter by quarter, or year by year where more than eight years are looked at.

    `covered` is `measures.coverage.periods` over the whole stretch; quarters of which the record
    covers no day are left out, and so are those in which it holds attacks on Chinese targets only.
    Columns: `start` and `end` (timestamps, both inside), `events` and `killed` of the lens, `all`
    (events of the country), `share` with Wilson's (1927) interval `low` to `high` (NaN below
    `LEAST` events), and `whole` (bool: every day of it is covered).
    """
    first, last = covered["start"].min(), covered["end"].max()
    unit = "Y" if (last - first).days > 8 * 366 else "Q"
    slots = pd.period_range(first, last, freq=unit)
    months = events["month"].to_numpy().astype("datetime64[M]").astype(int)
    width = 12 if unit == "Y" else 3
    origin = slots[0].start_time.to_datetime64().astype("datetime64[M]").astype(int)
    slot = (months - origin) // width
    killed = np.nan_to_num(events["killed"].to_numpy(dtype=float))

    def total(rows: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
        return np.bincount(slot[rows], weights, minlength=len(slots))

    everything = np.ones(len(events), dtype=bool)
    table = pd.DataFrame(
        {
            "start": slots.start_time,
            "end": slots.end_time.normalize(),
            "events": total(mask),
            "killed": total(mask, killed[mask]).astype(int),
            "all": total(everything),
        }
    )
    table["share"], table["low"], table["high"] = wilson(table["events"], table["all"])
    days = _days_covered(table, covered)
    table["whole"] = days == (table["end"] - table["start"]).dt.days + 1
    return table[days > 0].reset_index(drop=True)


def wilson(part: pd.Series, whole: pd.Series) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Shares with their 95 percent intervals (Wilson 1927); NaN below `LEAST` events."""
    n = whole.where(whole >= LEAST).astype(float)
    share = part / n
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    reach = Z / (1 + Z**2 / n) * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return share, middle - reach, middle + reach


def _days_covered(slots: pd.DataFrame, covered: pd.DataFrame) -> pd.Series:
    """Days of each slot on which the record holds more than attacks on Chinese targets."""
    days = pd.Series(0, index=slots.index)
    barred = covered["status"].isin([NOT_COVERED, CHINESE_TARGETS_ONLY])
    for row in covered[~barred].itertuples():
        begins = slots["start"].clip(lower=row.start)
        ends = slots["end"].clip(upper=row.end)
        days += ((ends - begins).dt.days + 1).clip(lower=0)
    return days


@dataclass(frozen=True)
class Overlap:
    """Events in Balochistan, in the border belt, in both, and in the whole country."""

    balochistan: int
    belt: int
    both: int
    whole: int


def overlap(events: pd.DataFrame, depth_km: int) -> Overlap:
    """How far the two lenses show the same events."""
    balochistan = in_region(events, BALOCHISTAN, depth_km)
    belt = in_region(events, BORDER_BELT, depth_km)
    return Overlap(
        int(balochistan.sum()), int(belt.sum()), int((balochistan & belt).sum()), len(events)
    )


def top(events: pd.DataFrame, column: str, most: int, leave_out: Iterable[str] = ()) -> pd.DataFrame:
    """The names of a column with most events: columns `name`, `events`, `killed`, most first."""
    kept = events[~events[column].isin(list(leave_out))]
    found = kept.groupby(column, observed=True)["killed"].agg(events="size", killed="sum")
    found = found.sort_values(["events", "killed"], ascending=False).head(most)
    return found.astype({"killed": int}).rename_axis("name").reset_index()
