"""Attacks on Chinese nationals and projects in sentences: before and since, and as published."""

from collections.abc import Sequence
from math import isinf

import pandas as pd

from riskdata.findings.chinese_targets import day_of, district_of
from riskdata.measures.change import Change
from riskdata.measures.chinese_targets import BLA, SINCE, AllDead, Shift
from riskdata.wording import NO_BREAK, counted, day, listed, number, percent, span


def times(change: Change) -> str:
    """A ratio of yearly rates with its exact interval in words."""
    if not change.now and not change.before:
        return "none in either"
    if isinf(change.ratio):
        return f"none before, at least {change.low:.1f} times as many a year (95{NO_BREAK}% bound)"
    return f"{_fold(change.ratio)} times as many a year ({_reach(change)})"


def _fold(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 20 else f"{ratio:.1f}"


def _reach(change: Change) -> str:
    high = "no upper bound" if isinf(change.high) else _fold(change.high)
    return f"95{NO_BREAK}% interval {_fold(change.low)} to {high}"


def fold(lane: pd.Series) -> str:
    """How a lane's yearly number changed, in short (a row of `Shift.lanes`)."""
    if pd.isna(lane["ratio"]):
        return "none in either"
    if isinf(lane["ratio"]):
        return "new"
    high = "no bound" if isinf(lane["high"]) else _fold(lane["high"])
    return f"× {_fold(lane['ratio'])} a year ({_fold(lane['low'])} to {high})"


def bla(shift: Shift | None) -> str:
    """The BLA's share of the attacks before and since, and how its yearly number changed."""
    if shift is None:
        return "No change can be told: the record does not cover both periods"
    now, then, year = shift.all.now, shift.all.before, SINCE.year
    if not now or not then:
        return f"No share can be told: {number(then)} attacks before {year}, {number(now)} since"
    chance = ", which may be chance" if shift.bla.direction == "unclear" else ""
    return (
        f"{BLA}: {percent(shift.bla.before / then)} of the attacks before {year} "
        f"({number(shift.bla.before)} of {number(then)}), {percent(shift.bla.now / now)} since "
        f"({number(shift.bla.now)} of {number(now)}), {times(shift.bla)}{chance}"
    )


def bla_note(shift: Shift) -> str:
    """What the change could still be where perpetrators were not named, and over which years."""
    year = SINCE.year
    parts = []
    if shift.unnamed_before:
        chance = ", which may be chance" if shift.least.direction == "unclear" else ""
        parts.append(
            f"Sources named fewer perpetrators then: {number(shift.unnamed_before)} of "
            f"{number(shift.all.before)} attacks before {year} name none, "
            f"{number(shift.unnamed_since)} of {number(shift.all.now)} since. Had the BLA been "
            f"behind all of those before, the change would be {times(shift.least)}{chance}"
        )
    if shift.bla.now:
        parts.append(
            f"Of its {number(shift.bla.now)} since, it claimed {number(shift.claimed)} itself"
        )
    parts.append(f"All attacks together: {times(shift.all)}")
    return f"{'. '.join(parts)}."


def bla_method(shift: Shift) -> str:
    """The two periods and how the interval is made."""
    before, since = shift.before, shift.since
    return (
        f"Hollow: before {SINCE.year}, full: since. {day(before.start)} to {day(before.end)} "
        f"({before.years:.1f} years covered) against "
        f"{day(since.start)} to {day(since.end)} ({since.years:.1f}). Exact Poisson intervals; "
        "attacks that come in waves make the true ones wider. Names of a group's wings are counted "
        "with it."
    )


DEFINITIONS = (
    "Gold is our count over the same time: attacks aimed at Chinese nationals, on a bar from "
    "those that hurt one to all, projects included; of people, all Chinese killed or wounded. "
    "Spans overlap: no two are added."
)

PEOPLE = {"killed": "Chinese killed", "wounded": "Chinese wounded"}


def totals(table: pd.DataFrame) -> str:
    """How the published tolls of Chinese killed stand to our own of the same time.

    `table` is `measures.chinese_targets.beside_published`.
    """
    dead = table[table["count"] == "killed"]
    if dead.empty:
        return "No publisher's toll of Chinese nationals is at hand to set beside our record"
    gap = dead["published"] - dead["ours"]
    verdicts = [
        f"{number(many)} {'agrees' if many == 1 else 'agree'} with ours"
        if verdict == "equal"
        else f"{number(many)} {'is' if many == 1 else 'are'} {verdict}"
        for verdict, many in [
            ("equal", int((gap == 0).sum())),
            ("higher", int((gap > 0).sum())),
            ("lower", int((gap < 0).sum())),
        ]
        if many
    ]
    named = [
        f"{row['publisher']} {number(row['published'])} against {number(row['ours'])}"
        for _, row in dead.iterrows()
    ]
    return (
        f"Of {counted(len(dead), 'published toll')} of Chinese nationals killed, "
        f"{listed(verdicts)} over the same time: {listed(named)}"
    )


def difference(
    rows: pd.DataFrame, found: pd.DataFrame, dead: Sequence[AllDead]
) -> tuple[str, list[str]]:
    """Whose figures and of which days, and how each stands to ours and what may explain it.

    `rows` are the figures of one publisher and span, from `beside_published`; `dead` is `all_dead`.
    """
    first = rows.iloc[0]
    whose = f"{first['publisher']}, {span(first['start'], first['end'])}"
    sentences = [_difference(row, found) for _, row in rows.iterrows()]
    sentences += [
        f"It counts {number(one.published)} dead of any nationality, these Chinese among them; our "
        f"attacks aimed at Chinese nationals left {counted(one.victims, 'victim')} and "
        f"{counted(one.attackers, 'attacker')} dead."
        for one in dead
        if one.publisher == first["publisher"] and one.start == first["start"]
    ]
    return whose, sentences


def _difference(row: pd.Series, found: pd.DataFrame) -> str:
    published, ours = row["published"], row["ours"]
    if row["count"] == "attacks":
        return _attacks(row)
    opening = f"{number(published)} {PEOPLE[row['count']]}"
    if published == ours:
        return f"{opening}, as many as ours."
    gap = abs(published - ours)
    words = f"{opening}, {number(gap)} {'more' if published > ours else 'fewer'} than ours"
    without = ours - row["largest"]
    # Told only where the one attack makes up for half of the difference or more.
    if row["largest"] and abs(published - without) * 2 <= gap:
        event = found.loc[found["event_id"] == row["largest_id"]].iloc[0]
        words += (
            f": {number(row['largest'])} of our {number(ours)} fell in one attack "
            f"({district_of(event)}, {day_of(event)}), without which ours are {number(without)}"
        )
    return f"{words}."


def _attacks(row: pd.Series) -> str:
    """How a published number of attacks stands to what the definitions make of ours."""
    published, narrow, ours, wide = (row[c] for c in ("published", "narrow", "ours", "wide"))
    opening = counted(published, "attack")
    own = f"ours {number(narrow)}" + (f" to {number(wide)}" if wide > narrow else "")
    if row["region"] != "Pakistan":
        opening = f"In {row['region']} {opening}"
    else:
        own += (
            f" by definition: {number(narrow)} hurt a Chinese national, {number(ours)} aimed at "
            f"one, {number(wide)} with those on projects"
        )
    if narrow <= published <= wide:
        return f"{opening}, {own}."
    beyond, side = (published - wide, "more") if published > wide else (narrow - published, "fewer")
    return f"{opening}, {own}; {number(beyond)} {side} than any definition of ours explains."


def published_source(table: pd.DataFrame) -> str:
    """Who published the figures, and until when they run."""
    publishers = list(dict.fromkeys(table["publisher"]))
    return f"Figures of {listed(publishers)}, to {day(table['end'].max())}."
