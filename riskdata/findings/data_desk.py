"""What the data desk says of datasets, drafts and versions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from riskdata.desk.conversion import Conversion, Dropped, Foreseen
from riskdata.desk.drafted import Draft, Drafts
from riskdata.desk.drafts import COVERAGE
from riskdata.desk.finding import Finding, Level
from riskdata.desk.fixes import Fix
from riskdata.desk.quality import Quality
from riskdata.desk.written_dates import UNTOLD
from riskdata.schema import EVENT_RECORDS
from riskdata.store import Conflict, Edition, Version
from riskdata.wording import NO_BREAK, counted, day, listed, number, percent

MOST_LINES = 100
"""Findings of a kind that are written out; the problem list holds all."""
MOST_NUMBERS = 12
"""Row numbers that a line names."""

SOURCE = (
    "Each publishing makes an edition, with a new version of every dataset in it. The letters and "
    "digits beside a version belong to its content alone: the same ones, the same content. A link "
    "with an edition's number shows the data as they were then."
)


def finding(edition: Edition | None, datasets: int, rows: int) -> str:
    """What the data are now."""
    held = f"{counted(datasets, 'dataset')} with {counted(rows, 'row')}"
    if edition is None or edition.bundled:
        return f"{held}, as bundled: nothing has been published yet"
    return (
        f"{held}; edition {edition.number} was published on {day(edition.at)} by {edition.author}"
    )


def quality(found: Quality) -> str:
    """Fill, confidence and places of a dataset in one line."""
    said = []
    partly = [one for one in found.filled if one.share < 1]
    whole = len(found.filled) - len(partly)
    said.append(f"{whole} of {counted(len(found.filled), 'column')} filled in every row")
    for column, shares in found.shares.items():
        parts = [f"{percent(share)} {word}" for word, share in shares.items() if share]
        said.append(f"{column}: {', '.join(parts)}")
    if found.without_point is not None:
        said.append(
            f"{counted(found.without_point, 'row')} without coordinates"
            if found.without_point
            else "coordinates in every row"
        )
    if found.newest is not None:
        said.append(f"newest date {day(found.newest)}")
    return "; ".join(said)


def versions_of(label: str, version: Version | None) -> str:
    """Which version a dataset is compared with, in words."""
    if version is None or version.edition.bundled:
        return f"the {label} data"
    made = version.edition
    return (
        f"version {version.number}, published in edition {made.number} on {day(made.at)} by "
        f"{made.author}"
    )


def cell(value: Any) -> str:
    """A cell of a frame as text, "empty" where it is; days as 2024-10-06."""
    if pd.isna(value):
        return "empty"
    return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)


def filled(share: float) -> str:
    """How much of a column is filled: "every row", "over 99 %", "66 %", "no row"."""
    if share in (0, 1):
        return f"every{NO_BREAK}row" if share else f"no{NO_BREAK}row"
    return f"over{NO_BREAK}99{NO_BREAK}%" if share > 0.995 else percent(share)


def verdict(draft: Draft, title: str) -> str:
    """A draft in a line: what it is, and whether it can be published."""
    if draft.refused:
        return f"{draft.file} cannot be read"
    name = f"{draft.file}: {title}"
    checked, difference = draft.checked, draft.difference
    if checked and checked.errors:
        return f"{name}: {counted(len(checked.errors), 'error')} to mend before it can be published"
    if draft.blank:
        return f"{name}: it holds nothing but the template's example"
    if difference is None or difference.empty:
        return f"{name}: nothing in it differs from what is published"
    doubts = len(checked.warnings) if checked else 0
    looked = f", {counted(doubts, 'warning')} to look at" if doubts else ""
    return f"{name}: {changes(draft)}{looked}"


def changes(draft: Draft) -> str:
    """How many rows are new, changed, gone."""
    changed = draft.difference.changed_rows if draft.difference else 0
    parts = [
        f"{counted(count, 'row')} {word}"
        for count, word in [
            (draft.added, "added"),
            (changed, "changed"),
            (draft.removed, "removed"),
        ]
        if count
    ]
    return listed(parts) if parts else "no row changed"


def grouped(findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """Findings by kind, the most frequent kind first."""
    kinds = Counter(one.kind for one in findings)
    return [
        (kind, [one for one in findings if one.kind == kind]) for kind, _ in kinds.most_common()
    ]


@dataclass(frozen=True)
class Line:
    """Findings that say the same of one or of several rows. `where`: "rows 3, 9 and 12, province";
    `remedy` is "" where the group says it, or where something is suggested."""

    where: str
    value: str
    message: str
    remedy: str
    suggestion: str


@dataclass(frozen=True)
class Group:
    """Findings of a kind: how many, the first MOST_LINES of their lines, how many lines more, and
    the remedy where it is one for all."""

    level: Level
    kind: str
    count: int
    lines: tuple[Line, ...]
    more: int
    remedy: str

    @property
    def title(self) -> str:
        """ "Error: unknown name (3)"."""
        return f"{self.level.capitalize()}: {self.kind} ({number(self.count)})"


def groups(draft: Draft) -> list[Group]:
    """All that is wrong or doubtful in a draft, errors first, the most frequent kind first."""
    found = problems(draft)
    return [
        _group(level, kind, alike)
        for level in ("error", "warning")
        for kind, alike in grouped([one for one in found if one.level == level])
    ]


def problems(draft: Draft) -> list[Finding]:
    """Every finding of a draft."""
    return [*draft.refused, *(draft.checked.findings if draft.checked else ())]


def errors(answer: Drafts) -> list[Finding]:
    """Every error of all drafts."""
    return [one for draft in answer.drafts for one in problems(draft) if one.level == "error"]


def misfit(errors: Sequence[Finding]) -> str:
    """What speaks against bringing back a version that has errors."""
    return (
        f"It has {counted(len(errors), 'error')} by the rules of today, so that pages may be "
        f"unable to show it. The first: {errors[0]}"
    )


def _group(level: Level, kind: str, alike: Sequence[Finding]) -> Group:
    same: dict[tuple[str | None, ...], list[int]] = {}
    for one in alike:
        said = (one.column, one.value, one.message, one.remedy, one.suggestion)
        rows = same.setdefault(said, [])
        if one.row is not None:
            rows.append(one.row)
    remedies = {one.remedy for one in alike if not one.suggestion}
    shared = remedies.pop() if len(remedies) == 1 and len(same) > 1 else ""
    lines = tuple(
        Line(
            ", ".join(filter(None, [_rows(rows), column])),
            _short(value or ""),
            message,
            "" if suggestion or shared else remedy or "",
            suggestion or "",
        )
        for (column, value, message, remedy, suggestion), rows in list(same.items())[:MOST_LINES]
        if message
    )
    return Group(level, kind, len(alike), lines, max(0, len(same) - MOST_LINES), shared)


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:199]}…"


def _rows(rows: Sequence[int]) -> str:
    if len(rows) < 2:
        return f"row {rows[0]}" if rows else ""
    named = [str(row) for row in rows[:MOST_NUMBERS]]
    more = len(rows) - len(named)
    return f"rows {listed([*named, f'{number(more)} more'] if more else named)}"


def table(findings: Sequence[Finding]) -> pd.DataFrame:
    """Findings as a list to take home: level, kind, row, column, value, problem, how to mend it,
    suggestion."""
    rows = [
        {
            "level": one.level, "kind": one.kind, "row": one.row, "column": one.column,
            "value": one.value, "problem": one.message, "how to mend it": one.remedy,
            "suggestion": one.suggestion,
        }
        for one in findings
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"row": "Int64"})


def fixes(offered: Sequence[Fix]) -> dict[str, list[Fix]]:
    """The fixes on offer by what they mend: "spelling in `province`"."""
    found: dict[str, list[Fix]] = {}
    for fix in offered:
        found.setdefault(f"`{fix.column}`: {fix.why}", []).append(fix)
    return found


def fix_words(group: Sequence[Fix]) -> str:
    """What the fixes of a group would write, in a line."""
    cells = sum(len(fix.rows) for fix in group)
    shown = [
        " → ".join(f"“{text}”" if text else "empty" for text in (fix.old, fix.new)) for fix in group
    ]
    more = f" and {number(len(shown) - 3)} more" if len(shown) > 3 else ""
    return f"{counted(cells, 'cell')}: {', '.join(shown[:3])}{more}"


def conversion(converted: Conversion, appended: bool) -> list[str]:
    """What becomes of the record, and what was left out or left unknown on the way.

    `appended` as in `riskdata.desk.drafted.Draft`.
    """
    first, last = converted.span
    said = [
        f"It covers {day(first)} to {day(last)}: "
        + (
            "its events are added to the record, where an event that is known takes the place of "
            "the one there. Which time the record covers stays as it was."
            if appended
            else "rows of the record in that time are replaced, others stay."
        )
    ]
    said += _left_out(converted.dropped)
    said += [f"Not recorded, {one.column}: {one.why}" for one in converted.unknown]
    return said


def foreseen(found: Foreseen) -> list[str]:
    """What the conversion of an export will leave out, as far as it can be known already."""
    if not (found.dropped or found.mapped):
        return []
    return [
        "The errors keep it from being converted. Of the rows that have none, this becomes:",
        *_left_out(found.dropped),
    ]


def _left_out(dropped: Sequence[Dropped]) -> list[str]:
    return [f"Left out, {counted(one.rows, 'row')}: {one.reason}." for one in dropped]


def advice(draft: Draft, title: str) -> list[str]:
    """What an analyst should know of the dataset before publishing it."""
    said = []
    if draft.dataset in ("regions", "district_aliases"):
        said.append(
            "Which names and spellings are known comes with the code and does not change with this "
            "file: a new name in it is not taken over in other datasets."
        )
    outside = draft.dataset in EVENT_RECORDS and any(
        one.message.startswith("lies outside the periods that the record covers")
        for one in problems(draft)
    )
    if outside:
        said.append(
            f"A record shows only what it covers: upload {COVERAGE}.csv together with this file, "
            f"with a row for `{draft.dataset}` ({title}) that states the period. Its CSV and its "
            "template stand under Datasets."
        )
    return said


def ambiguous(draft: Draft) -> bool:
    """Whether the draft has dates of which only a person can say which number is the day."""
    return any(one.message.endswith(UNTOLD) for one in problems(draft))


def derived(draft: Draft) -> bool:
    """Whether the draft was made along with a converted export, rather than uploaded."""
    return draft.dataset == COVERAGE and draft.file.startswith(f"{COVERAGE}.csv, from ")


def hindrance(drafts: Sequence[Draft]) -> str:
    """What keeps an upload from being published; "" where nothing does."""
    blank = [one.file for one in drafts if one.blank]
    stopped = [one.file for one in drafts if not one.ready and not one.blank]
    if stopped:
        one = len(stopped) == 1
        return (
            f"{listed(stopped)} cannot be published as {'it stands' if one else 'they stand'}. "
            f"Mend the errors here or in the file, or leave {'it' if one else 'them'} out"
        )
    if blank:
        holds, it = ("holds", "it") if len(blank) == 1 else ("hold", "them")
        return f"{listed(blank)} {holds} nothing but the template's example: fill {it} in first"
    if not drafts:
        return "Every table of the upload is left out"
    return ""


def beside(file: str) -> str:
    """That a sheet of a workbook was left out unasked, and why."""
    return (
        f"{file} is left out: no column of it is known here, while another sheet of the workbook "
        "is a table that is."
    )


def conflict(error: Conflict) -> str:
    """Why a publish was refused, and what to do."""
    return (
        f"Nothing was published: {error}. Your files are still here and were compared anew with "
        "what is published now. Look at the changes again, then publish."
    )


def overtaken(title: str, now: Version | None) -> str:
    """That somebody else published a dataset since an upload was compared with it."""
    by = f" by {now.edition.author} ({now.edition.note})" if now else ""
    return f"{title} was published anew{by} since your files were compared with it."
