"""Where the name of a point stands within a plot: over no other name, and over as few lines and
points as can be."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from riskdata.charts.theme import LINE, Label, text_width

SIZE = 11
WIDTHS = (215, 390, 700)
"""Pixels that a plot of half a page is wide on a narrow, a wide and a medium screen. A figure is
laid out once for all of them."""
ASIDE = {"left": 8, "right": -8, "center": 0}
"""Pixels from a point to that end of its name, or its middle."""
RISES = sorted(range(-5 * LINE, 5 * LINE + 1, 5), key=abs)
MARKER = 30
"""How much worse it is to cover a point than a dot of a line."""


class Dots(NamedTuple):
    """What is drawn as dots in the order of their values, and what it costs to cover each."""

    places: np.ndarray
    costs: np.ndarray


class Plot(NamedTuple):
    """The ranges of both axes, the height in pixels, and what is drawn."""

    years: tuple[float, float]
    top: float
    height: float
    dots: Dots

    def at(self, points: np.ndarray, width: float) -> np.ndarray:
        """Points of years and values in pixels from the bottom left."""
        first, last = self.years
        return (points - (first, 0)) * (width / (last - first), self.height / self.top)


def dots(lines: Iterable[tuple], points: Iterable[tuple]) -> Dots:
    """Lines, each of years and values, as dots close to each other, and points as costly ones."""
    drawn = [np.empty((0, 2))]
    for years, values in lines:
        between = np.linspace(years[0], years[-1], 48 * (years[-1] - years[0]) + 1)
        drawn.append(np.column_stack([between, np.interp(between, years, values)]))
    on_lines = sum(map(len, drawn))
    places = np.concatenate([*drawn, *map(np.column_stack, points)]).astype(float)
    costs = np.where(np.arange(len(places)) < on_lines, 1, MARKER)
    order = np.argsort(places[:, 1])
    return Dots(places[order], costs[order])


def beside_points(labels: Sequence[Label], plot: Plot) -> list[dict]:
    """Annotations beside their points; one that stands away from its point has a line to it. A name
    that cannot stand free in one line may be broken in two. One that finds no room clear of other
    names is left to the hover."""
    drawn = [plot.at(plot.dots.places, width) for width in WIDTHS]
    taken: list[list[_Box]] = []
    placed = []
    for label in sorted(labels, key=lambda label: -label.y):
        options: list[_Option] = []
        for text in (label.text, _broken(label.text)):
            options += [
                _Option(_cost(boxes, drawn, plot.dots.costs), text, rise, anchor, boxes)
                for rise in RISES
                for anchor in ASIDE
                if anchor != "center" or abs(rise) >= LINE
                if _free(
                    boxes := _boxes(label._replace(text=text), plot, rise, anchor),
                    taken,
                    plot.height,
                )
            ]
            if any(option.cost == 0 for option in options):
                break
        if not options:
            continue
        _, text, rise, anchor, boxes = min(
            options, key=lambda option: option.cost + abs(option.rise) / 3
        )
        away = abs(rise) > LINE
        taken.append(boxes)
        placed.append(
            {
                "text": text, "x": label.x, "y": label.y, "yanchor": "middle",
                "xanchor": anchor, "align": anchor, "ax": ASIDE[anchor], "ay": -rise,
                "showarrow": True, "arrowhead": 0, "standoff": 5, "arrowwidth": 1,
                "arrowcolor": label.colour if away else "rgba(0,0,0,0)",
                "font": {"size": SIZE, "color": label.colour},
            }
        )  # fmt: skip
    return placed


class _Box(NamedTuple):
    left: float
    low: float
    right: float
    high: float


class _Option(NamedTuple):
    """A place that a name could have."""

    cost: int
    text: str
    rise: float
    anchor: str
    boxes: list[_Box]


def _broken(text: str) -> str:
    """A name in two lines, broken at the space nearest to its middle."""
    spaces = [i for i, sign in enumerate(text) if sign == " "]
    if not spaces:
        return text
    at = min(spaces, key=lambda i: abs(i - len(text) / 2))
    return f"{text[:at]}<br>{text[at + 1 :]}"


def _boxes(label: Label, plot: Plot, rise: float, anchor: str) -> list[_Box]:
    """What a label covers on each width."""
    boxes = []
    lines = label.text.split("<br>")
    wide = max(text_width(line, SIZE) for line in lines) + 4
    half = len(lines) * LINE / 2
    for width in WIDTHS:
        ((x, y),) = plot.at(np.array([[label.x, label.y]], float), width)
        start = x + ASIDE[anchor] - wide * {"left": 0, "center": 0.5, "right": 1}[anchor]
        boxes.append(_Box(start, y + rise - half, start + wide, y + rise + half))
    return boxes


def _free(boxes: Sequence[_Box], taken: Sequence[Sequence[_Box]], height: float) -> bool:
    """Whether a label lies within the plot and over no other, on every width."""
    return all(
        box.left >= 0 and box.low >= 0 and box.right <= width and box.high <= height
        for width, box in zip(WIDTHS, boxes, strict=True)
    ) and not any(_overlap(*pair) for others in taken for pair in zip(boxes, others, strict=True))


def _cost(boxes: Sequence[_Box], drawn: Sequence[np.ndarray], costs: np.ndarray) -> int:
    """What the label covers on the width where it covers most."""
    covered = []
    for box, places in zip(boxes, drawn, strict=True):
        level = slice(*np.searchsorted(places[:, 1], (box.low, box.high)))
        x = places[level, 0]
        covered.append(int(costs[level][(x > box.left) & (x < box.right)].sum()))
    return max(covered)


def _overlap(a: _Box, b: _Box) -> bool:
    return a.left < b.right and b.left < a.right and a.low < b.high and b.low < a.high
