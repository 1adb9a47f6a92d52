"""The quiet row of numbers under a page's finding."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

import pandas as pd
import streamlit as st

from ui import panel


@dataclass(frozen=True)
class Indicator:
    """One number with its change, its recent course, and the rows it was counted from."""

    key: str
    label: str
    value: str
    change: str
    count: int
    rows: panel.Rows
    noun: str = "rows"
    course: Sequence[float] = field(default_factory=list)


def row(indicators: Sequence[Indicator]) -> None:
    """Draw the indicators side by side, as many as fit."""
    ink = panel.current_theme().ink
    grid = st.grid(len(indicators), min_column_width=150, gap=("small", "small"))
    for indicator in indicators:
        with grid.cell():
            st.html(
                '<div class="indicator">'
                f'<p class="label">{escape(indicator.label)}</p>'
                f'<p class="value">{escape(indicator.value)}</p>'
                f"{sparkline(indicator.course, ink)}"
                f'<p class="change">{escape(indicator.change)}</p></div>'
            )
            panel.evidence(indicator.key, indicator.count, indicator.rows, indicator.noun)


def sparkline(values: Sequence[float], colour: str) -> str:
    """The course of a number as a small line without axes, its end marked; empty where there is
    nothing to draw. Gaps (NaN) break the line."""
    series = pd.Series(list(values), dtype="float64")
    if series.notna().sum() < 2 or series.max() == 0:
        return ""
    x = [4 + i * 112 / (len(series) - 1) for i in range(len(series))]
    y = 23 - series / series.max() * 20
    runs: list[list[str]] = [[]]
    for left, top in zip(x, y, strict=True):
        if pd.isna(top):
            runs.append([])
        else:
            runs[-1].append(f"{left:.1f},{top:.1f}")
    lines = "".join(
        f'<polyline points="{" ".join(run)}" fill="none" stroke="{colour}" stroke-width="1.4" '
        'stroke-opacity=".7"/>'
        for run in runs
        if len(run) > 1
    )
    end = int(series.notna().to_numpy().nonzero()[0][-1])
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 26">'
        f'{lines}<circle cx="{x[end]:.1f}" cy="{y[end]:.1f}" r="2.4" fill="{colour}"/></svg>'
    )
    # Streamlit strips SVG elements from HTML; an image may hold one.
    encoded = b64encode(picture.encode()).decode()
    return f'<img class="spark" alt="" src="data:image/svg+xml;base64,{encoded}">'
