"""Balochistan and the Afghan border belt: their part in the whole, its course, who and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, nan, sqrt

import numpy as np
import pandas as pd
from scipy.stats import norm

from riskdata.measures.coverage import NOT_COVERED
from riskdata.selection import BORDER_BELT, Mask, in_region

BALOCHISTAN = "Balochistan"
LENSES = (BALOCHISTAN, BORDER_BELT)

NOT_NAMED = ("unknown", "not recorded")

LEAST = 10
"""Events of a quarter or year below which its share says nothing."""

COURSE = ["start", "end", "events", "killed", "all", "share", "low", "high", "whole"]

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

    `events` are those of covered time, sorted by date; `covered` is `measures.hotspots.covered`
    over the whole stretch. The course begins with the first covered day. Columns: `start` and
    `end` (days, both inside), `events` and `killed` of the lens, `all` (events of the country),
    `share` with Wilson's (1927) interval `low` to `high` (NaN below `LEAST` events), and `whole`
    (bool: every day of it is covered). All figures are NaN where no day is covered.
    """
    usable = covered[covered["status"] != NOT_COVERED]
    if usable.empty:
        return pd.DataFrame(columns=COURSE)
    first, last = usable["start"].min(), covered["end"].max()
    months = 12 if (last - first).days > 8 * 366 else 3
    edges = _edges(first, last, months)
    dates = events["date"].to_numpy()
    everything = np.diff(np.searchsorted(dates, edges))
    begins = np.searchsorted(dates[mask], edges)
    inside = np.diff(begins)
    toll = np.nan_to_num(events["killed"].to_numpy()[mask])
    killed = np.diff(np.cumsum(np.append(0.0, toll))[begins])
    share, low, high = wilson(inside, everything)
    days = _days_covered(edges, usable)
    known = np.where(days > 0, 1.0, np.nan)
    return pd.DataFrame(
        {
            "start": edges[:-1],
            "end": edges[1:] - np.timedelta64(1, "D"),
            "events": inside * known,
            "killed": killed * known,
            "all": everything * known,
            "share": share,
            "low": low,
            "high": high,
            "whole": days == np.diff(edges).astype(int),
        }
    )


def tells_shares(course: pd.DataFrame) -> bool:
    """Whether the shares of a `course` make one: there are two or more."""
    return int(course["share"].notna().sum()) > 1


def _edges(first: pd.Timestamp, last: pd.Timestamp, months: int) -> np.ndarray:
    """First days of the quarters or years from the first day to the last, and of the one after."""
    days = np.array([first.to_datetime64(), last.to_datetime64()])
    ends = days.astype("datetime64[M]").astype(int) // months
    edges = np.arange(ends[0], ends[1] + 2) * months
    return edges.astype("datetime64[M]").astype("datetime64[D]")


def wilson(part: np.ndarray, whole: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Shares with their 95 percent intervals (Wilson 1927); NaN below `LEAST` events."""
    n = np.where(whole >= LEAST, whole, np.nan)
    share = part / n
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    reach = Z / (1 + Z**2 / n) * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return share, middle - reach, middle + reach


def _days_covered(edges: np.ndarray, usable: pd.DataFrame) -> np.ndarray:
    """Days of each slot that lie in one of the periods."""
    days = np.zeros(len(edges) - 1, dtype=int)
    for start, end in usable[["start", "end"]].to_numpy().astype("datetime64[D]"):
        begins = np.maximum(edges[:-1], start)
        ends = np.minimum(edges[1:], end + np.timedelta64(1, "D"))
        days += np.maximum((ends - begins).astype(int), 0)
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


def top(
    events: pd.DataFrame, mask: Mask, column: str, most: int, leave_out: Iterable[str] = ()
) -> pd.DataFrame:
    """The names of a column with most of the events that `mask` marks: columns `name`, `events`,
    `killed`, most first."""
    names = events[column].cat.categories
    # The code of an unknown name is -1.
    code = events[column].cat.codes.to_numpy()[mask].astype(np.intp) + 1
    toll = np.nan_to_num(events["killed"].to_numpy()[mask])
    number = np.bincount(code, minlength=len(names) + 1)[1:]
    killed = np.bincount(code, toll, minlength=len(names) + 1)[1:].astype(int)
    number[names.isin(list(leave_out))] = 0
    order = np.lexsort((-killed, -number))[:most]
    order = order[number[order] > 0]
    return pd.DataFrame(
        {
            "name": names[order].astype(object),
            "events": number[order],
            "killed": killed[order],
        }
    )


def unnamed(events: pd.DataFrame, mask: Mask) -> int:
    """For how many of the events that `mask` marks no perpetrator is named."""
    return int((mask & events["perpetrator"].isin(NOT_NAMED).to_numpy()).sum())
