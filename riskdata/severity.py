"""How heavy an event is, and how much its age takes off it.

Source: Institute for Economics & Peace, Global Terrorism Index, methodology appendix.
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

PER_INCIDENT = 1.0
PER_DEATH = 3.0
PER_WOUNDED = 0.5
DAYS_IN_MONTH = 365.25 / 12


def severity(killed: pd.Series, wounded: pd.Series) -> pd.Series:
    """Points of each event: 1 + 3 per person killed + 0.5 per person wounded.

    The attackers' own dead are not among the killed. A toll that is not known adds nothing, so
    the figure is a lower bound there. Hostages, which the index weighs 0.5 each, are not
    recorded as a number in the event schema.
    """
    deaths = killed.astype("float64").fillna(0.0)
    injuries = wounded.astype("float64").fillna(0.0)
    return PER_INCIDENT + PER_DEATH * deaths + PER_WOUNDED * injuries


def recency(dates: pd.Series, as_of: pd.Timestamp, half_life: float = 12.0) -> pd.Series:
    """Weight of each date as of a day: 0.5 to the power of its age in half-lives, 1 on that day.

    `half_life` is in months of a twelfth of 365.25 days. The index weighs its five last years 16,
    8, 4, 2 and 1, a half-life of one year; this is the continuous form. Dates after `as_of` weigh
    nothing.
    """
    age = (as_of - dates).dt.days
    return pd.Series(faded(age.to_numpy(), half_life), index=dates.index)


def faded(days: ArrayLike, half_life: float) -> NDArray[np.float64]:
    """What an age in whole days leaves of a weight; a negative age weighs nothing. `half_life` as
    in `recency`."""
    age = np.asarray(days)
    if not age.size:
        return np.zeros(age.shape)
    # Many events share few ages: look each up instead of raising it to a power.
    oldest = max(int(age.max()), 0)
    weights = np.append(0.5 ** (np.arange(oldest + 1) / DAYS_IN_MONTH / half_life), 0.0)
    return weights[np.maximum(age, -1)]
