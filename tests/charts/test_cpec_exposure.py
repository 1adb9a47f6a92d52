"""What is drawn of the corridor's exposure is what was measured, and no more."""

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
import shapely

from riskdata import catalogue, geography
from riskdata.charts import (
    cpec_exposure,
    cpec_exposure_compared,
    cpec_exposure_project,
    cpec_exposure_ranking,
    maps,
)
from riskdata.charts.palette import theme
from riskdata.corridor import Lines, lines_of
from riskdata.measures.exposure import BANDS, HIGH, MODERATE, VERY_HIGH
from riskdata.projects import stretches
from tests.charts.colour import contrast

LIGHT, DARK = theme("light"), theme("dark")


def valid(drawn: go.Figure) -> Any:
    """The same figure, once plotly has found nothing wrong with it."""
    go.Figure(drawn.to_dict())
    return drawn


def table(**columns: list) -> pd.DataFrame:
    rows = {
        "project_id": ["a", "b", "c"],
        "name": ["Harbour", "Dam", "Road"],
        "band": ["very high", "high", "none"],
        "exposure": [200.0, 60.0, 0.0],
        "rank": [1, 2, 3],
        "best": [1, 1, 3],
        "worst": [2, 30, 3],
        "robust": [True, False, True],
        "confidence": ["confirmed", "reported", "confirmed"],
        "longitude": [62.3, 73.2, 70.0],
        "latitude": [25.1, 35.3, 30.0],
    }
    return pd.DataFrame(rows | columns)


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_bands_are_told_apart_by_colour_and_by_width(look):
    colours = cpec_exposure.band_colours(look)
    assert list(colours) == list(BANDS)
    assert len(set(colours.values())) == len(BANDS)
    assert contrast(colours["very high"], look.land) > contrast(colours["low"], look.land)
    widths = [cpec_exposure.WIDTHS[band] for band in BANDS]
    assert widths == sorted(widths, reverse=True)


def test_lines_keep_their_way_and_have_a_gap_after_each():
    routes = catalogue.load("cpec_routes")
    cut = stretches(routes)
    lines = lines_of(cut["shape"].to_numpy())
    assert set(lines.shape) == set(range(len(cut)))
    for number in (0, 100, 772):
        here = lines.shape == number
        longitude, latitude = lines.longitude[here], lines.latitude[here]
        assert np.isnan(longitude[-1])
        assert np.isnan(latitude[-1])
        drawn = shapely.LineString(np.column_stack([longitude[:-1], latitude[:-1]]))
        (plane,) = geography.to_plane([drawn])
        assert plane.hausdorff_distance(cut["shape"][number]) < 5


def test_points_among_the_shapes_have_no_line():
    point, line = shapely.Point(0, 0), shapely.LineString([(0, 0), (10_000, 0)])
    lines = lines_of(np.array([point, line], dtype=object))
    assert lines.shape.tolist() == [1, 1, 1]
    assert len(lines_of(np.array([point], dtype=object)).shape) == 0


def test_the_worst_stretches_lie_on_top_and_those_not_listed_are_not_drawn():
    lines = Lines(
        np.array([1, 2, np.nan, 3, 4, np.nan, 5, 6, np.nan], np.float32),
        np.zeros(9, np.float32),
        np.repeat([0, 1, 2], 3),
    )
    bands = pd.Series(["very high", "low", ""])
    drawn = cpec_exposure._routes(LIGHT, lines, bands)
    colours = cpec_exposure.band_colours(LIGHT)
    assert [trace["line"]["color"] for trace in drawn] == [colours["low"], colours["very high"]]
    assert drawn[0]["lon"][:2].tolist() == [3, 4]
    assert drawn[1]["lon"][:2].tolist() == [1, 2]


def test_projects_grow_with_their_band_and_are_hollow_where_not_confirmed():
    drawn = cpec_exposure._diamonds(LIGHT, table(), ["one", "two", "three"])
    assert [trace["customdata"] for trace in drawn] == [["c"], ["b"], ["a"]]
    assert [trace["hovertext"] for trace in drawn] == [["three"], ["two"], ["one"]]
    assert [trace["text"] for trace in drawn] == [["◆"], ["◇"], ["◆"]]
    sizes = [trace["textfont"]["size"] for trace in drawn]
    assert sizes == sorted(sizes)
    assert {trace["textfont"]["color"] for trace in drawn} == {LIGHT.accent}


def test_the_ranking_begins_at_the_top_and_a_rank_that_flips_is_hollow():
    drawn = valid(cpec_exposure_ranking.ranking(LIGHT, table(), "b", 94))
    bars, names, *lines, dots = drawn.data
    assert list(bars.y) == [2, 1, 0]
    assert list(bars.x) == [200, 60, 0]
    assert list(names.text) == ["Harbour", "<b>Dam</b>", "Road"]
    assert list(np.diff([bars.y, names.y], axis=0)[0] > 0) == [True] * 3
    # Whatever is clicked, names and numbers stay as they are, and no grid is drawn across them.
    for mark in (bars, names):
        assert mark.selected.textfont.color == mark.unselected.textfont.color == LIGHT.ink
    assert {mark.xaxis for mark in (bars, names)} == {"x2"}
    assert drawn.layout.xaxis.showgrid
    assert list(dots.marker.color) == [LIGHT.ink, LIGHT.paper, LIGHT.ink]
    assert [mark[0] for mark in dots.customdata] == ["a", "b", "c"]
    flipping = next(line for line in lines if line.line.color == LIGHT.context)
    assert list(flipping.x[:2]) == [1, 30]
    assert drawn.layout.xaxis.range[1] >= 30


