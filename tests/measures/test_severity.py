"""Severity and recency after the Global Terrorism Index."""

import pandas as pd
import pytest

from riskdata.severity import recency, severity


def test_one_for_the_incident_three_a_death_half_a_wounded():
    killed = pd.Series([0, 2, 14, None], dtype="Int64")
    wounded = pd.Series([0, 10, 20, None], dtype="Int64")
    assert severity(killed, wounded).tolist() == [1.0, 12.0, 53.0, 1.0]


def test_weight_halves_with_each_year_and_the_future_weighs_nothing():
    as_of = pd.Timestamp("2026-05-24")
    days = [0, 365.25, 2 * 365.25, -3]
    dates = pd.Series([as_of - pd.Timedelta(days=round(age)) for age in days])
    weights = recency(dates, as_of)
    assert weights.iloc[0] == 1.0
    assert weights.iloc[1] == pytest.approx(0.5, rel=1e-3)
    assert weights.iloc[2] == pytest.approx(0.25, rel=2e-3)
    assert weights.iloc[3] == 0.0


def test_five_years_weigh_as_the_index_weighs_them():
    as_of = pd.Timestamp("2026-01-01")
    dates = pd.Series([as_of - pd.DateOffset(years=age) for age in range(5)])
    assert (recency(dates, as_of) * 16).round(1).tolist() == [16, 8, 4, 2, 1]
