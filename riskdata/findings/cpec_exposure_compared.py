"""Sectors, provinces and alignments of the corridor in sentences."""

import pandas as pd

from riskdata.findings.cpec_exposure import NO_MONTH, TOP
from riskdata.findings.cpec_exposure_place import beyond, dollars, everywhere
from riskdata.measures.alignments import BESIDE_KM, SAME_ROAD_KM
from riskdata.measures.exposure_value import STANDING
from riskdata.selection import PAKISTAN
from riskdata.wording import NO_BREAK, counted, listed, number


def by_group(found: pd.DataFrame, group: str) -> str:
    """Where most projects, and where most US$, stand in the two highest bands."""
    projects: dict[str, int] = {}
    money: dict[str, float] = {}
    for name, band, count, cost in zip(
        *(found[column].tolist() for column in ("group", "band", "projects", "cost")), strict=True
    ):
        if band in TOP:
            projects[name] = projects.get(name, 0) + count
            money[name] = money.get(name, 0.0) + cost
    if not projects:
        return f"No project of any {group} is in the bands {listed(TOP)}"
    most, dearest = max(projects, key=projects.__getitem__), max(money, key=money.__getitem__)
    all_there = found["projects"].to_numpy()[(found["group"] == most).to_numpy()].sum()
    there = f"projects in the bands {listed(TOP)}: {number(projects[most])} of {number(all_there)}"
    if len(projects) == 1:
        cost = f"; {dollars(money[most])} stand there" if money[most] else ""
        return f"Only {most} has {there}{cost}"
    text = f"{_opened(most)} has most {there}"
    if money[dearest]:
        it = "it also holds" if dearest == most else f"{dearest} holds"
        text += f"; {it} most of the money there, {dollars(money[dearest])}"
    return text


def _opened(words: str) -> str:
    return words[0].upper() + words[1:]


def through(table: pd.DataFrame, region: str) -> str:
    """Where lines stand that run through several provinces, and which of those counted in a region
    therefore stand elsewhere."""
    said = "A line stands under the one province that its entry names"
    elsewhere = table.loc[table["province"] != region, "province"]
    if region not in set(table["province"]) or elsewhere.empty:
        return f"{said}."
    provinces = elsewhere.value_counts()
    places = listed([f"under {name} ({number(count)})" for name, count in provinces.items()])
    verb, stands = ("runs", "stands") if len(elsewhere) == 1 else ("run", "stand")
    return (
        f"{said}: of the {counted(len(table), 'project')} counted in {region}, "
        f"{number(len(elsewhere))} {verb} into it from elsewhere and {stands} {places}."
    )


def group_note(table: pd.DataFrame, cost: pd.DataFrame) -> str:
    """What is summed and what is not. `cost` is `exposure_value.costs` of the table."""
    planned = table.loc[~table["status"].isin(STANDING), "cost_usd_million"].sum()
    text = f"US$: published costs of projects {listed([f'“{status}”' for status in STANDING])}"
    if planned:
        text += f"; {dollars(planned)} planned, stalled or cancelled do not stand there"
    unknown, inside = int(cost["unknown"].sum()), int(cost["inside"].sum())
    if unknown:
        text += (
            f"; “+” counts the {'' if unknown == 1 else f'{number(unknown)} '}"
            f"project{'' if unknown == 1 else 's'} there without a published cost, which "
            "is not guessed"
        )
    if inside:
        text += f"; {counted(inside, 'project')} inside another not counted twice"
    return f"{text}. Costs are of different years."


def rate_label(table: pd.DataFrame, noun: str, region: str) -> str:
    """What the indicator of the alignments counts, whatever the region."""
    if table.empty:
        return "Alignments"
    which = f"the {table['alignment'].iloc[0]}" if table["events"].any() else "any"
    return f"{noun.capitalize()} per 100 km of {which} alignment{everywhere(region)}"


def rate_value(table: pd.DataFrame) -> str:
    """The highest rate."""
    return f"{table['per_100_km'].iloc[0]:.1f}" if table["events"].any() else "none"


def rate_words(table: pd.DataFrame) -> str:
    """The rates of the others."""
    if not table["events"].any():
        return ""
    rest = [f"{row['alignment']} {_rate(row)}" for row in table.iloc[1:].to_dict("records")]
    return listed(rest)


def alignments(table: pd.DataFrame, noun: str, region: str, months: str) -> str:
    """Which alignment has most events to its length, whatever the region. `table` is
    `alignments.compared`, `months` what the 12 months are called."""
    where = everywhere(region)
    if len(table) and table["events"].isna().all():
        return f"Which alignment saw most {noun} cannot be told: {NO_MONTH}"
    if not table["events"].any():
        return f"No {noun[:-1]} within {number(BESIDE_KM)} km of any alignment{where} in {months}"
    first = table.iloc[0]
    rest = rate_words(table)
    text = (
        f"{where} the {first['alignment']} alignment saw {first['per_100_km']:.1f} {noun} to 100 "
        f"km in {months}"
    )
    text = _opened(text.strip())
    return f"{text}, {rest}" if rest else text


def _rate(row: dict) -> str:
    return f"{row['per_100_km']:.1f}" if row["events"] else "none"


def alignments_note(table: pd.DataFrame, noun: str, region: str) -> str:
    """The counts behind the rates, with their intervals."""
    worst = "▲ the worst stretch of each alignment and its exposure."
    if region != PAKISTAN:
        worst += f" The lines are drawn and counted over all their length, {beyond(region)}."
    if table["events"].isna().all():
        return worst
    parts = [
        f"{row['alignment']} {number(row['events'])} on {number(row['km'])}{NO_BREAK}km "
        f"({row['low']:.1f} to {row['high']:.1f})"
        for row in table.to_dict("records")
    ]
    return (
        f"{_opened(noun)} known to the town or better within {number(BESIDE_KM)} km, and the 95 % "
        f"interval of their rate: {listed(parts)}. Lines that run within {number(SAME_ROAD_KM)} km "
        f"of each other are measured once. {worst}"
    )
