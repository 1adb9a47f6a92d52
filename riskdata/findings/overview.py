"""The Overview in sentences."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from riskdata.measures.change import Change
from riskdata.measures.coverage import Share
from riskdata.measures.published import PublishedChange
from riskdata.measures.security_footprint_judgements import Judgement
from riskdata.measures.shares import Part
from riskdata.selection import BORDER_BELT, PAKISTAN, Selection
from riskdata.wording import (
    FEW,
    against,
    counted,
    day,
    first_upper,
    in_words,
    interval,
    listed,
    month,
    number,
    of_many,
    of_those,
    percent,
    portion,
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
            f"{place(selection)} {_year(change)}, {against(change.change, 'in the year before')}"
        )
    when = span(selection.start, selection.end)
    if not days:
        return f"{record} do not cover {when}: what happened in {place(selection)} is not known"
    return (
        f"{record} hold {number(events) if events else 'no'} {selection.noun} in "
        f"{place(selection)}, {when}"
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


def what_changed(changes: pd.DataFrame, compared: Selection | None, noun: str) -> str:
    """Which parts of the record are larger or smaller than before, beyond chance."""
    if compared is None:
        return "What changed cannot be told: the record does not cover a period and the one before"
    if changes.empty:
        return f"Too few {noun} to tell what changed"
    parts = [
        f"a {size} part than before {_first_few(names)}"
        for direction, size in [("up", "larger"), ("down", "smaller")]
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
        return f"No part of the recorded {noun} differs from before by more than chance explains"
    return f"Of the recorded {noun}, {'; '.join(parts)}"


def _first_few(names: list[str]) -> str:
    return listed(names if len(names) < 4 else [*names[:2], f"{len(names) - 2} more parts"])


PART = {"Province": "in {}", "Perpetrator": "by {}", "Target": "on {}", "Means": "by {}"}


def compared_periods(compared: Selection) -> str:
    """Which periods are compared, and how."""
    earlier = compared.before()
    return (
        f"{span(compared.start, compared.end)} against {span(earlier.start, earlier.end)}: shares "
        "of the record, as it is a sample whose size says nothing; the counts stand beside the "
        "names. 99 % intervals."
    )


def coverage_compared(now: Share | None, before: Share | None) -> str:
    """Whether the record held as much of the publisher's count in both periods."""
    if now is None or before is None:
        return "How much of each period the record holds is not known: read the changes with care."
    return (
        f"The whole record, whatever the filters leave, holds {percent(now.share)} of "
        f"{now.publisher}'s count now and {percent(before.share)} before; "
        "a change in its own coverage shows as a change here."
    )


WHAT = {
    "attacks": "attacks",
    "killed": "people killed in attacks",
    "killed (all parties)": "people killed",
}


METRICS = ("killed (all parties)", "killed", "attacks")
"""What the monthly picture draws, the first that any publisher counts for the region."""


def by_month(months: pd.DataFrame, selection: Selection) -> str:
    """What one publisher counts a month of late, and its worst month."""
    if months.empty:
        return (
            f"No publisher counts enough months of {place(selection)} to {month(selection.end)} "
            "to draw them"
        )
    what = WHAT[str(months["metric"].iloc[0])]
    publisher = months["publisher"].iloc[0]
    last = months["period_start"].max()
    newest = months[months["period_start"] > last - pd.DateOffset(years=1)]
    worst = months.sort_values("value").iloc[-1]
    which = "the 12 months" if len(newest) == 12 else f"{len(newest)} of the 12 months"
    return (
        f"{publisher} counts {number(newest['value'].mean())} {what} a month in {which} to "
        f"{month(last)}; the worst of {len(months)} months since "
        f"{months['period_start'].min().year} was {month(worst['period_start'])} with "
        f"{number(worst['value'])}"
    )


