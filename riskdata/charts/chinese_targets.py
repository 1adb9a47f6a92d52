"""Attacks on Chinese nationals and projects over time, where and by which means."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.theme import Theme, figure, translucent
from riskdata.measures.chinese_targets import by, leading
from riskdata.names import groups
from riskdata.wording import number

PER_ROOT_DEATH, SMALLEST = 7.0, 7.0
"""Pixels across of a circle: the area is in proportion to the people killed."""

WIDTH = 420
"""Pixels of time axis for which circles are moved apart: a compromise between screens."""

APART = 60
"""Pixels that a circle gives way at most; where that is not enough it covers another."""

NAME, GAP = 22, 10
FULL, PALE, HOLLOW = "confirmed", "reported", "unconfirmed"


def across(killed: pd.Series) -> np.ndarray:
    """Pixels across of the circles of so many people killed; not known is drawn as none."""
    roots = np.sqrt(killed.to_numpy(dtype=float, na_value=0))
    return np.maximum(PER_ROOT_DEATH * roots, SMALLEST)


def lane_colours(theme: Theme, lanes: Iterable[str]) -> dict[str, str]:
    """The colour of each lane: that of the group's family, grey for several or none."""
    family = dict(zip(groups()["group"], groups()["family"], strict=True))
    return {lane: theme.family.get(family.get(lane, ""), theme.other) for lane in lanes}


def timeline(
    theme: Theme,
    found: pd.DataFrame,
    first: pd.Timestamp,
    last: pd.Timestamp,
    lane_words: Mapping[str, str],
    cards: Sequence[str],
) -> go.Figure:
    """Every attack (`measures.chinese_targets.attacks`) at its day in the lane of its group.

    Area by people killed, the gold part of it by Chinese killed, who are numbered; full circles for
    confirmed, pale ones with a rim for reported, hollow ones for unconfirmed attacks. The axis runs
    from `first` to `last`. `lane_words` says what each lane amounts to, `cards` are for the hover.
    """
    size = across(found["killed"])
    at = WIDTH * ((found["date"] - first) / (last - first)).to_numpy()
    y = np.zeros(len(found))
    names, top = [], 0.0
    for lane in found["lane"].cat.categories:
        inside = (found["lane"] == lane).to_numpy()
        offset, radius = _apart(at[inside], size[inside] / 2), size[inside] / 2
        above, below = float((offset + radius).max()), float((radius - offset).max())
        y[inside] = top - NAME - above + offset
        words = f"<b>{lane}</b>  <span style='color:{theme.muted}'>{lane_words[lane]}</span>"
        names.append(note(words, top - NAME / 2, theme.ink))
        top -= NAME + above + below + GAP
    colour = found["lane"].astype(object).map(lane_colours(theme, found["lane"].cat.categories))
    traces = [
        *_circles(theme, found, y, size, colour.to_numpy(), np.array(cards, dtype=object)),
        _cores(theme, found, y, size),
    ]
    return figure(
        theme, int(-top) + 30, traces, annotations=[*names, *_numbers(theme, found, at, y, size)],
        margin={"l": 0, "r": 0, "t": 0, "b": 24, "pad": 0},
        xaxis={
            "range": [first, last + (last - first) * 0.03], "hoverformat": "%d %b %Y",
            "showgrid": True, "gridcolor": theme.hairline, "tickformat": "%Y", "automargin": False,
            "dtick": "M60", "tick0": f"{first.year - first.year % 5}-01-01",
        },
        yaxis={"range": [top, 0], "visible": False},
    )  # fmt: skip


def note(text: str, y: float, colour: str) -> dict[str, Any]:
    """Words at the left edge of a figure whose value axis is in pixels."""
    return {
        "text": text, "x": 0, "xref": "paper", "xanchor": "left", "y": y, "yanchor": "middle",
        "showarrow": False, "align": "left", "font": {"size": 12, "color": colour},
    }  # fmt: skip


