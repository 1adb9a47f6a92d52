"""The corridor's alignments compared: events along each, and the worst stretch of each."""

import numpy as np
import pandas as pd
import shapely

from riskdata.measures.hotspots import poisson_interval
from riskdata.nearness import Nearness

BESIDE_KM = 25.0
SAME_ROAD_KM = 5.0


def own_lines(stretches: pd.DataFrame) -> pd.DataFrame:
    """The stretches of the alignments themselves: of lines that no project of their own holds."""
    return stretches[stretches["project_id"].isna()]


def lengths(stretches: pd.DataFrame) -> pd.Series:
    """Km of each alignment (`own_lines`), a road within 5 km of one counted already not twice."""
    found = {}
    for alignment, parts in own_lines(stretches).groupby("alignment", observed=True, sort=False):
        covered, km = shapely.MultiLineString(), 0.0
        for _, line in parts.groupby("route_id", observed=True, sort=False):
            line = shapely.union_all(line["shape"].to_numpy())
            km += shapely.difference(line, covered.buffer(SAME_ROAD_KM * 1000.0)).length / 1000.0
            covered = covered.union(line)
        found[alignment] = km
    return pd.Series(found, dtype=float)


def compared(
    stretches: pd.DataFrame,
    length: pd.Series,
    nearness: Nearness,
    year: pd.DataFrame | None,
    exposure: np.ndarray,
) -> pd.DataFrame:
    """One row an alignment, the one with most events to its length first.

    `stretches` as in `projects.stretches`, `length` their `lengths`, `nearness` that to them,
    `year` the last 12 months' rows of `exposure.sources`, None where the record covers none of
    them: then nothing is counted. `exposure` is that of each stretch.
    Columns: `alignment`, `km`, `events` (known to their town or better and within 25 km of it),
    `per_100_km` with its exact Poisson interval `low` to `high`, and `worst`, the position of its
    most exposed stretch.
    """
    known = np.empty(0, dtype=int) if year is None else year["point"].to_numpy()
    count = np.bincount(known[known >= 0], minlength=nearness.points)
    alignment = stretches["alignment"].to_numpy(dtype=object)
    own = stretches["project_id"].isna().to_numpy()
    point, shape, away = (nearness.near[name].to_numpy() for name in ("point", "shape", "km"))
    close = away <= BESIDE_KM
    point, shape = point[close], shape[close]
    km, events, worst = length.to_numpy(), [], []
    for name in length.index:
        mine = own & (alignment == name)
        near = np.zeros(nearness.points, dtype=bool)
        near[point[mine[shape]]] = True
        events.append(np.nan if year is None else int(count[near].sum()))
        worst.append(int(np.where(mine, exposure, -1.0).argmax()))
    rate = np.array(events) / km * 100.0
    low, high = poisson_interval(np.array(events, dtype=float))
    order = np.argsort(-rate, kind="stable")
    return (
        pd.DataFrame(
            {
                "alignment": length.index,
                "km": km,
                "events": events,
                "worst": worst,
                "per_100_km": rate,
                "low": low / km * 100.0,
                "high": high / km * 100.0,
            }
        )
        .iloc[order]
        .reset_index(drop=True)
    )
