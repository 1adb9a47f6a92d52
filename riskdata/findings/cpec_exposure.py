"""Which projects are exposed, and what stands there, in sentences."""

import numpy as np
import pandas as pd

from riskdata.findings.cpec_exposure_place import beyond, dollars, place
from riskdata.measures.coverage import NOT_COVERED
from riskdata.measures.exposure import BANDS, HIGH, Floats, like_deaths
from riskdata.measures.exposure_ranks import HALF_LIVES, MARGIN, SCALES_KM
from riskdata.nearness import REACH_KM
from riskdata.selection import PAKISTAN, Selection
from riskdata.wording import (
    NO_BREAK,
    counted,
    day,
    first_upper,
    in_words,
    listed,
    number,
    span,
)

TOP = BANDS[:2]
NO_MONTH = "none of the 12 months is covered"
RECENT_YEARS = 3
"""How long ago a gap may lie and still be told above the pictures."""


def months(covered: pd.DataFrame) -> str:
    """What the last 12 months are called, by how the record covers them
    (`measures.hotspots.covered`)."""
    missing = covered["status"].eq(NOT_COVERED).any()
    return "the covered part of 12 months" if missing else "12 months"


def as_an_attack(points: float) -> str:
    """An exposure as the one attack that would weigh as much."""
    deaths = like_deaths(points)
    if deaths < 0.5:
        return "less than a single attack at its fence today without a death"
    return (
        "as much as one attack at its fence today that killed "
        f"{counted(round(deaths), 'person', 'people')}"
    )


def headline(
    table: pd.DataFrame, selection: Selection, record: str, *, known: bool, recent: bool
) -> str:
    """The most exposed project of those listed, and what its exposure is like.

    `known` is whether the `record` (its title) covers any day up to the end of the selection,
    `recent` whether any of the last 12 months.
    """
    where = place(selection)
    if table.empty:
        return f"No project of the corridor lies{where or ' in the data'}"
    first, alone = table.iloc[0], len(table) == 1
    projects = f"{number(len(table))} projects{where}"
    if alone:
        projects = f"the only project{where or ' of the corridor'}"
    if not known:
        return (
            f"{record} do not cover the time up to {day(selection.end)}: the exposure of "
            f"{projects} cannot be told"
        )
    if not first["exposure"]:
        when = "" if recent else " in the time covered"
        return (
            f"No {selection.noun[:-1]} of this selection{when} lies within {number(REACH_KM)} km "
            f"of {'' if alone else 'any of '}{projects}"
        )
    around = f"the {selection.noun} around it weigh"
    if not recent:
        around = f"counting older {selection.noun} alone, what is left of them around it weighs"
    return (
        f"{first['name']} is {'' if alone else 'the most exposed of '}{projects}: {around} "
        f"{as_an_attack(first['exposure'])}"
    )


LEFT_OUT = "Map, ranking and table of the projects are left out."


def older_alone(events: pd.DataFrame, as_of: pd.Timestamp, noun: str) -> str:
    """What the scores rest on where the record covers none of the last 12 months. `events` are
    those that count, rows of `exposure.sources`."""
    text = (
        f"None of the 12 months to {day(as_of)} is covered: how many {noun} were near in them "
        "cannot be told"
    )
    if events.empty:
        return f"{text}."
    newest = day(events["date"].max())
    return f"{text}, and the ranking rests on older ones alone, the newest of {newest}."


def in_bands(table: pd.DataFrame, noun: str) -> str:
    """How many projects are in each band."""
    counts = table["band"].value_counts()
    found = [band for band in BANDS[:-1] if counts[band]]
    if not found:
        return ""
    if len(table) == 1:
        return f"Exposure is {found[0]}."
    said = [f"{found[0]} for {counted(counts[found[0]], 'project')}"]
    said += [f"{band} for {number(counts[band])}" for band in found[1:]]
    nothing = int(counts[BANDS[-1]])
    rest = f"; {number(nothing)} had no {noun[:-1]} within {number(REACH_KM)}{NO_BREAK}km"
    return f"Exposure is {listed(said)}{rest if nothing else ''}."


def sites(table: pd.DataFrame, region: str) -> str:
    """The most exposed single site, where a line leads: long lines meet more, and are scored over
    all their length."""
    site = table[(table["geometry_kind"] == "point") & (table["exposure"] > 0)]
    if table.empty or site.empty or table["geometry_kind"].iloc[0] == "point":
        return ""
    first = site.iloc[0]
    whole = "" if region == PAKISTAN else f" and is scored over all its length, {beyond(region)}"
    return (
        f"A long line meets more than a single site{whole}; of the sites "
        f"{first['name']} is the most exposed, number {number(first['rank'])} of all."
    )


