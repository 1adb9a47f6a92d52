"""The Overview's pictures, but for its map."""

from typing import Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from riskdata.charts import maps
from riskdata.charts.theme import (
    Label,
    Theme,
    TurningPoint,
    annotate_turning_points,
    bar_marker,
    direct_labels,
    figure,
    shade_not_covered,
    unit,
)
from riskdata.charts.theme import theme as theme_of
from riskdata.wording import number, signed_percent


def by_month(
    theme: Theme, months: pd.DataFrame, turning_points: pd.DataFrame
) -> tuple[go.Figure, list[TurningPoint]]:
    """One publisher's count a month; the newest 12 months stand out, provisional ones are hatched.

    `months` holds one monthly series (columns `period_start`, `value`, `notes`). Returns the
    numbered turning points too, where their titles do not fit.
    """
    provisional = months["notes"].str.contains("provisional", case=False, na=False)
    newest = months["period_start"] > months["period_start"].max() - pd.DateOffset(years=1)
    publisher = str(months["publisher"].iloc[0])
    counted = "attacks" if months["metric"].iloc[0] == "attacks" else "people killed"
    colour = theme.publisher[publisher].colour
    bars = []
    for part, hue in [(~newest, theme.context), (newest, colour)]:
        shown = months[part]
        bars.append(
            {
                "type": "bar",
                "x": shown["period_start"].to_numpy(),
                "y": shown["value"].to_numpy(),
                "marker": bar_marker(theme, hue, provisional[part].tolist()),
                "customdata": np.where(provisional[part], ", provisional", ""),
                "hovertemplate": f"%{{x|%B %Y}}: %{{y:,}} {counted}%{{customdata}}<extra></extra>",
            }
        )
    drawn = figure(
        theme, 300, bars, barmode="overlay", margin_t=28,
        annotations=[unit(theme, f"{counted.capitalize()} a month ({publisher})")],
        yaxis_rangemode="tozero",
    )  # fmt: skip
    first = months["period_start"].min()
    last = months["period_end"].max()
    drawn.update_xaxes(range=[first - pd.Timedelta(days=20), last])
    there = set(months["period_start"])
    gaps = [
        (month, month + pd.offsets.MonthEnd())
        for month in pd.date_range(first, last, freq="MS")
        if month not in there
    ]
    shade_not_covered(drawn, theme, gaps, first, last)
    return drawn, annotate_turning_points(drawn, theme, turning_points, first, last)


def attacks_by_year(theme: Theme, years: pd.DataFrame) -> go.Figure:
    """Attacks a year as each publisher counts them, a line a publisher, labelled at its end, with
    its last year where others go on.

    `years` holds yearly figures, one series a publisher. Years that a publisher left out are
    bridged by a thin dotted line only: what lies between is not known.
    """
    lines, labels = [], []
    newest = years["period_start"].max()
    for publisher, series in years.groupby("publisher", observed=True):
        mark = theme.publisher[str(publisher)]
        span = pd.date_range(series["period_start"].min(), series["period_start"].max(), freq="YS")
        values = series.set_index("period_start")["value"].reindex(span)
        x, y = values.index.to_numpy(), values.to_numpy()
        line = {"type": "scatter", "x": x, "y": y, "hoverinfo": "skip"}
        lines += [
            {
                **line,
                "mode": "lines",
                "connectgaps": True,
                "line": {"color": mark.colour, "dash": "dot", "width": 1},
            },
            {
                **line,
                "mode": "lines+markers",
                "line": {"color": mark.colour, "width": 2},
                "marker": {"color": mark.colour, "symbol": mark.symbol, "size": 7},
                "hoverinfo": "all",
                "hovertemplate": f"{publisher} %{{x|%Y}}: %{{y:,}} attacks<extra></extra>",
            },
        ]
        last = series.iloc[-1]
        when = "" if last["period_start"] == newest else f" ({last['period_start'].year})"
        text = f"{publisher} {number(last['value'])}{when}"
        labels.append(Label(text, last["period_start"], float(last["value"]), mark.colour))
    drawn = figure(theme, 300, lines, annotations=[unit(theme, "Attacks a year")], margin_t=28)
    direct_labels(drawn, theme, labels, (0, float(years["value"].max()) * 1.05))
    first, beside = years["period_start"].min(), pd.Timedelta(days=150)
    drawn.update_xaxes(range=[first - beside, newest + beside])
    return drawn


