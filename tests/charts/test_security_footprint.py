"""The footprint's pictures: every step a mark, told apart by shape and outline, none on another."""

from itertools import combinations

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdata import catalogue
from riskdata.charts import security_footprint as charts
from riskdata.charts import security_footprint_arms as arms_charts
from riskdata.charts import security_footprint_exercises as exercise_charts
from riskdata.charts import security_footprint_headlines as headline_charts
from riskdata.charts import security_footprint_judgements as judgement_charts
from riskdata.charts.theme import LINE, NARROW, text_width, theme
from riskdata.findings import security_footprint as findings
from riskdata.findings import security_footprint_headlines as headline_findings
from riskdata.measures import security_footprint_arms as arms
from riskdata.measures import security_footprint_exercises as exercises
from riskdata.measures import security_footprint_headlines as headlines
from riskdata.measures import security_footprint_judgements as judgements
from riskdata.measures.security_footprint import lanes, shown
from riskdata.schema.vocabularies import STATUS

LIGHT, DARK = theme("light"), theme("dark")
LOOKS = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


@pytest.fixture(scope="module")
def steps() -> pd.DataFrame:
    return catalogue.load("security_footprint")


def traces(figure: go.Figure) -> list[dict]:
    """The traces of a figure as plain dicts."""
    return list(figure.to_dict()["data"])


def checked(figure: go.Figure) -> go.Figure:
    """The same figure, built with plotly's own checks."""
    return go.Figure(figure.to_dict())


def at(figure: go.Figure, day: pd.Timestamp) -> float:
    """Pixels from the left at which a day is drawn on a narrow screen."""
    first, last = (pd.Timestamp(end) for end in figure.to_dict()["layout"]["xaxis"]["range"])
    return NARROW * ((day - first) / (last - first))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("confirmed_only", [False, True])
def test_every_step_is_a_mark_on_its_day(steps, look, confirmed_only: bool):
    rows = shown(steps, confirmed_only)
    figure = charts.timeline(look, rows, lanes(steps), findings.cards(rows))
    checked(figure)
    drawn = traces(figure)
    assert sum(len(trace["x"]) for trace in drawn) == len(rows)
    for trace in drawn:
        same = rows[rows["status"] == trace["name"]]
        assert sorted(trace["x"]) == sorted(same["date"])
        told = "\n".join(trace["text"]).replace("<br>", " ")
        assert all(title.replace("&", "&amp;") in told for title in same["title"])


def test_what_is_hidden_changes_no_name_and_no_number_beside_it(steps):
    def named(rows: pd.DataFrame) -> list[str]:
        figure = charts.timeline(LIGHT, rows, lanes(steps), findings.cards(rows))
        return [note["text"] for note in figure.to_dict()["layout"]["annotations"]]

    names = named(shown(steps, confirmed_only=True))
    assert names == named(steps)
    of_basing = (steps["category"] == "basing").sum()
    assert any(name.startswith("<b>Basing</b>") and f">0 of {of_basing}<" in name for name in names)


@pytest.mark.parametrize("look", LOOKS)
def test_a_status_is_told_by_shape_and_outline_in_one_hue(look):
    marks = charts.marks(look)
    assert list(marks) == list(STATUS)
    drawn = {(mark.get("symbol", "circle"), mark["color"]) for mark in marks.values()}
    assert len(drawn) == len(STATUS)
    assert {mark["line"]["color"] for mark in marks.values()} == {look.ink}
    assert marks["unconfirmed"]["color"] == look.paper
    assert marks["denied"]["symbol"] == "circle-x-open"


@pytest.mark.parametrize("confirmed_only", [False, True])
def test_no_mark_of_the_timeline_meets_another_or_a_name_on_a_narrow_screen(
    steps, confirmed_only: bool
):
    rows = shown(steps, confirmed_only)
    figure = charts.timeline(LIGHT, rows, lanes(steps), findings.cards(rows))
    points = [
        (at(figure, pd.Timestamp(day)), y)
        for trace in traces(figure)
        for day, y in zip(trace["x"], trace["y"], strict=True)
    ]
    for (x, y), (other_x, other_y) in combinations(points, 2):
        assert abs(x - other_x) >= charts.ACROSS or abs(y - other_y) >= charts.ACROSS
    layout = figure.to_dict()["layout"]
    assert min(y for _, y in points) > 0
    assert max(y for _, y in points) < layout["yaxis"]["range"][0]
    for note in layout["annotations"]:
        width = text_width(note["text"].replace("<b>", "").split("</b>")[0])
        for x, y in points:
            beside = x - charts.ACROSS / 2 > width
            assert beside or not note["y"] < y - charts.ACROSS / 2 < note["y"] + LINE - 3


@given(
    st.lists(st.floats(0, 5000), min_size=1, max_size=60).map(sorted),
    st.floats(1, 300),
)
def test_stacked_marks_keep_their_gap_and_use_the_lowest_row(days: list[float], gap: float):
    rows = charts.stacked(days, gap)
    for (i, a), (j, b) in combinations(enumerate(days), 2):
        if rows[i] == rows[j]:
            assert b - a >= gap
    assert rows[0] == 0
    for i, row in enumerate(rows):
        for lower in range(row):
            last = [days[j] for j in range(i) if rows[j] == lower][-1]
            assert days[i] - last < gap


