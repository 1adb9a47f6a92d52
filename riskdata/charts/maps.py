"""Maps: the base map from the app's own geometry, and what is drawn on it.

The base map is `riskdata.charts.map_style`; a figure carries only its data. Marker symbols
other than circles would make plotly ask another host, so projects are drawn as text.
"""

from collections.abc import Sequence
from functools import cache
from math import asinh, atan, degrees, log2, radians, sinh, tan, tau
from typing import Any, Literal, NamedTuple

import h3
import numpy as np
import pandas as pd
import plotly.graph_objects as go

from riskdata.charts import theme as look
from riskdata.charts.map_style import BORDERS, NAMES, style
from riskdata.charts.theme import Theme, translucent
from riskdata.wording import unmarked

DISCLAIMER = "Boundaries imply no position on disputed territory."

CONFIG: dict[str, Any] = {
    **look.CONFIG,
    "displayModeBar": True,
    "scrollZoom": True,
    "modeBarButtons": [["zoomInMap", "zoomOutMap", "resetViewMap"]],
}
"""The wheel and a finger scroll the page (`maps.js` sees to it), not the map: buttons, Ctrl and
the wheel, two fingers or the keys + and - zoom."""


DISTRICTS = "app/static/map/districts.geojson"
PROVINCES = "app/static/map/provinces.geojson"


class Bounds(NamedTuple):
    """Degrees that a map shows at the least."""

    west: float
    south: float
    east: float
    north: float


def inside(bounds: Bounds, places: pd.DataFrame) -> pd.Series:
    """Which places (`longitude`, `latitude`) lie within bounds."""
    west, south, east, north = bounds
    return places["longitude"].between(west, east) & places["latitude"].between(south, north)


PAKISTAN = Bounds(60.85, 23.6, 77.85, 37.1)

HEIGHT = 580
"""Pixels, as in `style.css` on a wide screen: a map of another height would be drawn twice."""


class Map(NamedTuple):
    """A map in two parts: the ground, which stays on the screen while the reader filters, and the
    traces that are drawn on it, with the bounds that it shows at the least."""

    ground: go.Figure
    traces: Sequence[dict[str, Any]]
    bounds: Bounds


def base_map(
    theme: Theme,
    uirevision: str,
    data: Sequence[dict[str, Any]] = (),
    bounds: Bounds = PAKISTAN,
    labels: bool = True,
) -> Map:
    """A map with the traces in `data` that shows all of `bounds`, for `panel.map_picture`.

    `maps.js` fits it to the size that it has on the screen and keeps the reader's view, which
    Streamlit alone would lose with every change of the data; without the script the map suits a
    screen on which it is at least as wide as high.
    """
    return Map(_ground(theme.name, uirevision, bounds, labels), data, bounds)


@cache
def _ground(
    theme_name: Literal["light", "dark"], uirevision: str, bounds: Bounds, labels: bool
) -> go.Figure:
    theme = look.theme(theme_name)
    # The script reads the bounds from these corners.
    corners = {
        "type": "scattermap",
        "lon": [bounds.west, bounds.east],
        "lat": [bounds.south, bounds.north],
        "mode": "markers",
        "marker": {"size": 1, "opacity": 0},
        "hoverinfo": "skip",
    }
    south, north = (asinh(tan(radians(latitude))) for latitude in (bounds.south, bounds.north))
    turns = max((bounds.east - bounds.west) / 360, (north - south) / tau)
    return look.figure(
        theme,
        HEIGHT,
        [corners],
        map={
            "style": style(theme, labels),
            "center": {
                "lon": (bounds.west + bounds.east) / 2,
                "lat": degrees(atan(sinh((south + north) / 2))),
            },
            # At zoom 0 MapLibre draws the earth 512 pixels wide.
            "zoom": log2(HEIGHT / (512 * turns)) - 0.05,
        },
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        uirevision=uirevision,
        clickmode="event+select",
        dragmode="pan",
    )


def steps(values: pd.Series, classes: int = 6) -> list[float]:
    """Upper limits, all but the last, of classes that hold about as many of the positive values
    each: round numbers (1, 2, 3, 5, 7 times a power of ten), at most `classes` - 1 of them."""
    positive = values[values > 0].to_numpy(dtype=float)
    if not len(positive):
        return []
    quantiles = np.quantile(positive, np.linspace(0, 1, classes + 1)[1:-1])
    power = 10.0 ** np.floor(np.log10(quantiles))
    nice = np.array([1, 2, 3, 5, 7, 10])
    nearest = nice[np.abs(quantiles[:, None] / power[:, None] - nice).argmin(axis=1)]
    return sorted({round(float(limit), 10) for limit in nearest * power})


