"""Regional hotspots in sentences."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from riskdata.findings.incidents import when
from riskdata.findings.overview import place
from riskdata.measures.change import Change
from riskdata.measures.coverage import Share
from riskdata.measures.hotspots import LEAST, Count, Level, ranked
from riskdata.selection import PAKISTAN, Selection
from riskdata.wording import (
    FEW,
    counted,
    first_upper,
    in_words,
    interval,
    listed,
    number,
    percent,
    share_of,
    signed_percent,
    span,
    tied,
)


def what(count: Count, noun: str) -> str:
    """What is counted: `attacks`, `events` or `people killed`."""
    return noun if count == "events" else "people killed"


def _one(count: Count, noun: str) -> str:
    return noun[:-1] if count == "events" else "person killed"


def covered_days(days: int, selection: Selection) -> str:
    """How much of the period the record covers; empty where it is the whole or nothing."""
    if days in (0, selection.days):
        return ""
    return f"The record covers {days:,} of the {selection.days:,} days of this period."


def headline(
    districts: pd.DataFrame, total: int, selection: Selection, noun: str, days: int
) -> str:
    """The page's finding: which districts of the region looked at saw most.

    `districts` is `measures.hotspots.counts` of the selection, `total` its events, `days` how many
    of its days the record covers.
    """
    if not days:
        return "This record does not cover the period: it cannot tell where attacks were"
    found = ranked(districts, "events")
    where = place(selection)
    if total == 0:
        return f"No {noun[:-1]} of this selection is recorded in {where}"
    if found.empty:
        return f"{counted(total, noun[:-1])} recorded in {where}, none of a known district"
    first, most = found.index[0], found["events"].iloc[0]
    if selection.region == first:
        killed = counted(found["killed"].iloc[0], "person", "people")
        return f"{first} saw {counted(total, noun[:-1])} that killed {killed}"
    if most < 3:
        return f"Too few {noun} in {where} to name a place: {number(total)}"
    leaders = list(found.index[found["events"] == most])
    if len(leaders) > 1:
        return (
            f"{tied(leaders, 'district')} each saw {number(most)} of the {number(total)} {noun} "
            f"recorded in {where}, more than any other district"
        )
    rest = found["events"].iloc[1:]
    ahead = f", ahead of {_next(rest)}" if len(rest) else ""
    return (
        f"{first} saw more of the {noun} recorded in {where} than any other district: "
        f"{number(most)} of {number(total)}{ahead}"
    )


def _next(rest: pd.Series) -> str:
    """The first two of the districts behind the leader, and all that stand level with them."""
    named = rest[rest >= rest.iloc[:2].iloc[-1]]
    if len(named) <= 3:
        return listed([f"{name} ({number(events)})" for name, events in named.items()])
    level = named[named == named.iloc[-1]]
    above = [f"{name} ({number(events)})" for name, events in named[: -len(level)].items()]
    each = f"{counted(len(level), 'district')} ({number(level.iloc[0])} each)"
    return listed([*above, each])


def concentration(districts: pd.DataFrame, noun: str) -> str:
    """In how few districts half of the events fell; empty where fewer than ten saw any."""
    events = districts["events"].sort_values(ascending=False).to_numpy()
    touched = int((events > 0).sum())
    if touched < 10:
        return ""
    half = int(np.searchsorted(events.cumsum(), events.sum() / 2)) + 1
    return f"Half of the {noun} fell in {half} districts, the other half in {touched - half} more."


Periods = tuple[Selection, Selection]


def heating(changes: pd.DataFrame | None, level: Level) -> str:
    """Which places heat up or cool down by more than chance explains."""
    if changes is None:
        return "No change can be told: the record does not cover two periods to compare"
    parts = []
    columns = (changes[name].to_numpy() for name in ("now", "before", "direction"))
    now, before, directions = columns
    for direction, verb in (("up", "heating up"), ("down", "cooling down")):
        (found,) = np.nonzero(directions == direction)
        found = found[np.argsort(-np.abs(now - before)[found], kind="stable")]
        names = [
            f"{changes.index[i]} ({number(now[i])} after {number(before[i])})" for i in found[:4]
        ]
        more = len(found) - len(names)
        names += [f"{more} more"] if more else []
        if names:
            parts.append(f"{verb}: {listed(names)}")
    if not parts:
        return f"No {level} changed by more than chance explains"
    return _opened("; ".join(parts))


def _opened(words: str) -> str:
    return words[0].upper() + words[1:]


def heating_when(changes: pd.DataFrame | None, periods: Periods | None, level: Level) -> str:
    """The same as a sentence, with its two periods."""
    if periods is None:
        return f"{heating(changes, level)}."
    now, before = (span(period.start, period.end) for period in periods)
    return f"{heating(changes, level)}, {now} against {before}."


def own_change(changes: pd.DataFrame, periods: Periods, region: str, noun: str) -> str:
    """What changed in the one district looked at."""
    now, before = (span(period.start, period.end) for period in periods)
    (change,) = changes.loc[[region]].to_dict("records")
    return (
        f"{region} saw {counted(change['now'], noun[:-1])} in {now} and "
        f"{number(change['before'])} in {before}: {verdict(change)}."
    )


def compared(
    changes: pd.DataFrame | None,
    periods: Periods | None,
    level: Level,
    count: Count,
    selection: Selection,
) -> str:
    """Between which periods a change is taken, of what, and of how many places of the region of
    `selection` it can be told."""
    if changes is None or periods is None:
        return (
            "A change needs two equal periods next to each other, the newer one inside the period "
            "looked at, both covered and neither too thin for a trend."
        )
    now, before = (span(period.start, period.end) for period in periods)
    noun, where = selection.noun, place(selection)
    tested = int((changes["direction"] != "too few").sum())
    words = f"Change in {what(count, noun)}: {now} against {before}, with 95 % intervals."
    dead = ", and dead in each," if count == "killed" else ""
    least = f"the {LEAST} {noun} in both together{dead} that it takes to tell"
    if not tested:
        return f"{words} No {level} of {where} had {least}."
    return (
        f"{words} {counted(tested, level)} of {where} had {least}; by chance alone each would "
        "stand out one time in twenty."
    )


def on_the_map(
    table: pd.DataFrame, measure: str | None, count: Count, level: Level, noun: str
) -> str:
    """What the coloured map shows. `table` is `measures.hotspots.densities`; `measure` is a column
    of it, or None for the plain count."""
    things = what(count, noun)
    column = measure or count
    found = table[(table[column] > 0) & (table["events"] > 0)].sort_values(column, ascending=False)
    if found.empty:
        return f"No {level} with {things} of this selection"
    first, top = found.index[0], found.iloc[0]
    if measure is None:
        whole = table[count].sum()
        names = [f"{name} ({number(row[count])})" for name, row in found.head(3).iterrows()]
        held = found.head(3)[count].sum()
        verb = "hold" if len(names) > 1 else "holds"
        share = share_of(held, whole, _one(count, noun), things, table["events"].sum())
        return f"{listed(names)} {verb} {share}"
    per, its = {
        "per_million": ("a million people", "people"),
        "per_1000_km2": ("1,000 km²", "size"),
    }[measure]
    likely = ""
    if measure == "per_million" and not np.isnan(top["low"]):
        likely = f", likely {_amount(top['low'])} to {_amount(top['high'])}"
    words = (
        f"For its {its}, {first} saw the most {things}: {_amount(top[column])} to {per}{likely} "
        f"({number(top[count])} in all)"
    )
    if len(found) > 1:
        words += f", before {found.index[1]} with {_amount(found[column].iloc[1])}"
    return words


def _amount(value: float) -> str:
    return f"{value:.2g}" if value < 1 else f"{value:.1f}" if value < 10 else number(value)


def points(drawn: pd.DataFrame, whole: pd.DataFrame, noun: str) -> str:
    """The deadliest event on the map. `drawn` are measured rows, `whole` the record's events."""
    if drawn.empty:
        return f"No {noun[:-1]} to draw"
    if not drawn["killed"].max() > 0:
        return f"{counted(len(drawn), noun[:-1])}, none of which is known to have killed anyone"
    killed, total = int(drawn["killed"].max()), drawn["killed"].sum()
    deadliest = whole.loc[drawn.index[drawn["killed"] == killed]].to_dict("records")
    of = f"of {counted(len(drawn), noun[:-1])}"
    lives = "life" if killed == 1 else "lives"
    if len(deadliest) > 3:
        return f"{in_words(len(deadliest))} {of} took most lives, {number(killed)} each"
    told = [_where_and_when(event) for event in deadliest]
    if len(told) > 1:
        return f"The deadliest {of} took {number(killed)} {lives} each: {'; '.join(told)}"
    took = f"{number(killed)} of {counted(total, 'life', 'lives')} lost"
    if len(drawn) >= FEW:
        took = f"{number(killed)} {lives}, {percent(killed / total)} of all"
    return f"The deadliest {of}, {told[0]}, took {took}"


