"""The same shares by each event record, over its own time and over the time that they share."""

from collections.abc import Callable

import plotly.graph_objects as go

from riskdata.charts.theme import Theme, figure
from riskdata.measures.methods_records import Answers, Compared
from riskdata.wording import number, percent

ROW, HEADER = 40, 30


def shares(
    theme: Theme, compared: Compared, label: Callable[[Answers], str], belt_km: int
) -> go.Figure:
    """The shares of Balochistan and of the border belt with their intervals, a row a record.

    `label` gives the words over a row.
    """
    y, notes, places, found = 0.0, [], [], []
    asked = [
        ("In Balochistan", "balochistan", theme.province["Balochistan"]),
        (f"Within {belt_km} km of the Afghan border", "belt", theme.intensity[3]),
    ]
    for words, lens, colour in asked:
        for when, answers in (("each over its own time", compared.own),
                              ("over the time they share", compared.shared)):  # fmt: skip
            rows = [one for one in answers if getattr(one, lens)]
            if not rows:
                continue
            y -= HEADER
            notes.append(_text(theme, f"<b>{words}</b>, {when}", y + 12))
            for one in rows:
                y -= ROW
                part = getattr(one, lens)
                notes.append(_text(theme, label(one), y + 26))
                places.append(y + 8)
                found.append((part, colour, label(one)))
    parts = [part for part, *_ in found]
    middle = [part.share * 100 for part in parts]
    top = max((part.high for part in parts), default=1.0) * 100
    return figure(
        theme,
        int(-y) + 36,
        [
            {
                "type": "scatter",
                "mode": "markers",
                "x": middle,
                "y": places,
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": [(part.high - part.share) * 100 for part in parts],
                    "arrayminus": [(part.share - part.low) * 100 for part in parts],
                    "thickness": 2,
                    "width": 4,
                    "color": theme.muted,
                },
                "marker": {"color": [colour for _, colour, _ in found], "size": 11},
                "text": [
                    f"{words}<br>{percent(part.share)}, {number(part.part)} of {number(part.whole)}"
                    for part, _, words in found
                ],
                "hovertemplate": "%{text}<extra></extra>",
            }
        ],
        annotations=notes,
        xaxis={
            "range": [0, min(top * 1.06, 100)], "ticksuffix": " %", "showgrid": True,
            "gridcolor": theme.hairline, "showline": False, "nticks": 6,
        },
        yaxis={"range": [y, 0], "visible": False},
        margin={"t": 4, "b": 4},
    )  # fmt: skip


def _text(theme: Theme, text: str, y: float) -> dict:
    return {
        "text": text, "x": 0, "xref": "paper", "xanchor": "left", "y": y, "yanchor": "middle",
        "showarrow": False, "align": "left", "font": {"size": 12, "color": theme.ink},
    }  # fmt: skip
