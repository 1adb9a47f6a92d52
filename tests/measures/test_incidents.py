"""What a list of incidents amounts to, and its order."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from riskdata.catalogue import EVENT_RECORDS
from riskdata.findings import incidents as findings
from riskdata.measures.coverage import periods
from riskdata.measures.incidents import ordered, totals
from riskdata.schema.vocabularies import LOCATION_PRECISION
from riskdata.selection import Selection
from riskdata.wording import NO_BREAK


def test_totals_of_a_day_known_by_hand(curated):
    # 6 October 2024: the Karachi airport attack, and what else the record has of that day.
    rows = curated.measured[curated.measured["date"] == "2024-10-06"]
    found = totals(rows)
    whole = curated.events.loc[rows.index]
    assert found.events == len(whole) > 0
    assert found.killed == whole["killed"].dropna().sum() >= 2
    assert found.wounded == whole["wounded"].dropna().sum()
    assert not found.estimated


def test_a_toll_that_is_not_recorded_is_counted_as_such(curated):
    found = totals(curated.measured)
    assert found.killed_unknown == curated.events["killed"].isna().sum() > 0
    assert found.wounded_unknown == curated.events["wounded"].isna().sum() > 0
    assert found.confirmed_share == (curated.events["confidence"] == "confirmed").mean()


def test_the_dead_of_the_attackers_are_told_apart(ucdp):
    bannu = ucdp.measured[ucdp.measured["district"] == "Bannu"]
    found = totals(bannu)
    assert found.killed + found.attackers == bannu["deaths_best"].sum()
    assert f"{found.attackers} attackers killed are left out of the dead" in findings.tolls(found)
    alone = totals(bannu[bannu["attackers_killed"] == 0])
    assert "attacker" not in findings.tolls(alone)


def test_what_is_not_recorded_of_all_or_of_some_is_said_plainly(curated):
    rows = curated.measured.head(3).assign(attackers_killed=np.nan, killed=1.0, wounded=np.nan)
    assert findings.tolls(totals(rows)) == "The wounded are not recorded."
    rows["wounded"] = [2.0, np.nan, 1.0]
    said = "At least 3 people were wounded; the wounded are not recorded in 1 of 3."
    assert findings.tolls(totals(rows)) == said


def test_what_is_not_drawn_agrees_in_number(curated):
    rows = curated.events.head(3).assign(
        location_precision=pd.Categorical(
            ["province", "district", "town"], list(LOCATION_PRECISION)
        )
    )
    said = "1 known to the province or country only is not drawn."
    assert findings.placed(rows).endswith(
        f"1 known to the district only stands at its point and {said}"
    )
    rows["location_precision"] = pd.Categorical(["province"] * 3, list(LOCATION_PRECISION))
    assert findings.placed(rows).endswith("3 known to the province or country only are not drawn.")


def nothing(record_coverage, start: date, end: date, **filters) -> str:
    selection = Selection("incidents", start, end, region="Bannu", **filters)
    covered = periods(record_coverage, "incidents", start, end)
    return findings.nothing("", selection, "Curated attacks", covered).replace(NO_BREAK, " ")


def test_a_time_that_is_not_covered_is_not_one_without_attacks(record_coverage):
    assert nothing(record_coverage, date(2026, 8, 1), date(2026, 10, 1)) == (
        "Curated attacks do not cover 1 Aug 2026 to 1 Oct 2026: "
        "what happened in Bannu is not known from them"
    )
    no_attack = "No recorded attack in Bannu answers to these filters"
    assert nothing(record_coverage, date(2025, 1, 1), date(2025, 1, 31)) == no_attack
    partly = nothing(record_coverage, date(2026, 5, 1), date(2026, 10, 1))
    assert partly == f"{no_attack} in the time covered"


def test_where_only_attacks_on_chinese_targets_are_covered_that_is_said(record_coverage):
    year = date(2015, 1, 1), date(2015, 12, 31)
    assert nothing(record_coverage, *year) == (
        "Of 2015 Curated attacks hold attacks on Chinese nationals and projects only, "
        "and none in Bannu answers to these filters"
    )
    targets = ("Chinese nationals",)
    said = nothing(record_coverage, *year, targets=targets)
    assert said == "No recorded attack in Bannu answers to these filters"


def test_ucdp_gives_best_estimates(ucdp):
    assert totals(ucdp.measured).estimated


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    ("values", "order"),
    [
        (pd.Series([3.0, np.nan, 1.0, 2.0]), [2, 3, 0, 1]),
        (pd.Series([3, pd.NA, 1, 2], dtype="Int64"), [2, 3, 0, 1]),
        (pd.Series(["b", None, "A", "c"], dtype="str"), [2, 0, 3, 1]),
        (pd.Series(pd.Categorical(["b", None, "A", "c"], ["c", "b", "A"])), [2, 0, 3, 1]),
        (pd.Series(pd.Categorical(["c", "b", "A", None], ["c", "b", "A"])), [2, 1, 0, 3]),
    ],
)
def test_order_is_by_value_and_what_is_unknown_comes_last(values, order, descending):
    *known, unknown = order
    expected = [*known[::-1], unknown] if descending else order
    assert ordered(values, descending).tolist() == expected


@pytest.mark.parametrize("kind", ["str", "category", "float"])
def test_equal_values_stay_newest_first_when_the_order_descends(kind):
    same = pd.Series(["1", "1", "1"]).astype(kind)
    assert ordered(same, descending=True).tolist() == [2, 1, 0]
    assert ordered(same, descending=False).tolist() == [0, 1, 2]


def test_what_confirmed_means_is_told_of_each_record(curated, ucdp):
    assert set(findings.CONFIRMED) == set(EVENT_RECORDS)
    of_ucdp = findings.certainty(totals(ucdp.measured), "ucdp_events")
    assert "confirmed, which here means only that a source tells of the event by itself" in of_ucdp
    assert "officials" not in of_ucdp
    own = findings.certainty(totals(curated.measured), "incidents")
    assert own.endswith("are confirmed by officials or by several independent sources.")


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (["confirmed"], "It is confirmed by"),
        (["confirmed", "confirmed"], "All are confirmed by"),
        (["reported", "reported"], "None is confirmed by"),
        (["confirmed", "reported"], "1 of 2 is confirmed by"),
        (["confirmed"] * 9 + ["reported"], "9 of 10 (90 %) are confirmed by"),
    ],
)
def test_how_many_are_confirmed_agrees_in_number(curated, confidence, words):
    rows = curated.measured.head(len(confidence)).assign(confidence=confidence)
    said = findings.certainty(totals(rows), "incidents").replace(NO_BREAK, " ")
    assert said == f"{words} officials or by several independent sources."
