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


def course(
    theme: Theme, found: pd.DataFrame, colour: str, noun: str, uncovered: pd.DataFrame
) -> go.Figure:
    """The share above, with the band of its 95 percent interval, and the counts below.

    `found` is `measures.lenses.course`; `uncovered` the periods (`start`, `end`) to shade.
    Quarters or years that are not wholly covered are hatched.
    """
    first, last = found["start"].min(), found["end"].max()
    # Half a slot aside, so that bars stand in the middle of their time.
    middle = found["start"] + (found["end"] - found["start"]) / 2
    unit = "year" if (found["end"] - found["start"]).max().days > 300 else "quarter"
    when = [
        str(start.year) if unit == "year" else f"{start:%b} to {end:%b %Y}"
        for start, end in zip(found["start"], found["end"], strict=True)
    ]
    width = (found["end"] - found["start"]).dt.days * 86_400_000 * 0.8
    told = found[["share", "low", "high"]] * 100
    broken = _broken(found["start"], found["end"], middle, told)
    band = {
        "type": "scatter",
        "mode": "lines",
        "line": {"width": 0},
        "yaxis": "y2",
        "hoverinfo": "skip",
    }
    traces = [
        {
            "type": "bar",
            "x": middle,
            "y": found["events"],
            "width": width,
            "marker": bar_marker(theme, colour, (~found["whole"]).tolist()),
            "customdata": np.column_stack([when, found["all"], found["killed"]]),
            "hovertemplate": f"<b>%{{customdata[0]}}</b><br>%{{y:,}} of %{{customdata[1]:,}} {noun}"
            ", %{customdata[2]:,} killed<extra></extra>",
        }
    ]
    for part in broken:
        traces += [
            {**band, "x": part["x"], "y": part["low"]},
            {
                **band,
                "x": part["x"],
                "y": part["high"],
                "fill": "tonexty",
                "fillcolor": translucent(colour, 0.18),
            },
        ]
    traces.append(
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": middle,
            "y": told["share"],
            "yaxis": "y2",
            "connectgaps": False,
            "line": {"color": colour, "width": 2},
            "marker": {"color": colour, "size": 5},
            "customdata": np.column_stack([when, told["low"].round(), told["high"].round()]),
            "hovertemplate": "<b>%{customdata[0]}</b><br>%{y:.0f} % (likely %{customdata[1]} to "
            "%{customdata[2]} %)<extra></extra>",
        }
    )
    drawn = figure(
        theme,
        300,
        traces,
        yaxis={"domain": [0, 0.34], "nticks": 4, "rangemode": "tozero"},
        yaxis2={"domain": [0.48, 1], "anchor": "x", "nticks": 5,
                "range": [0, min(100, np.nanmax([*told["high"], 10]) * 1.08)]},
        xaxis={"range": [first, last], "anchor": "y"},
        annotations=[heading(theme, f"Share of the country's {noun}, %", 1),
                     heading(theme, f"{noun.capitalize()} a {unit}", 0.34)],
        margin={"l": 0, "r": 8, "t": 22, "b": 0, "pad": 4},
    )  # fmt: skip
    gaps = uncovered[["start", "end"]].itertuples(index=False)
    shade_not_covered(drawn, theme, gaps, first, last)
    return drawn


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


def _broken(
    start: pd.Series, end: pd.Series, middle: pd.Series, told: pd.DataFrame
) -> list[pd.DataFrame]:
    """Runs of neighbouring slots that have a share: a band spans no gap."""
    table = told.assign(x=middle)
    known = table["share"].notna()
    after = start.ne(end.shift() + pd.Timedelta(days=1)) | known.ne(known.shift())
    return [run for _, run in table[known].groupby(after.cumsum()[known])]
