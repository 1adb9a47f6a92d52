"""The look that every figure shares: type, axes, and the marks that all charts use.

Figures are built from plain dicts:
`figure(theme, 320, [dict(type="bar", x=months, y=deaths)], yaxis_title_text="Deaths a month")`.
Show them with `st.plotly_chart(figure, theme=None, config=CONFIG, key=...)`: Streamlit's own theme
would paint over this one.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.palette import Mark, Theme, theme
from riskdata.wording import unmarked

__all__ = [
    "CONFIG",
    "FONT",
    "Label",
    "Mark",
    "Theme",
    "TurningPoint",
    "annotate_turning_points",
    "bar_marker",
    "day_text",
    "direct_labels",
    "figure",
    "shade_not_covered",
    "text_width",
    "theme",
    "translucent",
]

FONT = '"Source Sans", "Source Sans 3", sans-serif'
LINE = 15
"""Pixels that one line of small text takes."""

NARROW = 320
"""Pixels of plotting area on a screen 390 px wide: what must not overlap is laid out for it."""

CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "showTips": False,
}


@cache
def _template(name: Literal["light", "dark"]) -> dict[str, Any]:
    look = theme(name)
    small = {"size": 12, "color": look.muted}
    axis = {
        "automargin": True,
        "zeroline": False,
        "showgrid": False,
        "ticks": "",
        "tickfont": small,
        "title": {"font": small, "standoff": 6},
        "fixedrange": True,
        # Looking whether each label passes the edge takes a third of the time of drawing.
        "ticklabeloverflow": "allow",
    }
    return {
        "layout": {
            "font": {"family": FONT, "size": 13, "color": look.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 0, "r": 8, "t": 12, "b": 0, "pad": 4},
            "separators": ".,",
            "colorway": [*dict.fromkeys(look.target.values())],
            "xaxis": {**axis, "showline": True, "linecolor": look.hairline, "hoverformat": "%b %Y"},
            "yaxis": {**axis, "showgrid": True, "gridcolor": look.hairline, "tickformat": ","},
            "showlegend": False,
            "legend": {
                "orientation": "h",
                "x": 0,
                "y": 1,
                "yanchor": "bottom",
                "font": small,
                "itemsizing": "constant",
                "bgcolor": "rgba(0,0,0,0)",
            },
            "dragmode": False,
            "bargap": 0.15,
            "barcornerradius": 0,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": look.side,
                "bordercolor": look.hairline,
                "font": {"family": FONT, "size": 13, "color": look.ink},
                "align": "left",
                "namelength": -1,
            },
            "modebar": {
                "bgcolor": "rgba(0,0,0,0)",
                "color": look.muted,
                "activecolor": look.ink,
                "orientation": "v",
            },
            "colorscale": {
                "sequential": look.scale(look.intensity),
                "diverging": look.scale(look.change),
            },
        }
    }


def figure(theme: Theme, height: int, data: Sequence[dict] = (), **layout: Any) -> go.Figure:
    """A figure in the house style from trace dicts (each with its `type`). `layout` takes plotly's
    layout keys, with or without underscores: `yaxis_title_text="Deaths"`, `barmode="stack"`."""
    # Validation would take three quarters of the time. The tests validate every chart instead.
    return go.Figure(
        data=list(data),
        layout={"template": _template(theme.name), "height": height, **layout},
        _validate=False,
    )


def translucent(colour: str, opacity: float) -> str:
    """A `#rrggbb` colour as `rgba(...)`."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def text_width(text: str, size: int = 12) -> float:
    """About how many pixels a text takes in Source Sans."""
    return len(text) * size * 0.5


def _layout(figure: go.Figure) -> Any:
    # plotly's own annotation of it names every base class that a layout could have.
    return figure["layout"]


def _append(figure: go.Figure, kind: Literal["annotations", "shapes"], items: list[dict]) -> None:
    layout = _layout(figure)
    layout[kind] = [*layout[kind], *items]


class Label(NamedTuple):
    """Words beside the end of a line, in the line's colour."""

    text: str
    x: Any
    y: float
    colour: str


