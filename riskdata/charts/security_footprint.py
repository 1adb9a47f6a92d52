"""The steps of China's security presence over time, in a lane a category."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.theme import LINE, NARROW, Theme, figure, text_width, translucent
from riskdata.measures.security_footprint import CONFIRMED
from riskdata.schema.vocabularies import STATUS
from riskdata.wording import first_upper

ACROSS = 8
"""Pixels across of a mark."""
STEP = ACROSS + 2
LANE = 6
"""Pixels between two lanes."""


def marks(theme: Theme) -> Mapping[str, dict[str, Any]]:
    """How a mark of each status is drawn, by shape and outline alone: confirmed full, reported
    pale with a rim, unconfirmed hollow, denied hollow and crossed."""
    rim = {"color": theme.ink, "width": 1.3}
    return {
        "confirmed": {"color": theme.ink, "line": rim},
        "reported": {"color": translucent(theme.ink, 0.28), "line": rim},
        "unconfirmed": {"color": theme.paper, "line": rim},
        "denied": {"symbol": "circle-x-open", "color": theme.ink, "line": rim},
    }


def stacked(days: Sequence[float], gap: float) -> list[int]:
    """The lowest row for each day (ascending) at which it keeps the gap to its row's last one."""
    ends: list[float] = []
    rows = []
    for at in days:
        row = next((i for i, end in enumerate(ends) if at - end >= gap), len(ends))
        ends[row : row + 1] = [at]
        rows.append(row)
    return rows


def timeline(
    theme: Theme, steps: pd.DataFrame, counts: pd.DataFrame, cards: Sequence[str]
) -> go.Figure:
    """Every step as a mark on its day, in a lane a category of `counts` (`lanes` of the whole
    record, so that one of which no step is drawn is named too), stacked where marks would meet on a
    narrow screen. `cards` are what pointing at a mark tells, a row each."""
    first = pd.Timestamp(steps["date"].min().year, 1, 1)
    last = steps["date"].max() + pd.DateOffset(months=4)
    gap = (last - first).days * STEP / NARROW
    texts = steps.assign(card=list(cards)).astype({"category": "str", "status": "str"})
    top = 0.0
    notes, placed, edges = [], [], []
    for category, lane in counts.iterrows():
        rows = texts[texts["category"] == category].sort_values("date", kind="stable")
        days = [(day - first).days for day in rows["date"]]
        levels = stacked(days, gap)
        told = f"{lane[CONFIRMED]} of {lane['steps']}"
        name = f"{first_upper(str(category))}  {told}"
        # Marks to the right of the lane's name may rise beside it.
        ends = (text_width(name) + STEP) / NARROW * (last - first).days
        heights = [
            STEP * (level + 0.5) + (LINE + 3 if day < ends else 0)
            for day, level in zip(days, levels, strict=True)
        ]
        base = top + 3 + max([*heights, LINE + STEP])
        placed.append(rows.assign(y=base - STEP * np.array(levels, dtype=float)))
        notes.append(_name(theme, name, top + 2))
        edges.append(top)
        top = base + STEP / 2 + LANE
    drawn = pd.concat(placed)
    traces = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": status,
            "x": rows["date"].tolist(),
            "y": rows["y"].tolist(),
            "text": rows["card"].tolist(),
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {"size": ACROSS, "opacity": 1, **marks(theme)[status]},
        }
        for status in STATUS
        if len(rows := drawn[drawn["status"] == status])
    ]
    return figure(
        theme, round(top) + 40, traces, annotations=notes,
        xaxis={"range": [first, last],
               "dtick": "M24", "tick0": f"{first.year}-01-01", "tickformat": "%Y"},
        yaxis={"range": [top, 0], "tickvals": edges, "showticklabels": False},
    )  # fmt: skip


def _name(theme: Theme, name: str, top: float) -> dict[str, Any]:
    category, _, told = name.partition("  ")
    return {
        "text": f"<b>{category}</b>  <span style='color:{theme.muted}'>{told}</span>",
        "x": 0, "xref": "paper", "xanchor": "left", "y": top, "yanchor": "top",
        "showarrow": False, "align": "left", "font": {"size": 12, "color": theme.ink},
    }  # fmt: skip
