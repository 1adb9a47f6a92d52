"""The probability words of ICD 203 as a ladder, and how many judgements stand on each rung."""

from collections.abc import Sequence

import plotly.graph_objects as go

from riskdata.charts.theme import Theme, figure, unit
from riskdata.measures.security_footprint_judgements import Judgement, ladder
from riskdata.wording import counted

RUNG = 27


def on_the_ladder(theme: Theme, judgements: Sequence[Judgement]) -> go.Figure:
    """Each word's range in per cent, full where a judgement uses the word, with their number."""
    rungs = ladder()
    numbers = [sum(one.likelihood == rung.word for one in judgements) for rung in rungs]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": [rung.word for rung in rungs],
        "base": [rung.low for rung in rungs],
        "x": [rung.high - rung.low for rung in rungs],
        "customdata": [
            [rung.low, rung.high, number] for rung, number in zip(rungs, numbers, strict=True)
        ],
        "hovertemplate": "%{y}: %{customdata[0]} to %{customdata[1]} per cent, "
        "judgements: %{customdata[2]}<extra></extra>",
        "marker": {
            "color": [theme.ink if number else "rgba(0,0,0,0)" for number in numbers],
            "line": {"color": theme.context, "width": 1},
        },
    }
    notes = [
        {
            "text": counted(number, "judgement"),
            "y": rung.word,
            # Beyond the middle of the scale there is no room for words to the right.
            "x": rung.high if rung.high <= 55 else rung.low,
            "xanchor": "left" if rung.high <= 55 else "right",
            "xshift": 6 if rung.high <= 55 else -6,
            "showarrow": False,
            "font": {"size": 12, "color": theme.ink},
        }
        for rung, number in zip(rungs, numbers, strict=True)
        if number
    ]
    return figure(
        theme, RUNG * len(rungs) + 62, [bars], bargap=0.3,
        annotations=[*notes, unit(theme, "Probability in per cent")],
        xaxis={"range": [0, 100], "showgrid": True, "gridcolor": theme.hairline,
               "tickvals": [rung.low for rung in rungs[1:]], "tickangle": 0},
        yaxis={"showgrid": False, "categoryorder": "array",
               "categoryarray": [rung.word for rung in rungs],
               "tickfont": {"size": 12, "color": theme.ink}},
        margin={"t": 30},
    )  # fmt: skip
