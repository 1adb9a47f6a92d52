"""Each publisher is compared with its own past, and no gap is bridged in silence."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from riskdata.charts import published_years as charts
from riskdata.charts.theme import theme
from riskdata.findings import published_trends as findings
from riskdata.measures import published, published_months, published_years
from riskdata.measures import published_trends as publishers


@pytest.fixture
def pakistan(statistics) -> pd.DataFrame:
    return statistics[statistics["region"] == "Pakistan"]


@pytest.fixture
def attacks(pakistan) -> pd.DataFrame:
    return published_years.yearly(pakistan, "attacks")


def figures(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    """Yearly figures: publisher, definition, year, value."""
    frame = pd.DataFrame(rows, columns=["publisher", "definition", "year", "value"])
    starts = pd.to_datetime(frame["year"].astype(str) + "-01-01")
    return frame.assign(
        metric="attacks", period_start=starts, period_end=starts + pd.offsets.YearEnd()
    )


def test_attacks_of_2024_against_2023_by_every_publisher(attacks):
    found = {one.publisher: one for one in published_years.against_year_before(attacks, 2024)}
    pairs = {name: (one.change.before, one.change.now) for name, one in found.items()}
    assert pairs == {
        "GTI": (517, 1099),
        "CRSS": (586, 909),
        "PICSS": (645, 908),
        "PIPS": (306, 521),
    }
    assert [name for name, one in found.items() if one.change.ratio > 2] == ["GTI"]
    assert (found["PIPS"].higher, found["PIPS"].higher_value) == (2015, 625)
    assert found["PIPS"].missing == (2016,)
    assert found["CRSS"].higher is None
    assert found["CRSS"].first == 2018


def test_last_deadlier_year_by_every_publisher(pakistan):
    killed = published_years.yearly(pakistan, "killed")
    everyone = published_years.yearly(pakistan, "killed (all parties)")
    found = {
        (one.metric, one.publisher): one.higher
        for one in published_years.against_year_before(pd.concat([killed, everyone]), 2024)
    }
    assert found["killed", "PICSS"] is None
    assert found["killed", "GTI"] == 2014
    assert found["killed", "PIPS"] == 2015
    assert found["killed (all parties)", "UCDP"] == 2015


def test_the_year_that_most_publishers_can_compare_is_taken(attacks):
    years = published_years.comparable_years(attacks)
    assert (years[2024], years[2025]) == (4, 3)
    assert published_years.best_compared(years.tail(5)) == 2024
    assert published_years.best_compared(pd.Series([2, 3, 3], index=[2020, 2021, 2022])) == 2022


def test_the_longest_series_of_a_publisher_is_compared_and_none_is_mixed():
    rows = figures(
        ("A", "old", 2019, 1), ("A", "old", 2020, 2), ("A", "old", 2021, 3),
        ("A", "new", 2020, 40), ("A", "new", 2021, 50), ("A", "other", 2022, 6),
    )  # fmt: skip
    (one,) = published_years.against_year_before(rows, 2021)
    assert (one.definition, one.change.before, one.change.now) == ("old", 2, 3)
    assert published_years.against_year_before(rows, 2022) == []


def test_a_line_is_one_definition_and_further_years_are_points():
    rows = figures(
        ("A", "old", 2019, 1), ("A", "old", 2020, 2), ("A", "old", 2022, 3),
        ("A", "new", 2022, 40), ("A", "new", 2023, 50), ("B", "x", 2022, 7), ("B", "x", 2023, 8),
    )  # fmt: skip
    drawn = published_years.lines_and_points(rows)
    lines, points = drawn[drawn["line"]], drawn[~drawn["line"]]
    assert lines["value"].tolist() == [1, 2, 3]
    assert points["value"].tolist() == [50, 7, 8]


def test_official_counts_are_points_outside_the_band(attacks):
    drawn = published_years.lines_and_points(attacks)
    assert set(drawn.loc[~drawn["line"], "publisher"]) == {"ISPR", "Ministry of Interior"}
    band = published_years.spread(drawn).set_index("year")
    assert list(band.loc[2024]) == [521, 1099, 4]
    assert list(band.loc[2025]) == [699, 1066, 3]
    assert 2012 not in band.index, "one publisher alone has no spread"


def test_twelve_months_make_a_year_where_none_is_published(pakistan):
    incidents = published_years.yearly(pakistan, "killed (all parties)")
    sums = incidents[incidents["notes"] == "Sum of the twelve published months"]
    months = pakistan[
        (pakistan["publisher"] == "UCDP")
        & (pakistan["metric"] == "killed (all parties)")
        & (pakistan["period"] == "month")
    ]
    ucdp = sums[sums["publisher"] == "UCDP"].set_index("year")["value"]
    by_year = months.groupby(months["period_start"].dt.year)["value"].sum()
    assert ucdp[2024] == by_year[2024]
    assert 2026 not in ucdp.index, "five months are no year"


def test_months_without_a_figure_break_the_mean_of_three(pakistan):
    series = published_months.monthly(pakistan)
    assert [(one.publisher, one.metric) for one in series] == [
        ("PICSS", "attacks"),
        ("UCDP", "incidents (all violence)"),
        ("PICSS", "killed"),
        ("UCDP", "killed (all parties)"),
    ]
    picss = series[0].months
    assert picss["value"].notna().tolist().count(True) == 68 < len(picss)
    known = picss["value"].notna()
    whole = known & known.shift(fill_value=False) & known.shift(2, fill_value=False)
    assert picss["mean"].notna().tolist() == whole.tolist()
    assert picss["mean"]["2025-08"].iloc[0] == picss["value"]["2025-06":"2025-08"].sum() / 3


def test_newest_three_months_are_set_against_the_same_of_the_year_before(pakistan):
    told = published_months.newest_three_months(published_months.monthly(pakistan)[-1])
    assert told is not None
    months = pakistan[
        (pakistan["publisher"] == "UCDP")
        & (pakistan["metric"] == "killed (all parties)")
        & (pakistan["period"] == "month")
    ].set_index("period_start")["value"]
    assert told.end == pd.Timestamp("2026-05-01")
    assert told.provisional
    assert told.change.now == months["2026-03":"2026-05"].sum()
    assert told.change.before == months["2025-03":"2025-05"].sum()


def test_a_short_period_is_widened_so_that_a_course_can_be_read(attacks):
    shown = published.within(attacks, "year", date(2025, 6, 1), None)
    assert (shown["year"].min(), shown["year"].max()) == (2016, 2025)
    past = published.within(attacks, "year", date(2005, 1, 1), date(2010, 12, 31))
    assert past["year"].max() <= 2010


def test_only_years_and_months_that_lie_wholly_in_a_period_are_of_it(pakistan, attacks):
    first, last = date(2008, 2, 1), date(2022, 12, 1)
    years = published.within(attacks, "year", first, last)
    assert (years["year"].min(), years["year"].max()) == (2009, 2021)
    picss = published_months.monthly(pakistan)[0]
    (months,) = published_months.months_within([picss], date(2019, 1, 15), last)
    assert months.rows["period_start"].min() >= pd.Timestamp(2019, 2, 1)
    assert months.months.index[-1] == pd.Timestamp(2022, 11, 1)


def test_the_dead_per_attack_are_told_only_where_both_are_defined_alike(pakistan):
    attacks, killed = (published_years.yearly(pakistan, metric) for metric in ("attacks", "killed"))
    found = published_years.killed_per_attack(attacks, killed)
    assert set(found["publisher"]) == {"PICSS", "PIPS", "GTI", "NACTA", "CRSS"}
    picss = found[(found["publisher"] == "PICSS") & (found["year"] == 2024)].iloc[0]
    assert picss["per_attack"] == pytest.approx(1177 / 908)
    crss = found[found["publisher"] == "CRSS"]
    assert 2024 not in crss["year"].tolist(), "its dead of 2024 are those of all violence"


def test_a_region_that_nobody_counts_is_empty_throughout(statistics):
    found = publishers.published_trends(statistics, "Quetta")
    assert all(rows.empty for rows in found.drawn.values())
    assert found.most_compared is None
    assert found.months == []
    assert found.per_attack.empty


def test_the_rows_compared_are_those_of_the_pairs(statistics):
    found = publishers.published_trends(statistics, "Pakistan")
    assert found.most_compared == 2024
    compared = found.compared[2024]
    rows = publishers.rows_compared(found, compared)
    assert len(rows) == 2 * len(compared)
    total = sum(one.change.now + one.change.before for one in compared)
    assert rows["value"].sum() == total


def test_the_newest_dead_are_set_against_the_same_definition_and_length(statistics, pakistan):
    found = publishers.published_trends(statistics, "Pakistan")
    metrics = ("killed (all parties)",)
    newest = published.newest_year(statistics, "Pakistan", metrics)[0]
    past = publishers.past_of(newest, found)
    assert past is not None
    months = pakistan[
        (pakistan["metric"] == "killed (all parties)")
        & (pakistan["period"] == "month")
        & (pakistan["definition"] == newest.definition)
    ].sort_values("period_start")
    sums = [months["value"].iloc[i - 12 : i].sum() for i in range(12, len(months))]
    above = [total for total in sums if total > newest.change.now]
    assert past.value == pytest.approx(above[-1] if above else float("nan"), nan_ok=True)
    assert past.first == months["period_end"].iloc[11]
    said = findings.deaths(newest, past)
    assert "2014" not in said
    assert "12 months to May 2026" in said
    assert said.endswith("is provisional.")


def test_the_highest_figure_known_is_told_with_how_far_they_go_back(statistics):
    found = publishers.published_trends(statistics, "Balochistan")
    [newest] = [one for one in published.newest_year(statistics, "Balochistan", ("killed",))
                if one.publisher == "PIPS"]  # fmt: skip
    said = findings.deaths(newest, publishers.past_of(newest, found))
    assert said.endswith("the highest of its figures, which go back to 2015.")
    compared = [one for one in found.compared[2025] if one.publisher == "PIPS"]
    assert "2025 was the deadliest year of all counted since 2015 by PIPS" in (
        findings.deadliest(compared)
    )


def test_a_period_that_ended_takes_the_newest_year_within_it(statistics):
    for until, newest in [(date(2024, 12, 31), 2024), (date(2024, 12, 30), 2023)]:
        found = published.newest_year(statistics, "Pakistan", ("attacks",), until)
        assert found[0].end.year == newest


def test_figures_off_the_scale_say_so_and_stand_apart(statistics):
    rows = publishers.published_trends(statistics, "Balochistan").drawn["attacks"]
    drawn = charts.by_year(theme("light"), rows, published_years.spread(rows), 560).to_dict()[
        "layout"
    ]
    named = {
        note["text"]: note["y"] for note in drawn["annotations"] if "off the scale" in note["text"]
    }
    assert set(named) == {
        "ISPR 1,557, off the scale ↑", "Balochistan government 940, off the scale ↑",
    }  # fmt: skip
    assert len(set(named.values())) == 2
    (rule,) = drawn["shapes"]
    assert rows.loc[rows["line"], "value"].max() < rule["y0"] < min(named.values())
    assert "off the scale" in findings.HOW_DRAWN


def test_a_publisher_named_twice_is_told_apart(statistics):
    rows = publishers.published_trends(statistics, "Pakistan").drawn["killed (all parties)"]
    drawn = charts.by_year(theme("light"), rows, published_years.spread(rows), 320).to_dict()[
        "layout"
    ]
    texts = [note["text"] for note in drawn["annotations"]]
    assert any(text.startswith("CRSS (all kinds) ") for text in texts)
    assert sum(text.startswith("CRSS 2,546") for text in texts) == 1


def test_a_heading_names_the_counts_that_differ_in_the_newest_year(statistics):
    rows = publishers.published_trends(statistics, "Balochistan").drawn["attacks"]
    said = findings.by_year(rows)
    assert said.startswith("PIPS counts 254 attacks in 2025")
    assert "counted otherwise, Balochistan government: 940 and ISPR: 1,557" in said


def test_months_that_stand_apart_are_counted_and_not_left_for_old_ones(statistics):
    months = publishers.published_trends(statistics, "Balochistan").months
    rows = months[0].rows
    newest = rows[rows["period_start"] > "2025-01-31"]
    told = published_months.newest_twelve_months(months[0])
    assert (told.published, told.mean) == (len(newest), newest["value"].mean())
    said = findings.by_month(published_months.newest_months(months), "Balochistan")
    assert "a month in Feb 2025 to Jan 2026, by the 7 of these 12 months that are published" in said
    few = replace(months[0], months=months[0].months.assign(value=float("nan")))
    few.months.iloc[-1, 0] = 30.0
    said = findings.by_month(published_months.newest_months([few]), "Balochistan")
    assert "for 1 of the 12 months" in said
    assert said.endswith("too few for a mean")


def test_the_lowest_year_is_each_publishers_own_and_has_its_neighbours(attacks):
    drawn = published_years.lines_and_points(attacks)
    said = findings.since_lowest(drawn[drawn["line"]])
    assert said == (
        "Attacks a year have grown 6.7-fold since 2019 (the lowest year of PICSS) "
        "and 4.8-fold since 2020 (the lowest year of PIPS)."
    )


def test_growth_by_three_publishers_is_one_list():
    lines = pd.DataFrame(
        [
            (publisher, year, value)
            for publisher, most in [("PIPS", 30), ("PICSS", 20), ("GTI", 40)]
            for year, value in [(2019, 12), (2020, 10), (2021, most)]
        ],
        columns=["publisher", "year", "value"],
    )
    assert findings.since_lowest(lines) == (
        "Attacks a year have grown 4.0-fold since 2020 (the lowest year of GTI), 3.0-fold since "
        "2020 (the lowest year of PIPS) and 2.0-fold since 2020 (the lowest year of PICSS)."
    )


def test_one_publisher_is_not_any_count(statistics):
    compared = publishers.published_trends(statistics, "Balochistan").compared[2025]
    said = findings.doubled(compared)
    assert said.startswith("Attacks did not double in 2025 by the only count of both years: PIPS")
