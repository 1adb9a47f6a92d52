"""Which dataset, or which foreign export, a table is by its columns."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from riskdata.cells import Table
from riskdata.desk.columns import EXPORT_COLUMNS, EXPORTS, NEEDED_COLUMNS, folded
from riskdata.schema import EVENT_RECORDS, SCHEMAS
from riskdata.wording import listed

EVENT_IDS = {
    "PK-": "incidents",
    "UCDP-": "ucdp_events",
    "ACLED-": "acled_events",
    "GTD-": "gtd_events",
}
"""How the event_ids of each event record begin."""

ENOUGH = 0.5
"""Share of the columns, the table's and the needed ones together, that must agree."""

ALIKE = 0.7
"""Likeness (difflib's ratio) from which a name is offered for another."""


@dataclass(frozen=True)
class Recognised:
    """What a table is. Column names of the table are as written in it."""

    dataset: str | None
    """A dataset, or an export: ucdp_ged, acled, gtd. None where neither can be said."""
    matched: dict[str, str]
    """Columns of the table to the known columns that they are; spelling may differ in case and
    in what stands between words."""
    missing: tuple[str, ...]
    """Known columns that are needed and not there."""
    unknown: tuple[str, ...]
    """Columns of the table that are not known."""
    offered: dict[str, str]
    """Unknown columns to the columns that each perhaps is."""
    free: tuple[str, ...]
    """Known columns that no column of the table is, the missing ones first."""
    choices: tuple[str, ...]
    """Datasets among which the analyst must choose, where the columns fit several."""
    words: str
    """The finding in plain sentences."""


@dataclass(frozen=True)
class _Candidate:
    name: str
    title: str
    needed: frozenset[str]
    columns: frozenset[str]


def _candidates() -> list[_Candidate]:
    ours = [
        _Candidate(
            name,
            name,
            frozenset(
                column
                for column, declared in schema.columns.items()
                if not (declared.metadata or {})["optional"]
            ),
            frozenset(schema.columns),
        )
        for name, schema in SCHEMAS.items()
        if name == EVENT_RECORDS[0] or name not in EVENT_RECORDS
    ]
    theirs = [
        _Candidate(name, f"an export of {called}", NEEDED_COLUMNS[name], EXPORT_COLUMNS[name])
        for name, called in EXPORTS.items()
    ]
    return ours + theirs


CANDIDATES = _candidates()
"""The event records, which share one schema, are one candidate."""


def recognise(
    table: Table, dataset: str | None = None, said: Mapping[str, str] | None = None
) -> Recognised:
    """What the table is by its columns; event records are told apart by event_id and file name.

    Names that differ in spelling only are matched; names that are merely alike are offered. With
    `dataset` the analyst has said what it is, and only its columns are looked at; with `said`,
    which of its columns are which.
    """
    written = {str(column): folded(str(column)) for column in table.cells} | {
        column: known for column, known in (said or {}).items() if column in table.cells
    }
    family = EVENT_RECORDS[0] if dataset in EVENT_RECORDS else dataset
    nearest = max(
        [candidate for candidate in CANDIDATES if family in (None, candidate.name)],
        key=lambda candidate: _agreement(written, candidate),
    )
    matched: dict[str, str] = {}
    for column, known in written.items():
        if known in nearest.columns and known not in matched.values():
            matched[column] = known
    there = set(matched.values())
    missing = tuple(sorted(nearest.needed - there))
    unknown = tuple(column for column in written if column not in matched)
    offered = _offered(unknown, nearest, there)
    fits = dataset is not None or _agreement(written, nearest) >= ENOUGH
    choices = (dataset,) if dataset else ()
    if fits and not dataset:
        choices = _records(table, matched) if nearest.name in EVENT_RECORDS else (nearest.name,)
        dataset = choices[0] if len(choices) == 1 else None
    told = _in_words(nearest, fits, dataset, choices, missing, unknown, offered)
    return Recognised(
        dataset,
        matched,
        missing,
        unknown,
        offered,
        tuple(sorted(nearest.columns - there, key=lambda name: (name not in missing, name))),
        choices if len(choices) > 1 else (),
        told,
    )


def renamed(table: Table, columns: Mapping[str, str]) -> Table:
    """The table with columns called as given: what was matched, and what an analyst agreed to."""
    lost = tuple(
        replace(one, column=columns.get(one.column or "", one.column)) for one in table.lost
    )
    return replace(table, cells=table.cells.rename(columns=dict(columns)), lost=lost)


def _agreement(written: Mapping[str, str], candidate: _Candidate) -> float:
    """Columns of the table that are known, as a share of its columns and the needed ones."""
    names = set(written.values())
    return len(names & candidate.columns) / max(len(names | candidate.needed), 1)


def _offered(unknown: tuple[str, ...], nearest: _Candidate, there: set[str]) -> dict[str, str]:
    """Each unknown column to the free known column most like it; abbreviations count as alike."""
    free = sorted(
        nearest.columns - there, key=lambda column: (column not in nearest.needed, column)
    )
    offered: dict[str, str] = {}
    for column in unknown:
        name = folded(column)
        alike = difflib.get_close_matches(name, free, n=1, cutoff=ALIKE)
        begun = [known for known in free if len(name) > 2 and known.startswith(name)]
        for known in [*alike, *begun][:1]:
            offered[column] = known
            free.remove(known)
    return offered


def _records(table: Table, matched: Mapping[str, str]) -> tuple[str, ...]:
    """The event records that the table can be: one, where its event_ids or its name say so."""
    ids = next((column for column, known in matched.items() if known == "event_id"), None)
    if ids is not None:
        given = table.cells[ids].dropna()
        for start, record in EVENT_IDS.items():
            if record in EVENT_RECORDS and len(given) and given.str.startswith(start).all():
                return (record,)
    named = [record for record in EVENT_RECORDS if record in folded(table.file)]
    begun = {
        record
        for start, record in EVENT_IDS.items()
        if ids is not None and table.cells[ids].str.startswith(start).any()
    }
    if len(named) == 1 and begun <= {named[0]}:
        return (named[0],)
    return EVENT_RECORDS


def _in_words(
    nearest: _Candidate,
    fits: bool,
    dataset: str | None,
    choices: tuple[str, ...],
    missing: tuple[str, ...],
    unknown: tuple[str, ...],
    offered: Mapping[str, str],
) -> str:
    if dataset:
        title = nearest.title if dataset == nearest.name else dataset
        said = [f"It is read as {title}."]
    elif fits:
        said = [
            "This is an event record, by its columns. Neither its event_ids nor its file name say "
            f"which: choose {' or '.join(choices)}."
        ]
    else:
        said = [f"This is no table that is known here. It comes nearest to {nearest.title}."]
    if missing:
        said.append(f"It lacks {listed([f'`{column}`' for column in missing])}.")
    said += [f"`{column}` is perhaps `{known}`." for column, known in offered.items()]
    if rest := [f"`{column}`" for column in unknown if column not in offered]:
        said.append(f"{listed(rest)} {'is' if len(rest) == 1 else 'are'} not known.")
    return " ".join(said)
