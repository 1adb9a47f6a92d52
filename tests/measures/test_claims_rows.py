"""Tests on rows that are counted, worked by hand: they hold, they fail, they lack data."""

from math import inf

import pandas as pd
import pytest

from riskdata.findings import claims as findings
from riskdata.measures.claim_answer import FAILS, HOLDS, OPEN, Unnamed, by_interval
from riskdata.measures.claims import (
    Assessed,
    assess,
)
from riskdata.preparation import PreparedRecord
from tests.measures.claim_cases import (
    BESIDE_BORDER,
    FAR,
    claim,
    covers,
    events,
    steps,
    verdicts,
    years,
)

SAMPLE = "sample of all militant attacks"
CHINESE = "attacks on Chinese nationals and projects only"


def on_events(record: PreparedRecord, coverage: pd.DataFrame, **given) -> Assessed:
    frames = {"incidents": record.events, "event_record_coverage": coverage}
    return assess(claim(**{"dataset": "incidents"} | given), frames, {"incidents": record})


def a_year(*rows: dict[str, str]) -> PreparedRecord:
    return events(*[{"date": "2024-05-01", **row} for row in rows])


SHARE = {"test": "share_at_least", "period": years(2024), "threshold": 0.5,
         "filter": "region in (Balochistan, Afghan border belt)"}  # fmt: skip


def test_a_share_holds_only_where_its_whole_interval_does():
    covered = covers(("incidents", 2022, 2024, SAMPLE))
    inside, outside = {}, FAR
    # Clopper-Pearson for 0 of 10: (0, 0.3085); for 10 of 10: (0.6915, 1); for 6 of 10: (0.26, 0.88)
    for within, verdict in ((10, HOLDS), (0, FAILS), (6, OPEN)):
        record = a_year(*[inside] * within, *[outside] * (10 - within))
        answer = on_events(record, covered, **SHARE).own[0]
        assert answer.verdict == verdict
        assert (answer.figure, answer.base) == (within, 10)
    assert answer.low == pytest.approx(0.2624, abs=1e-4)
    assert answer.high == pytest.approx(0.8784, abs=1e-4)


def test_a_share_of_one_group_says_how_many_attacks_nobody_is_known_to_have_carried_out():
    ttp = {"perpetrator": "Tehrik-i-Taliban Pakistan", "attribution": "claimed"}
    record = a_year(*[ttp] * 8, {}, {}, {"confidence": "unconfirmed"})
    covered = covers(("incidents", 2022, 2024, SAMPLE))
    given = SHARE | {"filter": "perpetrator = Tehrik-i-Taliban Pakistan", "threshold": 0.3}
    one = on_events(record, covered, **given)
    assert one.own[0].unnamed == (Unnamed(years(2024), 2, 10),)
    said = findings.outcome(one).replace("\u00a0", " ")
    assert said.endswith(
        "Attacks without a known perpetrator count as those of others: 2 of 10 (20 %) in 2024."
    )


def test_the_belt_is_measured_at_every_depth_and_one_of_them_decides():
    record = a_year(*[BESIDE_BORDER] * 9, FAR, {"confidence": "unconfirmed", **FAR})
    # Quetta's centre lies 67 km from the border: in the belt of 100 km alone.
    deep = a_year(*[{"province": "Punjab", "district": "Lahore", "latitude": "31.55",
                     "longitude": "74.34"}] * 3, *[{}] * 3)  # fmt: skip
    covered = covers(("incidents", 2022, 2024, SAMPLE))
    one = on_events(record, covered, **SHARE)
    assert [(a.figure, a.base, a.reading) for a in one.answers] == [
        (9, 10, ""),
        (9, 10, "with a belt 25 km deep"),
        (9, 10, "with a belt 100 km deep"),
    ]
    belt = SHARE | {"filter": "region = Afghan border belt"}
    assert [a.figure for a in on_events(deep, covered, **belt).answers] == [0, 0, 3]


