"""A change is told with the range that chance leaves open."""

from math import inf, isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import root_scalar
from scipy.stats import binom, binomtest

from riskdata.measures.change import clustered_ratio, plain_ratio, rate_ratio, toll_ratio

COUNTS = st.integers(0, 400)


def test_ratio_of_the_published_attacks_of_2025_and_2024():
    change = rate_ratio(1066, 908)
    assert change.ratio == pytest.approx(1.174, abs=5e-4)
    assert (change.low, change.high) == (
        pytest.approx(1.0735, abs=1e-4),
        pytest.approx(1.2841, abs=1e-4),
    )
    assert change.direction == "up"


@given(COUNTS, COUNTS)
def test_interval_is_scipys_exact_one_for_a_binomial_share(now, before):
    if now + before == 0:
        return
    change = rate_ratio(now, before)
    share = binomtest(now, now + before).proportion_ci(method="exact")
    assert change.low / (1 + change.low) == pytest.approx(share.low, abs=1e-9)
    upper = 1.0 if change.high == inf else change.high / (1 + change.high)
    assert upper == pytest.approx(share.high, abs=1e-9)


def test_ends_of_the_interval_leave_two_and_a_half_percent_on_either_side():
    now, before = 22, 38
    change = rate_ratio(now, before)
    low, high = (
        root_scalar(lambda p, tail=tail: tail(p) - 0.025, bracket=(1e-9, 1 - 1e-9)).root
        for tail in (
            lambda p: binom.sf(now - 1, now + before, p),
            lambda p: binom.cdf(now, now + before, p),
        )
    )
    assert change.low == pytest.approx(low / (1 - low))
    assert change.high == pytest.approx(high / (1 - high))
    assert change.direction == "unclear"


@given(COUNTS, COUNTS)
def test_turning_the_periods_round_turns_the_interval_round(now, before):
    change, turned = rate_ratio(now, before), rate_ratio(before, now)
    if change.high == inf:
        assert turned.low == 0
    else:
        assert turned.low == pytest.approx(1 / change.high)


@given(st.integers(1, 400), st.integers(1, 400), st.floats(0.1, 10))
def test_a_longer_period_before_raises_the_ratio_in_proportion(now, before, length):
    assert rate_ratio(now, before, 1.0, length).ratio == pytest.approx(now / before * length)


def test_nothing_in_either_period_is_not_a_change():
    change = rate_ratio(0, 0)
    assert isnan(change.ratio)
    assert (change.low, change.high) == (0.0, inf)
    assert change.direction == "unclear"


def test_sums_alone_have_no_interval():
    change = plain_ratio(3413, 1950)
    assert change.ratio == pytest.approx(1.7503, abs=1e-4)
    assert isnan(change.low)
    assert isnan(change.high)


def test_even_months_give_the_poisson_width_and_uneven_ones_a_wider_one():
    even = clustered_ratio(pd.Series([120.0] * 12), pd.Series([100.0] * 12))
    uneven = clustered_ratio(pd.Series([20.0, 220.0] * 6), pd.Series([100.0] * 12))
    assert even.ratio == uneven.ratio == pytest.approx(1.2)
    poisson = rate_ratio(1440, 1200)
    # The t quantile at 22 degrees of freedom stands for the normal one.
    assert even.high - even.low == pytest.approx(
        (poisson.high - poisson.low) * 2.074 / 1.96, rel=0.02
    )
    assert uneven.high > even.high
    assert uneven.low < even.low


def test_interval_of_a_toll_holds_the_truth_about_as_often_as_it_says():
    chance = np.random.default_rng(7)

    def tolls() -> pd.Series:
        return pd.Series(chance.geometric(0.25, chance.poisson(120)), dtype=float)

    changes = [toll_ratio(tolls(), tolls()) for _ in range(400)]
    assert 0.92 <= np.mean([change.low <= 1 <= change.high for change in changes]) <= 0.98
