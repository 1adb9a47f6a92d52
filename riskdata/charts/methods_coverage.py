"""Which years each event record and each publisher covers, on one time axis."""

from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.theme import Theme, figure
from riskdata.measures.coverage import CHINESE_TARGETS_ONLY, NOT_COVERED
from riskdata.wording import first_upper, span

ROW, BAR, HEADER = 17, 11, 26
RECORDS = "Event records"
WHOLE, PART = "figures for the whole year", "figures for some of its months"


class Style(NamedTuple):
    """How a time that is covered is drawn; hatched where the cover is not whole."""

    colour: str
    hatched: bool = False


def styles(theme: Theme) -> dict[str, Style]:
    """How each way to cover a time is drawn; the accent is China's own."""
    return {
        "complete by UCDP definition": Style(theme.ink),
        "complete by the publisher's definition": Style(theme.ink),
        "sample of all militant attacks": Style(theme.context),
        "thin sample": Style(theme.context, hatched=True),
        "provisional": Style(theme.context, hatched=True),
        CHINESE_TARGETS_ONLY: Style(theme.accent),
    }


def key(theme: Theme, records: pd.DataFrame) -> dict[str, str]:
    """What the colours stand for, of publishers and of the ways in which records cover time."""
    known = styles(theme)
    found = {theme.ink: [WHOLE]}
    drawn = set(records["status"]) - {NOT_COVERED}
    for status in [*(s for s in known if s in drawn), *sorted(drawn - set(known))]:
        style = known.get(status, Style(theme.context))
        if not style.hatched:
            found.setdefault(style.colour, []).append(status)
    return {first_upper(", or ".join(words)): colour for colour, words in found.items()}


def years(
    theme: Theme, records: pd.DataFrame, publishers: pd.DataFrame, names: Mapping[str, str]
) -> go.Figure:
    """A row a record (`methods_coverage.record_periods`) and, by metric, a row a publisher
    (`methods_coverage.publisher_years`). `names` has the words for each
    record and metric."""
    y, rows, notes, bars = 0.0, [], [], []
    if len(records):
        y = _header(notes, theme, RECORDS, y)
        style = styles(theme)
        for record, found in records.groupby("record", sort=False):
            y -= ROW
            rows.append((names[str(record)], y))
            bars += [
                (
                    _year(start), _year(end + pd.Timedelta(days=1)), y,
                    style.get(status, Style(theme.context)),
                    f"{names[str(record)]}, {span(start, end)}: {status}",
                )
                for start, end, status in found[["start", "end", "status"]].to_numpy(object)
                if status != NOT_COVERED
            ]  # fmt: skip
    for metric, counted in publishers.groupby("metric", sort=False):
        y = _header(notes, theme, first_upper(names[str(metric)]), y)
        for publisher, found in counted.groupby("publisher", sort=False):
            y -= ROW
            rows.append((str(publisher), y))
            bars += _runs(theme, found, y, f"{publisher}, {names[str(metric)]}")
    first = min((bar[0] for bar in bars), default=2000.0)
    last = max((bar[1] for bar in bars), default=2001.0)
    return figure(
        theme,
        int(-y) + 52,
        [
            {
                "type": "bar",
                "orientation": "h",
                "base": [bar[0] for bar in bars],
                # A month alone would be no wider than a hair.
                "x": [max(bar[1] - bar[0], 0.25) for bar in bars],
                "y": [bar[2] for bar in bars],
                "width": BAR,
                "marker": {
                    "color": [bar[3].colour for bar in bars],
                    "line": {"width": 0},
                    "pattern": {
                        "shape": ["/" if bar[3].hatched else "" for bar in bars],
                        "fillmode": "replace",
                        "fgcolor": [bar[3].colour for bar in bars],
                        "bgcolor": theme.paper,
                        "size": 5,
                        "solidity": 0.35,
                    },
                },
                "text": [bar[4] for bar in bars],
                "textposition": "none",
                "hovertemplate": "%{text}<extra></extra>",
            }
        ],
        annotations=notes,
        xaxis={
            "range": [int(first), last], "dtick": 5, "tick0": 1990, "tickformat": "d",
            "showgrid": True, "gridcolor": theme.hairline, "side": "bottom",
        },
        yaxis={
            "range": [y - ROW, 0], "tickvals": [at for _, at in rows],
            "ticktext": [name for name, _ in rows], "showgrid": False,
            "tickfont": {"size": 12, "color": theme.ink},
        },
        margin={"t": 4},
    )  # fmt: skip


def _header(notes: list[dict], theme: Theme, words: str, y: float) -> float:
    y -= HEADER
    notes.append(
        {
            "text": f"<b>{words}</b>", "x": 0, "xref": "paper", "xanchor": "left", "y": y + 6,
            "yanchor": "middle", "showarrow": False, "font": {"size": 12, "color": theme.ink},
        }
    )  # fmt: skip
    return y + 6


def _year(day: pd.Timestamp) -> float:
    return day.year + (day.day_of_year - 1) / (366 if day.is_leap_year else 365)


def _runs(theme: Theme, found: pd.DataFrame, y: float, what: str) -> list[tuple]:
    """Bars of the years in a row that are covered alike."""
    bars = []
    columns = list(zip(found["year"], found["share"] == 1, strict=True))
    numbered = ((year - i, whole, year) for i, (year, whole) in enumerate(columns))
    for (_, whole), run in groupby(numbered, key=lambda one: one[:2]):
        years = [year for *_, year in run]
        when = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
        said = f"{what}: {WHOLE if whole else PART}, {when}"
        style = Style(theme.ink, hatched=not whole)
        bars.append((float(years[0]), float(years[-1] + 1), y, style, said))
    return bars
