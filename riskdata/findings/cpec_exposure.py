"""CPEC exposure in sentences: which projects and how much money, exposed to what."""

import pandas as pd

from riskdata.catalogue import Metadata
from riskdata.measures import exposure
from riskdata.measures.coverage import NOT_COVERED
from riskdata.measures.exposure import BANDS, NAMED, like_deaths
from riskdata.measures.exposure_ranks import HALF_LIVES, MARGIN, SCALES_KM
from riskdata.nearness import REACH_KM
from riskdata.selection import BORDER_BELT, PAKISTAN, Selection
from riskdata.wording import (
    NO_BREAK,
    counted,
    day,
    first_upper,
    in_words,
    listed,
    number,
    of_many,
    percent,
    span,
    unmarked,
)

TOP = BANDS[:2]
NO_MONTH = "none of the 12 months is covered"
RECENT_YEARS = 3
"""How long ago a gap may lie and still be told above the pictures."""


def dollars(millions: float) -> str:
    """An amount given in millions: `US$27 million`, `US$4.2 billion`."""
    if millions < 1000:
        return f"US${number(millions)}{NO_BREAK}million"
    return f"US${millions / 1000:,.1f}{NO_BREAK}billion"


def place(selection: Selection) -> str:
    """Which projects are listed, after `projects`; empty for all of them."""
    if selection.region == PAKISTAN:
        return ""
    if selection.region == BORDER_BELT:
        return f" within {selection.depth_km}{NO_BREAK}km of the Afghan border"
    return f" in {selection.region}"


def _the(region: str) -> str:
    return f"the {region}" if region == BORDER_BELT else region


def beyond(region: str) -> str:
    """Says of a line that it is measured on either side of the region's boundary."""
    return f"beyond {_the(region)} too"


def everywhere(region: str) -> str:
    """Says of what is counted in the whole country that no region narrows it."""
    return "" if region == PAKISTAN else f" in all {PAKISTAN}"


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
        return first_upper(f"{_no_cost(cost)}.") if cost["unknown"].any() else ""
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


def _no_cost(cost: pd.DataFrame) -> str:
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


def most_exposed(table: pd.DataFrame, shown: int) -> str:
    """The finding over the ranking."""
    table = table[table["exposure"] > 0]
    top = table.head(shown)
    if top.empty:
        return "No project to rank"
    if len(top) == 1:
        return f"{top['name'].iloc[0]} is the only project with an event within reach"
    robust = top["robust"].to_numpy(dtype=bool)
    flips, steady = int((~robust).sum()), int(robust.cumprod().sum())
    places = (top["worst"] - top["best"]).to_numpy()
    if not flips:
        moves = f"moves by more than {MARGIN} places" if places.any() else "changes its place"
        return f"None of the {number(len(top))} most exposed {moves} as the scales move"
    if flips == len(top):
        which = f"All {number(flips)} projects with events near"
        if len(table) > len(top):
            which = f"All of the {number(flips)} most exposed"
        return f"{which} move by more than {MARGIN} places as the scales move"
    verb = "moves" if flips == 1 else "move"
    words = (
        f"{number(flips)} of the {number(len(top))} most exposed {verb} by more than {MARGIN} "
        "places as the scales move"
    )
    if not steady:
        return f"{words}, even the first"
    most = int(places[:steady].max())
    if steady == 1:
        return f"{words}; {top['name'].iloc[0]} {_by_at_most(most, 'stays first')}"
    return f"{words}; the first {in_words(steady).lower()} {_by_at_most(most, 'keep theirs')}"


def _by_at_most(places: int, none: str) -> str:
    return f"by at most {places}" if places else none


def ranking_note() -> str:
    """What the two halves of the ranking show."""
    scales = [number(scale) for scale in SCALES_KM]
    months = [number(half_life) for half_life in HALF_LIVES]
    return (
        f"Right: the ranks at scales of {listed(scales)} km and half-lives of {listed(months)} "
        f"months; full where best and worst are at most {MARGIN} places apart, hollow where the "
        "rank flips."
    )


