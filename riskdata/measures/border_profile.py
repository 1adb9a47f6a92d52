"""How far from the Afghan border events happen."""

from math import nan

import numpy as np
import pandas as pd

BAND_KM, LAST_KM = 10, 300


def measurable(events: pd.DataFrame) -> np.ndarray:
    """Which events stand somewhere: those known to their district or better.

    The point of an event known only to its province or country says nothing of its distance.
    """
    known = events["location_precision"].isin(["exact", "town", "district"]).to_numpy()
    return known & events["border_km"].notna().to_numpy()


def by_band(events: pd.DataFrame) -> pd.DataFrame:
    """Events and people killed by their distance to the Durand Line, in bands of 10 km.

    Columns `from_km`, `to_km`, `events`, `killed`, a row a band, the last from 300 km without an
    end (`to_km` infinite). A distance on the edge of two bands falls to the farther one. Events
    that are not `measurable` are left out.
    """
    placed = measurable(events)
    bands = LAST_KM // BAND_KM
    km = events["border_km"].to_numpy(dtype=float)[placed]
    band = np.minimum((km / BAND_KM).astype(int), bands)
    killed = np.nan_to_num(events["killed"].to_numpy(dtype=float)[placed])
    edges = np.arange(bands + 1) * BAND_KM
    return pd.DataFrame(
        {
            "from_km": edges,
            "to_km": np.append(edges[1:].astype(float), np.inf),
            "events": np.bincount(band, minlength=bands + 1),
            "killed": np.bincount(band, killed, minlength=bands + 1).astype(int),
        }
    )


def median_km(events: pd.DataFrame) -> float:
    """The distance within which half of the measurable events lie; NaN where there are none."""
    away = events["border_km"].to_numpy()[measurable(events)]
    return float(np.median(away)) if len(away) else nan
