"""What the map, the ranking and the table of projects say, and their small print."""

import pandas as pd

from riskdata.catalogue import Metadata
from riskdata.findings.cpec_exposure import NO_MONTH, TOP
from riskdata.findings.cpec_exposure_place import dollars, everywhere
from riskdata.measures import exposure
from riskdata.measures.exposure import NAMED
from riskdata.measures.exposure_ranks import HALF_LIVES, MARGIN, SCALES_KM
from riskdata.nearness import REACH_KM
from riskdata.wording import (
    counted,
    day,
    in_words,
    listed,
    number,
    of_many,
    percent,
    unmarked,
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


def map_note(noun: str, year: pd.DataFrame | None, region: str, months: str) -> str:
    """What the marks of the map are; `year` are the sources drawn, None where none of the 12 months
    (called `months`) is covered."""
    text = (
        "Lines in the colour of each stretch of about 20 km; roads that share a way lie on each "
        "other. Diamonds: projects, the larger the more exposed, hollow where not confirmed."
    )
    if year is None:
        return f"{text} No circles: {NO_MONTH}."
    drawn, vague = len(year), int((year["point"] < 0).sum())
    where = everywhere(region)
    text += f" Circles: {of_many(drawn, noun)} of {months}{where}, hue by province"
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


def projects_source(metadata: Metadata) -> str:
    """Where the projects come from."""
    return f"{metadata.title}: {metadata.credit}, as of {day(metadata.as_of)}."


def project_cards(table: pd.DataFrame, months: str) -> list[str]:
    """What pointing at each project tells; `months` is what the 12 months are called."""
    columns = (
        "name", "sector", "status", "cost_usd_million", "exposure", "band", "rank", "best", "worst",
        "within_25",
    )  # fmt: skip
    return [
        f"<b>{unmarked(name)}</b><br>{sector}, {status}, "
        f"{'no published cost' if cost != cost else dollars(cost)}<br>"
        f"exposure {exposed:.1f}, {band}, rank {rank} ({best} to {worst})<br>"
        f"{NO_MONTH if near != near else f'{near} within 25 km in {months}'}"
        for name, sector, status, cost, exposed, band, rank, best, worst, near in zip(
            *(table[column].tolist() for column in columns), strict=True
        )
    ]


def table_words(table: pd.DataFrame, noun: str, months: str) -> str:
    """The finding over the table of projects; `months` is what the 12 months are called."""
    if table.empty:
        return "No project to list"
    first = table.sort_values("within_25", ascending=False, kind="stable").iloc[0]
    near = int((table["within_25"] > 0).sum())
    projects, when = f"{number(len(table))} projects", f"within 25 km in {months}"
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


def table_note(noun: str, months: str) -> str:
    """How to use the table."""
    return (
        "A click on a row, a bar or a diamond shows that project below. 25, 50 and 100 km count "
        f"{noun} of {months} known to the town or better. The nearest is the nearest of these, "
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
