"""How far publishers lie apart, year by year."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.published_years import year_axis
from riskdata.charts.theme import Label, Theme, direct_labels, figure, unit
from riskdata.wording import number

MARKS = (("solid", "circle"), ("dash", "square"), ("dot", "diamond"))


def styles(theme: Theme, metrics: list[str]) -> dict[str, tuple[str, str, str]]:
    """Colour, dash and marker of each metric, told apart without hue as well."""
    colours = (theme.ink, theme.intensity[4], theme.context)
    return {
        metric: (colour, *mark)
        for metric, colour, mark in zip(metrics, colours, MARKS, strict=False)
    }


def apart(theme: Theme, found: Mapping[str, pd.DataFrame], names: Mapping[str, str]) -> go.Figure:
    """The highest publisher by the lowest, for each metric and year (`differences`). `names` has
    the words for each metric."""
    traces, labels = [], []
    every = pd.concat(found.values())
    first, last = int(every["year"].min()), int(every["year"].max())
    top = float(every["ratio"].max()) * 1.08
    for metric, (colour, dash, symbol) in styles(theme, list(found)).items():
        table = found[metric].set_index("year").reindex(range(first, last + 1))
        said = [
            "" if pd.isna(row["ratio"]) else
            f"{row['highest']} {number(row['high'])}, {row['lowest']} {number(row['low'])}"
            for _, row in table.iterrows()
        ]  # fmt: skip
        known = table["ratio"].dropna()
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": table.index.tolist(),
                "y": [None if value != value else value for value in table["ratio"].tolist()],
                "connectgaps": False,
                "line": {"color": colour, "dash": dash, "width": 2},
                "marker": {"color": colour, "symbol": symbol, "size": 7},
                "text": said,
                "hovertemplate": f"%{{x}}, {names[metric]}: %{{y:.1f}}-fold<br>%{{text}}"
                "<extra></extra>",
            }
        )
        labels.append(Label(SHORT.get(metric, metric), known.index[-1], known.iloc[-1], colour))
    drawn = figure(
        theme, 300, traces, annotations=[unit(theme, "Highest publisher by the lowest, times")],
        xaxis=year_axis(first, last), margin={"t": 30},
        yaxis={"tickvals": list(range(1, int(top) + 1)), "tickformat": "d"},
    )  # fmt: skip
    direct_labels(drawn, theme, labels, (0.9, top))
    return drawn


SHORT = {
    "attacks": "attacks",
    "killed": "killed in attacks",
    "killed (all parties)": "killed, all parties",
}
