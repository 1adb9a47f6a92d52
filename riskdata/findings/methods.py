"""The measures of one event in plain words, each with the arithmetic that leads to its number.

A sum stands as it can be typed into a pocket calculator or a spreadsheet: the numbers shown in it
give the number shown beside it.
"""

from math import cos, hypot, radians
from typing import NamedTuple

import pandas as pd

from riskdata.findings.cpec_exposure_pictures import band_words
from riskdata.measures.exposure import CHINESE_FACTOR
from riskdata.measures.exposure_ranks import HALF_LIVES, MARGIN, SCALES_KM
from riskdata.measures.methods_event import Way, WorkedEvent, WorkedExposure, on_chinese
from riskdata.nearness import REACH_KM
from riskdata.severity import DAYS_IN_MONTH, PER_DEATH, PER_INCIDENT, PER_WOUNDED
from riskdata.wording import counted, day, listed, number, percent

KM_NORTH, KM_EAST = 110.9, 111.4
"""Km of a degree at Pakistan's latitudes: to the north, and to the east by the cosine of the
latitude; within half a percent of the ellipsoid."""

GTI = "Institute for Economics & Peace, Global Terrorism Index, methodology appendix"


FADING_SOURCE = (
    "Curves: recency and nearness as above. Dot: the attack that is worked; dotted line: the mean "
    "over its district."
)


class Step(NamedTuple):
    """One step of arithmetic: what it gives, the sum as it is typed, and its result."""

    what: str
    sum: str
    result: str


class Explained(NamedTuple):
    """A measure in plain words, its formula and where it comes from, and a worked example.

    `example` says what is worked, `note` what its result means. `^(...)` in formulas and sums
    stands for a power.
    """

    anchor: str
    words: str
    formula: str
    source: str
    example: str
    steps: tuple[Step, ...] = ()
    note: str = ""


def exact(value: float, digits: int = 6) -> str:
    """A number with so many significant digits, as it goes into a sum: `0.816231`, `1,234.57`."""
    if value == round(value):
        return f"{value:,.0f}"
    if abs(value) < 1e-4:
        mantissa, power = f"{value:.{digits - 1}e}".split("e")
        return f"{mantissa} × 10^({int(power)})".replace("-", "−")
    whole = len(str(int(abs(value)))) if abs(value) >= 1 else 0
    text = f"{value:,.{max(digits - whole, 1)}f}" if whole else f"{value:.{digits}g}"
    return text.rstrip("0").rstrip(".")


def points(value: float) -> str:
    """Points of exposure to the second decimal."""
    return f"{value:,.2f}"


def which_event(row: pd.Series, record: str) -> str:
    """The event that is worked, in one line."""
    where = [str(row[part]) for part in ("place", "district") if pd.notna(row[part])]
    return f"{day(row['date'])}, {', '.join(where)} ({record}, {row['event_id']})."


def severity(event: WorkedEvent) -> Explained:
    """What the event weighs."""
    killed, wounded = event.row["killed"], event.row["wounded"]
    unknown = [words for words, toll in (("killed", killed), ("wounded", wounded)) if pd.isna(toll)]
    sums = [exact(PER_INCIDENT)]
    sums += [
        f"{exact(points)} × {number(int(toll))}"
        for points, toll in ((PER_DEATH, killed), (PER_WOUNDED, wounded))
        if pd.notna(toll)
    ]
    unit = "point" if event.points == 1 else "points"
    note = ""
    if unknown:
        note = (
            f"The number of {listed(unknown)} is not known and adds nothing, so this is a lower "
            "bound."
        )
    return Explained(
        "severity",
        "How heavy an event is: points for the attack itself, for each victim killed and for each "
        "wounded. The attackers' own dead are not among the killed. Hostages, which the index "
        "weighs too, are not recorded as a number.",
        f"severity = {exact(PER_INCIDENT)} + {exact(PER_DEATH)} × killed + {exact(PER_WOUNDED)} × "
        "wounded",
        GTI,
        "killed " + ("not known" if pd.isna(killed) else number(killed)) + ", wounded "
        + ("not known" if pd.isna(wounded) else number(wounded)),
        (Step("Severity", " + ".join(sums), f"{exact(event.points)} {unit}"),),
        note,
    )  # fmt: skip