def direct_labels(
    figure: go.Figure, theme: Theme, labels: Iterable[Label], span: tuple[float, float]
) -> None:
    """Write each line's name at its end, moved apart where they would overlap, and make room for
    them at the right. `span` is the range of the value axis, which is fixed to it. Give
    the other axis a range as well: plotly would widen it for the names."""
    ordered = sorted(labels, key=lambda label: label.y)
    if not ordered:
        return
    margin = _layout(figure).margin
    top = 12 if margin.t is None else margin.t
    # The axis labels below take about two lines.
    plot = max(_layout(figure).height - top - (margin.b or 0) - 2 * LINE, LINE)
    low, high = span
    wanted = [(label.y - low) / (high - low) * plot for label in ordered]
    placed = _spread(wanted, LINE, 0, plot)
    _append(
        figure,
        "annotations",
        [
            {
                "text": label.text,
                "x": label.x,
                "y": label.y,
                "xanchor": "left",
                "yanchor": "middle",
                "xshift": 6,
                "yshift": at - want,
                "showarrow": False,
                "font": {"color": label.colour, "size": 12},
            }
            for label, want, at in zip(ordered, wanted, placed, strict=True)
        ],
    )
    _layout(figure).yaxis.range = span
    _layout(figure).margin.r = max(margin.r or 0, max(text_width(x.text) for x in ordered) + 12)


