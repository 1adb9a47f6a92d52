"""Attacks on Chinese targets are counted, compared and set beside the published tolls."""

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2

from riskdata import catalogue
from riskdata.catalogue import BUNDLED
from riskdata.findings import chinese_targets as findings
from riskdata.findings import chinese_targets_compared as compared
from riskdata.measures import chinese_targets as measures
from riskdata.reading import read

BLA, TTP = measures.BLA, "Tehrik-i-Taliban Pakistan"


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return measures.attacks(catalogue.load("incidents"))


@pytest.fixture(scope="module")
def tolls() -> pd.DataFrame:
    return catalogue.load("prc_nationals")


@pytest.fixture(scope="module")
def by_hand() -> list[dict[str, str]]:
    """The record's file as it stands, read without any of our code."""
    with (Path(BUNDLED) / "incidents.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    targets = ("Chinese nationals", "CPEC project")
    return [row for row in rows if row["target_type"] in targets and row["event_kind"] == "attack"]


def certain(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if row["confidence"] != "unconfirmed"]


def summed(rows: list[dict[str, str]], column: str) -> int:
    return sum(int(float(row[column])) for row in rows if row[column])


def record(*rows: dict) -> pd.DataFrame:
    """Attacks on Chinese nationals in Karachi, confirmed, but for what is said otherwise."""
    common = {
        "date_precision": "day", "event_kind": "attack", "province": "Sindh",
        "district": "Karachi", "place": "Clifton", "latitude": 24.8, "longitude": 67.0,
        "location_precision": "town", "attack_type": "bombing", "target_type": "Chinese nationals",
        "perpetrator": "unknown", "attribution": "unknown", "confidence": "confirmed",
        "summary": "A bomb went off.", "source": "Dawn, A bomb", "source_url": "https://dawn.com/1",
    }  # fmt: skip
    written = [common | {"event_id": f"PK-{i}"} | row for i, row in enumerate(rows)]
    header = list(catalogue.load("incidents").columns)
    table = pd.DataFrame(written, columns=header, dtype=object)
    return read("incidents", table.to_csv(index=False).encode(), "incidents.csv")


def coverage(start: str, end: str) -> pd.DataFrame:
    row = {"record": "incidents", "period_start": start, "period_end": end, "status": "curated"}
    return pd.DataFrame([row]).astype(
        {"period_start": "datetime64[s]", "period_end": "datetime64[s]"}
    )


def test_every_attack_of_the_file_is_there_and_the_unconfirmed_are_apart(found, by_hand):
    assert set(found["event_id"]) == {row["event_id"] for row in by_hand}
    sure = certain(by_hand)
    toll = measures.toll(found[found["counted"]])
    assert toll.attacks == len(sure)
    for name in ("chinese_killed", "chinese_wounded", "killed", "wounded"):
        assert getattr(toll, name) == summed(sure, name)
    assert toll.silent == sum(row["chinese_killed"] == "" for row in sure)
    assert toll.toll_unknown == sum(row["killed"] == "" for row in sure)
    assert toll.deadly == sum(summed([row], "chinese_killed") > 0 for row in sure)


@pytest.mark.parametrize(
    ("day", "district", "group", "chinese", "killed"),
    [
        ("2024-10-06", "Karachi", BLA, 2, 3),
        ("2021-07-14", "Upper Kohistan", TTP, 9, 13),
        ("2022-04-26", "Karachi", BLA, 3, 4),
        ("2024-03-26", "Shangla", TTP, 5, 6),
    ],
    ids=["Karachi airport", "Dasu", "Karachi University", "Bisham"],
)
def test_the_attacks_that_everybody_knows_are_there(found, day, district, group, chinese, killed):
    (row,) = found[found["date"] == day].to_dict("records")
    assert (row["district"], row["perpetrator"]) == (district, group)
    assert (row["chinese_killed"], row["killed"], row["counted"]) == (chinese, killed, True)


def test_lanes_go_by_the_attacks_counted_and_end_with_those_that_name_nobody():
    found = measures.attacks(
        record(
            {"date": "2020-01-01", "perpetrator": TTP, "attribution": "blamed"},
            {"date": "2020-02-01", "perpetrator": TTP, "attribution": "claimed"},
            {"date": "2020-03-01", "perpetrator": BLA, "attribution": "claimed"},
            {"date": "2020-04-01", "perpetrator": BLA, "attribution": "claimed"},
            {"date": "2020-05-01", "perpetrator": BLA, "attribution": "claimed"},
            {"date": "2020-06-01", "perpetrator": "Islamic State", "attribution": "claimed"},
            {"date": "2020-07-01"},
            {"date": "2020-08-01", "event_kind": "operation or clash"},
            {"date": "2020-09-01", "target_type": "police"},
        )
    )
    assert len(found) == 7
    assert list(found["lane"].cat.categories) == [
        BLA, TTP, measures.OTHER_GROUPS, measures.NOT_NAMED,
    ]  # fmt: skip
    assert measures.by(found, "lane")["attacks"].to_dict() == {
        BLA: 3, TTP: 2, measures.OTHER_GROUPS: 1, measures.NOT_NAMED: 1,
    }  # fmt: skip


@pytest.mark.parametrize("column", ["province", "district", "attack_type"])
def test_places_and_means_hold_what_the_file_holds(found, by_hand, column):
    table = measures.by(found, column)
    id_to_name = dict(zip(found["event_id"], found[column], strict=True))
    for name, row in table.iterrows():
        own = [line for line in by_hand if id_to_name[line["event_id"]] == name]
        assert row["attacks"] == len(certain(own))
        assert row["unconfirmed"] == len(own) - len(certain(own))
        assert row["killed"] == summed(certain(own), "killed")
        assert row["chinese_killed"] == summed(certain(own), "chinese_killed")
    assert table["attacks"].is_monotonic_decreasing
    assert table[["attacks", "unconfirmed"]].sum().sum() == len(by_hand)


def test_the_share_of_the_bla_before_and_since_and_its_exact_interval(
    found, by_hand, record_coverage
):
    shift = measures.shift(found, record_coverage)
    assert shift is not None
    sure = certain(by_hand)
    own = [row for row in sure if row["perpetrator"] == BLA]
    since = [row for row in own if row["date"] >= "2018"]
    then, now = len(own) - len(since), len(since)
    assert (shift.bla.before, shift.bla.now) == (then, now) == (2, 12)
    assert shift.all.now + shift.all.before == len(sure)
    assert shift.claimed == sum(row["attribution"] == "claimed" for row in since)
    days = [(date(2018, 1, 1) - date(2004, 1, 1)).days, (date(2026, 6, 1) - date(2018, 1, 1)).days]
    assert [shift.before.days, shift.since.days] == days
    assert shift.bla.ratio == pytest.approx((now / days[1]) / (then / days[0]))
    # Given their sum, the newer of two Poisson counts is binomial: scipy's own exact interval.
    exact = binomtest(now, now + then).proportion_ci(0.95, "exact")
    scale = days[0] / days[1]
    assert shift.bla.low == pytest.approx(exact.low / (1 - exact.low) * scale)
    assert shift.bla.high == pytest.approx(exact.high / (1 - exact.high) * scale)


def test_naming_fewer_perpetrators_bounds_the_change_from_below(found, by_hand, record_coverage):
    shift = measures.shift(found, record_coverage)
    assert shift is not None
    nobody = [row for row in certain(by_hand) if row["perpetrator"] == "unknown"]
    assert shift.unnamed_before == sum(row["date"] < "2018" for row in nobody) == 13
    assert shift.unnamed_since == sum(row["date"] >= "2018" for row in nobody)
    assert shift.least.before == shift.bla.before + shift.unnamed_before
    assert shift.least.ratio < shift.bla.ratio
    assert shift.least.direction == "unclear"
    assert shift.bla.direction == "up"


def test_each_rate_has_the_interval_of_garwood(found, record_coverage):
    shift = measures.shift(found, record_coverage)
    assert shift is not None
    (row,) = shift.lanes.loc[[BLA]].to_dict("records")
    years = shift.since.days / 365.2425
    assert shift.since.years == pytest.approx(years)
    assert row["rate_since"] == pytest.approx(12 / years)
    assert row["since_low"] == pytest.approx(chi2.ppf(0.025, 24) / 2 / years)
    assert row["since_high"] == pytest.approx(chi2.ppf(0.975, 26) / 2 / years)
    assert shift.lanes[["before", "since"]].sum().tolist() == [shift.all.before, shift.all.now]


def test_days_that_are_not_covered_count_in_neither_period():
    found = measures.attacks(
        record({"date": "2017-06-01"}, {"date": "2018-06-01"}, {"date": "2021-06-01"})
    )
    shift = measures.shift(found, coverage("2017-01-01", "2018-12-31"))
    assert shift is not None
    assert (shift.before.days, shift.since.days) == (365, 365)
    assert (shift.all.before, shift.all.now) == (1, 1)


@pytest.mark.parametrize("known", [("2018-01-01", "2020-12-31"), ("2004-01-01", "2017-12-31")])
def test_without_both_periods_no_change_is_told(found, known):
    shift = measures.shift(found, coverage(*known))
    assert shift is None
    assert compared.bla(shift) == ("No change can be told: the record does not cover both periods")


def published_by_hand(rows, figure) -> int:
    start, end = figure["start"].date().isoformat(), figure["end"].date().isoformat()
    inside = [
        row
        for row in certain(rows)
        if start <= row["date"] <= end and figure["region"] in ("Pakistan", row["province"])
    ]
    if figure["count"] == "attacks":
        return sum(row["target_type"] == "Chinese nationals" for row in inside)
    return summed(inside, f"chinese_{figure['count']}")


def test_our_count_covers_the_very_days_and_places_of_each_published_figure(
    found, by_hand, tolls, statistics
):
    table = measures.beside_published(found, tolls, statistics)
    for _, figure in table.iterrows():
        assert figure["ours"] == published_by_hand(by_hand, figure), figure["publisher"]
        assert figure["narrow"] <= figure["wide"]
    beside = {
        (figure["publisher"], figure["start"].year, figure["count"], figure["region"]): (
            figure["published"],
            figure["ours"],
        )
        for _, figure in table.iterrows()
    }
    assert len(beside) == len(table)
    assert beside["SATP", 2007, "killed", "Pakistan"] == (10, 15)
    assert beside["The Friday Times", 2014, "killed", "Pakistan"] == (30, 22)
    assert beside["NACTA", 2021, "killed", "Pakistan"] == (20, 19)
    assert beside["NACTA", 2021, "attacks", "Sindh"] == (8, 6)
    assert beside["The Friday Times", 2024, "killed", "Pakistan"] == (7, 7)


def test_definitions_span_from_attacks_that_hurt_somebody_to_those_on_projects():
    found = measures.attacks(
        record(
            {"date": "2021-01-01", "chinese_killed": 1, "killed": 1},
            {"date": "2021-12-31", "chinese_wounded": 2, "wounded": 2},
            {"date": "2021-06-01", "chinese_killed": 0, "killed": 3},
            {"date": "2021-06-02", "target_type": "CPEC project", "killed": 4},
            {"date": "2021-06-03", "killed": 9, "chinese_killed": 9, "confidence": "unconfirmed"},
            {"date": "2022-01-01", "chinese_killed": 9, "killed": 9},
        )
    )
    row = {
        "publisher": "SATP", "period_start": pd.Timestamp("2021-01-01"),
        "period_end": pd.Timestamp("2021-12-31"), "attacks": 5, "killed": 1, "wounded": pd.NA,
        "source": "SATP", "source_url": "", "notes": "",
    }  # fmt: skip
    statistics = pd.DataFrame(columns=["publisher", "metric", "region", "value", "definition"])
    table = measures.beside_published(found, pd.DataFrame([row]), statistics)
    columns = ["count", "published", "ours", "narrow", "wide"]
    assert table[columns].to_numpy().tolist() == [["attacks", 5, 3, 2, 4], ["killed", 1, 1, 1, 1]]
    whose, said = compared.difference(table, found, [])
    assert whose == "SATP, 2021"
    assert said == [
        "5 attacks, ours 2 to 4 by definition: 2 hurt a Chinese national, 3 aimed at one, 4 with "
        "those on projects; 1 more than any definition of ours explains.",
        "1 Chinese killed, as many as ours.",
    ]


def test_satp_s_dead_are_told_from_its_chinese_dead(found, by_hand, tolls, statistics):
    (satp,) = measures.all_dead(found, tolls, statistics)
    inside = [
        row
        for row in certain(by_hand)
        if "2007-07-19" <= row["date"] <= "2021-07-18" and row["target_type"] == measures.NATIONALS
    ]
    assert (satp.publisher, satp.published) == ("SATP", 67)
    assert satp.victims == summed(inside, "killed")
    assert satp.attackers == summed(inside, "attackers_killed")


def test_one_attack_that_makes_the_difference_is_named(found, tolls, statistics):
    table = measures.beside_published(found, tolls, statistics)
    (satp, friday, *_), dead = (
        [rows for _, rows in table.groupby(["start", "end", "publisher"], sort=False)],
        measures.all_dead(found, tolls, statistics),
    )
    said = " ".join(compared.difference(satp, found, dead)[1]).replace("\u00a0", " ")
    assert (
        "5 Chinese wounded, 28 fewer than ours: 28 of our 33 fell in one attack (Upper Kohistan, "
        "14 Jul 2021), without which ours are 5." in said
    )
    assert "It counts 67 dead of any nationality, these Chinese among them" in said
    # Without the largest attack the dead of 2014 to 2024 would only lie further from 30.
    said = " ".join(compared.difference(friday, found, dead)[1])
    assert "30 Chinese killed, 8 more than ours." in said


def sentences(events: pd.DataFrame, known: pd.DataFrame, tolls, statistics) -> list[str]:
    """All that the part says of an event record and the published figures."""
    found = measures.attacks(events)
    first, _ = measures.axis(found, known)
    shift = measures.shift(found, known)
    table = measures.beside_published(found, tolls, statistics)
    assert shift is not None
    return [
        findings.overall(found, first.year),
        findings.counted_apart(found, 0),
        findings.newest(found),
        findings.places_and_means(found),
        findings.of_provinces(found),
        *(findings.lane(found[found["lane"] == lane]) for lane in [BLA, measures.NOT_NAMED]),
        compared.bla(shift),
        compared.bla_note(shift),
        *(compared.fold(row) for _, row in shift.lanes.head(2).iterrows()),
        compared.totals(table),
        *(
            " ".join(compared.difference(rows, found, [])[1])
            for _, rows in table.groupby(["start", "end", "publisher"], sort=False)
        ),
    ]


def test_other_data_change_every_sentence(tolls, statistics, record_coverage):
    events = catalogue.load("incidents")
    before = sentences(events, record_coverage, tolls, statistics)
    ours = events["target_type"].isin(["Chinese nationals", "CPEC project"])
    day = events["date"].dt.strftime("%Y-%m-%d")
    left_out = day.isin(["2021-07-14", "2022-04-26", "2024-10-06", "2024-03-26", "2025-11-30"])
    left_out |= ours & (events["confidence"] == "unconfirmed") & (events["date"] > "2017")
    left_out |= ours & (events["perpetrator"] == "unknown") & (events["date"] < "2012")
    left_out |= ours & (events["district"] == "Karachi") & (events["date"] > "2020")
    left_out |= (day == "2024-03-20") | (day == "2004-10-09")
    other = tolls.assign(killed=tolls["killed"] + 3, attacks=tolls["attacks"] + 40)
    figures = statistics.assign(value=statistics["value"] + 40)
    after = sentences(events[~left_out], record_coverage, other, figures)
    assert len(after) == len(before)
    same = [words for words, earlier in zip(after, before, strict=True) if words == earlier]
    assert not same


def test_without_attacks_each_sentence_says_so(tolls, statistics, record_coverage):
    found = measures.attacks(catalogue.load("incidents").head(0))
    assert findings.overall(found, 2004) == findings.NOTHING
    assert findings.newest(found) == findings.NOTHING
    assert findings.places_and_means(found) == findings.NOTHING
    assert findings.of_provinces(found) == findings.counted_apart(found, 0) == ""
    shift = measures.shift(found, record_coverage)
    assert compared.bla(shift) == "No share can be told: 0 attacks before 2018, 0 since"
    table = measures.beside_published(found, tolls, statistics)
    assert (table[["ours", "narrow", "wide"]] == 0).all(axis=None)
    none = measures.beside_published(found, tolls.head(0), statistics.head(0))
    assert compared.totals(none).startswith("No publisher's toll of Chinese nationals is at hand")


def test_a_single_attack_is_no_hundred_per_cent():
    found = measures.attacks(record({"date": "2024-10-06"}))
    assert findings.places_and_means(found).startswith("Karachi (1) saw 1 of 1 attack;")


@pytest.mark.parametrize(
    ("attacks", "said"),
    [
        ({"Kech": 3, "Gwadar": 2, "Quetta": 1}, "Kech (3) and Gwadar (2) saw 5 of 6 attacks;"),
        ({"Kech": 3, "Gwadar": 1, "Quetta": 1}, "Kech (3), Gwadar (1) and Quetta (1) saw 5 of 5"),
        ({"Kech": 3, "Gwadar": 1, "Quetta": 1, "Chagai": 1}, "Kech (3) saw 3 of 6 attacks;"),
        (dict.fromkeys(["Kech", "Gwadar", "Quetta", "Chagai"], 2), "4 districts (2 each) saw 8 of"),
    ],
)  # fmt: skip
def test_districts_that_stand_level_are_told_alike(attacks, said):
    places = [name for name, number in attacks.items() for _ in range(number)]
    found = measures.attacks(record(*[{"date": "2020-01-01"}] * len(places)))
    assert findings.places_and_means(found.assign(district=places)).startswith(said)


def test_attacks_without_a_toll_or_a_chinese_one_are_told_apart():
    found = measures.attacks(
        record({"date": "2020-01-01"}, {"date": "2021-01-01", "killed": 2},
               {"date": "2022-01-01", "killed": 2, "chinese_killed": 0})
    )  # fmt: skip
    assert findings.counted_apart(found, 0) == (
        "1 of those counted has no toll on record; 2 of those counted have no number of Chinese "
        "killed on record."
    )


def test_unconfirmed_attacks_alone_are_no_finding():
    found = measures.attacks(
        record(
            {"date": "2020-01-01", "confidence": "unconfirmed", "killed": 5, "chinese_killed": 5}
        )
    )
    assert findings.overall(found, 2020) == f"{findings.NOTHING}: 1 unconfirmed one only"
    assert findings.counted_apart(found, 0).startswith("1 more attack is unconfirmed")


def test_a_group_that_did_not_claim_its_attacks_is_said_to_be_blamed():
    claimed = {"date": "2020-01-01", "perpetrator": BLA, "attribution": "claimed"}
    blamed = {**claimed, "date": "2020-02-01", "attribution": "blamed"}
    for rows, words in [((claimed, claimed), "by B"), ((claimed, blamed), "by or blamed on B")]:
        found = measures.attacks(record(*rows))
        assert f"number of attacks {words}alochistan" in findings.overall(found, 2020)


def test_another_record_is_told_to_name_no_chinese_target():
    assert "names no Chinese target, so these are" in findings.scope("UCDP events", 0)
    assert "names 2 Chinese targets, so" in findings.scope("Mine", 2)
    assert "these are" not in findings.scope(None, 0)


@pytest.fixture(scope="module")
def chinese_targets() -> pd.DataFrame:
    events = catalogue.load("incidents")
    return events[events["target_type"].isin(["Chinese nationals", "CPEC project"])]


@settings(max_examples=30)
@given(st.data())
def test_parts_sum_to_the_whole_in_any_order(chinese_targets, record_coverage, data):
    positions = st.integers(0, len(chinese_targets) - 1)
    drawn = data.draw(st.lists(positions, min_size=1, max_size=30, unique=True))
    events = chinese_targets.iloc[drawn]
    found = measures.attacks(events)
    assert found.equals(measures.attacks(events.sort_values("date")))
    sure = found[found["counted"]]
    whole = measures.toll(sure)
    for column in ("lane", "province", "attack_type"):
        table = measures.by(found, column)
        assert table["attacks"].sum() == whole.attacks
        assert table["unconfirmed"].sum() == len(found) - whole.attacks
        assert table["chinese_killed"].sum() == whole.chinese_killed
    shift = measures.shift(found, record_coverage)
    assert shift is not None
    assert shift.all.now + shift.all.before == whole.attacks
    assert shift.lanes[["before", "since"]].sum().tolist() == [shift.all.before, shift.all.now]
    told = shift.lanes[shift.lanes["ratio"].notna()]
    assert ((told["low"] <= told["ratio"]) & (told["ratio"] <= told["high"])).all()


def test_the_deadliest_for_chinese_nationals_are_kept_first():
    found = measures.attacks(
        record(
            {"date": "2020-01-01", "killed": 30, "chinese_killed": 0},
            {"date": "2020-01-02", "killed": 2, "chinese_killed": 2},
            {"date": "2020-01-03", "killed": 1},
            {"date": "2020-01-04", "killed": 31},
        )
    )
    kept = measures.deadliest(found, 2)
    assert kept["date"].dt.day.tolist() == [1, 2]
    assert measures.deadliest(found, 10).equals(found)