def _where_and_when(event: Mapping) -> str:
    where = event["place"]
    if pd.notna(event["district"]) and event["district"] not in where:
        where = f"{where}, {event['district']}"
    return f"{where}, {when(event['date'], event['date_precision'])}"


def point_note(drawn: pd.DataFrame, left_out: int, noun: str) -> str:
    """What a circle is, how many stand only for their district, and what is not drawn."""
    vague = int((~drawn["placed"]).sum())
    text = "Circle area: people killed; hue: province."
    if vague:
        verb = "stands" if vague == 1 else "stand"
        text += f" {counted(vague, noun[:-1])} known to the district only {verb} at its point."
    if left_out:
        verb = "is" if left_out == 1 else "are"
        text += (
            f" {counted(left_out, noun[:-1])} known to the province or country only "
            f"{verb} not drawn."
        )
    return text


def density_note(count: Count, left_out: int, noun: str) -> str:
    """What the density weighs, and what it leaves out."""
    weighs = {"events": "one", "killed": "the people it killed"}[count]
    text = (
        f"Each {noun[:-1]} counts {weighs}; the stronger the colour, the closer together, set "
        "against the densest spot."
    )
    if left_out:
        verb = "is" if left_out == 1 else "are"
        text += (
            f" {counted(left_out, noun[:-1])} not known to the town {verb} left out: "
            "a district's point is no crowd."
        )
    return text


