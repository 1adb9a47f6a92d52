"""What a foreign export becomes: an event record's table, and all that was done on the way.

`riskdata.desk.ucdp`, `acled` and `gtd` each have one function, `convert`. They read the export
through `riskdata.desk.foreign`, which names every cell that cannot be read, and build the record
with the functions below. Whatever is dropped, mapped or left unknown is counted and said in words.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from riskdata import names
from riskdata.desk.finding import Finding
from riskdata.desk.tables import Table
from riskdata.desk.written_dates import Order
from riskdata.schema import events

OUTSIDE = "Outside the period that the export is said to cover"
COMPLETE = "complete by the publisher's definition"
"""How ACLED and the GTD cover the time of an export."""


@dataclass(frozen=True)
class Said:
    """What the analyst says of an export: the first and the last day that it covers, and which
    number comes first in its dates. None where the export is left to tell it itself."""

    period: tuple[date, date] | None = None
    order: Order | None = None


AS_IT_IS = Said()


@dataclass(frozen=True)
class Dropped:
    """Rows of the export that the record does not take in."""

    reason: str
    rows: int


@dataclass(frozen=True)
class Mapped:
    """A value of the export and what it became. `column` is the export's."""

    column: str
    theirs: str
    ours: str
    rows: int


@dataclass(frozen=True)
class Unknown:
    """A column of the record that the export leaves empty in all or some rows."""

    column: str
    why: str


@dataclass(frozen=True)
class Conversion:
    """An export in the columns of the event schema.

    `table` holds text cells, indexed by the spreadsheet rows of the export; `span` is what the
    export covers, and rows of the current version inside it are to be replaced; `coverage` holds
    its rows for event_record_coverage (all text). `relocated` warns of every event that does not
    stay where the export has it.
    """

    dataset: str
    table: Table
    span: tuple[date, date]
    coverage: pd.DataFrame
    dropped: tuple[Dropped, ...]
    mapped: tuple[Mapped, ...]
    unknown: tuple[Unknown, ...]
    relocated: tuple[Finding, ...]


@dataclass(frozen=True)
class Foreseen:
    """What a conversion does with the rows of an export that can be read, where others cannot."""

    dropped: tuple[Dropped, ...]
    mapped: tuple[Mapped, ...]


def relocated(at: pd.DataFrame, latitude: pd.Series, longitude: pd.Series) -> tuple[Finding, ...]:
    """A warning for each event that `locate`, which answered `at`, moved away from its point."""
    points = latitude.map("{:g}".format) + ", " + longitude.map("{:g}".format)
    moved = at["moved"]
    return tuple(
        Finding(
            "warning", "placed otherwise than the export says", int(row),
            "latitude, longitude", point, note,
            "Correct the export where it is wrong, or let the event stand there.",
        )
        for row, point, note in zip(
            at.index[moved], points[moved], at.loc[moved, "notes"], strict=True
        )
    )  # fmt: skip


def tally(column: str, theirs: pd.Series, ours: pd.Series) -> list[Mapped]:
    """How often each value of the export became which of ours, the most frequent first.

    Values that stay as they are are left out, as are empty cells on both sides.
    """
    pairs = pd.DataFrame({"theirs": theirs, "ours": ours}).astype("str")
    changed = pairs[pairs["theirs"].fillna("") != pairs["ours"].fillna("")].fillna("(empty)")
    counts = changed.value_counts(sort=True).reset_index()
    return [Mapped(column, *row) for row in counts.itertuples(index=False, name=None)]


def together(*parts: pd.Series, between: str = "; ") -> pd.Series:
    """The texts of each row put together, empty ones left out; NA where all are empty."""
    whole = parts[0].astype("str")
    for part in parts[1:]:
        added = part.astype("str")
        both = whole.notna() & added.notna()
        whole = whole.where(~both, whole + between + added).fillna(added)
    return whole


def where(holds: pd.Series, text: str | pd.Series) -> pd.Series:
    """The text in the rows where it holds, NA in the others."""
    texts = text if isinstance(text, pd.Series) else pd.Series(text, index=holds.index)
    return texts.astype("str").where(holds)


def whole(numbers: pd.Series) -> pd.Series:
    """Numbers as the text of whole numbers, NA where empty."""
    return numbers.round().astype("Int64").astype("str")


def text_of_days(days: pd.Series) -> pd.Series:
    """Days, none of them missing, as ISO text."""
    written = np.datetime_as_string(days.to_numpy(), unit="D")
    return pd.Series(written, index=days.index, dtype="str")


@cache
def _rows(file: str, publisher: str) -> list[dict[str, str]]:
    with (names.FOLDER / "names" / file).open(encoding="utf-8", newline="") as opened:
        return [row for row in csv.DictReader(opened) if row["publisher"] == publisher]


def words(written: pd.Series, publisher: str) -> pd.Series:
    """Our word for each of the publisher's (names/publisher_words.csv, by the series' name)."""
    rows = _rows("publisher_words.csv", publisher)
    ours = {row["written"]: row["ours"] for row in rows if row["column"] == written.name}
    return written.map(ours).astype("str")


def groups(written: pd.Series, publisher: str) -> pd.Series:
    """The canonical group of each actor, "unknown" where the actor is no known group.

    A name is looked up among the publisher's own names (names/publisher_groups.csv), then as a
    whole, then by the parts of "TTP: Tehreek-i-Taliban Pakistan" and "Tehrik-i-Taliban Pakistan
    (TTP)". A part never names a state: "Baloch separatists (Pakistan)" are not Pakistan.
    """
    table = names.groups()
    known = set(table["group"])
    armed = known - set(table.loc[table["family"] == "state", "group"])
    spellings = {row["written"]: row["group"] for row in _rows("publisher_groups.csv", publisher)}

    def one(name: str) -> str:
        if name in spellings:
            return spellings[name]
        parts = pd.Series([name, *name.split(": "), *name.removesuffix(")").split(" (")])
        whole, *rest = names.mend("group", parts)
        if whole in known:
            return str(whole)
        return next((str(part) for part in rest if part in armed), "unknown")

    return written.map({name: one(name) for name in written.dropna().unique()}).fillna("unknown")


def cells(columns: Mapping[str, pd.Series | str], index: pd.Index) -> pd.DataFrame:
    """The event schema's columns that are filled, in its order, as text."""
    ordered = {column: columns[column] for column in events.columns() if column in columns}
    return pd.DataFrame(ordered, index=index).astype("str")


def coverage(
    record: str, periods: Iterable[tuple[date, date]], release: str, status: str, notes: str
) -> pd.DataFrame:
    """Rows for event_record_coverage, one a period."""
    return pd.DataFrame(
        [
            {
                "record": record,
                "period_start": start.isoformat(),
                "period_end": end.isoformat(),
                "release": release,
                "status": status,
                "notes": notes,
            }
            for start, end in periods
        ],
        dtype="str",
    )
