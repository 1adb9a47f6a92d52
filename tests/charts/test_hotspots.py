"""Maps and rankings of places draw what the measures say, and no more than they know."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
import shapely

from riskdata import catalogue, geography
from riskdata.charts import border_profile, hotspot_years, hotspots, lenses, maps, outlines
from riskdata.charts.palette import theme
from riskdata.findings import lenses as lens_findings
from riskdata.measures import border_profile as profile_measures
from riskdata.measures import hotspots as measures
from riskdata.preparation import PreparedRecord, prepare
from riskdata.selection import BORDER_BELT
from tests.charts.whole import whole

LIGHT = theme("light")
COVERED = pd.DataFrame({"status": ["complete by UCDP definition"]})


@pytest.fixture(scope="module")
def record() -> PreparedRecord:
    return prepare(
        *(catalogue.load(name) for name in ("incidents", "cpec_projects", "cpec_routes"))
    )


@pytest.fixture(scope="module")
def years(record: PreparedRecord) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What each district saw in 2025 and in 2024."""
    events = record.measured
    now, before = (
        measures.counts(events[events["year"] == year], "district") for year in (2025, 2024)
    )
    return now, before


def valid(drawn: go.Figure) -> Any:
    """The same figure, once plotly has found nothing wrong with it."""
    go.Figure(drawn.to_dict())
    return drawn


def test_zero_is_land_no_figure_is_grey_and_the_rest_grows_darker():
    shading = hotspots.by_amount(LIGHT, pd.Series({"a": 0, "b": np.nan, "c": 1.0, "d": 34.0}))
    colour = {name: shading.colours[number] for name, number in shading.classes.items()}
    assert colour["a"] == LIGHT.land
    assert colour["b"] == LIGHT.before == shading.key["no figure"]
    assert colour["d"] == LIGHT.intensity[-1] == shading.key["21–34"]
    assert colour["c"] == LIGHT.intensity[0] == shading.key["1"]
    assert colour["a"] == shading.key["none"]
    assert list(shading.key) == ["no figure", "none", "1", "21–34"]


@pytest.mark.parametrize("amounts", [[0, 0], [1, 1], [0.2, 3.7], [5, 12000], [np.nan, 0]])
def test_every_amount_finds_its_class_in_the_key(amounts):
    values = pd.Series(amounts, dtype=float)
    shading = hotspots.by_amount(LIGHT, values)
    assert set(shading.classes) <= set(range(len(shading.colours)))
    limits = shading.classes[values > 0]
    assert len(shading.key) == len(set(shading.classes))
    assert limits.is_monotonic_increasing


def test_only_changes_beyond_chance_are_strong():
    changes = pd.DataFrame(
        {
            "now": [35, 10, 0, 4, 0, 8],
            "before": [13, 7, 7, 1, 0, 8],
            "ratio": [35 / 13, 10 / 7, 0, 4, np.nan, 1],
            "direction": ["up", "unclear", "down", "too few", "too few", "unclear"],
        },
        index=list("abcdef"),
    )
    shading = hotspots.by_change(LIGHT, changes, changes.index)
    drawn = [shading.colours[number] for number in shading.classes]
    strong = LIGHT.change
    assert drawn == [strong[6], strong[4], strong[0], LIGHT.before, LIGHT.land, strong[3]]
    assert shading.key["none in either period"] == LIGHT.land
    assert len(shading.key) == len(set(drawn))
    unknown = hotspots.by_change(LIGHT, None, changes.index)
    assert list(unknown.key) == ["not covered"]


def test_a_chosen_region_is_outlined_and_the_whole_country_stays(years):
    shading = hotspots.by_amount(LIGHT, years[0]["events"])
    cards = list(years[0].index)
    country, chosen = (
        whole(hotspots.places_map(LIGHT, "district", shading, cards, region, 50))
        for region in ("Pakistan", "Bannu")
    )
    areas = [trace for trace in chosen.data if trace.type == "choroplethmap"]
    assert len(areas) == 1
    assert len(areas[0].locations) == 154
    assert len(chosen.data) == len(country.data) + 2
    assert country.layout == chosen.layout


@pytest.mark.parametrize("depth", [25, 50, 100])
def test_the_outline_of_the_belt_lies_on_its_edge_or_on_the_countrys(depth):
    longitude, latitude = (
        np.array([x for x in axis if x is not None], dtype=float) for axis in outlines.belt(depth)
    )
    km = geography.km_to_afghan_border(longitude, latitude)
    country = shapely.union_all(list(outlines.shapes("province").values()))
    on_the_outline = shapely.distance(shapely.points(longitude, latitude), country.boundary) < 0.02
    assert (np.abs(km - depth) < 1.5)[~on_the_outline].all()
    assert km.max() < depth + 2
    assert (~on_the_outline).sum() > 50


def test_the_belt_is_outlined_where_it_is_the_region():
    trace = outlines.outline(LIGHT, BORDER_BELT, 25)[-1]
    assert trace["lon"] == outlines.belt(25)[0]
    assert outlines.outline(LIGHT, "Pakistan", 25) == []


