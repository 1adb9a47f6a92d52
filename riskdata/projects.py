"""Where the corridor's projects and routes lie, as shapes of the plane of `geography`."""

from itertools import pairwise

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.ops import substring

from riskdata import geography

STRETCH_KM = 20.0


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


def stretches(routes: pd.DataFrame, km: float = STRETCH_KM) -> pd.DataFrame:
    """Every route cut into equal stretches of about `km`, in order along it.

    Columns: `route_id`, `name`, `alignment`, `project_id`, `start_km` and `end_km` along the line
    and `km` (all measured in the plane, which is within 1 percent of the ellipsoid), `from_place`
    and `to_place` (the waypoints of the leg that its middle lies on) and `shape` in the plane.
    """
    places = routes.sort_values(["route_id", "sequence"]).groupby("route_id", observed=True)[
        "place"
    ]
    named = {route: names.to_numpy(dtype=object) for route, names in places}
    rows = []
    for route, name, alignment, project, line in route_lines(routes).itertuples(index=False):
        count = max(1, round(line.length / 1000.0 / km))
        cuts = np.linspace(0.0, line.length, count + 1)
        legs = np.hypot(*np.diff(shapely.get_coordinates(line), axis=0).T)
        at = np.append(0.0, legs.cumsum())
        for start, end in pairwise(cuts):
            leg = int(np.clip(np.searchsorted(at, (start + end) / 2), 1, len(at) - 1))
            rows.append(
                (
                    route,
                    name,
                    alignment,
                    project,
                    start / 1000.0,
                    end / 1000.0,
                    (end - start) / 1000.0,
                    named[route][leg - 1],
                    named[route][leg],
                    substring(line, start, end),
                )
            )
    return pd.DataFrame(
        rows,
        columns=["route_id", "name", "alignment", "project_id", "start_km", "end_km", "km",
                 "from_place", "to_place", "shape"],
    )  # fmt: skip


def crossed(lines_of_plane: NDArray[np.object_]) -> pd.DataFrame:
    """The districts that each line runs through: `shape` (position of the line), `district` and
    `province`. A line off the coast, as a straight leg across a bay, has the nearest district."""
    table = geography.districts()
    tree = shapely.STRtree(table["shape"].to_numpy())
    shape, district = tree.query(lines_of_plane, predicate="intersects")
    lost = np.setdiff1d(np.arange(len(lines_of_plane)), shape)
    near, nearest = tree.query_nearest(lines_of_plane[lost], all_matches=False)
    found = table.iloc[np.concatenate([district, nearest])]
    return pd.DataFrame(
        {
            "shape": np.concatenate([shape, lost[near]]),
            "district": found["name"].to_numpy(dtype=object),
            "province": found["province"].to_numpy(dtype=object),
        }
    )


def project_places(projects: pd.DataFrame, shapes: NDArray[np.object_]) -> pd.DataFrame:
    """Where each project is: a site in the district that its row names, a line in all that it runs
    through. Columns as in `crossed`; `shapes` are `project_shapes`."""
    line = shapely.length(shapes) > 0
    through = crossed(shapes[line])
    sites = pd.DataFrame(
        {
            "shape": np.flatnonzero(~line),
            "district": projects.loc[~line, "district"].astype(object),
            "province": projects.loc[~line, "province"].astype(object),
        }
    )
    through["shape"] = np.flatnonzero(line)[through["shape"]]
    return pd.concat([sites, through], ignore_index=True)


def km_to_afghan_border(shapes_of_plane: NDArray[np.object_]) -> NDArray[np.float64]:
    """Km from the nearest point of each shape to the Durand Line."""
    border = np.full(len(shapes_of_plane), geography.afghan_border(), dtype=object)
    return geography.km_between(shapes_of_plane, border)
