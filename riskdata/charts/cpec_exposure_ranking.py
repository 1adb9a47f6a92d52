"""The most exposed projects as bars, each with the reach of its rank beside it."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.cpec_exposure import band_colours
from riskdata.charts.theme import Theme, figure
from riskdata.wording import number, unmarked

ROW = 40
"""Pixels of a project: its name above its bar, so that it may be long on a narrow screen."""
BAR = 0.34
"""How much of its row a bar takes."""


def ranking(theme: Theme, table: pd.DataFrame, chosen: str, projects: int) -> go.Figure:
    """Exposure as bars in the colour of the band, and the ranks that each project takes at all
    pairs of scales: a line from the best to the worst with the present one on it, full where it
    keeps its place, hollow where it flips.

    `table` has rows of `exposure_table.table`, the most exposed first; `chosen` is the project_id
    set in bold, `projects` how many are ranked. A click on a mark selects:
    `selection.points[0]["customdata"][0]` is the project.
    """
    at = np.arange(len(table))[::-1]
    colours = band_colours(theme)
    ids, titles, band, rank, exposure = (
        table[column].tolist() for column in ("project_id", "name", "band", "rank", "exposure")
    )
    written = {"textfont": {"color": theme.ink}}
    bars = {
        "type": "bar",
        "orientation": "h",
        "xaxis": "x2",
        "y": at,
        "x": exposure,
        "width": BAR,
        "marker": {"color": [colours[name] for name in band]},
        "text": [number(round(points, 1)) for points in exposure],
        "textposition": "outside",
        "textfont": {"size": 12, "color": theme.ink},
        "cliponaxis": False,
        "customdata": list(zip(ids, titles, band, rank, strict=True)),
        "hovertemplate": "<b>%{customdata[1]}</b><br>exposure %{x:.1f}, %{customdata[2]}, "
        "rank %{customdata[3]}<extra></extra>",
        # What a click chose shows by its bold name: the others stay as they are.
        "selected": written,
        "unselected": {"marker": {"opacity": 1}, **written},
    }
    # Words as marks, since plotly lays the page out anew for each annotation. They and the bars are
    # on the second axis: its grid, had it one, would be drawn across what is on the first.
    names = {
        "type": "scatter",
        "mode": "text",
        "xaxis": "x2",
        "x": np.zeros(len(table)),
        "y": at + BAR / 2 + 2 / ROW,
        "text": [
            f"<b>{unmarked(title)}</b>" if project == chosen else unmarked(title)
            for project, title in zip(ids, titles, strict=True)
        ],
        "textposition": "top right",
        "textfont": {"size": 13, "color": theme.ink},
        "selected": written,
        "unselected": written,
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return figure(
        theme,
        30 + ROW * len(table),
        [bars, names, *_ranks(theme, table, at)],
        margin={"l": 0, "r": 10, "t": 26, "b": 0, "pad": 4},
        xaxis=_rank_axis(theme, int(table["worst"].max()), projects),
        xaxis2={"domain": [0, 0.46], "range": [0, max(*exposure, 1.0) * 1.3], "visible": False},
        yaxis={"visible": False, "range": [-0.4, len(table) - 0.25]},
        clickmode="event+select",
    )


def _rank_axis(theme: Theme, worst: int, projects: int) -> dict[str, Any]:
    last = min(worst + 2, projects + 1)
    step = 10 if last > 30 else 5
    ticks = [1, *range(step, last, step)]
    return {
        "domain": [0.52, 1],
        "side": "top",
        "showgrid": True,
        "gridcolor": theme.hairline,
        "showline": False,
        "tickvals": ticks,
        "ticktext": ["rank 1", *map(str, ticks[1:])],
        "tickangle": 0,
        "range": [0, last],
        "tickfont": {"size": 12, "color": theme.muted},
    }


def _ranks(theme: Theme, table: pd.DataFrame, at: np.ndarray) -> list[dict[str, Any]]:
    best, worst, rank = (table[column].to_numpy() for column in ("best", "worst", "rank"))
    robust = table["robust"].to_numpy(dtype=bool)
    gap = np.full(len(at), np.nan)
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": np.column_stack([best, worst, gap])[part].ravel(),
            "y": np.column_stack([at, at, gap])[part].ravel(),
            "line": {"color": colour, "width": width},
            "hoverinfo": "skip",
        }
        for part, colour, width in [(robust, theme.ink, 3), (~robust, theme.context, 1.5)]
        if part.any()
    ]
    cards = zip(
        table["project_id"], table["name"], best.tolist(), worst.tolist(),
        np.where(robust, "keeps its place", "flips").tolist(), strict=True,
    )  # fmt: skip
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": rank,
        "y": at,
        "marker": {
            "size": 9,
            "color": np.where(robust, theme.ink, theme.paper),
            "line": {"color": np.where(robust, theme.ink, theme.context), "width": 2},
        },
        "customdata": list(cards),
        "hovertemplate": "<b>%{customdata[1]}</b><br>rank %{x}, from %{customdata[2]} to "
        "%{customdata[3]}: %{customdata[4]}<extra></extra>",
        "unselected": {"marker": {"opacity": 1}},
    }
    return [*lines, dots]
