"""The datasets as a Frictionless data package: `python -m riskdata.datapackage FOLDER`."""

import argparse
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from riskdata import catalogue
from riskdata.schema import SCHEMAS

TYPES = {
    "day": "date",
    "count": "integer",
    "measure": "number",
    "text": "string",
    "label": "string",
}
OPEN_LICENCES = {"CC BY 4.0": "CC-BY-4.0", "CC0": "CC0-1.0"}


def _field(name: str, column: pa.Column) -> dict[str, Any]:
    metadata = column.metadata or {}
    constraints: dict[str, Any] = {"required": not column.nullable}
    for constraint in ("minimum", "maximum", "pattern"):
        if constraint in metadata:
            constraints[constraint] = metadata[constraint]
    if "choices" in metadata:
        constraints["enum"] = list(metadata["choices"])
    field = {
        "name": name,
        "type": TYPES[metadata["kind"]],
        "description": column.description,
        "constraints": constraints,
    }
    if "unit" in metadata:
        field["unit"] = metadata["unit"]
    return field


def _licence(text: str) -> dict[str, str]:
    return {"name": OPEN_LICENCES.get(text, "other"), "title": text}


def _resource(dataset: str) -> dict[str, Any]:
    schema, about = SCHEMAS[dataset], catalogue.metadata(dataset)
    source = {"title": about.publisher} | ({"path": about.url} if about.url else {})
    return {
        "name": dataset,
        "type": "table",
        "path": f"{dataset}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "title": about.title,
        "description": " ".join([about.counts, *about.cautions]),
        "sources": [source],
        "licenses": [_licence(about.licence)],
        "credit": about.credit,
        "asOf": about.as_of.isoformat(),
        "schema": {
            "fields": [_field(name, column) for name, column in schema.columns.items()],
            "primaryKey": (schema.metadata or {})["key"],
        },
    }


def as_csv(frame: pd.DataFrame) -> bytes:
    """A frame as the CSV (RFC 4180) that `riskdata.reading.read` takes back unchanged."""
    return frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8")


def export(folder_out: Path) -> Path:
    """Writes every dataset, names mended, and `datapackage.json`; returns the latter's path.

    With the .yaml files written beside, the folder can serve as CORRIDOR_WATCH_DATASETS.
    Raises DatasetError when a dataset is missing or broken.
    """
    folder_out.mkdir(parents=True, exist_ok=True)
    for dataset in catalogue.datasets():
        (folder_out / f"{dataset}.csv").write_bytes(as_csv(catalogue.load(dataset)))
        about = f"{dataset}.yaml"
        (folder_out / about).write_bytes((catalogue.folder() / about).read_bytes())
    package = {
        "name": "corridor-watch",
        "title": "Corridor Watch: attacks, projects and China's security presence in Pakistan",
        "resources": [_resource(dataset) for dataset in catalogue.datasets()],
    }
    path = folder_out / "datapackage.json"
    path.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m riskdata.datapackage",
        description="Writes the datasets as a Frictionless data package.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to write it")
    print(export(parser.parse_args().folder))
