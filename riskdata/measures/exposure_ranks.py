"""How the ranking of projects by exposure moves with the two scales that it is taken at."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.stats import rankdata

from riskdata.measures.exposure import Floats, weights

SCALES_KM = (10.0, 25.0, 50.0, 100.0)
HALF_LIVES = (3.0, 6.0, 12.0, 24.0)
MARGIN = 5
"""Places between its best and its worst rank up to which a project's rank is called robust."""


def ranks(exposure: Floats) -> np.ndarray:
    """Rank of each exposure along the first axis, 1 the highest; equal ones share the better."""
    return rankdata(-np.asarray(exposure), method="min", axis=0).astype(int)


def moved(
    events: pd.DataFrame, kernels: Mapping[float, csr_array], as_of: pd.Timestamp, places: int
) -> tuple[pd.DataFrame, np.ndarray]:
    """Ranks at every pairing of `SCALES_KM` and `HALF_LIVES`.

    `events` are rows of `exposure.sources`, `kernels` one a scale,
    `places` how many places they have. The table has a row a shape: its `best` and `worst` rank;
    the array holds the exposure that the ranks are of: shape, scale, half-life.
    """
    weight = np.column_stack([weights(events, as_of, months, places) for months in HALF_LIVES])
    exposure = np.stack([kernels[scale] @ weight for scale in SCALES_KM], axis=1)
    found = ranks(exposure)
    best, worst = found.min(axis=(1, 2)), found.max(axis=(1, 2))
    return pd.DataFrame({"best": best, "worst": worst}), exposure


def robust(best: np.ndarray, worst: np.ndarray) -> np.ndarray:
    """Whether a rank keeps its place: its best and its worst are at most `MARGIN` places apart."""
    return worst - best <= MARGIN