def test_a_course_leaves_a_gap_where_the_record_has_one():
    months = pd.date_range("2023-01-31", periods=12, freq="ME")
    values = [5.0, 6, np.nan, np.nan, 40, 35, 30, 28, 26, 24, 22, 20]
    found = pd.DataFrame({"date": months, "exposure": values})
    gaps = [(pd.Timestamp("2023-03-01"), pd.Timestamp("2023-04-30"))]
    drawn = valid(cpec_exposure_project.course(LIGHT, found, gaps))
    (line,) = drawn.data
    assert not line.connectgaps
    assert np.isnan(list(line.y)).sum() == 2
    rules = [shape.y0 for shape in drawn.layout.shapes if shape.type == "line"]
    assert rules == [HIGH.least, MODERATE.least]
    assert VERY_HIGH.least not in rules
    assert any(shape.type == "rect" for shape in drawn.layout.shapes)


def test_a_projects_map_shows_its_surroundings_to_scale():
    site = geography.points([73.2], [35.3])[0]
    around = cpec_exposure_project.surroundings(site)
    assert len(around.own.shape) == 0
    for number, km in enumerate(cpec_exposure_project.RINGS_KM):
        edge = around.edges.shape == number
        longitude, latitude = around.edges.longitude[edge][:-1], around.edges.latitude[edge][:-1]
        away = geography.geodesic_km(longitude, latitude, 73.2, 35.3)
        assert away == pytest.approx(km, rel=0.02)
        assert around.tops[number][1] == pytest.approx(float(latitude.max()), abs=1e-4)
    west, south, east, north = around.bounds
    assert geography.geodesic_km(west, 35.3, east, 35.3) == pytest.approx(100, rel=0.02)
    assert south < 35.3 < north


def test_a_projects_map_has_room_for_the_words_over_its_ring():
    around = cpec_exposure_project.surroundings(geography.points([73.2], [35.3])[0])
    events = catalogue.load("incidents").head(0).assign(points=[])
    project = pd.DataFrame(
        {"longitude": [73.2], "latitude": [35.3], "confidence": "confirmed", "project_id": "a"}
    )
    drawn = cpec_exposure_project.project_map(LIGHT, around, events, project, "a")
    (words,) = (trace for trace in drawn.traces if "50 km" in trace.get("text", []))
    middle = words["lat"][list(words["text"]).index("50 km")]
    pixel = (around.bounds.north - around.bounds.south) / maps.HEIGHT
    assert middle + words["textfont"]["size"] / 2 * pixel < around.bounds.north
    assert middle - words["textfont"]["size"] / 2 * pixel > around.tops[1][1]


def test_each_group_has_a_bar_for_what_it_holds_and_says_what_is_not_known():
    found = pd.DataFrame(
        {
            "group": ["rail", "rail", "port"],
            "band": ["high", "low", "low"],
            "projects": [2, 1, 1],
            "cost": [100.0, 50.0, 0.0],
            "unknown": [0, 1, 1],
        }
    )
    drawn = valid(cpec_exposure_compared.by_group(LIGHT, found))
    assert list(drawn.layout.yaxis.ticktext) == ["port", "rail"]
    *bars, projects, money = drawn.data
    amounts = {(bar.xaxis, bar.marker.color): (list(bar.y), list(bar.x)) for bar in bars}
    colours = cpec_exposure.band_colours(LIGHT)
    assert amounts["x", colours["high"]] == ([1], [2])
    assert amounts["x", colours["low"]] == ([1, 0], [1, 1])
    assert amounts["x2", colours["low"]] == ([1, 0], [50, 0])
    assert list(zip(projects.y, projects.x, projects.text, strict=True)) == [
        (0, 1, "\u00a0\u00a01"),
        (1, 3, "\u00a0\u00a03"),
    ]
    assert [text.strip() for text in money.text] == ["+1", "150 +1"]


def test_an_alignment_is_a_strip_of_its_stretches_with_the_worst_named():
    cut = stretches(catalogue.load("cpec_routes"))
    own = cut[cut["project_id"].isna()].reset_index(drop=True)
    exposure = np.arange(len(own), dtype=float)
    bands = pd.Series(["low"] * len(own))
    drawn = valid(cpec_exposure_compared.alignments(LIGHT, own, bands, exposure, [5]))
    (strips,) = drawn.data
    assert np.asarray(strips.x).sum() == pytest.approx(own["km"].sum())
    assert list(strips.base) == own["start_km"].tolist()
    (worst,) = [note for note in drawn.layout.annotations if note.text.startswith("▲")]
    assert worst.text == f"▲ {own['from_place'][5]} to {own['to_place'][5]}, 5"
