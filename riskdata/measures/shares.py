"""What part of the events falls to a region or group, and how sure that is."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from riskdata.preparation import PreparedRecord
from riskdata.selection import in_region


@dataclass(frozen=True)
class Part:
    """Events of a part among all, with the 95 percent interval of the share."""

    part: int
    whole: int
    share: float
    low: float
    high: float
    killed_share: float


def part_of(events: pd.DataFrame, mask: np.ndarray) -> Part | None:
    """The events that `mask` marks as a share of `events`; None where there are no events.

    The interval is Wilson's (1927): the chance that an event falls to the part, were the events a
    random sample. `killed_share` is the part's share of the people killed, NaN where nobody was.
    """
    whole, part = len(events), int(mask.sum())
    if whole == 0:
        return None
    interval = binomtest(part, whole).proportion_ci(method="wilson")
    killed = events["killed"].to_numpy()
    total = float(np.nansum(killed))
    killed_share = float(np.nansum(killed[mask])) / total if total else float("nan")
    return Part(part, whole, part / whole, interval.low, interval.high, killed_share)


def share_by_quarter(
    record: PreparedRecord, region: str, depth_km: int, least: int = 10
) -> pd.Series:
    """Share of each quarter's attacks that lie in a region, by the quarter's first day.

    Quarters with fewer than `least` attacks are NaN: a share of a handful says nothing.
    """
    attacks = record.measured[record.measured["attack"]]
    month = attacks["date"].to_numpy().astype("datetime64[M]").astype(int)
    counts = (
        pd.Series(in_region(attacks, region, depth_km)).groupby(month // 3).agg(["sum", "size"])
    )
    share = (counts["sum"] / counts["size"]).where(counts["size"] >= least)
    return share.set_axis((share.index.to_numpy() * 3).astype("datetime64[M]"))
