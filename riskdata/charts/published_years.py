"""What the publishers count by year, as pictures."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.label_places import Plot, beside_points, dots
from riskdata.charts.theme import (
    LINE,
    Label,
    Mark,
    Theme,
    direct_labels,
    figure,
    translucent,
    unit,
)
from riskdata.measures.published_years import SUM_OF_MONTHS
from riskdata.wording import number, unmarked

UNIT = {
    "attacks": "attacks",
    "killed": "people killed in attacks",
    "killed (all parties)": "people killed, all parties",
    "incidents (all violence)": "lethal incidents",
}


def by_year(theme: Theme, rows: pd.DataFrame, spread: pd.DataFrame, height: int) -> go.Figure:
    """One metric's years as each publisher counts them, over a band from the lowest to the highest
    of them.

    `rows` are `published_trends.lines_and_points`, `spread` its band. Dotted where a publisher
    left years out; hollow points for figures that make no line, named where they lie outside the
    band. Points above every line stand off the scale, over a dotted rule, each with its figure.
    """
    metric = str(rows["metric"].iloc[0])
    lines, points = _by_publisher(rows[rows["line"]]), _by_publisher(rows[~rows["line"]])
    top = max(max(figures.values) for figures in lines or points) * 1.08
    first, last = int(rows["year"].min()), int(rows["year"].max())
    far = [
        Label(f"{one.publisher} {number(value)}, off the scale ↑", year, value,
              theme.publisher[one.publisher].colour)
        for one in points
        for year, value in zip(one.years, one.values, strict=True)
        if value > top
    ]  # fmt: skip
    row = top * OFF_SCALE_ROW / height
    ceiling = top + row * len(far)
    traces = [_band(theme, run) for run in _runs(spread)]
    band = {year: (low, high) for run in _runs(spread) for year, low, high in run}
    labels, inside = [], []
    for one in lines:
        mark = theme.publisher[one.publisher]
        traces += _line(one, mark, metric)
        year, value = one.years[-1], one.values[-1]
        if year >= last - 1:
            when = "" if year == last else f" ({year})"
            labels.append(Label(f"{one.publisher} {number(value)}{when}", last, value, mark.colour))
        else:
            inside.append(Label(f"{one.publisher} {number(value)}", year, value, mark.colour))
    repeated = {one.publisher for one in lines}
    for one in points:
        mark = theme.publisher[one.publisher]
        inside_scale = [i for i, value in enumerate(one.values) if value <= top]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [one.years[i] for i in inside_scale],
                "y": [one.values[i] for i in inside_scale],
                "cliponaxis": False,
                "marker": {
                    "symbol": f"{mark.symbol}-open",
                    "size": 8,
                    "color": mark.colour,
                    "line": {"color": mark.colour, "width": 1.5},
                },
                "customdata": [unmarked(one.definitions[i]) for i in inside_scale],
                "hovertemplate": (
                    f"{one.publisher} %{{x}}: %{{y:,}}<br>%{{customdata}}<extra></extra>"
                ),
            }
        )
        outside = [
            (one.values[i], i)
            for i in inside_scale
            if not (limits := band.get(one.years[i], (0, 0)))[0] <= one.values[i] <= limits[1]
        ]
        if outside:
            value, i = max(outside)
            several = one.publisher in repeated or len(set(one.definitions)) > 1
            otherwise = f" ({_otherwise(one, i)})" if several else ""
            text = f"{one.publisher}{otherwise} {number(value)}"
            inside.append(Label(text, one.years[i], value, mark.colour))
    notes = [unit(theme, f"{UNIT[metric].capitalize()} a year")]
    lines_drawn, points_drawn = (
        [(one.years, one.values) for one in figures] for figures in (lines, [*lines, *points])
    )
    height_of_scale = (height - TOP - 2 * LINE) * top / ceiling
    plot = Plot((first - 0.6, last + 0.6), top, height_of_scale, dots(lines_drawn, points_drawn))
    notes += beside_points(inside, plot)
    shapes = []
    if far:
        far_marks, names = _off_scale(far, top, row, (first + last) / 2)
        traces.append(far_marks)
        notes += names
        shapes.append(
            {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": top, "y1": top,
             "line": {"color": theme.muted, "width": 1, "dash": "dot"}}
        )  # fmt: skip
    drawn = figure(
        theme, height, traces, annotations=notes, shapes=shapes, xaxis=year_axis(first, last),
        margin={"t": TOP},
    )  # fmt: skip
    direct_labels(drawn, theme, labels, (0, ceiling))
    return drawn


TOP = 30
"""Pixels over the plot for what the axis counts."""
OFF_SCALE_ROW = 22
"""Pixels, roughly, that each figure off the scale takes above it."""

DEFINITIONS_IN_SHORT = {
    "Deaths from militant, political and criminal violence": "all kinds",
    "Violence-linked fatalities, all kinds incl. criminals": "all kinds",
    "Civilians and security personnel killed": "without militants",
    "Non-combatants killed": "without militants",
    "Forces personnel and other victims killed, official count": "forces and victims",
    "People killed in terrorist attacks, official count": "in attacks",
}


def _otherwise(one: "_Figures", i: int) -> str:
    """What sets a figure apart from others of the same publisher."""
    if one.notes[i] == SUM_OF_MONTHS:
        return "sum of months"
    return DEFINITIONS_IN_SHORT.get(one.definitions[i], "counted otherwise")


def _off_scale(
    labels: Sequence[Label], top: float, row: float, middle: float
) -> tuple[dict, list[dict]]:
    """Arrows above the scale, the largest figure highest, and their names."""
    placed = [
        label._replace(y=top + row * (i + 0.5))
        for i, label in enumerate(sorted(labels, key=lambda label: label.y))
    ]
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": [label.x for label in placed],
        "y": [label.y for label in placed],
        "marker": {"symbol": "arrow-up-open", "size": 9,
                   "color": [label.colour for label in placed]},
        "text": [label.text for label in placed],
        "hovertemplate": "%{text} (%{x})<extra></extra>",
    }  # fmt: skip
    names = [
        {
            "text": label.text, "x": label.x, "y": label.y, "showarrow": False,
            "yanchor": "middle", "xanchor": "right" if label.x > middle else "left",
            "xshift": -8 if label.x > middle else 8, "font": {"size": 11, "color": label.colour},
        }
        for label in placed
    ]  # fmt: skip
    return marks, names


def year_axis(first: int, last: int) -> dict:
    """A time axis of whole years given as numbers."""
    span = last - first
    return {
        "range": [first - 0.6, last + 0.6],
        "tickformat": "d",
        "hoverformat": "d",
        "dtick": 5 if span > 12 else 2 if span > 5 else 1,
    }


class _Figures(NamedTuple):
    """One publisher's figures in plain lists: a chart of few numbers is drawn much faster so."""

    publisher: str
    years: list[int]
    values: list[float]
    definitions: list[str]
    notes: list[str]


