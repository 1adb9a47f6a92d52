"""The datasets on disk: what they are, which content they hold now, and their frames.

A dataset is `<name>.csv` with `<name>.yaml` beside it (title, publisher, licence, cautions, and
the assertions that hold back a bad release, in the manner of OpenSanctions). The folder is the
bundled one, or that named by the environment variable CORRIDOR_WATCH_DATASETS.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import pandas as pd
import yaml

from riskdata import schema
from riskdata.reading import DatasetError, Problem, read

BUNDLED = Path(__file__).parent / "datasets"


@dataclass(frozen=True)
class Assertions:
    """What a release must meet: rows, tolerated loss of rows (0 to 1), filled share a column."""

    min_rows: int
    max_shrink: float
    filled: dict[str, float]


@dataclass(frozen=True)
class Metadata:
    """What a dataset is. `row` says what one row is, `counts` what its numbers count."""

    dataset: str
    title: str
    row: str
    counts: str
    publisher: str
    licence: str
    credit: str
    rhythm: str
    as_of: date
    cautions: tuple[str, ...]
    assertions: Assertions
    url: str | None = None


def folder() -> Path:
    """The folder that the datasets are read from."""
    return Path(os.environ.get("CORRIDOR_WATCH_DATASETS") or BUNDLED)


def datasets() -> list[str]:
    """The name of every dataset."""
    return list(schema.SCHEMAS)


def _unusable(dataset: str, path: Path, message: str, remedy: str) -> DatasetError:
    problem = Problem(dataset, path.name, None, None, None, message, remedy)
    return DatasetError(dataset, path.name, [problem])


def _stamp(dataset: str, path: Path) -> tuple[int, int, int]:
    """Changes whenever the file is written or replaced."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise _unusable(
            dataset, path, "is missing", f"Put {path.name} into the datasets folder."
        ) from None
    return status.st_mtime_ns, status.st_size, status.st_ino


@lru_cache(maxsize=128)
def _metadata(dataset: str, path: Path, _stamp: tuple[int, int, int]) -> Metadata:
    try:
        fields = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Metadata(
            dataset=dataset,
            row=schema.SCHEMAS[dataset].description or "",
            **fields
            | {
                "cautions": tuple(fields["cautions"]),
                "assertions": Assertions(**fields["assertions"]),
            },
        )
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, KeyError) as error:
        raise _unusable(
            dataset, path, f"cannot be read ({error})", "Compare it with the other .yaml files."
        ) from error


def metadata(dataset: str) -> Metadata:
    """What the dataset is. Raises DatasetError when its .yaml file is missing or broken."""
    path = folder() / f"{dataset}.yaml"
    return _metadata(dataset, path, _stamp(dataset, path))


def _content(dataset: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unusable(
            dataset,
            path,
            f"cannot be opened ({error.strerror})",
            "Let the user that runs the dashboard read the file.",
        ) from error


@lru_cache(maxsize=128)
def _version(dataset: str, path: Path, _stamp: tuple[int, int, int]) -> str:
    return hashlib.sha256(_content(dataset, path)).hexdigest()[:12]


def version(dataset: str) -> str:
    """Identity of the content now on disk: the first 12 hex digits of its SHA-256.

    Costs one stat of the file unless it changed. Raises DatasetError when the file is missing.
    """
    path = folder() / f"{dataset}.csv"
    return _version(dataset, path, _stamp(dataset, path))


def load(dataset: str) -> pd.DataFrame:
    """The dataset's frame as `riskdata.reading.read` gives it.

    Raises DatasetError when the file is missing, empty or broken.
    """
    path = folder() / f"{dataset}.csv"
    _stamp(dataset, path)
    return read(dataset, _content(dataset, path), path.name)


def _bundled(dataset: str) -> Metadata:
    path = BUNDLED / f"{dataset}.yaml"
    return _metadata(dataset, path, _stamp(dataset, path))


EVENT_RECORDS: dict[str, Metadata] = {name: _bundled(name) for name in schema.EVENT_RECORDS}
"""The datasets that have the event schema."""
