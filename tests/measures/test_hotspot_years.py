"""The maps of the years hold the covered years and the events of each."""

from datetime import date

import pandas as pd

from riskdata.measures.hotspot_years import by_location, covered_years, leaders
from riskdata.selection import Selection, selected


def years_of(coverage: pd.DataFrame, record: str, start: date, end: date, most: int = 12):
    return covered_years(coverage, record, start, end, False, most)


def test_years_in_part_covered_say_which_part_and_uncovered_ones_are_named(record_coverage):
    found = years_of(record_coverage, "ucdp_events", date(2020, 7, 1), date(2026, 2, 28))
    assert found.shown["year"].tolist() == [2020, 2021, 2023, 2026]
    assert found.shown["whole"].tolist() == [False, True, False, False]
    october = found.shown.iloc[2]
    assert (october["start"], october["end"]) == (
        pd.Timestamp(2023, 10, 1),
        pd.Timestamp(2023, 10, 31),
    )
    assert found.missing == [2022, 2024, 2025]
    assert found.older == 0


def test_only_the_latest_years_are_shown_and_the_older_counted(record_coverage):
    found = years_of(record_coverage, "ucdp_events", date(1989, 1, 1), date(2021, 12, 31))
    assert found.shown["year"].tolist() == list(range(2010, 2022))
    assert found.older == 21


def test_a_year_made_of_two_ways_of_coverage_is_one_year(record_coverage):
    found = years_of(record_coverage, "incidents", date(2025, 1, 1), date(2026, 5, 24))
    assert found.shown["year"].tolist() == [2025, 2026]
    assert found.shown["end"].iloc[1] == pd.Timestamp(2026, 5, 24)


def test_points_and_leaders_are_those_of_a_plain_count(curated, record_coverage):
    chosen = Selection("incidents", date(2022, 1, 1), date(2026, 5, 24))
    events = selected(curated.measured, chosen)
    years = years_of(record_coverage, "incidents", chosen.start, chosen.end).shown
    spots = by_location(events, years, curated.locations)
    placed = events[events["location_precision"] != "province"]
    keys = ["year", "longitude", "latitude"]
    expected = placed.groupby(keys)["killed"].agg(["size", "sum"])
    found = spots.set_index(keys)[["events", "killed"]].sort_index()
    assert found["events"].tolist() == expected["size"].tolist()
    assert found["killed"].tolist() == expected["sum"].tolist()
    led = leaders(events, years)
    for row in led.to_dict("records"):
        of_year = events[events["year"] == row["year"]]
        counts = of_year["district"].value_counts()
        assert (row["events"], row["killed"]) == (len(of_year), of_year["killed"].sum())
        assert row["district_events"] == counts.iloc[0]
        assert counts[row["district"]] == counts.iloc[0]


def test_a_year_without_an_event_has_no_leader(curated, record_coverage):
    years = years_of(record_coverage, "incidents", date(2022, 1, 1), date(2023, 12, 31)).shown
    led = leaders(curated.measured[curated.measured["year"] == 2022], years)
    assert led["district"].isna().tolist() == [False, True]
    assert led["events"].iloc[1] == 0
