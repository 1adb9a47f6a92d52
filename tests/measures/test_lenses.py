"""The two lenses: shares with their doubt, a course without invented zeros, what they share."""

from datetime import date
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest

from riskdata.findings import lenses as findings
from riskdata.measures import hotspots, lenses
from riskdata.measures.shares import part_of
from riskdata.selection import BORDER_BELT, Selection, in_region, selected

YEAR = Selection("incidents", date(2025, 5, 25), date(2026, 5, 24))


@pytest.fixture(scope="module")
def year(curated):
    return selected(curated.measured, YEAR)


def test_share_of_the_killed_is_that_of_the_sums(year):
    mask = in_region(year, "Balochistan", 50)
    found = lenses.killed_share(year, mask)
    assert found is not None
    assert found.part == year.loc[mask, "killed"].sum()
    assert found.whole == year["killed"].sum()
    assert found.low < found.share < found.high


def test_interval_of_the_killed_holds_the_truth_about_as_often_as_it_says():
    chance = np.random.default_rng(5)
    held = 0
    for _ in range(400):
        inside = chance.random(150) < 0.3
        killed = chance.geometric(np.where(inside, 0.2, 0.4))
        truth = 0.3 * 5 / (0.3 * 5 + 0.7 * 2.5)
        found = lenses.killed_share(pd.DataFrame({"killed": killed}), inside)
        assert found is not None
        held += found.low <= truth <= found.high
    assert 0.92 <= held / 400 <= 0.98


def test_nobody_killed_has_no_share_and_all_of_them_no_interval():
    mask = np.array([True, False])
    assert lenses.killed_share(pd.DataFrame({"killed": [0, np.nan]}), mask) is None
    all_inside = lenses.killed_share(pd.DataFrame({"killed": [4, 0]}), mask)
    assert all_inside is not None
    assert all_inside.share == 1
    assert np.isnan(all_inside.low)


def course(record, coverage, chosen: Selection, lens: str) -> pd.DataFrame:
    found = hotspots.covered(coverage, chosen.record, chosen.start, chosen.end, False)
    events = hotspots.of_covered_time(selected(record.measured, chosen), found)
    return lenses.course(events, in_region(events, lens, 50), found)


def test_course_is_that_of_a_plain_count_by_quarter(curated, record_coverage):
    chosen = hotspots.context(YEAR)
    found = course(curated, record_coverage, chosen, "Balochistan")
    events = selected(curated.measured, chosen).query("date >= '2022-01-01'")
    quarter = events["date"].dt.to_period("Q")
    inside = events["province"] == "Balochistan"
    expected = inside.groupby(quarter.to_numpy()).agg(["sum", "size"])
    assert found["events"].tolist() == expected["sum"].tolist()
    assert found["all"].tolist() == expected["size"].tolist()
    assert found["start"].iloc[0] == pd.Timestamp(2022, 1, 1)
    assert found["whole"].tolist() == [True] * 17 + [False]
    assert np.isnan(found["share"].iloc[-1])


def test_years_that_are_not_covered_are_empty_and_not_zero(ucdp, record_coverage):
    chosen = Selection("ucdp_events", date(1989, 1, 25), date(2026, 2, 28))
    found = course(ucdp, record_coverage, chosen, BORDER_BELT)
    by_year = found.set_index(found["start"].dt.year)
    assert len(by_year) == 38
    gaps = by_year.loc[[2022, 2024, 2025], ["events", "killed", "all", "share"]]
    assert gaps.isna().all().all()
    assert by_year.loc[1990, "events"] == 0
    assert by_year["events"][2009] > 300


def test_a_time_that_is_not_covered_at_all_has_no_course(curated, record_coverage):
    chosen = Selection("incidents", date(2010, 1, 1), date(2012, 12, 31))
    assert course(curated, record_coverage, chosen, "Balochistan").empty


def test_wilson_agrees_with_the_interval_of_a_single_share(year):
    mask = in_region(year, "Balochistan", 50)
    one = part_of(year, mask)
    assert one is not None
    share, low, high = lenses.wilson(np.array([mask.sum()]), np.array([len(mask)]))
    assert (share[0], low[0], high[0]) == pytest.approx((one.share, one.low, one.high))
    assert pytest.approx(NormalDist().inv_cdf(0.975)) == lenses.Z


@pytest.mark.parametrize("depth", [25, 50, 100])
def test_overlap_by_a_plain_count(year, depth):
    found = lenses.overlap(year, depth)
    balochistan = year["province"] == "Balochistan"
    belt = (year["border_km"] <= depth) & year["district"].notna()
    assert (found.balochistan, found.belt, found.both, found.whole) == (
        balochistan.sum(),
        belt.sum(),
        (balochistan & belt).sum(),
        len(year),
    )


def test_names_with_most_events_leave_out_those_that_name_nobody(year):
    mask = in_region(year, "Balochistan", 50)
    found = lenses.top(year, mask, "perpetrator", 3, lenses.NOT_NAMED)
    inside = year[mask]
    counts = inside["perpetrator"].value_counts()
    named = counts[(counts > 0) & (counts.index != "unknown")]
    assert found["events"].tolist() == named.head(3).tolist()
    assert found["name"].iloc[0] == named.index[0]
    first = inside[inside["perpetrator"] == named.index[0]]
    assert found["killed"].iloc[0] == first["killed"].sum()
    assert lenses.unnamed(year, mask) == counts["unknown"]


def test_shares_of_a_few_attacks_are_given_as_counts(year):
    few = year.head(2).assign(killed=[14.0, 1.0])
    mask = np.array([True, False])
    parts = {BORDER_BELT: (part_of(few, mask), lenses.killed_share(few, mask))}
    assert findings.lede(parts, 50, "attacks") == (
        "The 50 km along the Afghan border saw 1 of 2 recorded attacks and 14 of 15 people killed."
    )
    assert findings.share(BORDER_BELT, *parts[BORDER_BELT], 50, "attacks") == (
        "Within 50 km of the Afghan border: 1 of 2 attacks, 14 of 15 people killed"
    )
    overlap = lenses.Overlap(balochistan=2, belt=3, both=1, whole=20)
    assert findings.overlap(overlap, 50, "attacks").endswith(
        "1 lies in both, of 2 in Balochistan and 3 in the belt"
    )


def test_shares_of_many_attacks_are_given_in_per_cent(year):
    mask = in_region(year, BORDER_BELT, 50)
    parts = {BORDER_BELT: (part_of(year, mask), lenses.killed_share(year, mask))}
    said = findings.lede(parts, 50, "attacks")
    assert f"saw {mask.mean():.0%}".rstrip("%") in said
    assert "of the recorded attacks and" in said
