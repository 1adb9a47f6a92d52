"""The geometry that maps fetch from the app's own server, drawn for the screen.

`python -m riskdata.charts.static_geometry` writes `static/map/*.geojson` from the geometry and the
tables of the datasets. All outlines come from one lineage, the districts, simplified together so
that neighbours still share their lines; what the measures measure against stays untouched. The
Durand Line, for one, is drawn as that part of the districts' outline which follows it.
"""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from riskdata.geography import FOLDER, features

STATIC = Path(__file__).parents[2] / "static" / "map"

Feature = dict[str, Any]

TOLERANCE = 0.025
"""Degrees (about 2.5 km) by which a drawn line may leave the surveyed one."""

ALONG = 0.2
"""Degrees within which two sources' courses of one border are the same border."""

AT_SEA = shapely.Point(64.6, 23.9)
"""A point of the Arabian Sea, by which it is told from land that has no polygon here."""

COUNTRIES = {
    "Afghanistan": (65.8, 33.9),
    "Iran": (61.7, 27.9),
    "India": (74.8, 27.9),
    "China": (79.6, 36.2),
}
SEAS = {"Arabian Sea": (AT_SEA.x, AT_SEA.y)}
PROVINCES = {
    "Balochistan": (65.1, 28.3),
    "Khyber Pakhtunkhwa": (72.5, 35.25),
    "Punjab": (72.2, 30.6),
    "Sindh": (68.6, 26.2),
    "Gilgit-Baltistan": (74.9, 35.7),
}
TOWNS = (
    ("Islamabad", "Karachi", "Lahore", "Peshawar", "Quetta", "Gwadar"),
    ("Gilgit", "Multan", "Turbat", "Khuzdar", "Hyderabad", "Sukkur", "Dera Ismail Khan", "Zhob"),
    ("Faisalabad", "Bannu", "Miran Shah", "Wana", "Chaman", "Panjgur", "Skardu", "Mingora"),
)
"""Towns that every reader should find, the first ones first; other district seats follow."""


def _feature(geometry: BaseGeometry, **properties: object) -> Feature:
    return {"type": "Feature", "properties": properties, "geometry": mapping(geometry)}


def _borders(country: BaseGeometry, kashmir: BaseGeometry) -> list[Feature]:
    """Pakistan's outline, cut by what lies beyond it: `kind` is durand, iran, control or outline.
    The coast is part of the last."""
    outline = country.boundary
    parts = {}
    for line in features("borders"):
        kind = "durand" if "Durand" in line["properties"]["name"] else "iran"
        parts[kind] = shapely.intersection(outline, shape(line["geometry"]).buffer(ALONG))
    # Where Iran's border meets the Durand Line both reach around the corner.
    parts["iran"] = parts["iran"].difference(parts["durand"].buffer(1e-6))
    india = next(f for f in features("neighbours") if f["properties"]["name"] == "India")
    control = shapely.intersection(outline, kashmir.buffer(1e-6))
    parts["control"] = control.intersection(shape(india["geometry"]).buffer(ALONG))
    known = shapely.union_all([part.buffer(1e-6) for part in parts.values()])
    parts["outline"] = outline.difference(known)
    drawn = ("outline", "control", "iran", "durand")
    return [_feature(shapely.line_merge(parts[kind]), kind=kind) for kind in drawn]


def _sea(lands: list[BaseGeometry]) -> BaseGeometry:
    """The Arabian Sea, drawn on to the south of where the neighbours' polygons are cut."""
    land = shapely.union_all(lands)
    west, south, east, north = land.bounds
    # The sources leave slivers between Pakistan and its neighbours, which are not sea.
    waters = shapely.box(west, south, east, north).difference(land).buffer(-0.03).buffer(0.04)
    sea = next(water for water in shapely.get_parts(waters) if water.contains(AT_SEA))
    left, _, right, _ = sea.intersection(shapely.box(west, south, east, south + 0.01)).bounds
    return sea.union(shapely.box(left, 0, right, south + 0.01)).simplify(TOLERANCE)


