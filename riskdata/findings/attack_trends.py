"""What an event record shows over time, in sentences."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from riskdata import names
from riskdata.measures.attack_trends import (
    NOT_RECORDED,
    OTHER,
    GroupTrend,
    Step,
    family,
    group_name,
)
from riskdata.measures.coverage import CHINESE_TARGETS_ONLY
from riskdata.wording import (
    FEW,
    counted,
    listed,
    month,
    number,
    of_those,
    percent,
    portion,
    since_before,
)

PUBLISHED_FILTERS = (
    "Published figures follow the region and the period: those of the years and months that lie "
    "wholly in dates of your own (and enough before them to see a course), else up to the newest; "
    "perpetrator, target, event kind and confidence cannot be applied to them."
)
NOT_FROM_MONTHS = (
    "The curated record is a sample whose months cannot be compared with each other: read who, "
    "whom and how from it, not the course."
)
PART_YEARS = "Hollow: part-years, which are not ranked."
HOW_SHADED = "The stronger the shade, the larger the share of the group's own events."


def _worst(course: pd.Series, step: Step, whole: pd.Series) -> str:
    """The step in which most happened of those covered whole, and how much; empty where fewer than
    two are."""
    told = course[whole]
    if len(told) < 2:
        return ""
    values = told.to_numpy()
    at = int(values.argmax())
    start = pd.DatetimeIndex(told.index)[at]
    of = "" if whole.all() else f", of the {step}s covered whole,"
    when = start.year if step == "year" else month(start)
    return f"the most{of} in {when} ({number(values[at])})"


def headline(counts: pd.DataFrame, title: str, place: str, noun: str, whole: pd.Series) -> str:
    """Where no publisher counts the region: how many events the record holds, and the worst year.

    `counts` is `attack_trends.by_step` by years, `whole` those that may be ranked.
    """
    course = counts.sum(axis=1)
    worst = _worst(course, "year", whole)
    held = counted(course.sum(), noun[:-1], noun) if course.sum() else f"no {noun}"
    return f"{title} hold {held} in {place}{', ' if worst else ''}{worst}"


def nothing(noun: str, place: str, title: str, covered: bool) -> str:
    """Said where the selection is empty, or the record does not cover its period."""
    if not covered:
        return f"{title} do not cover this period: what happened in {place} is not known from them."
    return f"No {noun} in {place} answer to this selection."


def whole_picture(parts: dict[str, pd.Series], title: str, noun: str) -> str:
    """By whom, against whom and by which means, with the share that is not recorded; may be empty.

    `parts` holds the events of each perpetrator, target and means.
    """
    words = {"Perpetrator": "by", "Target": "on", "Means": "by"}
    told = []
    for by, totals in parts.items():
        named = totals.drop([OTHER, NOT_RECORDED], errors="ignore")
        every, unknown = totals.sum(), totals.get(NOT_RECORDED, 0)
        if named.empty:
            told.append(f"the {by.lower()} is not recorded")
            continue
        first = f"{portion(named.iloc[0], every)} {words[by]} {named.index[0]}"
        missing = f" ({by.lower()} not recorded in {of_those(unknown, every)})"
        told.append(first + (missing if unknown / every >= 0.01 else ""))
    return f"{noun.capitalize()} in {title}: {'; '.join(told)}."


def by_step(counts: pd.DataFrame, by: str, step: Step, noun: str, whole: pd.Series) -> str:
    """Which parts are largest, and in which of the steps that may be ranked (`whole`) most
    happened."""
    totals = counts.sum()
    named = totals.drop([OTHER, NOT_RECORDED], errors="ignore")
    every = totals.sum()
    worst = _worst(counts.sum(axis=1), step, whole)
    peak = f"; {worst}" if worst else ""
    if named.empty:
        return f"{counted(every, noun[:-1], noun)}; the {by.lower()} is not recorded{peak}"
    largest = [f"{name} {of_those(events, every)}" for name, events in named.head(2).items()]
    return f"Of {counted(every, noun[:-1], noun)}, {', '.join(largest)}{peak}"


def calendar(table: pd.DataFrame, what: str, with_course: bool, whole: pd.Series) -> str:
    """The worst month and the worst year of the calendar, where a course may be read and of those
    covered whole (`whole` by months); else how many months have any."""
    cells = table.to_numpy()
    known = cells[~np.isnan(cells)]
    if not with_course:
        return (
            f"{counted(known.sum(), what.removesuffix('s'), what)} in {int((known > 0).sum())} of "
            f"the {counted(len(known), 'month')} covered"
        )
    if known.sum() == 0:
        return f"No {what} in the months that the record covers"
    months = pd.DatetimeIndex(whole[whole].index)
    if months.empty:
        return f"{counted(known.sum(), what.removesuffix('s'), what)}; no month is covered whole"
    values = cells[months.month - 1, months.year - int(table.columns[0])]
    worst = months[int(values.argmax())]
    said = f"The worst month was {month(worst)} with {number(float(values.max()))} {what}"
    years = pd.Series(values).groupby(months.year).agg(["size", "sum"])
    told = years.loc[years["size"] == 12, "sum"]
    if len(told) < 2:
        return said
    of = "" if len(told) == len(table.columns) else " covered whole"
    return f"{said}, the worst year{of} {told.idxmax()} with {number(float(told.max()))}"


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


def why_deadly(record: str, attacks: pd.DataFrame) -> str:
    """Why the dead per attack of a record are many; may be empty. `attacks` are measured rows."""
    if record == "incidents":
        return "The curated record is strongest on large attacks, so its ratio is high."
    if record != "ucdp_events":
        return ""
    none = int((attacks["deaths_best"] == 0).sum())
    best = f"; its best is no death in {number(none)} of these {number(len(attacks))}"
    return f"UCDP counts events with a death by its highest estimate{best * (none > 0)}."


def lethality(record: pd.DataFrame, title: str, whole: pd.Series, with_course: bool) -> str:
    """How the dead per attack in the record stand against their highest, of the years covered
    whole; from a sample only their mean."""
    known = record["per_attack"].dropna()
    if known.empty:
        return f"Too few attacks in any year of {title} to tell how deadly they are"
    ranked = known[whole.reindex(known.index)]
    if len(ranked) < 2 or not with_course:
        mean = record["killed"].sum() / record["attacks"].sum()
        why = "too few years are covered whole" if with_course else "a sample"
        return f"In {title} {mean:.1f} people killed per attack; {why}: no course is told"
    years = pd.DatetimeIndex(ranked.index).year
    peak = int(ranked.to_numpy().argmax())
    return (
        f"In {title} {ranked.iloc[-1]:.1f} people killed per attack in {years[-1]}, the newest "
        f"year covered whole; the highest of these {ranked.iloc[peak]:.1f} in {years[peak]}"
    )


def top_groups(groups: Sequence[GroupTrend], whole: int, noun: str) -> str:
    """The first groups by events, and how much of all they are."""
    if not groups:
        return f"No {noun} of this selection name a group"
    first = groups[0]
    changed = [
        f"{group_name(group.group)} {number(group.events)}{since_before(group.change)}"
        for group in groups
        if group.change is not None and group.change.direction != "unclear"
    ]
    others = listed([f"{group_name(g.group)} {number(g.events)}" for g in groups[1:3]])
    then = f"; then {others}" if others else ""
    clear = f"; clearly changed: {'; '.join(changed)}" if changed else ""
    share = f" ({percent(first.events / whole)})" if whole >= FEW else ""
    return (
        f"{group_name(first.group)} is named in {number(first.events)} of "
        f"{counted(whole, noun[:-1], noun)}{share}{then}{clear}"
    )


def groups_spelt_out(groups: Sequence[GroupTrend]) -> str:
    """What the short names stand for, as sentences; may be empty."""
    parts = dict.fromkeys(part for group in groups for part in group.group.split(names.BETWEEN))
    spelt = [
        f"{group_name(part)}: {part}"
        for part in parts
        if group_name(part) != part and family(part) != "state"
    ]
    return f"{'; '.join(spelt)}. " if spelt else ""


def change_in_groups(may_compare: bool, reaches_back: bool, before: str) -> str:
    """What the changes beside the groups are measured against, or why there are none."""
    if may_compare:
        return f"Changes are against {before}."
    if not reaches_back:
        return "No change is given: the record does not reach further back."
    return f"No change is given: {before} is not covered like the period itself."


def targets_by_group(table: pd.DataFrame, noun: str) -> str:
    """Whom the largest groups attack most."""
    told = []
    for group, row in table.head(3).iterrows():
        named = row.drop([OTHER, NOT_RECORDED], errors="ignore")
        if named.empty or named.max() == 0:
            continue
        every, missing = row.sum(), row.get(NOT_RECORDED, 0)
        unknown = f", not recorded in {of_those(missing, every)}" if missing / every >= 0.01 else ""
        told.append(
            f"{group_name(str(group))} most often {named.idxmax()} "
            f"({portion(named.max(), every)}{unknown})"
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
