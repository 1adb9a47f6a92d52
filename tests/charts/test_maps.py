"""Maps carry little, ask no other host for anything, and draw what they are given."""

import json
import re

import h3
import numpy as np
import pandas as pd
import plotly.io
import pytest

from riskdata import geography
from riskdata.charts import maps
from riskdata.charts.event_points import (
    LARGEST,
    SMALLEST,
    diameters,
    event_key,
    event_points,
    event_text,
)
from riskdata.charts.palette import Theme, theme
from riskdata.charts.static_geometry import STATIC
from tests.charts.whole import whole

TABLES = geography.FOLDER.parent
LIGHT = theme("light")


@pytest.fixture(scope="module")
def incidents() -> pd.DataFrame:
    return pd.read_csv(TABLES / "incidents.csv", parse_dates=["date"])


@pytest.fixture(scope="module")
def every_map(incidents: pd.DataFrame) -> dict[str, maps.Map]:
    """One map of each kind, from the bundled data."""
    projects = pd.read_csv(TABLES / "cpec_projects.csv")
    routes = pd.read_csv(TABLES / "cpec_routes.csv")
    recent = incidents[incidents["date"] > incidents["date"].max() - pd.DateOffset(years=1)]
    by_district = incidents["district"].value_counts()
    hover = [f"{name}: {count}" for name, count in by_district.items()]
    places = incidents[["latitude", "longitude"]].dropna()
    by_cell = pd.Series(
        [
            h3.latlng_to_cell(latitude, longitude, 4)
            for latitude, longitude in zip(places["latitude"], places["longitude"], strict=True)
        ]
    ).value_counts()
    dark = theme("dark")
    kinds = {
        "events": [
            *maps.corridor_traces(LIGHT, projects, routes),
            *event_points(LIGHT, recent),
        ],
        "areas": [maps.area_fill(dark, "district", by_district, hover, maps.steps(by_district))],
        "density": [maps.density(LIGHT, places)],
        "cells": [maps.cells(dark, by_cell, [str(c) for c in by_cell], maps.steps(by_cell))],
        "empty": [],
    }
    return {kind: maps.base_map(LIGHT, kind, traces) for kind, traces in kinds.items()}


def json_of(drawn: maps.Map) -> str:
    """What is sent of a map, the ground and the traces together."""
    return str(plotly.io.to_json({**drawn.ground.to_dict(), "data": data_of(drawn)}, False))


def data_of(drawn: maps.Map) -> list:
    return [*drawn.ground.to_dict()["data"], *drawn.traces]


def test_maps_pass_plotlys_own_checks(every_map: dict[str, maps.Map]) -> None:
    for drawn in every_map.values():
        assert len(whole(drawn).data) == 1 + len(drawn.traces)


def test_maps_that_differ_in_their_traces_alone_share_their_ground(
    every_map: dict[str, maps.Map],
) -> None:
    once, again = (
        maps.base_map(LIGHT, "any", every_map[kind].traces) for kind in ("areas", "events")
    )
    assert once.ground is again.ground
    dark = maps.base_map(theme("dark"), "any")
    assert dark.ground != once.ground
    # The ground alone shows nothing but the land: its only trace is the unseen corners.
    [corners] = once.ground.to_dict()["data"]
    assert corners["marker"]["opacity"] == 0
    west, south, east, north = maps.PAKISTAN
    assert (list(corners["lon"]), list(corners["lat"])) == ([west, east], [south, north])


def test_maps_are_small(every_map: dict[str, maps.Map]) -> None:
    sizes = {kind: len(json_of(drawn)) for kind, drawn in every_map.items()}
    assert sizes["empty"] < 8_000
    assert sizes["areas"] < 25_000
    assert sizes["events"] < 130_000
    assert max(sizes.values()) < 150_000


def test_no_map_names_another_host(every_map: dict[str, maps.Map]) -> None:
    for drawn in every_map.values():
        assert "://" not in re.sub(r'"(text|hovertext)":\s*\[.*?\]', "", json_of(drawn))
        spec = json.loads(json_of(drawn))
        assert "glyphs" not in spec["layout"]["map"]["style"]
        # plotly would fetch any other symbol, and any named style.
        symbols = {trace.get("marker", {}).get("symbol", "circle") for trace in spec["data"]}
        assert symbols == {"circle"}


def test_every_source_is_a_file_that_the_app_serves(every_map: dict[str, maps.Map]) -> None:
    sources = every_map["empty"].ground.layout.map.style["sources"]
    for address in [*(s["data"] for s in sources.values()), maps.DISTRICTS, maps.PROVINCES]:
        assert address.startswith("app/static/map/")
        assert (STATIC / address.rsplit("/", 1)[1]).is_file()


@pytest.mark.parametrize("labels", [True, False])
def test_traces_lie_below_a_layer_that_exists(labels: bool) -> None:
    layers = {layer["id"] for layer in _style(labels)["layers"]}
    assert {maps.NAMES, maps.BORDERS} <= layers


def _style(labels: bool) -> dict:
    return maps.base_map(LIGHT, "any", labels=labels).ground.layout.map.style


def test_names_can_be_left_out() -> None:
    layers = {layer["id"]: layer for layer in _style(labels=False)["layers"]}
    named = [layer for layer in layers.values() if "name" in layer["id"] or layer["id"] == "town"]
    assert named
    assert all(layer["layout"] == {"visibility": "none"} for layer in named)