def _spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Ascending positions at least `gap` apart, near those wanted and within the bounds."""
    placed: list[float] = []
    for position in wanted:
        placed.append(max(position, placed[-1] + gap if placed else low))
    ceiling = high
    for i in reversed(range(len(placed))):
        placed[i] = min(placed[i], ceiling)
        ceiling = placed[i] - gap
    return placed


def _rows(starts: Sequence[float], widths: Sequence[float]) -> list[int]:
    """The lowest row for each label (left edge and width in pixels) where it touches no other."""
    ends: list[float] = []
    rows = []
    for start, width in zip(starts, widths, strict=True):
        row = next((i for i, end in enumerate(ends) if start >= end), len(ends))
        ends[row : row + 1] = [start + width + 6]
        rows.append(row)
    return rows


def unit(theme: Theme, text: str) -> dict:
    """What the value axis counts, above it and level, where it is read first."""
    return {
        "text": text, "x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper",
        "yanchor": "bottom", "yshift": 6, "showarrow": False,
        "font": {"size": 12, "color": theme.muted},
    }  # fmt: skip


class TurningPoint(NamedTuple):
    """One dated event that explains a jump."""

    day: pd.Timestamp
    title: str
    why: str


def annotate_turning_points(
    figure: go.Figure, theme: Theme, turning_points: pd.DataFrame, first: date, last: date
) -> list[TurningPoint]:
    """Mark the turning points (columns `date`, `title`, `why`) from `first` to `last`, the range
    of the time axis, by a thin rule and a title over the plot, in as many rows as they need.

    Where the titles would not fit on a narrow screen, numbers from 1 stand in for them, and the
    points are returned in that order for the page to spell out; else the list is empty. Pointing at
    a mark tells what it was.
    """
    start, end = pd.Timestamp(first), pd.Timestamp(last)
    days = pd.to_datetime(turning_points["date"])
    points = [
        TurningPoint(day, title, why)
        for day, title, why in sorted(
            zip(days, turning_points["title"], turning_points["why"], strict=True)
        )
        if start <= day <= end
    ]
    if not points:
        return []
    at = [NARROW * ((point.day - start) / (end - start)) for point in points]
    titles = [point.title for point in points]
    widths = [text_width(title, 11) for title in titles]
    leftward = [_leftward(x, width, at) for x, width in zip(at, widths, strict=True)]
    starts = [x - width if left else x for x, width, left in zip(at, widths, leftward, strict=True)]
    rows = _rows(starts, widths)
    numbered = max(rows) > 2 or min(starts) < 0
    if numbered:
        titles = [str(number) for number in range(1, len(titles) + 1)]
        leftward = [False] * len(titles)
        rows = _rows(at, [text_width(title, 11) for title in titles])
    _append(
        figure,
        "shapes",
        [
            {
                "type": "line",
                "x0": _axis(point.day),
                "x1": _axis(point.day),
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {"color": theme.muted, "width": 1, "dash": "dot"},
            }
            for point in points
        ],
    )
    _append(
        figure,
        "annotations",
        [
            {
                "text": title,
                "x": _axis(point.day),
                "y": 1,
                "yref": "paper",
                "ax": 0,
                "ay": -(row * LINE + 9),
                "xanchor": "right" if left else "center" if numbered else "left",
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": theme.hairline,
                "standoff": 0,
                "align": "left",
                "font": {"size": 11, "color": theme.muted},
                "hovertext": f"<b>{unmarked(point.title)}</b>, {day_text(point.day)}<br>"
                + unmarked(point.why),
                "captureevents": True,
            }
            for point, title, row, left in zip(points, titles, rows, leftward, strict=True)
        ],
    )
    above = (max(rows) + 1) * LINE
    margin = _layout(figure).margin
    margin.t = (12 if margin.t is None else margin.t) + above
    # What the axis counts stands over the titles, which it would touch on a narrow screen.
    for words in _layout(figure).annotations:
        if words.xref == "paper" and words.y == 1 and words.yshift:
            words.yshift += above
    return points if numbered else []


def _leftward(x: float, width: float, rules: Sequence[float]) -> bool:
    """Whether a title stands left of its rule: where it has no room at the right, or would there
    run across another rule and at the left across none."""
    crossed = [
        any(start < rule < start + width for rule in rules if rule != x) for start in (x, x - width)
    ]
    return x + width > NARROW or (x >= width and crossed == [True, False])


def _axis(day: pd.Timestamp) -> str:
    """A day as plotly writes it: figures are copied, and a text costs nothing to copy."""
    return f"{day:%Y-%m-%d}"


def day_text(day: date) -> str:
    """6 Oct 2024."""
    return f"{day.day} {day:%b %Y}"


def shade_not_covered(
    figure: go.Figure,
    theme: Theme,
    periods: Iterable[tuple[date, date]],
    first: date,
    last: date,
) -> None:
    """Grey the periods that the record does not cover, within the time axis from `first` to `last`,
    with the words in those that are wide enough for them on a narrow screen."""
    start, end = pd.Timestamp(first), pd.Timestamp(last)
    words = "not covered"
    bands, labels = [], []
    for opening, closing in periods:
        left, right = max(pd.Timestamp(opening), start), min(pd.Timestamp(closing), end)
        if left >= right:
            continue
        bands.append(
            {
                "type": "rect",
                "x0": _axis(left),
                "x1": _axis(right),
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "layer": "below",
                "line": {"width": 0},
                "fillcolor": translucent(theme.muted, 0.14),
            }
        )
        width = NARROW * ((right - left) / (end - start))
        if width >= LINE:
            labels.append(
                {
                    "text": words,
                    "x": _axis(left + (right - left) / 2),
                    "y": 0.5,
                    "yref": "paper",
                    "textangle": 0 if width >= text_width(words, 11) else -90,
                    "showarrow": False,
                    "font": {"size": 11, "color": theme.muted},
                }
            )
    _append(figure, "shapes", bands)
    _append(figure, "annotations", labels)


def bar_marker(theme: Theme, colour: str, incomplete: Sequence[bool]) -> dict[str, Any]:
    """The marker of a bar trace: filled, and hatched on the paper for the bars (months, years)
    that are not complete yet."""
    return {
        "color": colour,
        "line": {"color": colour, "width": [1 if hollow else 0 for hollow in incomplete]},
        "pattern": {
            "shape": ["/" if hollow else "" for hollow in incomplete],
            "fillmode": "replace",
            "fgcolor": colour,
            "bgcolor": theme.paper,
            "size": 5,
            "solidity": 0.25,
        },
    }
