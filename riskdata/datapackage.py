"""The datasets as CSV and as a Frictionless data package (`python -m riskdata export`)."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
import pyarrow.csv
import yaml

from riskdata.catalogue import Metadata
from riskdata.formulas import escaped
from riskdata.schema import SCHEMAS

TYPES = {
    "day": "date",
    "count": "integer",
    "measure": "number",
    "text": "string",
    "label": "string",
}
OPEN_LICENCES = {"CC BY 4.0": "CC-BY-4.0", "CC0": "CC0-1.0"}


def _field(name: str, column: pandera.Column) -> dict[str, Any]:
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


def _resource(about: Metadata, csv: bytes, version: int) -> dict[str, Any]:
    schema = SCHEMAS[about.dataset]
    source = {"title": about.publisher} | ({"path": about.url} if about.url else {})
    return {
        "name": about.dataset,
        "type": "table",
        "path": f"{about.dataset}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "version": str(version),
        "bytes": len(csv),
        "hash": f"sha256:{hashlib.sha256(csv).hexdigest()}",
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


def _as_yaml(about: Metadata) -> bytes:
    fields = asdict(about)
    del fields["dataset"], fields["row"]
    given = {name: value for name, value in fields.items() if value is not None}
    given["cautions"] = list(about.cautions)
    return yaml.safe_dump(given, allow_unicode=True, sort_keys=False, width=100).encode("utf-8")


def as_csv(frame: pd.DataFrame) -> bytes:
    """A frame as CSV (RFC 4180, UTF-8), none of whose texts a spreadsheet runs as a formula.

    Numbers and days are written as they are, and no column may hold times of day.
    `riskdata.reading.read` takes the CSV of a dataset's frame back unchanged.
    """
    # Arrow's writer lets other threads work meanwhile, and takes a quarter of pandas' time.
    written = pa.table({str(name): _written(column) for name, column in frame.items()})
    out = pa.BufferOutputStream()
    options = pyarrow.csv.WriteOptions(eol="\r\n", quoting_header="none")
    pyarrow.csv.write_csv(written, out, options)
    return out.getvalue().to_pybytes()


def _written(column: pd.Series) -> pa.Array | pa.ChunkedArray:
    if isinstance(column.dtype, pd.CategoricalDtype):
        words = _written(column.cat.categories.to_series())
        return words.take(pa.array(column.cat.codes.where(column.notna()), pa.int32()))
    if column.dtype == "str":
        return pa.array(escaped(column))
    if column.dtype == object:
        is_text = column.map(lambda value: isinstance(value, str))
        texts = column.mask(is_text, escaped(column.where(is_text).astype("str")))
        return pa.array(texts.astype("str"))
    written = pa.array(column, from_pandas=True)
    return written.cast(pa.date32()) if pa.types.is_timestamp(written.type) else written


def files(
    frames: Mapping[str, pd.DataFrame],
    metadata: Mapping[str, Metadata],
    versions: Mapping[str, int],
    edition: int,
) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file of the package: CSVs, their .yaml, `datapackage.json` last.

    `versions` holds the number of the version that each frame is, `edition` is that of the whole
    (`riskdata.store`). In one folder, the files can serve as CORRIDOR_WATCH_DATASETS.
    """
    resources = []
    for dataset, frame in frames.items():
        csv = as_csv(frame)
        yield f"{dataset}.csv", csv
        yield f"{dataset}.yaml", _as_yaml(metadata[dataset])
        resources.append(_resource(metadata[dataset], csv, versions[dataset]))
    package = {
        "name": "corridor-watch",
        "title": "Corridor Watch: attacks, projects and China's security presence in Pakistan",
        "version": str(edition),
        "resources": resources,
    }
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    yield "datapackage.json", text.encode("utf-8")
