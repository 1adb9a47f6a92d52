"""What a record covers is said, and nothing is compared across what it does not."""

from datetime import date

import pandas as pd
import pytest

from riskdata import catalogue
from riskdata.findings.coverage import record_source
from riskdata.measures.coverage import (
    CHINESE_TARGETS_ONLY,
    NOT_COVERED,
    comparable,
    periods,
    share_of_published,
)
from riskdata.wording import NO_BREAK


def test_gaps_of_the_ucdp_record_are_named(record_coverage):
    found = periods(record_coverage, "ucdp_events", date(2021, 1, 1), date(2026, 2, 28))
    assert found["status"].tolist() == [
        "complete by UCDP definition",
        NOT_COVERED,
        "provisional",
        NOT_COVERED,
        "provisional",
    ]
    assert found["start"].iloc[1] == pd.Timestamp("2022-01-01")
    assert found["end"].iloc[1] == pd.Timestamp("2023-09-30")


def test_periods_fill_the_stretch_without_overlap(record_coverage):
    found = periods(record_coverage, "incidents", date(2000, 1, 1), date(2026, 12, 31))
    assert found["start"].iloc[0] == pd.Timestamp("2000-01-01")
    assert found["end"].iloc[-1] == pd.Timestamp("2026-12-31")
    assert (found["start"].iloc[1:].to_numpy() - found["end"].iloc[:-1].to_numpy()).tolist() == [
        pd.Timedelta(days=1)
    ] * (len(found) - 1)
    days = (found["end"] - found["start"]).dt.days + 1
    assert days.sum() == (date(2026, 12, 31) - date(2000, 1, 1)).days + 1


def test_no_comparison_across_a_gap_or_before_2022(record_coverage):
    def of(record: str, start: date, end: date) -> pd.DataFrame:
        return periods(record_coverage, record, start, end)

    sample = of("incidents", date(2024, 1, 1), date(2024, 12, 31))
    earlier = of("incidents", date(2023, 1, 1), date(2023, 12, 31))
    chinese_only = of("incidents", date(2021, 1, 1), date(2021, 12, 31))
    assert comparable(sample, earlier)
    assert chinese_only["status"].tolist() == [CHINESE_TARGETS_ONLY]
    assert not comparable(sample, chinese_only)
    assert comparable(sample, chinese_only, chinese_targets=True)
    gap = of("ucdp_events", date(2022, 1, 1), date(2022, 12, 31))
    assert not comparable(of("ucdp_events", date(2021, 1, 1), date(2021, 12, 31)), gap)


@pytest.fixture
def share(curated, ucdp, statistics, record_coverage):
    """`share(record, first, last, region)`."""
    records = {"incidents": curated, "ucdp_events": ucdp, "others": curated}

    def of(record: str, first: date, last: date, region: str = "Pakistan"):
        events = records[record].measured
        return share_of_published(events, record, statistics, record_coverage, region, first, last)

    return of


def test_share_of_picss_in_2024_is_252_of_908(share):
    found = share("incidents", date(2024, 1, 1), date(2024, 12, 31))
    assert (found.held, found.published) == (252, 908)
    assert found.share == pytest.approx(0.2775, abs=1e-4)
    # The year's figure is taken, not the months inside it as well.
    assert found.rows["period"].tolist() == ["year"]


def test_no_share_of_the_curated_record_before_2022(share):
    assert share("incidents", date(2014, 1, 1), date(2021, 12, 31)) is None
    whole = share("incidents", date(2004, 1, 1), date(2026, 5, 24))
    assert whole.start == pd.Timestamp("2022-01-01")


def test_ucdp_holds_nearly_all_of_its_own_deaths_of_the_years_it_covers(share):
    assert share("ucdp_events", date(2010, 1, 1), date(2010, 12, 31)).share == pytest.approx(
        1, abs=0.02
    )
    found = share("ucdp_events", date(1989, 1, 1), date(2026, 2, 28))
    assert found.share == pytest.approx(1, abs=0.02)
    covered = [*range(1989, 2022), 2023, 2026]
    assert set(found.rows["period_start"].dt.year) == set(covered)


@pytest.fixture
def source(share, record_coverage):
    """`source(record, first, last, region)`: the small print, with ordinary spaces."""

    def of(record: str, first: date, last: date, region: str = "Pakistan") -> str:
        covered = periods(record_coverage, record, first, last)
        held = share(record, first, last, region)
        said = record_source(catalogue.metadata(record), held, covered)
        return said.replace(NO_BREAK, " ")

    return of


def test_the_share_is_said_to_be_that_of_the_whole_record(source):
    said = source("incidents", date(2024, 1, 1), date(2024, 12, 31))
    whole = "The whole record, unconfirmed attacks too, holds 28 % of the 908 attacks that PICSS"
    assert f"{whole} counts in 2024." in said
    said = source("ucdp_events", date(2020, 1, 1), date(2026, 2, 28))
    assert "The whole record holds " in said
    assert "counts in Jan 2020 to Feb 2026, leaving out what either does not cover." in said


@pytest.mark.parametrize(
    ("record", "first", "last", "region", "gap"),
    [
        ("ucdp_events", date(2022, 3, 1), date(2022, 12, 1), "Balochistan", "not covered"),
        ("incidents", date(2015, 1, 1), date(2015, 12, 31), "Pakistan", CHINESE_TARGETS_ONLY),
    ],
)
def test_of_a_time_not_covered_only_that_is_said(source, record, first, last, region, gap):
    said = source(record, first, last, region)
    assert said.endswith(f": {gap}.")
    assert "No publisher" not in said


def test_where_nobody_counts_a_covered_time_it_is_said(source):
    said = source("incidents", date(2024, 1, 1), date(2024, 12, 31), "Quetta")
    assert "No publisher counts this region over the time covered" in said


def test_no_share_where_nobody_counts(share):
    assert share("incidents", date(2024, 1, 1), date(2024, 12, 31), "Quetta") is None
    assert share("others", date(2024, 1, 1), date(2024, 12, 31)) is None
