"""Regions, the gazetteer of towns, and the spellings of districts."""

import pandera.pandas as pa

from riskdata.schema import location
from riskdata.schema import vocabularies as words
from riskdata.schema.columns import (
    choice,
    count,
    dataset,
    label,
    latitude,
    longitude,
    measure,
    name,
    rule,
    text,
    web_address,
    year,
)

regions = dataset(
    "regions",
    "one country, province or district",
    ["region", "kind"],
    {
        "region": text("Canonical name"),
        "kind": choice("What it is", words.REGION_KIND),
        "province": name("Province that it is or lies in", "province", empty=True),
        "population": count("People at the census", "people", at_least=1, empty=True),
        "population_year": year("Year of the census", at_least=1951, empty=True),
        "area_km2": measure(
            "Published area; densities use the drawn area of the polygon",
            "square kilometres",
            at_least=1,
        ),
        "capital": text("Seat of its administration"),
        "latitude": latitude("Latitude of the capital, or of a point inside"),
        "longitude": longitude("Longitude of the capital, or of a point inside"),
        "source": text("Publication"),
        "source_url": web_address(),
        "notes": text("What a reader must know of the figures", empty=True),
    },
    [
        rule(
            "has no province",
            "Name the province that it lies in.",
            ["kind"],
            lambda frame: (frame["kind"] == "country") | frame["province"].notna(),
        ),
        rule(
            "is given without population_year",
            "Name the year of the census.",
            ["population"],
            lambda frame: frame["population_year"].notna(),
        ),
    ],
)

places = dataset(
    "places",
    "one town or village",
    ["place", "district"],
    {
        "place": text("Name of the place"),
        "district": name("District that holds it", "district"),
        "province": name("Province that holds it", "province"),
        "latitude": latitude(),
        "longitude": longitude(),
        "source": label("Where the point comes from"),
    },
    location.rules(),
)

district_aliases = dataset(
    "district_aliases",
    "one spelling or former name of a district",
    ["alias"],
    {
        "alias": text("The variant"),
        "district": name("Canonical district that it leads to", "district"),
    },
)

SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "regions": regions,
    "places": places,
    "district_aliases": district_aliases,
}