@pytest.mark.parametrize("look", LOOKS)
def test_every_exercise_is_a_mark_and_its_company_a_shape(steps, look):
    rows = exercises.exercises(steps)
    figure = exercise_charts.by_year(look, rows, findings.cards(rows))
    checked(figure)
    drawn = traces(figure)
    points = [
        (x, y) for trace in drawn for x, y in zip(trace["x"], trace["y"], strict=True)
    ]  # fmt: skip
    assert len(points) == len(rows) == len(set(points))
    shapes = {trace["name"].split(",")[0]: trace["marker"]["symbol"] for trace in drawn}
    assert shapes == {"bilateral": "circle", "multinational": "square"}
    ticks = figure.to_dict()["layout"]["xaxis"]["ticktext"]
    totals = [int(tick.split("<b>")[1].removesuffix("</b>")) for tick in ticks]
    assert sum(totals) == len(rows)


@pytest.mark.parametrize("look", LOOKS)
def test_shares_stand_in_rows_not_on_a_line(look):
    transfers = catalogue.load("arms_transfers")
    rows = arms.shares(transfers, arms.SHARE_OF_IMPORTS)
    figure = arms_charts.imports(look, rows)
    checked(figure)
    bars = {trace["name"]: trace for trace in traces(figure) if trace["type"] == "bar"}
    china = rows[rows["supplier"] == "China"]
    assert [value for value in bars["China"]["x"] if value] == china["value"].tolist()
    whole = [sum(parts) for parts in zip(*(bar["x"] for bar in bars.values()), strict=True)]
    assert whole == pytest.approx([100] * len(whole))
    hollow = [trace for trace in traces(figure) if trace["type"] == "scatter"]
    assert [trace["x"] for trace in hollow] == [china["first"].dropna().tolist()]
    assert not any("lines" in trace.get("mode", "") for trace in traces(figure))
    bold = [tick for tick in figure.to_dict()["layout"]["yaxis"]["ticktext"] if "<b>" in tick]
    assert len(bold) == china["apart"].sum()
    assert len(set(arms_charts.colours(look, rows).values())) == rows["supplier"].nunique()
    assert look.accent not in arms_charts.colours(look, rows).values()


@pytest.mark.parametrize("look", LOOKS)
def test_exports_are_as_printed(look):
    rows = arms.from_china(catalogue.load("arms_transfers"), arms.SHARE_OF_EXPORTS)
    figure = arms_charts.exports(look, rows)
    checked(figure)
    assert traces(figure)[0]["x"] == rows["value"].tolist()


@pytest.mark.parametrize("metric", [arms.SHARE_OF_IMPORTS, arms.SHARE_OF_EXPORTS])
def test_the_rows_behind_a_picture_of_shares_are_those_drawn(metric: str):
    transfers = catalogue.load("arms_transfers")
    if metric == arms.SHARE_OF_EXPORTS:
        figure = arms_charts.exports(LIGHT, arms.from_china(transfers, metric))
    else:
        figure = arms_charts.imports(LIGHT, arms.shares(transfers, metric))
    drawn = [
        value
        for trace in traces(figure)
        if trace.get("name") != arms_charts.OTHERS
        for value in trace["x"]
        if value
    ]
    assert sorted(drawn) == sorted(arms.drawn(transfers, metric)["value"])


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("subject", headlines.SUBJECTS[:-1])
def test_every_headline_figure_is_a_mark_and_none_are_joined(look, subject: str):
    rows = headlines.of_subject(catalogue.load("cpec_headlines"), subject)
    metrics = headlines.by_metric(rows)
    cards = [headline_findings.cards(one) for one in metrics]
    figure = headline_charts.over_time(look, metrics, cards, "US$ billion")
    checked(figure)
    drawn = traces(figure)
    assert sum(len(trace["x"]) for trace in drawn) == len(rows)
    assert {trace["mode"] for trace in drawn} == {"markers"}
    styles = {(trace["marker"]["color"], trace["marker"]["symbol"]) for trace in drawn}
    assert len(styles) == len(metrics)
    assert figure.to_dict()["layout"]["yaxis"]["range"][0] == 0


def test_what_is_realised_takes_the_accent_and_what_is_pledged_grey():
    rows = headlines.of_subject(catalogue.load("cpec_headlines"), headlines.MONEY)
    colours = headline_charts.colours(LIGHT, headlines.by_metric(rows))
    assert colours[headlines.REALISED][0] == LIGHT.accent
    assert colours[headlines.PLEDGED][0] == LIGHT.context


@pytest.mark.parametrize("look", LOOKS)
def test_the_ladder_spans_the_ranges_and_is_full_where_a_word_is_used(look):
    names = ("judgements", "security_footprint", "incidents")
    found = judgements.judged(*map(catalogue.load, names))
    figure = judgement_charts.on_the_ladder(look, found)
    checked(figure)
    (bar,) = traces(figure)
    assert list(zip(bar["y"], bar["base"], strict=True)) == [
        (rung.word, rung.low) for rung in judgements.ladder()
    ]
    used = {one.likelihood for one in found if one.likelihood}
    full = {
        word
        for word, colour in zip(bar["y"], bar["marker"]["color"], strict=True)
        if colour == look.ink
    }
    assert full == used
    notes = figure.to_dict()["layout"]["annotations"]
    assert sum("judgement" in note["text"] for note in notes) == len(used)
    checked(judgement_charts.on_the_ladder(look, []))
