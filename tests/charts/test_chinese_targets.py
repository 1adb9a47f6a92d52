"""Pictures of the attacks on Chinese targets draw each of them, once, and as sure as it is."""

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from riskdata import catalogue
from riskdata.charts import chinese_targets as charts
from riskdata.charts import chinese_targets_compared as compared
from riskdata.charts.palette import theme
from riskdata.findings import chinese_targets as findings
from riskdata.measures import chinese_targets as measures

LIGHT = theme("light")


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return measures.attacks(catalogue.load("incidents"))


@pytest.fixture(scope="module")
def timeline(found: pd.DataFrame) -> Any:
    return drawn(found)


def drawn(found: pd.DataFrame) -> Any:
    first, last = measures.axis(found, catalogue.load("event_record_coverage"))
    words = dict.fromkeys(found["lane"].cat.categories, "")
    return valid(charts.timeline(LIGHT, found, first, last, words, findings.cards(found)))


def valid(figure: go.Figure) -> Any:
    """The same figure, once plotly has found nothing wrong with it."""
    go.Figure(figure.to_dict())
    return figure


def circles(figure: Any) -> list[Any]:
    """The traces of attacks; the gold parts have no hover of their own."""
    return [trace for trace in figure.data if trace.hoverinfo != "skip"]


def test_every_attack_is_drawn_once_and_says_what_it_was(timeline, found):
    days = [day for trace in circles(timeline) for day in trace.x]
    assert sorted(days) == found["date"].dt.strftime("%Y-%m-%d").tolist()
    said = [text for trace in circles(timeline) for text in trace.text]
    (airport,) = [text for text in said if "Jinnah International" in text]
    assert "6\u00a0Oct\u00a02024" in airport
    assert "3 killed, 16 wounded, 1 attacker killed; 2 Chinese killed, 1 Chinese wounded" in airport
    assert "Balochistan Liberation Army (claimed)" in airport
    assert airport.endswith("confirmed")


def test_confidence_shows_by_fill_and_rim(timeline, found):
    days = found["date"].dt.strftime("%Y-%m-%d")
    full, pale, hollow = circles(timeline)
    for trace, level in [(full, "confirmed"), (pale, "reported"), (hollow, "unconfirmed")]:
        assert sorted(trace.x) == days[found["confidence"] == level].tolist()
    assert set(hollow.marker.color) == {LIGHT.paper}
    assert all(colour.startswith("rgba") for colour in pale.marker.color)
    assert not set(full.marker.color) & {LIGHT.paper, LIGHT.accent}


def test_the_area_is_the_dead_and_its_gold_part_the_chinese_dead(timeline, found):
    sizes = {
        day: across
        for trace in circles(timeline)
        for day, across in zip(trace.x, trace.marker.size, strict=True)
    }
    hub, dasu = sizes["2007-07-19"], sizes["2021-07-14"]
    assert (hub / dasu) ** 2 == pytest.approx(30 / 13)
    (gold,) = [trace for trace in timeline.data if trace.hoverinfo == "skip"]
    assert gold.marker.color == LIGHT.accent
    deadly = found[found["chinese_killed"].fillna(0) > 0]
    assert sorted(gold.x) == deadly["date"].dt.strftime("%Y-%m-%d").tolist()
    inside = dict(zip(gold.x, gold.marker.size, strict=True))
    assert (inside["2013-06-22"] / sizes["2013-06-22"]) ** 2 == pytest.approx(2 / 11)
    assert all(across < sizes[day] for day, across in inside.items())


def test_each_stands_in_the_lane_of_its_group_and_none_covers_another(timeline, found):
    names = [note for note in timeline.layout.annotations if note.xref == "paper"]
    tops = [note.y for note in names]
    assert [note.text.split("</b>")[0][3:] for note in names] == list(found["lane"].cat.categories)
    lane = dict(zip(found["event_id"], found["lane"].cat.codes, strict=True))
    first, last = measures.axis(found, catalogue.load("event_record_coverage"))
    at, number = [], found["date"].dt.strftime("%Y-%m-%d").tolist()
    assert len(set(number)) == len(number), "a day tells one attack from the others here"
    of_day = dict(zip(number, found["event_id"], strict=True))
    for trace in circles(timeline):
        for day, y, across in zip(trace.x, trace.y, trace.marker.size, strict=True):
            own = lane[of_day[day]]
            floor = tops[own + 1] if own + 1 < len(tops) else timeline.layout.yaxis.range[0]
            assert floor < y - across / 2 < y + across / 2 < tops[own]
            x = charts.WIDTH * ((pd.Timestamp(day) - first) / (last - first))
            at.append((own, x, y, across / 2))
    for (a, x, y, r), (b, u, v, s) in combinations(at, 2):
        assert a != b or np.hypot(x - u, y - v) >= r + s


def test_numbers_beside_the_circles_are_the_chinese_dead(timeline, found):
    beside = {n.x: n.text for n in timeline.layout.annotations if n.xref != "paper"}
    deadly = found[found["chinese_killed"].fillna(0) > 0]
    assert beside == {
        day.strftime("%Y-%m-%d"): f"<b>{killed}</b>"
        for day, killed in zip(deadly["date"], deadly["chinese_killed"], strict=True)
    }


