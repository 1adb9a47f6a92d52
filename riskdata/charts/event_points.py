"""Events as circles on a map: area by the dead, hue by province, fill and outline by confidence."""

from calendar import month_abbr
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from riskdata.charts.map_style import NAMES
from riskdata.charts.theme import Theme
from riskdata.selection import CONFIDENCES
from riskdata.wording import unmarked

MOST_CARDS = 2_000

OPACITY = 0.9

SMALLEST, PER_ROOT_DEATH, LARGEST = 6.0, 4.0, 60.0
"""Diameter in pixels: of an attack that killed no one, per square root of a death, and at most."""


def _blend(colour: str, ground: str, share: float) -> str:
    """`colour` laid at that opacity on `ground`, as an opaque colour."""
    parts = [
        round(int(colour[i : i + 2], 16) * share + int(ground[i : i + 2], 16) * (1 - share))
        for i in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


def diameters(killed: ArrayLike) -> NDArray[np.float32]:
    """Pixels across: the area is in proportion to the number killed, but for the smallest. Not
    known is drawn as none."""
    roots = np.sqrt(np.nan_to_num(np.asarray(killed, dtype=float)))
    return np.clip(PER_ROOT_DEATH * roots, SMALLEST, LARGEST).astype(np.float32)


def _rings(theme: Theme, colour: str) -> dict[str, tuple[str, str]]:
    """Outer and inner colour of an event's circle by confidence."""
    return {
        "confirmed": (theme.land, colour),
        "reported": (colour, _blend(colour, theme.land, 0.4)),
        "unconfirmed": (colour, theme.land),
    }


def event_text(frame: pd.DataFrame, size_by: str = "killed") -> list[str]:
    """The hover card of each event: where, when, what, who, how sure, after whom. Of more than
    `MOST_CARDS` events only where, when and what, as a page of full cards would be megabytes.

    What looks like HTML in the record is text, not markup: plotly reads the cards as HTML."""

    def known(column: str) -> list:
        values = frame[column].to_numpy(dtype=object)
        return np.where(pd.isna(values), "", values).tolist()

    def text(column: str) -> list[str]:
        return [unmarked(value) for value in known(column)]

    noun = {"killed": "killed", "deaths_best": "dead on all sides"}.get(size_by, size_by)
    dates = frame["date"].dt
    columns = (
        *(part.tolist() for part in (dates.day, dates.month, dates.year)),
        *(text("place"), known("district"), known(size_by), known("event_kind")),
        *(known("perpetrator"), known("confidence"), text("source")),
    )
    full = len(frame) <= MOST_CARDS
    cards = []
    for d, m, y, place, district, dead, kind, who, confidence, source in zip(*columns, strict=True):
        where = f"{place}, {district}" if place and district else place or district
        toll = "deaths not recorded" if dead == "" else f"{dead:,.0f} {noun}"
        card = f"<b>{where}</b><br>{d} {month_abbr[m]} {y}: {kind}, {toll}"
        if full:
            card += f"<br>Perpetrator: {who or 'not recorded'}<br>{confidence}: {source}"
        cards.append(card)
    return cards


def event_points(
    theme: Theme, frame: pd.DataFrame, size_by: str = "killed", text: Sequence[str] | None = None
) -> list[dict[str, Any]]:
    """The traces that draw events, the deadliest at the bottom: area by `size_by`, hue by province,
    full circles for confirmed, pale ones with a rim for reported, hollow ones for unconfirmed.

    `frame` has event_id, longitude, latitude, province, confidence, `size_by`, and what
    `event_text` needs unless `text` is given. Events without a place are left out. A click selects;
    `event.selection.points[0]["customdata"]` is the event_id.
    """
    cards = event_text(frame, size_by) if text is None else text
    deaths = frame[size_by].to_numpy(dtype=float, na_value=np.nan)
    deadliest_first = np.argsort(-np.nan_to_num(deaths, nan=-1), kind="stable")
    placed = (frame["longitude"].notna() & frame["latitude"].notna()).to_numpy()
    order = deadliest_first[placed[deadliest_first]]

    def column(name: str, kind: type) -> np.ndarray:
        return frame[name].to_numpy(dtype=kind)[order]

    longitude, latitude = column("longitude", np.float32), column("latitude", np.float32)
    across = diameters(deaths[order])

    # MapLibre circles have no outline in plotly: each event is two circles, one on the other.
    provinces = [*theme.province, None]
    levels = ["confirmed", "reported", "unconfirmed"]
    pairs = [
        _rings(theme, theme.province.get(province or "", theme.other))[level]
        for province in provinces
        for level in levels
    ]
    palette = sorted({colour for pair in pairs for colour in pair})
    number = np.array([[palette.index(colour) for colour in pair] for pair in pairs], np.uint8)
    of_province = pd.Index(theme.province).get_indexer(pd.Index(column("province", object)))
    of_level = pd.Index(levels).get_indexer(pd.Index(column("confidence", object)))
    # Whatever is neither confirmed nor reported (denied, say) is drawn as unconfirmed.
    row = (of_province % len(provinces)) * len(levels) + of_level % len(levels)
    outer = np.where(of_level == 0, across + 1.5, across)
    inner = np.where(of_level == 0, across, across - 2.5)
    circles = {
        "type": "scattermap",
        "below": NAMES,
        "mode": "markers",
        "lon": np.repeat(longitude, 2),
        "lat": np.repeat(latitude, 2),
        "marker": {
            "size": np.column_stack([outer, inner]).ravel(),
            "color": number[row].ravel(),
            "cmin": 0,
            "cmax": len(palette) - 1,
            "colorscale": theme.scale(palette),
            "opacity": OPACITY,
        },
        # What a reader clicks on does not make the rest fade.
        "unselected": {"marker": {"opacity": OPACITY}},
        "hoverinfo": "skip",
    }
    targets = {
        "type": "scattermap",
        "below": NAMES,
        "mode": "markers",
        "lon": longitude,
        "lat": latitude,
        "marker": {"size": across, "opacity": 0, "color": theme.ink},
        "customdata": column("event_id", object).tolist(),
        "text": [cards[i] for i in order],
        "hovertemplate": "%{text}<extra></extra>",
    }
    return [circles, targets]


def _circle(across: float, outer: str, inner: str) -> str:
    # In CSS, as Streamlit's st.html drops SVG.
    return (
        f'<i style="display:inline-block;box-sizing:border-box;vertical-align:middle;'
        f"width:{across:.0f}px;height:{across:.0f}px;border-radius:50%;"
        f'background:{inner};border:1.25px solid {outer}"></i>'
    )


def event_key(
    theme: Theme,
    deaths: Sequence[int] = (1, 10, 50),
    noun: str = "killed",
    *,
    levels: Collection[str] = CONFIDENCES,
    provinces: Collection[str] = (),
    corridor: bool = False,
) -> str:
    """The key to `event_points`, `corridor_traces` or both as a line of HTML that wraps: a circle
    for each number of `deaths` at the size it has on the map, one for each of the `levels` of
    confidence, one for the hue of each of the `provinces`; none of them without levels."""
    sizes = [
        (_circle(across, theme.muted, theme.muted), f"{number:,} {noun}")
        for number, across in zip(deaths, diameters(deaths), strict=True)
    ]
    rings = _rings(theme, theme.muted) | {"confirmed": (theme.muted, theme.muted)}
    sure = [(_circle(11, *rings[level]), level) for level in CONFIDENCES if level in levels]
    named: dict[str, list[str]] = {}
    for name in (province for province in theme.province if province in provinces):
        named.setdefault(theme.province[name], []).append(name)
    where = [(_circle(11, hue, hue), ", ".join(names)) for hue, names in named.items()]
    gold = f'<span style="color:{theme.accent}">{{}}</span>'
    roads = [(gold.format("\u25c6\u2009\u25c7"), "China's projects, confirmed and not")]
    roads += [(gold.format("\u2501"), "their roads and lines")]
    items = (sizes + sure + where) * bool(sure) + roads * corridor
    return "".join(
        f'<span style="white-space:nowrap;margin-right:1em">{mark} {words}</span> '
        for mark, words in items
    )
