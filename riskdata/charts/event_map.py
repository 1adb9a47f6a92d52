"""Events on a map, one by one or, where they are too many for that, by cells."""

from typing import Any

import pandas as pd

from riskdata.charts import maps
from riskdata.charts.theme import Theme
from riskdata.preparation import PreparedRecord

NOWHERE = ("province", "country")
"""Precisions whose point says nothing of where an event was."""


def event_traces(theme: Theme, record: PreparedRecord, found: pd.DataFrame) -> list[dict[str, Any]]:
    """The traces that draw events (measured rows of the record), but for those known to their
    province or country only. Above `maps.MOST_POINTS` they stand as H3 cells by their number.
    """
    drawn = found["cell"][~found["location_precision"].isin(NOWHERE)]
    if len(drawn) <= maps.MOST_POINTS:
        return maps.event_points(theme, record.events.loc[drawn.index])
    counts = drawn.value_counts()
    counts = counts[counts > 0]
    hover = [f"{count:,} events" for count in counts]
    return [maps.cells(theme, counts, hover, maps.steps(counts))]
