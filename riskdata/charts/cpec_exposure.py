"""The corridor on a map: projects and routes by how exposed they are, and the events."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from riskdata.charts import maps
from riskdata.charts.event_map import event_traces
from riskdata.charts.map_style import NAMES
from riskdata.charts.outlines import frame, outline
from riskdata.charts.theme import Theme
from riskdata.corridor import Lines
from riskdata.measures.exposure import BANDS
from riskdata.preparation import PreparedRecord
from riskdata.selection import Mask

WIDTHS = dict(zip(BANDS, (6.0, 4.6, 3.2, 2.0, 1.2), strict=True))
DIAMONDS = dict(zip(BANDS, (26, 21, 16, 13, 12), strict=True))


def band_colours(theme: Theme) -> dict[str, str]:
    """The colour of each band of exposure, the highest first."""
    ramp = theme.intensity
    return dict(zip(BANDS, (ramp[5], ramp[4], ramp[3], ramp[2], theme.before), strict=True))


def corridor_map(
    theme: Theme,
    record: PreparedRecord,
    events: pd.DataFrame,
    lines: Lines,
    line_bands: pd.Series,
    projects: pd.DataFrame,
    cards: Sequence[str],
    region: str,
    depth_km: int,
) -> maps.Map:
    """Routes in the colour of the band of each stretch, projects as diamonds that grow with it,
    hollow where not confirmed, events (rows of the record's `measured`) as circles.

    `lines` are those of all stretches and `line_bands` the band of each, empty where it is not
    drawn; `projects` have `longitude`, `latitude`, `band`, `confidence` and `project_id`; `cards`
    are what pointing at each tells. The `region` is outlined and shown. A click on a diamond
    selects: `selection.points[0]["customdata"]` is the project.
    """
    traces = [
        *outline(theme, region, depth_km),
        *_routes(theme, lines, line_bands),
        *event_traces(theme, record, events),
        *_diamonds(theme, projects, cards),
    ]
    return maps.base_map(theme, "exposure", traces)._replace(bounds=frame(region))


def _routes(theme: Theme, lines: Lines, bands: pd.Series) -> list[dict[str, Any]]:
    """A trace a band, the lowest first, so that the worst lies on top."""
    colours = band_colours(theme)
    of_line = bands.to_numpy(dtype=object)[lines.shape]
    return [
        line(lines, of_line == band, colours[band], WIDTHS[band])
        for band in reversed(BANDS)
        if (of_line == band).any()
    ]


def line(lines: Lines, drawn: Mask | slice, colour: str, width: float) -> dict[str, Any]:
    """Some of the lines in one colour."""
    return {
        "type": "scattermap",
        "below": NAMES,
        "mode": "lines",
        "lon": lines.longitude[drawn],
        "lat": lines.latitude[drawn],
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
    }


def _diamonds(theme: Theme, projects: pd.DataFrame, cards: Sequence[str]) -> list[dict[str, Any]]:
    bands = projects["band"].to_numpy(dtype=object)
    return [
        diamonds(theme, projects, cards, DIAMONDS[band], np.flatnonzero(bands == band))
        for band in reversed(BANDS)
        if (bands == band).any()
    ]


def diamonds(
    theme: Theme, projects: pd.DataFrame, cards: Sequence[str], size: int, shown: NDArray[np.intp]
) -> dict[str, Any]:
    """Projects in the corridor's accent, hollow where not confirmed; `shown` are positions."""
    ids, confidence, longitude, latitude = (
        projects[column].to_numpy()[shown]
        for column in ("project_id", "confidence", "longitude", "latitude")
    )
    return {
        "type": "scattermap",
        "below": NAMES,
        # plotly lets a reader choose marks of a map only where they have a marker.
        "mode": "markers+text",
        "lon": longitude.astype(np.float32),
        "lat": latitude.astype(np.float32),
        "text": np.where(confidence == "confirmed", "\u25c6", "\u25c7").tolist(),
        "textfont": {"family": "Source Sans", "size": size, "color": theme.accent},
        "customdata": ids.tolist(),
        "hovertext": np.asarray(cards, dtype=object)[shown].tolist(),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"allowoverlap": True, "size": size * 0.8, "opacity": 0},
    }
