"""The projects as the page lists them: exposure, band, rank, what is near, what they cost."""

import numpy as np
import pandas as pd

from riskdata.measures.exposure import bands
from riskdata.measures.exposure_ranks import ranks, robust


def table(
    projects: pd.DataFrame, exposure: np.ndarray, moved: pd.DataFrame, near: pd.DataFrame
) -> pd.DataFrame:
    """Every project with its exposure, the most exposed first; equal ones in the dataset's order.

    Adds to the columns of `projects` the `exposure`, the `band`, the `rank` among all of them,
    `best` and `worst` (`exposure_ranks.moved`, widened to the rank itself), `robust`, and the
    columns of `exposure_near.near`. Index: the project's position in the dataset.
    """
    rank = ranks(exposure)
    best = np.minimum(moved["best"].to_numpy(), rank)
    worst = np.maximum(moved["worst"].to_numpy(), rank)
    added = {
        "exposure": exposure,
        "band": bands(exposure),
        "rank": rank,
        "best": best,
        "worst": worst,
        "robust": robust(best, worst),
    }
    order = np.argsort(-exposure, kind="stable")
    return pd.concat([projects, pd.DataFrame(added), near], axis=1).iloc[order]
