"""Publishers stand side by side; a series is one publisher and one definition."""

from datetime import date

import pandas as pd
import pytest

from riskdata.measures.published import (
    by_period,
    fullest_months,
    main_series,
    newest_year,
    running_years,
)


def test_newest_full_years_of_attacks(statistics):
    found = {c.publisher: c.change for c in newest_year(statistics, "Pakistan", ("attacks",))}
    assert (found["PICSS"].before, found["PICSS"].now) == (908, 1066)
    assert (found["PIPS"].before, found["PIPS"].now) == (521, 699)
    assert (found["GTI"].before, found["GTI"].now) == (1099, 1045)
    assert found["GTI"].direction == "unclear"


def test_twelve_months_to_may_2026_are_summed_from_ucdps_months(statistics):
    newest = newest_year(statistics, "Pakistan", ("killed (all parties)",))[0]
    months = statistics[
        (statistics["publisher"] == "UCDP")
        & (statistics["metric"] == "killed (all parties)")
        & (statistics["period"] == "month")
    ].set_index("period_start")["value"]
    assert newest.publisher == "UCDP"
    assert newest.end == pd.Timestamp("2026-05-31")
    assert newest.change.now == months["2025-06":"2026-05"].sum() == 3536
    assert newest.change.before == months["2024-06":"2025-05"].sum()
    assert len(newest.rows) == 24


def test_a_year_without_the_one_before_is_not_compared(statistics):
    rows = statistics[
        (statistics["publisher"] != "PIPS") | (statistics["period_start"].dt.year != 2025)
    ]
    found = {c.publisher: c for c in newest_year(rows, "Pakistan", ("attacks",))}
    assert found["PIPS"].end.year == 2024


def test_a_series_that_ended_long_ago_says_nothing_of_today(statistics):
    deaths = ("killed (all parties)",)
    assert not newest_year(statistics, "Sindh", deaths)
    old = newest_year(statistics, "Sindh", deaths, until=date(2015, 12, 31))
    assert [change.publisher for change in old] == ["CRSS"]


def test_a_month_counts_once_it_is_over(statistics):
    deaths = ("killed (all parties)",)
    for until, end in [(date(2026, 5, 31), "2026-05-31"), (date(2026, 5, 30), "2026-04-30")]:
        newest = newest_year(statistics, "Pakistan", deaths, until=until)[0]
        assert newest.end == pd.Timestamp(end)
    old = newest_year(statistics, "Pakistan", deaths, until=date(2010, 12, 31))
    assert old[0].end.year == 2010
    assert all(change.end.year in (2008, 2009, 2010) for change in old)


def test_one_definition_a_publisher(statistics):
    rows = by_period(statistics, "Pakistan", "killed (all parties)", "year")
    main = main_series(rows)
    assert main.groupby("publisher", observed=True)["definition"].nunique().eq(1).all()
    crss = main.loc[main["publisher"] == "CRSS", "definition"].unique()
    assert list(crss) == ["Violence-linked fatalities: civilians, security forces and outlaws"]


def test_series_that_ended_are_not_among_the_running(statistics):
    running = running_years(statistics, "Pakistan", "attacks", since=2000)
    assert set(running["publisher"]) == {"PICSS", "PIPS", "GTI", "CRSS"}
    assert running["period_start"].min() >= pd.Timestamp("2000-01-01")


@pytest.mark.parametrize(
    ("region", "metric"), [("Pakistan", "killed (all parties)"), ("Quetta", None)]
)
def test_months_are_those_of_one_series(statistics, region, metric):
    months = fullest_months(statistics, region, ("killed (all parties)", "killed", "attacks"))
    if metric is None:
        assert months.empty
    else:
        assert months["definition"].nunique() == months["publisher"].nunique() == 1
        assert not months["period_start"].duplicated().any()
