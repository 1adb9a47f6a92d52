"""A table checked before it may become a version: errors, warnings, and the mendings on offer.

Reading mends known misspellings of names, and takes a district without its province. Whoever
publishes is asked first: here each is an error until its fix is made.
"""

import difflib
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from riskdata.catalogue import Assertions
from riskdata.cells import Table
from riskdata.desk.compare import append as appended
from riskdata.desk.doubts import Upload, doubts
from riskdata.desk.finding import Finding, bounded
from riskdata.desk.fixes import Fix, Unclear, suggest
from riskdata.desk.whole_file import beside_errors, left_out, when_read
from riskdata.desk.workbooks import ERROR, MERGED, NO_RESULT
from riskdata.desk.written_dates import Order
from riskdata.reading import typed
from riskdata.schema import SCHEMAS, DatasetError, Problem, cross_check

Frames = Mapping[str, pd.DataFrame]

NO_COUNT = "is a count and must be a whole number"
KINDS = {
    "is no known": "unknown name",
    "is no date": "not a date",
    "is no whole number": "not a number",
    "is no number": "not a number",
    NO_COUNT: "not a whole number",
    "is no web address": "not a web address",
    "is no year, month or day": "not a date",
    "has a space in it": "space in a name",
    "is empty": "empty cell",
    "is not in the list": "not in the list",
    "is missing from the header": "header",
    "is no column": "header",
    "stands twice": "header",
    "is less than ": "out of range",
    "is more than ": "out of range",
    "is before": "out of range",
    "lies in the future": "out of range",
    "lies outside Pakistan": "out of range",
    "does not hold the point": "place and coordinates",
    "is not the province": "place and coordinates",
    "repeats the key": "repeated row",
    ERROR: "errors of the workbook",
    NO_RESULT: "formulas without a result",
    MERGED: "merged cells",
}
"""What a problem's message begins with, and what such problems are called together."""
THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
OF_THE_CELL = {"unknown name", "not a date", "not a number", "not in the list", "out of range"}
RULE, ACROSS, SPELLING, STRAY = (
    "cells that contradict each other",
    "does not fit another dataset",
    "other spelling",
    "stray characters",
)


@dataclass(frozen=True)
class Checked:
    """What a check found. `frame` is what the table says, None where there are errors; `fixes`
    are for `riskdata.desk.fixes.apply`."""

    frame: pd.DataFrame | None
    findings: list[Finding]
    fixes: list[Fix]

    @property
    def errors(self) -> list[Finding]:
        """What stops publishing."""
        return [finding for finding in self.findings if finding.level == "error"]

    @property
    def warnings(self) -> list[Finding]:
        """What wants to be looked at first."""
        return [finding for finding in self.findings if finding.level == "warning"]


def check(
    dataset: str,
    table: Table,
    frames: Frames,
    assertions: Assertions | None,
    current: pd.DataFrame | None,
    *,
    kept: pd.DataFrame | None = None,
    order: Order | None = None,
    tell: Callable[[str], object] = lambda step: None,
) -> Checked:
    """Everything that is wrong or doubtful in a table that is to become a dataset's next version.

    `frames` are the other datasets as they would stand beside it, `current` is the version that
    it follows, if there is one; `kept` is what stays of that beside the table (a known key replaces
    its row), None where the table replaces all of it; `order` is that of
    `riskdata.desk.fixes.suggest`. `tell` is called with the name of each step as it begins.
    """
    tell("Reading the cells")
    fixes, unclear = suggest(dataset, table, order)
    try:
        readable, frame, problems = table, typed(dataset, table), []
    except DatasetError as error:
        problems = error.problems
        readable, frame = _readable(dataset, table, problems)
    findings = list(bounded(_errors(dataset, table, problems, fixes, unclear)))
    findings += bounded(_lost(table))
    if problems:
        findings += beside_errors(dataset, table, problems, current, kept, assertions)
        kept = current
    if frame is not None:
        whole = frame
        key = (SCHEMAS[dataset].metadata or {})["key"]
        if kept is not None:
            whole = appended(kept, frame, key, overwrite=True)
        tell("Comparing with the other datasets")
        upload = Upload(dataset, frame, readable.cells.index.to_numpy(), whole, current)
        findings += bounded(_misfits(upload, frames))
        tell("Looking for what is unusual")
        if not problems:
            findings += when_read(whole, current, key, assertions)
            findings += left_out(dataset, table, frame, current)
        findings += bounded(doubts(upload))
    findings.sort(key=lambda finding: (finding.level, finding.row or 0))
    stopped = any(finding.level == "error" for finding in findings)
    return Checked(None if stopped else frame, findings, fixes)