def on_the_map(table: pd.DataFrame, bands: pd.Series, km: pd.Series) -> str:
    """How much of the lines drawn is in the two highest bands. `bands` and `km` are those of the
    stretches drawn."""
    whole = km.sum()
    if not whole:
        projects = "No project" if table.empty else counted(len(table), "project")
        return f"{projects} and no line of the corridor"
    top = km[bands.isin(TOP).to_numpy()].sum()
    if not top:
        return f"No stretch of the corridor's lines is in the bands {listed(TOP)}"
    return (
        f"{number(top)} of the {number(whole)} km of lines, {percent(top / whole)}, are in the "
        f"bands {listed(TOP)}"
    )


def map_note(noun: str, year: pd.DataFrame | None, region: str) -> str:
    """What the marks of the map are; `year` are the sources drawn, None where none of the 12 months
    is covered."""
    text = (
        "Lines in the colour of each stretch of about 20 km; roads that share a way lie on each "
        "other. Diamonds: projects, the larger the more exposed, hollow where not confirmed."
    )
    if year is None:
        return f"{text} No circles: {NO_MONTH}."
    drawn, vague = len(year), int((year["point"] < 0).sum())
    where = everywhere(region)
    text += f" Circles: {number(drawn)} {noun} of the 12 months{where}, hue by province"
    if vague:
        text += f"; {number(vague)} of them known to the district only, at its point"
    return f"{text}."


def counted_events(events: pd.DataFrame, noun: str) -> str:
    """How many events the scores are summed from, and what becomes of those without a place.
    `events` are rows of `exposure.sources`."""
    spread, left_out = exposure.spread(events), exposure.unplaced(events)
    text = f"Summed over {of_many(len(events), noun)}"
    if spread:
        text += f", {number(spread)} of them known to the district only and spread over it"
    if left_out:
        verb = "is" if left_out == 1 else "are"
        text += f"; {number(left_out)} known to the province or country only {verb} left out"
    return f"{text}."


def method(scale: float, half_life: float) -> str:
    """What the score is."""
    return (
        "Exposure: the sum over all events of severity (1 point, 3 per person killed, 0.5 per "
        f"wounded; twice that on Chinese nationals or projects) × 0.5^(age / {number(half_life)} "
        f"months) × exp(−distance / {number(scale)} km), nothing beyond {number(REACH_KM)} km. "
        "Events count on either side of a region's boundary."
    )


def band_words() -> str:
    """What the bands stand for."""
    parts = [f"{band.name} from {number(band.least)}" for band in NAMED]
    deaths = [number(band.deaths) for band in NAMED]
    return (
        f"Bands: {listed(parts)} points, the weight of one attack at the fence today that killed "
        f"{listed(deaths)}; low: less; none: no event within {number(REACH_KM)} km."
    )


def recent_gap(covered: pd.DataFrame, as_of: pd.Timestamp) -> str:
    """What the record does not cover of the last years, which lowers every score; may be empty."""
    spans = _gaps(covered, as_of - pd.DateOffset(years=RECENT_YEARS))
    if not spans:
        return ""
    return f"Not covered, and missing from every score: {listed(spans)}."


def gaps(covered: pd.DataFrame, not_counted: int) -> str:
    """What the record does not cover before the day, and what is left out of it."""
    spans = _gaps(covered, covered["start"].min())
    text = f"Not covered and not counted: {listed(spans)}." if spans else ""
    if not_counted:
        verb = "is" if not_counted == 1 else "are"
        text += (
            f" {counted(not_counted, 'event')} of time in which the record holds attacks on "
            f"Chinese targets only {verb} not counted."
        )
    return text.strip()


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


def projects_source(metadata: Metadata) -> str:
    """Where the projects come from."""
    return f"{metadata.title}: {metadata.credit}, as of {day(metadata.as_of)}."