def corridor(
    projects: pd.DataFrame, routes: pd.DataFrame, theme_name: Literal["light", "dark"]
) -> list[dict]:
    """The corridor's traces for a map (`maps.corridor_traces`) in the theme of that name."""
    return maps.corridor_traces(theme_of(theme_name), projects, routes)


def what_changed(theme: Theme, changes: pd.DataFrame) -> go.Figure:
    """Each part's share now against its share before with its interval, on a logarithmic scale.

    `changes` is `measures.what_changed`. Filled where the interval leaves out 1; grey where the
    change may be chance; an arrow at the edge where one of the counts is 0. The counts stand beside
    the names.
    """
    shown = changes.iloc[::-1]
    rows = shown[["name", "before", "now", "ratio", "low", "high"]].to_numpy(object)
    names = [
        f"{name}  <span style='color:{theme.muted}'>{before} → {now}</span>"
        for name, before, now, *_ in rows
    ]
    positions = np.array(_positions(shown["dimension"].tolist()))
    low, ratio, high = (shown[part].clip(1 / 16, 16) for part in ("low", "ratio", "high"))
    at_edge = shown["ratio"].map({0.0: "triangle-left", np.inf: "triangle-right"})
    colour = {"up": theme.change[-1], "down": theme.change[0], "unclear": theme.context}
    colours = shown["direction"].map(colour).tolist()
    bars = []
    for direction, hue in colour.items():
        part = (shown["direction"] == direction).to_numpy()
        gap = np.full(part.sum(), np.nan)
        bars.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": np.column_stack([low[part], high[part], gap]).ravel(),
                "y": np.column_stack([positions[part], positions[part], gap]).ravel(),
                "line": {"color": hue, "width": 1.5 if direction == "unclear" else 3},
                "hoverinfo": "skip",
            }
        )
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": ratio,
        "y": positions,
        "marker": {
            "size": 10,
            "symbol": at_edge.fillna("circle").tolist(),
            "color": np.where(shown["direction"] == "unclear", theme.paper, colours),
            "line": {"color": colours, "width": 2},
        },
        "customdata": [
            [name, before, now, *map(signed_percent, reach)] for name, before, now, *reach in rows
        ],
        "hovertemplate": (
            "%{customdata[0]}: %{customdata[1]} before, %{customdata[2]} now, %{customdata[3]} "
            "(%{customdata[4]} to %{customdata[5]})<extra></extra>"
        ),
    }  # fmt: skip
    return figure(
        theme,
        70 + 23 * int(positions[-1] + 1),
        [*bars, dots],
        xaxis={
            "type": "log", "side": "top", "showline": False, "showgrid": True, "tickangle": 0,
            "tickvals": [1 / 8, 1 / 3, 1, 3, 8], "ticktext": ["÷8", "÷3", "same", "×3", "×8"],
            "gridcolor": theme.hairline, "title": None,
            "range": [np.log10(low.min() * 0.9), np.log10(high.max() * 1.1)],
        },
        yaxis={
            "tickvals": positions, "ticktext": names, "showgrid": False, "title": None,
            "tickfont": {"color": theme.ink, "size": 13}, "range": [-0.8, positions[-1] + 0.8],
        },
        shapes=[{
            "type": "line", "x0": 1, "x1": 1, "y0": 0, "y1": 1, "yref": "paper",
            "line": {"color": theme.ink, "width": 1},
        }],
    )  # fmt: skip


def _positions(dimensions: list[str]) -> list[float]:
    """One step a row, and half a step more where a new dimension begins."""
    at, positions = 0.0, []
    for i, dimension in enumerate(dimensions):
        if i:
            at += 1.0 if dimension == dimensions[i - 1] else 1.6
        positions.append(at)
    return positions
