"""An event record over time: parts, months, ratios and groups add up to its rows."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from riskdata import names
from riskdata.findings import attack_trends as findings
from riskdata.measures import attack_trends as trends
from riskdata.measures.change import rate_ratio
from riskdata.measures.coverage import periods
from riskdata.selection import Selection, selected

FIRST, LAST = date(1989, 1, 25), date(2026, 2, 28)


@pytest.fixture
def attacks(ucdp) -> pd.DataFrame:
    return selected(ucdp.measured, Selection("ucdp_events", FIRST, LAST))


@pytest.fixture
def covered(record_coverage) -> pd.DataFrame:
    return periods(record_coverage, "ucdp_events", FIRST, LAST)


@pytest.mark.parametrize("by", trends.BY)
@pytest.mark.parametrize("step", ["year", "month"])
def test_every_event_is_in_one_part_of_one_step(attacks, by, step):
    counts = trends.by_step(attacks, by, trends.steps(FIRST, LAST, step), step)
    expected = attacks.groupby(attacks["date"].dt.to_period("Y" if step == "year" else "M")).size()
    course = counts.sum(axis=1)
    assert course[course > 0].tolist() == expected.tolist()
    assert len(counts.columns) <= trends.MOST_PARTS + 2


def test_provinces_of_2009_are_those_of_a_plain_count(attacks):
    counts = trends.by_step(attacks, "Province", trends.steps(FIRST, LAST, "year"), "year")
    expected = attacks[attacks["year"] == 2009]["province"].value_counts()
    found = counts.loc["2009-01-01"]
    assert found["Khyber Pakhtunkhwa"] == expected["Khyber Pakhtunkhwa"]
    assert found["Balochistan"] == expected["Balochistan"]


def test_rare_parts_are_put_together_as_other_and_what_is_not_known_stands_apart(attacks):
    index = trends.steps(FIRST, LAST, "year")
    counts = trends.by_step(attacks, "Means", index, "year", most=2)
    assert list(counts.columns) == ["bombing", "armed assault", "other", "not recorded"]
    every = attacks["attack_type"].value_counts()
    assert counts["not recorded"].sum() == every["not recorded"]
    rest = every.drop(["bombing", "armed assault", "not recorded"]).sum()
    assert counts["other"].sum() == rest


def test_groups_are_put_together_by_family():
    assert trends.family("Balochistan Liberation Army") == trends.family("Baloch Republican Army")
    assert trends.family("Turi / Mangal") == trends.family("Turi")
    assert trends.family("Lashkar-e-Islam / Turi") == trends.OTHER
    assert trends.group_name("Balochistan Liberation Army / Turi") == "BLA / Turi"
    assert set(map(trends.family, names.canonical("group"))) <= set(names.groups()["family"])


def test_years_of_which_a_part_is_covered_are_not_complete(covered):
    index = trends.steps(FIRST, LAST, "year")
    found = trends.coverage_by_step(covered, index, "year", False)
    assert list(found.loc["2021-01-01"]) == [365, True, True]
    assert list(found.loc["2022-01-01"]) == [0, False, False]
    assert list(found.loc["2023-01-01"]) == [31, False, False]
    assert list(found.loc["2026-01-01"]) == [59, False, False]
    # The record begins on 25 January.
    assert list(found.loc["1989-01-01"]) == [341, False, False]


def test_before_2022_the_curated_record_speaks_on_chinese_targets_only(record_coverage, curated):
    found = periods(record_coverage, "incidents", date(2020, 1, 1), date(2023, 12, 31))
    index = trends.steps(date(2020, 1, 1), date(2023, 12, 31), "year")
    assert trends.coverage_by_step(found, index, "year", False)["days"].tolist()[:2] == [0, 0]
    assert trends.coverage_by_step(found, index, "year", True)["days"].tolist()[:2] == [366, 365]
    left = trends.outside(curated.measured, trends.not_covered(found, False))
    years = left["date"].dt.year
    assert not years.isin([2020, 2021]).any()
    assert (years == 2022).sum() == (curated.measured["year"] == 2022).sum()
    assert not trends.months_comparable(found)


def test_calendar_leaves_empty_what_is_not_covered_and_zero_what_was_quiet(attacks, covered):
    months = trends.steps(FIRST, LAST, "month")
    by_month = trends.coverage_by_step(covered, months, "month", False)
    table = trends.calendar(attacks, by_month, "killed")
    assert table.shape == (12, 38)
    empty = table.isna()
    assert empty[2022].all()
    assert empty[2023].sum() == 11
    assert not empty[2023][10], "October 2023 is covered"
    january = attacks[(attacks["year"] == 2009) & (attacks["date"].dt.month == 1)]
    assert table.loc[1, 2009] == january["killed"].sum()
    assert np.nansum(table.to_numpy()) == attacks["killed"].sum()
    events = trends.calendar(attacks, by_month, "events")
    assert (events.to_numpy() == 0).any()


def test_lethality_is_the_dead_over_the_attacks_that_tell_them():
    events = pd.DataFrame(
        {
            "year": [2020] * 12 + [2021] * 9,
            "attack": [True] * 11 + [False] + [True] * 9,
            "killed": [3.0] * 10 + [np.nan, 90.0] + [1.0] * 9,
        }
    )
    found = trends.lethality(events, trends.steps(date(2020, 1, 1), date(2021, 12, 31), "year"))
    assert found["attacks"].tolist() == [10, 9]
    assert found["per_attack"].iloc[0] == 3.0
    assert np.isnan(found["per_attack"].iloc[1]), "nine attacks are too few"


def test_groups_stand_in_order_and_are_set_against_the_period_before(ucdp):
    now = Selection("ucdp_events", date(2009, 1, 1), date(2009, 12, 31))
    events = selected(ucdp.measured, now)
    before = selected(ucdp.measured, now.before())
    index = trends.steps(now.start, now.end, "month")
    found = trends.top_groups(events, before, index, "month", most=3)
    expected = events["perpetrator"].value_counts()
    earlier = before["perpetrator"].value_counts()
    assert [group.events for group in found] == expected.tolist()[:3]
    for group in found:
        assert group.course.sum() == group.events == expected[group.group]
        assert group.change is not None
        assert (group.change.now, group.change.before) == (group.events, earlier[group.group])
    assert trends.top_groups(events, None, index, "month")[0].change is None


def test_unknown_perpetrators_are_no_group(curated):
    index = trends.steps(date(2004, 1, 1), date(2026, 5, 31), "year")
    found = trends.top_groups(curated.measured, None, index, "year", most=100)
    assert "unknown" not in [group.group for group in found]
    named = (curated.measured["perpetrator"] != "unknown").sum()
    assert sum(group.events for group in found) == named


def test_targets_of_a_group_are_those_of_a_plain_cross_table(curated):
    groups = ["Tehrik-i-Taliban Pakistan", "Balochistan Liberation Army"]
    found = trends.targets_by_group(curated.measured, groups, most=3)
    theirs = curated.measured[curated.measured["perpetrator"].isin(groups)]
    expected = pd.crosstab(theirs["perpetrator"], theirs["target_type"])
    for target in found.columns[:3]:
        assert found[target].tolist() == [expected.loc[group, target] for group in groups]
    assert found.to_numpy().sum() == len(theirs)


@pytest.mark.parametrize(
    ("start", "end", "step"),
    [(date(2006, 1, 1), date(2021, 1, 1), "month"), (date(2006, 1, 1), date(2021, 1, 2), "year")],
)
def test_a_bar_is_a_year_beyond_fifteen_of_them(start, end, step):
    assert trends.step_for(start, end) == step


def test_turning_points_are_those_that_bear_on_the_region():
    points = pd.DataFrame(
        {"title": ["a", "b", "c"], "region": ["Pakistan", "Balochistan", "Khyber Pakhtunkhwa"]}
    )
    titles = {
        region: trends.turning_points_of(points, region)["title"].tolist()
        for region in ("Pakistan", "Quetta", "Khyber Pakhtunkhwa", "Afghan border belt", "Sindh")
    }
    assert titles == {
        "Pakistan": ["a", "b", "c"],
        "Quetta": ["a", "b"],
        "Khyber Pakhtunkhwa": ["a", "c"],
        "Afghan border belt": ["a", "b", "c"],
        "Sindh": ["a"],
    }


def test_a_state_is_named_by_its_forces_and_not_spelt_out():
    assert trends.group_name("Pakistan") == "State forces of Pakistan"
    assert trends.in_full("India / Turi") == "State forces of India / Turi"
    assert trends.in_full("Balochistan Liberation Army") == "Balochistan Liberation Army"
    groups = [
        trends.GroupTrend(name, 4, 0, pd.Series([4]), None)
        for name in ("Pakistan", "Balochistan Liberation Army")
    ]
    assert findings.top_groups(groups, 8, "attacks").startswith("State forces of Pakistan is named")
    assert findings.groups_spelt_out(groups) == "BLA: Balochistan Liberation Army. "


def test_no_event_gives_no_part(attacks):
    index = trends.steps(FIRST, LAST, "year")
    nothing = attacks.iloc[:0]
    assert trends.by_step(nothing, "Target", index, "year").empty
    assert trends.top_groups(nothing, nothing, index, "year") == []
    view = replace(Selection("ucdp_events", FIRST, LAST), perpetrators=("unknown",))
    assert trends.top_groups(selected(attacks, view), None, index, "year") == []


def test_a_part_year_is_never_called_the_worst():
    index = pd.date_range("2023-01-01", periods=3, freq="YS")
    counts = pd.DataFrame({"military": [5, 4, 60]}, index=index)
    whole = pd.Series([True, True, False], index=index)
    said = findings.by_step(counts, "Target", "year", "attacks", whole)
    assert said.endswith("the most, of the years covered whole, in 2023 (5)")
    months = pd.date_range("2023-01-01", periods=26, freq="MS")
    table = pd.DataFrame(1.0, index=range(1, 13), columns=[2023, 2024, 2025])
    table.loc[3, 2024], table.loc[2, 2025] = 7, 90
    table.loc[3:, 2025] = np.nan
    said = findings.calendar(table, "attacks", True, pd.Series(True, index=months))
    assert "The worst month was February 2025 with 90 attacks" in said
    assert "the worst year covered whole 2024 with 18" in said


def test_the_ratio_of_a_part_year_is_not_ranked_nor_any_of_a_sample():
    index = pd.date_range("2023-01-01", periods=3, freq="YS")
    record = pd.DataFrame({"attacks": [10, 10, 10], "killed": [20, 10, 90]}, index=index)
    record["per_attack"] = record["killed"] / record["attacks"]
    whole = pd.Series([True, True, False], index=index)
    said = findings.lethality(record, "X", whole, True)
    assert "1.0 people killed per attack in 2024" in said
    assert "highest of these 2.0 in 2023" in said
    sample = findings.lethality(record, "X", whole, False)
    assert "4.0 people killed per attack; a sample" in sample
    assert "highest" not in sample


def test_targets_are_most_often_and_never_mostly_with_what_is_not_recorded():
    table = pd.DataFrame(
        {"military": [39], "police": [2], "not recorded": [59]}, index=["Baloch Republican Army"]
    )
    said = findings.targets_by_group(table, "attacks").replace("\u00a0", " ")
    assert said == "Targets by group: BRA most often military (39 %, not recorded in 59 %)"


def test_of_fewer_than_ten_attacks_the_counts_are_told():
    index = pd.date_range("2023-01-01", periods=2, freq="YS")
    counts = pd.DataFrame({"military": [3, 1], "police": [1, 0], "not recorded": [2, 1]}, index)
    whole = pd.Series(False, index=index)
    said = findings.by_step(counts, "Target", "year", "attacks", whole)
    assert said == "Of 8 attacks, military 4, police 1"
    more = counts.assign(police=[3, 0])
    assert "military 40\u00a0%" in findings.by_step(more, "Target", "year", "attacks", whole)
    group = trends.GroupTrend("Turi", 4, 0, pd.Series([4]), None)
    assert findings.top_groups([group], 8, "attacks") == "Turi is named in 4 of 8 attacks"
    assert findings.top_groups([group], 10, "attacks").endswith("4 of 10 attacks (40\u00a0%)")
    fewer = replace(group, events=12, change=rate_ratio(12, 1))
    assert findings.top_groups([fewer], 20, "attacks").endswith(
        "; clearly changed: Turi 12 after 1"
    )
    fewer = replace(group, events=60, change=rate_ratio(60, 20))
    assert findings.top_groups([fewer], 80, "attacks").endswith("Turi 60, ×3.0")
    table = pd.DataFrame({"military": [4], "not recorded": [3]}, index=["Turi"])
    said = findings.targets_by_group(table, "attacks")
    assert said == "Targets by group: Turi most often military (4 of 7, not recorded in 3)"
    said = findings.whole_picture({"Target": counts.sum()}, "X", "attacks")
    assert said == "Attacks in X: 4 of 8 on military (target not recorded in 3)."


def test_a_period_before_the_record_is_said_to_be_so():
    said = findings.change_in_groups(False, False, "1951 to 1989")
    assert said == "No change is given: the record does not reach further back."


def test_groups_without_a_short_name_leave_no_stray_stop():
    nobody = trends.GroupTrend("Turi", 1, 0, pd.Series([1]), None)
    assert findings.groups_spelt_out([nobody]) == ""
    named = replace(nobody, group="Baloch Republican Army")
    assert findings.groups_spelt_out([named]) == "BRA: Baloch Republican Army. "


def test_a_record_without_attacks_holds_none():
    index = pd.date_range("2023-01-01", periods=2, freq="YS")
    counts = pd.DataFrame({"Sindh": [0, 0]}, index=index)
    said = findings.headline(counts, "X", "Hunza", "attacks", pd.Series(False, index=index))
    assert said == "X hold no attacks in Hunza"
