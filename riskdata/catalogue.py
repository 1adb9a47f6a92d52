"""The datasets on disk: what they are, which content they hold now, and their frames.

A dataset is `<name>.csv` with `<name>.yaml` beside it (title, publisher, licence, cautions, and
the assertions that a release has to meet, in the manner of OpenSanctions: the tests hold the
bundled datasets to them, loading does not). The folder is the bundled one, or that named by the
environment variable CORRIDOR_WATCH_DATASETS. Canonical names and geometry are no part of it: they
always come from the tables bundled with the code.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

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
    """The name of every dataset, of the unbundled records only those that have a file."""
    return [
        name
        for name in schema.SCHEMAS
        if name not in schema.UNBUNDLED or (folder() / f"{name}.csv").exists()
    ]


def _unusable(dataset: str, path: Path, message: str, remedy: str) -> DatasetError:
    problem = Problem(dataset, path.name, None, None, None, message, remedy)
    return DatasetError(dataset, path.name, [problem])


def _closed(dataset: str, path: Path, error: OSError) -> DatasetError:
    return _unusable(
        dataset,
        path,
        f"cannot be opened ({error.strerror})",
        f"Let {path.parent} be a folder, and {path.name} in it a file that the user who runs "
        "the dashboard may read.",
    )


def _stamp(dataset: str, path: Path) -> tuple[int, int, int]:
    """Changes whenever the file is written or replaced."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise _unusable(
            dataset, path, "is missing", f"Put {path.name} into the datasets folder."
        ) from None
    except OSError as error:
        raise _closed(dataset, path, error) from error
    return status.st_mtime_ns, status.st_size, status.st_ino


def _content(dataset: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _closed(dataset, path, error) from error


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_share(value: Any) -> bool:
    return type(value) in (int, float) and 0 <= value <= 1


def _is_count(value: Any) -> bool:
    return type(value) is int and value > 0


def _are_shares(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and all(map(_is_text, value))
        and all(map(_is_share, value.values()))
    )


Field = tuple[Callable[[Any], bool], str]

TEXT: Field = (_is_text, "Write a line of text.")
FIELDS: dict[str, Field] = {
    "title": TEXT,
    "counts": TEXT,
    "publisher": TEXT,
    "licence": TEXT,
    "credit": TEXT,
    "rhythm": TEXT,
    "as_of": (
        lambda value: type(value) is date,
        "Write a day without quotation marks, like 2024-10-06.",
    ),
    "cautions": (
        lambda value: isinstance(value, list) and bool(value) and all(map(_is_text, value)),
        "Write a list of texts, each on a line of its own after a hyphen.",
    ),
    "assertions": (
        lambda value: isinstance(value, dict),
        "Write min_rows, max_shrink and filled below it, indented.",
    ),
}
OPTIONAL_FIELDS: dict[str, Field] = {
    "url": (
        lambda value: _is_text(value) and value.startswith(("http://", "https://")),
        "Write a whole web address, or leave the line out.",
    )
}
ASSERTION_FIELDS: dict[str, Field] = {
    "min_rows": (_is_count, "Write a whole number above 0."),
    "max_shrink": (_is_share, "Write a share from 0 to 1."),
    "filled": (_are_shares, "Write column names below it, each with a share from 0 to 1."),
}


def _wrong_fields(
    given: dict[Any, Any], fields: dict[str, Field], optional: dict[str, Field], where: str = ""
) -> Iterator[tuple[str, str]]:
    """Message and remedy of each field that is unknown, missing or of the wrong type."""
    known = fields | optional
    for name in given:
        if name not in known:
            yield f"has a field {where}{name} that means nothing", "Remove it, or mend its name."
    for name, (fits, remedy) in known.items():
        if name not in given and name in fields:
            yield f"lacks the field {where}{name}", remedy
        elif name in given and not fits(given[name]):
            yield f"has a field {where}{name} that cannot be used ({given[name]!r})", remedy


def _wrong(fields: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(fields, dict):
        yield "cannot be read (it has no fields)", "Compare it with the other .yaml files."
        return
    yield from _wrong_fields(fields, FIELDS, OPTIONAL_FIELDS)
    if isinstance(fields.get("assertions"), dict):
        yield from _wrong_fields(fields["assertions"], ASSERTION_FIELDS, {}, "assertions: ")


@lru_cache(maxsize=128)
def _metadata(dataset: str, path: Path, _stamp: tuple[int, int, int]) -> Metadata:
    try:
        fields = yaml.safe_load(_content(dataset, path).decode("utf-8"))
    except (yaml.YAMLError, ValueError) as error:  # ValueError: other encodings, 30 February
        raise _unusable(
            dataset, path, f"cannot be read ({error})", "Compare it with the other .yaml files."
        ) from error
    problems = [
        Problem(dataset, path.name, None, None, None, message, remedy)
        for message, remedy in _wrong(fields)
    ]
    if problems:
        raise DatasetError(dataset, path.name, problems)
    return Metadata(
        dataset=dataset,
        row=schema.SCHEMAS[dataset].description or "",
        **fields
        | {
            "cautions": tuple(fields["cautions"]),
            "assertions": Assertions(**fields["assertions"]),
        },
    )


def metadata(dataset: str) -> Metadata:
    """What the dataset is. Raises DatasetError when its .yaml file is missing or broken."""
    path = folder() / f"{dataset}.yaml"
    if dataset in schema.UNBUNDLED and not path.exists():
        return _bundled(dataset)
    return _metadata(dataset, path, _stamp(dataset, path))


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
