"""Attacks on Chinese nationals and projects before and since, and against the publishers."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.chinese_targets import HEADER, lane_colours, note
from riskdata.charts.theme import Mark, Theme, figure, translucent
from riskdata.measures.chinese_targets import Shift
from riskdata.wording import number, span

RATE_ROW = 60


def before_and_since(theme: Theme, shift: Shift, times: Sequence[str]) -> go.Figure:
    """Each lane's attacks a year before and since, with their intervals, under the two counts and
    `times`, the change in words (one a lane)."""
    lanes = shift.lanes
    colours = lane_colours(theme, list(lanes.index))
    base = -np.arange(1.0, len(lanes) + 1) * RATE_ROW
    notes = [
        note(
            f"<b>{name}</b>  {row.before:.0f} → {row.since:.0f}"
            f"<span style='color:{theme.muted}'>  {words}</span>",
            y + 46, theme.ink,
        )
        for y, words, (name, row) in zip(base, times, lanes.iterrows(), strict=True)
    ]  # fmt: skip
    hues = [colours[name] for name in lanes.index]
    traces = []
    for name, lift, shades in [("before", 12, [theme.muted] * len(lanes)), ("since", 26, hues)]:
        y = base + lift
        low, high, rate = (
            lanes[column].to_numpy() for column in (f"{name}_low", f"{name}_high", f"rate_{name}")
        )
        for shade in dict.fromkeys(shades):
            part = np.array([one == shade for one in shades])
            gap = np.full(part.sum(), np.nan)
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": np.column_stack([low[part], high[part], gap]).ravel().tolist(),
                    "y": np.column_stack([y[part], y[part], gap]).ravel().tolist(),
                    "line": {"color": translucent(shade, 0.55), "width": 2.5},
                    "hoverinfo": "skip",
                }
            )
        period = getattr(shift, name)
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": rate.tolist(),
                "y": y.tolist(),
                "marker": {
                    "size": 9,
                    "color": theme.paper if name == "before" else shades,
                    "line": {"color": shades, "width": 2},
                },
                "customdata": np.column_stack([lanes.index, lanes[name], low, high]).tolist(),
                "hovertemplate": (
                    f"<b>%{{customdata[0]}}</b><br>{period.start.year} to {period.end.year}: "
                    "%{customdata[1]} attacks, %{x:.2f} a year<br>likely %{customdata[2]:.2f} to "
                    "%{customdata[3]:.2f}<extra></extra>"
                ),
            }
        )
    most = float(lanes[["before_high", "since_high"]].to_numpy().max())
    return figure(
        theme, len(lanes) * RATE_ROW + 40, traces, annotations=notes,
        margin={"t": 4, "b": 4},
        xaxis={"range": [-most * 0.02, most * 1.03], "showgrid": True, "showline": False,
               "gridcolor": theme.hairline, "nticks": 6, "title": {"text": "Attacks a year"}},
        yaxis={"range": [base[-1], 0], "visible": False},
    )  # fmt: skip


FIGURE_ROW, COLUMNS = 22, 78
ORDER = ["attacks", "killed", "wounded"]
NAMES = {"attacks": "attacks", "killed": "Chinese killed", "wounded": "Chinese wounded"}


def beside_published(theme: Theme, table: pd.DataFrame) -> go.Figure:
    """Each published figure (`measures.chinese_targets.beside_published`) in its publisher's mark
    beside ours in gold, on a bar from the least to the most that a definition makes of ours."""
    y, places, labels = -HEADER / 2, [], []
    notes = _in_columns(theme, "theirs", "ours", y)
    ordered = table.assign(
        regional=table["region"] != "Pakistan", kind=table["count"].map(ORDER.index)
    ).sort_values(["start", "end", "publisher", "kind", "regional", "region"],
                  ascending=[True, False, True, True, True, True], kind="stable")  # fmt: skip
    for _, rows in ordered.groupby(["publisher", "start", "end"], sort=False):
        y -= HEADER
        first = rows.iloc[0]
        colour = mark_of(theme, first["publisher"]).colour
        words = f"<b style='color:{colour}'>{first['publisher']}</b>"
        words += f"  {span(first['start'], first['end'])}"
        notes.append(note(words, y + 12, theme.ink))
        for _, row in rows.iterrows():
            y -= FIGURE_ROW
            places.append(y + FIGURE_ROW / 2)
            labels.append(f"in {row['region']}" if row["regional"] else NAMES[row["count"]])
            notes += _in_columns(theme, number(row["published"]), number(row["ours"]), places[-1])
    at = np.array(places)
    marks = [mark_of(theme, publisher) for publisher in ordered["publisher"]]
    gap = np.full(len(at), np.nan)
    bars = {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip",
        "x": np.column_stack([ordered["narrow"], ordered["wide"], gap]).ravel().tolist(),
        "y": np.column_stack([at, at, gap]).ravel().tolist(),
        "line": {"color": translucent(theme.accent, 0.35), "width": 7},
    }  # fmt: skip
    told = ordered[["publisher", "published", "ours", "narrow", "wide"]]
    shared = {
        "type": "scatter", "mode": "markers", "y": places,
        "customdata": told.to_numpy().tolist(),
        "hovertemplate": "%{customdata[0]}: %{customdata[1]:,}<br>ours: %{customdata[2]:,} "
        "(%{customdata[3]:,} to %{customdata[4]:,} by definition)<extra></extra>",
    }  # fmt: skip
    ours = {
        **shared, "x": ordered["ours"].tolist(),
        "marker": {"size": 11, "color": theme.accent, "line": {"width": 1, "color": theme.paper}},
    }  # fmt: skip
    theirs = {
        **shared, "x": ordered["published"].tolist(),
        "marker": {
            "size": 9, "symbol": [f"{mark.symbol}-open" for mark in marks],
            "color": [mark.colour for mark in marks], "line": {"width": 2},
        },
    }  # fmt: skip
    most = int(table[["published", "wide"]].to_numpy().max())
    return figure(
        theme, int(-y) + 30, [bars, ours, theirs], annotations=notes,
        margin={"t": 0, "b": 4, "r": COLUMNS},
        xaxis={"range": [-most * 0.03, most * 1.05], "showgrid": True, "showline": False,
               "gridcolor": theme.hairline, "nticks": 6},
        yaxis={"range": [y, 0], "showgrid": False, "tickvals": places, "ticktext": labels,
               "tickfont": {"size": 12, "color": theme.ink}},
    )  # fmt: skip


def _in_columns(theme: Theme, theirs: str, ours: str, y: float) -> list[dict]:
    """Two words in the columns at the right edge."""
    return [
        {**note(text, y, theme.ink), "x": 1, "xanchor": "right", "xshift": shift}
        for text, shift in [(theirs, COLUMNS - 36), (f"<b>{ours}</b>", COLUMNS)]
    ]


def mark_of(theme: Theme, publisher: str) -> Mark:
    """How a publisher is drawn; those of one or two figures share a mark."""
    return theme.publisher.get(publisher, Mark(theme.muted, "solid", "star"))
