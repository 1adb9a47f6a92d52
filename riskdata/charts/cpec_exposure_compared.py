"""Sectors and provinces by what stands in each band, and the corridor's alignments side by side."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.cpec_exposure import band_colours
from riskdata.charts.theme import Theme, figure, text_width
from riskdata.measures.exposure import BANDS
from riskdata.wording import NO_BREAK, number


def by_group(theme: Theme, found: pd.DataFrame) -> go.Figure:
    """Projects by band in each sector or province, and the US$ standing there.

    `found` is `exposure_value.by_group`. Beside each bar of US$ stands how many projects there
    have no published cost.
    """
    groups = list(dict.fromkeys(found["group"]))[::-1]
    at = {group: i for i, group in enumerate(groups)}
    colours = band_colours(theme)
    projects, cost, unknown = (np.zeros(len(groups)) for _ in range(3))
    of_band: dict[str, list[tuple]] = {band: [] for band in BANDS}
    rows = zip(*(found[column].tolist() for column in found), strict=True)
    for group, band, *amounts in rows:
        of_band[band].append((group, *amounts))
        for whole, amount in zip((projects, cost, unknown), amounts, strict=True):
            whole[at[group]] += amount
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "xaxis": axis,
            "y": [at[row[0]] for row in part],
            "x": [row[column] for row in part],
            "marker": {"color": colours[band]},
            "customdata": [row[0] for row in part],
            "hovertemplate": f"<b>%{{customdata}}</b>, {band}: {words}<extra></extra>",
        }
        for band, part in of_band.items()
        for axis, column, words in [
            ("x", 1, "%{x} of its projects"), ("x2", 2, "US$%{x:,.0f} million")
        ]
        if part
    ]  # fmt: skip
    beside = [
        _beside(theme, "x", projects, map(number, projects)),
        _beside(theme, "x2", cost, map(_money, cost, unknown)),
    ]
    return figure(
        theme,
        60 + 30 * len(groups),
        [*traces, *beside],
        barmode="stack",
        bargap=0.35,
        margin={"l": 0, "r": 8, "t": 26, "b": 4, "pad": 4},
        xaxis={"domain": [0, 0.38], "range": [0, projects.max() * 1.15], "visible": False},
        xaxis2={"domain": [0.44, 1], "range": [0, max(cost.max(), 1.0) * 1.6], "visible": False},
        yaxis={
            "tickvals": list(at.values()), "ticktext": groups, "showgrid": False,
            "tickfont": {"size": 13, "color": theme.ink}, "range": [-0.7, len(groups) - 0.3],
        },
        annotations=[
            _title(theme, "Projects", 0.0),
            _title(theme, "US$ million there", 0.44),
        ],
    )  # fmt: skip


def _money(cost: float, unknown: float) -> str:
    """`5,158 +10`: US$ million, and the projects of which no cost is known."""
    missing = f" +{number(unknown)}" if unknown else ""
    return f"{number(cost)}{missing}" if cost or not unknown else missing.strip()


def _beside(theme: Theme, axis: str, ends: np.ndarray, words: Iterable[str]) -> dict[str, Any]:
    """Words beside the ends of bars; as marks, as plotly lays the page out for each annotation."""
    return {
        "type": "scatter",
        "mode": "text",
        "xaxis": axis,
        "x": ends,
        "y": np.arange(len(ends)),
        "text": [f"{2 * NO_BREAK}{text}" for text in words],
        "textposition": "middle right",
        "textfont": {"size": 12, "color": theme.ink},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _title(theme: Theme, text: str, x: float) -> dict[str, Any]:
    return {
        "text": text, "x": x, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper",
        "yanchor": "bottom", "yshift": 4, "showarrow": False,
        "font": {"size": 12, "color": theme.muted},
    }  # fmt: skip


def alignments(
    theme: Theme,
    stretches: pd.DataFrame,
    bands: pd.Series,
    exposure: np.ndarray,
    worst: Sequence[int],
) -> go.Figure:
    """Each line of an alignment as a strip from its first to its last place, in the colour of the
    band of each stretch; the worst stretch of each alignment marked and named.

    `stretches` (`projects.stretches`, of lines without a project of their own) with the `bands` and
    `exposure` of each; `worst` are positions among them.
    """
    colours = band_colours(theme)
    lines = list(dict.fromkeys(stretches["route_id"]))[::-1]
    at = stretches["route_id"].map({route: i for i, route in enumerate(lines)}).to_numpy()
    strips = {
        "type": "bar",
        "orientation": "h",
        "y": at,
        "base": stretches["start_km"],
        "x": stretches["end_km"] - stretches["start_km"],
        "width": 0.3,
        "marker": {"color": [colours[band] for band in bands], "line": {"width": 0}},
        "customdata": np.column_stack(
            [
                stretches["name"], stretches["from_place"], stretches["to_place"],
                np.asarray(exposure).round(1), bands.astype(object),
                stretches["start_km"].round(), stretches["end_km"].round(),
            ]
        ),
        "hovertemplate": "<b>%{customdata[1]} to %{customdata[2]}</b>, km %{customdata[5]:.0f} to "
        "%{customdata[6]:.0f}<br>exposure %{customdata[3]}, %{customdata[4]}<extra></extra>",
    }  # fmt: skip
    first = stretches.groupby("route_id", observed=True, sort=False).first()
    last = stretches.groupby("route_id", observed=True, sort=False).last()
    longest = float(stretches["end_km"].max())
    notes = []
    for i, route in enumerate(lines):
        top, end = first.loc[route], last.loc[route]
        notes += [
            {
                "text": f"<b>{str(top['alignment']).capitalize()}</b>  {top['from_place']} to "
                f"{end['to_place']}, {number(end['end_km'])} km",
                "x": 0, "xanchor": "left", "y": i, "yshift": 20, "showarrow": False,
                "font": {"size": 13, "color": theme.ink},
            }
        ]  # fmt: skip
    for position in worst:
        row = stretches.iloc[position]
        middle = (row["start_km"] + row["end_km"]) / 2
        words = f"{row['from_place']} to {row['to_place']}, {number(exposure[position])}"
        # Half the words must fit on either side on a narrow screen.
        room = text_width(words, 12) / 2 / 320 * longest
        notes.append(
            {
                "text": f"▲ {words}",
                "x": middle,
                "xanchor": "center" if room < middle < longest - room else
                ("left" if middle <= room else "right"),
                "y": at[position], "yshift": -19, "showarrow": False,
                "font": {"size": 12, "color": theme.muted},
            }
        )  # fmt: skip
    return figure(
        theme,
        30 + 66 * len(lines),
        [strips],
        annotations=notes,
        margin={"l": 0, "r": 8, "t": 4, "b": 4, "pad": 0},
        xaxis={"range": [0, longest], "visible": False},
        yaxis={"visible": False, "range": [-0.55, len(lines) - 0.35]},
    )