def _apart(x: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """How far each circle gives way from its line, up or down, to touch none before it."""
    offset = np.zeros(len(x))
    steps = np.arange(0.0, APART, 2)
    tries = np.stack([steps, -steps], axis=1).ravel()
    for i in range(1, len(x)):
        room = radius[:i] + radius[i] + 1
        free = (x[:i] - x[i]) ** 2 + (offset[:i] - tries[:, None]) ** 2 >= room**2
        clear = free.all(axis=1)
        offset[i] = tries[clear.argmax()] if clear.any() else 0
    return offset


def _circles(
    theme: Theme,
    found: pd.DataFrame,
    y: np.ndarray,
    size: np.ndarray,
    colour: np.ndarray,
    cards: np.ndarray,
) -> list[dict[str, Any]]:
    sure, days = found["confidence"].to_numpy(dtype=object), _days(found)
    traces = []
    for level, inner in _fills(theme).items():
        part = sure == level if level != HOLLOW else ~np.isin(sure, [FULL, PALE])
        if part.any():
            rim = theme.paper if level == FULL else colour[part].tolist()
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": days[part].tolist(),
                    "y": y[part].tolist(),
                    "marker": {
                        "size": size[part].tolist(),
                        "opacity": 1,
                        "color": [inner(one) for one in colour[part]],
                        "line": {"width": 1 if level == FULL else 1.5, "color": rim},
                    },
                    "text": cards[part].tolist(),
                    "hovertemplate": "%{text}<extra></extra>",
                }
            )
    return traces


def _fills(theme: Theme) -> dict[str, Callable[[str], str]]:
    """What fills a mark by confidence, from its colour."""
    return {
        FULL: lambda colour: colour,
        PALE: lambda colour: translucent(colour, 0.4),
        HOLLOW: lambda _: theme.paper,
    }


def _days(found: pd.DataFrame) -> np.ndarray:
    return found["date"].dt.strftime("%Y-%m-%d").to_numpy(dtype=object)


def _cores(theme: Theme, found: pd.DataFrame, y: np.ndarray, size: np.ndarray) -> dict[str, Any]:
    """The Chinese dead of each attack as the gold part of its circle."""
    deadly = (found["chinese_killed"].fillna(0) > 0).to_numpy()
    # A rim of the group's colour is left to be seen, were all of the dead Chinese.
    core = np.minimum(across(found["chinese_killed"])[deadly], size[deadly] - 3)
    return {
        "type": "scatter", "mode": "markers", "hoverinfo": "skip",
        "x": _days(found)[deadly].tolist(), "y": y[deadly].tolist(),
        "marker": {
            "size": core.tolist(), "color": theme.accent, "opacity": 1, "line": {"width": 0},
        },
    }  # fmt: skip


NUMBERED = 40
"""Attacks with most Chinese dead whose number stands beside them, at most."""


DIGIT = (5.0, 6.0)
"""Half the width and the height of a number in pixels."""


def _numbers(
    theme: Theme, found: pd.DataFrame, x: np.ndarray, y: np.ndarray, size: np.ndarray
) -> list[dict]:
    """The numbers, each on that side of its circle (at `x` and `y` in pixels) on which it covers no
    other."""
    killed = found["chinese_killed"].to_numpy(dtype=float, na_value=0)
    days, radius = _days(found), size / 2
    most = [i for i in np.argsort(-killed, kind="stable")[:NUMBERED] if killed[i]]
    numbers = []
    for i in most:
        aside, off = radius[i] + 1 + DIGIT[0], radius[i] + 1 + DIGIT[1]
        sides = [(aside, 0.0), (-aside, 0.0), (0.0, -off), (0.0, off)]
        right, up = next((side for side in sides if _free(i, side, x, y, radius)), sides[0])
        numbers.append(
            {
                "text": f"<b>{number(killed[i])}</b>", "x": days[i], "y": y[i],
                "xanchor": "center", "yanchor": "middle", "xshift": right, "yshift": up,
                "showarrow": False, "font": {"size": 12, "color": theme.ink},
            }
        )  # fmt: skip
    return numbers


def _free(
    one: int, side: tuple[float, float], x: np.ndarray, y: np.ndarray, radius: np.ndarray
) -> bool:
    """Whether a number that far from the middle of its circle covers no other circle."""
    away = np.abs(x - (x[one] + side[0])) - DIGIT[0], np.abs(y - (y[one] + side[1])) - DIGIT[1]
    touched = np.hypot(np.maximum(away[0], 0), np.maximum(away[1], 0)) < radius
    touched[one] = False
    return not touched.any()


