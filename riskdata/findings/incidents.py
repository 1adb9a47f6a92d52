"""Incidents in words: one of them, and what a search found."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pandera.pandas as pa

from riskdata.catalogue import Metadata
from riskdata.findings.place import place
from riskdata.measures.coverage import CHINESE_TARGETS_ONLY, NOT_COVERED
from riskdata.measures.hotspots import chinese_only
from riskdata.measures.incidents import Totals
from riskdata.selection import Selection
from riskdata.wording import FEW, NO_BREAK, Day, counted, day, listed, month, number, percent, span


class Field(NamedTuple):
    """One thing known of an event: its name and what it means, its value and what that means."""

    name: str
    description: str
    value: str
    meaning: str = ""


def when(date: Day, precision: str) -> str:
    """The date as far as it is known: `6 Oct 2024`, `about 6 Oct 2024`, `October 2024`, `2024`."""
    if precision == "week":
        return f"about {day(date)}"
    if precision == "month":
        return month(date)
    return str(date.year) if precision == "year" else day(date)


def where(row: pd.Series) -> str:
    """Place, district and province, as far as they are known and each said once."""
    said: list[str] = []
    for name in ("place", "district", "province"):
        if not pd.isna(row[name]) and str(row[name]) not in said:
            said += str(row[name]).split(", ")
    return ", ".join(said) or "Place not recorded"


def who(row: pd.Series) -> str:
    """The perpetrator, or that nobody is named."""
    return "perpetrator not named" if row["perpetrator"] == "unknown" else str(row["perpetrator"])


def toll(row: pd.Series) -> str:
    """Killed and wounded, the attackers' own dead apart, the range where the record gives one."""
    killed, wounded, attackers = row["killed"], row["wounded"], row["attackers_killed"]
    parts = []
    if pd.isna(killed):
        parts.append("deaths not recorded")
    else:
        parts.append(counted(killed, "killed", "killed") if killed else "no death recorded")
    if not pd.isna(wounded) and wounded:
        parts.append(f"{number(wounded)} wounded")
    if not pd.isna(attackers) and attackers:
        parts.append(counted(attackers, "attacker killed", "attackers killed"))
    low, high = row["deaths_low"], row["deaths_high"]
    if not pd.isna(low) and not pd.isna(high) and low != high:
        parts.append(f"all parties' dead {number(low)} to {number(high)}")
    return ", ".join(parts)


def what(row: pd.Series) -> str:
    """What happened: the summary, else kind, perpetrator and target as far as they are known."""
    if not pd.isna(row["summary"]):
        return str(row["summary"])
    words = str(row["event_kind"]).capitalize()
    if row["perpetrator"] != "unknown":
        words += f", {row['perpetrator']}"
    if not pd.isna(row["target_type"]) and row["target_type"] != "not recorded":
        words += f", target: {row['target_type']}"
    return f"{words}."


def citation(row: pd.Series, metadata: Metadata, version: str, address: str) -> str:
    """How to cite an event of a record: what, where, when, after whom, and which version says so.

    `address` is where the event can be looked up.
    """
    credit = "" if metadata.publisher == "Corridor Watch" else f" ({metadata.credit})"
    found_at = "" if pd.isna(row["source_url"]) else f", {row['source_url']}"
    return (
        f"“{what(row)}” {where(row)}, {when(row['date'], row['date_precision'])}. "
        f"Source: {row['source']}{found_at}. "
        f"Corridor Watch, {metadata.title}{credit}, event {row['event_id']}, "
        f"version {version}, as of {day(metadata.as_of)}. {address}"
    ).replace(NO_BREAK, " ")


def found(totals: Totals, events: pd.DataFrame, query: str, selection: Selection) -> str:
    """The page's finding: how many events, where and when, and how many people they killed.

    `events` are the events found, at least one, sorted by date.
    """
    one = f"recorded {selection.noun.removesuffix('s')}"
    answers = f" {'answers' if len(events) == 1 else 'answer'} to “{query}”" if query else ""
    dead = f"{counted(totals.killed, 'person', 'people')} killed"
    dead = f"{dead}, by best estimates" if totals.estimated else f"at least {dead}"
    return (
        f"{counted(len(events), one)} in {place(selection)}{answers}, "
        f"{span(events['date'].iloc[0], events['date'].iloc[-1])}: "
        f"{dead if totals.killed else 'no death recorded'}"
    )


def nothing(query: str, selection: Selection, title: str, covered: pd.DataFrame) -> str:
    """The page's finding where no event is found: `title` is the name of the record, `covered` how
    it covers the period (`measures.coverage.periods`)."""
    statuses = set(covered["status"])
    where, when = place(selection), span(selection.start, selection.end)
    if statuses == {NOT_COVERED}:
        return f"{title} do not cover {when}: what happened in {where} is not known from them"
    asked = f"“{query}”" if query else "these filters"
    if statuses <= {NOT_COVERED, CHINESE_TARGETS_ONLY} and not chinese_only(selection):
        only = f"Of {when} {title} hold {CHINESE_TARGETS_ONLY}"
        return f"{only}, and none in {where} answers to {asked}"
    part = " in the time covered" if NOT_COVERED in statuses else ""
    return f"No recorded {selection.noun.removesuffix('s')} in {where} answers to {asked}{part}"


