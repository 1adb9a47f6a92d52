"""The Overview in sentences."""

from collections.abc import Sequence

import pandas as pd

from riskdata.measures.change import Change
from riskdata.measures.coverage import Share
from riskdata.measures.published import PublishedChange
from riskdata.measures.shares import Part
from riskdata.selection import BORDER_BELT, Selection
from riskdata.wording import (
    against,
    counted,
    day,
    in_words,
    interval,
    listed,
    month,
    number,
    percent,
    signed_percent,
    span,
)


def place(selection: Selection) -> str:
    """The region as it stands in a sentence."""
    if selection.region == BORDER_BELT:
        return f"the belt within {selection.depth_km} km of the Afghan border"
    return selection.region


def headline(
    deaths: Sequence[PublishedChange],
    attacks: Sequence[PublishedChange],
    selection: Selection,
    events: int,
    record: str,
) -> str:
    """The page's finding: what the publisher with the newest year counts, else the record."""
    for change, what in [
        *((c, "people killed") for c in deaths),
        *((c, "attacks") for c in attacks),
    ]:
        return (
            f"{change.publisher} counts {number(change.change.now)} {what} in "
            f"{place(selection)} {_year(change)}, {against(change.change, 'in the year before')}"
        )
    return (
        f"{record} hold {number(events)} {selection.noun} in {place(selection)}, "
        f"{span(selection.start, selection.end)}"
    )


def _year(change: PublishedChange) -> str:
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
    before: dict[str, Part | None] | None,
    selection: Selection,
    record: str,
) -> str:
    """How much of the record's events fall to each lens, and fell to it before."""
    if not now:
        return ""
    known = {name: part for name, part in now.items() if part is not None}
    if not known:
        return f"{record} hold none of the {selection.noun} selected."
    whole = next(iter(known.values())).whole
    parts = listed([f"{percent(part.share)} in {_lens(name)}" for name, part in known.items()])
    sentence = f"Of the {number(whole)} {selection.noun} recorded ({record}) there were {parts}"
    if before is None:
        return f"{sentence}; {selection.before_words} is not covered."
    earlier = [percent(part.share) for part in before.values() if part is not None]
    if not earlier:
        return f"{sentence}."
    return f"{sentence}, against {listed(earlier)} {selection.before_words}."


def _lens(name: str) -> str:
    return f"the {name}" if name == BORDER_BELT else name


def chinese_targets(
    now: pd.DataFrame, before: pd.DataFrame | None, selection: Selection, recorded: bool
) -> str:
    """Attacks on Chinese nationals and projects, now and before, with their Chinese dead.

    `before` is None where that period is not covered, `recorded` False for a record that does not
    say whether a target was Chinese.
    """
    if not recorded:
        return "This record does not say whether a target was Chinese."
    killed = int(now["chinese_killed"].sum())
    dead = f" and killed {counted(killed, 'Chinese national')}" if killed else ""
    earlier = "" if before is None else f", after {number(len(before))} {selection.before_words}"
    what = selection.noun if len(now) != 1 else selection.noun.removesuffix("s")
    count = in_words(len(now))
    return f"{count} recorded {what} aimed at Chinese nationals or projects{dead}{earlier}."


def exposed_projects(exposed: int, projects: int, noun: str) -> str:
    """How many of the corridor's projects had an event close by."""
    return f"{in_words(exposed)} of {projects} corridor projects had {noun} within 25 km."


def what_changed(changes: pd.DataFrame, noun: str, may_compare: bool) -> str:
    """Which parts grew or shrank by more than chance explains."""
    if not may_compare:
        return "What changed cannot be told: one of the two periods is not covered"
    if changes.empty:
        return f"Too few {noun} to tell what changed"
    parts = [
        f"{words} {listed(_first_few(names))}"
        for direction, words in [("up", "rose"), ("down", "fell")]
        if (
            names := [
                PART[dimension].format(part)
                for dimension, part in changes.loc[
                    changes["direction"] == direction, ["dimension", "name"]
                ].to_numpy(object)
            ]
        )
    ]
    if not parts:
        return f"No part of the recorded {noun} changed by more than chance explains"
    return f"Recorded {noun} {'; they '.join(parts)}: more than chance explains"


def _first_few(names: list[str]) -> list[str]:
    return names if len(names) < 4 else [*names[:2], f"in {len(names) - 2} more parts"]


PART = {"Province": "in {}", "Perpetrator": "by {}", "Target": "on {}", "Means": "by {}"}


