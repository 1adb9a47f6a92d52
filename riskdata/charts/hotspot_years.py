"""Small maps, one a year, as plain SVG: a dozen live maps would weigh a page down."""

from collections.abc import Sequence
from functools import cache
from math import cos, radians

import numpy as np
import pandas as pd
import shapely

from riskdata.charts import maps
from riskdata.charts.outlines import shapes
from riskdata.charts.theme import Theme

WIDTH = 168.0
"""Pixels: wide enough for the country, and two beside each other fit a telephone."""

_SQUEEZE = cos(radians((maps.PAKISTAN.south + maps.PAKISTAN.north) / 2))
_SCALE = WIDTH / ((maps.PAKISTAN.east - maps.PAKISTAN.west) * _SQUEEZE)
HEIGHT = (maps.PAKISTAN.north - maps.PAKISTAN.south) * _SCALE

PER_ROOT_DEATH, SMALLEST, LARGEST = 0.9, 1.1, 16.0
"""Radius of a circle, in pixels: for each square root of a death, and bounds."""


def plane(longitude: np.ndarray, latitude: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Degrees as x and y of the drawing: equirectangular, true to scale at the middle latitude."""
    x = (np.asarray(longitude) - maps.PAKISTAN.west) * _SQUEEZE * _SCALE
    return x, (maps.PAKISTAN.north - np.asarray(latitude)) * _SCALE


@cache
def _land() -> str:
    """The outlines of the provinces as one SVG path."""
    parts = []
    coarse = shapely.coverage_simplify(list(shapes("province").values()), 0.06)
    for ring in shapely.get_rings(shapely.get_parts(coarse)):
        degrees = shapely.get_coordinates(ring)
        x, y = plane(degrees[:-1, 0], degrees[:-1, 1])
        parts.append("M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x, y, strict=True)) + "Z")
    return "".join(parts)


def radius(killed: np.ndarray) -> np.ndarray:
    """Radius for a number of dead: the area is in proportion, but for the smallest and largest."""
    return np.clip(PER_ROOT_DEATH * np.sqrt(killed), SMALLEST, LARGEST)


def small_map(theme: Theme, spots: pd.DataFrame) -> str:
    """One year's map as an SVG document: `spots` has a row a place (`longitude`, `latitude`,
    `province`, `killed`), the deadliest first."""
    x, y = plane(spots["longitude"].to_numpy(), spots["latitude"].to_numpy())
    radii = radius(spots["killed"].to_numpy(dtype=float))
    names = spots["province"].fillna("").to_numpy(dtype=object)
    circles = []
    for province in dict.fromkeys(names):
        of_it = names == province
        drawn = "".join(
            f'<circle cx="{a:.1f}" cy="{b:.1f}" r="{r:.1f}"/>'
            for a, b, r in zip(x[of_it], y[of_it], radii[of_it], strict=True)
        )
        colour = theme.province.get(province, theme.other)
        circles.append(f'<g fill="{colour}" fill-opacity=".6">{drawn}</g>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}">'
        f'<path d="{_land()}" fill="{theme.land}" stroke="{theme.context}" stroke-width=".6" '
        f'stroke-linejoin="round"/>{"".join(circles)}</svg>'
    )


def size_key(killed: Sequence[int] = (1, 10, 100)) -> dict[int, float]:
    """Diameter in pixels of the circle that stands for each number of dead."""
    diameters = 2 * radius(np.asarray(killed, dtype=float))
    return dict(zip(killed, diameters.tolist(), strict=True))
