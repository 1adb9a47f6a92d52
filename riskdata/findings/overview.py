"""What the Overview says first, in sentences."""

from collections.abc import Sequence

import pandas as pd

from riskdata.findings.place import place
from riskdata.measures.published import PublishedChange
from riskdata.measures.shares import Part
from riskdata.selection import BORDER_BELT, PAKISTAN, Selection
from riskdata.wording import (
    against,
    counted,
    first_upper,
    in_words,
    interval,
    listed,
    month,
    number,
    of_many,
    of_those,
    portion,
    signed_percent,
    span,
)


def headline(
    deaths: Sequence[PublishedChange],
    attacks: Sequence[PublishedChange],
    selection: Selection,
    events: int,
    record: str,
    days: int,
) -> str:
    """The page's finding: what the publisher with the newest year counts, else the record. `days`
    as in `shares`."""
    for change, what in [
        *((c, "people killed") for c in deaths),
        *((c, "attacks") for c in attacks),
    ]:
        return (
            f"{change.publisher} counts {number(change.change.now)} {what} in "
            f"{place(selection)} {year_of(change)}, {against(change.change, 'in the year before')}"
        )
    when = span(selection.start, selection.end)
    if not days:
        return f"{record} do not cover {when}: what happened in {place(selection)} is not known"
    return (
        f"{record} hold {number(events) if events else 'no'} {selection.noun} in "
        f"{place(selection)}, {when}"
    )


def year_of(change: PublishedChange) -> str:
    """Which year a publisher's figure is of: `in 2025`, `in the 12 months to May 2026`."""
    if change.start.month == 1:
        return f"in {change.end.year}"
    return f"in the 12 months to {month(change.end)}"


def certainty(deaths: Sequence[PublishedChange]) -> str:
    """Whether the change in deaths is more than its months' own ups and downs; may be empty."""
    if not deaths or not interval(deaths[0].change):
        return ""
    words = {
        "up": "The rise is larger than the swings from month to month explain",
        "down": "The fall is larger than the swings from month to month explain",
        "unclear": "Deaths swing so much from month to month that this may still be chance",
    }[deaths[0].change.direction]
    return (
        f"{words}: the change lies between {interval(deaths[0].change).replace(' to ', ' and ')}."
    )


def attacks_by_publisher(attacks: Sequence[PublishedChange]) -> str:
    """What each publisher that has the newest full year counted, and whether they agree."""
    if not attacks:
        return ""
    year = attacks[0].end.year
    same = [change for change in attacks if change.end.year == year]
    same = sorted(same, key=lambda c: -c.change.now)
    first = same[0]
    figures = listed(
        [
            f"{first.publisher} counts {number(first.change.now)} attacks in {year} "
            f"({signed_percent(first.change.ratio)} on {year - 1})",
            *(
                f"{c.publisher} {number(c.change.now)} ({signed_percent(c.change.ratio)})"
                for c in same[1:]
            ),
        ]
    )
    verdicts = [
        f"{listed(who)} {'see' if len(who) > 1 else 'sees'} {words}"
        for direction, words in [
            ("up", "a rise"),
            ("down", "a fall"),
            ("unclear", "no clear change"),
        ]
        if (who := [c.publisher for c in same if c.change.direction == direction])
    ]
    return f"{figures}: {listed(verdicts)}."


def shares(
    now: dict[str, Part | None],
    then: dict[str, Part | None],
    before: dict[str, Part | None],
    compared: Selection | None,
    selection: Selection,
    record: str,
    days: int,
) -> str:
    """How much of the record's events fall to each lens, and fell to it before.

    `days` is how many days of the period the record covers; `then` holds the shares of the
    newest stretch of time that can be set against the one before, `compared`, and `before` those
    of that one.
    """
    if not days:
        return f"{record} do not cover this period."
    only = ""
    if days < selection.days:
        only = f", covering {days:,} of the {selection.days:,} days"
    known = {name: part for name, part in now.items() if part is not None}
    if not known:
        return "" if not now else f"{record}{only} hold none of the {selection.noun} selected."
    whole = next(iter(known.values())).whole
    parts = [f"{of_those(part.part, whole)} in {_lens(name)}" for name, part in known.items()]
    shares = listed(parts).replace(" in ", " took place in ", 1)
    sentence = f"Of {of_many(whole, selection.noun)} recorded ({record}{only}), {shares}"
    courses = [
        (_lens(name), portion(later.part, later.whole), portion(earlier.part, earlier.whole))
        for name in known
        if (later := then.get(name)) and (earlier := before.get(name))
    ]
    if compared is None or not courses:
        return f"{sentence}."
    (name, share, was), *others = courses
    ago = span(compared.before().start, compared.before().end)
    if (compared.start, compared.end) == (selection.start, selection.end):
        rest = [f"{other} {earlier}" for other, _, earlier in others]
        return f"{sentence}. In {ago} {listed([f'{name} had {was}', *rest])}."
    when = span(compared.start, compared.end)
    first = f"{first_upper(name)} had {share} in {when} after {was} in {ago}"
    rest = [f"{other} {_after(later, earlier)}" for other, later, earlier in others]
    return f"{sentence}. {listed([first, *rest])}."


def _after(share: str, was: str) -> str:
    return f"{share} in both" if share == was else f"{share} after {was}"


def _lens(name: str) -> str:
    return f"the {name}" if name == BORDER_BELT else name


def chinese_targets(
    now: pd.DataFrame,
    before: pd.DataFrame | None,
    selection: Selection,
    recorded: bool,
    days: int,
) -> str:
    """Attacks on Chinese nationals and projects, now and before, with their Chinese dead.

    `before` is None where that period is not covered, `recorded` False for a record that does not
    say whether a target was Chinese; `days` is how many days of the period it covers for these
    targets. Empty where there are none.
    """
    if not recorded:
        return "This record does not say whether a target was Chinese."
    if not days:
        return ""
    killed = int(now["chinese_killed"].sum())
    dead = f" and killed {counted(killed, 'Chinese national')}" if killed else ""
    earlier = ""
    if before is not None:
        earlier = (
            f", after {number(len(before)) if len(before) else 'none'} {selection.before_words}"
        )
    what = selection.noun if len(now) != 1 else selection.noun.removesuffix("s")
    covered = ""
    if days < selection.days:
        covered = f"; {days:,} of the {selection.days:,} days are covered"
    aimed = f"recorded {what} aimed at Chinese nationals or projects"
    return f"{in_words(len(now))} {aimed}{dead}{earlier}{covered}."


def exposed_projects(exposed: int, projects: int, selection: Selection, left_out: int) -> str:
    """How many of the projects of the selection's region had an event close by, and what is not
    counted."""
    if not projects:
        return f"No project of the corridor lies in {place(selection)}."
    count = f"At least {number(exposed)}" if exposed else "None"
    unplaced = (
        f"; {of_many(left_out, selection.noun)} known to the district only "
        f"{'is' if left_out == 1 else 'are'} not counted"
        if left_out
        else ""
    )
    return (
        f"{count} of the {projects} projects {_of_region(selection)} had {selection.noun} "
        f"recorded within 25 km{unplaced}."
    )


def _of_region(selection: Selection) -> str:
    if selection.region == PAKISTAN:
        return "of the corridor"
    return f"in {place(selection)}"
