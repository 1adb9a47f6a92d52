"""The corridor: its projects and the lines that they follow."""

import pandas as pd
import pandera.pandas as pa

from riskdata.schema import location
from riskdata.schema import vocabularies as words
from riskdata.schema.columns import (
    choice,
    count,
    dataset,
    day,
    identifier,
    label,
    latitude,
    longitude,
    measure,
    name,
    rule,
    text,
    web_address,
)


def _a_whole(frame: pd.DataFrame) -> pd.Series:
    wholes = frame["project_id"][frame["part_of"].isna()]
    return frame["part_of"].isna() | frame["part_of"].isin(wholes)


cpec_projects = dataset(
    "cpec_projects",
    "one project",
    ["project_id"],
    {
        "project_id": identifier("Identifier of the project"),
        "name": text("Name of the project"),
        "sector": choice("What is built", words.SECTOR),
        "status": choice("How far it is", words.PROJECT_STATUS),
        "province": name("Province of the point", "province"),
        "district": name("District of the point", "district"),
        "latitude": latitude("Latitude of the site, or of a line's end"),
        "longitude": longitude("Longitude of the site, or of a line's end"),
        "geometry_kind": choice("One site or a line", words.GEOMETRY_KIND),
        "location_precision": choice("How exactly the place is known", words.PROJECT_PRECISION),
        "part_of": label("Project that contains this one, cost and all", empty=True),
        "cost_usd_million": measure(
            "Cost; that of a part is in the cost of its whole",
            "million US dollars",
            empty=True,
        ),
        "capacity": measure("Capacity", "see capacity_unit", empty=True),
        "capacity_unit": label("Unit of the capacity", empty=True),
        "length_km": measure("Length of a line", "km", empty=True),
        "chinese_parties": text("Chinese companies, lenders and grants", empty=True),
        "pakistani_parties": text("Pakistani companies and agencies", empty=True),
        "start_date": day("Begin of the works", empty=True),
        "commercial_date": day("Begin of service, or completion", empty=True, future=True),
        "as_of": day("Day for which the status is known"),
        "confidence": choice("How well the row is borne out", words.CONFIDENCE),
        "summary": text("What it is, in our words"),
        "source": text("Publication, title and date"),
        "source_url": web_address(),
        "notes": text("What a reader must know of the place and the cost", empty=True),
    },
    [
        *location.rules(),
        rule(
            "is given without capacity_unit",
            "Name the unit.",
            ["capacity"],
            lambda frame: frame["capacity_unit"].notna(),
        ),
        rule(
            "comes before start_date",
            "Check both dates.",
            ["commercial_date", "start_date"],
            lambda frame: frame["commercial_date"] >= frame["start_date"],
        ),
        rule(
            "is no other whole project",
            "Name the project_id of the project that contains this one and is itself part of none.",
            ["part_of", "project_id"],
            _a_whole,
        ),
    ],
)


def _next_in_line(frame: pd.DataFrame) -> pd.Series:
    expected = frame.groupby("route_id", observed=True).cumcount() + 1
    return frame["sequence"] == expected


def _one_name(frame: pd.DataFrame) -> pd.Series:
    first = frame.groupby("route_id", observed=True)["name"].transform("first")
    return frame["name"].astype(object) == first.astype(object)


cpec_routes = dataset(
    "cpec_routes",
    "one waypoint of a corridor or project line",
    ["route_id", "sequence"],
    {
        "route_id": label("Identifier of the line"),
        "name": label("Name of the line"),
        "alignment": choice("Which part of the corridor", words.ALIGNMENT),
        "sequence": count("Place of the waypoint along the line, from 1", "order", at_least=1),
        "place": text("Name of the waypoint"),
        "latitude": latitude(),
        "longitude": longitude(),
        "project_id": label("Project that the line belongs to", empty=True),
        "source": text("Publication, title and date"),
        "source_url": web_address(),
        "notes": text("What a reader must know of the line", empty=True),
    },
    [
        rule(
            "is not the next number along the line",
            "Number the waypoints of each line 1, 2, 3 and so on, and keep them in that order.",
            ["sequence", "route_id"],
            _next_in_line,
        ),
        rule(
            "differs from the name in the line's first row",
            "Give every waypoint of a line the same name.",
            ["name", "route_id"],
            _one_name,
        ),
    ],
)

SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "cpec_projects": cpec_projects,
    "cpec_routes": cpec_routes,
}
