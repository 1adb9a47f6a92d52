"""The data dictionary: every dataset, column, unit and word, from the schemas."""

from collections.abc import Iterator
from typing import Any

import pandera.pandas as pa

from riskdata import names
from riskdata.schema import EVENT_RECORDS, SCHEMAS
from riskdata.schema.location import REACH_KM, TOLERANCE_KM
from riskdata.schema.vocabularies import STATISTIC_REGIONS

KINDS = {
    "day": "date",
    "count": "whole number",
    "measure": "number",
    "text": "text",
    "label": "label",
}


def _metadata(declared: pa.Column | pa.DataFrameSchema) -> dict[str, Any]:
    return declared.metadata or {}


def _range(metadata: dict[str, Any]) -> str:
    if "minimum" not in metadata:
        return ""
    if "maximum" in metadata:
        return f"{metadata['minimum']:,} to {metadata['maximum']:,}"
    return f"{metadata['minimum']} or {'later' if 'future' in metadata else 'more'}"


def _constraint(column: pa.Column) -> str:
    metadata = _metadata(column)
    said = []
    if metadata["optional"]:
        said.append("column may be absent")
    elif column.nullable:
        said.append("may be empty")
    if "choices" in metadata:
        said.append("one of the words below")
    if "names" in metadata:
        said.append(f"canonical {metadata['names']} name")
    said.append(_range(metadata))
    if metadata.get("future") is False:
        said.append("not in the future")
    said.append(metadata.get("form", ""))
    return "; ".join(filter(None, said))


def _words(columns: dict[str, pa.Column]) -> Iterator[str]:
    for name, column in columns.items():
        choices = _metadata(column).get("choices")
        if choices:
            yield f"**{name}**\n"
            yield from (f"- `{word}`: {meaning}" for word, meaning in choices.items())
            yield ""


def _rules(schema: pa.DataFrameSchema) -> Iterator[str]:
    yield "Rules across columns; a row is refused when\n"
    yield from (f"- `{check.title}` {check.error}" for check in schema.checks or [])
    yield ""


def _dataset(title: str, row: str, schema: pa.DataFrameSchema) -> Iterator[str]:
    key = ", ".join(f"`{column}`" for column in _metadata(schema)["key"])
    yield f"## {title}\n"
    yield f"{row} Key: {key}.\n"
    yield "| column | kind | unit | what it is | |"
    yield "| --- | --- | --- | --- | --- |"
    for name, column in schema.columns.items():
        metadata = _metadata(column)
        cells = [
            f"`{name}`",
            KINDS[metadata["kind"]],
            metadata.get("unit", ""),
            str(column.description),
            _constraint(column),
        ]
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield from _words(schema.columns)
    yield from _rules(schema)


NAME_TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "names/groups.csv": (
        "One row is one group that carries out attacks, or a state.",
        {
            "group": "Canonical name, as it stands in `perpetrator`",
            "abbreviation": "Short name for charts; may be empty",
            "family": "Which kind of group it is, for grouping",
            "aliases": "Other spellings, separated by '; '; may be empty",
        },
    ),
    "names/publishers.csv": (
        "One row is one publisher of figures.",
        {
            "publisher": "Canonical short name, as it stands in `publisher`",
            "full_name": "Its name in full",
            "counts": "What its figures count",
            "url": "Where it publishes; may be empty",
            "aliases": "Other spellings, separated by '; '; may be empty",
        },
    ),
}
"""What one row is, and the columns, of each table of names that is no dataset."""


def _name_table(file: str) -> Iterator[str]:
    row, columns = NAME_TABLES[file]
    yield f"## {file}\n"
    yield (
        f"{row} Source: own compilation from the names that UCDP, the publishers and the press "
        "named in the datasets' rows use. Licence: that of the code (MIT). Always read from the "
        "folder bundled with the code.\n"
    )
    yield "| column | what it is |"
    yield "| --- | --- |"
    yield from (f"| `{name}` | {what} |" for name, what in columns.items())
    yield ""


def markdown() -> str:
    """The whole dictionary as Markdown."""
    tolerance = ", ".join(
        f"{precision} {km:g} km" for precision, km in TOLERANCE_KM.items() if km < float("inf")
    )
    lines = [
        "# Data dictionary\n",
        "Made by `python -m riskdata.schema` from the schemas in `riskdata/schema`; do not edit.\n",
        "A file is a CSV in UTF-8 with the columns below as its header, in any order. An empty "
        "cell means not known, never zero.\n",
        "A point may stand outside its named district or province by as much as its stated "
        f"precision allows ({tolerance}; 5 km where no precision is stated), because drawn "
        f"borders and shores are generalised. Up to {REACH_KM:g} km it also passes when no other "
        "district is nearer.\n",
        "Statistics may name two regions that are no row of `regions`: "
        + "; ".join(f"{region} ({meaning})" for region, meaning in STATISTIC_REGIONS.items())
        + ". Both lie inside Khyber Pakhtunkhwa: never add the three.\n",
        f"Canonical names: {len(names.canonical('group'))} groups in `names/groups.csv`, "
        f"{len(names.canonical('publisher'))} publishers in `names/publishers.csv`, "
        f"{len(names.canonical('district'))} districts in `regions.csv` with their spellings in "
        "`district_aliases.csv`. Variants are mended when a file is read. These tables and "
        "the borders always come from the folder bundled with the code.\n",
        *_dataset(
            f"Event records: {', '.join(EVENT_RECORDS)}",
            " ".join(
                f"In {name} one row is {SCHEMAS[name].description}." for name in EVENT_RECORDS
            ),
            SCHEMAS[EVENT_RECORDS[0]],
        ),
    ]
    for name, schema in SCHEMAS.items():
        if name not in EVENT_RECORDS:
            lines.extend(_dataset(name, f"One row is {schema.description}.", schema))
    for file in NAME_TABLES:
        lines.extend(_name_table(file))
    return "\n".join(lines).rstrip() + "\n"
