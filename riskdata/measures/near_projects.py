"""Which of the corridor's projects had events close by."""

from typing import cast

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
    close = (near["km"].to_numpy() <= km) & (here[near["location"].to_numpy()] > 0)
    location = near["location"].to_numpy()[close]
    projects = cast(pd.Categorical, near["project_id"].array)
    project, names = projects.codes[close], projects.categories
    nearest = np.full(len(names), np.inf)
    np.minimum.at(nearest, project, near["km"].to_numpy()[close])
    newest = np.zeros(len(names), dtype="datetime64[s]")
    np.maximum.at(newest, project, latest[location])
    found = pd.DataFrame(
        {
            "project_id": names.astype(object),
            "events": np.bincount(project, here[location], minlength=len(names)).astype(int),
            "nearest_km": nearest,
            "latest": newest,
        }
    )
    found = found[found["events"] > 0]
    return found.sort_values(["events", "nearest_km"], ascending=[False, True], ignore_index=True)
