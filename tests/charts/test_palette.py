"""Colours are told apart by everyone, and readable on both papers."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from riskdata.charts.chinese_targets_compared import mark_of
from riskdata.charts.palette import Theme, theme
from tests.charts.colour import contrast, distance

CONFIG = tomllib.loads(
    (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8")
)


@pytest.fixture(params=["light", "dark"])
def look(request: pytest.FixtureRequest) -> Theme:
    return theme(request.param)


def test_known_contrast_and_distance() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert distance("#ff0000", "#ff0000") == 0
    # A pure red and a dark yellow-green are hardly to be told apart without red cones.
    assert distance("#a00000", "#2f2f00") < distance("#a00000", "#0000a0") / 3


def test_text_meets_wcag_aa_on_paper_and_sidebar(look: Theme) -> None:
    for text in (look.ink, look.muted):
        assert contrast(text, look.paper) >= 4.5
        assert contrast(text, look.side) >= 4.5


def test_links_and_primary_colour_meet_wcag_aa(look: Theme) -> None:
    tokens = CONFIG["theme"][look.name]
    for ground in (look.paper, look.side):
        assert contrast(tokens["linkColor"], ground) >= 4.5
        assert contrast(tokens["primaryColor"], ground) >= 4.5


def test_streamlit_wears_the_same_colours(look: Theme) -> None:
    tokens = CONFIG["theme"][look.name]
    assert tokens["backgroundColor"] == look.paper
    assert tokens["secondaryBackgroundColor"] == look.side
    assert tokens["textColor"] == look.ink
    assert tokens["borderColor"] == look.hairline


def test_names_of_publishers_in_their_hues_meet_wcag_aa(look: Theme) -> None:
    marks = {**look.publisher, "of few figures": mark_of(look, "of few figures")}
    contrasts = {name: contrast(mark.colour, look.paper) for name, mark in marks.items()}
    assert not {name: found for name, found in contrasts.items() if found < 4.5}


def test_every_hue_stands_out_from_the_paper(look: Theme) -> None:
    publishers = [mark.colour for mark in look.publisher.values()]
    palettes = (look.province, look.family, look.target, look.means)
    hues = {look.accent, look.other, *publishers, *(c for p in palettes for c in p.values())}
    faint = {hue: contrast(hue, look.paper) for hue in hues if contrast(hue, look.paper) < 3}
    assert not faint


def test_provinces_and_the_corridor_are_told_apart(look: Theme) -> None:
    for one, two in combinations({*look.province.values(), look.accent}, 2):
        assert distance(one, two) >= 12, (one, two)


def test_publishers_are_told_apart_by_hue_and_again_by_marker(look: Theme) -> None:
    marks = list(look.publisher.values())
    for one, two in combinations({mark.colour for mark in marks}, 2):
        assert distance(one, two) >= 12, (one, two)
    assert len({mark.symbol for mark in marks}) == len(marks)


@pytest.mark.parametrize("palette", ["family", "target", "means"])
def test_categories_are_told_apart(look: Theme, palette: str) -> None:
    for one, two in combinations(set(getattr(look, palette).values()), 2):
        assert distance(one, two) >= 10, (one, two)


def test_the_accent_belongs_to_china_alone(look: Theme) -> None:
    publishers = [mark.colour for mark in look.publisher.values()]
    others = [*publishers, *look.province.values(), *look.family.values(), *look.means.values()]
    assert look.accent not in [*others, *look.intensity, *look.change]
    china = {name for name, colour in look.target.items() if colour == look.accent}
    assert china == {"Chinese nationals", "CPEC project"}


def test_ramps_grow_evenly_and_away_from_the_paper(look: Theme) -> None:
    steps = [contrast(colour, look.paper) for colour in look.intensity]
    assert steps == sorted(steps)
    for one, two in zip(look.intensity, look.intensity[1:], strict=False):
        assert distance(one, two) >= 8


def test_change_has_two_sides_that_nobody_confuses(look: Theme) -> None:
    half = len(look.change) // 2
    assert len(look.change) == 2 * half + 1
    for fewer, more in zip(look.change[:half], look.change[::-1], strict=False):
        assert distance(fewer, more) >= 10