CONFIRMED = {
    "incidents": " by officials or by several independent sources",
    "ucdp_events": ", which here means only that a source tells of the event by itself; one that "
    "UCDP took from a total of several events is called reported",
    "acled_events": ", which here means that ACLED names two sources or more",
    "gtd_events": ", which here means that the GTD cites two sources or more and does not doubt "
    "that it was terrorism",
}
"""What is said of the confirmed events of each record, which give the word to different things."""


def certainty(totals: Totals, record: str) -> str:
    """How many of the events are confirmed, and what that means in their record."""
    confirmed, events = totals.confirmed, totals.events
    if confirmed == events:
        subject = "It is" if events == 1 else "All are"
    elif not confirmed:
        subject = "None is"
    else:
        share = f" ({percent(totals.confirmed_share)})" if events >= FEW else ""
        verb = "is" if confirmed == 1 else "are"
        subject = f"{number(confirmed)} of {number(events)}{share} {verb}"
    return f"{subject} confirmed{CONFIRMED[record]}."


def tolls(totals: Totals) -> str:
    """The attackers' dead, the wounded, and how many events lack a toll."""
    parts = []
    if totals.attackers:
        dead = counted(totals.attackers, "attacker killed is", "attackers killed are")
        parts.append(f"{dead} left out of the dead")
    if totals.wounded:
        parts.append(f"at least {counted(totals.wounded, 'person was', 'people were')} wounded")
    parts += [
        f"{what} are not recorded"
        + ("" if count == totals.events else f" in {number(count)} of {number(totals.events)}")
        for what, count in [
            ("the dead", totals.killed_unknown),
            ("the wounded", totals.wounded_unknown),
        ]
        if count
    ]
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}." if parts else ""


def rows_shown(first: int, shown: int, of: int) -> str:
    """Which rows of the table stand on this page of it, the first counted as 0."""
    if shown == of:
        return f"All {number(of)} rows" if of > 1 else "One row"
    return f"Rows {number(first + 1)} to {number(first + shown)} of {number(of)}"


def outside(other_record: bool, record: str) -> str:
    """That the event shown is not in the table, and why."""
    if other_record:
        return f"This event stands in another record: {record}."
    return "This event is not in the table: the search or the filters leave it out."


def on_the_map(events: pd.DataFrame, noun: str) -> str:
    """The districts in which the record has most events."""
    if events.empty:
        return f"No {noun} to show"
    counts = events["district"].value_counts().head(3)
    counts = counts[counts > 0]
    if counts.empty:
        return f"No {noun} with a known district"
    named = [f"{name} ({number(count)})" for name, count in counts.items()]
    return f"Most {noun} on record here: {listed(named)}"


def left_out(found: int, query: str) -> str:
    """How many events of the record answer to a search that finds none within the filters."""
    if not found:
        return f"Nothing in the whole record answers to “{query}”."
    return (
        f"{counted(found, 'event')} of the whole record {'answers' if found == 1 else 'answer'} to "
        "it: other dates, places, kinds of event or confidence than those chosen."
    )


def placed(events: pd.DataFrame) -> str:
    """How many events are not drawn where they were, for want of knowing."""
    counts = events["location_precision"].value_counts()
    district, beyond = int(counts["district"]), int(counts["province"] + counts["country"])
    parts = []
    if district:
        verb = "stands" if district == 1 else "stand"
        parts.append(f"{number(district)} known to the district only {verb} at its point")
    if beyond:
        verb = "is" if beyond == 1 else "are"
        parts.append(f"{number(beyond)} known to the province or country only {verb} not drawn")
    return f"Of {number(len(events))}, {' and '.join(parts)}." if parts else ""


def fields(row: pd.Series, schema: pa.DataFrameSchema, record: str) -> list[Field]:
    """Everything that the record knows of an event, in the order of its schema.

    What a word of confidence means is said of the curated record alone: the schema words it so,
    and others give it to different things (`CONFIRMED`).
    """
    own_words = {"confidence"} if record != "incidents" else set()
    return [
        Field(
            name.replace("_", " "),
            column.description or "",
            _value(row[name]),
            ""
            if name in own_words
            else (column.metadata or {}).get("choices", {}).get(row[name], ""),
        )
        for name, column in schema.columns.items()
        if not pd.isna(row[name])
    ]


def worked_out(row: pd.Series, project: str | None) -> list[Field]:
    """What was worked out from the event's place and toll; `project` is the nearest one's name."""
    found = [
        Field(
            "severity",
            "1 point, 3 per person killed and 0.5 per person wounded, after the Global Terrorism "
            "Index",
            number(row["severity"]),
        )
    ]
    precision = row["location_precision"]
    if precision in ("province", "country"):
        why = f"Not measured: the record knows the {precision} only"
        return [*found, Field("distances", "To the border and to projects", why)]
    if not pd.isna(row["border_km"]):
        found.append(Field("Afghan border", "Distance of the point, km", number(row["border_km"])))
    if project is not None:
        found.append(
            Field(
                "nearest CPEC project",
                "Up to 100 km from the point",
                f"{project}, {number(row['project_km'])}{NO_BREAK}km",
            )
        )
    return found


def _value(cell: Any) -> str:
    """Dates and whole numbers as in sentences, text and coordinates as they are."""
    if isinstance(cell, pd.Timestamp):
        return day(cell)
    return f"{cell:,}" if isinstance(cell, int | np.integer) else str(cell)
