"""Mendings offered for the cells of a table, never made unasked.

Each follows from the cell itself, from what its whole column proves, or from the list that it must
come from. What could mean two things is told as unclear instead.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa

from riskdata import names
from riskdata.cells import Table
from riskdata.desk.written_dates import Order, order_of, read_day
from riskdata.desk.written_numbers import read_number, ways_proven
from riskdata.reading import MOST_NAMES, TYPES
from riskdata.schema import SCHEMAS
from riskdata.schema.columns import EAST, NORTH, SOUTH, WEST

BLANKS = {
    "-", "--", "–", "—", ".", "?", "n/a", "na", "n.a.", "#n/a", "nan", "null", "(null)", "unknown",
    "not known", "not available", "not recorded", "tbd",
}  # fmt: skip
SPACES, INVISIBLE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t", "\u00ad\u200b\u2060\ufeff"
DIRECTION, CONTROL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069", "\x00-\x08\x0b-\x1f\x7f-\x9f"
STRAY = f"[{SPACES}{INVISIBLE}{DIRECTION}{CONTROL}]"
PERCENT = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)) ?%")

Reading = tuple[str | None, str]
"""What a cell should be ("" for empty) and why; None and why it is unclear, "" if nothing is."""


@dataclass(frozen=True)
class Fix:
    """One replacement: `old` in `column` becomes `new` in `rows` as the spreadsheet numbers them,
    "" where the cell is empty. `why` is alike for all fixes of one group."""

    column: str
    old: str
    new: str
    why: str
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Unclear:
    """Cells that may mean more than one thing, or no single one; `why` follows the value."""

    column: str
    old: str
    why: str
    rows: tuple[int, ...]


def suggest(
    dataset: str, table: Table, order: Order | None = None
) -> tuple[list[Fix], list[Unclear]]:
    """What can be mended in a table that is to be read as the dataset, and what must be asked.

    Works once per distinct cell; columns that the dataset has not are passed over. `order` is how
    dates like 03/04/2024 are to be read where the column itself does not prove it.
    """
    fixes: list[Fix] = []
    unclear: list[Unclear] = []
    for name, declared in SCHEMAS[dataset].columns.items():
        if name not in table.cells:
            continue
        cells = table.cells[name].dropna()
        distinct = pd.Series(cells.unique(), dtype="str")
        suspects = _suspects(distinct, declared)
        if suspects.empty:
            continue
        suspects = cells[cells.isin(suspects)]
        readings = dict(_readings(distinct, suspects, declared, order))
        for old, rows in _rows_of(suspects, readings):
            new, why = readings[old]
            if new is None:
                unclear.append(Unclear(name, old, why, rows))
            else:
                fixes.append(Fix(name, old, new, why, rows))
    return [*fixes, *_swapped(table), *_provinces(table)], unclear


def apply(table: Table, fixes: Iterable[Fix]) -> Table:
    """The table with the fixes made; `old` cells only, so that a fix made twice changes nothing."""
    cells = table.cells.copy()
    by_column: dict[str, list[Fix]] = {}
    for fix in fixes:
        by_column.setdefault(fix.column, []).append(fix)
    for column, its_fixes in by_column.items():
        mended = cells[column].astype(object)
        for fix in its_fixes:
            rows = np.array(fix.rows)
            mended[rows[(mended[rows].fillna("") == fix.old).to_numpy()]] = fix.new or None
        cells[column] = mended.astype("str")
    return replace(table, cells=cells)


def _rows_of(
    suspects: pd.Series, readings: Mapping[str, Reading]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each distinct cell that something is said of, with its rows."""
    told = suspects[suspects.isin([old for old, (_, why) in readings.items() if why])]
    for old, rows in told.groupby(told, sort=False).groups.items():
        yield str(old), tuple(rows.tolist())


def _suspects(cells: pd.Series, declared: pa.Column) -> pd.Series:
    """The cells that are not as the column wants them."""
    metadata: dict[str, Any] = declared.metadata or {}
    if metadata["kind"] in TYPES:
        return cells[TYPES[metadata["kind"]][0](cells).isna()]
    if "names" in metadata:
        return cells[~names.known(metadata["names"], cells)]
    if "choices" in metadata:
        return cells[~cells.isin(list(metadata["choices"]))]
    return cells[cells.str.contains(STRAY)]