def _labels() -> list[Feature]:
    tables = FOLDER.parent
    places = pd.read_csv(tables / "places.csv").drop_duplicates("place")
    regions = pd.read_csv(tables / "regions.csv")
    seats = regions[regions["kind"].eq("district")].dropna(subset="capital")
    towns = {
        name: (longitude, latitude)
        for table, column in ((places, "place"), (seats, "capital"))
        for name, longitude, latitude in zip(
            table[column], table["longitude"], table["latitude"], strict=True
        )
    }
    groups = [("abroad", COUNTRIES | SEAS), ("province", PROVINCES)]
    found = [
        _feature(shapely.Point(point), kind=f"{kind}-name", name=name, rank=0)
        for kind, points in groups
        for name, point in points.items()
    ]
    ranks = {town: rank for rank, group in enumerate(TOWNS) for town in group}
    for seat in seats["capital"]:
        ranks.setdefault(seat, len(TOWNS))
    return found + [
        _feature(shapely.Point(towns[town]), kind="town-name", name=town, rank=rank)
        for town, rank in sorted(ranks.items(), key=lambda item: item[1])
    ]


def layers() -> dict[str, list[Feature]]:
    """The features of each file: `districts`, `provinces`, and the `ground` of every map.

    A district has the properties `district` and `province`, a province `name`. On the ground each
    feature has its `kind`: areas, then lines in the order in which they are drawn, then names. All
    of it is one file because each file costs a map several drawings before it is at rest.
    """
    source = features("districts")
    coverage = shapely.coverage_simplify([shape(f["geometry"]) for f in source], TOLERANCE)
    districts = [
        _feature(geometry, **{k: f["properties"][k] for k in ("district", "province")})
        for f, geometry in zip(source, coverage, strict=True)
    ]
    shapes: dict[str, list[BaseGeometry]] = {}
    for feature in districts:
        shapes.setdefault(feature["properties"]["province"], []).append(shape(feature["geometry"]))
    provinces = {name: shapely.coverage_union_all(parts) for name, parts in shapes.items()}
    country = shapely.union_all(list(provinces.values()))
    kashmir = shapely.union_all([provinces["Azad Kashmir"], provinces["Gilgit-Baltistan"]])
    neighbours = [shape(f["geometry"]) for f in features("neighbours")]
    frontiers = shapely.union_all(
        [one.boundary.intersection(two.buffer(0.05)) for one, two in combinations(neighbours, 2)]
    ).difference(country.buffer(ALONG))
    within = shapely.union_all([p.boundary for p in provinces.values()])
    between = shapely.union_all([shape(f["geometry"]).boundary for f in districts])
    return {
        "districts": districts,
        "provinces": [_feature(geometry, name=name) for name, geometry in provinces.items()],
        "ground": [
            _feature(_sea([country, *neighbours]), kind="sea"),
            _feature(country, kind="land"),
            _feature(_lines_apart(between, within), kind="district"),
            _feature(_lines_apart(within, country.boundary), kind="province"),
            _feature(shapely.line_merge(frontiers).simplify(TOLERANCE), kind="abroad"),
            *_borders(country, kashmir),
            *_labels(),
        ],
    }


def _lines_apart(lines: BaseGeometry, others: BaseGeometry) -> BaseGeometry:
    return shapely.line_merge(lines.difference(others.buffer(1e-6)))


def text(found: list[Feature]) -> str:
    """The features as GeoJSON, coordinates to 3 decimals (about 100 m)."""

    def rounded(value: Any) -> Any:
        if isinstance(value, int | float):
            return round(value, 3)
        return [rounded(part) for part in value]

    collection = {
        "type": "FeatureCollection",
        "features": [
            f | {"geometry": f["geometry"] | {"coordinates": rounded(f["geometry"]["coordinates"])}}
            for f in found
        ],
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    STATIC.mkdir(parents=True, exist_ok=True)
    for name, found in layers().items():
        path = STATIC / f"{name}.geojson"
        path.write_text(text(found), encoding="utf-8")
        print(f"{path.name}: {len(found)} features, {path.stat().st_size // 1000} kB")
