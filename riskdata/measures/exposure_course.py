"""The course of a project's exposure over the time that a record covers."""

import numpy as np
import pandas as pd

from riskdata.measures.coverage import NOT_COVERED
from riskdata.measures.exposure import course

YEARS = 5


def covered_course(
    near: pd.DataFrame,
    covered: pd.DataFrame,
    as_of: pd.Timestamp,
    half_life: float,
) -> tuple[pd.DataFrame, pd.Timestamp | None]:
    """Exposure of one shape as of the end of each month of five years up to a day, and where the
    record begins within these years its first day.

    `near` are the shape's events (`exposure.near_one`).
    Columns as in `exposure.course`; NaN for months of which the record does not cover every day.
    `covered` is how the record covers the time up to the day (`hotspots.covered`).
    """
    first = (as_of - pd.DateOffset(years=YEARS)).replace(day=1)
    found = course(near, first, as_of, half_life)
    opens = found["date"].to_numpy().astype("datetime64[M]").astype("datetime64[s]")
    missing = covered[covered["status"] == NOT_COVERED]
    unknown = np.zeros(len(found), dtype=bool)
    for start, end in missing[["start", "end"]].to_numpy("datetime64[s]"):
        unknown |= (opens <= end) & (found["date"].to_numpy() >= start)
    known = covered[covered["status"] != NOT_COVERED]
    began = known["start"].min() if len(known) else None
    return (
        found.assign(exposure=found["exposure"].mask(unknown)),
        began if began is not None and began > first else None,
    )
