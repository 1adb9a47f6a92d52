"""What the publishers count by month, as a picture."""

from collections.abc import Sequence
from itertools import groupby

import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.published_years import UNIT
from riskdata.charts.theme import (
    Theme,
    TurningPoint,
    annotate_turning_points,
    bar_marker,
    figure,
    translucent,
)
from riskdata.measures.published_months import MonthlySeries

PANEL, BETWEEN = 118, 34


def by_month(
    theme: Theme, series: Sequence[MonthlySeries], turning_points: pd.DataFrame
) -> tuple[go.Figure, list[TurningPoint]]:
    """Months of each series one above the other on one time axis, with the mean of three months.

    Provisional months are hatched, months without a figure shaded. Returns the numbered turning
    points too, where their titles do not fit.
    """
    first = min(one.months.index[0] for one in series)
    last = max(one.months.index[-1] for one in series) + pd.DateOffset(months=1)
    height = len(series) * (PANEL + BETWEEN)
    traces, shapes, notes, axes = [], [], [], {}
    for i, one in enumerate(series):
        axis = "" if i == 0 else str(i + 1)
        top = 1 - (i * (PANEL + BETWEEN) + BETWEEN) / height
        axes[f"yaxis{axis}"] = {
            "domain": [max(top - PANEL / height, 0), top],
            "rangemode": "tozero",
            "nticks": 4,
        }
        colour = theme.publisher[one.publisher].colour
        # A month's bar and mean stand at its middle.
        middle = [f"{day:%Y-%m}-15" for day in one.months.index]
        traces += [
            {
                "type": "bar",
                "x": middle,
                "y": plain(one.months["value"]),
                "yaxis": f"y{axis}",
                "marker": bar_marker(theme, theme.context, one.months["provisional"].tolist()),
                "opacity": 0.75,
                "hovertemplate": f"%{{x|%B %Y}}: %{{y:,}} {UNIT[one.metric]}<extra></extra>",
            },
            {
                "type": "scatter",
                "mode": "lines",
                "x": middle,
                "y": plain(one.months["mean"].round(1)),
                "yaxis": f"y{axis}",
                "connectgaps": False,
                "line": {"color": colour, "width": 2.2},
                "hovertemplate": "%{x|%B %Y}: mean of three months %{y:,.0f}<extra></extra>",
            },
        ]
        shapes += [
            {
                "type": "rect", "x0": left, "x1": right, "y0": 0, "y1": 1,
                "yref": f"y{axis} domain", "layer": "below", "line": {"width": 0},
                "fillcolor": translucent(theme.muted, 0.14),
            }
            for left, right in _missing(one.months["value"], first, last)
        ]  # fmt: skip
        notes.append(
            {
                "text": (
                    f"<b style='color:{colour}'>{one.publisher}</b>  {UNIT[one.metric]} a month"
                ),
                "x": 0, "xref": "paper", "xanchor": "left", "y": top, "yref": "paper",
                "yanchor": "bottom", "showarrow": False, "font": {"size": 12, "color": theme.ink},
            }
        )  # fmt: skip
    drawn = figure(
        theme, height + 40, traces, shapes=shapes, annotations=notes, bargap=0.1, **axes,
        xaxis={"range": [first, last], "anchor": f"y{len(series)}" if len(series) > 1 else "y"},
    )  # fmt: skip
    return drawn, annotate_turning_points(drawn, theme, turning_points, first, last)


def _missing(
    values: pd.Series, first: pd.Timestamp, last: pd.Timestamp
) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """The stretches of the time axis in which a monthly series has no figure."""
    every = pd.date_range(first, last, freq="MS")
    missing = values.reindex(every[:-1]).isna().tolist()
    stretches = []
    for is_missing, run in groupby(range(len(missing)), key=missing.__getitem__):
        if is_missing:
            positions = list(run)
            stretches.append((every[positions[0]], every[positions[-1] + 1]))
    return stretches


def plain(values: pd.Series) -> list[float | None]:
    """A column as a list, with None where it is empty."""
    return [None if value != value else value for value in values.tolist()]