def recency(event: WorkedEvent, half_life: float) -> Explained:
    """What its age leaves of it."""
    days = half_life * DAYS_IN_MONTH
    return Explained(
        "recency",
        f"How much an event still counts: half after {number(half_life)} months, a quarter after "
        f"{number(2 * half_life)}. The index weighs its five last years 16, 8, 4, 2 and 1; this is "
        "the same half-life without the steps. The half-life can be set on CPEC exposure.",
        f"recency = 0.5^(age in days ÷ {exact(days)})",
        GTI,
        f"{day(event.row['date'])} as of {day(event.as_of)}, {counted(event.age, 'day')} later",
        (
            Step("Half-life in days", f"{number(half_life)} × {exact(DAYS_IN_MONTH)}",
                 exact(days)),
            Step("Recency", f"0.5^({number(event.age)} ÷ {exact(days)})", exact(event.recency)),
        ),
    )  # fmt: skip


def _distance(to: Way, what: str) -> tuple[Step, ...]:
    """A distance by plane arithmetic, as a check on that taken on the ellipsoid."""
    north = abs(to.end.latitude - to.start.latitude)
    east = abs(to.end.longitude - to.start.longitude)
    slant = round(cos(radians((to.start.latitude + to.end.latitude) / 2)), 4)
    up = round(KM_NORTH * round(north, 4), 2)
    across = round(KM_EAST * slant * round(east, 4), 2)
    return (
        Step("Km to the north or south", f"{KM_NORTH} × {round(north, 4):g}", f"{up:g}"),
        Step(
            "Km to the east or west",
            f"{KM_EAST} × {slant:g} × {round(east, 4):g}",
            f"{across:g}",
        ),
        Step(f"{what}, by calculator", f"√({up:g}² + {across:g}²)",
             f"{exact(hypot(up, across), 4)} km"),
    )  # fmt: skip


def _ends(to: Way) -> str:
    return (
        f"{to.start.latitude:.4f} N {to.start.longitude:.4f} E to the nearest point, "
        f"{to.end.latitude:.4f} N {to.end.longitude:.4f} E"
    )


def border_belt(event: WorkedEvent, depth_km: int, depths: tuple[int, ...]) -> Explained:
    """How far it was from the Durand Line."""
    others = listed([str(depth) for depth in depths if depth != depth_km])
    words = (
        f"What happens within {depth_km} km of the Durand Line, by the shortest way on the WGS84 "
        f"ellipsoid ({others} km can be chosen). An event known to its district stands at the "
        "district's point; one known only to its province or country is not counted into the belt."
    )
    formula = (
        f"km ≈ √(({KM_NORTH} × degrees of latitude)² + ({KM_EAST} × cosine of the latitude × "
        "degrees of longitude)²)"
    )
    source = "Karney 2013, Algorithms for geodesics, as pyproj computes it"
    border = event.border
    if border is None:
        example = "its place is known no closer than to the province, so it has no distance"
        return Explained("border-belt", words, formula, source, example)
    inside = "inside" if border.km <= depth_km else "outside"
    return Explained(
        "border-belt",
        words,
        formula,
        source,
        _ends(border),
        _distance(border, "Distance"),
        f"On the ellipsoid {exact(border.km, 4)} km: {inside} the belt of {depth_km} km.",
    )


WHY_NOTHING = {
    "kind": "it is no attack, and only attacks count unless the reader chooses otherwise",
    "confidence": "it is unconfirmed, and what is at least reported counts",
    "time": "it falls into a time that the record does not cover",
    "place": "it is known no closer than to its province",
    "far": f"no project lies within {number(REACH_KM)} km of it",
}


