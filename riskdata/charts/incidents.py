"""The map of the incidents found."""

import pandas as pd
import plotly.graph_objects as go

from riskdata.charts import maps
from riskdata.charts.theme import Theme


def on_map(theme: Theme, events: pd.DataFrame, chosen: pd.Series | None) -> go.Figure:
    """Events (rows of a prepared record's `events`), with a ring around the chosen one.

    Above `maps.MOST_POINTS` events stand as H3 cells by their number.
    """
    figure = maps.base_map(theme, 560, "incidents")
    if len(events) <= maps.MOST_POINTS:
        figure.add_traces(maps.event_points(theme, events))
    else:
        counts = events["cell"].value_counts()
        counts = counts[counts > 0]
        hover = [f"{count:,} events" for count in counts]
        figure.add_trace(maps.cells(theme, counts, hover, maps.steps(counts)))
    if chosen is not None and not pd.isna(chosen["longitude"]):
        figure.add_trace(_ring(theme, chosen))
    return figure


def _ring(theme: Theme, event: pd.Series) -> dict:
    """MapLibre circles have no outline in plotly: a ring is one circle on another."""
    across = float(maps.diameters(pd.Series([event["killed"]], dtype="float64"))[0])
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
