"""What the reader chooses is what is counted."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from riskdata.preparation import ATTACK_KINDS
from riskdata.selection import BORDER_BELT, Selection, in_periods, in_region, selected

YEAR = Selection("incidents", date(2025, 5, 25), date(2026, 5, 24))


def test_rows_are_those_of_a_plain_filter_over_the_csv(curated):
    chosen = replace(
        YEAR, region="Balochistan", perpetrators=("Balochistan Liberation Army",),
        targets=("military", "police"), confidence="confirmed",
    )  # fmt: skip
    rows = selected(curated.measured, chosen)
    truth = [
        row.event_id
        for row in curated.events.itertuples()
        if pd.Timestamp("2025-05-25") <= row.date <= pd.Timestamp("2026-05-24")
        and row.province == "Balochistan"
        and row.perpetrator == "Balochistan Liberation Army"
        and row.target_type in ("military", "police")
        and row.confidence == "confirmed"
    ]
    assert curated.events.loc[rows.index, "event_id"].tolist() == truth
    assert truth


def test_fewer_columns_are_of_the_same_rows(curated):
    chosen = replace(YEAR, region="Balochistan", confidence="confirmed")
    whole = selected(curated.measured, chosen)
    some = selected(curated.measured, chosen, ["district", "killed"])
    pd.testing.assert_frame_equal(some, whole[["district", "killed"]])


def test_periods_read_at_once_are_those_read_one_by_one(curated):
    year = replace(YEAR, region="Balochistan")
    views = [year, year.before(), replace(year, start=date(2025, 10, 1), end=date(2025, 10, 31))]
    found = in_periods(curated.measured, views)
    for rows, view in zip(found, views, strict=True):
        assert len(rows)
        pd.testing.assert_frame_equal(rows, selected(curated.measured, view))


def test_both_ends_of_the_period_are_inside(curated):
    rows = selected(curated.measured, replace(YEAR, start=date(2024, 10, 6), end=date(2024, 10, 6)))
    assert set(rows["date"]) == {pd.Timestamp("2024-10-06")}


def test_weaker_confidence_lets_more_through(curated):
    counts = [
        len(selected(curated.measured, replace(YEAR, confidence=level)))
        for level in ("confirmed", "reported", "unconfirmed")
    ]
    assert counts[0] < counts[1] < counts[2]


def test_operations_count_only_when_asked_for(ucdp):
    view = Selection("ucdp_events", date(2009, 1, 1), date(2009, 12, 31))
    attacks = selected(ucdp.measured, view)
    everything = selected(ucdp.measured, replace(view, kinds=(*ATTACK_KINDS, "operation or clash")))
    assert attacks["attack"].all()
    assert not everything["attack"].all()


@pytest.mark.parametrize("depth", [25, 50, 100])
def test_belt_holds_what_lies_near_enough_and_is_known_well_enough(curated, depth):
    inside = curated.events[in_region(curated.measured, BORDER_BELT, depth)]
    assert (inside["border_km"] <= depth).all()
    assert not inside["location_precision"].isin(["province", "country"]).any()
    assert len(inside)


def test_a_district_is_a_region_too(curated):
    rows = curated.events[in_region(curated.measured, "Quetta", 50)]
    assert set(rows["district"]) == {"Quetta"}


@pytest.mark.parametrize(
    ("start", "end", "earlier", "until"),
    [
        (date(2025, 5, 25), date(2026, 5, 24), date(2024, 5, 25), date(2025, 5, 24)),
        (date(2024, 1, 1), date(2024, 12, 31), date(2023, 1, 1), date(2023, 12, 31)),
        (date(2026, 1, 1), date(2026, 5, 24), date(2025, 8, 10), date(2025, 12, 31)),
        (date(2024, 2, 1), date(2024, 2, 29), date(2024, 1, 1), date(2024, 1, 31)),
        (date(2024, 10, 6), date(2024, 10, 6), date(2024, 10, 5), date(2024, 10, 5)),
    ],
)
def test_the_period_before_is_as_long_and_ends_the_day_before(start, end, earlier, until):
    before = replace(YEAR, start=start, end=end).before()
    assert (before.start, before.end) == (earlier, until)
