"""The marks that every chart uses: labels that do not meet, periods not covered, hollow bars."""

from itertools import combinations, pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from riskdata.charts.theme import (
    LINE,
    NARROW,
    Label,
    annotate_turning_points,
    bar_marker,
    direct_labels,
    figure,
    shade_not_covered,
    text_width,
    theme,
)
from riskdata.geography import FOLDER

LIGHT = theme("light")
TURNING_POINTS = pd.read_csv(FOLDER.parent / "turning_points.csv", parse_dates=["date"])


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def validated(drawn: go.Figure) -> go.Figure:
    """The same figure, built with plotly's own checks, which `figure` leaves out."""
    return go.Figure(drawn.to_dict())


def notes(drawn: go.Figure) -> Any:
    """The annotations of a figure, which plotly's own types do not tell."""
    return drawn.layout["annotations"]


def boxes(drawn: go.Figure, first: str, last: str) -> list[tuple[float, float, float]]:
    """Left, right and height in pixels of the annotations on a narrow screen."""
    found = []
    for note in notes(drawn):
        at = NARROW * ((day(note.x) - day(first)) / (day(last) - day(first)))
        width = text_width(note.text, 11)
        left = {"left": at, "right": at - width, "center": at - width / 2}[note.xanchor]
        found.append((left, left + width, note.ay))
    return found


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_figure_passes_plotlys_own_checks(name: str) -> None:
    look = theme(name)  # pyright: ignore[reportArgumentType]
    trace = {
        "type": "bar",
        "x": [1, 2],
        "y": [3, 4],
        "marker": bar_marker(look, "#123456", [False, True]),
    }
    drawn = figure(look, 300, [trace], yaxis_title_text="Deaths a month")
    annotate_turning_points(drawn, look, TURNING_POINTS, day("2000-01-01"), day("2026-12-31"))
    shade_not_covered(
        drawn, look, [(day("2022-01-01"), day("2023-01-01"))], day("2000-01-01"), day("2026-12-31")
    )
    direct_labels(drawn, look, [Label("UCDP 4", 2, 4, "#123456")], (0, 5))
    checked = validated(drawn)
    assert checked.layout.height == 300
    assert checked.layout.yaxis.title.text == "Deaths a month"
    assert checked.layout.template.layout.font.color == look.ink
    assert len(str(drawn.to_json())) < 12_000


@pytest.mark.parametrize(
    ("first", "last"), [("1989-01-01", "2026-12-31"), ("2007-01-01", "2026-05-31")]
)
def test_many_turning_points_become_numbers_that_do_not_meet(first: str, last: str) -> None:
    drawn = figure(LIGHT, 300)
    numbered = annotate_turning_points(drawn, LIGHT, TURNING_POINTS, day(first), day(last))
    notes = drawn.layout.annotations
    assert [note.text for note in notes] == [str(i) for i in range(1, len(numbered) + 1)]
    assert [point.title for point in numbered] == [
        title
        for title, when in zip(TURNING_POINTS["title"], TURNING_POINTS["date"], strict=True)
        if day(first) <= when <= day(last)
    ]
    for one, two in combinations(boxes(drawn, first, last), 2):
        apart = one[1] <= two[0] or two[1] <= one[0] or abs(one[2] - two[2]) >= LINE
        assert apart, (one, two)
    assert validated(drawn).layout.margin.t >= -min(note.ay for note in notes)


def test_few_turning_points_keep_their_titles() -> None:
    drawn = figure(LIGHT, 300)
    span = ("2021-06-01", "2026-05-31")
    few = TURNING_POINTS[TURNING_POINTS["title"].isin(["Taliban take Kabul", "Operation Herof"])]
    assert annotate_turning_points(drawn, LIGHT, few, day(span[0]), day(span[1])) == []
    assert {note.text for note in drawn.layout.annotations} == set(few["title"])
    assert all(left >= 0 and right <= NARROW for left, right, _ in boxes(drawn, *span))


def test_turning_points_outside_the_axis_are_left_out() -> None:
    drawn = figure(LIGHT, 300)
    assert annotate_turning_points(drawn, LIGHT, TURNING_POINTS, day("1990"), day("2000")) == []
    assert not drawn.layout.annotations
    assert not drawn.layout.shapes


def test_direct_labels_keep_their_order_and_do_not_meet() -> None:
    drawn = figure(LIGHT, 300)
    labels = [
        Label(name, 2025, y, "#123456") for name, y in {"a": 10, "b": 11, "c": 12, "d": 90}.items()
    ]
    direct_labels(drawn, LIGHT, labels, (0, 100))
    plot = 300 - 12 - 2 * LINE
    heights = [note.y / 100 * plot + note.yshift for note in drawn.layout.annotations]
    assert [note.text for note in drawn.layout.annotations] == list("abcd")
    assert all(upper - lower >= LINE for lower, upper in pairwise(heights))
    assert heights[-1] == pytest.approx(0.9 * plot)
    assert max(heights) <= plot


def test_periods_not_covered_are_cut_to_the_axis_and_named_where_there_is_room() -> None:
    drawn = figure(LIGHT, 300)
    periods = [
        (day("2020-01-01"), day("2024-01-01")),
        (day("2030-01-01"), day("2030-02-01")),
        (day("2050-01-01"), day("2060-01-01")),
    ]
    shade_not_covered(drawn, LIGHT, periods, day("2022-01-01"), day("2032-01-01"))
    bands = drawn.layout.shapes
    assert [(day(band.x0), day(band.x1)) for band in bands] == [
        (day("2022-01-01"), day("2024-01-01")),
        (day("2030-01-01"), day("2030-02-01")),
    ]
    assert [note.text for note in drawn.layout.annotations] == ["not covered"]


def test_incomplete_bars_are_hatched_and_the_others_full() -> None:
    marker = bar_marker(LIGHT, "#123456", [False, True])
    assert marker["pattern"]["shape"] == ["", "/"]
    assert marker["line"]["width"] == [0, 1]
