"""The pictures of Methods and sources draw what the measures say."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from riskdata import catalogue
from riskdata.charts import (
    methods_coverage,
    methods_datasets,
    methods_publishers,
    methods_records,
)
from riskdata.charts import (
    methods_event as event_charts,
)
from riskdata.charts.palette import Theme, theme
from riskdata.corridor import corridor
from riskdata.findings.methods_sources import NAMES
from riskdata.measures import exposure, methods_event
from riskdata.measures import methods_coverage as coverage
from riskdata.measures import methods_datasets as datasets
from riskdata.measures import methods_publishers as publishers
from riskdata.measures import methods_records as records
from riskdata.measures.coverage import CHINESE_TARGETS_ONLY
from riskdata.nearness import kernel, to_projects
from riskdata.preparation import prepare

TITLES = {"incidents": "Curated attacks", "ucdp_events": "UCDP events"}


@pytest.fixture(params=["light", "dark"])
def look(request: pytest.FixtureRequest) -> Theme:
    return theme(request.param)


@pytest.fixture(scope="module")
def covered() -> tuple[pd.DataFrame, pd.DataFrame]:
    """How records and publishers cover time."""
    spans = {}
    for name in TITLES:
        dates = catalogue.load(name)["date"]
        spans[name] = (dates.min(), dates.max())
    return (
        coverage.record_periods(catalogue.load("event_record_coverage"), spans),
        coverage.publisher_years(catalogue.load("published_statistics"), "Pakistan"),
    )


def valid(drawn: go.Figure) -> dict:
    """The figure's content, once plotly has found nothing wrong with it."""
    go.Figure(drawn.to_dict())
    return drawn.to_dict()


def test_every_covered_year_is_drawn_and_no_other(look, covered):
    periods, years = covered
    drawn = valid(methods_coverage.years(look, periods, years, {**NAMES, **TITLES}))
    (bars,) = drawn["data"]
    names = dict(
        zip(drawn["layout"]["yaxis"]["tickvals"], drawn["layout"]["yaxis"]["ticktext"], strict=True)
    )
    rows = {(metric, publisher) for metric, publisher, *_ in years.itertuples(index=False)}
    assert len(names) == len(TITLES) + len(rows)
    ucdp = next(at for at, name in names.items() if name == TITLES["ucdp_events"])
    stretches = [
        (start, start + length)
        for start, length, at in zip(bars["base"], bars["x"], bars["y"], strict=True)
        if at == ucdp
    ]
    assert not [one for one in stretches if one[0] < 2023 and one[1] > 2022.1]
    length = sum(
        length for length, at in zip(bars["x"], bars["y"], strict=True) if at in set(names) - {ucdp}
    )
    curated = 2026 + 151 / 365 - 2004
    # The two months of the thin sample are drawn a month too wide, or they could not be seen.
    assert length == pytest.approx(len(years) + curated, abs=0.1)


def test_part_years_and_provisional_time_are_hatched_and_only_china_is_gold(look, covered):
    periods, years = covered
    (bars,) = valid(methods_coverage.years(look, periods, years, {**NAMES, **TITLES}))["data"]
    marks = zip(
        bars["text"], bars["marker"]["color"], bars["marker"]["pattern"]["shape"], strict=True
    )
    for text, colour, hatch in marks:
        partial = any(words in text for words in ("some of its months", "provisional", "thin"))
        assert (hatch == "/") == partial, text
        assert (colour == look.accent) == (CHINESE_TARGETS_ONLY in text), text
    key = methods_coverage.key(look, periods)
    assert set(key.values()) == set(bars["marker"]["color"])


def test_the_ratios_drawn_are_the_measures_own(look):
    statistics = catalogue.load("published_statistics")
    found = publishers.by_metric(statistics, "Pakistan")
    drawn = valid(methods_publishers.apart(look, found, NAMES))
    assert len(drawn["data"]) == len(found)
    for trace, table in zip(drawn["data"], found.values(), strict=True):
        known = {x: y for x, y in zip(trace["x"], trace["y"], strict=True) if y is not None}
        assert known == pytest.approx(dict(zip(table["year"], table["ratio"], strict=True)))
    dashes = {trace["line"]["dash"] for trace in drawn["data"]}
    assert len(dashes) == len(found)


def test_the_shares_drawn_are_each_records_own_with_their_intervals(look):
    parts = [catalogue.load(name) for name in ("cpec_projects", "cpec_routes")]
    found = records.compared(
        {name: prepare(catalogue.load(name), *parts) for name in TITLES},
        catalogue.load("event_record_coverage"),
    )
    drawn = valid(
        methods_records.shares(look, found, lambda one: TITLES[one.record], records.BELT_KM)
    )
    (dots,) = drawn["data"]
    answers = [*found.own, *found.shared]
    shares = [one.balochistan for one in answers] + [one.belt for one in answers]
    assert dots["x"] == pytest.approx([part.share * 100 for part in shares if part])
    ends = [x + more for x, more in zip(dots["x"], dots["error_x"]["array"], strict=True)]
    assert ends == pytest.approx([part.high * 100 for part in shares if part])
    assert max(ends) <= drawn["layout"]["xaxis"]["range"][1]


@pytest.mark.parametrize("name", ["incidents", "published_statistics", "arms_transfers"])
def test_a_bar_a_year_for_the_rows_of_a_dataset(look, name):
    counts = datasets.rows_by_year(catalogue.load(name))
    (bars,) = valid(methods_datasets.by_year(look, counts))["data"]
    assert dict(zip(bars["x"], bars["y"], strict=True)) == counts.to_dict()


@pytest.mark.parametrize("precision", ["town", "district"])
def test_the_event_worked_stands_on_the_curves(look, precision):
    projects, routes = (catalogue.load(name) for name in ("cpec_projects", "cpec_routes"))
    record = prepare(catalogue.load("incidents"), projects, routes)
    shapes = corridor(projects, routes).projects
    nearness = to_projects(record, projects, shapes.districts)
    felt, counted = kernel(nearness, 25), exposure.sources(record)
    events = record.events
    known = events["attack"] & (events["location_precision"] == precision)
    as_of = events["date"].iloc[-1]
    found = None
    for label in events.index[known][-20:]:
        event = methods_event.worked(record, int(label), as_of, 12)
        found = methods_event.worked_exposure(event, counted, felt, nearness, shapes.shapes, 25, 12)
        if found:
            break
    assert found
    drawn = valid(event_charts.fading(look, event, found, 12, 25))
    ages, kms, age, near = drawn["data"]
    assert np.interp(age["x"][0], ages["x"], ages["y"]) == pytest.approx(age["y"][0], abs=0.2)
    assert age["y"][0] == pytest.approx(event.recency * 100)
    assert near["y"][0] == pytest.approx(found.added["nearness"] * 100)
    assert (len(near["x"]) == 1) == (precision == "town")
    if precision == "town":
        assert np.interp(near["x"][0], kms["x"], kms["y"]) == pytest.approx(near["y"][0], abs=0.2)
