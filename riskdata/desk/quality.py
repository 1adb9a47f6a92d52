"""How full and how firm a version of a dataset is, for the catalogue."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from riskdata.schema import SCHEMAS

FIRMNESS = ("confidence", "status")
"""Columns that say how far a row is to be trusted, or how far along a project is."""


@dataclass(frozen=True)
class Filled:
    """How many of a column's cells are filled (0 to 1), and whether all have to be."""

    column: str
    share: float
    required: bool


@dataclass(frozen=True)
class Quality:
    """What the catalogue tells of a version.

    `shares`: for each column of `FIRMNESS` that has anything in it, the share of rows (0 to 1) that
    hold each of its words. `without_point` counts rows without coordinates, None where the dataset
    has none. `newest` is the last day in the columns that may not lie in the future, None where
    there is none. `repeated` counts rows whose key an earlier row has; a valid version has none.
    """

    rows: int
    filled: tuple[Filled, ...]
    shares: dict[str, dict[str, float]]
    without_point: int | None
    newest: date | None
    repeated: int


def quality(frame: pd.DataFrame, dataset: str) -> Quality:
    """The quality figures of a frame of a dataset."""
    schema = SCHEMAS[dataset]
    full = frame.notna().mean()
    days = [
        name
        for name, column in schema.columns.items()
        if (column.metadata or {}).get("future") is False
        and (column.metadata or {})["kind"] == "day"
    ]
    newest = frame[days].max().max() if days else None
    points = [column for column in ("latitude", "longitude") if column in frame]
    return Quality(
        rows=len(frame),
        filled=tuple(
            Filled(name, float(full[name]), required=not column.nullable)
            for name, column in schema.columns.items()
        ),
        shares={
            column: shares
            for column in FIRMNESS
            if column in frame and (shares := _shares(frame[column]))
        },
        without_point=int(frame[points].isna().any(axis="columns").sum()) if points else None,
        newest=None if pd.isna(newest) else newest.date(),
        repeated=int(frame.duplicated((schema.metadata or {})["key"]).sum()),
    )


def _shares(words: pd.Series) -> dict[str, float]:
    counts = words.value_counts()
    return {str(word): rows / len(words) for word, rows in counts[counts > 0].items()}
