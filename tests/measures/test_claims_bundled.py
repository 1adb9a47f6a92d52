"""What the bundled figures say to the bundled claims, taken from the rows by another way."""

import pandas as pd
import pytest
from scipy.stats import beta

from riskdata import catalogue
from riskdata.measures.claim_answer import FAILS, HOLDS, OPEN, OWN_SOURCE, Answer
from riskdata.measures.claims import Assessed, datasets_of, evaluate, rows_behind
from riskdata.preparation import PreparedRecord


@pytest.fixture(scope="module")
def every(curated: PreparedRecord, ucdp: PreparedRecord) -> dict[str, Assessed]:
    claims = catalogue.load("claims")
    needed = set(datasets_of(claims)) & set(catalogue.datasets())
    frames = {name: catalogue.load(name) for name in needed}
    found = evaluate(claims, frames, {"incidents": curated, "ucdp_events": ucdp})
    return {one.claim.claim_id: one for one in found}


def own(one: Assessed) -> dict[str, Answer]:
    return {answer.source: answer for answer in one.own}


def test_every_row_is_tested(every):
    assert list(every) == catalogue.load("claims")["claim_id"].tolist()
    assert [one.claim.claim_id for one in every.values() if one.problem] == []


def test_more_than_1000_attacks_by_the_gti_alone(every):
    found = own(every["attacks-2024-over-1000"])
    assert {s: a.value for s, a in found.items() if a.decided} == {
        "GTI": 1099, "CRSS": 909, "PICSS": 908, "PIPS": 521,
    }  # fmt: skip
    assert [source for source, answer in found.items() if answer.verdict == HOLDS] == ["GTI"]
    assert {source for source, answer in found.items() if answer.verdict == OPEN} == {
        "ISPR", "Ministry of Interior", "NACTA",
    }  # fmt: skip


def test_attacks_doubled_by_the_gti_alone(every):
    found = own(every["attacks-2024-doubled"])
    pairs = {s: (a.base, a.figure, a.verdict) for s, a in found.items() if a.decided}
    assert pairs == {
        "GTI": (517, 1099, HOLDS),
        "CRSS": (586, 909, FAILS),
        "PICSS": (645, 908, FAILS),
        "PIPS": (306, 521, FAILS),
    }


def test_no_publisher_has_2024_above_2014(every):
    one = every["deadliest-year-in-decade"]
    peaks = {
        (a.source, a.metric): (a.figure, a.base, a.base_period.start.year)
        for a in one.answers
        if a.decided and a.base_period
    }
    assert peaks == {
        ("GTI", "killed"): (1081, 1760, 2014),
        ("PIPS", "killed"): (852, 1723, 2014),
        ("UCDP", "killed (all parties)"): (1885, 3639, 2014),
        ("PICSS", "killed (all parties)"): (1950, 5388, 2014),
    }
    assert all(answer.verdict == FAILS for answer in one.answers if answer.decided)
    lacking = own(one)["PICSS"]
    assert [period.start.year for period in lacking.missing] == [2014, 2015]
    assert (lacking.figure, lacking.base) == (1177, 976)


def test_violence_rose_by_every_count_of_2020_and_2024(every):
    one = every["threat-up-since-2021"]
    assert one.sources == {"PICSS": HOLDS, "PIPS": HOLDS}
    assert own(one)["PIPS"].value == pytest.approx(852 / 220)
    assert own(one)["GTI"].missing[0].start.year == 2020


def test_most_attacks_of_the_record_at_every_depth(every, curated):
    events = curated.events
    year = events[(events["date"].dt.year == 2024) & events["attack"]]
    year = year[year["confidence"] != "unconfirmed"]
    vague = year["location_precision"].isin(["province", "country"])
    for answer, depth in zip(
        [a for a in every["most-attacks-border-or-balochistan"].answers if a.decided],
        (50, 25, 100),
        strict=True,
    ):
        inside = (year["province"] == "Balochistan") | (~vague & (year["border_km"] <= depth))
        k, n = int(inside.sum()), len(year)
        assert (answer.figure, answer.base) == (k, n)
        assert answer.low == pytest.approx(beta.ppf(0.025, k, n - k + 1))
        assert answer.high == pytest.approx(beta.ppf(0.975, k + 1, n - k))
        assert answer.verdict == HOLDS


def test_the_bla_attacked_chinese_targets_more_often_since_2018(every):
    rows = catalogue.load("incidents")
    rows = rows[rows["perpetrator"] == "Balochistan Liberation Army"]
    rows = rows[rows["target_type"].isin(["Chinese nationals", "CPEC project"])]
    rows = rows[rows["event_kind"] == "attack"]
    rows = rows[(rows["confidence"] != "unconfirmed") & (rows["date"] < "2025-01-01")]
    since = rows["date"] >= "2018-01-01"
    answer = own(every["bla-targets-chinese-more-since-2018"])["incidents"]
    assert (answer.figure, answer.base) == (since.sum(), (~since).sum()) == (10, 2)
    assert answer.value == pytest.approx(10 / 2 * 14 / 7, rel=0.001)
    assert answer.verdict == HOLDS
    assert answer.low > 1


