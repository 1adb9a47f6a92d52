"""Exercises a year by arm, one mark each."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.security_footprint import STEP, marks
from riskdata.charts.theme import LINE, Theme, figure
from riskdata.schema.vocabularies import DOMAIN

ACROSS = 11
SHAPES = {"bilateral": "circle", "multinational": "square"}


def by_year(theme: Theme, exercises: pd.DataFrame, cards: Sequence[str]) -> go.Figure:
    """Every exercise (`measures.security_footprint_exercises.exercises`) as a mark over its year,
    in a lane an arm: a circle where the two drilled alone, a square where others took part, drawn
    after its status. `cards` are what pointing at a mark tells."""
    first, last = int(exercises["year"].min()), int(exercises["year"].max())
    texts = exercises.assign(card=list(cards)).astype(
        {"domain": "str", "scope": "str", "status": "str"}
    )
    counts = texts["domain"].value_counts()
    step = STEP + 4
    top, notes, placed = 0.0, [], []
    for domain in (domain for domain in DOMAIN if domain in counts):
        rows = texts[texts["domain"] == domain]
        level = rows.groupby("year").cumcount()
        base = top + LINE + 4 + step * (level.max() + 0.5)
        placed.append(rows.assign(y=base - step * level))
        notes.append(
            {
                "text": f"<b>{domain.capitalize()}</b>  "
                f"<span style='color:{theme.muted}'>{counts[domain]}</span>",
                "x": 0, "xref": "paper", "xanchor": "left", "y": top, "yanchor": "top",
                "showarrow": False, "font": {"size": 12, "color": theme.ink},
            }
        )  # fmt: skip
        top = base + step / 2 + 8
    drawn = pd.concat(placed)
    traces = []
    for (scope, status), rows in drawn.groupby(["scope", "status"]):
        marker = marks(theme)[str(status)]
        shape = str(marker.get("symbol", "circle")).replace("circle", SHAPES[str(scope)])
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": f"{scope}, {status}",
                "x": rows["year"].tolist(),
                "y": rows["y"].tolist(),
                "text": rows["card"].tolist(),
                "hovertemplate": "%{text}<extra></extra>",
                "marker": {"size": ACROSS, "opacity": 1, **marker, "symbol": shape},
            }
        )
    held = exercises["year"].value_counts()
    years = list(range(first, last + 1))
    return figure(
        theme, round(top) + 56, traces, annotations=notes,
        xaxis={"range": [first - 0.6, last + 0.6], "tickvals": years,
               "ticktext": [f"’{year % 100:02d}<br><b>{held.get(year, 0)}</b>" for year in years]},
        yaxis={"range": [top, 0], "showgrid": False, "showticklabels": False},
    )  # fmt: skip
