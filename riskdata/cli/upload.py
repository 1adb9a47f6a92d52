"""Files checked, compared and published: the same drafts as the page of the data desk makes."""

from argparse import Namespace
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from riskdata.cells import Table
from riskdata.cli import held, written
from riskdata.cli.answer import Answer, Code, Stopped
from riskdata.cli.text import told
from riskdata.desk.conversion import Said
from riskdata.desk.drafted import Choice, Drafts
from riskdata.desk.drafts import Tell, draft
from riskdata.desk.files import LARGEST_UPLOAD
from riskdata.desk.fixes import Fix
from riskdata.desk.opening import Beside, Opened, read
from riskdata.desk.recognise import recognise, renamed
from riskdata.editions import Holdings
from riskdata.store import store
from riskdata.wording import counted, listed

Made = Mapping[str, tuple[Fix, ...]]
"""The fixes that were made in each file."""

OUTCOMES = {"errors": Code.ERRORS, "warnings": Code.WARNINGS}
"""Outcomes of a check that stop a publish. The others: "nothing new", "ready"."""


def check(arguments: Namespace) -> Answer:
    """What the files would change, and what is wrong or doubtful in them."""
    holdings, found, made = _worked(arguments)
    outcome, said = _outcome(found, arguments.accept_warnings)
    return Answer(
        OUTCOMES.get(outcome, Code.DONE),
        [*written.upload(found, made, held.title), said],
        {"outcome": outcome, **_data(holdings, found, made)},
    )


def publish(arguments: Namespace) -> Answer:
    """All of the files published together, or none of them."""
    holdings, found, made = _worked(arguments)
    outcome, said = _outcome(found, arguments.accept_warnings)
    lines = written.upload(found, made, held.title)
    data = _data(holdings, found, made)
    if outcome != "ready":
        lines += [said, "Nothing was published."]
        return Answer(OUTCOMES.get(outcome, Code.DONE), lines, {"outcome": outcome, **data})
    names = _names(found)
    edition = held.publish("publish", found.changes, arguments.author, arguments.note)
    lines.append(f"Edition {edition.number} is published: {names} ({store().where}).")
    done = {"outcome": "published", "edition": edition.number, "store": store().where}
    return Answer(Code.DONE, lines, {**done, **data})


def _worked(arguments: Namespace) -> tuple[Holdings, Drafts, Made]:
    tell, tables = told(arguments.quiet), []
    for name, path in _named(arguments.files):
        tell(f"Reading {name}")
        tables += read(name, _content(path))
    columns = dict(arguments.column)
    _agree(tables, columns, arguments.dataset)
    choice = Choice(
        arguments.dataset, columns, arguments.append, Said(arguments.covers, arguments.dates)
    )
    holdings = held.holdings()
    return holdings, *_drafted(tables, choice, arguments.fix, holdings, tell)


def _named(paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """Each file once, called by its last name; by its whole path where two share that."""
    whole = list(dict.fromkeys(path.absolute() for path in paths))
    count = Counter(path.name for path in whole)
    return [(path.name if count[path.name] == 1 else str(path), path) for path in whole]


def _content(path: Path) -> bytes:
    """What the file holds, no more than tells that it is too large."""
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST_UPLOAD + 1)
    except OSError as error:
        raise Stopped(Code.USAGE, f"{path} cannot be read: {error.strerror}.") from error


def _agree(tables: Sequence[Opened], columns: Mapping[str, str], dataset: str | None) -> None:
    """Refuse columns that no file has, and two columns of one name."""
    there = [table for table in tables if isinstance(table, Table)]
    known = dict.fromkeys(str(column) for table in there for column in table.cells)
    for column in columns:
        if known and column not in known:
            raise Stopped(
                Code.USAGE,
                f"--column: no file has a column “{column}”. There are "
                f"{listed([f'“{name}”' for name in known])}.",
            )
    for table in there if columns else []:
        names = renamed(table, {**recognise(table, dataset).matched, **columns}).cells.columns
        if names.has_duplicates:
            raise Stopped(
                Code.USAGE,
                f"--column: {table.file} would have two columns called "
                f"“{names[names.duplicated()][0]}”.",
            )


def _drafted(
    tables: Sequence[Opened], choice: Choice, fix: bool, holdings: Holdings, tell: Tell
) -> tuple[Drafts, Made]:
    """The drafts; where fixes are asked for, after all that are on offer were made."""
    made: dict[str, tuple[Fix, ...]] = {
        table.file: () for table in tables if not isinstance(table, Beside)
    }
    while True:
        choices = {file: replace(choice, fixes=fixes) for file, fixes in made.items()}
        found = draft(tables, choices, holdings, tell)
        offered = {
            one.file: tuple(fix for fix in one.checked.fixes if fix not in made[one.file])
            for one in found.drafts
            if one.checked and one.file in made
        }
        if not fix or not any(offered.values()):
            return found, made
        # What one mending uncovers, the next one mends: a number that is swapped with another.
        made = {file: fixes + offered.get(file, ()) for file, fixes in made.items()}


def _outcome(found: Drafts, accepted: bool) -> tuple[str, str]:
    """What comes of the check in a word, and in a sentence."""
    stopped = [one for one in found.drafts if not one.ready]
    doubts = sum(len(one.checked.warnings) for one in found.drafts if one.checked)
    if stopped:
        as_is = "it stands" if len(stopped) == 1 else "they stand"
        return "errors", f"{counted(len(stopped), 'table')} cannot be published as {as_is}."
    if not found.changes:
        return "nothing new", "Nothing in it differs from what is published."
    if doubts and not accepted:
        return "warnings", (
            f"Look at the {'warning' if doubts == 1 else counted(doubts, 'warning')} first; "
            "--accept-warnings says that you have."
        )
    return "ready", f"It can be published: {_names(found)}."


def _names(found: Drafts) -> str:
    return ", ".join(held.title(change.dataset) for change in found.changes)


def _data(holdings: Holdings, found: Drafts, made: Made) -> dict[str, Any]:
    return {
        "compared_with": holdings.words(),
        "changes": [
            {
                "dataset": one.dataset, "rows": one.content.rows,
                "as_of": one.content.as_of.isoformat(), "sha256": one.content.hash,
            }
            for one in found.changes
        ],
        "files": [written.plain_draft(one, made.get(one.file, ())) for one in found.drafts],
        "left_out": list(found.beside),
        "headlines": [] if found.headlines is None else written.plain_rows(found.headlines),
    }  # fmt: skip