def money(table: pd.DataFrame, cost: pd.DataFrame) -> str:
    """What stands in the two highest bands, of all that stands in the projects listed. `cost` is
    `exposure_value.costs` of the table."""
    if not cost["cost"].any():
        return first_upper(f"{no_cost(cost)}.") if cost["unknown"].any() else ""
    top = table["band"].isin(TOP)
    whole, there, unknown = cost["cost"].sum(), cost["cost"][top].sum(), cost["unknown"][top].sum()
    missing = (
        f", not counting {counted(unknown, 'project')} there without a published cost"
        if unknown
        else ""
    )
    part, verb = (dollars(there), "stand") if there else ("None", "stands")
    return (
        f"{part} of the {dollars(whole)} in projects in use or being built "
        f"{verb} in the bands {listed(TOP)}{missing}."
    )


def bands_move(exposure: Floats, cost: pd.Series) -> str:
    """What the two highest bands hold as the scales move. `exposure` is that of the projects listed
    at each pairing of scales (`exposure_ranks.moved`), `cost` what stands in each in US$ million.
    """
    inside = exposure >= HIGH.least
    projects, there = inside.sum(axis=0), np.tensordot(cost.to_numpy(float), inside, axes=1)
    if len(cost) < 2 or projects.min() == projects.max():
        return ""
    least = f"{dollars(there.min())} to" if there.min() else "up to"
    money = f" and {least} {dollars(there.max())}" if there.min() < there.max() else ""
    scales, lives = (
        f"{number(values[0])} to {number(values[-1])}" for values in (SCALES_KM, HALF_LIVES)
    )
    return (
        f"Much hangs on the scales: with {scales}{NO_BREAK}km and {lives} months the bands "
        f"{listed(TOP)} hold {number(projects.min())} to {counted(projects.max(), 'project')}"
        f"{money}."
    )


def no_cost(cost: pd.DataFrame) -> str:
    """Says of projects in use or being built that none has a published cost."""
    unknown = int(cost["unknown"].sum())
    projects = "only project" if unknown == 1 else f"{number(unknown)} projects"
    return f"no cost is published of the {projects} in use or being built"


def known_later(table: pd.DataFrame, as_of: pd.Timestamp) -> str:
    """Of how many projects the status and the cost are of a time after the day; may be empty."""
    later = table.loc[table["as_of"] > as_of, "as_of"]
    if later.empty:
        return ""
    newest = day(later.max())
    if len(table) == 1:
        return f"Its status and cost are those of {newest}, not of {day(as_of)}."
    which = "all" if len(later) == len(table) else f"{number(len(later))} of"
    return (
        f"Status and cost are not those of {day(as_of)}: for {which} {number(len(table))} projects "
        f"they are of a later day, the latest {newest}."
    )


def ranks_hold(table: pd.DataFrame, shown: int) -> str:
    """Of how many projects the rank holds whatever the scales."""
    if not (table["exposure"] > 0).any():
        return ""
    table = table[table["exposure"] > 0]
    top = table.head(shown)
    held, all_held = int(top["robust"].sum()), int(table["robust"].sum())
    if len(table) < 3:
        return ""
    of_top, of_all = (in_words(count).lower() if count else "none" for count in (held, all_held))
    text = f"The rank holds within {MARGIN} places, whatever the scales, for"
    if all_held == len(table):
        return f"{text} all {number(len(table))} projects with events near."
    which = f"{of_top} of the {number(len(top))} most exposed and for {of_all} of all"
    if len(top) == len(table):
        which = f"{of_all} of the"
    others = "the others" if all_held else "them"
    return (
        f"{text} {which} {number(len(table))} with events near: read {others} as groups, not as an "
        "order."
    )


def recent_gap(covered: pd.DataFrame, as_of: pd.Timestamp) -> str:
    """What the record does not cover of the last years, which lowers scores; may be empty."""
    spans = _gaps(covered, as_of - pd.DateOffset(years=RECENT_YEARS))
    if not spans:
        return ""
    return f"Not covered, so that scores read too low: {listed(spans)}."


def gaps(covered: pd.DataFrame, chinese_alone: int) -> str:
    """What the record does not cover before the day, and what of that time it holds all the same:
    `chinese_alone` attacks on Chinese targets."""
    spans = _gaps(covered, covered["start"].min())
    if not spans:
        return ""
    held = ""
    if chinese_alone:
        held = f", but for {counted(chinese_alone, 'event')} aimed at Chinese targets"
    return f"Not covered{held}: {listed(spans)}."


def _gaps(covered: pd.DataFrame, since: pd.Timestamp) -> list[str]:
    missing = covered[covered["status"] == NOT_COVERED]
    day_before = missing["start"] - pd.Timedelta(days=1)
    # Stretches of which the record holds attacks on Chinese targets alone stand beside plain gaps.
    gap = (day_before != missing["end"].shift()).cumsum()
    joined = missing.groupby(gap).agg({"start": "min", "end": "max"})
    return [
        span(start, end)
        for start, end in zip(joined["start"], joined["end"], strict=True)
        if end > since
    ]