@pytest.mark.parametrize("level", ["district", "province"])
def test_areas_are_found_by_names_that_the_file_has(level: str) -> None:
    areas = geography.districts() if level == "district" else geography.provinces()
    trace = maps.area_fill(
        LIGHT, level, pd.Series(1.0, index=areas["name"]), list(areas["name"]), []
    )
    _, key = trace["featureidkey"].split(".")
    file = STATIC / trace["geojson"].rsplit("/", 1)[1]
    found = json.loads(file.read_text(encoding="utf-8"))["features"]
    assert set(trace["locations"]) == {feature["properties"][key] for feature in found}


def test_classes_grow_with_the_values() -> None:
    values = pd.Series([0, 1, 2, 3, 9, 100, np.nan], index=list("abcdefg"))
    trace = maps.area_fill(LIGHT, "province", values, list("abcdefg"), [1, 5, 50])
    np.testing.assert_array_equal(trace["z"], [0, 0, 1, 1, 2, 3, np.nan])
    assert trace["colorscale"][0][1] == LIGHT.intensity[0]
    assert trace["colorscale"][-1][1] == LIGHT.intensity[-1]


def test_more_classes_than_colours_are_refused() -> None:
    with pytest.raises(ValueError, match="8 classes, 6 colours"):
        maps.area_fill(LIGHT, "province", pd.Series([1.0]), ["a"], range(7))


@pytest.mark.parametrize("values", [[], [0, 0], [3], [1, 1, 1, 2], range(1, 500)])
def test_steps_are_round_and_few(values: list[int]) -> None:
    limits = maps.steps(pd.Series(values, dtype=float))
    assert limits == sorted(set(limits))
    assert len(limits) <= 5
    assert all(float(f"{limit:.0e}") == limit for limit in limits)


def test_area_of_a_circle_is_in_proportion_to_deaths_and_none_is_invisible() -> None:
    nobody, unknown, four, sixteen, thousand = diameters([0, np.nan, 4, 16, 1000])
    assert nobody == unknown == SMALLEST
    assert sixteen**2 / four**2 == pytest.approx(4)
    assert thousand == LARGEST


def _events(**columns: list) -> pd.DataFrame:
    count = len(columns["confidence"])
    fixed = {
        "event_id": [f"e{i}" for i in range(count)],
        "date": pd.to_datetime(["2024-10-06"] * count),
        "province": ["Balochistan"] * count,
        "district": ["Gwadar"] * count,
        "place": ["Gwadar port"] * count,
        "longitude": [62.3] * count,
        "latitude": [25.1] * count,
        "killed": [4] * count,
        "event_kind": ["attack"] * count,
        "perpetrator": [None] * count,
        "source": ["Dawn"] * count,
    }
    return pd.DataFrame(fixed | columns)


def _circles(look: Theme, frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Outer and inner colour of each event, in the order drawn."""
    marker = event_points(look, frame)[0]["marker"]
    palette = [colour for _, colour in marker["colorscale"]]
    return [
        (palette[outer], palette[inner])
        for outer, inner in zip(marker["color"][::2], marker["color"][1::2], strict=True)
    ]


def test_confidence_shows_in_fill_and_outline_not_hue() -> None:
    hue = LIGHT.province["Balochistan"]
    confirmed, reported, unconfirmed, denied = _circles(
        LIGHT, _events(confidence=["confirmed", "reported", "unconfirmed", "denied"])
    )
    assert confirmed == (LIGHT.land, hue)
    assert reported[0] == hue
    assert reported[1] not in (hue, LIGHT.land)
    assert unconfirmed == denied == (hue, LIGHT.land)


def test_the_deadliest_lie_at_the_bottom_and_events_without_a_place_are_left_out() -> None:
    frame = _events(
        confidence=["confirmed"] * 4,
        killed=[1, 50, np.nan, 9],
        longitude=[62.0, 63.0, 64.0, np.nan],
    )
    circles, targets = event_points(LIGHT, frame)
    assert targets["customdata"] == ["e1", "e0", "e2"]
    assert len(circles["lon"]) == 6
    assert len(targets["text"]) == 3


def test_cards_speak_plainly() -> None:
    (card,) = event_text(_events(confidence=["reported"]))
    assert card == (
        "<b>Gwadar port, Gwadar</b><br>6 Oct 2024: attack, 4 killed"
        "<br>Perpetrator: not recorded<br>reported: Dawn"
    )
    (card,) = event_text(_events(confidence=["reported"], killed=[np.nan]))
    assert "deaths not recorded" in card


def test_the_key_shows_circles_at_the_size_of_the_map() -> None:
    key = event_key(LIGHT, deaths=(9, 100), corridor=True)
    assert f"width:{diameters([100])[0]:.0f}px" in key
    assert "100 killed" in key
    assert LIGHT.accent in key
    assert LIGHT.accent not in event_key(LIGHT)


def test_the_key_names_only_the_levels_that_are_drawn() -> None:
    assert "unconfirmed" not in event_key(LIGHT, levels={"confirmed", "reported"})
    assert "reported" in event_key(LIGHT, levels={"confirmed", "reported"})
    assert "killed" not in event_key(LIGHT, levels=(), corridor=True)
    assert event_key(LIGHT, levels=()) == ""


def test_the_key_names_the_hue_of_each_province_that_is_drawn() -> None:
    key = event_key(LIGHT, provinces={"Gilgit-Baltistan", "Balochistan", "Islamabad"})
    assert LIGHT.province["Balochistan"] in key
    assert key.index("Balochistan") < key.index("Islamabad, Gilgit-Baltistan")
    assert "Sindh" not in key
    assert LIGHT.province["Sindh"] not in key
