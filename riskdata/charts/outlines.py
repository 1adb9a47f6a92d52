"""Outlines of regions as they are drawn: a province, a district, the Afghan border belt."""

import json
from functools import cache
from typing import Any

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import shape

from riskdata.charts import maps
from riskdata.charts.map_style import NAMES
from riskdata.charts.static_geometry import STATIC
from riskdata.charts.theme import Theme
from riskdata.geography import features
from riskdata.selection import BORDER_BELT

Line = tuple[list[float | None], list[float | None]]


def outline(theme: Theme, region: str, depth_km: int) -> list[dict[str, Any]]:
    """The map traces that outline a region, light under dark so that it shows on any fill; none
    for the whole country."""
    line = belt(depth_km) if region == BORDER_BELT else boundaries().get(region)
    if line is None:
        return []
    longitude, latitude = line
    return [
        {
            "type": "scattermap",
            "below": NAMES,
            "mode": "lines",
            "lon": longitude,
            "lat": latitude,
            "line": {"color": colour, "width": width},
            "hoverinfo": "skip",
        }
        for colour, width in [(theme.land, 5), (theme.ink, 2.2)]
    ]


@cache
def frame(region: str) -> maps.Bounds:
    """What a map of a region shows: a province or district with some of what lies around it, else
    the whole country."""
    area = shapes("province").get(region) or shapes("district").get(region)
    if area is None:
        return maps.PAKISTAN
    west, south, east, north = shapely.bounds(area).tolist()
    beyond = max(0.1 * (east - west), 0.1 * (north - south), 0.3)
    edges = (west - beyond, south - beyond, east + beyond, north + beyond)
    return maps.Bounds(*(round(degrees, 3) for degrees in edges))


@cache
def shapes(level: str) -> dict[str, shapely.Geometry]:
    """The drawn shape of every `district` or `province`, in degrees, by name."""
    key = {"district": "district", "province": "name"}[level]
    found = json.loads((STATIC / f"{level}s.geojson").read_text(encoding="utf-8"))["features"]
    return {feature["properties"][key]: shape(feature["geometry"]) for feature in found}


@cache
def boundaries() -> dict[str, Line]:
    """Longitudes and latitudes of the outline of each district and province, a gap between rings.
    Where both bear a name, it is the province."""
    return {name: _line(area) for name, area in (shapes("district") | shapes("province")).items()}


@cache
def belt(depth_km: int) -> Line:
    """The outline of what lies in Pakistan within `depth_km` of the Afghan border, by circles on
    the ellipsoid about points of the line."""
    durand = next(line for line in features("borders") if "Durand" in line["properties"]["name"])
    along = shapely.get_coordinates(shapely.segmentize(shape(durand["geometry"]), 0.05))
    bearings = np.arange(0, 360, 10.0)
    points, directions = np.meshgrid(np.arange(len(along)), bearings, indexing="ij")
    longitude, latitude, _ = Geod(ellps="WGS84").fwd(
        along[points.ravel(), 0],
        along[points.ravel(), 1],
        directions.ravel(),
        np.full(points.size, depth_km * 1000.0),
    )
    circles = np.column_stack([longitude, latitude]).reshape(*points.shape, 2)
    near = shapely.union_all(shapely.polygons(circles))
    country = shapely.union_all(list(shapes("province").values()))
    return _line(near.intersection(country).simplify(0.005))


def _line(area: shapely.Geometry) -> Line:
    longitude: list[float | None] = []
    latitude: list[float | None] = []
    for ring in shapely.get_rings(shapely.get_parts(area)):
        points = shapely.get_coordinates(ring).round(3)
        longitude += [*points[:, 0].tolist(), None]
        latitude += [*points[:, 1].tolist(), None]
    return longitude, latitude