def _by_publisher(rows: pd.DataFrame) -> list[_Figures]:
    found: dict[str, _Figures] = {}
    named = ("publisher", "year", "value", "definition", "notes")
    columns = (rows[name].tolist() for name in named)
    for publisher, year, value, definition, note in zip(*columns, strict=True):
        one = found.setdefault(publisher, _Figures(publisher, [], [], [], []))
        one.years.append(year)
        one.values.append(value)
        one.definitions.append(definition)
        one.notes.append(note)
    return list(found.values())


def _runs(spread: pd.DataFrame) -> list[list[tuple[int, float, float]]]:
    """The stretches of years without a gap, each year with its lowest and highest figure."""
    runs: list[list[tuple[int, float, float]]] = []
    columns = (spread[name].tolist() for name in ("year", "low", "high"))
    for year, low, high in zip(*columns, strict=True):
        if not runs or year != runs[-1][-1][0] + 1:
            runs.append([])
        runs[-1].append((year, low, high))
    return runs


def _band(theme: Theme, run: list[tuple[int, float, float]]) -> dict:
    years, low, high = (list(column) for column in zip(*run, strict=True))
    if len(years) == 1:
        # A year alone would be a band without width.
        years, low, high = [years[0] - 0.15, years[0] + 0.15], low * 2, high * 2
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*years, *reversed(years)],
        "y": [*high, *reversed(low)],
        "fill": "toself",
        "fillcolor": translucent(theme.muted, 0.17),
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _line(one: _Figures, mark: Mark, metric: str) -> list[dict]:
    """The line of a publisher, and the dotted bridges over the years it left out."""
    bridges_x: list[int | None] = []
    bridges_y: list[float | None] = []
    for (left, a), (right, b) in pairwise(zip(one.years, one.values, strict=True)):
        if right - left > 1:
            bridges_x += [left, right, None]
            bridges_y += [a, b, None]
    values = dict(zip(one.years, one.values, strict=True))
    years = list(range(one.years[0], one.years[-1] + 1))
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": bridges_x,
            "y": bridges_y,
            "line": {"color": translucent(mark.colour, 0.7), "dash": "1px,4px", "width": 1.2},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": years,
            "y": [values.get(year) for year in years],
            "connectgaps": False,
            "line": {"color": mark.colour, "width": 2},
            "marker": {"color": mark.colour, "symbol": mark.symbol, "size": 6},
            "hovertemplate": f"{one.publisher} %{{x}}: %{{y:,}} {UNIT[metric]}<extra></extra>",
        },
    ]
