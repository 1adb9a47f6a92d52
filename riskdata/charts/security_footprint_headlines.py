"""Headline figures of the corridor over time, one mark a publisher's figure."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.theme import Theme, figure, unit
from riskdata.measures.security_footprint_headlines import PLEDGED, REALISED, Figures

HEIGHT = 300
MARKS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "triangle-down")


def colours(theme: Theme, metrics: Sequence[Figures]) -> dict[str, tuple[str, str]]:
    """Colour and marker of each metric: what is pledged in grey, what is realised (else the metric
    with most figures) in the accent of China's projects."""
    names = [figures.metric for figures in metrics]
    accent = REALISED if REALISED in names else names[0]
    hues = iter([theme.ink, *dict.fromkeys(theme.means.values())])
    fixed = {accent: theme.accent, PLEDGED: theme.context}
    return {
        name: (fixed[name] if name in fixed else next(hues), symbol)
        for name, symbol in zip(names, MARKS, strict=False)
    }


def over_time(
    theme: Theme, metrics: Sequence[Figures], cards: Sequence[Sequence[str]], counted: str
) -> go.Figure:
    """Every figure of the metrics (of one unit) on its day; nothing joins figures of different
    publishers. `cards` are what pointing at each metric's marks tells, `counted` names the axis."""
    styles = colours(theme, metrics)
    traces = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": figures.metric,
            "x": figures.rows["as_of"].tolist(),
            "y": figures.rows["value"].tolist(),
            "text": list(told),
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {
                "size": 10,
                "opacity": 1,
                "color": styles[figures.metric][0],
                "symbol": styles[figures.metric][1],
                "line": {"color": theme.paper, "width": 1},
            },
        }
        for figures, told in zip(metrics, cards, strict=True)
        if figures.metric in styles
    ]
    days = pd.concat([figures.rows["as_of"] for figures in metrics])
    margin = pd.Timedelta(days=max(60, (days.max() - days.min()).days // 30))
    first, last = days.min() - margin, days.max() + margin
    most = max(figures.high for figures in metrics)
    return figure(
        theme, HEIGHT, traces, annotations=[unit(theme, counted)],
        xaxis={"range": [first, last], "tickformat": "%Y"},
        yaxis={"range": [0, most * 1.08]}, margin={"t": 30},
    )  # fmt: skip
