"""Whether a count has changed by more than chance would bring about."""

from dataclasses import dataclass
from math import exp, inf, nan, sqrt

import pandas as pd
from scipy.special import betaincinv
from scipy.stats import norm, t


@dataclass(frozen=True)
class Change:
    """A count against the one before: `ratio` with its interval, `low` to `high`.

    The interval is NaN where it cannot be known.
    """

    now: int
    before: int
    ratio: float
    low: float
    high: float

    @property
    def direction(self) -> str:
        """`up`, `down`, or `unclear` where the interval holds 1 (no change)."""
        if self.low > 1:
            return "up"
        return "down" if self.high < 1 else "unclear"


def rate_ratio(
    now: int,
    before: int,
    span_now: float = 1.0,
    span_before: float = 1.0,
    level: float = 0.95,
) -> Change:
    """Ratio of two Poisson rates with its exact interval at the given level.

    Given their sum, the first of two Poisson counts is binomial, so the Clopper-Pearson interval
    of its share p turns into that of the ratio by p / (1 - p) (Przyborowski & Wilenski 1940;
    Garwood 1936). `span_*` are the lengths of the two periods in one unit. Where both counts are
    0 nothing is known: the ratio is NaN, its interval 0 to infinity. The counts are taken as
    independent events; coordinated waves make the true interval wider.
    """
    if now == 0 and before == 0:
        return Change(0, 0, nan, 0.0, inf)
    scale = span_before / span_now
    tail = (1.0 - level) / 2.0

    def odds(share: float) -> float:
        return inf if share >= 1.0 else share / (1.0 - share) * scale

    low = 0.0 if now == 0 else odds(float(betaincinv(now, before + 1, tail)))
    high = inf if before == 0 else odds(float(betaincinv(now + 1, before, 1.0 - tail)))
    ratio = inf if before == 0 else now / before * scale
    return Change(now, before, ratio, low, high)


def plain_ratio(now: int, before: int) -> Change:
    """A ratio without an interval, for sums of which nothing but the sum is known."""
    ratio = now / before if before else (inf if now else nan)
    return Change(now, before, ratio, nan, nan)


def clustered_ratio(now: pd.Series, before: pd.Series, level: float = 0.95) -> Change:
    """Ratio of two sums of equally long, equally many periods whose counts come in clusters.

    `now` and `before` hold one count a period (such as the dead of each month). The spread of the
    counts around the mean of their own half gives the dispersion, at least 1, by which the Poisson
    variance of the log ratio is widened (quasi-likelihood: McCullagh & Nelder 1989, ch. 6; t
    quantile). Without an interval where one of the sums is 0.
    """
    total_now, total_before = float(now.sum()), float(before.sum())
    change = plain_ratio(int(total_now), int(total_before))
    if not total_now or not total_before:
        return change
    freedom = len(now) + len(before) - 2
    pearson = sum(float(((half - half.mean()) ** 2).sum() / half.mean()) for half in (now, before))
    dispersion = max(1.0, pearson / freedom)
    error = sqrt(dispersion * (1 / total_now + 1 / total_before))
    reach = exp(float(t.ppf(0.5 + level / 2, freedom)) * error)
    return Change(
        change.now,
        change.before,
        change.ratio,
        change.ratio / reach,
        change.ratio * reach,
    )


def toll_ratio(now: pd.Series, before: pd.Series, level: float = 0.95) -> Change:
    """Ratio of the dead of two equally long periods, from the toll of each event.

    Events come by chance and each brings its own toll, so the sum is a compound Poisson count; the
    variance of its logarithm is the sum of the squared tolls over the square of their sum (Bohm &
    Zech 2014, weighted Poisson events). Normal interval on the log scale; none where a sum is 0.
    """
    sums = [float(tolls.sum()) for tolls in (now, before)]
    change = plain_ratio(int(sums[0]), int(sums[1]))
    if not all(sums):
        return change
    variance = sum(
        float((tolls**2).sum()) / total**2 for tolls, total in zip((now, before), sums, strict=True)
    )
    reach = exp(float(norm.ppf(0.5 + level / 2)) * sqrt(variance))
    return Change(
        change.now,
        change.before,
        change.ratio,
        change.ratio / reach,
        change.ratio * reach,
    )
