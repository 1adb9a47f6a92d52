"""Where: places coloured by what they saw, and the worst of them ranked."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from riskdata.charts import maps
from riskdata.charts.event_map import as_points, event_traces
from riskdata.charts.outlines import outline
from riskdata.charts.theme import Theme, figure, translucent
from riskdata.measures.hotspots import Count, Level
from riskdata.preparation import PreparedRecord
from riskdata.wording import number, signed_percent

TOTAL, PER_MILLION, PER_AREA, CHANGE = (
    "Total",
    "Per million",
    "Per 1,000 km²",
    "Change",
)
MEASURES = [TOTAL, PER_MILLION, PER_AREA, CHANGE]
DENSITIES = {PER_MILLION: "per_million", PER_AREA: "per_1000_km2"}


class Shading(NamedTuple):
    """How places are coloured: the class of each (by name, from 0), a colour a class, and the
    colour of each class that occurs, by what it stands for."""

    classes: pd.Series
    colours: list[str]
    key: dict[str, str]


def by_amount(theme: Theme, values: pd.Series) -> Shading:
    """Places by an amount, in classes that about double, so that the worst stand out from the
    many. Zero is left as land, and grey says that there is no figure."""
    limits = _doubling(float(values.max()), len(theme.intensity))
    whole = bool((values.dropna() % 1 == 0).all())
    limits = [limit for limit in limits if not whole or limit >= 1]
    spread = np.linspace(0, len(theme.intensity) - 1, len(limits) + 1).round().astype(int)
    colours = [theme.before, theme.land, *(theme.intensity[i] for i in spread)]
    amount = values.to_numpy(dtype=float)
    classes = np.where(amount > 0, 2 + np.searchsorted(limits, amount), 1)
    classes = pd.Series(np.where(np.isnan(amount), 0, classes), index=values.index)
    words = ["no figure", "none", *_ranges(limits, whole, float(values.max()))]
    return Shading(classes, colours, _key(classes, colours, words))


def _doubling(most: float, classes: int) -> list[float]:
    """The largest numbers of the series 1, 2, 5, 10, 20 ... below an amount, one fewer than the
    classes that they divide it into."""
    if not most > 0:
        return []
    power = int(np.floor(np.log10(most)))
    series = [float(f"{n}e{p}") for p in range(power - classes, power + 1) for n in (1, 2, 5)]
    return [limit for limit in series if limit < most][1 - classes :]


def _key(classes: pd.Series, colours: Sequence[str], words: Sequence[str]) -> dict[str, str]:
    """The key of the classes that occur."""
    used = set(classes)
    return {words[i]: colour for i, colour in enumerate(colours) if i in used}


def _ranges(limits: Sequence[float], whole: bool, most: float) -> list[str]:
    """Each class in words: `1–3`, `4–7`, `8 or more`."""
    if not limits:
        return ["1 or more" if whole else "above 0"]
    if not whole:
        between = [f"{a:g}–{b:g}" for a, b in pairwise(limits)]
        return [f"up to {limits[0]:g}", *between, f"above {limits[-1]:g}"]
    firsts = [1, *(int(limit) + 1 for limit in limits)]
    lasts = [*map(int, limits), int(most)]
    return [
        number(a) if a == b else f"{number(a)}–{number(b)}"
        for a, b in zip(firsts, lasts, strict=True)
    ]


CHANGES = (
    ("down", 0, "fewer, more than chance"),
    ("fewer", 2, "fewer, may be chance"),
    ("same", 3, "as before"),
    ("more", 4, "more, may be chance"),
    ("up", 6, "more, more than chance"),
)


def by_change(theme: Theme, changes: pd.DataFrame | None, places: pd.Index) -> Shading:
    """Places by their change (`measures.hotspots.changes`): strong colours only where the interval
    leaves out 1, grey where there are too few events to tell, land where there are none. All grey
    where no change can be told (None)."""
    if changes is None:
        unknown = pd.Series(0, index=places)
        return Shading(unknown, [theme.before], {"not covered": theme.before})
    direction = changes["direction"].to_numpy(dtype=object)
    ratio = changes["ratio"].to_numpy()
    slight = np.select([ratio > 1, ratio < 1], ["more", "fewer"], "same")
    kind = np.where(direction == "unclear", slight, direction)
    nothing = (changes[["now", "before"]].sum(axis=1) == 0).to_numpy()
    names = ["too few", "nothing", *(name for name, _, _ in CHANGES)]
    kind = np.where(nothing, "nothing", kind)
    colours = [theme.before, theme.land, *(theme.change[i] for _, i, _ in CHANGES)]
    classes = pd.Series(pd.Index(names).get_indexer(pd.Index(kind)), index=changes.index)
    words = ["too few to tell", "none in either period", *(text for _, _, text in CHANGES)]
    return Shading(classes, colours, _key(classes, colours, words))


def places_map(
    theme: Theme,
    level: Level,
    shading: Shading,
    hover: Sequence[str],
    region: str,
    depth_km: int,
) -> maps.Map:
    """Every district or province in its colour, the region looked at outlined. A click selects:
    `selection.points[0]["location"]` is the name of the place."""
    limits = np.arange(len(shading.colours) - 1) + 0.5
    areas = maps.area_fill(theme, level, shading.classes, hover, limits.tolist(), shading.colours)
    # What a click chose shows by its outline: the rest stays as readable as it was.
    areas["unselected"] = areas["selected"] = {"marker": {"opacity": areas["marker"]["opacity"]}}
    return _map(theme, [areas], region, depth_km)


def events_map(
    theme: Theme, record: PreparedRecord, events: pd.DataFrame, region: str, depth_km: int
) -> maps.Map:
    """Each of the events (rows of the record's `measured`) as a circle, or the H3 cells they lie
    in where they are too many for circles; the region looked at outlined."""
    return _map(theme, event_traces(theme, record, events), region, depth_km)


def density_map(
    theme: Theme, events: pd.DataFrame, count: Count, region: str, depth_km: int
) -> maps.Map:
    """Where events, or the people killed in them, lie close together; H3 cells where they are too
    many."""
    if as_points(events):
        traces = [maps.density(theme, events, "killed" if count == "killed" else None)]
        return _map(theme, traces, region, depth_km)
    values = events.groupby("cell", observed=True)["killed"].agg(events="size", killed="sum")
    values = values[count][values[count] > 0]
    hover = [f"{number(value)} in this cell" for value in values]
    return _map(theme, [maps.cells(theme, values, hover, maps.steps(values))], region, depth_km)


def _map(theme: Theme, traces: Sequence[dict[str, Any]], region: str, depth_km: int) -> maps.Map:
    return maps.base_map(theme, "hotspots", [*traces, *outline(theme, region, depth_km)])


def provinces(theme: Theme, table: pd.DataFrame) -> dict[str, str]:
    """The colour of each province of the ranked places, in their order."""
    return {name: theme.province.get(name, theme.other) for name in table["province"].unique()}


def ranking(
    theme: Theme,
    table: pd.DataFrame,
    changes: pd.DataFrame | None,
    count: Count,
    chosen: str,
) -> go.Figure:
    """The worst places as bars, each with its change and the interval of it beside them.

    `table` (index: name; `province`, `events`, `killed`) is in order, the worst first; `changes`
    (`measures.hotspots.changes`) holds the same names, or is None where no change can be told.
    `chosen` is set in bold.
    """
    shown = table.iloc[::-1]
    at = np.arange(len(shown))
    names = [f"<b>{name}</b>" if name == chosen else name for name in shown.index]
    other: Count = "killed" if count == "events" else "events"
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": at,
        "x": shown[count],
        "marker": {"color": shown["province"].map(provinces(theme, shown)).tolist()},
        "text": shown[count].map(number),
        "textposition": "outside",
        "textfont": {"size": 12, "color": theme.ink},
        "cliponaxis": False,
        "customdata": np.column_stack([shown.index, shown["province"], shown[other]]),
        "hovertemplate": "<b>%{customdata[0]}</b>, %{customdata[1]}<br>"
        + {
            "events": "%{x:,} events, %{customdata[2]:,} killed",
            "killed": "%{x:,} killed in %{customdata[2]:,} events",
        }[count]
        + "<extra></extra>",
    }
    most = float(shown[count].max())
    layout: dict[str, Any] = {
        "bargap": 0.35,
        "margin": {"l": 0, "r": 8, "t": 26, "b": 4, "pad": 4},
        "xaxis": {
            "domain": [0, 1] if changes is None else [0, 0.44],
            "range": [0, most * 1.18],
            "visible": False,
        },
        "yaxis": {
            "tickvals": at,
            "ticktext": names,
            "showgrid": False,
            "tickfont": {"size": 13, "color": theme.ink},
            "range": [-0.7, len(shown) - 0.3],
        },
    }
    traces = [bars]
    if changes is not None:
        ratios, axis = _ratios(theme, changes.loc[shown.index], at, count)
        traces += ratios
        layout |= axis
    return figure(theme, 60 + 24 * len(shown), traces, **layout)


def _ratios(
    theme: Theme, changes: pd.DataFrame, at: np.ndarray, count: Count
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Dots on a doubling scale with their intervals, hollow and pale where chance may explain the
    change, and the axes that they are drawn on."""
    edge = 16.0
    told = (changes["direction"] != "too few").to_numpy()
    clear = changes["direction"].isin(["up", "down"]).to_numpy()
    hue = {"up": theme.change[-1], "down": theme.change[0]}
    colours = np.array([hue.get(direction, theme.context) for direction in changes["direction"]])
    low = changes["low"].clip(1 / edge, edge).to_numpy()
    high = changes["high"].clip(1 / edge, edge).to_numpy()
    ratio = changes["ratio"].clip(1 / edge, edge).to_numpy()
    # One trace a colour, its lines parted by gaps, instead of one a place.
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "xaxis": "x2",
            "x": np.column_stack([low, high, np.full(len(at), np.nan)])[part].ravel(),
            "y": np.column_stack([at, at, np.full(len(at), np.nan)])[part].ravel(),
            "line": {"color": colour, "width": 3 if strong else 1.5},
            "hoverinfo": "skip",
        }
        for colour, strong in [(theme.context, False), (hue["up"], True), (hue["down"], True)]
        if (part := told & (colours == colour)).any()
    ]
    named = ("before", "now", "ratio", "low", "high")
    columns = (changes[name].to_numpy()[told] for name in named)
    cards = [
        [name, int(before), int(now), *map(signed_percent, ratios)]
        for name, before, now, *ratios in zip(changes.index[told], *columns, strict=True)
    ]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "xaxis": "x2",
        "x": ratio[told],
        "y": at[told],
        "marker": {
            "size": 10,
            "color": np.where(clear, colours, theme.paper)[told],
            "line": {"color": colours[told], "width": 2},
        },
        "customdata": cards,
        "hovertemplate": f"<b>%{{customdata[0]}}</b><br>%{{customdata[2]}} {count} after "
        "%{customdata[1]}: %{customdata[3]}<br>likely %{customdata[4]} to %{customdata[5]}"
        "<extra></extra>",
    }
    few = {
        "type": "scatter",
        "mode": "text",
        "xaxis": "x2",
        "x": np.full(int((~told).sum()), 1.15),
        "y": at[~told],
        "text": "too few",
        "textposition": "middle right",
        "textfont": {"size": 11, "color": theme.muted},
        "hoverinfo": "skip",
    }
    axis = {
        "xaxis2": {
            "type": "log",
            "domain": [0.5, 1],
            "side": "top",
            "showgrid": True,
            "gridcolor": theme.hairline,
            "showline": False,
            "tickvals": [1 / 8, 1, 8],
            "ticktext": ["÷8", "same", "×8"],
            "tickangle": 0,
            "range": [-np.log10(edge) * 1.02, np.log10(edge) * 1.02],
            "tickfont": {"size": 12, "color": theme.muted},
        },
        "shapes": [
            {
                "type": "line",
                "xref": "x2",
                "x0": 1,
                "x1": 1,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": translucent(theme.ink, 0.55), "width": 1},
            }
        ],
    }
    return [*lines, dots, few], axis
