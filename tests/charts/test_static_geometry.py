"""What the browser fetches for maps is drawn from the geometry of the datasets, and light."""

import json

import pytest
import shapely
from shapely.geometry import shape

from riskdata.charts import static_geometry
from riskdata.charts.static_geometry import STATIC, Feature
from riskdata.geography import features


@pytest.fixture(scope="module")
def drawn() -> dict[str, list[Feature]]:
    return static_geometry.layers()


def test_files_are_in_step_with_their_sources(drawn: dict[str, list[Feature]]) -> None:
    assert {path.stem for path in STATIC.glob("*")} == set(drawn)
    for name, found in drawn.items():
        text = (STATIC / f"{name}.geojson").read_text(encoding="utf-8")
        assert text == static_geometry.text(found), f"run: python -m {static_geometry.__name__}"


def test_files_are_light() -> None:
    sizes = {path.stem: path.stat().st_size for path in STATIC.glob("*.geojson")}
    assert sizes["ground"] < 120_000
    assert sizes["ground"] + sizes["districts"] < 250_000, "what one map loads at the most"


def test_every_district_and_province_is_there_once(drawn: dict[str, list[Feature]]) -> None:
    known = sorted(f["properties"]["district"] for f in features("districts"))
    assert sorted(f["properties"]["district"] for f in drawn["districts"]) == known
    assert len(set(known)) == len(known)
    provinces = {f["properties"]["province"] for f in features("districts")}
    assert sorted(f["properties"]["name"] for f in drawn["provinces"]) == sorted(provinces)


def test_drawn_districts_stay_near_the_true_ones_and_leave_no_gap(
    drawn: dict[str, list[Feature]],
) -> None:
    shapes = [shape(f["geometry"]) for f in drawn["districts"]]
    assert shapely.coverage_is_valid(shapes)
    for feature, simple in zip(features("districts"), shapes, strict=True):
        true = shape(feature["geometry"])
        assert simple.symmetric_difference(true).area < 0.2 * true.area


def test_the_durand_line_is_drawn_whole_and_only_once(drawn: dict[str, list[Feature]]) -> None:
    lines = {f["properties"]["kind"]: shape(f["geometry"]) for f in drawn["ground"]}
    durand = next(f for f in features("borders") if "Durand" in f["properties"]["name"])
    far = shapely.segmentize(shape(durand["geometry"]), 0.05).difference(
        lines["durand"].buffer(0.25)
    )
    assert far.is_empty
    for other in ("iran", "control", "outline"):
        assert lines["durand"].intersection(lines[other]).length < 0.01


def test_towns_lie_in_the_country_and_ports_are_not_at_sea(
    drawn: dict[str, list[Feature]],
) -> None:
    country = shapely.union_all([shape(f["geometry"]) for f in drawn["provinces"]])
    sea = next(shape(f["geometry"]) for f in drawn["ground"] if f["properties"]["kind"] == "sea")
    towns = {
        f["properties"]["name"]: shape(f["geometry"])
        for f in drawn["ground"]
        if f["properties"]["kind"] == "town-name"
    }
    assert {"Islamabad", "Quetta", "Gwadar", "Peshawar", "Karachi"} <= set(towns)
    assert max(point.distance(country) for point in towns.values()) < 0.1
    assert not sea.contains(towns["Quetta"])
    assert sea.distance(towns["Gwadar"]) < 0.1


def test_coordinates_have_three_decimals() -> None:
    for path in STATIC.glob("*.geojson"):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            points = shapely.get_coordinates(shape(feature["geometry"]))
            assert (abs(points - points.round(3)) < 1e-9).all()
