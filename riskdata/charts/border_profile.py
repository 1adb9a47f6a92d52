"""Events by their distance to the Afghan border."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.lenses import heading
from riskdata.charts.theme import Theme, figure
from riskdata.measures.border_profile import BAND_KM, LAST_KM


def profile(theme: Theme, bands: pd.DataFrame, depth_km: int, noun: str) -> go.Figure:
    """Events (above) and people killed (below) a band of 10 km, those of the belt set off and its
    depth marked. `bands` is `measures.border_profile.by_band`."""
    middle = bands["from_km"] + BAND_KM / 2
    inside = (bands["to_km"] <= depth_km).to_numpy()
    colour = np.where(inside, theme.intensity[3], theme.context)
    names = [
        f"{start} to {start + BAND_KM} km" if start < LAST_KM else f"{LAST_KM} km and more"
        for start in bands["from_km"]
    ]
    bars = [
        {
            "type": "bar",
            "x": middle,
            "y": bands[column],
            "yaxis": axis,
            "marker": {"color": colour},
            "customdata": names,
            "hovertemplate": f"<b>%{{customdata}}</b><br>%{{y:,}} {word}<extra></extra>",
        }
        for column, axis, word in [("killed", "y", "killed"), ("events", "y2", noun)]
    ]
    ticks = [*range(0, LAST_KM, 50), LAST_KM + BAND_KM / 2]
    drawn = figure(
        theme,
        380,
        bars,
        bargap=0.12,
        xaxis={
            "anchor": "y", "title": {"text": "Distance to the Afghan border, km"},
            "tickvals": ticks, "ticktext": [*map(str, ticks[:-1]), f"{LAST_KM}+"],
            "range": [0, LAST_KM + BAND_KM],
        },
        yaxis={"domain": [0, 0.4], "nticks": 4, "rangemode": "tozero"},
        yaxis2={"domain": [0.53, 1], "anchor": "x", "nticks": 5, "rangemode": "tozero"},
        shapes=[{
            "type": "line", "x0": depth_km, "x1": depth_km, "yref": "paper", "y0": 0, "y1": 1,
            "line": {"color": theme.ink, "width": 1.2},
        }],
        annotations=[
            heading(theme, noun.capitalize(), 1),
            heading(theme, "People killed", 0.4),
            {
                **heading(theme, f"belt, {depth_km} km", 1), "x": depth_km, "xref": "x",
                "xshift": 2, "font": {"size": 12, "color": theme.ink},
            },
        ],
        margin={"l": 0, "r": 8, "t": 22, "b": 0, "pad": 4},
    )  # fmt: skip
    return drawn
