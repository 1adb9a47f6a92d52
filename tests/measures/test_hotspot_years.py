"""The maps of the years hold the covered years and the events of each."""

from datetime import date

import pandas as pd

from riskdata.findings import hotspot_years as findings
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
        assert set(row["districts"]) == set(counts[counts == counts.iloc[0]].index)


def test_a_year_without_an_event_has_no_leader(curated, record_coverage):
    years = years_of(record_coverage, "incidents", date(2022, 1, 1), date(2023, 12, 31)).shown
    led = leaders(curated.measured[curated.measured["year"] == 2022], years)
    assert led["districts"].map(len).tolist() == [1, 0]
    assert led["events"].iloc[1] == 0


def test_districts_that_tie_are_all_named_or_counted():
    names = ["Bannu", "Kech", "Quetta", "Swat"]
    seen = {2022: ["Kech", "Kech", "Bannu"], 2023: ["Kech", "Quetta"], 2024: names}
    rows = [(year, name, 1.0) for year, of_year in seen.items() for name in of_year]
    events = pd.DataFrame(rows, columns=["year", "district", "killed"])
    events["district"] = pd.Categorical(events["district"], names)
    events["date"] = [pd.Timestamp(year, 6, 1) for year in events["year"]]
    first = [pd.Timestamp(year, 1, 1) for year in seen]
    last = [pd.Timestamp(year, 12, 31) for year in seen]
    years = pd.DataFrame({"year": list(seen), "start": first, "end": last, "whole": True})
    led = leaders(events, years)
    assert led["districts"].tolist() == [("Kech",), ("Kech", "Quetta"), tuple(names)]
    assert findings.most_in(led, "attacks", "Pakistan") == (
        "Districts with most attacks: Kech in 2022; Kech and Quetta alike in 2023; "
        "4 districts alike in 2024"
    )
    assert findings.most_in(led.head(1), "attacks", "Pakistan") == (
        "The district with most attacks was Kech in 2022"
    )
    assert findings.most_in(led.head(1), "attacks", "Kech") == "Kech saw most in 2022: 3 attacks"
    (own,) = findings.captions(led.head(1), years.head(1), "attacks", "Kech")
    assert own.below == "3 attacks, 3 killed"
    below = [caption.below for caption in findings.captions(led, years, "attacks", "Pakistan")]
    assert [words.partition("; ")[2] for words in below] == [
        "most in Kech (2)", "most in Kech and Quetta (1 each)", "most in 4 districts (1 each)",
    ]  # fmt: skip


def test_the_newest_year_is_named_and_what_is_left_out_is_said():
    runs = {"Kech": 3, "Quetta": 2, "Swat": 2, "Bannu": 1, "Zhob": 1}
    led = [name for name, years in runs.items() for _ in range(years)]
    found = pd.DataFrame(
        {"year": range(2010, 2010 + len(led)), "districts": [(name,) for name in led],
         "district_events": 5, "events": 9},
    )  # fmt: skip
    assert findings.most_in(found, "attacks", "Pakistan") == (
        "The district with most attacks was Kech in 2010 to 2012, Quetta in 2013 and 2014, Swat in "
        "2015 and 2016 and Zhob in 2018; others in the other years"
    )