def test_too_many_events_become_cells(record):
    many = record.measured.loc[np.resize(record.measured.index, 30_000)]
    for drawn in (
        hotspots.events_map(LIGHT, record, many, "Pakistan", 50),
        hotspots.density_map(LIGHT, many, "killed", "Pakistan", 50),
    ):
        kinds = [trace.type for trace in whole(drawn).data]
        assert kinds.count("choroplethmap") == 1
        assert "densitymap" not in kinds
    few = hotspots.density_map(LIGHT, record.measured, "events", "Pakistan", 50)
    assert "densitymap" in [trace.type for trace in whole(few).data]


@pytest.mark.parametrize("count", ["events", "killed"])
def test_the_ranking_begins_at_the_top_and_says_which_changes_cannot_be_told(years, count):
    now, before = years
    table = measures.ranked(now, count).head(20)
    changes = measures.changes(now, before, count)
    drawn = valid(hotspots.ranking(LIGHT, table, changes, count, table.index[3]))
    bars = drawn.data[0]
    assert list(bars.x)[-1] == table[count].iloc[0] == max(bars.x)
    assert drawn.layout.yaxis.ticktext[-4] == f"<b>{table.index[3]}</b>"
    dots = next(t for t in drawn.data if t["type"] == "scatter" and t.mode == "markers")
    assert f" {count} after " in dots.hovertemplate
    few = next(trace for trace in drawn.data if trace["type"] == "scatter" and trace.mode == "text")
    assert len(few.x) == (changes.loc[table.index, "direction"] == "too few").sum()
    key = hotspots.provinces(LIGHT, table)
    assert set(bars.marker.color) == set(key.values())
    assert next(iter(key)) == table["province"].iloc[0]
    alone = valid(hotspots.ranking(LIGHT, table, None, count, ""))
    assert [trace.type for trace in alone.data] == ["bar"]


def test_a_course_leaves_a_gap_where_nothing_is_known():
    start = pd.date_range("2021-01-01", periods=6, freq="QS")
    share = np.array([0.2, 0.3, np.nan, np.nan, 0.4, 0.5])
    found = pd.DataFrame(
        {
            "start": start,
            "end": start + pd.offsets.QuarterEnd(),
            "events": share * 50,
            "killed": share * 90,
            "all": share * 0 + 50,
            "share": share,
            "low": share - 0.1,
            "high": share + 0.1,
            "whole": [True] * 5 + [False],
        }
    )
    gaps = pd.DataFrame({"start": [start[2]], "end": [start[3]]})
    drawn = valid(lenses.course(LIGHT, found, LIGHT.ink, "attacks", gaps))
    bars, band, line = drawn.data
    assert list(bars.marker.pattern.shape) == ["", "", "", "", "", "/"]
    assert [x is None for x in band.x] == ([False] * 4 + [True]) * 2
    assert not line.connectgaps
    assert any("not covered" in note.text for note in drawn.layout.annotations)
    assert drawn.layout.yaxis.dtick is None
    few = found.assign(events=[1, 2, 0, 0, 1, 2], share=[0.2, *[np.nan] * 5])
    drawn = valid(lenses.course(LIGHT, few, LIGHT.ink, "attacks", gaps))
    assert [trace.type for trace in drawn.data] == ["bar"]
    assert drawn.layout.yaxis.dtick == 1
    assert not any("Share" in (note.text or "") for note in drawn.layout.annotations)
    assert "No shares are drawn" in lens_findings.course_note(few, COVERED, "attacks")
    assert "Above, the share" in lens_findings.course_note(found, COVERED, "attacks")


def test_the_profile_sets_off_the_bands_of_the_belt(record):
    bands = profile_measures.by_band(record.measured)
    drawn = valid(border_profile.profile(LIGHT, bands, 50, "attacks"))
    colours = drawn.data[1].marker.color
    assert len(set(colours[:5])) == 1
    assert set(colours[5:]) == {LIGHT.context}
    assert list(drawn.data[1].y) == bands["events"].tolist()


def test_small_maps_are_true_to_scale_and_draw_each_place():
    x, y = hotspot_years.plane(np.array([69.0, 70.0]), np.array([30.35, 31.35]))
    west_to_east, south_to_north = x[1] - x[0], y[0] - y[1]
    # A degree of longitude is shorter by the cosine of the latitude.
    assert west_to_east / south_to_north == pytest.approx(np.cos(np.radians(30.35)), rel=1e-3)
    spots = pd.DataFrame(
        {
            "longitude": [67.0, 70.6],
            "latitude": [30.2, 33.0],
            "province": ["Balochistan", None],
            "killed": [100, 0],
        }
    )
    svg = hotspot_years.small_map(LIGHT, spots)
    assert svg.count("<circle") == 2
    assert f'r="{hotspot_years.radius(np.array([100.0]))[0]:.1f}"' in svg
    assert LIGHT.province["Balochistan"] in svg
    assert hotspot_years.size_key()[100] == pytest.approx(
        hotspot_years.size_key()[10] * np.sqrt(10), rel=1e-6
    )


def test_the_frame_of_a_region_holds_it_with_some_land_around():
    for name in ("Balochistan", "Gwadar", "Islamabad"):
        area = (outlines.shapes("province") | outlines.shapes("district"))[name]
        west, south, east, north = shapely.bounds(area)
        found = outlines.frame(name)
        assert found.west < west < east < found.east
        assert found.south < south < north < found.north
    assert outlines.frame("Pakistan") == outlines.frame(BORDER_BELT) == maps.PAKISTAN
