"""An event record made ready for every question, once per version.

Distances, membership and cells depend on where an event stands, not on the event: they are
worked out once per distinct place and handed to the events that stand there.
"""

from dataclasses import dataclass

import h3
import pandas as pd

from riskdata import geography
from riskdata.projects import project_shapes
from riskdata.severity import severity

ATTACK_KINDS = ("attack", "attack or clash")
CHINESE_TARGETS = ("Chinese nationals", "CPEC project")
PLACED = ("exact", "town")
H3_RESOLUTION = 5
NEAR_PROJECT_KM = 100.0
TOLLS = [
    "killed",
    "wounded",
    "attackers_killed",
    "deaths_best",
    "chinese_killed",
    "chinese_wounded",
]
MEASURED = [
    "date",
    "month",
    "year",
    "event_kind",
    "attack",
    "province",
    "district",
    "location_precision",
    "placed",
    "attack_type",
    "target_type",
    "chinese_target",
    "perpetrator",
    "confidence",
    "severity",
    "location",
    "longitude",
    "latitude",
    "border_km",
    "cell",
]


@dataclass(frozen=True)
class PreparedRecord:
    """An event record with what was worked out from it.

    `events`: the record's columns, sorted by date, and those worked out: `attack` (bool: counted
    as an attack), `chinese_target` (bool), `placed` (bool: known to its town or better), `month`
    (first day),
    `year`, `severity` (points), `location` (position in `locations`, -1 without coordinates),
    `border_km` (km to the Durand Line), `district_located` (the district its point lies in),
    `cell` (H3 cell), `nearest_project` (project_id) and `project_km`.
    `measured`: the columns of `events` that measures need, without its texts and with tolls as
    floats (NaN where not recorded); same index, so the full rows are one `loc` away.
    `locations`: one row a distinct point, with the place columns above.
    `near_projects`: every pair of a location and a project within 100 km: `location`,
    `project_id` (categories: every project, in the order of the dataset), `km`.
    """

    events: pd.DataFrame
    measured: pd.DataFrame
    locations: pd.DataFrame
    near_projects: pd.DataFrame


def prepare(
    events: pd.DataFrame, projects: pd.DataFrame | None, routes: pd.DataFrame | None
) -> PreparedRecord:
    """The record with its derived columns; without projects nothing is near one."""
    events = events.sort_values(["date", "event_id"], ignore_index=True)
    location, locations = _locations(events)
    near = _near_projects(locations, projects, routes)
    nearest = near.loc[near.groupby("location")["km"].idxmin()].set_index("location")
    locations["nearest_project"] = nearest["project_id"].reindex(locations.index)
    locations["project_km"] = nearest["km"].reindex(locations.index).astype("float32")

    derived = {
        "attack": events["event_kind"].isin(ATTACK_KINDS),
        "chinese_target": events["target_type"].isin(CHINESE_TARGETS),
        "placed": events["location_precision"].isin(PLACED),
        "month": events["date"].to_numpy().astype("datetime64[M]").astype("datetime64[s]"),
        "year": events["date"].dt.year.astype("int16"),
        "severity": severity(events["killed"], events["wounded"]).astype("float32"),
        "location": location,
    }
    for column in [
        "border_km",
        "district_located",
        "cell",
        "nearest_project",
        "project_km",
    ]:
        derived[column] = _at(locations[column], location)
    events = events.assign(**derived)
    measured = events[MEASURED].assign(**{toll: events[toll].astype("float32") for toll in TOLLS})
    return PreparedRecord(events, measured, locations, near)


def _locations(events: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """The distinct points, and for each event the position of its own."""
    points = events[["longitude", "latitude"]]
    located = points.notna().all(axis=1)
    codes = points[located].groupby(["longitude", "latitude"]).ngroup()
    location = codes.reindex(events.index, fill_value=-1).astype("int32")
    locations = points[located].drop_duplicates().sort_values(["longitude", "latitude"])
    locations = locations.reset_index(drop=True)
    longitude, latitude = locations["longitude"], locations["latitude"]
    locations["border_km"] = geography.km_to_afghan_border(longitude, latitude).astype("float32")
    district, _ = geography.district_at(longitude, latitude)
    locations["district_located"] = pd.Categorical(district)
    locations["cell"] = pd.Categorical(
        [h3.latlng_to_cell(y, x, H3_RESOLUTION) for x, y in zip(longitude, latitude, strict=True)]
    )
    return location, locations


def _near_projects(
    locations: pd.DataFrame, projects: pd.DataFrame | None, routes: pd.DataFrame | None
) -> pd.DataFrame:
    if projects is None or routes is None:
        nowhere = pd.DataFrame({"location": [], "project_id": [], "km": []})
        return nowhere.astype({"location": "int32", "project_id": "category", "km": "float64"})
    pairs = geography.pairs_within(
        locations["longitude"],
        locations["latitude"],
        project_shapes(projects, routes),
        NEAR_PROJECT_KM,
    )
    return pd.DataFrame(
        {
            "location": pairs["point"].astype("int32"),
            "project_id": pd.Categorical.from_codes(
                pairs["shape"], dtype=pd.CategoricalDtype(projects["project_id"])
            ),
            "km": pairs["km"],
        }
    )


def _at(column: pd.Series, location: pd.Series) -> pd.Series:
    """A column of places, handed to the events that stand there; empty where none is known."""
    return column.reindex(location.to_numpy()).set_axis(location.index)