def test_a_record_says_nothing_of_time_that_it_does_not_cover():
    record = a_year({}, {})
    one = on_events(record, covers(("incidents", 2022, 2023, SAMPLE)), **SHARE)
    assert verdicts(one) == {"incidents": OPEN}
    assert one.own[0].missing == (years(2024),)
    chinese_only = covers(("incidents", 2022, 2024, CHINESE))
    assert verdicts(on_events(record, chinese_only, **SHARE)) == {"incidents": OPEN}
    # Of a record that holds nothing else, all would be attacks on Chinese targets.
    chinese = SHARE | {"filter": "target_type = Chinese nationals"}
    assert on_events(record, chinese_only, **chinese).own[0].missing == (years(2024),)


RATE = {"test": "rate_ratio_above", "period": years(2018, 2021), "base": years(2010, 2017),
        "threshold": 1.0, "filter": "target_type in (Chinese nationals, CPEC project)"}  # fmt: skip


def chinese_attacks(before: int, since: int) -> PreparedRecord:
    old, new = ({"date": d, "target_type": "Chinese nationals"} for d in
                ("2012-01-01", "2019-01-01"))  # fmt: skip
    return events(*[old] * before, *[new] * since, {"date": "2019-02-02"})


@pytest.mark.parametrize(
    ("before", "since", "verdict"), [(2, 8, HOLDS), (8, 1, OPEN), (40, 2, FAILS), (4, 4, OPEN)]
)
def test_a_rate_has_risen_only_beyond_chance(before, since, verdict):
    covered = covers(("incidents", 2010, 2021, CHINESE))
    (answer,) = on_events(chinese_attacks(before, since), covered, **RATE).own
    assert answer.verdict == verdict
    # Eight years before and four since: the rate doubles the ratio of the counts.
    assert answer.value == pytest.approx(since / before * 2, rel=1e-3)
    assert answer.low < answer.value < answer.high


def test_no_attack_in_either_period_gives_no_rate():
    covered = covers(("incidents", 2010, 2021, CHINESE))
    (answer,) = on_events(chinese_attacks(0, 0), covered, **RATE).own
    assert answer.verdict == OPEN
    assert "in either period" in answer.why


def test_any_attack_after_none_has_no_upper_bound():
    covered = covers(("incidents", 2010, 2021, CHINESE))
    (answer,) = on_events(chinese_attacks(0, 9), covered, **RATE).own
    assert (answer.verdict, answer.value, answer.high) == (HOLDS, inf, inf)


@pytest.mark.parametrize(
    ("low", "high", "strictly", "verdict"),
    [(1.0, 2.0, True, OPEN), (1.0, 2.0, False, HOLDS), (0.5, 1.0, True, FAILS),
     (0.5, 1.0, False, OPEN), (1.1, 2.0, True, HOLDS), (0.1, 0.9, False, FAILS)],
)  # fmt: skip
def test_an_interval_that_touches_the_threshold(low, high, strictly, verdict):
    assert by_interval(low, high, 1.0, strictly) == verdict


EXERCISE = {"category": "joint exercise", "domain": "naval", "scope": "bilateral"}
COUNT = {"test": "count_equals", "dataset": "security_footprint", "period": years(2014, 2024),
         "metric": "exercises", "threshold": 2.0,
         "filter": "category = joint exercise; scope = bilateral"}  # fmt: skip


def on_steps(*rows: dict[str, str], **given) -> Assessed:
    return assess(claim(**given), {"security_footprint": steps(*rows)}, {})


def test_rows_are_counted_in_the_period_and_a_published_number_stands_beside_them():
    rows = [
        {"date": "2015-01-01", **EXERCISE, "notes": "In the series"},
        {"date": "2016-01-01", **EXERCISE},
        {"date": "2025-01-01", **EXERCISE},
        {"date": "2016-01-01", **EXERCISE, "scope": "multinational"},
    ]
    assert verdicts(on_steps(*rows, **COUNT)) == {"security_footprint": HOLDS}
    assert verdicts(on_steps(*rows[1:], **COUNT)) == {"security_footprint": FAILS}
    stated = {"date": "2024-01-01", **EXERCISE, "scope": "published count", "value": "3",
              "unit": "exercises"}  # fmt: skip
    one = on_steps(*rows, stated, **COUNT)
    assert [(a.value, a.verdict) for a in one.own] == [(2, HOLDS), (3, FAILS)]
    assert one.outcome == "does not hold"
    own = stated | {"source_url": "https://example.org/claim"}
    assert [a.value for a in on_steps(*rows, own, **COUNT).own] == [2]