def _classed(theme: Theme, values: pd.Series, limits: Sequence[float], ramp: Sequence[str]) -> dict:
    """The keys of a choropleth trace that colour each value by its class; no value, no colour."""
    classes = len(limits) + 1
    if classes > len(ramp):
        raise ValueError(f"{classes} classes, {len(ramp)} colours")
    spread = np.linspace(0, len(ramp) - 1, classes).round().astype(int)
    colours = [ramp[i] for i in spread]
    scale = [[(i + side) / classes, c] for i, c in enumerate(colours) for side in (0, 1)]
    number = np.searchsorted(np.asarray(limits, dtype=float), values.to_numpy(float), side="left")
    return {
        "z": np.where(values.notna(), number, np.nan),
        "zmin": -0.5,
        "zmax": classes - 0.5,
        "colorscale": scale,
        "showscale": False,
    }


def area_fill(
    theme: Theme,
    level: str,
    values: pd.Series,
    hover: Sequence[str],
    limits: Sequence[float],
    ramp: Sequence[str] | None = None,
) -> dict[str, Any]:
    """A trace that fills the districts or provinces (`level`) that index `values` by their class
    between the `limits` (see `steps`), few to many in `ramp`, the theme's intensity by default.

    A click selects; `event.selection.points[0]["location"]` is the name of the area.
    """
    return {
        "type": "choroplethmap",
        "geojson": {"district": DISTRICTS, "province": PROVINCES}[level],
        "featureidkey": {"district": "properties.district", "province": "properties.name"}[level],
        "locations": list(values.index),
        **_classed(theme, values, limits, ramp or theme.intensity),
        "marker": {"line": {"color": theme.land, "width": 0.5}, "opacity": 0.92},
        "unselected": {"marker": {"opacity": 0.4}},
        "below": BORDERS,
        "text": list(hover),
        "hovertemplate": "%{text}<extra></extra>",
    }


def cells(
    theme: Theme, values: pd.Series, hover: Sequence[str], limits: Sequence[float]
) -> dict[str, Any]:
    """A trace of H3 hexagons: `values` indexed by cell address, coloured as in `area_fill`."""
    hexagons = [
        {
            "type": "Feature",
            "id": cell,
            "properties": {},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[round(x, 3), round(y, 3)] for y, x in h3.cell_to_boundary(cell)]],
            },
        }
        for cell in values.index
    ]
    return {
        "type": "choroplethmap",
        "geojson": {"type": "FeatureCollection", "features": hexagons},
        "locations": list(values.index),
        **_classed(theme, values, limits, theme.intensity),
        "marker": {"line": {"width": 0}, "opacity": 0.85},
        "below": BORDERS,
        "text": list(hover),
        "hovertemplate": "%{text}<extra></extra>",
    }


def density(theme: Theme, frame: pd.DataFrame, weight: str | None = None) -> dict[str, Any]:
    """A heat map of the events (`longitude`, `latitude`), each counting 1 or its `weight`."""
    faint, *ramp = theme.intensity
    stops = [[0, translucent(faint, 0)], [0.08, translucent(ramp[0], 0.55)]]
    positions = np.linspace(0.08, 1, len(ramp) + 1)[1:].tolist()
    stops += [list(stop) for stop in zip(positions, ramp, strict=True)]
    return {
        "type": "densitymap",
        "lon": frame["longitude"].to_numpy(np.float32),
        "lat": frame["latitude"].to_numpy(np.float32),
        "z": None if weight is None else frame[weight].fillna(0).to_numpy(np.float32),
        "radius": 16,
        "colorscale": stops,
        "showscale": False,
        "hoverinfo": "skip",
        "below": BORDERS,
    }


def corridor_traces(
    theme: Theme, projects: pd.DataFrame, routes: pd.DataFrame
) -> list[dict[str, Any]]:
    """The corridor in its accent: roads and lines from waypoints in order (`route_id`, `sequence`),
    projects as diamonds, hollow where not confirmed."""
    ordered = routes.sort_values(["route_id", "sequence"])
    longitude, latitude = [], []
    for _, legs in ordered.groupby("route_id", observed=True, sort=False):
        longitude += [*legs["longitude"], None]
        latitude += [*legs["latitude"], None]
    roads = {
        "type": "scattermap",
        "below": NAMES,
        "mode": "lines",
        "lon": longitude,
        "lat": latitude,
        "line": {"color": theme.accent, "width": 1.6},
        "opacity": 0.75,
        "hoverinfo": "skip",
    }
    cards = [
        f"<b>{unmarked(name)}</b><br>{sector}, {status}<br>{confidence}: {unmarked(source)}"
        for name, sector, status, confidence, source in zip(
            *(projects[c] for c in ("name", "sector", "status", "confidence", "source")),
            strict=True,
        )
    ]
    diamonds = {
        "type": "scattermap",
        "below": NAMES,
        "mode": "text",
        "lon": projects["longitude"].to_numpy(np.float32),
        "lat": projects["latitude"].to_numpy(np.float32),
        "text": np.where(projects["confidence"].eq("confirmed"), "\u25c6", "\u25c7").tolist(),
        "textfont": {"family": "Source Sans", "size": 14, "color": theme.accent},
        "customdata": projects["project_id"].astype(object).tolist(),
        "hovertext": cards,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"allowoverlap": True},
    }
    return [roads, diamonds]
