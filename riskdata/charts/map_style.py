"""The base map, as a MapLibre style.

Its sources are files that the app itself serves (`riskdata.charts.static_geometry` writes them), so
nothing comes from another host. The addresses are relative, so they hold on every page and under a
base path. Names of places are drawn with the page's own Source Sans, as the style names no glyph
server; plotly's named styles would ask one.
"""

from typing import Any

from riskdata.charts.theme import Theme, translucent

NAMES = "abroad-name"
"""The lowest layer of names. What is drawn below it leaves every name readable."""
BORDERS = "borders"
"""The lowest layer of borders. Filled areas are drawn below it."""


def _by_zoom(*stops: object) -> list:
    return ["interpolate", ["linear"], ["zoom"], *stops]


def _of(*kinds: str) -> list:
    return ["in", ["get", "kind"], ["literal", kinds]]


def _layer(name: str, type: str, shown: list, **paint: object) -> dict[str, Any]:
    """A layer of those features of the ground for which `shown` holds."""
    return {"id": name, "type": type, "source": "ground", "filter": shown, "paint": paint}


def _line(name: str, shown: list, **paint: object) -> dict[str, Any]:
    layout = {"line-join": "round", "line-cap": "round"}
    return _layer(name, "line", shown, **paint) | {"layout": layout}


def _borders(theme: Theme) -> dict[str, Any]:
    """Borders in one layer: each layer costs a map that is drawn in software time."""
    looks = {
        "province": (theme.context, 0.8, 1.6),
        "abroad": (theme.context, 0.6, 0.6),
        "outline": (theme.muted, 0.8, 1.6),
        "iran": (theme.border, 1.2, 2),
        "durand": (theme.border, 2.2, 3.6),
    }

    def each(at: int) -> list:
        pairs = [value for kind, look in looks.items() for value in (kind, look[at])]
        return ["match", ["get", "kind"], *pairs, looks["abroad"][at]]

    width = _by_zoom(4, each(1), 8, each(2))
    return _line(BORDERS, _of(*looks), **{"line-color": each(0), "line-width": width})


def _names(theme: Theme, kind: str, colour: str, size: object, **layout: object) -> dict[str, Any]:
    return {
        "id": f"{kind}-name",
        "type": "symbol",
        "source": "ground",
        "filter": _of(f"{kind}-name"),
        "layout": {
            "text-field": ["get", "name"],
            "text-font": ["Source Sans"],
            "text-size": size,
            "text-padding": 3,
            **layout,
        },
        "paint": {
            "text-color": colour,
            "text-halo-color": translucent(theme.land, 0.85),
            "text-halo-width": 1.4,
        },
    }


def style(theme: Theme, labels: bool) -> dict[str, Any]:
    """The MapLibre style of the base map, with or without the names of places."""
    spaced = {"text-transform": "uppercase", "text-letter-spacing": 0.18, "text-max-width": 7}
    # The first towns show at every zoom, the rest as there is room for them.
    shown = ["<=", ["get", "rank"], ["step", ["zoom"], 1, 5, 2, 6.2, 3]]
    town = ["all", _of("town-name"), shown]
    first = ["==", ["get", "rank"], 1]
    dot = {
        "circle-radius": ["case", first, 2, 1.6],
        "circle-color": ["case", first, theme.ink, theme.muted],
    }
    towns = _names(
        theme,
        "town",
        theme.ink,
        _by_zoom(4, 11, 8, 14),
        **{
            "text-variable-anchor": ["left", "right", "top", "bottom"],
            "text-radial-offset": 0.45,
            "symbol-sort-key": ["get", "rank"],
        },
    )
    places = [
        _names(theme, "abroad", theme.muted, 11, **spaced),
        _layer("town", "circle", town, **dot),
        towns | {"filter": town},
        _names(theme, "province", theme.muted, _by_zoom(4, 10, 7, 14), **spaced) | {"maxzoom": 8},
    ]
    if not labels:
        for layer in places:
            layer["layout"] = {"visibility": "none"}
    plain = {"fill-antialias": False}
    fine = {
        "line-color": theme.hairline,
        "line-width": 0.6,
        "line-opacity": _by_zoom(4, 0.35, 6, 1),
    }
    dashed = {"line-color": theme.muted, "line-width": 1.2, "line-dasharray": [3, 2.5]}
    return {
        "version": 8,
        "sources": {"ground": {"type": "geojson", "data": "app/static/map/ground.geojson"}},
        "layers": [
            {"id": "abroad", "type": "background", "paint": {"background-color": theme.abroad}},
            _layer("sea", "fill", _of("sea"), **plain, **{"fill-color": theme.water}),
            _layer("land", "fill", _of("land"), **plain, **{"fill-color": theme.land}),
            _line("districts", _of("district"), **fine),
            _borders(theme),
            _line("control", _of("control"), **dashed),
            *places,
        ],
    }