def test_a_further_reading_is_shown_and_decides_nothing():
    rows = [{"date": "2015-01-01", **EXERCISE, "notes": "In the series"},
            {"date": "2016-01-01", **EXERCISE}]  # fmt: skip
    both = f"{COUNT['filter']} || {COUNT['filter']}; notes contains the series"
    one = on_steps(*rows, **COUNT | {"filter": both})
    assert [(a.value, a.reading) for a in one.answers] == [
        (2, ""),
        (1, "only those that have “the series” in the notes"),
    ]
    assert one.outcome == "holds"
    assert one.rows == 2


STATED = {"test": "row_equals", "dataset": "incidents", "period": years(2024),
          "metric": "chinese_killed=2; wounded=10", "filter": "place contains airport"}  # fmt: skip


def test_a_row_is_held_to_each_value_that_is_stated():
    covered = covers(("incidents", 2022, 2024, SAMPLE))
    row = {"place": "Near the Airport", "target_type": "Chinese nationals", "killed": "3"}
    for chinese, wounded, expected in [
        ("2", "10", [HOLDS, HOLDS]),
        ("2", "16", [HOLDS, FAILS]),
        ("2", "", [HOLDS, OPEN]),
    ]:
        record = a_year({**row, "chinese_killed": chinese, "wounded": wounded}, {})
        one = on_events(record, covered, **STATED)
        assert [answer.verdict for answer in one.own] == expected
        assert len(one.answers) == 2
    assert one.outcome == "not enough data"
    assert one.own[1].why == "wounded is not recorded"


def test_the_row_that_meets_most_values_is_taken():
    covered = covers(("incidents", 2022, 2024, SAMPLE))
    place = {"place": "Airport"}
    record = a_year(
        {**place, "killed": "2", "chinese_killed": "1", "wounded": "10"},
        {**place, "killed": "2", "chinese_killed": "2", "wounded": "10"},
    )
    one = on_events(record, covered, **STATED)
    assert one.outcome == "holds"
    assert on_events(a_year({}), covered, **STATED).outcome == "not enough data"


NONE = {"test": "none_with", "dataset": "security_footprint", "metric": "basing",
        "filter": "category = basing; status = confirmed"}  # fmt: skip


def test_no_row_may_pass_the_last_condition_of_those_that_pass_the_others():
    rumour, lease = {"date": "2024-01-01"}, {"date": "2015-01-01", "status": "confirmed"}
    assert verdicts(on_steps(rumour, **NONE)) == {"security_footprint": HOLDS}
    one = on_steps(rumour, lease, **NONE)
    assert [(a.verdict, a.figure, a.base) for a in one.own] == [(FAILS, 1, 2)]
    assert one.own[0].why == "A step (1 Jan 2015)."
    assert findings.figure(one.own[0], one.claim) == "1 of 2 steps is confirmed"
    none = on_steps(rumour, rumour | {"event_id": "FP-other"}, **NONE)
    assert findings.figure(none.own[0], none.claim) == "0 of 2 steps are confirmed"
    other = {"date": "2024-01-01", "category": "agreement"}
    assert verdicts(on_steps(other, **NONE)) == {"security_footprint": OPEN}
    assert verdicts(on_steps(rumour, lease, period=years(2024), **NONE)) == {
        "security_footprint": HOLDS
    }


def test_an_event_record_is_counted_in_attacks_or_events_alone():
    record, covered = a_year({}, {"event_kind": "foreign strike"}), covers(
        ("incidents", 2022, 2024, SAMPLE)
    )  # fmt: skip
    given = {"test": "count_equals", "period": years(2024), "threshold": 1.0}
    assert on_events(record, covered, **given).outcome == "holds"
    assert on_events(record, covered, **given | {"metric": "events"}).own[0].value == 2
    assert "not “riots”" in on_events(record, covered, **given | {"metric": "riots"}).problem