def exposure(
    event: WorkedEvent,
    found: WorkedExposure | None,
    why: str,
    project: str,
    scale_km: float,
) -> Explained:
    """What the event adds to the project that feels it most.

    `why` says why it adds nothing (a key of `WHY_NOTHING`) where it does.
    """
    scales, half_lives = (
        listed([number(value) for value in values]) for values in (SCALES_KM, HALF_LIVES)
    )
    words = (
        "How much violence lies around a project: of each attack its severity, less for its age, "
        "less for its distance, twice as much where the target was Chinese nationals or a project. "
        f"All attacks are added up. Nothing counts beyond {number(REACH_KM)} km; of a line the "
        "nearest point counts; an attack known only to its district is spread evenly over it; one "
        "known only to its province is left out. Both scales can be set on CPEC exposure; a rank "
        f"is robust where it moves by at most {MARGIN} places over scales of {scales} km and "
        f"half-lives of {half_lives} months, else it is said to flip. {band_words()}"
    )
    formula = (
        f"exposure = sum of severity × {exact(CHINESE_FACTOR)} if on Chinese targets × recency × "
        f"e^(−km ÷ {number(scale_km)})"
    )
    source = "Own measure, from the index's severity and recency; exponential decay by distance"
    if found is None:
        example = f"it adds nothing to any project: {WHY_NOTHING[why]}"
        return Explained("exposure", words, formula, source, example)
    added = found.added
    steps = list(_nearness(found, scale_km))
    near = exact(added["nearness"])
    doubled = [exact(CHINESE_FACTOR)] if on_chinese(event) else []
    product = [exact(event.points), *doubled, exact(event.recency), near]
    mine = round(float(added["points"]), 2)
    rest = round(round(found.total, 2) - mine, 2)
    steps.append(Step("It adds", " × ".join(product), f"{points(mine)} points"))
    others = len(found.parts) - 1
    if others:
        with_others = f"With {counted(others, 'other attack')}"
        steps.append(
            Step(with_others, f"{points(mine)} + {points(rest)}", f"{points(found.total)} points")
        )
    ends = f", {_ends(found.way)}" if found.way else ""
    which = f"the most affected of the {number(found.felt_by)} projects"
    if found.felt_by == 1:
        which = "the only project"
    return Explained(
        "exposure",
        words,
        formula,
        source,
        f"{project}, {which} that it reaches{ends}",
        tuple(steps),
        f"It is {percent(float(added['share']))} of the exposure of {project}, "
        f"{number(round(found.total))}.",
    )


def _nearness(found: WorkedExposure, scale_km: float) -> tuple[Step, ...]:
    if found.way is not None:
        km = exact(found.way.km)
        return (
            *_distance(found.way, "Distance"),
            Step("Nearness", f"e^(−{km} ÷ {number(scale_km)})", exact(found.added["nearness"])),
        )
    spread = found.spread
    if spread is None:
        return ()
    return (
        Step(
            f"Nearness, the mean of e^(−km ÷ {number(scale_km)}) over the "
            f"{number(spread.points)} points of its district, {number(spread.near)} within reach",
            f"{exact(spread.felt)} ÷ {number(spread.points)}",
            exact(found.added["nearness"]),
        ),
    )


LARGEST = 5


def sum_rows(found: WorkedExposure, events: pd.DataFrame) -> list[tuple[str, str, str]]:
    """The attacks that make most of the project's exposure, the rest together, and the sum: date
    and place, the product, its points."""
    rows = []
    largest = found.parts.head(LARGEST)
    named = events.loc[largest.index, ["date", "place"]]
    factors = largest[["severity", "factor", "recency", "nearness"]].to_numpy()
    for (when, place), (weight, *shares), score in zip(
        named.itertuples(index=False), factors, largest["points"], strict=True
    ):
        product = " × ".join(exact(value) for value in (weight, *shares) if value != 1)
        rows.append((f"{day(when)}, {place}", product or exact(weight), points(score)))
    rest = found.parts["points"].iloc[LARGEST:]
    if len(rest):
        rows.append((f"{counted(len(rest), 'further attack')}", "", points(rest.sum())))
    return rows


def fading(event: WorkedEvent, found: WorkedExposure | None, project: str) -> str:
    """What age and distance leave of the event."""
    verb = "leaves" if event.age == 1 else "leave"
    age = f"{counted(event.age, 'day')} {verb} {percent(event.recency)} of the attack's weight"
    if found is None:
        return f"{age}, and it reaches no project"
    near = percent(float(found.added["nearness"]))
    if found.way is None:
        return f"{age}, and the mean distance of its district {near} of that at {project}"
    return f"{age}, and {number(found.way.km)} km {near} of that at {project}"
