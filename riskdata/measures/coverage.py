"""How much of what happened a record holds: which periods, what share of a publisher's count."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from riskdata.selection import between

CHINESE_TARGETS_ONLY = "attacks on Chinese nationals and projects only"
NOT_COVERED = "not covered"


def periods(coverage: pd.DataFrame, record: str, start: date, end: date) -> pd.DataFrame:
    """How a record covers a stretch of time, gaps included.

    Columns `start`, `end` (timestamps, both inside) and `status` (`not covered` for a gap), in
    order and without overlap, from `start` to `end`.
    """
    first, last, day = pd.Timestamp(start), pd.Timestamp(end), pd.Timedelta(days=1)
    rows = []
    known = coverage[coverage["record"] == record].sort_values("period_start")
    for opens, closes, status in known[["period_start", "period_end", "status"]].to_numpy(object):
        begins, ends = max(opens, first), min(closes, last)
        if begins > ends:
            continue
        after = rows[-1][1] + day if rows else first
        if begins > after:
            rows.append((after, begins - day, NOT_COVERED))
        rows.append((begins, ends, status))
    after = rows[-1][1] + day if rows else first
    if after <= last:
        rows.append((after, last, NOT_COVERED))
    return pd.DataFrame(rows, columns=["start", "end", "status"])


def has_share(status: str) -> bool:
    """Whether a stretch of that status can be set against a publisher's count of all attacks."""
    return status not in (NOT_COVERED, CHINESE_TARGETS_ONLY)


def comparable(now: pd.DataFrame, before: pd.DataFrame, chinese_targets: bool = False) -> bool:
    """Whether counts of two periods (tables of `periods`) may be set against each other at all.

    Not where a part of either is not covered, nor, except for attacks on Chinese targets, where
    the record holds only those.
    """
    barred = {NOT_COVERED} if chinese_targets else {NOT_COVERED, CHINESE_TARGETS_ONLY}
    return barred.isdisjoint(now["status"]) and barred.isdisjoint(before["status"])


@dataclass(frozen=True)
class Share:
    """What a record holds of a publisher's count over the periods that the publisher has."""

    publisher: str
    metric: str
    held: int
    published: int
    start: pd.Timestamp
    end: pd.Timestamp
    rows: pd.DataFrame

    @property
    def unbroken(self) -> bool:
        """Whether the publisher's figures cover all of the time from `start` to `end`."""
        day = pd.Timedelta(days=1)
        counted = (self.rows["period_end"] - self.rows["period_start"] + day).sum()
        return counted == self.end - self.start + day

    @property
    def share(self) -> float:
        """Held by published."""
        return self.held / self.published


# What each record is measured against. UCDP's events are the parts of its own totals, so deaths;
# the curated record holds militant attacks whether or not anybody died, as PICSS counts them.
AGAINST = {
    "incidents": ("PICSS", "attacks"),
    "ucdp_events": ("UCDP", "killed (all parties)"),
}


def share_of_published(
    events: pd.DataFrame,
    record: str,
    statistics: pd.DataFrame,
    coverage: pd.DataFrame,
    region: str,
    start: date,
    end: date,
) -> Share | None:
    """What the record holds of the publisher's figures for the parts of a period that it covers.

    `events` is the prepared record (every row of it: coverage is not a matter of filters) and
    `region` Pakistan or a province. Parts that the record does not cover, or where it holds
    attacks on Chinese targets only, have no share. Of the figures that lie wholly inside the
    rest, longer periods are taken before shorter ones, none twice. None where the publisher has
    no figure, or the record is measured against nobody.
    """
    if record not in AGAINST:
        return None
    publisher, metric = AGAINST[record]
    known = statistics[
        (statistics["publisher"] == publisher)
        & (statistics["metric"] == metric)
        & (statistics["region"] == region)
    ]
    inside = pd.Series(False, index=known.index)
    for first, last in _stretches(periods(coverage, record, start, end)):
        inside |= (known["period_start"] >= first) & (known["period_end"] <= last)
    rows = _without_overlap(known[inside])
    published = int(rows["value"].sum())
    if published == 0:
        return None
    events = events[["date", "province", "attack", "deaths_best"]]
    if region != "Pakistan":
        events = events[events["province"] == region]
    held = 0
    for opens, closes in rows[["period_start", "period_end"]].to_numpy(object):
        counted = between(events, opens, closes)
        held += int(counted["attack" if metric == "attacks" else "deaths_best"].sum())
    first, last = rows["period_start"].min(), rows["period_end"].max()
    return Share(publisher, metric, held, published, first, last, rows)


def _stretches(found: pd.DataFrame) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """First and last day of each unbroken stretch of `periods` that has a share."""
    stretches: list[tuple[pd.Timestamp, pd.Timestamp]] = []
    whole = found[found["status"].map(has_share)]
    for begins, ends in whole[["start", "end"]].to_numpy(object):
        if stretches and stretches[-1][1] + pd.Timedelta(days=1) == begins:
            stretches[-1] = (stretches[-1][0], ends)
        else:
            stretches.append((begins, ends))
    return stretches


def _without_overlap(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures whose periods do not overlap, the longest of those that do."""
    starts, ends = figures["period_start"].to_numpy(), figures["period_end"].to_numpy()
    taken: list[int] = []
    for i in np.argsort(starts - ends, kind="stable"):
        if all(ends[j] < starts[i] or starts[j] > ends[i] for j in taken):
            taken.append(i)
    return figures.iloc[sorted(taken)]
