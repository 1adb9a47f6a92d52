"""The map of the incidents found."""

import pandas as pd
import plotly.graph_objects as go

from riskdata.charts import maps
from riskdata.charts.theme import Theme
from riskdata.preparation import PreparedRecord

NOWHERE = ("province", "country")
"""Precisions whose point says nothing of where an event was."""


def as_points(events: pd.Series | pd.DataFrame) -> bool:
    """Whether a map draws each of the events, or cells."""
    return len(events) <= maps.MOST_POINTS


def on_map(
    theme: Theme, record: PreparedRecord, found: pd.DataFrame, chosen: pd.Series | None
) -> go.Figure:
    """The events found (measured rows of the record), with a ring around the chosen one.

    Events known to their province or country only are left out. Above `maps.MOST_POINTS` the
    events stand as H3 cells by their number.
    """
    figure = maps.base_map(theme, 460, "incidents")
    drawn = found["cell"][~found["location_precision"].isin(NOWHERE)]
    if as_points(drawn):
        figure.add_traces(maps.event_points(theme, record.events.loc[drawn.index]))
    else:
        counts = drawn.value_counts()
        counts = counts[counts > 0]
        hover = [f"{count:,} events" for count in counts]
        figure.add_trace(maps.cells(theme, counts, hover, maps.steps(counts)))
    if chosen is not None and chosen["location_precision"] not in NOWHERE:
        figure.add_trace(_ring(theme, chosen))
    return figure


def _ring(theme: Theme, event: pd.Series) -> dict:
    """MapLibre circles have no outline in plotly: a ring is one circle on another."""
    across = float(maps.diameters(pd.Series([event["killed"]], dtype="Int64"))[0])
    return {
        "type": "scattermap",
        "mode": "markers",
        "lon": [event["longitude"]] * 3,
        "lat": [event["latitude"]] * 3,
        "marker": {
            "size": [across + 14, across + 8, across],
            "color": [theme.ink, theme.land, theme.province.get(event["province"], theme.other)],
        },
        "hoverinfo": "skip",
    }