def _readable(
    dataset: str, table: Table, problems: list[Problem]
) -> tuple[Table, pd.DataFrame | None]:
    """The rows that nothing is wrong with, so that what is doubtful in them is told at once too.

    No frame where there are none. The others may each be a row of the current version, so what
    they leave is judged as if it were added to that.
    """
    wrong = {problem.row for problem in problems}
    rows = table.cells.index.difference([row for row in wrong if row is not None])
    readable = replace(table, cells=table.cells.loc[rows])
    if None in wrong or table.header_row in wrong or rows.empty:
        return readable, None
    try:
        return readable, typed(dataset, readable)
    except DatasetError:
        return readable, None


def _errors(
    dataset: str,
    table: Table,
    problems: list[Problem],
    fixes: list[Fix],
    unclear: list[Unclear],
) -> Iterator[Finding]:
    """What reading refuses, then what it would mend unasked."""
    why = {(found.column, found.old): found.why for found in unclear}
    offered: dict[tuple[str, str], list[Fix]] = {}
    for fix in fixes:
        offered.setdefault((fix.column, fix.old), []).append(fix)
    told: set[int] = set()
    missing = [name for name in SCHEMAS[dataset].columns if name not in table.cells]
    wrong = {(one.row, one.column) for one in problems if _kind(one.message) in OF_THE_CELL}
    for problem in problems:
        kind, message, suggestion = _kind(problem.message), problem.message, None
        if kind not in OF_THE_CELL and (problem.row, problem.column) in wrong:
            continue  # what it means beside others can be told once it can be read
        if kind in OF_THE_CELL:
            cell = (problem.column or "", problem.value or "")
            message = why.get(cell, message)
            for fix in offered.get(cell, []):
                if _holds(fix.rows, problem.row):
                    suggestion = fix.new or "an empty cell"
                    told.add(id(fix))
        elif problem.message == NO_COUNT:
            joined = (problem.value or "").replace(".", "")
            suggestion = joined if THOUSANDS.fullmatch(problem.value or "") else None
        elif problem.message.startswith("is no column"):
            alike = difflib.get_close_matches(problem.column or "", missing, n=1, cutoff=0.7)
            suggestion = alike[0] if alike else None
        yield Finding(
            "error", kind, problem.row, problem.column, problem.value, message, problem.remedy,
            suggestion,
        )  # fmt: skip
    for fix in fixes:
        if id(fix) not in told:
            named = "names" in (SCHEMAS[dataset].columns[fix.column].metadata or {})
            yield from _unasked(fix, named)


def _lost(table: Table) -> Iterator[Finding]:
    """Cells that hold something in the workbook, and nothing here."""
    for one in table.lost:
        if one.row in table.cells.index:
            yield Finding(
                "warning", _kind(one.message), one.row, one.column, one.value, one.message,
                one.remedy,
            )  # fmt: skip


def _holds(rows: tuple[int, ...], row: int | None) -> bool:
    at = bisect_left(rows, row or 0)
    return at < len(rows) and rows[at] == row


def _unasked(fix: Fix, name: bool) -> Iterator[Finding]:
    """A fix of cells that reading takes as they are, or that it would mend by itself."""
    for row in fix.rows:
        if not fix.old:
            yield Finding(
                "error", "empty cell", row, fix.column, None, "is empty, though its district tells",
                "Fill the cell in.", fix.new,
            )  # fmt: skip
        elif name:
            yield Finding(
                "error", SPELLING, row, fix.column, fix.old, f"is {fix.why}",
                "Take over the name that is used here.", fix.new,
            )  # fmt: skip
        else:
            yield Finding(
                "warning", STRAY, row, fix.column, fix.old, f"has {fix.why}", "Take them out.",
                fix.new,
            )  # fmt: skip


@lru_cache(maxsize=1024)
def _kind(message: str) -> str:
    return next((kind for begin, kind in KINDS.items() if message.startswith(begin)), RULE)


def _misfits(upload: Upload, frames: Frames) -> Iterator[Finding]:
    """What breaks the rules between datasets and did not before."""
    dataset = upload.dataset
    for problem in cross_check({**frames, dataset: upload.frame}):
        if problem.dataset == dataset:
            yield Finding(
                "error", ACROSS, problem.row, problem.column, problem.value, problem.message,
                problem.remedy,
            )  # fmt: skip
    elsewhere = _elsewhere(dataset, upload.whole, frames)
    if elsewhere and upload.current is not None:
        elsewhere -= _elsewhere(dataset, upload.current, frames)
    for problem in sorted(elsewhere, key=lambda found: (found.file, found.row or 0)):
        message = f"Then {problem}".removesuffix(f". {problem.remedy}")
        yield Finding("error", ACROSS, None, None, None, message, problem.remedy)


def _elsewhere(dataset: str, frame: pd.DataFrame, frames: Frames) -> set[Problem]:
    problems = cross_check({**frames, dataset: frame})
    return {problem for problem in problems if problem.dataset != dataset}
