"""The quiet row of numbers under a page's finding."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from math import isnan

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
    if not indicators:
        return
    ink = panel.current_theme().ink
    grid = st.grid(len(indicators), min_column_width=130, gap=("small", "small"))
    for indicator in indicators:
        with grid.cell():
            st.html(
                '<div class="indicator">'
                f'<p class="label">{escape(indicator.label)}</p>'
                f'<p class="value">{escape(indicator.value)}</p>'
                f"{sparkline(indicator.course, ink)}"
                f'<p class="change">{escape(indicator.change)}</p></div>'
            )
            if indicator.count:
                panel.evidence(indicator.key, indicator.count, indicator.rows, indicator.noun)


def sparkline(values: Sequence[float], colour: str) -> str:
    """The course of a number as a small line without axes, its end marked; empty where there is
    nothing to draw. Gaps (NaN) break the line."""
    course = [float(value) for value in values]
    known = [i for i, value in enumerate(course) if not isnan(value)]
    top = max((course[i] for i in known), default=0.0)
    if len(known) < 2 or top == 0:
        return ""
    at = {i: (4 + i * 112 / (len(course) - 1), 23 - course[i] / top * 20) for i in known}
    runs: list[list[str]] = [[]]
    for i in range(len(course)):
        if i in at:
            runs[-1].append(f"{at[i][0]:.1f},{at[i][1]:.1f}")
        else:
            runs.append([])
    lines = "".join(
        f'<polyline points="{" ".join(run)}" fill="none" stroke="{colour}" stroke-width="1.4" '
        'stroke-opacity=".7"/>'
        for run in runs
        if len(run) > 1
    )
    end_x, end_y = at[known[-1]]
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 26">'
        f'{lines}<circle cx="{end_x:.1f}" cy="{end_y:.1f}" r="2.4" fill="{colour}"/></svg>'
    )
    # Streamlit strips SVG elements from HTML; an image may hold one.
    encoded = b64encode(picture.encode()).decode()
    return f'<img class="spark" alt="" src="data:image/svg+xml;base64,{encoded}">'
