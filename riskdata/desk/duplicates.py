"""Events that may stand in a record twice."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import KDTree

NEAR_KM = 10.0
KM_A_DEGREE = 111.2
_SHRINK = np.cos(np.radians(30.5))
"""A degree of longitude against one of latitude in the middle of Pakistan (7 % off at its ends)."""

Floats = NDArray[np.float64]


def likely_twins(events: pd.DataFrame, fresh: NDArray[np.bool_]) -> pd.DataFrame:
    """Pairs of events that may be one: `event` and `twin` (positions), `alike` in words.

    `fresh` marks the events that are asked about; of two fresh ones the later is told. Two events
    may be one when they lie within a day, about as many were killed (one more or less, or 20 %),
    target or named perpetrator is the same, and they lie within about 10 km or, if anyone was
    killed, in the same district. Where several events fit, the most similar is named. Every event
    is held against its nearest neighbours only, so that time grows as n log n.
    """
    day = (events["date"] - pd.Timestamp(0)).dt.days.to_numpy(dtype=float)
    killed = events["killed"].to_numpy(dtype=float, na_value=np.nan)
    what = np.column_stack([day, 5 * np.arcsinh(killed / 5)])
    point = np.column_stack([events["longitude"] * _SHRINK, events["latitude"]])
    point *= KM_A_DEGREE / NEAR_KM
    district = _codes(events["district"])[:, None]
    district[killed == 0] = np.nan
    pairs: list[pd.DataFrame] = []
    for place, near in [(point, "within 10 km"), (district, "in the same district")]:
        for column, same in [("target_type", "same target"), ("perpetrator", "same perpetrator")]:
            features = np.column_stack([what, place, _codes(events[column])]).astype(np.float64)
            event, twin = _nearest(features, fresh)
            alike = f"within a day and {near}, {same}, about as many killed"
            pairs.append(pd.DataFrame({"event": event, "twin": twin, "alike": alike}))
    found = pd.concat(pairs, ignore_index=True).drop_duplicates("event")
    return found.sort_values("event", ignore_index=True)


def _codes(names: pd.Series) -> Floats:
    """A number for each name, far from every other; NaN where none is known."""
    codes, _ = pd.factorize(names.astype("str").replace("unknown", None))
    return np.where(codes < 0, np.nan, 10.0 * codes)


def _nearest(
    features: Floats, fresh: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Each fresh row and the row nearest to it, where no feature differs by more than 1."""
    known = np.flatnonzero(~np.isnan(features).any(axis=1))
    # Of equal rows the oldest stands for all.
    known = known[np.argsort(fresh[known], kind="stable")]
    rows = pd.DataFrame(features[known])
    equal = rows.groupby(list(rows), sort=False).ngroup().to_numpy()
    _, first = np.unique(equal, return_index=True)
    repeated = np.setdiff1d(np.arange(len(known)), first)
    single = known[first]
    asked = single[fresh[single]]
    event, twin = known[repeated], single[equal[repeated]]
    if len(single) > 1 and len(asked):
        # Equal points would make the tree as slow as comparing each with each.
        tree = KDTree(features[single])
        near = tree.query(features[asked], k=2, p=np.inf, distance_upper_bound=1 + 1e-9)
        found = np.asarray(near[1])
        itself = single[np.minimum(found, len(single) - 1)] == asked[:, None]
        neighbour = np.where(itself[:, 0], found[:, 1], found[:, 0])
        there = neighbour < len(single)
        event = np.concatenate([event, asked[there]])
        twin = np.concatenate([twin, single[neighbour[there]]])
    told = fresh[event] & (~fresh[twin] | (twin < event))
    return event[told], twin[told]
