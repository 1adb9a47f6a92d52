"""The map of the incidents found."""

import pandas as pd

from riskdata.charts import maps
from riskdata.charts.event_map import NOWHERE, event_traces
from riskdata.charts.event_points import diameters
from riskdata.charts.theme import Theme
from riskdata.preparation import PreparedRecord


def on_map(
    theme: Theme, record: PreparedRecord, found: pd.DataFrame, chosen: pd.Series | None
) -> maps.Map:
    """The events found (measured rows of the record), with a ring around the chosen one.

    See `event_map.event_traces` for what is drawn.
    """
    traces = event_traces(theme, record, found)
    if chosen is not None and chosen["location_precision"] not in NOWHERE:
        traces.append(_ring(theme, chosen))
    return maps.base_map(theme, "incidents", traces)


def _ring(theme: Theme, event: pd.Series) -> dict:
    """MapLibre circles have no outline in plotly: a ring is one circle on another."""
    across = float(diameters(pd.Series([event["killed"]], dtype="Int64"))[0])
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
