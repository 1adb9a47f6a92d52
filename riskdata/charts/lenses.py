"""The course of a lens: its share of the country's events, and how many there were."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.theme import (
    Theme,
    bar_marker,
    figure,
    shade_not_covered,
    translucent,
)
from riskdata.measures.lenses import tells_shares


def course(
    theme: Theme, found: pd.DataFrame, colour: str, noun: str, uncovered: pd.DataFrame
) -> go.Figure:
    """The share above, with the band of its 95 percent interval, and the counts below; the counts
    alone where the shares make no course.

    `found` is `measures.lenses.course`; `uncovered` the periods (`start`, `end`) to shade.
    Quarters or years that are not wholly covered are hatched.
    """
    start, end = (found[column].to_numpy("datetime64[D]") for column in ("start", "end"))
    days = (end - start).astype(int)
    # Half a slot aside, so that bars stand in the middle of their time.
    middle = (start + days // 2).astype("datetime64[s]")
    unit = "year" if days.max() > 300 else "quarter"
    when = [
        str(a.year) if unit == "year" else f"{a:%b} to {b:%b %Y}"
        for a, b in zip(found["start"], found["end"], strict=True)
    ]
    bars: dict[str, Any] = {
        "type": "bar",
        "x": middle,
        "y": found["events"].to_numpy(),
        "width": days * 86_400_000 * 0.8,
        "marker": bar_marker(theme, colour, (~found["whole"]).tolist()),
        "customdata": np.column_stack([when, found["all"], found["killed"]]),
        "hovertemplate": f"<b>%{{customdata[0]}}</b><br>%{{y:,}} of %{{customdata[1]:,}} {noun}"
        ", %{customdata[2]:,} killed<extra></extra>",
    }
    traces, shares = [bars], tells_shares(found)
    top = 0.34 if shares else 1
    ticks = {"dtick": 1} if found["events"].max() < 4 else {"nticks": 4}
    layout: dict[str, Any] = {
        "yaxis": {"domain": [0, top], "rangemode": "tozero", **ticks},
        "annotations": [heading(theme, f"{noun.capitalize()} a {unit}", top)],
    }
    if shares:
        share, low, high = (found[column].to_numpy() * 100 for column in ("share", "low", "high"))
        traces += _share(colour, middle, when, share, low, high)
        most = np.nanmax([*high, 10])
        layout["yaxis2"] = {"domain": [0.48, 1], "anchor": "x", "nticks": 5,
                            "range": [0, min(100, most * 1.08)]}  # fmt: skip
        layout["annotations"].append(heading(theme, f"Share of the country's {noun}, %", 1))
    first, last = found["start"].min(), found["end"].max()
    drawn = figure(
        theme,
        300 if shares else 150,
        traces,
        xaxis={"range": [first, last], "anchor": "y"},
        margin={"l": 0, "r": 8, "t": 22, "b": 0, "pad": 4},
        **layout,
    )
    gaps = uncovered[["start", "end"]].itertuples(index=False)
    shade_not_covered(drawn, theme, gaps, first, last)
    return drawn


def _share(
    colour: str,
    x: np.ndarray,
    when: list[str],
    share: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
) -> list[dict[str, Any]]:
    """The share and the band of its interval, in per cent."""
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "yaxis": "y2",
            **_band(x, low, high),
            "line": {"width": 0},
            "fill": "toself",
            "fillcolor": translucent(colour, 0.18),
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "lines+markers",
            "yaxis": "y2",
            "x": x,
            "y": share,
            "connectgaps": False,
            "line": {"color": colour, "width": 2},
            "marker": {"color": colour, "size": 5},
            "customdata": np.column_stack([when, low.round(), high.round()]),
            "hovertemplate": "<b>%{customdata[0]}</b><br>%{y:.0f} % (likely %{customdata[1]} to "
            "%{customdata[2]} %)<extra></extra>",
        },
    ]


def heading(theme: Theme, text: str, y: float) -> dict[str, Any]:
    """The words over one of several plots that stand above each other, `y` of the figure up."""
    return {
        "text": text,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": y,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 3,
        "showarrow": False,
        "font": {"size": 12, "color": theme.muted},
    }


def _band(x: np.ndarray, low: np.ndarray, high: np.ndarray) -> dict[str, list]:
    """Outlines of the band between two lines, one for each run of known values."""
    known = ~np.isnan(low)
    outline: dict[str, list] = {"x": [], "y": []}
    for run in np.split(np.arange(len(x)), np.flatnonzero(np.diff(known)) + 1):
        if known[run[0]]:
            outline["x"] += [*x[run].tolist(), *x[run[::-1]].tolist(), None]
            outline["y"] += [*high[run].tolist(), *low[run[::-1]].tolist(), None]
    return outline
