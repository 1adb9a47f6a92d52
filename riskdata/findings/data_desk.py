"""What the data desk says of datasets, drafts and versions."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from riskdata.desk.conversion import Conversion
from riskdata.desk.drafts import Draft
from riskdata.desk.finding import Finding
from riskdata.desk.fixes import Fix
from riskdata.desk.quality import Quality
from riskdata.store import Conflict, Edition
from riskdata.wording import counted, day, listed, number, percent

SOURCE = (
    "Versions are named by number and by the SHA-256 of their CSV. An edition is what was "
    "published together; a link with its number shows the data as they were."
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


def filled(share: float) -> str:
    """How much of a column is filled: "every row", "over 99 %", "66 %", "no row"."""
    if share in (0, 1):
        return "every row" if share else "no row"
    return "over 99 %" if share > 0.995 else percent(share)


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


def table(findings: Sequence[Finding]) -> pd.DataFrame:
    """Findings as a list to read or to take home: level, kind, row, column, value, problem,
    remedy, suggestion."""
    rows = [
        {
            "level": one.level, "kind": one.kind, "row": one.row, "column": one.column,
            "value": one.value, "problem": one.message, "how to mend it": one.remedy,
            "suggestion": one.suggestion,
        }
        for one in findings
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"row": "Int64"}) if rows else pd.DataFrame()


def fixes(offered: Sequence[Fix]) -> dict[str, list[Fix]]:
    """The fixes on offer by what they mend: "spelling in `province`"."""
    found: dict[str, list[Fix]] = {}
    for fix in offered:
        found.setdefault(f"`{fix.column}`: {fix.why}", []).append(fix)
    return found


def fix_words(group: Sequence[Fix]) -> str:
    """What the fixes of a group would write, in a line."""
    cells = sum(len(fix.rows) for fix in group)
    shown = [f"“{fix.old}” → “{fix.new}”" if fix.new else f"“{fix.old}” → empty" for fix in group]
    more = f" and {number(len(shown) - 3)} more" if len(shown) > 3 else ""
    return f"{counted(cells, 'cell')}: {', '.join(shown[:3])}{more}"


def conversion(converted: Conversion) -> list[str]:
    """What was left out, read as something else, or left unknown on the way."""
    first, last = converted.span
    said = [
        f"It covers {day(first)} to {day(last)}: rows of the record in that time are replaced, "
        "others stay."
    ]
    said += [f"Left out, {counted(one.rows, 'row')}: {one.reason}." for one in converted.dropped]
    said += [f"Not recorded, {one.column}: {one.why}." for one in converted.unknown]
    return said


def conflict(error: Conflict) -> str:
    """Why a publish was refused, and what to do."""
    return (
        f"Nothing was published: {error}. Your files are still here and were compared anew with "
        "what is published now. Look at the changes again, then publish."
    )
