"""Uploaded files on their way to become versions: read, recognised, converted, checked, compared.

A draft is what one table of an upload would make of its dataset. Tables of one dataset follow each
other: the second is compared with what the first made. Whatever the analyst decides is a `Choice`;
the same files with the same choices make the same drafts.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import pandas as pd

from riskdata.cells import Table
from riskdata.datapackage import as_csv
from riskdata.desk import acled, gtd, published, ucdp
from riskdata.desk.check import check
from riskdata.desk.compare import Difference, append, compare
from riskdata.desk.contradictions import contradictions
from riskdata.desk.conversion import Conversion, Foreseen, Said
from riskdata.desk.drafted import MOST_SHOWN, Choice, Draft, Drafts
from riskdata.desk.files import Part
from riskdata.desk.finding import Finding, bounded
from riskdata.desk.fixes import apply
from riskdata.desk.headline import before_and_after
from riskdata.desk.headlines import headlines
from riskdata.desk.opening import Beside, Opened, refused
from riskdata.desk.recognise import Recognised, recognise, renamed
from riskdata.desk.tables import table
from riskdata.desk.templates import is_blank
from riskdata.editions import Holdings
from riskdata.schema import EVENT_RECORDS, SCHEMAS, DatasetError
from riskdata.store import Change, Content

CONVERSIONS: dict[str, Callable[[Table, Said], Conversion]] = {
    "ucdp_ged": ucdp.convert,
    "acled": acled.convert,
    "gtd": gtd.convert,
}
COVERAGE = "event_record_coverage"
Tell = Callable[[str], object]


def draft(
    tables: Sequence[Opened],
    choices: Mapping[str, Choice],
    holdings: Holdings,
    tell: Tell = lambda step: None,
) -> Drafts:
    """The drafts of tables that were read, after what the analyst chose for each file.

    Raises `DatasetError` where a published dataset cannot be read.
    """
    tell("Reading what is published")
    frames = published.frames(holdings)
    found: dict[int, list[Draft]] = {}
    opened: list[tuple[int, Draft | _Opened]] = []
    beside = []
    for at, one in enumerate(tables):
        sheet = one.sheet if isinstance(one, Beside) else one
        choice = choices.get(sheet.file, Choice())
        if one is not sheet and choice.left_out is None:
            beside.append(sheet.file)
        elif not choice.left_out:
            now = sheet if isinstance(sheet, Draft) else _opened(sheet, choice, tell)
            opened.append((at, now))
    twice = Counter(one.dataset for _, one in opened)
    read: dict[str, list[tuple[str, pd.DataFrame]]] = {}
    # What events are held against comes before the events.
    for at, one in sorted(opened, key=lambda pair: _after(pair[1])):
        if isinstance(one, Draft):
            found[at] = [one]
            continue
        found[at] = []
        if one.converted and not _added(one, frames):
            found[at] += _covered(one, frames, holdings)
        before = read.setdefault(one.dataset, [])
        made = _made(one, frames, holdings, tell, before)
        found[at].append(made.draft)
        if made.whole is not None:
            frames[one.dataset] = made.whole
        if made.frame is not None and twice[one.dataset] > 1:
            before.append((one.table.file, made.frame))
    drafts = tuple(each for at in sorted(found) for each in found[at])
    tell("Working out what is new")
    changes = _changes(drafts, holdings)
    moved = None
    if changes and all(one.ready for one in drafts):
        tell("Working out the headlines of the pages")
        moved = _moved(holdings, frames, {change.dataset for change in changes})
    return Drafts(drafts, changes, moved, tuple(beside))


def _moved(
    holdings: Holdings, after: Mapping[str, pd.DataFrame], changed: set[str]
) -> pd.DataFrame:
    corridor = None if changed & set(published.CORRIDOR) else published.corridor(holdings)
    return before_and_after(published.headlines(holdings), headlines(after, corridor))


@dataclass(frozen=True)
class _Opened:
    table: Table
    choice: Choice
    recognised: Recognised
    dataset: str
    converted: Conversion | None


def _added(one: _Opened, frames: Mapping[str, pd.DataFrame]) -> bool:
    """Whether its rows come beside those that are there."""
    return one.choice.append and one.dataset in frames


def _after(one: "Draft | _Opened") -> int:
    return int(isinstance(one, _Opened) and one.dataset in EVENT_RECORDS)


def _opened(written: Table, choice: Choice, tell: Tell) -> "Draft | _Opened":
    """A table as one of a known dataset, converted where it is a foreign export."""
    tell(f"Looking at {written.file}")
    recognised = recognise(written, choice.dataset, choice.columns)
    name = recognised.dataset
    file, notes = written.file, written.notes
    if name is None:
        unknown = Finding(
            "error", "the file", None, None, None,
            recognised.words.rstrip("."),
            "Choose what it is, or compare its header with that of the dataset's template.",
        )  # fmt: skip
        return Draft(file, notes, recognised, refused=(unknown,))
    ours = renamed(written, {**recognised.matched, **choice.columns})
    if name not in CONVERSIONS:
        return _Opened(ours, choice, recognised, name, None)
    tell(f"Converting {file}")
    try:
        converted = CONVERSIONS[name](ours, choice.said)
    except DatasetError as error:
        foreseen = _foreseen(name, ours, choice.said, error)
        return refused(file, error, notes=notes, recognised=recognised, foreseen=foreseen)
    with_lost = replace(converted.table, lost=ours.lost)
    return _Opened(with_lost, choice, recognised, converted.dataset, converted)


def _foreseen(name: str, written: Table, said: Said, error: DatasetError) -> Foreseen | None:
    """What the conversion would do with the rows that nothing is wrong with; None where it cannot
    be done without the others."""
    wrong = {problem.row for problem in error.problems}
    if None in wrong:
        return None
    readable = replace(written, cells=written.cells.drop(index=list(wrong)))
    try:
        done = CONVERSIONS[name](readable, said)
    except DatasetError:
        return None
    return Foreseen(done.dropped, done.mapped)


class _Made(NamedTuple):
    """The draft of a table, what the table says, and the whole dataset as it would be."""

    draft: Draft
    frame: pd.DataFrame | None = None
    whole: pd.DataFrame | None = None


def _made(
    one: _Opened,
    frames: Mapping[str, pd.DataFrame],
    holdings: Holdings,
    tell: Tell,
    before: Sequence[tuple[str, pd.DataFrame]] = (),
) -> _Made:
    """`before` is that of `riskdata.desk.contradictions`."""
    name, current = one.dataset, frames.get(one.dataset)
    key = (SCHEMAS[name].metadata or {})["key"]
    kept = current if one.choice.append else None
    if one.converted and current is not None and not one.choice.append:
        first, last = map(pd.Timestamp, one.converted.span)
        kept = current[~current["date"].between(first, last)]
    checked = check(
        name, apply(one.table, one.choice.fixes), frames, holdings.metadata(name).assertions,
        current, kept=kept, order=one.choice.said.order, tell=tell,
    )  # fmt: skip
    if one.converted:
        relocated = bounded(one.converted.relocated)
        checked = replace(checked, findings=[*checked.findings, *relocated])
    if checked.frame is not None:
        against = contradictions(checked.frame, one.table.cells.index.to_numpy(), key, before)
        checked = replace(checked, findings=[*checked.findings, *bounded(against)])
    made = Draft(
        one.table.file, one.table.notes, one.recognised, name,
        converted=one.converted, checked=replace(checked, frame=None),
        appended=_added(one, frames),
    )  # fmt: skip
    if checked.frame is None:
        return _Made(made)
    whole = checked.frame
    if kept is not None:
        whole = append(kept, checked.frame, key, overwrite=True)
    tell("Comparing with what is published")
    old = current if current is not None else whole.head(0)
    difference = compare(old, whole, key)
    content = Content(as_csv(whole), len(whole), date.today())
    return _Made(
        replace(
            made,
            difference=_cut(difference),
            added=len(difference.added),
            removed=len(difference.removed),
            content=content,
            blank=is_blank(name, checked.frame, current),
        ),
        checked.frame,
        whole,
    )


def _cut(difference: Difference) -> Difference:
    return replace(
        difference,
        added=difference.added.head(MOST_SHOWN),
        removed=difference.removed.head(MOST_SHOWN),
        changed=difference.changed.head(MOST_SHOWN),
    )


def _covered(one: _Opened, frames: dict[str, pd.DataFrame], holdings: Holdings) -> list[Draft]:
    """The periods that a converted export covers, set in place of what was known of its span."""
    converted = one.converted
    assert converted is not None
    known = frames[COVERAGE]
    own = known["record"] == converted.dataset
    first, last = map(pd.Timestamp, converted.span)
    day = pd.Timedelta(days=1)
    left = known[own]
    earlier, later = left[left["period_start"] < first], left[left["period_end"] > last]
    earlier = earlier.assign(
        period_end=earlier["period_end"].where(lambda end: end < first, first - day)
    )
    later = later.assign(
        period_start=later["period_start"].where(lambda start: start > last, last + day)
    )
    stays = pd.concat([known[~own], earlier, later], ignore_index=True)
    stays = table(Part(COVERAGE, as_csv(stays))).cells
    rows = pd.concat([stays, converted.coverage.astype("str")], ignore_index=True)
    rows.index = pd.RangeIndex(2, len(rows) + 2)
    periods = Table(f"{COVERAGE}.csv, from {one.table.file}", rows)
    opened = _Opened(periods, Choice(), one.recognised, COVERAGE, None)
    # The record is held against these periods, not they against the record as it was.
    beside = {name: frame for name, frame in frames.items() if name != converted.dataset}
    made = _made(opened, beside, holdings, lambda step: None)
    if made.whole is not None:
        frames[COVERAGE] = made.whole
    return [made.draft]


def _changes(drafts: Sequence[Draft], holdings: Holdings) -> tuple[Change, ...]:
    """The last content of each dataset, where it is not what is published."""
    last = {one.dataset: one.content for one in drafts if one.dataset and one.content}
    found = []
    for name, content in last.items():
        current = holdings.content(name)
        if current.csv != content.csv:
            found.append(Change(name, content, current.hash))
    return tuple(found)
