"""Geometry of Pakistan and distances on the WGS84 ellipsoid.

Nearest points are found in one conformal projection made for the country and the distance to
them is then taken on the ellipsoid, so a distance carries no error of the projection, only that
of which point of a line is the nearest (second order: metres at the distances used here).
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Geod, Transformer
from shapely.geometry import shape

FOLDER = Path(__file__).parent / "datasets" / "geo"

_WGS84 = Geod(ellps="WGS84")
_TO_PLANE = Transformer.from_crs(
    "EPSG:4326",
    "+proj=lcc +lat_1=26 +lat_2=35 +lat_0=30.5 +lon_0=69.5 +ellps=WGS84 +units=m",
    always_xy=True,
)

Floats = NDArray[np.float64]
Names = NDArray[np.object_]


def features(name: str) -> list[dict]:
    """GeoJSON features of one file of the geometry folder, such as `districts`."""
    return json.loads((FOLDER / f"{name}.geojson").read_text(encoding="utf-8"))["features"]


def geodesic_km(
    longitude_a: ArrayLike,
    latitude_a: ArrayLike,
    longitude_b: ArrayLike,
    latitude_b: ArrayLike,
) -> Floats:
    """Length in km of the shortest way on the ellipsoid (Karney 2013, as pyproj computes it)."""
    ends = np.broadcast_arrays(longitude_a, latitude_a, longitude_b, latitude_b)
    x_a, y_a, x_b, y_b = (np.array(end, dtype=float) for end in ends)
    metres = _WGS84.inv(x_a, y_a, x_b, y_b)[2]
    return np.asarray(metres) / 1000.0


def to_plane(geometries: Sequence[shapely.Geometry] | pd.Series) -> Names:
    """Shapely geometries in longitude and latitude, as geometries in metres of the plane."""

    def project(degrees: Floats) -> Floats:
        return np.column_stack(_TO_PLANE.transform(degrees[:, 0], degrees[:, 1]))

    return np.asarray(shapely.transform(np.array(geometries, dtype=object), project))


def points(longitude: ArrayLike, latitude: ArrayLike) -> Names:
    """Points of the plane at the given degrees."""
    x, y = _TO_PLANE.transform(np.asarray(longitude, float), np.asarray(latitude, float))
    return np.asarray(shapely.points(np.asarray(x), np.asarray(y)))


def to_degrees(shapes_of_plane: Sequence[shapely.Geometry] | Names) -> Names:
    """Geometries of the plane, as geometries in longitude and latitude."""

    def unproject(metres: Floats) -> Floats:
        return np.column_stack(_TO_PLANE.transform(metres[:, 0], metres[:, 1], direction="INVERSE"))

    return np.asarray(shapely.transform(np.array(shapes_of_plane, dtype=object), unproject))


def km_between(points_of_plane: Names, shapes_of_plane: Names) -> Floats:
    """Geodesic km from each point to the nearest point of its shape (0 inside an area)."""
    ends = shapely.get_coordinates(shapely.shortest_line(points_of_plane, shapes_of_plane))
    longitude, latitude = _TO_PLANE.transform(ends[:, 0], ends[:, 1], direction="INVERSE")
    return geodesic_km(longitude[::2], latitude[::2], longitude[1::2], latitude[1::2])


@cache
def areas(file: str, key: str) -> pd.DataFrame:
    """The polygons of a geometry file: name, province (of a district) and shape in the plane."""
    found = features(file)
    return pd.DataFrame(
        {
            "name": [feature["properties"][key] for feature in found],
            "province": [feature["properties"].get("province") for feature in found],
            "shape": to_plane([shape(feature["geometry"]) for feature in found]),
        }
    )


def districts() -> pd.DataFrame:
    """Every district: name, province, shape in the plane."""
    return areas("districts", "district")


@cache
def provinces() -> pd.DataFrame:
    """Every province as the union of its districts: name, shape in the plane."""
    parts = districts().groupby("province")["shape"]
    return pd.DataFrame(
        [(name, shapely.union_all(list(shapes))) for name, shapes in parts],
        columns=["name", "shape"],
    )


@cache
def afghan_border() -> shapely.Geometry:
    """The Pakistan-Afghanistan border (Durand Line) in the plane."""
    lines = areas("borders", "name")
    return lines.loc[lines["name"].str.contains("Durand"), "shape"].iloc[0]


def district_at(
    longitude: ArrayLike, latitude: ArrayLike, reach_km: float = 5.0
) -> tuple[Names, Names]:
    """District and province of each point.

    The polygon that holds the point; for a point off a generalised coast or border the nearest
    polygon within `reach_km`; None beyond that.
    """
    here = points(longitude, latitude)
    table = districts()
    shapes = table["shape"].to_numpy()
    found, nearest = shapely.STRtree(shapes).query_nearest(
        here, max_distance=reach_km * 1000.0, all_matches=False
    )
    position = np.full(len(here), -1)
    position[found] = nearest

    def name(column: str) -> Names:
        values = table[column].to_numpy(dtype=object)[position]
        values[position < 0] = None
        return values

    return name("name"), name("province")


def _km_outside(
    longitude: ArrayLike, latitude: ArrayLike, name: ArrayLike, table: pd.DataFrame
) -> Floats:
    position = pd.Index(table["name"]).get_indexer(pd.Index(np.asarray(name, dtype=object)))
    known = (position >= 0) & ~np.isnan(np.asarray(longitude, float))
    km = np.full(len(position), np.nan)
    here = points(np.asarray(longitude, float)[known], np.asarray(latitude, float)[known])
    km[known] = km_between(here, table["shape"].to_numpy()[position[known]])
    return km


def km_outside_district(longitude: ArrayLike, latitude: ArrayLike, district: ArrayLike) -> Floats:
    """Km from each point to its named district, 0 inside, NaN where the name is not known."""
    return _km_outside(longitude, latitude, district, districts())


def km_outside_province(longitude: ArrayLike, latitude: ArrayLike, province: ArrayLike) -> Floats:
    """Km from each point to its named province, 0 inside, NaN where the name is not known."""
    return _km_outside(longitude, latitude, province, provinces())


def km_to_afghan_border(longitude: ArrayLike, latitude: ArrayLike) -> Floats:
    """Geodesic km from each point to the Durand Line, on either side of it."""
    here = points(longitude, latitude)
    return km_between(here, np.full(len(here), afghan_border(), dtype=object))


def pairs_within(
    longitude: ArrayLike, latitude: ArrayLike, shapes_of_plane: Names, km: float
) -> pd.DataFrame:
    """Every pair of a point and a shape not farther apart than `km`.

    Columns: `point` and `shape` (positions in the two inputs) and `km`; sorted by both.
    """
    return pairs_in_plane(points(longitude, latitude), shapes_of_plane, km)


def pairs_in_plane(points_of_plane: Names, shapes_of_plane: Names, km: float) -> pd.DataFrame:
    """`pairs_within` for points that are in the plane already."""
    # The plane stretches lengths by up to 1 percent: look a little farther, then measure.
    point, other = shapely.STRtree(shapes_of_plane).query(
        points_of_plane, predicate="dwithin", distance=km * 1020.0
    )
    found = pd.DataFrame({"point": point, "shape": other})
    found["km"] = km_between(points_of_plane[point], shapes_of_plane[other])
    return found[found["km"] <= km].sort_values(["point", "shape"], ignore_index=True)


GRID_KM = 8.0
FEWEST_IN_GRID = 60


@cache
def district_grid() -> tuple[NDArray[np.int64], Names]:
    """Points laid evenly over every district: the position of the district of each (in
    `districts()`), and the points in the plane.

    They stand on a square grid 8 km apart, closer where that would leave a district fewer than
    about 60 of them, so each stands for the same area of its district.
    """
    position, found = [], []
    for number, polygon in enumerate(districts()["shape"]):
        side = min(GRID_KM * 1000.0, np.sqrt(polygon.area / FEWEST_IN_GRID))
        west, south, east, north = polygon.bounds
        x, y = np.meshgrid(
            np.arange(west + side / 2, east, side), np.arange(south + side / 2, north, side)
        )
        inside = shapely.contains_xy(polygon, x.ravel(), y.ravel())
        found.append(shapely.points(x.ravel()[inside], y.ravel()[inside]))
        position.append(np.full(int(inside.sum()), number))
    return np.concatenate(position), np.concatenate(found)
