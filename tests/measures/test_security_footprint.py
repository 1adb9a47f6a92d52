"""The steps of China's presence: counted by status, in lanes, and found by words."""

import csv
import re
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdata import catalogue
from riskdata.catalogue import BUNDLED
from riskdata.measures import security_footprint as footprint
from riskdata.measures import security_footprint_exercises as exercises
from riskdata.measures import security_footprint_protection as protection
from riskdata.schema.vocabularies import FOOTPRINT_CATEGORY, STATUS


@pytest.fixture(scope="module")
def steps() -> pd.DataFrame:
    return catalogue.load("security_footprint")


@pytest.fixture(scope="module")
def lines() -> list[dict[str, str]]:
    """The rows of the file, read without pandas."""
    with (BUNDLED / "security_footprint.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def made(**columns: list) -> pd.DataFrame:
    """Steps that have only the columns that a measure looks at, with plain ones for the rest."""
    number = len(next(iter(columns.values())))
    plain = {
        "event_id": [f"FP-{i}" for i in range(number)],
        "date": ["2024-01-01"] * number,
        "category": ["basing"] * number,
        "domain": [None] * number,
        "scope": [None] * number,
        "title": ["A step"] * number,
        "status": ["confirmed"] * number,
        "matter": ["A matter"] * number,
        "initiator": ["PRC"] * number,
        "value": [float("nan")] * number,
        "unit": [None] * number,
        "summary": ["What happened."] * number,
        "source": ["A paper, A title, 2024-01-01"] * number,
        "notes": [None] * number,
    }
    frame = pd.DataFrame(plain | columns)
    frame["date"] = pd.to_datetime(frame["date"])
    texts = ("domain", "scope", "matter", "title", "summary", "source", "notes")
    return frame.astype(dict.fromkeys(texts, "str"))


def test_every_step_is_counted_once_under_its_status(steps, lines):
    counted = Counter(line["status"] for line in lines)
    assert footprint.by_status(steps).to_dict() == {status: counted[status] for status in STATUS}


def test_the_switch_leaves_what_is_confirmed(steps, lines):
    kept = footprint.shown(steps, confirmed_only=True)
    expected = [line["event_id"] for line in lines if line["status"] == "confirmed"]
    assert sorted(kept["event_id"]) == sorted(expected)
    assert footprint.shown(steps, confirmed_only=False) is steps


def test_lanes_by_hand():
    table = footprint.lanes(
        made(
            category=["basing", "basing", "agreement", "security budget", "security budget"],
            status=["confirmed", "denied", "confirmed", "reported", "confirmed"],
        )
    )
    assert table.index.tolist() == ["agreement", "basing", "security budget"]
    assert table["steps"].tolist() == [1, 2, 2]
    assert table["confirmed"].tolist() == [1, 1, 1]
    assert table.loc["basing", "denied"] == 1


@given(
    st.lists(
        st.tuples(st.sampled_from(list(FOOTPRINT_CATEGORY)), st.sampled_from(list(STATUS))),
        min_size=1,
        max_size=40,
    )
)
def test_lanes_hold_every_step_and_the_best_borne_out_first(rows):
    table = footprint.lanes(made(category=[c for c, _ in rows], status=[s for _, s in rows]))
    assert table["steps"].sum() == len(rows)
    assert (table[list(STATUS)].sum(axis=1) == table["steps"]).all()
    shares = (table["confirmed"] / table["steps"]).tolist()
    assert shares == sorted(shares, reverse=True)


FACTS = {
    "81 % of arms imports": "FP-2025-03-sipri-81-percent",
    "eight bilateral naval exercises 2014 2024": "FP-2025-naval-exercises-count",
    "Warrior-VIII": "FP-2024-11-19-warrior-8",
    "US$162 million": "FP-2024-10-03-extra-budget-162m",
    "February 2025 memorandums": "FP-2025-02-05-zardari-mous",
    "March 2025 reports private security contractors": "FP-2025-03-psc-dewe",
    "Gwadar base rumour": "FP-2025-04-gwadar-base-rumour",
    "reject permanent bases": "FP-2025-04-base-rejected",
    "Global Security Initiative 2022": "FP-2022-04-21-gsi",
    "all-weather partnership 2015": "FP-2015-04-20-all-weather-upgrade",
    "CPEC US$65 billion": "FP-2025-04-cpec-65bn",
    "MSS vow October 2024": "FP-2024-10-09-mss-vow",
}


@pytest.mark.parametrize(("query", "event_id"), FACTS.items())
def test_a_fact_of_the_founding_brief_is_found_by_its_words(steps, query: str, event_id: str):
    assert event_id in footprint.found(steps, query)["event_id"].tolist()


def test_every_word_must_be_found_as_one_begins(steps, lines):
    found = footprint.found(steps, "gwadar NAVAL")
    columns = [*footprint.SEARCHED, "date"]
    expected = [
        line["event_id"]
        for line in lines
        if re.search(r"\bgwadar", text := " ".join(line[c] for c in columns).lower())
        and re.search(r"\bnaval", text)
    ]
    assert sorted(found["event_id"]) == sorted(expected)
    assert expected
    assert found["date"].is_monotonic_decreasing
    assert footprint.found(steps, "adar").empty
    assert len(footprint.found(steps, " ")) == len(steps)
    assert footprint.found(steps, "(").equals(footprint.found(steps, ""))


def test_accents_do_not_hide_a_step():
    rows = made(title=["Türkiye joins", "Others"], notes=["", ""])
    assert footprint.found(rows, "turkiye")["title"].tolist() == ["Türkiye joins"]


def test_nothing_is_found_among_no_steps(steps):
    assert footprint.found(steps[:0], "gwadar").columns.equals(steps.columns)


def test_single_exercises_leave_out_the_published_count(steps, lines):
    single = exercises.exercises(steps)
    expected = [
        line["event_id"]
        for line in lines
        if line["category"] == "joint exercise" and line["scope"] in ("bilateral", "multinational")
    ]
    assert sorted(single["event_id"]) == sorted(expected)
    assert single["year"].tolist() == single["date"].dt.year.tolist()


def test_which_naval_exercises_the_published_eight_hold(steps):
    (count,) = exercises.published_counts(steps)
    assert (count.number, count.years, len(count.listed), count.counted) == (8, (2014, 2024), 9, 7)
    outside = count.listed.loc[~count.listed["numbered"], "event_id"].tolist()
    assert outside == ["FP-2015-12-31-east-china-sea-drill", "FP-2017-06-14-naval-visit-drill"]
    # The notes of multinational exercises say that they are "not one of the eight".
    multinational = exercises.exercises(steps).query("scope == 'multinational'")
    assert not multinational["numbered"].any()


def test_a_published_count_without_two_years_says_nothing_of_rows():
    rows = made(
        category=["joint exercise"], scope=["published count"], domain=["naval"], value=[8.0],
        title=["Eight exercises so far"],
    )  # fmt: skip
    assert exercises.published_counts(rows) == []


def test_five_whole_years_against_the_five_before_by_hand():
    dates = ["2013-05-01", "2016-02-01", "2018-01-01", "2020-12-31", "2021-01-01", "2025-12-31",
             "2026-01-01", "2022-06-01"]  # fmt: skip
    rows = made(
        date=dates,
        category=["joint exercise"] * len(dates),
        domain=["air"] * len(dates),
        scope=["bilateral"] * len(dates),
        status=["confirmed"] * 7 + ["reported"],
    )
    found = exercises.five_years(rows)
    assert found is not None
    assert (found.first, found.last) == (2021, 2025)
    assert (found.change.now, found.change.before) == (2, 3)
    assert found.change.direction == "unclear"
    assert sorted(found.rows["year"]) == [2016, 2018, 2020, 2021, 2025]


def test_a_short_record_compares_no_five_years():
    rows = made(date=["2017-01-01", "2026-01-01"], category=["joint exercise"] * 2)
    assert exercises.five_years(rows) is None
    assert exercises.five_years(rows[:0]) is None


def test_forces_are_those_that_pakistan_posts(steps):
    forces = protection.forces(steps)
    assert "FP-2016-09-ssd-34-raised" in forces["event_id"].tolist()
    for other in ("FP-2024-11-pla-300-troops", "FP-2025-03-27-fo-denies-chinese-forces"):
        assert other not in forces["event_id"].tolist()
    branches = forces.set_index("event_id")["people"]
    assert not branches["FP-2022-06-10-sindh-foreign-security-cell"]
    assert branches["FP-2019-karot-guards"]


def test_grants_of_one_name_are_set_against_each_other(steps):
    south, north = protection.repeated(steps)
    assert (south.name, south.value, south.before) == (
        "Special Security Division South", 19e9, 16e9,
    )  # fmt: skip
    assert (north.value, north.before) == (8e9, 8e9)
    assert south.date == pd.Timestamp("2025-11-18")
    assert south.before_date == pd.Timestamp("2024-10-03")
    assert len(south.rows) == 2


def test_amounts_of_two_units_or_of_one_day_are_not_compared():
    rows = made(
        category=["security budget"] * 4,
        date=["2024-01-01", "2025-01-01", "2025-01-01", "2025-01-01"],
        title=["Rs5 for guards", "US$6 for guards", "Rs7 for ships", "Rs8 for ships"],
        value=[5.0, 6.0, 7.0, 8.0],
        unit=["PKR", "USD", "PKR", "PKR"],
    )
    assert protection.repeated(rows) == []
    assert protection.repeated(rows[:0]) == []
