"""Shares of arms transfers, one bar a period, as SIPRI printed them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.theme import Theme, figure, translucent, unit
from riskdata.measures.security_footprint_arms import CHINA

BAR = 26
OTHERS = "others, not printed"


def colours(theme: Theme, shares: pd.DataFrame) -> dict[str, str]:
    """The colour of each supplier: China in ink, the others by their largest share."""
    largest = shares.groupby("supplier")["value"].max().sort_values(ascending=False)
    others = [supplier for supplier in largest.index if supplier != CHINA]
    hues = dict.fromkeys(theme.means.values())
    hues.pop(theme.other, None)
    return {CHINA: theme.ink, **dict(zip(others, hues, strict=False))}


def imports(theme: Theme, shares: pd.DataFrame) -> go.Figure:
    """Pakistan's imports by supplier (`measures.security_footprint_arms.shares`)."""
    hues = colours(theme, shares)
    periods = _periods(shares)
    places = list(range(len(periods)))
    known = shares.pivot(index=["period_start", "period_end"], columns="supplier", values="value")
    known = known.reindex(periods.index).fillna(0)
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": supplier,
            "y": places,
            "x": known[supplier].tolist(),
            "text": [f"{share:g}" if share >= 10 else "" for share in known[supplier]],
            "textposition": "inside",
            "insidetextanchor": "start",
            "textangle": 0,
            "textfont": {"color": theme.paper, "size": 12},
            "marker": {"color": colour, "line": {"color": theme.paper, "width": 1}},
            "hovertemplate": f"{supplier}: %{{x}} %<extra></extra>",
        }
        for supplier, colour in hues.items()
        if supplier in known
    ]
    traces.append(
        {
            "type": "bar",
            "orientation": "h",
            "name": OTHERS,
            "y": places,
            "x": (100 - known.sum(axis=1)).clip(lower=0).tolist(),
            "marker": {"color": translucent(theme.muted, 0.14)},
            "hovertemplate": "Others, not printed: %{x:.1f} %<extra></extra>",
        }
    )
    traces += _first_prints(theme, shares[shares["supplier"] == CHINA], periods)
    return _rows(theme, traces, periods, "Per cent of Pakistan's arms imports", 100)


def exports(theme: Theme, shares: pd.DataFrame) -> go.Figure:
    """Pakistan's share in China's arms exports (`from_china`)."""
    periods = _periods(shares)
    places = _places(shares, periods)
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": places,
        "x": shares["value"].tolist(),
        "text": [f"{share:g}" for share in shares["value"]],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textangle": 0,
        "textfont": {"color": theme.paper, "size": 12},
        "marker": {"color": theme.ink},
        "hovertemplate": "%{x} % went to Pakistan<extra></extra>",
    }
    traces = [bars, *_first_prints(theme, shares, periods)]
    return _rows(theme, traces, periods, "Per cent of China's arms exports", 100)


def _periods(shares: pd.DataFrame) -> pd.Series:
    """Whether a period stands apart from the newer ones, by first and last year, newest first."""
    return shares.groupby(["period_start", "period_end"])["apart"].any().sort_index(
        level=["period_end", "period_start"], ascending=False
    )  # fmt: skip


def _places(shares: pd.DataFrame, periods: pd.Series) -> list[int]:
    order = {period: place for place, period in enumerate(periods.index)}
    return [
        order[period] for period in zip(shares["period_start"], shares["period_end"], strict=True)
    ]


def _first_prints(theme: Theme, shares: pd.DataFrame, periods: pd.Series) -> list[dict[str, Any]]:
    """A hollow mark where a share was first printed as another figure."""
    rows = shares[shares["first"].notna()]
    if rows.empty:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "y": _places(rows, periods),
            "x": rows["first"].tolist(),
            "customdata": rows[["value"]].to_numpy().tolist(),
            "marker": {
                "symbol": "diamond",
                "size": 9,
                "color": theme.paper,
                "line": {"color": theme.muted, "width": 1.5},
            },
            "hovertemplate": "First printed as %{x} %, now %{customdata[0]} %<extra></extra>",
        }
    ]


def _rows(
    theme: Theme, traces: list[dict], periods: pd.Series, counted: str, most: float
) -> go.Figure:
    names = [
        f"<b>{start}–{end % 100:02d}</b>" if apart else f"{start}–{end % 100:02d}"
        for (start, end), apart in periods.items()  # pyright: ignore[reportGeneralTypeIssues]
    ]
    axis: Mapping[str, Any] = {
        "tickvals": list(range(len(names))),
        "ticktext": names,
        "range": [len(names) - 0.4, -0.6],
        "showgrid": False,
        "tickfont": {"size": 12, "color": theme.ink},
    }
    return figure(
        theme, BAR * len(names) + 62, traces, barmode="stack", bargap=0.28, yaxis=axis,
        xaxis={"range": [0, most], "showgrid": True, "gridcolor": theme.hairline, "dtick": 25},
        annotations=[unit(theme, counted)], margin={"t": 30, "r": 16},
    )  # fmt: skip
