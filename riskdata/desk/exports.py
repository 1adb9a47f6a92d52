"""What the app gives out, under names that say which version it is."""

import io
import zipfile
from collections.abc import Mapping

import pandas as pd

from riskdata import datapackage
from riskdata.catalogue import Metadata


def csv_name(dataset: str, version: int) -> str:
    """Name of a dataset's CSV: "incidents-v3.csv"; "incidents-bundled.csv" for version 0."""
    return f"{dataset}-{f'v{version}' if version else 'bundled'}.csv"


def rows_name(figure: str, edition: int) -> str:
    """Name of the CSV of the rows behind a figure: "attacks-by-year-edition-12.csv"."""
    return f"{figure.lower().replace(' ', '-')}-edition-{edition}.csv"


def package_name(edition: int) -> str:
    """Name of the data package: "corridor-watch-edition-12.zip"."""
    return f"corridor-watch-edition-{edition}.zip"


def package_zip(
    frames: Mapping[str, pd.DataFrame],
    metadata: Mapping[str, Metadata],
    versions: Mapping[str, int],
    edition: int,
) -> bytes:
    """The data package (`datapackage.files`) as a zip, the same bytes for the same content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in datapackage.files(frames, metadata, versions, edition):
            # A ZipInfo made by hand bears no time of its own.
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