def attacks_by_year(years: pd.DataFrame, selection: Selection) -> str:
    """What the publishers that still count say of the newest year, and their highest figure."""
    if years.empty:
        return (
            f"No publisher that still counts has enough years of attacks in {place(selection)} to "
            f"{selection.end.year} to draw them"
        )
    newest = years["period_start"].max()
    last = years[years["period_start"] == newest].sort_values("value")
    peak = years.sort_values("value").iloc[-1]
    low, high = last.iloc[0], last.iloc[-1]
    count = (
        f"{high['publisher']} counts {number(high['value'])} attacks in {newest.year}"
        if len(last) == 1
        else f"Between {number(low['value'])} ({low['publisher']}) and "
        f"{number(high['value'])} ({high['publisher']}) attacks in {newest.year}"
    )
    if peak.name == high.name:
        return f"{count}, the highest of the {len(years)} yearly figures drawn"
    return (
        f"{count}; the highest of the {len(years)} yearly figures drawn is "
        f"{number(peak['value'])}, by {peak['publisher']} for {peak['period_start'].year}"
    )


def on_the_map(events: pd.DataFrame, selection: Selection, record: str, days: int) -> str:
    """How concentrated the killed are: the districts that carry most of them. `days` as in
    `shares`."""
    if not days:
        return f"{record} do not cover this period"
    if events.empty:
        return f"No {selection.noun} selected"
    killed = events.groupby("district", observed=True)["killed"].sum().sort_values(ascending=False)
    killed = killed[killed > 0]
    total = int(events["killed"].sum())
    if not total or killed.empty:
        return f"No deaths recorded in the {of_many(len(events), selection.noun)} selected"
    if len(killed) == 1:
        return f"{counted(total, 'person', 'people')} killed, all in {killed.index[0]}"
    top = killed.head(3)
    few = len(events) < FEW
    share = number(top.sum()) if few else f"{percent(top.sum() / total)} of the"
    return (
        f"{share} {'of ' * few}{number(total)} people killed died in {len(top)} districts: "
        f"{listed(top.index.tolist())}"
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
    """`+17 % on the year before (+7 % to +28 %)`; the plain count where one of the two is small."""
    if min(change.now, change.before) < 10:
        return f"{number(change.before) if change.before else 'none'} {before}"
    reach = interval(change)
    return f"{signed_percent(change.ratio)} on {before}" + (f" ({reach})" if reach else "")


def chinese_value(attacks: int, days: int) -> str:
    """How many attacks aimed at Chinese targets; `days` as in `chinese_targets`."""
    return number(attacks) if days else "not covered"


def chinese_words(change: Change | None, selection: Selection, days: int) -> str:
    """What they were before; `change` is None where they cannot be set against it."""
    if change is not None:
        return change_words(change, selection.before_words)
    if days == selection.days:
        return f"{selection.before_words} is not covered"
    return f"{days:,} of {selection.days:,} days covered" if days else ""


def share_words(
    part: Part,
    then: Part | None,
    before: Part | None,
    compared: Selection | None,
    selection: Selection,
) -> str:
    """The range of a share of more than a few, and what it was; `then`, `before` and `compared` as
    in `shares`."""
    few = part.whole < FEW
    reach = "" if few else f"likely {part.low * 100:.0f} to {percent(part.high)}; "
    if then is None or before is None or compared is None:
        return f"{reach}no earlier period to set it against"
    earlier = compared.before()
    was = f"{portion(before.part, before.whole)} in {span(earlier.start, earlier.end)}"
    if (compared.start, compared.end) == (selection.start, selection.end):
        return f"{reach}{was}"
    now = portion(then.part, then.whole)
    return f"{reach}{now} in {span(compared.start, compared.end)}, {was}"


def footprint(steps: pd.DataFrame) -> str:
    """How many steps of China's security presence the last 12 months on record hold, by status."""
    if steps.empty:
        return "No step of China's security presence is on record"
    newest = steps["date"].max()
    year = steps[steps["date"] > newest - pd.DateOffset(years=1)]
    by_status = year["status"].astype("str").value_counts()
    parts = [f"{number(count)} {status}" for status, count in by_status.items()]
    return (
        f"China's security presence: {counted(len(year), 'step')} in the 12 months to "
        f"{day(newest)}, {listed(parts)}"
    )


def judgements(current: Sequence[Judgement]) -> str:
    """How likely the judges hold what they judge; `current` are those that state a likelihood."""
    if not current:
        return "No judgement that states a likelihood is on record"
    by_word = Counter(one.likelihood for one in current)
    words = [f"{number(count)} {word}" for word, count in by_word.most_common()]
    return (
        f"{counted(len(current), 'judgement')} of what follows: {listed(words)}; the newest first"
    )
