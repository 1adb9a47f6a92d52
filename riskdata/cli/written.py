"""Drafts and versions as lines to read, and as plain values for programs."""

import json
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from riskdata.desk.conversion import Conversion, Mapped
from riskdata.desk.drafted import MOST_SHOWN, Draft, Drafts
from riskdata.desk.fixes import Fix
from riskdata.desk.headline import PAGES
from riskdata.findings import data_desk as findings
from riskdata.schema import SCHEMAS
from riskdata.wording import counted, listed

MOST_LINES = 20
"""Rows of a difference that are written out; --json has up to MOST_SHOWN of them."""


def upload(
    found: Drafts, made: Mapping[str, Sequence[Fix]], title: Callable[[str], str]
) -> list[str]:
    """All that a check has to say, file by file, then what becomes of the headlines."""
    lines: list[str] = []
    for one in found.drafts:
        lines += [*_draft(one, made.get(one.file, ()), title), ""]
    for file in found.beside:
        lines += [findings.beside(file), "  To have it read, save it as a CSV of its own.", ""]
    return lines if found.headlines is None else [*lines, *headlines(found.headlines)]


def headlines(compared: pd.DataFrame) -> list[str]:
    """What becomes of the headlines (`riskdata.desk.headline.before_and_after`)."""
    moved = compared[compared["changed"]]
    if moved.empty:
        return [f"No headline figure changes on {listed(PAGES)}.", ""]
    return [
        f"{counted(len(moved), 'headline figure')} of the pages would change:",
        *(
            f"  {row['page']}, {row['figure']}: {row['before'] or '–'} → {row['after'] or '–'}"
            for row in plain_rows(moved)
        ),
        "",
    ]


def _draft(one: Draft, made: Sequence[Fix], title: Callable[[str], str]) -> list[str]:
    lines = [findings.verdict(one, title(one.dataset) if one.dataset else "")]
    lines += [f"  {note}" for note in one.notes]
    if one.recognised and (one.recognised.offered or one.dataset is None):
        lines.append(f"  {one.recognised.words}")
        lines += [
            f"  If so: --column {shlex.quote(f'{column}={known}')}"
            for column, known in one.recognised.offered.items()
        ]
        if one.recognised.choices:
            lines.append(f"  Say which: --dataset {' or '.join(one.recognised.choices)}")
    if findings.ambiguous(one):
        lines.append("  Say which number is the day: --dates day-first or --dates month-first")
    if one.converted:
        lines += _conversion(one.converted, one.appended)
    if one.foreseen:
        lines += [f"  {line}" for line in findings.foreseen(one.foreseen)]
        lines += _mapped(one.foreseen.mapped)
    told = [*one.refused, *(one.checked.findings if one.checked else ())]
    for level in ("error", "warning"):
        for kind, alike in findings.grouped([each for each in told if each.level == level]):
            lines.append(f"  {level.capitalize()}: {kind} ({len(alike):,})")
            lines += [f"    {each}" for each in alike]
    lines += _fixes("Mended", made)
    lines += _fixes("--fix would mend", one.checked.fixes if one.checked else ())
    return lines + _difference(one)


def _conversion(converted: Conversion, appended: bool) -> list[str]:
    lines = [f"  {line}" for line in findings.conversion(converted, appended)]
    return lines + _mapped(converted.mapped)


def _mapped(mapped: Sequence[Mapped]) -> list[str]:
    lines = [
        f"    {one.column}: {one.theirs} → {one.ours} ({counted(one.rows, 'row')})"
        for one in mapped
    ]
    return ["  Read as something else:", *_cut(lines)] if lines else []


def _fixes(begin: str, group: Sequence[Fix]) -> list[str]:
    return [
        f"  {begin}: {words}. {findings.fix_words(alike)}"
        for words, alike in findings.fixes(group).items()
    ]


def _difference(one: Draft) -> list[str]:
    difference = one.difference
    if difference is None or difference.empty or one.dataset is None:
        return []
    key = (SCHEMAS[one.dataset].metadata or {})["key"]

    def named(rows: pd.DataFrame) -> list[tuple[str, dict[str, Any]]]:
        plain = plain_rows(rows.head(MOST_LINES))
        return [(", ".join(str(row[column]) for column in key), row) for row in plain]

    changed = [
        f"    {name}, `{row['column']}`: {row['old'] or '–'} → {row['new'] or '–'}"
        for name, row in named(difference.changed)
    ]
    added, removed = (
        [f"    {name}" for name, _ in named(rows)]
        for rows in (difference.added, difference.removed)
    )
    lines: list[str] = []
    for label, count, shown in [
        ("Changed cells", sum(difference.cells.values()), changed),
        ("Added rows", one.added, added),
        ("Removed rows", one.removed, removed),
    ]:
        if count:
            lines += [f"  {label} ({count:,})", *_cut(shown, count)]
    return lines


def _cut(lines: list[str], count: int | None = None) -> list[str]:
    more = (count or len(lines)) - MOST_LINES
    return lines[:MOST_LINES] + ([f"    and {more:,} more"] if more > 0 else [])


def plain_draft(one: Draft, made: Sequence[Fix]) -> dict[str, Any]:
    """A draft in plain values: findings, fixes, conversion and difference, as lists of objects."""
    checked, difference = one.checked, one.difference
    told = [*one.refused, *(checked.findings if checked else ())]
    return {
        "file": one.file,
        "dataset": one.dataset,
        "ready": one.ready,
        "notes": list(one.notes),
        "recognised": one.recognised.words if one.recognised else None,
        "findings": [asdict(each) for each in told],
        "fixes_made": [asdict(fix) for fix in made],
        "fixes_offered": [asdict(fix) for fix in checked.fixes] if checked else [],
        "conversion": _plain_conversion(one.converted) if one.converted else None,
        "conversion_of_rows_without_errors": asdict(one.foreseen) if one.foreseen else None,
        "difference": {
            "rows_added": one.added,
            "rows_changed": difference.changed_rows,
            "rows_removed": one.removed,
            "cells_changed": difference.cells,
            "added": plain_rows(difference.added),
            "changed": plain_rows(difference.changed),
            "removed": plain_rows(difference.removed),
            "listed_at_most": MOST_SHOWN,
        } if difference else None,
    }  # fmt: skip


def _plain_conversion(converted: Conversion) -> dict[str, Any]:
    return {
        "span": [day.isoformat() for day in converted.span],
        "dropped": [asdict(one) for one in converted.dropped],
        "mapped": [asdict(one) for one in converted.mapped],
        "unknown": [asdict(one) for one in converted.unknown],
    }


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as objects: days as 2024-10-06, None where a cell is empty."""
    days = frame.select_dtypes("datetime")
    iso = frame.assign(**{str(name): day.dt.strftime("%Y-%m-%d") for name, day in days.items()})
    return json.loads(iso.to_json(orient="records"))
