"""Places are counted, set against people and land, and compared only where that can be done."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import product

import h3
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from scipy.stats import chi2
from shapely.geometry import shape

from riskdata import catalogue, geography
from riskdata.findings import hotspots as findings
from riskdata.findings import hotspots_map as map_findings
from riskdata.findings import hotspots_ranking as ranking_findings
from riskdata.measures import hotspots
from riskdata.measures.change import rate_ratio, toll_ratio
from riskdata.selection import BORDER_BELT, Selection, selected
from riskdata.wording import NO_BREAK

YEAR = Selection("incidents", date(2025, 5, 25), date(2026, 5, 24))
LEVELS: list[hotspots.Level] = ["district", "province"]


@pytest.fixture(scope="module")
def regions():
    return catalogue.load("regions")


@pytest.fixture(scope="module")
def year(curated):
    return selected(curated.measured, YEAR)


def places(*events: tuple[str, float]) -> pd.DataFrame:
    """Events in districts A, B and C with a toll each."""
    rows = pd.DataFrame(events, columns=["district", "killed"])
    return rows.assign(district=pd.Categorical(rows["district"], ["Bannu", "Kech", "Quetta"]))


@pytest.mark.parametrize("level", LEVELS)
def test_every_place_has_a_row_with_its_events_and_its_dead(ucdp, level):
    rows = catalogue.load("ucdp_events")
    found = hotspots.counts(ucdp.measured, level)
    events = Counter(rows[level].dropna())
    assert {name: n for name, n in found["events"].items() if n} == events
    for name, killed in rows.groupby(level, observed=True)["killed"].sum().items():
        assert found.loc[name, "killed"] == killed
    assert len(found) == {"district": 154, "province": 7}[level]
    assert found["events"].sum() + hotspots.left_out(ucdp.measured, level) == len(rows)


def test_a_toll_that_is_not_known_is_not_a_zero():
    found = hotspots.counts(places(("Bannu", 3), ("Bannu", np.nan), ("Kech", 0)), "district")
    assert list(found.loc["Bannu", ["events", "killed", "toll_unknown"]]) == [2, 3, 1]
    assert list(found.loc["Kech", ["events", "killed", "toll_unknown"]]) == [1, 0, 0]
    assert found.loc["Quetta", "events"] == 0


def test_areas_are_those_of_the_polygons():
    geod = Geod(ellps="WGS84")
    drawn = {
        feature["properties"]["district"]: abs(
            geod.geometry_area_perimeter(shape(feature["geometry"]))[0]
        )
        for feature in geography.features("districts")
    }
    areas = hotspots.areas_km2("district")
    for name, area in drawn.items():
        assert areas[name] == pytest.approx(area / 1e6, rel=1e-3)
    assert hotspots.areas_km2("province").sum() == pytest.approx(areas.sum())


def test_densities_by_hand(year, regions):
    found = hotspots.densities(hotspots.counts(year, "district"), "district", regions, "events")
    (bannu,) = found.loc[["Bannu"]].to_dict("records")
    attacks = (year["district"] == "Bannu").sum()
    assert bannu["per_million"] == pytest.approx(attacks / 1.357890)
    # The published area of Surab is a fifth of the drawn one.
    assert found["area_km2"]["Surab"] == pytest.approx(3711, rel=0.01)
    assert bannu["per_1000_km2"] == pytest.approx(attacks / bannu["area_km2"] * 1000)


def test_districts_without_a_census_figure_have_no_figure_and_not_zero(year, regions):
    found = hotspots.densities(hotspots.counts(year, "district"), "district", regions, "killed")
    northern = found[found["province"] == "Gilgit-Baltistan"]
    assert len(northern) == 14
    assert northern["per_million"].isna().all()
    assert northern["per_1000_km2"].notna().all()
    assert found["low"].isna().all()


@given(st.integers(0, 5000))
def test_poisson_interval_is_garwoods(count):
    low, high = hotspots.poisson_interval(np.array([count], dtype=float))
    assert low[0] == pytest.approx(chi2.ppf(0.025, 2 * count) / 2 if count else 0)
    assert high[0] == pytest.approx(chi2.ppf(0.975, 2 * (count + 1)) / 2)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=20))
def test_changes_of_counts_have_the_exact_interval_of_each_pair(pairs):
    now, before = (
        pd.DataFrame({"events": values, "killed": 0, "killed_squared": 0.0})
        for values in zip(*pairs, strict=True)
    )
    for row, pair in zip(
        hotspots.changes(now, before, "events").to_dict("records"), pairs, strict=True
    ):
        one = rate_ratio(*pair)
        assert (row["low"], row["high"]) == pytest.approx((one.low, one.high))
        assert row["direction"] == (one.direction if sum(pair) >= hotspots.LEAST else "too few")


def test_changes_of_tolls_are_those_of_the_compound_count(curated):
    now, before = (
        selected(curated.measured, period)
        for period in (
            Selection("incidents", date(2024, 1, 1), date(2024, 12, 31)),
            Selection("incidents", date(2023, 1, 1), date(2023, 12, 31)),
        )
    )
    found = hotspots.changes(
        hotspots.counts(now, "district"), hotspots.counts(before, "district"), "killed"
    )
    told = found[found["direction"] != "too few"]
    assert len(told) > 10
    for name, row in told.iterrows():
        one = toll_ratio(
            now.loc[now["district"] == name, "killed"],
            before.loc[before["district"] == name, "killed"],
        )
        assert (row["ratio"], row["low"], row["high"]) == pytest.approx(
            (one.ratio, one.low, one.high), rel=1e-4
        )


def test_fewer_than_six_events_can_never_tell_a_change_and_six_can():
    assert rate_ratio(6, 0).direction == "up"
    for now, before in product(range(6), repeat=2):
        if now + before < 6:
            assert rate_ratio(now, before).direction == "unclear"


def days(found):
    return None if found is None else tuple(f"{day:%Y-%m-%d}" for day in found)


@pytest.mark.parametrize(
    ("record", "start", "end", "chinese", "expected"),
    [
        # April and May 2026 are too thin: the year ends with March, and is whole all the same.
        ("incidents", "2025-05-25", "2026-05-24", False, ("2025-04-01", "2026-03-31")),
        ("incidents", "2026-01-01", "2026-05-24", False, ("2026-01-01", "2026-03-31")),
        ("incidents", "2004-05-03", "2024-12-31", False, ("2024-01-01", "2024-12-31")),
        # Nothing but thin months, and nothing to compare with before 2022.
        ("incidents", "2026-04-01", "2026-05-24", False, None),
        ("incidents", "2022-01-01", "2022-12-31", False, None),
        ("incidents", "2022-01-01", "2022-12-31", True, ("2022-01-01", "2022-12-31")),
        # UCDP's events have no row of 2022 to 2025.
        ("ucdp_events", "1989-01-25", "2026-02-28", False, ("2021-01-01", "2021-12-31")),
        ("ucdp_events", "2025-03-01", "2026-02-28", False, None),
    ],
)
def test_a_change_is_taken_between_covered_periods_only(
    record_coverage, record, start, end, chinese, expected
):
    found = hotspots.change_periods(
        record_coverage, record, date.fromisoformat(start), date.fromisoformat(end), chinese
    )
    assert days(found) == expected


def test_attacks_of_the_years_with_chinese_targets_only_are_left_out(curated, record_coverage):
    whole = Selection("incidents", date(2004, 1, 1), date(2026, 5, 24))
    events = selected(curated.measured, whole)
    found = hotspots.covered(record_coverage, "incidents", whole.start, whole.end, False)
    kept = hotspots.of_covered_time(events, found)
    assert len(kept) == (events["year"] >= 2022).sum() < len(events)
    everything = hotspots.covered(record_coverage, "incidents", whole.start, whole.end, True)
    assert len(hotspots.of_covered_time(events, everything)) == len(events)


def test_events_between_two_covered_stretches_are_left_out_and_none_else(record_coverage):
    events = pd.DataFrame({"date": pd.date_range("2021-12-30", "2023-10-02", freq="D")})
    found = hotspots.covered(
        record_coverage, "ucdp_events", date(2021, 12, 30), date(2023, 10, 2), False
    )
    kept = hotspots.of_covered_time(events, found)["date"].dt.strftime("%Y-%m-%d").tolist()
    assert kept == ["2021-12-30", "2021-12-31", "2023-10-01", "2023-10-02"]


def test_a_district_is_ranked_in_its_province():
    for region, around in [
        ("Bannu", "Khyber Pakhtunkhwa"),
        ("Sindh", "Sindh"),
        ("Islamabad", "Islamabad"),
        (BORDER_BELT, BORDER_BELT),
    ]:
        chosen = Selection("incidents", YEAR.start, YEAR.end, region=region)
        assert hotspots.neighbourhood(chosen).region == around


def test_context_is_five_years_or_the_period_where_it_is_longer():
    assert hotspots.context(YEAR).start == date(2021, 5, 25)
    longer = Selection("ucdp_events", date(1989, 1, 25), date(2021, 12, 31))
    assert hotspots.context(longer) == longer


def test_ranking_begins_with_the_most_and_ends_with_the_last_that_saw_any(year):
    found = hotspots.ranked(hotspots.counts(year, "district"), "killed")
    assert found["killed"].is_monotonic_decreasing
    assert (found["events"] > 0).all()
    assert len(found) == year["district"].nunique()


def test_the_densest_cell_is_that_of_a_plain_count(year):
    placed = year[year["location_precision"].isin(["exact", "town"])]
    cells = [
        h3.latlng_to_cell(latitude, longitude, 5)
        for latitude, longitude in zip(placed["latitude"], placed["longitude"], strict=True)
    ]
    found = hotspots.densest_cell(year, "events")
    assert found is not None
    assert found["count"] == max(Counter(cells).values())
    assert hotspots.densest_cell(year[:0], "events") is None


def test_spots_that_are_equally_dense_are_not_one():
    events = pd.DataFrame({"placed": True, "cell": pd.Categorical(["a", "b", "b", "a", "c"])})
    events = events.assign(killed=[1.0, 0, 0, 0, 0], district=pd.Categorical(["Kech"] * 5))
    found = hotspots.densest_cell(events, "events")
    assert found is not None
    assert (found["count"], found["spots"]) == (2, 2)
    assert map_findings.densest(found, 5, "events", "attacks") == (
        "Two spots, some 250 km² each, are equally dense: 2 of the 5 attacks in each"
    )
    killed = hotspots.densest_cell(events, "killed")
    assert map_findings.densest(killed, 1, "killed", "attacks").startswith("The densest spot")


def counted_in(**events: int) -> pd.DataFrame:
    """Districts of Balochistan with so many attacks each, of which every second killed one."""
    counts = pd.Series(events)
    table = pd.DataFrame({"province": "Balochistan", "events": counts, "killed": counts // 2})
    return table.sort_values("events", ascending=False, kind="stable")


@pytest.mark.parametrize(
    ("table", "headline", "ranking"),
    [
        (
            counted_in(Kech=5, Quetta=4, Zhob=4),
            "Kech saw more of the attacks recorded in Pakistan than any other district: 5 of 13, "
            "ahead of Quetta (4) and Zhob (4)",
            "Kech leads with 5 attacks",
        ),
        (
            counted_in(Kech=5, Quetta=4, Zhob=2, Surab=2),
            "Kech saw more of the attacks recorded in Pakistan than any other district: 5 of 13, "
            "ahead of Quetta (4), Zhob (2) and Surab (2)",
            "Kech leads with 5 attacks",
        ),
        (
            counted_in(Kech=5, Quetta=4, Zhob=2, Surab=2, Kalat=2),
            "Kech saw more of the attacks recorded in Pakistan than any other district: 5 of 15, "
            "ahead of Quetta (4) and 3 districts (2 each)",
            "Kech leads with 5 attacks",
        ),
        (
            counted_in(Kech=5, Quetta=5, Zhob=4),
            "Kech and Quetta each saw 5 of the 14 attacks recorded in Pakistan, more than any "
            "other district",
            "Kech and Quetta lead with 5 attacks each",
        ),
        (
            counted_in(Kech=5, Quetta=5, Zhob=5, Surab=5, Kalat=1),
            "4 districts each saw 5 of the 21 attacks recorded in Pakistan, more than any other "
            "district",
            "4 districts lead with 5 attacks each",
        ),
        (
            counted_in(Kech=1, Quetta=1),
            "Too few attacks in Pakistan to name a place: 2",
            "Each of the 2 districts with attacks saw 1 attack",
        ),
    ],
)
def test_a_tie_is_not_told_as_a_lead(table, headline, ranking):
    total = table["events"].sum()
    assert findings.headline(table, total, YEAR, "attacks", 365) == headline
    assert ranking_findings.ranking(table, None, None, "events", "attacks", "Pakistan") == ranking


def test_what_a_change_is_of_and_where_it_can_be_told():
    periods = YEAR, YEAR.before()
    changes = pd.DataFrame({"direction": ["up", "too few", "too few"]})
    said = findings.compared(changes, periods, "district", "events", YEAR)
    assert "Change in attacks:" in said
    assert "1 district of Pakistan had the 6 attacks in both together that it takes" in said
    assert said.endswith("by chance alone each would stand out one time in twenty.")
    killed = findings.compared(
        changes, periods, "district", "killed", replace(YEAR, region="Sindh")
    )
    assert "Change in people killed:" in killed
    assert "1 district of Sindh had the 6 attacks in both together, and dead in each," in killed


def test_a_strong_colour_is_dense_in_every_theme():
    said = map_findings.density_note("events", 0, "attacks")
    assert "the stronger the colour, the closer together" in said
    assert "dark" not in said


def test_of_places_that_stand_level_none_is_named_where_not_all_can_be():
    def said(**events: int) -> str:
        words = map_findings.on_the_map(counted_in(**events), None, "events", "district", "attacks")
        return words.partition(" hold")[0]

    assert said(Kech=5, Quetta=4, Zhob=2, Surab=2) == "Kech (5) and Quetta (4)"
    assert said(Kech=5, Quetta=4, Zhob=2) == "Kech (5), Quetta (4) and Zhob (2)"
    assert said(Kech=5, Quetta=5, Zhob=5, Surab=5, Khuzdar=1) == "4 districts (5 each)"


def test_where_no_change_can_be_told_none_is_ruled_out():
    few = pd.DataFrame({"now": [2, 0], "before": [1, 0], "direction": "too few"}, ["Kech", "Zhob"])
    assert findings.heating(few, "district") == "Too few in any district to tell a change"
    some = few.assign(direction=["unclear", "too few"])
    assert findings.heating(some, "district") == "No district changed by more than chance explains"


def test_a_district_shares_its_place_with_those_of_as_many():
    table = counted_in(Kech=5, Quetta=4, Zhob=4, Surab=1)
    said = {
        name: ranking_findings.ranking(table, None, None, "events", "attacks", name).partition(
            " of the"
        )[0]
        for name in table.index
    }
    assert list(said.values()) == [
        "Kech is number 1", "Quetta shares place 2", "Zhob shares place 2", "Surab is number 4",
    ]  # fmt: skip


def test_nobody_leads_where_nobody_was_killed():
    table = counted_in(Kech=1, Quetta=1)
    assert ranking_findings.ranking(table, None, None, "killed", "attacks", "Pakistan") == (
        "None of these attacks is known to have killed anyone"
    )


def test_a_few_attacks_are_counted_and_not_given_in_per_cent():
    few = map_findings.on_the_map(
        counted_in(Kech=2, Quetta=1), None, "events", "district", "attacks"
    )
    assert few == "Kech (2) and Quetta (1) hold 3 of 3 attacks"
    killed = map_findings.on_the_map(
        counted_in(Kech=2, Quetta=1), None, "killed", "district", "attacks"
    )
    assert killed == "Kech (1) holds 1 of 1 person killed"
    many = map_findings.on_the_map(
        counted_in(Kech=9, Quetta=1), None, "events", "district", "attacks"
    )
    assert plain_spaces(many) == "Kech (9) and Quetta (1) hold 100 % of the attacks"


def plain_spaces(words: str) -> str:
    return words.replace(NO_BREAK, " ")


def test_the_deadliest_are_all_told_and_a_few_lives_are_no_per_cent(year):
    deaths = pd.DataFrame({"killed": [3.0, 3, 1]}, index=year.index[:3])
    whole = pd.DataFrame(
        {
            "place": ["Turbat", "Quetta", "Zhob"],
            "district": ["Kech", "Quetta", "Zhob"],
            "date": pd.Timestamp(2025, 6, 1),
            "date_precision": "day",
        },
        index=deaths.index,
    )
    assert plain_spaces(map_findings.points(deaths, whole, "attacks")) == (
        "The deadliest of 3 attacks took 3 lives each: Turbat, Kech, 1 Jun 2025; Quetta, 1 Jun 2025"
    )
    assert plain_spaces(map_findings.points(deaths.iloc[1:], whole, "attacks")) == (
        "The deadliest of 2 attacks, Quetta, 1 Jun 2025, took 3 of 4 lives lost"
    )
