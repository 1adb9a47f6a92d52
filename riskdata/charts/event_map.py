"""Events on a map, one by one or, where they are too many for that, by cells."""

from typing import Any, NamedTuple

import pandas as pd

from riskdata.charts import maps
from riskdata.charts.event_points import event_points
from riskdata.charts.theme import Theme
from riskdata.preparation import PreparedRecord
from riskdata.wording import counted

MOST_POINTS = 20_000
"""Above this many events a map draws `maps.cells` instead of points."""

NOWHERE = ("province", "country")
"""Precisions whose point says nothing of where an event was."""


def as_points(events: pd.Series | pd.DataFrame) -> bool:
    """Whether a map draws each of the events, or cells."""
    return len(events) <= MOST_POINTS


class Circled(NamedTuple):
    """What the circles of a map tell apart: levels of confidence, provinces."""

    levels: set[str]
    provinces: set[str]


def circled(events: pd.DataFrame) -> Circled:
    """What the circles that `event_traces` draws tell apart, whose key is wanted: nothing where it
    draws cells or nothing."""
    drawn = placed(events)
    if not as_points(drawn):
        return Circled(set(), set())
    return Circled(set(drawn["confidence"].unique()), set(drawn["province"].dropna().unique()))


def placed(events: pd.DataFrame) -> pd.DataFrame:
    """The events that a map can draw."""
    return events[~events["location_precision"].isin(NOWHERE)]


def event_traces(theme: Theme, record: PreparedRecord, found: pd.DataFrame) -> list[dict[str, Any]]:
    """The traces that draw events (measured rows of the record), but for those known to their
    province or country only. Too many for points, they stand as H3 cells by their number.
    """
    drawn = placed(found)["cell"]
    if as_points(drawn):
        return event_points(theme, record.events.loc[drawn.index])
    inside = drawn.value_counts()
    inside = inside[inside > 0]
    hover = [f"{counted(events, 'event')} in this cell" for events in inside]
    return [maps.cells(theme, inside, hover, maps.steps(inside))]
