"""The base map, as a MapLibre style.

Its sources are files that the app itself serves (`riskdata.charts.static_geometry` writes them), so
nothing comes from another host. The addresses are relative, so they hold on every page and under a
base path. Names of places are drawn with the page's own Source Sans, as the style names no glyph
server; plotly's named styles would ask one.
"""

from typing import Any

from riskdata.charts.theme import Theme, translucent

NAMES = "sea-name"
"""The lowest layer of names. What is drawn below it leaves every name readable."""


def _by_zoom(*stops: float) -> list:
    return ["interpolate", ["linear"], ["zoom"], *stops]


def _line(name: str, colour: str, width: object, **paint: object) -> dict[str, Any]:
    return {
        "id": f"{name}-line",
        "type": "line",
        "source": "lines",
        "filter": ["==", ["get", "kind"], name],
        "layout": {"line-join": "round", "line-cap": "round"},
        "paint": {"line-color": colour, "line-width": width, **paint},
    }


def _names(theme: Theme, kind: str, colour: str, size: object, **layout: object) -> dict[str, Any]:
    return {
        "id": f"{kind}-name",
        "type": "symbol",
        "source": "labels",
        "filter": ["==", ["get", "kind"], kind],
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
    town = ["all", ["==", ["get", "kind"], "town"], shown]
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
        _names(theme, "sea", theme.muted, 11, **spaced),
        _names(theme, "country", theme.muted, 11, **spaced),
        {
            "id": "town-dot",
            "type": "circle",
            "source": "labels",
            "filter": town,
            "paint": {"circle-radius": 1.6, "circle-color": theme.muted},
        },
        towns | {"filter": town},
        _names(theme, "province", theme.muted, _by_zoom(4, 10, 7, 14), **spaced) | {"maxzoom": 8},
    ]
    files = ("sea", "provinces", "districts", "lines", "labels")
    if not labels:
        for layer in places:
            layer["layout"] = {"visibility": "none"}
    return {
        "version": 8,
        "sources": {
            name: {"type": "geojson", "data": f"app/static/map/{name}.geojson"} for name in files
        },
        "layers": [
            {
                "id": "abroad",
                "type": "background",
                "paint": {"background-color": theme.abroad},
            },
            {
                "id": "sea",
                "type": "fill",
                "source": "sea",
                "paint": {"fill-color": theme.water},
            },
            {
                "id": "land",
                "type": "fill",
                "source": "provinces",
                "paint": {"fill-color": theme.land},
            },
            {
                "id": "district-line",
                "type": "line",
                "source": "districts",
                "paint": {
                    "line-color": theme.hairline,
                    "line-width": 0.6,
                    "line-opacity": _by_zoom(4, 0.35, 6, 1),
                },
            },
            _line("province", theme.context, _by_zoom(4, 0.8, 8, 1.6)),
            _line("abroad", theme.context, 0.6),
            _line("outline", theme.muted, _by_zoom(4, 0.8, 8, 1.6)),
            _line("control", theme.muted, 1.2, **{"line-dasharray": [3, 2.5]}),
            _line("iran", theme.border, _by_zoom(4, 1.2, 8, 2)),
            _line("durand", theme.border, _by_zoom(4, 2.2, 8, 3.6)),
            *places,
        ],
    }
