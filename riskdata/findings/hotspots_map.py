"""What the map of the hotspots says, its notes and its cards."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from riskdata.findings.hotspots import one_of, verdict, what
from riskdata.findings.hotspots_ranking import so_many
from riskdata.findings.incidents import when
from riskdata.findings.place import place
from riskdata.measures.coverage import Share
from riskdata.measures.hotspots import Count, Level
from riskdata.selection import PAKISTAN, Selection
from riskdata.wording import (
    FEW,
    counted,
    first_upper,
    in_words,
    listed,
    number,
    percent,
    share_of,
    tied,
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
        named = _leading(found[count])
        names = [f"{name} ({number(value)})" for name, value in named.items()]
        if len(named) > MOST_NAMED:
            names = [f"{tied(list(named.index), level)} ({number(named.iloc[0])} each)"]
        held = named.sum()
        verb = "hold" if len(named) > 1 else "holds"
        share = share_of(held, whole, one_of(count, noun), things, table["events"].sum())
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


MOST_NAMED = 3


def _leading(values: pd.Series) -> pd.Series:
    """The first places of a ranking, none of several that stand level where not all can be named;
    more than `MOST_NAMED` where all of them lead."""
    if len(values) <= MOST_NAMED or values.iloc[MOST_NAMED - 1] > values.iloc[MOST_NAMED]:
        return values.head(MOST_NAMED)
    return values[(values > values.iloc[MOST_NAMED]) | (values == values.iloc[0])]


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
            now = so_many(change["now"], count, noun)
            before_and_now = f"{now} after {number(change['before'])}"
            lines.append(f"{before_and_now}: {verdict(change)}")
        cards.append("<br>".join(lines))
    return cards


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


def way_back(selection: Selection) -> str:
    """What leads back from a region to the whole country."""
    return f"Back from {place(selection)} to {PAKISTAN}"


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
