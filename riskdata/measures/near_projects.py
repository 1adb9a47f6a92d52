"""Which of the corridor's projects had events close by."""

import numpy as np
import pandas as pd

from riskdata.preparation import PreparedRecord


def near_projects(record: PreparedRecord, events: pd.DataFrame, km: float = 25.0) -> pd.DataFrame:
    """Projects with an event within `km` (at most 100), the most events first.

    `events` are rows of the record's `measured`, in its order of dates. Only events known to their
    town or better count: a district's middle says nothing about what is 25 km away. Columns:
    `project_id`, `events`, `nearest_km` and `latest` (date).
    """
    located = events["placed"].to_numpy() & (events["location"].to_numpy() >= 0)
    placed = events.loc[located, ["location", "date"]]
    at = placed["location"].to_numpy()
    here = np.bincount(at, minlength=len(record.locations))
    latest = np.zeros(len(record.locations), dtype="datetime64[s]")
    latest[at] = placed["date"].to_numpy()

    near = record.near_projects
    pairs = near[(near["km"].to_numpy() <= km) & (here[near["location"].to_numpy()] > 0)]
    location = pairs["location"].to_numpy()
    table = pd.DataFrame(
        {
            "project_id": pairs["project_id"].to_numpy(),
            "events": here[location],
            "nearest_km": pairs["km"].to_numpy(),
            "latest": latest[location],
        }
    )
    found = table.groupby("project_id").agg(
        events=("events", "sum"), nearest_km=("nearest_km", "min"), latest=("latest", "max")
    )
    return found.sort_values(["events", "nearest_km"], ascending=[False, True]).reset_index()
