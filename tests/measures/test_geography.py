"""Distances and membership, by an independent route."""

import itertools
import json

import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import shape

from riskdata import catalogue, geography
from riskdata.projects import project_shapes, route_lines

WGS84 = Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def places():
    """Two hundred real places of events, spread over the country."""
    events = catalogue.load("ucdp_events").drop_duplicates(["longitude", "latitude"])
    return events.dropna(subset=["longitude"]).sample(200, random_state=11)


def densified(line: shapely.Geometry, metres: float = 200.0) -> np.ndarray:
    """Points along a line of degrees, on the geodesics between its corners."""
    corners = shapely.get_coordinates(line)
    parts = []
    for (x0, y0), (x1, y1) in itertools.pairwise(corners):
        steps = max(2, int(WGS84.inv(x0, y0, x1, y1)[2] / metres))
        parts.append([(x0, y0), *WGS84.npts(x0, y0, x1, y1, steps)])
    return np.vstack([*parts, corners[-1:]])


def nearest_km(x: float, y: float, points: np.ndarray) -> float:
    """Shortest of pyproj's own geodesics from one point to many."""
    count = len(points)
    return (
        WGS84.inv(np.full(count, x), np.full(count, y), points[:, 0], points[:, 1])[2].min() / 1e3
    )


def test_distance_to_the_durand_line_against_pyproj(places):
    border = next(f for f in geography.features("borders") if "Durand" in f["properties"]["name"])
    points = densified(shape(border["geometry"]))
    found = geography.km_to_afghan_border(places["longitude"], places["latitude"])
    for x, y, km in zip(places["longitude"], places["latitude"], found, strict=True):
        assert km == pytest.approx(nearest_km(x, y, points), abs=0.15)


def test_distance_to_a_road_against_pyproj(places):
    routes = catalogue.load("cpec_routes")
    legs = routes[routes["route_id"] == "western-corridor"].sort_values("sequence")
    points = densified(shapely.LineString(legs[["longitude", "latitude"]].to_numpy()))
    line = route_lines(routes).set_index("route_id")["shape"]["western-corridor"]
    here = geography.points(places["longitude"], places["latitude"])
    found = geography.km_between(here, np.full(len(here), line, dtype=object))
    for x, y, km in zip(places["longitude"], places["latitude"], found, strict=True):
        truth = nearest_km(x, y, points)
        # A straight leg of the plane leaves the geodesic by some hundred metres on long legs.
        assert km == pytest.approx(truth, abs=0.5, rel=0.01)


def test_membership_against_a_brute_force_point_in_polygon(places):
    found, provinces = geography.district_at(
        places["longitude"], places["latitude"], reach_km=0.001
    )
    polygons = [
        (f["properties"]["district"], f["properties"]["province"], shape(f["geometry"]))
        for f in json.loads((geography.FOLDER / "districts.geojson").read_text())["features"]
    ]
    for x, y, district, province in zip(
        places["longitude"], places["latitude"], found, provinces, strict=True
    ):
        inside = [(d, p) for d, p, area in polygons if area.covers(shapely.Point(x, y))]
        assert (district, province) in (inside or [(None, None)])


def test_a_point_off_the_generalised_coast_belongs_to_the_nearest_district():
    # Gwadar port, on the shore of its bay.
    district, province = geography.district_at([62.33], [25.10])
    assert (district[0], province[0]) == ("Gwadar", "Balochistan")
    district, _ = geography.district_at([62.33], [24.0])
    assert district[0] is None


def test_pairs_within_are_those_of_a_double_loop(places):
    shapes = project_shapes(catalogue.load("cpec_projects"), catalogue.load("cpec_routes"))
    some = places.head(40)
    pairs = geography.pairs_within(some["longitude"], some["latitude"], shapes, 25.0)
    here = geography.points(some["longitude"], some["latitude"])
    truth = {
        (i, j)
        for i, point in enumerate(here)
        for j, other in enumerate(shapes)
        if geography.km_between(np.array([point]), np.array([other], dtype=object))[0] <= 25.0
    }
    assert set(zip(pairs["point"], pairs["shape"], strict=True)) == truth
    assert truth