BAR_ROW, HEADER = 21, 28


def places_and_means(theme: Theme, found: pd.DataFrame) -> go.Figure:
    """Attacks by province, by district (those with most, `leading`) and by means, the unconfirmed
    hollow, with the Chinese killed in figures."""
    province_of = dict(found[["district", "province"]].dropna().drop_duplicates("district").values)
    districts, level = leading(by(found, "district"))
    more = f", {number(level)} more have {number(districts['attacks'].iloc[-1])}" if level else ""
    sections = [
        ("Provinces", by(found, "province"), lambda name: theme.province.get(name, theme.other)),
        (
            f"Districts with most{more}",
            districts,
            lambda name: theme.province.get(province_of[name], theme.other),
        ),
        ("Means", by(found, "attack_type"), lambda name: theme.means.get(name, theme.other)),
    ]
    y, places, colours, tables, notes = 0.0, [], [], [], []
    for title, table, colour in sections:
        y -= HEADER
        notes.append(note(f"<b>{title}</b>", y + 11, theme.ink))
        places += [y - BAR_ROW * (i + 0.5) for i in range(len(table))]
        y -= BAR_ROW * len(table)
        colours += [colour(name) for name in table.index]
        tables.append(table)
    shown = pd.concat(tables)
    hover = (
        "%{customdata[0]}: %{customdata[1]} attacks, %{customdata[3]} killed, %{customdata[4]} of "
        "them Chinese; %{customdata[2]} more unconfirmed<extra></extra>"
    )
    data = np.column_stack(
        [shown.index.astype(str), shown[["attacks", "unconfirmed", "killed", "chinese_killed"]]]
    )
    bar = {
        "type": "bar", "orientation": "h", "y": places, "width": BAR_ROW * 0.62,
        "customdata": data.tolist(), "hovertemplate": hover,
    }  # fmt: skip
    text = [
        f"{number(row.attacks)}"
        + (f"<span style='color:{theme.muted}'>  {number(row.chinese_killed)} Chinese killed</span>"
           if row.chinese_killed else "")
        for row in shown.itertuples()
    ]  # fmt: skip
    length = (shown["attacks"] + shown["unconfirmed"]).to_numpy()
    labels = [
        {"text": words, "x": x, "y": at, "xanchor": "left", "yanchor": "middle", "xshift": 5,
         "showarrow": False, "font": {"size": 12, "color": theme.ink}}
        for words, x, at in zip(text, length, places, strict=True)
    ]  # fmt: skip
    return figure(
        theme, int(-y) + 8,
        [
            {**bar, "x": shown["attacks"].tolist(),
             "marker": {"color": colours, "line": {"width": 0}}},
            {**bar, "x": shown["unconfirmed"].tolist(),
             "marker": {"color": theme.paper, "line": {"width": 1.5, "color": colours}}},
        ],
        barmode="stack", annotations=[*notes, *labels], margin={"t": 0, "b": 4},
        xaxis={"visible": False, "range": [0, float(length.max()) * 1.8]},
        yaxis={"range": [y, 0], "showgrid": False, "tickvals": places,
               "ticktext": shown.index.astype(str).tolist(),
               "tickfont": {"size": 12, "color": theme.ink}},
    )  # fmt: skip


def key(theme: Theme) -> str:
    """What the marks of the timeline stand for, as a line of HTML that wraps."""
    grey = theme.muted
    items = [
        (_dot(across(pd.Series([killed]))[0], grey, grey), f"{killed} killed")
        for killed in (1, 10, 30)
    ]
    items.append((_dot(11, theme.accent, theme.accent), "of them Chinese, numbered"))
    fills = _fills(theme)
    items += [(_dot(11, grey, fills[level](grey)), level) for level in fills]
    return "".join(
        f'<span style="white-space:nowrap;margin-right:1em">{dot} {words}</span> '
        for dot, words in items
    )


def _dot(size: float, rim: str, fill: str) -> str:
    return (
        '<i style="display:inline-block;box-sizing:border-box;vertical-align:middle;'
        f"width:{size:.0f}px;height:{size:.0f}px;border-radius:50%;background:{fill};"
        f'border:1.25px solid {rim}"></i>'
    )
