"""The kinds of column that datasets are built from, and rules across columns.

Each is a pandera column whose description and metadata (kind, unit, choices, names) also feed the
data dictionary and the exported data package. A check carries plain words in `error` and the way
to mend the cell in `description`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import pandera.pandas as pa

from riskdata import names

DAY = "datetime64[us]"
DTYPES: dict[str, Any] = {
    "day": DAY,
    "count": "Int64",
    "measure": "float64",
    "text": "str",
    "label": pd.CategoricalDtype(),
}

SOUTH, NORTH, WEST, EAST = 23.3, 37.2, 60.7, 77.9
"""Bounding box of Pakistan with Azad Kashmir, Gilgit-Baltistan and its waters near the coast."""


def _column(
    kind: str,
    description: str,
    checks: Sequence[pa.Check] = (),
    *,
    empty: bool = False,
    optional: bool = False,
    **metadata: Any,
) -> pa.Column:
    """`empty` allows empty cells, `optional` lets a file lack the column altogether."""
    return pa.Column(
        DTYPES[kind],
        list(checks),
        nullable=empty or optional,
        description=description,
        metadata={"kind": kind, "optional": optional, **metadata},
    )


EARLIEST = pd.Timestamp("1900-01-01")


def day(description: str, *, future: bool = False, **options: Any) -> pa.Column:
    """A calendar day from 1900 on, not after today unless `future`."""
    checks = [
        pa.Check.ge(
            EARLIEST,
            error=f"is before {EARLIEST.date()}",
            description="Check the year, month and day.",
        )
    ]
    if not future:
        checks.append(
            pa.Check(
                lambda days: days <= pd.Timestamp.today(),
                error="lies in the future",
                description="Check the year, month and day.",
            )
        )
    return _column(
        "day",
        description,
        checks,
        unit="ISO 8601 date",
        minimum=EARLIEST.date().isoformat(),
        future=future,
        **options,
    )


def _number(
    kind: str,
    description: str,
    unit: str,
    at_least: float | None,
    at_most: float | None = None,
    checks: Sequence[pa.Check] = (),
    **options: Any,
) -> pa.Column:
    ranged: list[pa.Check] = []
    if at_least is not None:
        options["minimum"] = at_least
        ranged.append(
            pa.Check.ge(
                at_least,
                error=f"is less than {at_least:g}",
                description="Write the number itself; leave the cell empty when it is not known.",
            )
        )
    if at_most is not None:
        options["maximum"] = at_most
        ranged.append(
            pa.Check.le(
                at_most,
                error=f"is more than {at_most:,}",
                description="Check the number against the source.",
            )
        )
    return _column(kind, description, [*ranged, *checks], unit=unit, **options)


def count(
    description: str, unit: str, *, at_least: int = 0, at_most: int | None = None, **options: Any
) -> pa.Column:
    """A whole number."""
    return _number("count", description, unit, at_least, at_most, **options)


def year(description: str, *, at_least: int, **options: Any) -> pa.Column:
    """A calendar year, not after this one."""
    past = pa.Check(
        lambda years: years <= pd.Timestamp.today().year,
        error="lies in the future",
        description="Check the year.",
    )
    return _number("count", description, "year", at_least, checks=[past], future=False, **options)


def measure(
    description: str, unit: str, *, at_least: float | None = 0, **options: Any
) -> pa.Column:
    """A number that may have decimals."""
    return _number("measure", description, unit, at_least, **options)


def degrees(description: str, lowest: float, highest: float) -> pa.Column:
    """A WGS84 coordinate within Pakistan's bounding box."""
    inside = pa.Check.in_range(
        lowest,
        highest,
        error=f"lies outside Pakistan ({lowest:g} to {highest:g})",
        description="Write decimal degrees, and check that latitude and longitude aren't swapped.",
    )
    return _column(
        "measure",
        description,
        [inside],
        unit="degrees, WGS84",
        minimum=lowest,
        maximum=highest,
    )


def latitude(description: str = "Latitude of the point") -> pa.Column:
    """A latitude in Pakistan."""
    return degrees(description, SOUTH, NORTH)


def longitude(description: str = "Longitude of the point") -> pa.Column:
    """A longitude in Pakistan."""
    return degrees(description, WEST, EAST)