def densest(cell: pd.Series | None, total: int, count: Count, noun: str) -> str:
    """Where the events lie closest together (`measures.hotspots.densest_cell`)."""
    if cell is None:
        return f"No {noun[:-1]} to draw"
    if cell["spots"] > 1:
        return (
            f"{in_words(cell['spots'])} spots, some 250 km² each, are equally dense: "
            f"{number(cell['count'])} of the {number(total)} {what(count, noun)} in each"
        )
    near = f" in {cell['district']}" if cell["district"] else ""
    return (
        f"The densest spot, some 250 km²{near}, saw {number(cell['count'])} of the "
        f"{number(total)} {what(count, noun)}"
    )


def place_cards(
    table: pd.DataFrame,
    changes: pd.DataFrame | None,
    level: Level,
    count: Count,
    noun: str,
    covered: bool,
) -> list[str]:
    """What pointing at each place tells; of time that is not `covered` only that."""
    compared = [None] * len(table) if changes is None else changes.to_dict("records")
    columns = ("province", "events", "killed", "population", "area_km2")
    values = zip(table.index, *(table[column].tolist() for column in columns), strict=True)
    cards = []
    for (name, province, events, killed, people, area), change in zip(
        values, compared, strict=True
    ):
        where = f"<b>{name}</b>, {province}" if level == "district" else f"<b>{name}</b>"
        lines = [where, f"{counted(events, noun[:-1])}, {number(killed)} killed"]
        if not covered:
            lines = [where, "not covered"]
        if events:
            to_people = (
                "no census figure"
                if np.isnan(people)
                else f"{_amount(events / people * 1e6)} {noun} to a million people"
            )
            lines.append(f"{to_people}, {_amount(events / area * 1000)} to 1,000 km²")
        if change is not None and (change["now"] or change["before"]):
            now = _so_many(change["now"], count, noun)
            before_and_now = f"{now} after {number(change['before'])}"
            lines.append(f"{before_and_now}: {verdict(change)}")
        cards.append("<br>".join(lines))
    return cards


def verdict(change: Mapping) -> str:
    """A row of `measures.hotspots.changes` in words."""
    if change["direction"] == "too few":
        return "too few to tell"
    values = (change[column] for column in ("now", "before", "ratio", "low", "high"))
    reach = interval(Change(*values))
    words = {"up": "heating up", "down": "cooling down", "unclear": "may be chance"}
    return f"{signed_percent(change['ratio'])} ({reach}), {words[change['direction']]}"