def _readings(
    distinct: pd.Series, suspects: pd.Series, declared: pa.Column, order: Order | None
) -> Iterator[tuple[str, Reading]]:
    """How each distinct suspect can be read, knowing every distinct cell of the column."""
    metadata: dict[str, Any] = declared.metadata or {}
    read = _unread
    if metadata["kind"] == "day":
        read = _of_days(distinct, order)
    elif metadata["kind"] in TYPES:
        read = _of_numbers(distinct, metadata["kind"] == "count")
    elif "names" in metadata:
        read = _of_names(metadata["names"], suspects)
    elif "choices" in metadata:
        read = _of_choices(list(metadata["choices"]))
    for old in suspects.unique():
        clean = cleaned(old)
        if clean != old and _suspects(pd.Series([clean], dtype="str"), declared).empty:
            yield old, (clean, "stray spaces or invisible characters")
        elif clean.casefold() not in BLANKS:
            yield old, read(clean)
        elif declared.nullable:
            yield old, ("", "a word for nothing")
        else:
            yield old, (None, "says nothing, and this cell may not be empty")


def _unread(cell: str) -> Reading:
    return None, ""


def cleaned(cell: str) -> str:
    """A cell without invisible characters, its odd spaces plain and single; line breaks stay."""
    spaced = re.sub(f"[{SPACES}]", " ", cell)
    seen = re.sub(f"[{INVISIBLE}{DIRECTION}{CONTROL}]", "", spaced)
    return re.sub(" {2,}", " ", seen).strip()


def _of_days(distinct: pd.Series, said: Order | None) -> Callable[[str], Reading]:
    order = order_of(distinct) or said
    return lambda cell: read_day(cell, order)


def _of_numbers(distinct: pd.Series, whole: bool) -> Callable[[str], Reading]:
    proven = ways_proven(map(cleaned, distinct[distinct.str.contains("[.,]")]))

    def read(cell: str) -> Reading:
        if found := PERCENT.fullmatch(cell):
            return (None, "is a share, not a count") if whole else (found[1], "a per cent sign")
        return read_number(cell, whole, proven)

    return read


def _of_names(kind: names.Kind, suspects: pd.Series) -> Callable[[str], Reading]:
    frequent = {cleaned(name) for name in suspects.value_counts().index[:MOST_NAMES]}
    written = pd.Series([cleaned(name) for name in suspects.unique()], dtype="str")
    mended = names.mend(kind, written)
    known = names.known(kind, mended)
    spelt = dict(zip(written[known], mended[known], strict=True))

    def read(cell: str) -> Reading:
        if cell in spelt:
            return spelt[cell], f"another spelling of a known {kind}"
        nearest = names.nearest(kind, cell) if cell in frequent else None
        return (nearest, f"most like a known {kind}") if nearest else (None, "")

    return read


def _of_choices(choices: list[str]) -> Callable[[str], Reading]:
    folded = {_folded(choice): choice for choice in choices}

    def read(cell: str) -> Reading:
        if _folded(cell) in folded:
            return folded[_folded(cell)], "a word of the list, written otherwise"
        alike = difflib.get_close_matches(_folded(cell)[:80], folded, n=1, cutoff=0.8)
        return (folded[alike[0]], "most like a word of the list") if alike else (None, "")

    return read


def _folded(word: str) -> str:
    return " ".join(re.sub(r"[\s_-]+", " ", word).casefold().split())


def _swapped(table: Table) -> Iterator[Fix]:
    """Latitude and longitude of rows whose point lies in Pakistan only the other way round."""
    if not {"latitude", "longitude"} <= set(table.cells):
        return
    read = TYPES["measure"][0]
    latitude, longitude = (read(table.cells[name]) for name in ("latitude", "longitude"))
    swapped = latitude.between(WEST, EAST) & longitude.between(SOUTH, NORTH)
    pairs = table.cells.loc[swapped, ["latitude", "longitude"]]
    why = "latitude and longitude are swapped"
    for _, alike in pairs.groupby(["latitude", "longitude"]):
        north, east = alike.iloc[0]
        rows = tuple(alike.index.tolist())
        yield Fix("latitude", north, east, why, rows)
        yield Fix("longitude", east, north, why, rows)


def _provinces(table: Table) -> Iterator[Fix]:
    """The province of each known district that is named without one."""
    if not {"province", "district"} <= set(table.cells):
        return
    without = table.cells.loc[table.cells["province"].isna(), "district"].dropna()
    found = without.map(names.province_of())
    for province, rows in found.groupby(found).groups.items():
        yield Fix(
            "province", "", str(province), "the province of the district", tuple(rows.tolist())
        )
