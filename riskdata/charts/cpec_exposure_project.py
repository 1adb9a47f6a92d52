"""One project: what lies around it, and the course of its exposure."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import shapely

from riskdata import geography
from riskdata.charts import maps
from riskdata.charts.cpec_exposure import diamonds, line
from riskdata.charts.event_points import event_points
from riskdata.charts.map_style import NAMES
from riskdata.charts.theme import Theme, figure, shade_not_covered, translucent, unit
from riskdata.corridor import Lines, lines_of
from riskdata.measures.exposure import NAMED

RINGS_KM = (25, 50, 100)
SHOWN_KM = 50
LABEL = 24
"""Pixels that the words over a ring take with the air around them."""
MOST_EVENTS = 500


class Surroundings(NamedTuple):
    """A project's own line (empty for a site), the edges of `RINGS_KM` around it, the northernmost
    point of each, and the bounds of what its map shows."""

    own: Lines
    edges: Lines
    tops: list[tuple[float, float]]
    bounds: maps.Bounds


def surroundings(shape: shapely.Geometry) -> Surroundings:
    """What is drawn around a project, given its shape in the plane."""
    edges = np.array(
        [shapely.boundary(shapely.buffer(shape, km * 1000.0, quad_segs=24)) for km in RINGS_KM],
        dtype=object,
    )
    outlines = geography.to_degrees(edges)
    tops = []
    for outline in outlines:
        corners = shapely.get_coordinates(outline)
        longitude, latitude = corners[corners[:, 1].argmax()]
        tops.append((float(longitude), float(latitude)))
    west, south, east, north = shapely.bounds(outlines[RINGS_KM.index(SHOWN_KM)]).tolist()
    north += (north - south) * LABEL / maps.HEIGHT
    return Surroundings(
        lines_of(np.array([shape], dtype=object)),
        lines_of(edges),
        tops,
        maps.Bounds(*(round(degrees, 3) for degrees in (west, south, east, north))),
    )


def project_map(
    theme: Theme, around: Surroundings, events: pd.DataFrame, project: pd.DataFrame, card: str
) -> maps.Map:
    """A project (a row with `longitude`, `latitude`, `confidence` and `project_id`) with what is
    around it, and events as circles whose area is what they add to its score.

    `events` are whole rows of a record with `points`.
    """
    whole = slice(None)
    above = LABEL / 2 / maps.HEIGHT * (around.bounds.north - around.bounds.south)
    traces = [
        line(around.edges, whole, theme.muted, 1.0),
        line(around.own, whole, theme.accent, 3.0),
        *event_points(theme, events, "points"),
        diamonds(theme, project, [card], 22, np.array([0])),
        {
            "type": "scattermap",
            "below": NAMES,
            "mode": "text",
            "lon": [longitude for longitude, _ in around.tops],
            # Just above the edge; plotly cannot place a text that has no marker beside its point.
            "lat": [latitude + above for _, latitude in around.tops],
            "text": [f"{km} km" for km in RINGS_KM],
            "textfont": {"family": "Source Sans", "size": 12, "color": theme.muted},
            "hoverinfo": "skip",
        },
    ]
    return maps.base_map(theme, "exposure-project", traces, around.bounds)


def course(
    theme: Theme, found: pd.DataFrame, gaps: Sequence[tuple[pd.Timestamp, pd.Timestamp]]
) -> go.Figure:
    """The exposure as of the end of each month (`exposure_course.covered_course`), the least
    exposures of the bands as rules, and the `gaps` that the record does not cover shaded."""
    first, last = found["date"].iloc[0], found["date"].iloc[-1]
    drawn_line: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines",
        "x": found["date"],
        "y": found["exposure"],
        "connectgaps": False,
        "line": {"color": theme.ink, "width": 2},
        "fill": "tozeroy",
        "fillcolor": translucent(theme.intensity[3], 0.22),
        "hovertemplate": "%{x|%-d %b %Y}: %{y:.1f}<extra></extra>",
    }
    top = max(float(np.nanmax(found["exposure"].to_numpy(), initial=0.0)) * 1.12, 1.0)
    rules = [band for band in NAMED if top * 0.07 < band.least < top]
    drawn = figure(
        theme,
        300,
        [drawn_line],
        xaxis={"range": [first, last]},
        yaxis={"range": [0, top], "nticks": 5},
        shapes=[
            {
                "type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": band.least,
                "y1": band.least, "line": {"color": theme.muted, "width": 1, "dash": "dot"},
            }
            for band in rules
        ],
        annotations=[
            unit(theme, "Exposure, points"),
            *(
                {
                    "text": band.name, "x": 0, "xref": "paper", "xanchor": "left", "xshift": 2,
                    "y": band.least, "yanchor": "bottom", "showarrow": False,
                    "font": {"size": 11, "color": theme.muted},
                }
                for band in rules
            ),
        ],
        margin={"l": 0, "r": 8, "t": 28, "b": 0, "pad": 4},
    )  # fmt: skip
    shade_not_covered(drawn, theme, gaps, first, last)
    return drawn
