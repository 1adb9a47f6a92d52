"""What the choice of the event record changes: the same questions put to each of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from riskdata.measures.coverage import CHINESE_TARGETS_ONLY, NOT_COVERED, periods
from riskdata.measures.hotspots import of_covered_time
from riskdata.measures.lenses import NOT_NAMED, top
from riskdata.measures.shares import Part, part_of
from riskdata.preparation import PreparedRecord
from riskdata.selection import BORDER_BELT, CONFIDENCES, in_region

BALOCHISTAN = "Balochistan"
SILENT = (NOT_COVERED, CHINESE_TARGETS_ONLY)
BELT_KM = 50

Stretches = list[tuple[pd.Timestamp, pd.Timestamp]]
"""First and last day of each unbroken stretch of time, both inside, in order."""


def stretches(coverage: pd.DataFrame, record: str) -> Stretches:
    """The time for which a record says something on attacks of all kinds."""
    rows = coverage[coverage["record"] == record]
    if rows.empty:
        return []
    found = periods(
        coverage, record, rows["period_start"].min().date(), rows["period_end"].max().date()
    )
    told = found[~found["status"].isin(SILENT)]
    joined: Stretches = []
    for start, end in told[["start", "end"]].to_numpy(object):
        if joined and joined[-1][1] + pd.Timedelta(days=1) == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def overlap(one: Stretches, other: Stretches) -> Stretches:
    """The time that lies in both."""
    shared = [(max(start, begin), min(end, close)) for start, end in one for begin, close in other]
    return sorted((start, end) for start, end in shared if start <= end)


@dataclass(frozen=True)
class Answers:
    """What a record answers for a time.

    `attacks` and `killed` (of the attacks whose toll is known, `toll_known` of them); `days` that
    the time holds; the parts of the attacks that lie in Balochistan and in the border belt (None
    without attacks); `groups`, the named groups with most attacks (`lenses.top`), and `named`, for
    how many attacks any is named.
    """

    record: str
    stretches: Stretches
    days: int
    attacks: int
    killed: int
    toll_known: int
    balochistan: Part | None
    belt: Part | None
    groups: pd.DataFrame
    named: int


def answers(prepared: PreparedRecord, record: str, time: Stretches) -> Answers:
    """What a record answers for a time that it covers.

    Of its events the attacks count that are at least reported, as on the pages.
    """
    events = prepared.measured
    counted = events["attack"].to_numpy() & events["confidence"].isin(CONFIDENCES[:2]).to_numpy()
    table = pd.DataFrame(time, columns=["start", "end"]).assign(status="")
    here = of_covered_time(events[counted], table)
    unnamed = here["perpetrator"].isin(NOT_NAMED).to_numpy()
    return Answers(
        record=record,
        stretches=time,
        days=sum((end - start).days + 1 for start, end in time),
        attacks=len(here),
        killed=int(np.nansum(here["killed"].to_numpy())),
        toll_known=int(here["killed"].notna().sum()),
        balochistan=part_of(here, in_region(here, BALOCHISTAN, BELT_KM)),
        belt=part_of(here, in_region(here, BORDER_BELT, BELT_KM)),
        groups=top(here, np.ones(len(here), dtype=bool), "perpetrator", 3, NOT_NAMED),
        named=int((~unnamed).sum()),
    )


@dataclass(frozen=True)
class Compared:
    """Records by name: what each answers for all the time that it covers (`own`) and, where two or
    more of them share time, for that time alone (`shared`)."""

    own: list[Answers]
    shared: list[Answers]


def compared(records: Mapping[str, PreparedRecord], coverage: pd.DataFrame) -> Compared:
    """See `Compared`; a record that covers no time is left out."""
    times = {name: found for name in records if (found := stretches(coverage, name))}
    own = [answers(records[name], name, time) for name, time in times.items()]
    if len(times) < 2:
        return Compared(own, [])
    first, *others = times.values()
    time = first
    for other in others:
        time = overlap(time, other)
    shared = [answers(records[name], name, time) for name in times] if time else []
    return Compared(own, shared)
