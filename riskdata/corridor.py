"""The corridor made ready for measuring: its projects and routes with where they lie, once per
version."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from riskdata import geography
from riskdata.measures.alignments import lengths
from riskdata.nearness import district_pairs
from riskdata.projects import (
    crossed,
    km_to_afghan_border,
    project_places,
    project_shapes,
    stretches,
)
from riskdata.selection import BORDER_BELT, PAKISTAN, Mask

FACTS = [
    "project_id",
    "name",
    "sector",
    "status",
    "province",
    "district",
    "latitude",
    "longitude",
    "geometry_kind",
    "location_precision",
    "part_of",
    "cost_usd_million",
    "as_of",
    "confidence",
    "summary",
]
"""What a page says of a project."""


@dataclass(frozen=True)
class Lines:
    """Lines in degrees as a map takes them: `longitude` and `latitude` with a gap (NaN) after each
    part, and `shape`, the position of the line that each belongs to. Points are in none."""

    longitude: NDArray[np.float32]
    latitude: NDArray[np.float32]
    shape: NDArray[np.int64]


def lines_of(shapes_of_plane: NDArray[np.object_]) -> Lines:
    """The lines among the shapes, or the outlines among them, in degrees."""
    parts, shape = shapely.get_parts(shapes_of_plane, return_index=True)
    drawn = shapely.length(parts) > 0
    parts, shape = parts[drawn], shape[drawn]
    degrees, part = shapely.get_coordinates(geography.to_degrees(parts), return_index=True)
    ends = np.flatnonzero(np.diff(part, append=-1)) + 1
    degrees = np.insert(degrees.astype(np.float32), ends, np.nan, axis=0)
    return Lines(degrees[:, 0], degrees[:, 1], shape[np.insert(part, ends, part[ends - 1])])


@dataclass(frozen=True)
class Part:
    """Projects, or stretches of the routes, with where they lie.

    `table` has a row each (of the projects the columns `FACTS`, as objects), `shapes` are theirs
    in the plane, `drawn` their lines in degrees, `places` the districts and provinces
    that each touches (`projects.crossed`), `border_km` from the nearest point of each to the
    Durand Line, `districts` the pairs of district and shape (`nearness.district_pairs`).
    """

    table: pd.DataFrame
    shapes: NDArray[np.object_]
    drawn: Lines
    places: pd.DataFrame
    border_km: NDArray[np.float64]
    districts: pd.DataFrame

    def within(self, region: str, depth_km: int) -> Mask:
        """Which touch a region: a province, a district, or the Afghan border belt, in which the
        nearest point must lie."""
        if region == PAKISTAN:
            return np.ones(len(self.table), dtype=bool)
        if region == BORDER_BELT:
            return self.border_km <= depth_km
        level = "province" if region in set(self.places["province"]) else "district"
        found = np.zeros(len(self.table), dtype=bool)
        found[self.places.loc[self.places[level] == region, "shape"]] = True
        return found


@dataclass(frozen=True)
class Corridor:
    """The projects, the routes cut into stretches, and the km of each alignment."""

    projects: Part
    stretches: Part
    lengths: pd.Series


def corridor(projects: pd.DataFrame, routes: pd.DataFrame) -> Corridor:
    """The corridor of the datasets `cpec_projects` and `cpec_routes`."""
    shapes = project_shapes(projects, routes)
    cut = stretches(routes)
    return Corridor(
        _part(projects[FACTS].astype(object), shapes, project_places(projects, shapes)),
        _part(cut, cut["shape"].to_numpy(), crossed(cut["shape"].to_numpy())),
        lengths(cut),
    )


def _part(table: pd.DataFrame, shapes: NDArray[np.object_], places: pd.DataFrame) -> Part:
    return Part(
        table, shapes, lines_of(shapes), places, km_to_afghan_border(shapes), district_pairs(shapes)
    )