def ranking(
    table: pd.DataFrame, changes: pd.DataFrame | None, count: Count, noun: str, region: str
) -> str:
    """What the ranking (`measures.hotspots.ranked`) and the changes beside it show.

    Both are of the province where `region` is a district, which is then told in particular.
    """
    things = what(count, noun)
    if table.empty:
        return f"No district with {things} of this selection"
    values = table[count]
    if region in table.index and len(table) > 1:
        position = int((values > values[region]).sum()) + 1
        verb = "shares place" if (values == values[region]).sum() > 1 else "is number"
        return (
            f"{region} {verb} {position} of the {len(table)} districts of "
            f"{table['province'].iloc[0]} with {noun}, by {number(values[region])} {things}"
        )
    if changes is not None:
        clear = changes.loc[table.index].query("direction in ['up', 'down']")
        if len(clear):
            name, change = clear.index[0], clear.to_dict("records")[0]
            counts = f"{number(change['now'])} {things} after {number(change['before'])}"
            return f"{name}, {counts}: {verdict(change)}"
    most = values.iloc[0]
    leaders = list(values.index[values == most])
    if not most:
        return f"None of these {noun} is known to have killed anyone"
    if len(leaders) == len(values) > 1:
        return f"Each of the {len(values)} districts with {noun} saw {_so_many(most, count, noun)}"
    if len(leaders) > 1:
        return f"{tied(leaders, 'district')} lead with {_so_many(most, count, noun)} each"
    return f"{leaders[0]} leads with {_so_many(most, count, noun)}"


def _so_many(value: float, count: Count, noun: str) -> str:
    return counted(value, _one(count, noun), what(count, noun))


def most_shown(shown: int, of: int) -> str:
    """How much of a ranking is drawn; may be empty."""
    return f"The first {shown} of {of} districts are drawn, the table holds all. " * (shown < of)


def left_out(number_left_out: int, level: Level, noun: str) -> str:
    """How many events of the country no place of the level holds; may be empty."""
    if not number_left_out:
        return ""
    verb = "is" if number_left_out == 1 else "are"
    events = counted(number_left_out, noun[:-1])
    return f"{events} in {PAKISTAN} of an unknown {level} {verb} in none of them."


def click_words(level: Level) -> str:
    """What a click does."""
    return (
        f"A click on a {level} filters the page by it; the map goes on showing the whole country."
    )


def people_and_land(table: pd.DataFrame, measure: str) -> str:
    """What a density is taken of (`measures.hotspots.densities`); empty for another measure."""
    if measure == "per_1000_km2":
        return "Area: that of the drawn polygon."
    if measure != "per_million":
        return ""
    missing = int(table["population"].isna().sum())
    years = table["population_year"].dropna().astype(int)
    text = f"People: census of {listed([str(year) for year in sorted(years.unique())])}."
    return f"{text} {missing} have no census figure and are grey." if missing else text


def not_covered(events: int, noun: str) -> str:
    """How many events of the selection are left out because their time is not covered; or empty."""
    if not events:
        return ""
    verb = "is" if events == 1 else "are"
    them = "it" if events == 1 else "them"
    return (
        f"{counted(events, noun[:-1])} of a time in which the record holds attacks on Chinese "
        f"targets only {verb} left out here: places cannot be compared by {them}. "
        f"Choose these targets to see {them}."
    )


def way_back(selection: Selection) -> str:
    """What leads back from a region to the whole country."""
    return f"Back from {place(selection)} to {PAKISTAN}"


def not_known(what: str) -> str:
    """Said in the place of a finding of time that the record does not cover."""
    return f"{what}: the record does not cover this period"


def of_region(words: str, region: Selection, selection: Selection) -> str:
    """Words on a region, which is named where another one, or a part of it, is looked at."""
    return f"{first_upper(place(region))} · {words}" if selection.region != PAKISTAN else words


def whose_dead(count: Count, share: Share | None, noun: str) -> str:
    """Why the people killed are fewer than the deaths that the record is measured against; empty
    where it is measured against attacks."""
    if count == "events" or share is None or share.metric == "attacks":
        return ""
    return (
        f"People killed are the victims of these {noun}; {share.publisher}'s count of deaths holds "
        "the attackers' own and all other violence too."
    )