def text(description: str, **options: Any) -> pa.Column:
    """Free text."""
    return _column("text", description, **options)


def _formed(
    description: str, pattern: str, form: str, error: str, remedy: str, **options: Any
) -> pa.Column:
    """Text that a regular expression matches as a whole; `form` says it in words."""
    matching = pa.Check.str_matches(f"^{pattern}$", error=error, description=remedy)
    return _column("text", description, [matching], pattern=pattern, form=form, **options)


def identifier(description: str, **options: Any) -> pa.Column:
    """A short name without spaces that stands for the row elsewhere."""
    return _formed(
        description,
        r"\S+",
        "no spaces",
        "has a space in it",
        "Use letters, digits and hyphens only.",
        **options,
    )


def web_address(description: str = "Where the source can be read", **options: Any) -> pa.Column:
    """An address that begins with http:// or https://."""
    return _formed(
        description,
        r"https?://\S+",
        "begins with http:// or https://",
        "is no web address",
        "Copy the whole address, from http:// or https:// on.",
        **options,
    )


def partial_date(description: str, **options: Any) -> pa.Column:
    """A date as far as it is known: 2024, 2024-10 or 2024-10-06."""
    return _formed(
        description,
        r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?",
        "2024, 2024-10 or 2024-10-06",
        "is no year, month or day",
        "Write 2024, 2024-10 or 2024-10-06.",
        **options,
    )


def label(description: str, **options: Any) -> pa.Column:
    """Text that repeats from row to row."""
    return _column("label", description, **options)


def choice(description: str, words: Mapping[str, str], **options: Any) -> pa.Column:
    """One word of a closed list."""
    listed = pa.Check.isin(
        list(words),
        error="is not in the list",
        description="Use one of: " + ", ".join(words) + ".",
    )
    return _column("label", description, [listed], choices=dict(words), **options)


_TABLES = {
    "group": "names/groups.csv",
    "publisher": "names/publishers.csv",
    "district": "regions.csv, or its spelling to district_aliases.csv",
}


def _remedy(kind: names.Kind) -> str:
    if kind == "province":
        return "Use one of: " + ", ".join(names.canonical(kind)) + "."
    return (
        f"Check the spelling, or add the {kind} to {_TABLES[kind]} in the datasets folder bundled "
        "with the dashboard; names are read from nowhere else."
    )


def name(description: str, kind: names.Kind, **options: Any) -> pa.Column:
    """A canonical name; known variants are mended on reading."""
    canonical = pa.Check(
        lambda written: names.known(kind, written),
        error=f"is no known {kind}",
        description=_remedy(kind),
    )
    return _column("label", description, [canonical], names=kind, **options)


def rule(
    error: str,
    remedy: str,
    columns: Sequence[str],
    holds: Callable[[pd.DataFrame], pd.Series],
) -> pa.Check:
    """A rule across columns, judged where all of them are filled; the first one is blamed."""

    def check(frame: pd.DataFrame) -> pd.Series:
        given = frame[list(columns)].notna().all(axis="columns")
        return holds(frame).astype("boolean").fillna(True).astype(bool) | ~given

    return pa.Check(check, title=columns[0], error=error, description=remedy, ignore_na=False)


def in_order(start: str, end: str) -> pa.Check:
    """The end is not before the start; the end is blamed."""
    return rule(
        f"ends before it starts ({end} is before {start})",
        "Check both dates.",
        [end, start],
        lambda frame: frame[end] >= frame[start],
    )


def dataset(
    name: str,
    row: str,
    key: Sequence[str],
    columns: dict[str, pa.Column],
    rules: Sequence[pa.Check] = (),
) -> pa.DataFrameSchema:
    """The schema of a dataset: what one row is, its key, its columns and rules across them."""
    unique = rule(
        "repeats the key of an earlier row (" + ", ".join(key) + ")",
        "Remove the repeated row, or mend its key.",
        key[:1],
        lambda frame: ~frame.duplicated(list(key)),
    )
    return pa.DataFrameSchema(
        columns,
        checks=[unique, *rules],
        strict=True,
        name=name,
        description=row,
        metadata={"key": list(key)},
    )
