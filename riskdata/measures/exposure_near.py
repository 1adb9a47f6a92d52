"""What was near each project: how many events, the nearest and the latest of them."""

from typing import Any

import numpy as np
import pandas as pd

from riskdata.nearness import Nearness

NEVER = np.iinfo(np.int32).min
RADII_KM = (25, 50, 100)
LATEST_KM = 25.0


def near(nearness: Nearness, year: pd.DataFrame | None, events: pd.DataFrame) -> pd.DataFrame:
    """One row a shape, of events known to their town or better.

    `year` and `events` are rows of `exposure.sources`, sorted by date: of the last 12 months, None
    where the record covers none of them, and of all the time that counts. Columns:
    `within_25`, `within_50` and `within_100` (events of the year), `nearest_km` and `nearest_date`
    (the nearest event of the year within 100 km, the latest of equally near ones), `latest_km` and
    `latest_date` (the latest event of all within 25 km, the nearest of the same day); missing
    where there is none, all but the latest where `year` is.
    """
    points, shapes, pairs = nearness.points, nearness.shapes, nearness.near
    point, shape, km = (pairs[column].to_numpy() for column in ("point", "shape", "km"))
    count, newest = _at(events[:0] if year is None else year, points)
    table: dict[str, Any] = {
        f"within_{radius}": np.bincount(
            shape[km <= radius], count[point[km <= radius]], minlength=shapes
        ).astype(int)
        if year is not None
        else np.full(shapes, np.nan)
        for radius in RADII_KM
    }

    there = count[point] > 0
    nearest = np.full(shapes, np.inf)
    np.minimum.at(nearest, shape[there], km[there])
    best = there & (km == nearest[shape])
    nearest_day = np.full(shapes, NEVER)
    np.maximum.at(nearest_day, shape[best], newest[point[best]])

    count, newest = _at(events, points)
    there = (count[point] > 0) & (km <= LATEST_KM)
    latest_day = np.full(shapes, NEVER)
    np.maximum.at(latest_day, shape[there], newest[point[there]])
    same = there & (newest[point] == latest_day[shape])
    latest = np.full(shapes, np.inf)
    np.minimum.at(latest, shape[same], km[same])
    for name, far, day in [("nearest", nearest, nearest_day), ("latest", latest, latest_day)]:
        table[f"{name}_km"] = np.where(np.isinf(far), np.nan, far)
        table[f"{name}_date"] = _dates(day, np.isinf(far))
    return pd.DataFrame(table)


def beside(nearness: Nearness, year: pd.DataFrame, shapes: np.ndarray) -> pd.Index:
    """The events of a year (rows of `exposure.sources`) within 25 km of any of the shapes that a
    mask marks, each once."""
    pairs = nearness.near
    close = (pairs["km"] <= RADII_KM[0]).to_numpy() & shapes[pairs["shape"]]
    near = np.zeros(nearness.points + 1, dtype=bool)
    near[pairs["point"][close]] = True
    # An event of no known point, -1, reads the last entry.
    return year.index[near[year["point"]]]


def _at(events: pd.DataFrame, points: int) -> tuple[np.ndarray, np.ndarray]:
    """Events at each point, and the day of the newest of them (days since 1970)."""
    known = events["point"].to_numpy() >= 0
    point = events["point"].to_numpy()[known]
    day = events["day"].to_numpy()[known]
    newest = np.full(points, NEVER)
    # Sorted by date: of several writes to one point the last, the newest, stays.
    newest[point] = day
    return np.bincount(point, minlength=points), newest


def _dates(day: np.ndarray, missing: np.ndarray) -> np.ndarray:
    dates = np.where(missing, 0, day).astype("datetime64[D]").astype("datetime64[s]")
    dates[missing] = np.datetime64("NaT")
    return dates
