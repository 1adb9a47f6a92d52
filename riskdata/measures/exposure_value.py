"""What stands where it is exposed: projects by band, and the US$ in them."""

import numpy as np
import pandas as pd

from riskdata.measures.exposure import BANDS

STANDING = ("operational", "under construction")


def costs(projects: pd.DataFrame) -> pd.DataFrame:
    """What each of the projects listed adds to a sum of costs.

    Columns: `cost` (US$ million that stand there: of what is in use or being built, 0 elsewhere),
    `unknown` (it stands there without a published cost) and `inside` (its cost is in that of the
    project it is a part of, which is listed too and has one).
    """
    cost = projects["cost_usd_million"].to_numpy(dtype=float, na_value=np.nan)
    standing = projects["status"].isin(STANDING).to_numpy()
    priced = projects["project_id"].to_numpy(dtype=object)[~np.isnan(cost) & standing]
    inside = standing & projects["part_of"].isin(priced).to_numpy()
    own = standing & ~inside
    return pd.DataFrame(
        {
            "cost": np.where(own, np.nan_to_num(cost), 0.0),
            "unknown": own & np.isnan(cost),
            "inside": inside,
        },
        index=projects.index,
    )


def by_group(projects: pd.DataFrame, cost: pd.DataFrame, group: str) -> pd.DataFrame:
    """Projects and US$ million standing there in each group and band.

    `projects` are the projects listed with the `band` of each, `cost` their `costs`, `group` a
    column of them. One row for each group and band with a project: `group`, `band`, `projects`,
    `cost` and `unknown` (projects that stand there without a published cost); the group with most
    projects in the highest bands first, and of each the highest band.
    """
    names, of_group = np.unique(projects[group].to_numpy(dtype=object), return_inverse=True)
    of_band = pd.Index(BANDS).get_indexer(pd.Index(projects["band"].astype(object)))
    shape = len(names), len(BANDS)
    cell = of_group * len(BANDS) + of_band

    def sums(weights: np.ndarray | None = None) -> np.ndarray:
        return np.bincount(cell, weights, minlength=shape[0] * shape[1]).reshape(shape)

    counts, money, unknown = sums(), sums(cost["cost"].to_numpy()), sums(cost["unknown"].to_numpy())
    order = sorted(range(len(names)), key=lambda i: counts[i].tolist(), reverse=True)
    rows = [
        (names[i], band, int(counts[i, j]), float(money[i, j]), int(unknown[i, j]))
        for i in order
        for j, band in enumerate(BANDS)
        if counts[i, j]
    ]
    return pd.DataFrame(rows, columns=["group", "band", "projects", "cost", "unknown"])