def test_a_number_stands_on_no_other_circle(timeline, found):
    first = pd.Timestamp(timeline.layout.xaxis.range[0])
    last = first + (pd.Timestamp(timeline.layout.xaxis.range[1]) - first) / 1.03

    def across(day: str) -> float:
        return charts.WIDTH * ((pd.Timestamp(day) - first) / (last - first))

    marks = [
        (across(day), y, size / 2)
        for trace in circles(timeline)
        for day, y, size in zip(trace.x, trace.y, trace.marker.size, strict=True)
    ]
    numbers = [note for note in timeline.layout.annotations if note.xref != "paper"]
    assert numbers
    for note in numbers:
        x, y = across(note.x) + note.xshift, note.y + (note.yshift or 0)
        covered = [
            mark
            for mark in marks
            if np.hypot(max(abs(mark[0] - x) - 5, 0), max(abs(mark[1] - y) - 6, 0)) < mark[2] - 0.01
        ]
        assert not covered, note.text


def test_more_attacks_than_have_room_do_not_make_the_picture_endless(found):
    many = pd.concat([found] * 30, ignore_index=True).sort_values("date")
    figure = drawn(many)
    assert sum(len(trace.x) for trace in circles(figure)) == len(many)
    largest = float(charts.across(found["killed"]).max())
    lane = charts.NAME + charts.GAP + 2 * charts.APART + largest
    assert figure.layout.height < found["lane"].nunique() * lane + 30


def test_before_and_since_draws_each_rate_inside_its_interval(found):
    shift = measures.shift(found, catalogue.load("event_record_coverage"))
    assert shift is not None
    figure = valid(compared.before_and_since(LIGHT, shift, ["as words"] * len(shift.lanes)))
    before, since = [trace for trace in figure.data if trace.mode == "markers"]
    assert list(before.x) == shift.lanes["rate_before"].tolist()
    assert list(since.x) == shift.lanes["rate_since"].tolist()
    assert before.marker.color == LIGHT.paper
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    reach = {
        (low, high, y)
        for line in lines
        for low, high, y in zip(line.x[::3], line.x[1::3], line.y[::3], strict=True)
    }
    for trace in (before, since):
        for x, y in zip(trace.x, trace.y, strict=True):
            assert any(low <= x <= high for low, high, at in reach if at == y)
    assert figure.layout.xaxis.range[1] >= max(high for _, high, _ in reach)
    texts = [note.text for note in figure.layout.annotations]
    lane = shift.lanes.iloc[0]
    assert texts[0].startswith(f"<b>{lane.name}</b>  {lane['before']:.0f} → {lane['since']:.0f}")


def test_published_figures_stand_beside_ours_on_the_bar_of_definitions(found):
    table = measures.beside_published(
        found, catalogue.load("prc_nationals"), catalogue.load("published_statistics")
    )
    figure = valid(compared.beside_published(LIGHT, table))
    bars, ours, theirs = figure.data
    assert sorted(ours.x) == sorted(table["ours"])
    assert sorted(theirs.x) == sorted(table["published"])
    assert ours.marker.color == LIGHT.accent
    for (publisher, published, own, narrow, wide), x, left, right in zip(
        theirs.customdata, theirs.x, bars.x[::3], bars.x[1::3], strict=True
    ):
        row = table[(table["publisher"] == publisher) & (table["published"] == published)]
        assert own in row["ours"].to_numpy()
        assert (x, left, right) == (published, narrow, wide)
    named = [note.text for note in figure.layout.annotations if "</b>  " in note.text]
    assert len(named) == table.groupby(["publisher", "start", "end"]).ngroups


def test_a_publisher_without_a_mark_of_its_own_has_one():
    assert compared.mark_of(LIGHT, "The Friday Times").colour == LIGHT.muted
    assert compared.mark_of(LIGHT, "NACTA") == LIGHT.publisher["NACTA"]


def test_unconfirmed_attacks_are_the_hollow_ends_of_the_bars(found):
    figure = valid(charts.places_and_means(LIGHT, found))
    counted, unsure = figure.data
    names = list(figure.layout.yaxis.ticktext)
    tables = [measures.by(found, column) for column in ("province", "district", "attack_type")]
    table = pd.concat([tables[0], measures.leading(tables[1])[0], tables[2]])
    assert names == [str(name) for name in table.index]
    assert list(counted.x) == table["attacks"].tolist()
    assert list(unsure.x) == table["unconfirmed"].tolist()
    assert unsure.marker.color == LIGHT.paper
    shade = dict(zip(names, counted.marker.color, strict=True))
    assert shade["Karachi"] == shade["Sindh"] == LIGHT.province["Sindh"]


def test_districts_level_with_the_last_that_is_drawn_are_drawn_or_counted(found):
    names = list(charts.places_and_means(LIGHT, found).to_dict()["layout"]["yaxis"]["ticktext"])
    assert {"Lasbela", "Upper Kohistan", "Peshawar", "Quetta", "Islamabad"} < set(names)
    assert "Diamer" not in names
    singles = found[~found.duplicated("district") & found["counted"]]
    notes = charts.places_and_means(LIGHT, singles).to_dict()["layout"]["annotations"]
    more = singles["district"].nunique() - measures.MOST_DISTRICTS
    assert f"<b>Districts with most, {more} more have 1</b>" in [note["text"] for note in notes]


def test_the_key_tells_sizes_gold_and_confidence():
    words = charts.key(LIGHT)
    for part in ("30 killed", "of them Chinese", LIGHT.accent, "reported", "unconfirmed"):
        assert part in words
