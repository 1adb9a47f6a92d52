"""What an event record shows over time, in sentences."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from riskdata import names
from riskdata.measures.attack_trends import NOT_RECORDED, OTHER, GroupTrend, Step, group_name
from riskdata.measures.coverage import CHINESE_TARGETS_ONLY
from riskdata.wording import counted, listed, month, number, percent, signed_percent

PUBLISHED_FILTERS = (
    "Published figures follow the region, and the period by whole years (at least ten of them); "
    "perpetrator, target, event kind and confidence cannot be applied to them."
)
NOT_FROM_MONTHS = (
    "The curated record is a sample whose months cannot be compared with each other: read who, "
    "whom and how from it, not the course."
)
HOW_SHADED = "The stronger the shade, the larger the share of the group's own events."
RATIO_NOTES = {
    "ucdp_events": "UCDP counts only events in which somebody died, so its ratio is high.",
    "incidents": "The curated record is strongest on large attacks, so its ratio is high.",
}


def _worst(course: pd.Series, step: Step) -> str:
    """The step in which most happened, and how much."""
    values = course.to_numpy()
    at = int(values.argmax())
    start = pd.DatetimeIndex(course.index)[at]
    return f"{start.year if step == 'year' else month(start)} ({number(values[at])})"


def headline(counts: pd.DataFrame, title: str, place: str, noun: str, with_course: bool) -> str:
    """Where no publisher counts the region: how many events the record holds, and the worst year.

    `counts` is `attack_trends.by_step` by years.
    """
    course = counts.sum(axis=1)
    worst = f", the most in {_worst(course, 'year')}" if with_course else ""
    return f"{title} hold {counted(course.sum(), noun[:-1], noun)} in {place}{worst}."


def nothing(noun: str, place: str, title: str, covered: bool) -> str:
    """Said where the selection is empty, or the record does not cover its period."""
    if not covered:
        return f"{title} do not cover this period: what happened in {place} is not known from them."
    return f"No {noun} in {place} answer to this selection."


def whole_picture(parts: dict[str, pd.Series], title: str, noun: str) -> str:
    """By whom, against whom and by which means, with the share that is not recorded; may be empty.

    `parts` holds `attack_trends.shares` for Perpetrator, Target and Means.
    """
    words = {"Perpetrator": "by", "Target": "on", "Means": "by"}
    told = []
    for by, share in parts.items():
        named = share.drop([OTHER, NOT_RECORDED], errors="ignore")
        unknown = float(share.get(NOT_RECORDED, 0))
        if named.empty:
            told.append(f"the {by.lower()} is not recorded")
            continue
        first = f"{percent(float(named.iloc[0]))} {words[by]} {named.index[0]}"
        missing = f" ({by.lower()} not recorded in {percent(unknown)})"
        told.append(first + (missing if unknown >= 0.01 else ""))
    return f"{noun.capitalize()} in {title}: {'; '.join(told)}."


def by_step(counts: pd.DataFrame, by: str, step: Step, noun: str, with_course: bool) -> str:
    """Which parts are largest, and in which step most happened where a course may be read."""
    totals = counts.sum()
    named = totals.drop([OTHER, NOT_RECORDED], errors="ignore")
    whole = totals.sum()
    peak = f"; the most in {_worst(counts.sum(axis=1), step)}" if with_course else ""
    if named.empty:
        return f"{counted(whole, noun[:-1], noun)}; the {by.lower()} is not recorded{peak}"
    second = f", {named.index[1]} {percent(named.iloc[1] / whole)}" if len(named) > 1 else ""
    first = f"{named.index[0]} {percent(named.iloc[0] / whole)}"
    return f"Of {counted(whole, noun[:-1], noun)}, {first}{second}{peak}"


def calendar(table: pd.DataFrame, what: str, with_course: bool) -> str:
    """The worst month and the worst year of the calendar, where a course may be read; else how
    many months have any."""
    cells = table.to_numpy()
    known = cells[~np.isnan(cells)]
    if not with_course:
        return (
            f"{counted(known.sum(), what.removesuffix('s'), what)} in {int((known > 0).sum())} of "
            f"the {counted(len(known), 'month')} covered"
        )
    if known.sum() == 0:
        return f"No {what} in the months that the record covers"
    row, column = (int(i) for i in np.unravel_index(np.nanargmax(cells), cells.shape))
    years = np.nansum(cells, axis=0)
    when = month(pd.Timestamp(int(table.columns[column]), int(table.index[row]), 1))
    return (
        f"The worst month was {when} with {number(known.max())} {what}, "
        f"the worst year {table.columns[int(years.argmax())]} with {number(years.max())}"
    )


def published_lethality(published: pd.DataFrame) -> str:
    """How the dead per attack stand against their highest, by the publishers still counting."""
    newest = published["year"].max()
    told = []
    for publisher, series in published.groupby("publisher"):
        now = series.iloc[-1]
        peak = series.nlargest(1, "per_attack").iloc[0]
        if now["year"] >= newest - 1:
            told.append(
                f"{publisher} {now['per_attack']:.1f} in {now['year']}"
                f" (highest {peak['per_attack']:.1f}, {peak['year']})"
            )
    return f"People killed per attack: {listed(told)}"


def lethality(record: pd.DataFrame, title: str) -> str:
    """How the dead per attack in the record stand against their highest."""
    known = record["per_attack"].dropna()
    if known.empty:
        return f"Too few attacks in any year of {title} to tell how deadly they are"
    years = pd.DatetimeIndex(known.index).year
    peak = int(known.to_numpy().argmax())
    return (
        f"In {title} {known.iloc[-1]:.1f} people killed per attack in {years[-1]}, "
        f"highest {known.iloc[peak]:.1f} in {years[peak]}"
    )


def top_groups(groups: Sequence[GroupTrend], whole: int, noun: str) -> str:
    """The first groups by events, and how much of all they are."""
    if not groups:
        return f"No {noun} of this selection name a group"
    first = groups[0]
    changed = [
        f"{group_name(group.group)} {signed_percent(group.change.ratio)}"
        for group in groups
        if group.change is not None and group.change.direction != "unclear"
    ]
    others = listed([f"{group_name(g.group)} {number(g.events)}" for g in groups[1:3]])
    then = f"; then {others}" if others else ""
    clear = f"; clearly changed: {listed(changed)}" if changed else ""
    return (
        f"{group_name(first.group)} is named in {number(first.events)} of {number(whole)} {noun} "
        f"({percent(first.events / whole)}){then}{clear}"
    )


def groups_spelt_out(groups: Sequence[GroupTrend]) -> str:
    """What the short names stand for."""
    parts = dict.fromkeys(part for group in groups for part in group.group.split(names.BETWEEN))
    return "; ".join(f"{group_name(part)}: {part}" for part in parts if group_name(part) != part)


def change_in_groups(may_compare: bool, before: str) -> str:
    """What the changes beside the groups are measured against, or why there are none."""
    if may_compare:
        return f"Changes are against {before}."
    return f"No change is given: {before} is not covered like the period itself."


def targets_by_group(table: pd.DataFrame, noun: str) -> str:
    """Whom the largest groups attack most."""
    told = []
    for group, row in table.head(3).iterrows():
        named = row.drop([OTHER, NOT_RECORDED], errors="ignore")
        if named.empty or named.max() == 0:
            continue
        told.append(
            f"{group_name(str(group))} mostly {named.idxmax()} ({percent(named.max() / row.sum())})"
        )
    return (
        f"Targets by group: {listed(told)}"
        if told
        else f"The targets of these {noun} are not recorded"
    )


def notes(with_course: bool, silent: pd.DataFrame) -> str:
    """What to beware of when reading a record's course.

    `silent` is `attack_trends.not_covered`.
    """
    left = silent[silent["status"] == CHINESE_TARGETS_ONLY]
    parts = [
        "" if with_course else NOT_FROM_MONTHS,
        f"Up to {left['end'].max().year} the record holds only attacks on Chinese nationals and "
        "projects: those years are left out and shaded, unless you choose these targets."
        if len(left)
        else "",
    ]
    return " ".join(part for part in parts if part)
