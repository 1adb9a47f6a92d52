"""What grew and what shrank between two periods, group by group."""

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
        counts = pd.DataFrame(
            {"now": now[column].value_counts(), "before": before[column].value_counts()}
        ).fillna(0)
        counts = counts[(counts.sum(axis=1) >= least) & ~counts.index.isin(list(NOT_NAMED))]
        for name, row in counts.sort_values("now", ascending=False).iterrows():
            change = rate_ratio(int(row["now"]), int(row["before"]))
            rows.append(
                (dimension, name, change.now, change.before, change.ratio, change.low,
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
