"""Where attacks are most and what changed, in sentences."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from riskdata.findings.place import place
from riskdata.measures.change import Change
from riskdata.measures.hotspots import LEAST, Count, Level, ranked
from riskdata.selection import Selection
from riskdata.wording import (
    counted,
    interval,
    listed,
    number,
    signed_percent,
    span,
    tied,
)


def what(count: Count, noun: str) -> str:
    """What is counted: `attacks`, `events` or `people killed`."""
    return noun if count == "events" else "people killed"


def one_of(count: Count, noun: str) -> str:
    """One of what is counted."""
    return noun[:-1] if count == "events" else "person killed"


def covered_days(days: int, selection: Selection) -> str:
    """How much of the period the record covers; empty where it is the whole or nothing."""
    if days in (0, selection.days):
        return ""
    return f"The record covers {days:,} of the {selection.days:,} days of this period."


def headline(
    districts: pd.DataFrame, total: int, selection: Selection, noun: str, days: int
) -> str:
    """The page's finding: which districts of the region looked at saw most.

    `districts` is `measures.hotspots.counts` of the selection, `total` its events, `days` how many
    of its days the record covers.
    """
    if not days:
        return "This record does not cover the period: it cannot tell where attacks were"
    found = ranked(districts, "events")
    where = place(selection)
    if total == 0:
        return f"No {noun[:-1]} of this selection is recorded in {where}"
    if found.empty:
        return f"{counted(total, noun[:-1])} recorded in {where}, none of a known district"
    first, most = found.index[0], found["events"].iloc[0]
    if selection.region == first:
        killed = counted(found["killed"].iloc[0], "person", "people")
        return f"{first} saw {counted(total, noun[:-1])} that killed {killed}"
    if most < 3:
        return f"Too few {noun} in {where} to name a place: {number(total)}"
    leaders = list(found.index[found["events"] == most])
    if len(leaders) > 1:
        return (
            f"{tied(leaders, 'district')} each saw {number(most)} of the {number(total)} {noun} "
            f"recorded in {where}, more than any other district"
        )
    rest = found["events"].iloc[1:]
    ahead = f", ahead of {_next(rest)}" if len(rest) else ""
    return (
        f"{first} saw more of the {noun} recorded in {where} than any other district: "
        f"{number(most)} of {number(total)}{ahead}"
    )


def _next(rest: pd.Series) -> str:
    """The first two of the districts behind the leader, and all that stand level with them."""
    named = rest[rest >= rest.iloc[:2].iloc[-1]]
    if len(named) <= 3:
        return listed([f"{name} ({number(events)})" for name, events in named.items()])
    level = named[named == named.iloc[-1]]
    above = [f"{name} ({number(events)})" for name, events in named[: -len(level)].items()]
    each = f"{counted(len(level), 'district')} ({number(level.iloc[0])} each)"
    return listed([*above, each])


def concentration(districts: pd.DataFrame, noun: str) -> str:
    """In how few districts half of the events fell; empty where fewer than ten saw any."""
    events = districts["events"].sort_values(ascending=False).to_numpy()
    touched = int((events > 0).sum())
    if touched < 10:
        return ""
    half = int(np.searchsorted(events.cumsum(), events.sum() / 2)) + 1
    return f"Half of the {noun} fell in {half} districts, the other half in {touched - half} more."


Periods = tuple[Selection, Selection]


def heating(changes: pd.DataFrame | None, level: Level) -> str:
    """Which places heat up or cool down by more than chance explains."""
    if changes is None:
        return "No change can be told: the record does not cover two periods to compare"
    parts = []
    columns = (changes[name].to_numpy() for name in ("now", "before", "direction"))
    now, before, directions = columns
    for direction, verb in (("up", "heating up"), ("down", "cooling down")):
        (found,) = np.nonzero(directions == direction)
        found = found[np.argsort(-np.abs(now - before)[found], kind="stable")]
        names = [
            f"{changes.index[i]} ({number(now[i])} after {number(before[i])})" for i in found[:4]
        ]
        more = len(found) - len(names)
        names += [f"{more} more"] if more else []
        if names:
            parts.append(f"{verb}: {listed(names)}")
    if (directions == "too few").all():
        return f"Too few in any {level} to tell a change"
    if not parts:
        return f"No {level} changed by more than chance explains"
    return _opened("; ".join(parts))


def _opened(words: str) -> str:
    return words[0].upper() + words[1:]


def heating_when(changes: pd.DataFrame | None, periods: Periods | None, level: Level) -> str:
    """The same as a sentence, with its two periods."""
    if periods is None:
        return f"{heating(changes, level)}."
    now, before = (span(period.start, period.end) for period in periods)
    return f"{heating(changes, level)}, {now} against {before}."


def own_change(changes: pd.DataFrame, periods: Periods, region: str, noun: str) -> str:
    """What changed in the one district looked at."""
    now, before = (span(period.start, period.end) for period in periods)
    (change,) = changes.loc[[region]].to_dict("records")
    return (
        f"{region} saw {counted(change['now'], noun[:-1])} in {now} and "
        f"{number(change['before'])} in {before}: {verdict(change)}."
    )


def compared(
    changes: pd.DataFrame | None,
    periods: Periods | None,
    level: Level,
    count: Count,
    selection: Selection,
) -> str:
    """Between which periods a change is taken, of what, and of how many places of the region of
    `selection` it can be told."""
    if changes is None or periods is None:
        return (
            "A change needs two equal periods next to each other, the newer one inside the period "
            "looked at, both covered and neither too thin for a trend."
        )
    now, before = (span(period.start, period.end) for period in periods)
    noun, where = selection.noun, place(selection)
    tested = int((changes["direction"] != "too few").sum())
    words = f"Change in {what(count, noun)}: {now} against {before}, with 95 % intervals."
    dead = ", and dead in each," if count == "killed" else ""
    least = f"the {LEAST} {noun} in both together{dead} that it takes to tell"
    if not tested:
        return f"{words} No {level} of {where} had {least}."
    return (
        f"{words} {counted(tested, level)} of {where} had {least}; by chance alone each would "
        "stand out one time in twenty."
    )


def verdict(change: Mapping) -> str:
    """A row of `measures.hotspots.changes` in words."""
    if change["direction"] == "too few":
        return "too few to tell"
    values = (change[column] for column in ("now", "before", "ratio", "low", "high"))
    reach = interval(Change(*values))
    words = {"up": "heating up", "down": "cooling down", "unclear": "may be chance"}
    return f"{signed_percent(change['ratio'])} ({reach}), {words[change['direction']]}"


def not_covered(events: int, noun: str) -> str:
    """How many events of the selection are left out because their time is not covered; or empty."""
    if not events:
        return ""
    verb = "is" if events == 1 else "are"
    them = "it" if events == 1 else "them"
    return (
        f"{counted(events, noun[:-1])} of a time in which the record holds attacks on Chinese "
        f"targets only {verb} left out here: places cannot be compared by {them}. "
        f"Choose these targets to see {them}."
    )


def not_known(what: str) -> str:
    """Said in the place of a finding of time that the record does not cover."""
    return f"{what}: the record does not cover this period"
