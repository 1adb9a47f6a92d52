"""A year against the year before, publisher by publisher, as a picture."""

import plotly.graph_objects as go

from riskdata.charts.published_years import UNIT
from riskdata.charts.theme import (
    Theme,
    figure,
)
from riskdata.measures.published_years import YearCompared
from riskdata.wording import number, signed_percent, unmarked

ROW, HEADER = 42, 30


def against_year_before(theme: Theme, compared: dict[str, list[YearCompared]]) -> go.Figure:
    """For each publisher a year (filled) against the year before (hollow), under the figures, the
    change and the last year that was higher. `compared` goes by metric."""
    y, places, notes, traces = 0.0, [], [], []
    for metric, publishers in compared.items():
        y -= HEADER
        notes.append(_text(f"<b>{UNIT[metric].capitalize()}</b>", y + 16, theme.ink))
        for one in publishers:
            y -= ROW
            colour = theme.publisher[one.publisher].colour
            places.append(y + 11)
            notes.append(_text(_in_figures(theme, one), y + 28, theme.ink))
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines+markers",
                    "x": [one.change.before, one.change.now],
                    "y": [y + 11, y + 11],
                    "line": {"color": colour, "width": 2},
                    "marker": {
                        "size": 10,
                        "color": [theme.paper, colour],
                        "line": {"color": colour, "width": 2},
                    },
                    "customdata": [one.year - 1, one.year],
                    "hovertemplate": (
                        f"{one.publisher} %{{customdata}}: %{{x:,}} {UNIT[metric]}"
                        f"<br>{unmarked(one.definition)}<extra></extra>"
                    ),
                }
            )
    every = [one.change for publishers in compared.values() for one in publishers]
    largest = max(max(change.now, change.before) for change in every)
    return figure(
        theme, int(-y) + 36, traces, annotations=notes,
        xaxis={"range": [-largest * 0.02, largest * 1.04], "showgrid": True,
               "gridcolor": theme.hairline, "showline": False, "tickformat": ",", "nticks": 5},
        yaxis={"range": [y, 0], "visible": False},
        margin={"t": 4, "b": 4},
    )  # fmt: skip


def _text(text: str, y: float, colour: str) -> dict:
    return {
        "text": text, "x": 0, "xref": "paper", "xanchor": "left", "y": y, "yanchor": "middle",
        "showarrow": False, "align": "left", "font": {"size": 12, "color": colour},
    }  # fmt: skip


def _in_figures(theme: Theme, one: YearCompared) -> str:
    before, now = number(one.change.before), number(one.change.now)
    if one.higher is None:
        past = f"none higher since {one.first}"
    else:
        past = f"last higher: {number(one.higher_value)} in {one.higher}"
    colour = theme.publisher[one.publisher].colour
    return (
        f"<b style='color:{colour}'>{one.publisher}</b>  {before} → {now}, "
        f"<b>{signed_percent(one.change.ratio)}</b>"
        f"<span style='color:{theme.muted}'>  {past}{', gaps' if one.missing else ''}</span>"
    )
