"""Which places lie near which projects and lines, prepared once per version.

A place is a distinct point of an event record or a whole district: an event known only to its
district stands nowhere in it, so it is spread evenly over its polygon.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from cachetools import LRUCache, cached
from scipy.sparse import csr_array

from riskdata import geography
from riskdata.geography import Names
from riskdata.preparation import NEAR_PROJECT_KM, PreparedRecord

REACH_KM = NEAR_PROJECT_KM
"""How far an event is felt at the most. Beyond it even the widest scale that a reader may set
leaves little more than a third, and a bound keeps the work to pairs that are near each other."""


@dataclass(frozen=True)
class Nearness:
    """The pairs of a place and a shape not farther apart than `REACH_KM`.

    Places are numbered: first the record's points, then the districts in the order of
    `geography.districts()`. `near`: the pairs of a point (`point`, `shape`, `km`); `districts`:
    those of the points of a district's grid (`district_pairs`).
    """

    near: pd.DataFrame
    districts: pd.DataFrame
    points: int
    shapes: int

    @property
    def places(self) -> int:
        """How many places there are: points and districts."""
        return self.points + len(geography.districts())


# A new version of the projects seldom moves one of them.
@cached(LRUCache(8), key=lambda shapes_of_plane: tuple(shapely.to_wkb(shapes_of_plane)))
def district_pairs(shapes_of_plane: Names) -> pd.DataFrame:
    """Every pair of a point of a district's grid and a shape within `REACH_KM`.

    Columns: `district` (position in `geography.districts()`), `shape`, `km` and `share`, the part
    of the district's area that the point stands for. Shared: never to be changed in place.
    """
    district, grid = geography.district_grid()
    share = 1.0 / np.bincount(district)
    # Far from every project there is nothing to measure.
    near = shapely.STRtree(shapes_of_plane).query(
        geography.districts()["shape"].to_numpy(), "dwithin", REACH_KM * 1020.0
    )[0]
    here = np.isin(district, near)
    found = geography.pairs_in_plane(grid[here], shapes_of_plane, REACH_KM)
    number = district[here][found["point"].to_numpy()]
    return pd.DataFrame(
        {
            "district": number.astype("int32"),
            "shape": found["shape"].to_numpy("int32"),
            "km": found["km"],
            "share": share[number],
        }
    )


def to_projects(
    record: PreparedRecord, projects: pd.DataFrame, districts: pd.DataFrame
) -> Nearness:
    """The nearness of a record's points and of the districts (`district_pairs`) to the projects
    that the record was prepared with."""
    pairs = record.near_projects
    near = pd.DataFrame(
        {
            "point": pairs["location"].to_numpy(),
            "shape": pairs["project_id"].cat.codes.to_numpy("int32"),
            "km": pairs["km"].to_numpy(),
        }
    )
    return Nearness(near, districts, len(record.locations), len(projects))


def to_stretches(
    record: PreparedRecord, stretches: pd.DataFrame, districts: pd.DataFrame
) -> Nearness:
    """The nearness of a record's points and of the districts (`district_pairs`) to stretches of
    the routes (`projects.stretches`)."""
    places, shapes = record.locations, stretches["shape"].to_numpy()
    near = geography.pairs_within(places["longitude"], places["latitude"], shapes, REACH_KM)
    near = near.astype({"point": "int32", "shape": "int32"})
    return Nearness(near, districts, len(places), len(shapes))


def kernel(nearness: Nearness, scale_km: float) -> csr_array:
    """What a shape feels of one point of weight at each place: exp(-km / scale), the mean of it
    over a district. One row a shape, one column a place; nothing beyond `REACH_KM`."""
    near, districts = nearness.near, nearness.districts
    # Where rows meet in one cell, as those of a district's grid do, they are added up.
    felt = np.concatenate(
        [
            np.exp(near["km"].to_numpy() / -scale_km),
            np.exp(districts["km"].to_numpy() / -scale_km) * districts["share"].to_numpy(),
        ]
    )
    shape = np.concatenate([near["shape"], districts["shape"]])
    place = np.concatenate([near["point"], districts["district"] + nearness.points])
    return csr_array((felt, (shape, place)), shape=(nearness.shapes, nearness.places))