def test_attacks_without_a_known_perpetrator_are_counted_beside_those_of_the_bla(every):
    rows = catalogue.load("incidents")
    rows = rows[rows["target_type"].isin(["Chinese nationals", "CPEC project"])]
    rows = rows[(rows["event_kind"] == "attack") & (rows["confidence"] != "unconfirmed")]
    unnamed = own(every["bla-targets-chinese-more-since-2018"])["incidents"].unnamed
    spans = (("2018-01-01", "2024-12-31"), ("2004-01-01", "2017-12-31"))
    for (start, end), part in zip(spans, unnamed, strict=True):
        inside = rows[rows["date"].between(start, end)]
        assert (part.events, part.of) == ((inside["perpetrator"] == "unknown").sum(), len(inside))
    others = [one for name, one in every.items() if not name.startswith("bla-")]
    assert not any(answer.unnamed for one in others for answer in one.answers)
    found = own(every["bla-targets-chinese-more-since-2018"])["incidents"]
    assert found.at_worst is not None
    assert (found.at_worst.now, found.at_worst.before) == (
        found.figure,
        found.base + unnamed[1].events,
    )
    assert found.at_worst.low < 1 < found.low


def test_the_toll_at_karachi_airport_agrees_in_the_dead_alone(every, curated):
    one = every["karachi-airport-toll"]
    stated = {a.metric: (a.figure, a.base, a.verdict) for a in one.own if a.decided}
    assert stated == {"chinese killed": (2, 2, HOLDS), "wounded": (16, 10, FAILS)}
    assert one.outcome == "does not hold"
    (verdict,) = rows_behind(one, {"incidents": curated.events}.__getitem__)["verdict"]
    assert verdict == "chinese killed: holds; wounded: does not hold"


def test_sipri_says_81_percent(every):
    rows = catalogue.load("arms_transfers").query(
        "recipient == 'Pakistan' and supplier == 'China' and period_start == 2020"
        " and period_end == 2024 and metric == 'share of recipient imports'"
    )
    found = every["arms-share-81"].own
    assert sorted(answer.value for answer in found) == sorted(rows["value"])
    assert {answer.value: answer.verdict for answer in found}[81] == HOLDS


def test_nine_exercises_are_listed_seven_of_them_in_the_series_of_eight(every):
    one = every["eight-naval-exercises"]
    assert [(a.value, a.verdict, a.reading) for a in one.answers] == [
        (9, FAILS, ""),
        (8, HOLDS, OWN_SOURCE),
        (7, FAILS, "only those that have “one of the eight” in the notes"),
    ]
    assert one.rows == 10


def test_the_extra_budget_is_as_stated(every):
    one = every["budget-162-million"]
    assert [(a.figure, a.unit, a.verdict) for a in one.own] == [(162e6, "USD", HOLDS)]
    (notes,) = catalogue.load("security_footprint").query("value == 162e6")["notes"]
    assert "Soufan" in one.own[0].of_speaker
    assert one.own[0].of_speaker in notes


def test_nobody_pledged_65_billion_though_the_number_stands_elsewhere(every):
    one = every["cpec-65-billion"]
    assert set(one.sources.values()) == {FAILS}
    assert max(answer.value for answer in one.own) == 62
    assert one.elsewhere is not None
    assert set(one.elsewhere["dataset"]) == {"cpec_headlines", "security_footprint"}


def test_no_row_of_basing_is_confirmed(every):
    one = every["no-confirmed-base"]
    (answer,) = one.own
    assert (answer.figure, answer.base, answer.verdict) == (0, 8, HOLDS)
    rows = rows_behind(one, catalogue.load)
    assert not rows["counted"].any()
    assert len(rows) == one.rows == 8


def test_no_step_of_march_2025_is_confirmed(every):
    (answer,) = every["psc-deployment-unconfirmed"].own
    assert (answer.figure, answer.base, answer.verdict) == (0, 5, HOLDS)


def test_the_other_record_says_what_it_does_not_cover(every):
    silent = own(every["bla-targets-chinese-more-since-2018"])["ucdp_events"]
    assert silent.verdict == OPEN
    days = [(period.start, period.end) for period in silent.missing]
    assert days == [
        (pd.Timestamp("2022-01-01"), pd.Timestamp("2023-09-30")),
        (pd.Timestamp("2023-11-01"), pd.Timestamp("2024-12-31")),
    ]


def test_the_rows_behind_a_share_are_those_of_its_whole(every, curated):
    one = every["most-attacks-border-or-balochistan"]
    rows = rows_behind(one, {"incidents": curated.events}.__getitem__)
    assert len(rows) == one.rows == one.own[0].base
    assert rows["counted"].sum() == one.own[0].figure
    assert rows["event_id"].is_unique