def project_cards(table: pd.DataFrame) -> list[str]:
    """What pointing at each project tells."""
    columns = (
        "name", "sector", "status", "cost_usd_million", "exposure", "band", "rank", "best", "worst",
        "within_25",
    )  # fmt: skip
    return [
        f"<b>{unmarked(name)}</b><br>{sector}, {status}, "
        f"{'no published cost' if cost != cost else dollars(cost)}<br>"
        f"exposure {exposed:.1f}, {band}, rank {rank} ({best} to {worst})<br>"
        f"{NO_MONTH if near != near else f'{near} within 25 km in 12 months'}"
        for name, sector, status, cost, exposed, band, rank, best, worst, near in zip(
            *(table[column].tolist() for column in columns), strict=True
        )
    ]


def top_label() -> str:
    """What the indicator of the highest band counts."""
    return f"Projects in the band {TOP[0]}"


def top_value(table: pd.DataFrame) -> str:
    """How many projects are in the highest band, of how many."""
    return f"{number((table['band'] == TOP[0]).sum())} of {number(len(table))}"


def top_words(table: pd.DataFrame) -> str:
    """How many more are in the band below."""
    return f"{number((table['band'] == TOP[1]).sum())} more in the band {TOP[1]}"


def money_label() -> str:
    """What the indicator of the money counts."""
    return f"Standing in the bands {listed(TOP)}"


def money_value(table: pd.DataFrame, cost: pd.DataFrame) -> str:
    """US$ in the two highest bands; `cost` is `exposure_value.costs` of the table."""
    there = cost[table["band"].isin(TOP)]
    if there["cost"].any():
        return dollars(there["cost"].sum()).replace(NO_BREAK, " ")
    return "none published" if there["unknown"].any() else "none"


def money_words(cost: pd.DataFrame) -> str:
    """Of how much, and how many projects have no published cost."""
    unknown = int(cost["unknown"].sum())
    if not cost["cost"].any():
        return _no_cost(cost) if unknown else "no project with a cost is in use or being built"
    missing = f"; {counted(unknown, 'project')} without a published cost" if unknown else ""
    return f"of {dollars(cost['cost'].sum())} in use or being built{missing}"


def near_label(noun: str, region: str) -> str:
    """What the indicator of near events counts."""
    where = "" if region == PAKISTAN else f" in {_the(region)}"
    return f"{noun.capitalize()} within 25 km of a project{where} in 12 months"


def near_words(year: pd.DataFrame, region: str) -> str:
    """Of how many, wherever in the country."""
    known = number((year["point"] >= 0).sum())
    return f"of {known}{everywhere(region)} known to the town or better"


def table_words(table: pd.DataFrame, noun: str) -> str:
    """The finding over the table of projects."""
    if table.empty:
        return "No project to list"
    first = table.sort_values("within_25", ascending=False, kind="stable").iloc[0]
    near = int((table["within_25"] > 0).sum())
    projects, when = f"{number(len(table))} projects", "within 25 km in 12 months"
    if pd.isna(first["within_25"]):
        had = f"{noun} {first['name']} had" if len(table) == 1 else f"of {projects} had {noun}"
        return f"How many {had} within 25 km cannot be told: {NO_MONTH}"
    if len(table) == 1 and not near:
        return f"{first['name']} had no {noun[:-1]} {when}"
    if not near:
        return f"None of {projects} had any of the {noun} {when}"
    if near == 1:
        alone = f" alone of {projects}" if len(table) > 1 else ""
        return f"{first['name']}{alone} had {of_many(first['within_25'], noun)} {when}"
    which = "All" if near == len(table) else f"{number(near)} of"
    return (
        f"{which} {projects} had {noun} {when}, {first['name']} most: {number(first['within_25'])}"
    )


def table_note(noun: str) -> str:
    """How to use the table."""
    return (
        "A click on a row, a bar or a diamond shows that project below. 25, 50 and 100 km count "
        f"{noun} of 12 months known to the town or better. The nearest is that of these 12 months, "
        "the latest the newest within 25 km, whenever it was."
    )


def whole_rows(table: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """What is measured of projects (rows of `exposure_table.table`), then the rows of the dataset
    that they stand for."""
    measured = table.loc[:, "exposure":]
    return (
        projects.loc[table.index, ["project_id", "name"]]
        .join(measured)
        .join(projects.drop(columns=["project_id", "name"]))
    )
