"""Which of the corridor's projects had events close by."""

import pandas as pd

from riskdata.preparation import PreparedRecord


def near_projects(record: PreparedRecord, events: pd.DataFrame, km: float = 25.0) -> pd.DataFrame:
    """Projects with an event within `km` (at most 100), the most events first.

    `events` are rows of the record's `measured`. Only events known to their town or better count:
    a district's middle says nothing about what is 25 km away. Columns: `project_id`, `events`,
    `nearest_km`, `latest` (date) and `rows` (the index of those events).
    """
    placed = events[events["placed"]]
    close = record.near_projects[record.near_projects["km"] <= km]
    pairs = placed[["location", "date"]].reset_index(names="row").merge(close, on="location")
    return (
        pairs.groupby("project_id", observed=True)
        .agg(
            events=("row", "size"),
            nearest_km=("km", "min"),
            latest=("date", "max"),
            rows=("row", list),
        )
        .sort_values(["events", "nearest_km"], ascending=[False, True])
        .reset_index()
    )
