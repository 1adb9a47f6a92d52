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


LEVEL = 0.99
"""Of some two dozen comparisons at 95 percent one would stand out by chance alone."""


def what_changed(now: pd.DataFrame, before: pd.DataFrame, least: int = 8) -> pd.DataFrame:
    """Parts of the events of two periods, by province, perpetrator, target and means.

    A record may hold more of one period than of the other, so shares are compared, not counts. One
    row for each name that has at least `least` events in the two periods together: columns
    `dimension`, `name`, the counts `now` and `before`, `ratio` of the two shares with its exact
    99 percent interval `low` to `high` (that of two Poisson rates over the totals), and
    `direction` (`up`, `down`, `unclear`); by dimension, the largest first. A dimension of which
    all events share one name is left out.
    """
    rows = []
    whole, whole_before = max(len(now), 1), max(len(before), 1)
    for column, dimension in DIMENSIONS.items():
        names = now[column].cat.categories
        counts, earlier = (
            np.bincount(events[column].cat.codes.to_numpy() + 1, minlength=len(names) + 1)[1:]
            for events in (now, before)
        )
        if np.count_nonzero(counts + earlier) < 2:
            continue
        shown = (counts + earlier >= least) & ~names.isin(NOT_NAMED)
        for i in np.flatnonzero(shown)[np.argsort(-counts[shown], kind="stable")]:
            change = rate_ratio(int(counts[i]), int(earlier[i]), whole, whole_before, LEVEL)
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
