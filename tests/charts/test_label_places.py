"""Names within a plot stand clear of each other, and of lines where there is room."""

from itertools import combinations

import numpy as np
import pytest

from riskdata.charts.label_places import WIDTHS, Plot, beside_points, dots
from riskdata.charts.theme import LINE, Label, text_width

FALLING = ([2000, 2010], [100, 50])


def plot_of(*lines: tuple) -> Plot:
    return Plot((1999.4, 2020.6), 100, 300, dots(lines, []))


def boxes(notes: list[dict], plot: Plot, width: int) -> list[tuple[float, float, float, float]]:
    found = []
    for note in notes:
        ((x, y),) = plot.at(np.array([[note["x"], note["y"]]]), width)
        wide = text_width(note["text"], note["font"]["size"])
        left = x + note["ax"] - wide * {"left": 0, "center": 0.5, "right": 1}[note["xanchor"]]
        middle = y - note["ay"]
        found.append((left, middle - LINE / 2, left + wide, middle + LINE / 2))
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_names_of_points_close_together_do_not_meet(width: int) -> None:
    plot = plot_of(FALLING)
    labels = [Label(f"Publisher {i}", 2018, 50 + i, "#123456") for i in range(4)]
    placed = boxes(beside_points(labels, plot), plot, width)
    assert len(placed) == 4
    for a, b in combinations(placed, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert all(left >= 0 and right <= width for left, _, right, _ in placed)


def test_a_name_gives_way_to_a_line_and_keeps_a_line_to_its_point() -> None:
    label = Label("Publisher", 2010, 50, "#123456")
    (free,) = beside_points([label], plot_of())
    assert (free["ay"], free["arrowcolor"]) == (0, "rgba(0,0,0,0)")
    plot = plot_of(([2000, 2020], [50, 50]), ([2000, 2020], [60, 60]))
    (moved,) = beside_points([label], plot)
    assert abs(moved["ay"]) > LINE / 2
    assert moved["arrowcolor"] == ("#123456" if abs(moved["ay"]) > LINE else "rgba(0,0,0,0)")
    ((_, low, _, high),) = boxes([moved], plot, WIDTHS[0])
    assert not any(low < y < high for y in (150, 180))


def test_a_name_without_room_is_left_out() -> None:
    for name in ("A publisher of a very long name indeed" * 2, "Publisherofanameinoneword" * 2):
        assert beside_points([Label(name, 2010, 50, "#123456")], plot_of()) == []


def test_a_name_that_would_cover_a_line_is_broken_in_two() -> None:
    label = Label("Ministry of Interior 1,514", 2018, 50, "#123456")
    (whole,) = beside_points([label], plot_of())
    assert whole["text"] == label.text
    steep = ([2008, 2009], [0, 100])
    (broken,) = beside_points([label], plot_of(steep))
    assert broken["text"] == "Ministry of<br>Interior 1,514"
    assert broken["align"] == broken["xanchor"]
