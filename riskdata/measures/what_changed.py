"""What grew and what shrank between two periods, group by group."""

import numpy as np
import pandas as pd

from riskdata.measures.change import rate_ratio

DIMENSIONS = {
    "province": "Province",
    "perpetrator": "Perpetrator",
    "target_type": "Target",
    "attack_type": "Means",
}
NOT_NAMED = {"unknown", "not recorded", "", "other"}


def what_changed(now: pd.DataFrame, before: pd.DataFrame, least: int = 8) -> pd.DataFrame:
    """Events of two periods set against each other by province, perpetrator, target and means.

    One row for each name that has at least `least` events in the two periods together: columns
    `dimension`, `name`, `now`, `before`, `ratio` with its exact Poisson interval `low` to `high`,
    and `direction` (`up`, `down`, `unclear`); by dimension, the largest first.
    """
    rows = []
    for column, dimension in DIMENSIONS.items():
        names = now[column].cat.categories
        counts, earlier = (
            np.bincount(events[column].cat.codes.to_numpy() + 1, minlength=len(names) + 1)[1:]
            for events in (now, before)
        )
        for i in np.argsort(-counts, kind="stable"):
            if counts[i] + earlier[i] < least or names[i] in NOT_NAMED:
                continue
            change = rate_ratio(int(counts[i]), int(earlier[i]))
            rows.append(
                (dimension, names[i], change.now, change.before, change.ratio, change.low,
                 change.high, change.direction)
            )  # fmt: skip
    columns = [
        "dimension",
        "name",
        "now",
        "before",
        "ratio",
        "low",
        "high",
        "direction",
    ]
    return pd.DataFrame(rows, columns=columns)
