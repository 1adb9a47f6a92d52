"""One event taken through the measures: the numbers are the measures' own, and the sums hold."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from riskdata import catalogue
from riskdata.corridor import corridor
from riskdata.findings import methods as findings
from riskdata.measures import exposure
from riskdata.measures import methods_event as measures
from riskdata.nearness import kernel, to_projects
from tests.measures.arithmetic import shown, worked_out

SCALE, HALF_LIFE = 25, 12
AS_OF = pd.Timestamp("2026-05-24")


@pytest.fixture(scope="module")
def near(curated, ucdp, projects, routes):
    """By record: its sources that count, and how it feels in the projects."""
    parts = corridor(projects, routes).projects
    found = {}
    for name, record in {"incidents": curated, "ucdp_events": ucdp}.items():
        nearness = to_projects(record, projects, parts.districts)
        sources = exposure.sources(record)
        counted = record.measured["attack"] & record.measured["confidence"].isin(
            ["confirmed", "reported"]
        )
        found[name] = SimpleNamespace(
            record=record,
            nearness=nearness,
            kernel=kernel(nearness, SCALE),
            counted=sources[counted],
            shapes=parts.shapes,
        )
    return found


def work(one, label: int, as_of: pd.Timestamp = AS_OF):
    event = measures.worked(one.record, label, as_of, HALF_LIFE)
    found = measures.worked_exposure(
        event, one.counted, one.kernel, one.nearness, one.shapes, SCALE, HALF_LIFE
    )
    return event, found


def sample(one, size: int = 60) -> list[int]:
    """Rows of every kind: the newest, those on Chinese targets, and some of all others."""
    events = one.record.events
    chinese = events.index[events["chinese_target"]][-5:]
    others = events.sample(size, random_state=7).index
    return [*events.index[-3:], *chinese, *others]


def example(record, which: str) -> str | None:
    """The event_id of an example."""
    label = measures.example(record, which)
    return None if label is None else record.events.loc[label, "event_id"]


def test_the_heaviest_is_the_one_with_most_points_in_the_last_twelve_months(curated):
    rows = catalogue.load("incidents")
    year = rows[rows["date"] > rows["date"].max() - pd.DateOffset(years=1)]
    points = 3 * year["killed"].fillna(0) + 0.5 * year["wounded"].fillna(0)
    expected = year.loc[points.astype(float).idxmax(), "event_id"]
    assert example(curated, measures.HEAVIEST) == expected


def test_the_newest_and_the_newest_on_chinese_targets(curated):
    rows = catalogue.load("incidents").sort_values(["date", "event_id"])
    assert example(curated, measures.NEWEST) == rows["event_id"].iloc[-1]
    chinese = rows[rows["target_type"].isin(["Chinese nationals", "CPEC project"])]
    assert example(curated, measures.CHINESE) == chinese["event_id"].iloc[-1]


def test_without_such_an_event_there_is_no_example(ucdp):
    assert example(ucdp, measures.CHINESE) is None


def test_an_event_is_found_in_whichever_record_holds_it(curated, ucdp):
    records = {"incidents": curated, "ucdp_events": ucdp}
    name, label = measures.holder(records, " ucdp-59431 ") or ("", -1)
    assert name == "ucdp_events"
    assert ucdp.events.loc[label, "event_id"] == "UCDP-59431"
    assert measures.holder(records, "UCDP-0") is None


@pytest.mark.parametrize("record", ["incidents", "ucdp_events"])
def test_severity_recency_and_distance_are_those_of_the_record(near, record):
    one = near[record]
    for label in sample(one):
        event, _ = work(one, label)
        row = one.record.events.loc[label]
        assert event.points == row["severity"]
        assert event.recency == pytest.approx(0.5 ** ((AS_OF - row["date"]).days / 365.25))
        if event.border is None:
            assert row["location_precision"] in ("province", "country") or row["location"] < 0
        else:
            assert event.border.km == pytest.approx(row["border_km"], rel=1e-5)


@pytest.mark.parametrize("record", ["incidents", "ucdp_events"])
def test_the_exposure_worked_is_the_projects_own(near, record):
    one = near[record]
    weight = exposure.weights(one.counted, AS_OF, HALF_LIFE, one.nearness.places)
    scores = exposure.scores(one.kernel, weight)
    worked = [work(one, label) for label in sample(one)]
    spread = [found for _, found in worked if found and found.spread]
    placed = [found for _, found in worked if found and found.way]
    assert spread
    assert placed
    for event, found in worked:
        if found is None:
            assert measures.why_nothing(event, one.counted) in findings.WHY_NOTHING
            continue
        factor = 2 if measures.on_chinese(event) else 1
        product = event.points * factor * event.recency * found.added["nearness"]
        assert found.added["points"] == pytest.approx(product)
        assert found.total == pytest.approx(scores[found.position])
        if found.way:
            assert found.added["nearness"] == pytest.approx(np.exp(-found.way.km / SCALE))
        elif found.spread:
            mean = found.spread.felt / found.spread.points
            assert found.added["nearness"] == pytest.approx(mean)


def test_an_event_that_does_not_count_says_why(near):
    one = near["incidents"]
    events = one.record.events
    unconfirmed = int(events.index[events["confidence"] == "unconfirmed"][0])
    event, found = work(one, unconfirmed)
    assert found is None
    assert measures.why_nothing(event, one.counted) == "confidence"
    ucdp = near["ucdp_events"]
    rows = ucdp.record.events
    operation = int(rows.index[rows["event_kind"] == "operation or clash"][0])
    event, found = work(ucdp, operation)
    assert found is None
    assert measures.why_nothing(event, ucdp.counted) == "kind"


@pytest.mark.parametrize("record", ["incidents", "ucdp_events"])
def test_every_printed_sum_gives_the_printed_result(near, record):
    one = near[record]
    steps = 0
    for label in sample(one):
        event, found = work(one, label)
        why = "" if found else measures.why_nothing(event, one.counted)
        for measure in (
            findings.severity(event),
            findings.recency(event, HALF_LIFE),
            findings.border_belt(event, 50, (25, 50, 100)),
            findings.exposure(event, found, why, "A project", SCALE),
        ):
            for step in measure.steps:
                steps += 1
                value, half = shown(step.result)
                # Factors are printed to the sixth digit, so the last digit may be one off.
                slack = half * 1.001 + abs(value) * 5e-6
                assert worked_out(step.sum) == pytest.approx(value, abs=slack), step
    assert steps > 300


@pytest.mark.parametrize("record", ["incidents", "ucdp_events"])
def test_a_distance_by_calculator_is_that_on_the_ellipsoid_within_half_a_percent(near, record):
    one = near[record]
    found = 0
    for label in sample(one):
        event, _ = work(one, label)
        if event.border is None or event.border.km > 300:
            continue
        found += 1
        measure = findings.border_belt(event, 50, (25, 50, 100))
        value, _ = shown(measure.steps[-1].result)
        assert value == pytest.approx(event.border.km, rel=0.005, abs=0.02)
        assert ("inside the belt" in measure.note) == (event.border.km <= 50)
    assert found > 20


def test_the_parts_listed_sum_to_the_exposure(near):
    one = near["incidents"]
    label = sample(one)[0]
    _, found = work(one, label)
    assert found
    rows = findings.sum_rows(found, one.record.events)
    assert len(rows) == findings.LARGEST + 1
    listed = sum(shown(points)[0] for *_, points in rows)
    assert listed == pytest.approx(found.total, abs=0.005 * (len(rows) + 1))
    for _, product, points in rows[:-1]:
        value, half = shown(points)
        assert worked_out(product) == pytest.approx(value, abs=half * 1.001 + value * 5e-6)


def test_an_unknown_toll_adds_nothing_and_is_said(near):
    one = near["incidents"]
    events = one.record.events
    label = int(events.index[events["killed"].isna() & events["wounded"].isna()][0])
    event, _ = work(one, label)
    measure = findings.severity(event)
    assert [step.sum for step in measure.steps] == ["1"]
    assert "killed and wounded is not known" in measure.note
