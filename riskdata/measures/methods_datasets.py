"""Each dataset: how many rows, from when to when, how full its columns are, what is missing."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
import pandera.pandas as pa

from riskdata import geography
from riskdata.schema import SCHEMAS
from riskdata.schema.dictionary import KINDS

PERIOD_COLUMNS = ("date", "period_start", "as_of", "spoken_on")
"""Columns that say which time a row speaks of, in the order in which they are asked."""

NOTHING_SAID = ("unknown", "not recorded")
VAGUE_PLACES = ("district", "province", "country")


@dataclass(frozen=True)
class Gap:
    """Rows that lack something: `what` they lack, how many of how many."""

    what: str
    rows: int
    of: int


class Span(NamedTuple):
    """First and last year that a dataset's rows speak of."""

    first: int
    last: int


def span_of(frame: pd.DataFrame) -> Span | None:
    """The years that a dataset's rows speak of; None where they speak of none."""
    for column in PERIOD_COLUMNS:
        if column in frame and frame[column].notna().any():
            last = "period_end" if column == "period_start" else column
            return Span(int(_years(frame[column]).min()), int(_years(frame[last]).max()))
    return None


def _years(column: pd.Series) -> pd.Series:
    """Years of a column of days, of years, or of dates written as text (2024 or 2024-10)."""
    known = column.dropna()
    if pd.api.types.is_datetime64_any_dtype(known):
        return known.dt.year
    return known.astype(str).str[:4].astype(int)


def gaps(frame: pd.DataFrame) -> list[Gap]:
    """What many of a dataset's rows lack, of what its columns tell of place, time and actor."""
    found = []

    def count(what: str, rows: pd.Series) -> None:
        if rows.any():
            found.append(Gap(what, int(rows.sum()), len(frame)))

    if "latitude" in frame:
        count("without coordinates", frame["latitude"].isna())
    if "location_precision" in frame:
        count(
            "standing at the point of a district, province or the country",
            frame["location_precision"].isin(VAGUE_PLACES),
        )
    if "date_precision" in frame:
        count("with a date known to the week, month or year only", frame["date_precision"] != "day")
    for column, words in [
        ("perpetrator", "with no perpetrator named"),
        ("attack_type", "with no means recorded"),
        ("target_type", "with no target recorded"),
    ]:
        if column in frame:
            silent = frame[column].isna() | frame[column].isin(NOTHING_SAID)
            count(words, silent)
    for column, words in [
        ("killed", "with an unknown number of dead"),
        ("wounded", "with an unknown number of wounded"),
        ("cost_usd_million", "without a published cost"),
        ("population", "without a census figure"),
        ("likelihood", "without a likelihood of its source"),
    ]:
        if column in frame:
            count(words, frame[column].isna())
    for column in ("confidence", "status"):
        if column in frame:
            count("unconfirmed or denied", frame[column].isin(["unconfirmed", "denied"]))
    return found


def dictionary(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The data dictionary of a dataset: `column`, `meaning`, `kind`, `unit`, `words` (its closed
    list of words with their meanings, a dict), `rows` (with each word, a dict) and `filled`, the
    share of rows that have a value (NaN without rows)."""
    return pd.DataFrame(
        [_column(column, declared, frame) for column, declared in SCHEMAS[name].columns.items()]
    )


def _column(name: str, declared: pa.Column, frame: pd.DataFrame) -> dict[str, Any]:
    metadata = declared.metadata or {}
    values = frame[name]
    words = metadata.get("choices", {})
    counts = values.value_counts() if words else {}
    return {
        "column": name,
        "meaning": str(declared.description),
        "kind": KINDS[metadata["kind"]],
        "unit": metadata.get("unit", ""),
        "words": dict(words),
        "rows": {word: int(counts.get(word, 0)) for word in words},
        "filled": float(values.notna().mean()),
    }


def key(name: str) -> list[str]:
    """The columns that tell a dataset's rows apart."""
    return list((SCHEMAS[name].metadata or {})["key"])


def rules(name: str) -> list[tuple[str, str]]:
    """The column blamed and what is wrong, for each rule across columns."""
    return [(str(check.title), str(check.error)) for check in SCHEMAS[name].checks or []]


def rows_by_year(frame: pd.DataFrame) -> pd.Series:
    """How many of a dataset's rows speak of each year, from its first to its last; a row of a
    longer period counts in the year in which it begins. Empty where no row is dated."""
    for column in PERIOD_COLUMNS:
        if column in frame and frame[column].notna().any():
            counts = _years(frame[column]).value_counts()
            every = range(int(counts.index.min()), int(counts.index.max()) + 1)
            return counts.reindex(every, fill_value=0)
    return pd.Series(dtype="int64")


class GeometrySource(NamedTuple):
    """Where a file of borders or places comes from."""

    file: str
    origin: str
    licence: str


def geometry_sources() -> list[GeometrySource]:
    """The origin and licence of each file of geometry, as they stand beside the files."""
    lines = (geography.FOLDER / "SOURCES.md").read_text(encoding="utf-8").splitlines()
    table = [
        [cell.strip().replace("`", "") for cell in line.strip("| ").split(" | ")]
        for line in lines
        if line.startswith("| ")
    ]
    header, _, *rows = table
    where = [header.index(name) for name in ("file", "origin", "licence")]
    return [GeometrySource(*(row[i] for i in where)) for row in rows]