def coverage_compared(now: Share | None, before: Share | None) -> str:
    """Whether the record held as much of the publisher's count in both periods."""
    if now is None or before is None:
        return "How much of each period the record holds is not known: read the changes with care."
    return (
        f"The record holds {percent(now.share)} of {now.publisher}'s count now and "
        f"{percent(before.share)} before; a change in its own coverage shows as a change here."
    )


WHAT = {
    "attacks": "attacks",
    "killed": "people killed in attacks",
    "killed (all parties)": "people killed",
}


METRICS = ("killed (all parties)", "killed", "attacks")
"""What the monthly picture draws, the first that any publisher counts for the region."""


def by_month(months: pd.DataFrame, selection: Selection) -> str:
    """How the newest 12 months stand to the months before them, by one publisher's count."""
    if months.empty:
        return f"No publisher counts {place(selection)} month by month"
    what = WHAT[str(months["metric"].iloc[0])]
    publisher = months["publisher"].iloc[0]
    newest = months[months["period_start"] > months["period_start"].max() - pd.DateOffset(years=1)]
    worst = months.sort_values("value").iloc[-1]
    mean = newest["value"].mean()
    when = month(worst["period_start"])
    return (
        f"{publisher} counts {number(mean)} {what} a month of late; "
        f"the worst month since {months['period_start'].min().year} was {when} with "
        f"{number(worst['value'])}"
    )


def attacks_by_year(years: pd.DataFrame, selection: Selection) -> str:
    """Whether the publishers' newest years agree on direction and level."""
    if years.empty:
        return f"No publisher counts attacks in {place(selection)} year by year"
    newest = years["period_start"].max()
    last = years[years["period_start"] == newest].sort_values("value")
    peak = years.sort_values("value").iloc[-1]
    low, high = last.iloc[0], last.iloc[-1]
    count = (
        f"{number(high['value'])} attacks ({high['publisher']})"
        if len(last) == 1
        else f"between {number(low['value'])} ({low['publisher']}) and "
        f"{number(high['value'])} ({high['publisher']}) attacks"
    )
    return (
        f"{newest.year} had {count}; the most since {years['period_start'].min().year} were "
        f"{number(peak['value'])} in {peak['period_start'].year} ({peak['publisher']})"
    )


def on_the_map(events: pd.DataFrame, noun: str) -> str:
    """How concentrated the killed are: the three districts that carry most of them."""
    killed = events.groupby("district", observed=True)["killed"].sum().sort_values(ascending=False)
    total = events["killed"].sum()
    if not total:
        return f"No deadly {noun} in the selection" if len(events) else f"No {noun} selected"
    top = killed.head(3)
    return (
        f"{percent(top.sum() / total)} of the {number(total)} people killed died in "
        f"{counted(len(top), 'district')}: {listed(top.index.tolist())}"
    )


def latest(events: pd.DataFrame, noun: str) -> str:
    """Heading of the list of the newest incidents."""
    if events.empty:
        return f"No {noun} in the selection"
    newest = events["date"].max()
    return f"The latest {noun}, to {day(newest)}"


def published_label(what: str, change: PublishedChange) -> str:
    """`Attacks in 2025, PICSS`."""
    return f"{what.capitalize()} {_year(change)}, {change.publisher}"


def lens_label(lens: str, noun: str, selection: Selection) -> str:
    """What an indicator of a lens counts."""
    where = (
        f"in the Afghan border belt, {selection.depth_km} km"
        if lens == BORDER_BELT
        else f"in {lens}"
    )
    return f"Share of {noun} {where}"


def change_words(change: Change, before: str) -> str:
    """`+17 % on the year before (+7 % to +28 %)`, or the plain counts where there is no ratio."""
    if change.before == 0:
        return f"none {before}" if change.now else f"none {before} either"
    reach = interval(change)
    return f"{signed_percent(change.ratio)} on {before}" + (f" ({reach})" if reach else "")


def share_words(part: Part, before: Part | None, selection: Selection) -> str:
    """The range of a share, and what it was."""
    reach = f"likely {part.low * 100:.0f} to {percent(part.high)}"
    if before is None:
        return f"{reach}; {selection.before_words} is not covered"
    return f"{reach}; {percent(before.share)} {selection.before_words}"


def near_words(before: int | None, selection: Selection) -> str:
    """How many projects it was before."""
    if before is None:
        return f"{selection.before_words} is not covered"
    return f"{before} {selection.before_words}"
