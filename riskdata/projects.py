"""Where the corridor's projects and routes lie, as shapes of the plane of `geography`."""

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from riskdata import geography


def route_lines(routes: pd.DataFrame) -> pd.DataFrame:
    """One row a route: route_id, name, alignment, project_id and its line in the plane."""
    ordered = routes.sort_values(["route_id", "sequence"])
    rows = []
    for route, legs in ordered.groupby("route_id", observed=True, sort=False):
        degrees = shapely.linestrings(legs["longitude"].to_numpy(), legs["latitude"].to_numpy())
        first = legs.iloc[0]
        rows.append((route, first["name"], first["alignment"], first["project_id"], degrees))
    lines = pd.DataFrame(rows, columns=["route_id", "name", "alignment", "project_id", "shape"])
    lines["shape"] = geography.to_plane(lines["shape"])
    return lines


def project_shapes(projects: pd.DataFrame, routes: pd.DataFrame) -> NDArray[np.object_]:
    """The shape of each project in the plane: the line of its routes, else its point."""
    shapes = geography.points(projects["longitude"], projects["latitude"])
    lines = route_lines(routes).dropna(subset="project_id").groupby("project_id", observed=True)
    by_project = {name: shapely.union_all(list(group)) for name, group in lines["shape"]}
    return np.array(
        [by_project.get(i, point) for i, point in zip(projects["project_id"], shapes, strict=True)],
        dtype=object,
    )
