"""One project's exposure in sentences, and the sum that it is."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from riskdata.findings.cpec_exposure import NO_MONTH
from riskdata.findings.cpec_exposure_place import dollars
from riskdata.findings.incidents import toll
from riskdata.measures.exposure import CHINESE_FACTOR
from riskdata.nearness import REACH_KM
from riskdata.preparation import CHINESE_TARGETS
from riskdata.schema.vocabularies import PROJECT_PRECISION
from riskdata.wording import counted, day, number, of_many, percent, publication

SHOWN = 10


def finding(project: Mapping, parts: pd.DataFrame, projects: int, noun: str) -> str:
    """What its exposure is and how much of it comes from how few events."""
    if parts.empty:
        return f"{project['name']}: no {noun[:-1]} of this selection within {number(REACH_KM)} km"
    cumulated = parts["share"].cumsum()
    most = int((cumulated < 0.5).sum()) + 1
    share = percent(cumulated.iloc[most - 1])
    what = f"{share} of it from {number(most)} of {counted(len(parts), noun[:-1])}"
    if len(parts) == 1:
        what = f"all of it from one {noun[:-1]}"
    return (
        f"{project['name']}: exposure {number(project['exposure'])}, {project['band']}, rank "
        f"{number(project['rank'])} of {number(projects)}, {what}"
    )


def facts(project: Mapping) -> str:
    """What the project is, where, at what cost, and how exactly its place is known."""
    cost = project["cost_usd_million"]
    price = "no published cost" if pd.isna(cost) else dollars(cost)
    where = ", ".join(str(project[part]) for part in ("district", "province"))
    known = PROJECT_PRECISION[project["location_precision"]]
    return (
        f"{str(project['sector']).capitalize()}, {project['status']} (as of "
        f"{day(project['as_of'])}), {price}; {where}, place known: {known}. {project['summary']}"
    )


def rank_words(project: Mapping) -> str:
    """How its rank moves."""
    if not project["exposure"]:
        return ""
    reach = f"Rank {number(project['best'])} to {number(project['worst'])} as the scales move"
    return f"{reach}: {'robust' if project['robust'] else 'it flips'}."


def near_words(project: Mapping, noun: str, months: str) -> str:
    """What was near it, and when; `months` is what the 12 months are called."""
    if pd.isna(project["within_25"]):
        text = f"How many {noun} were near cannot be told, as {NO_MONTH}"
    else:
        radii = ", ".join(
            f"{number(project[f'within_{km}'])} within {km} km" for km in (25, 50, 100)
        )
        text = f"In {months} {radii} ({noun} known to the town or better)"
    if pd.notna(project["nearest_km"]):
        text += f"; the nearest at {_km(project['nearest_km'])}, {day(project['nearest_date'])}"
    if pd.notna(project["latest_km"]):
        text += (
            f"; the latest within 25 km on {day(project['latest_date'])}, at "
            f"{_km(project['latest_km'])}"
        )
    return f"{text}."


def _km(km: float) -> str:
    return "under 1 km" if km < 1 else f"{number(round(km))} km"


def course_finding(found: pd.DataFrame, project: str) -> str:
    """How its exposure moved over the last year, and when it was highest."""
    exposure = found["exposure"].to_numpy()
    known = np.flatnonzero(~np.isnan(exposure))
    if not np.nan_to_num(exposure).any():
        return f"No course to draw for {project}"
    now, peak = known[-1], known[exposure[known].argmax()]
    dates = found["date"].tolist()
    today, then = dates[now], dates[peak]
    if peak == now:
        return f"Never higher in the time drawn than on {day(today)}: {number(exposure[now])}"
    return (
        f"{number(exposure[now])} on {day(today)}, {percent(exposure[now] / exposure[peak])} of "
        f"its height of {number(exposure[peak])} on {day(then)}"
    )


def course_note(first: pd.Timestamp | None) -> str:
    """What the course is taken of."""
    text = "The score as of the end of each month, by the same scales."
    if first is not None:
        text += (
            f" The record covers time from {day(first)}: the first year reads too low, as what was "
            "before fades in it."
        )
    return text


def map_note(shown: int, beyond: int, of: int, noun: str) -> str:
    """What the circles of the project's map are; `beyond` of those `shown` lie outside of what it
    shows at first."""
    if not of:
        return ""
    which = f"the {number(shown)} of {of_many(of, noun)} within reach that add most"
    if shown == of:
        which = f"{'all ' if of > 1 else ''}{of_many(of, noun)} within reach"
    outside = f" ({number(beyond)} beyond the edge of the picture: zoom out)" if beyond else ""
    return (
        f"Circles: {which}{outside}, of whatever time; area: the points that each adds. Known to "
        "the district only, they stand at its point."
    )


def distances(parts: pd.DataFrame, scale: float) -> list[str]:
    """How far each event is, or that it is spread over its district."""
    km = -scale * np.log(parts["nearness"].to_numpy())
    spread = parts["spread"].to_numpy()
    return [
        "spread over its district" if wide else f"{_km(far)} away"
        for wide, far in zip(spread, km, strict=True)
    ]


def short_sources(events: pd.DataFrame) -> pd.DataFrame:
    """The events with the publisher alone as their source."""
    return events.assign(source=[publication(str(source)) for source in events["source"]])


def toll_and_distance(event: pd.Series, far: str) -> str:
    """What an event took, whom it was aimed at where that was China, and how far it was."""
    target = event["target_type"]
    chinese = f" · target: {target}" if target in CHINESE_TARGETS else ""
    return f"{toll(event)}{chinese} · {far}"


def severity(part: Mapping) -> str:
    """The severity of an event, and that it counts twice: `54 × 2`."""
    points = f"{part['severity']:,g}"
    return points if part["factor"] == 1 else f"{points} × {number(part['factor'])}"


def others(count: int, noun: str) -> str:
    """What is not listed one by one."""
    return f"{of_many(count, noun)} more, in the file"


def sum_note() -> str:
    """How the columns of the sum make its points."""
    return (
        f"Points = severity (× {number(CHINESE_FACTOR)} where the target was Chinese) × recency × "
        "nearness. Where an event is spread, nearness is the mean over its district."
    )


def whole_sum(parts: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """What each event adds, before its own row of the record's `events`."""
    whole = events.loc[parts.index].drop(columns=["severity"])
    return parts.join(whole).reset_index(drop=True)
