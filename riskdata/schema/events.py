"""Event records: one schema for every record of single events."""

from typing import Any

import pandas as pd
import pandera.pandas as pa

from riskdata.schema import location
from riskdata.schema import vocabularies as words
from riskdata.schema.columns import (
    choice,
    count,
    dataset,
    day,
    identifier,
    in_order,
    latitude,
    longitude,
    name,
    rule,
    text,
    web_address,
)


def people(description: str, **options: Any) -> pa.Column:
    """A toll; one above 100,000 is a slip of the pen."""
    return count(description, "people", at_most=100_000, **options)


def columns() -> dict[str, pa.Column]:
    """The columns of every event record, in order."""
    return {
        "event_id": identifier("Identifier of the event"),
        "date": day("Day of the event, or its first day"),
        "date_end": day("Last day, when the source gives a span", optional=True),
        "date_precision": choice("How exactly the date is known", words.DATE_PRECISION),
        "event_kind": choice(
            "What kind of violence; attack counts take the first two", words.EVENT_KIND
        ),
        "province": name("Province of the event", "province", empty=True),
        "district": name("District of the event", "district", empty=True),
        "place": text("Place as the source names it"),
        "latitude": latitude(),
        "longitude": longitude(),
        "location_precision": choice("How exactly the place is known", words.LOCATION_PRECISION),
        "attack_type": choice("Means of the attack", words.ATTACK_TYPE),
        "target_type": choice(
            "Who or what was attacked; empty where only militants died",
            words.TARGET_TYPE,
            empty=True,
        ),
        "perpetrator": name(
            "Group that carried it out; both groups, joined by ' / ', in factional violence",
            "group",
        ),
        "attribution": choice("On whose word the perpetrator is named", words.ATTRIBUTION),
        "killed": people("Victims killed; the attackers' dead stand apart", empty=True),
        "wounded": people("Victims wounded", optional=True),
        "civilians_killed": people("Of the killed: civilians", optional=True),
        "security_forces_killed": people("Of the killed: forces", optional=True),
        "unknown_killed": people("Of the killed: not known who", optional=True),
        "attackers_killed": people("Attackers or militants killed", optional=True),
        "deaths_best": people("All parties' dead, best estimate", optional=True),
        "deaths_low": people("All parties' dead, low estimate", optional=True),
        "deaths_high": people("All parties' dead, high estimate", optional=True),
        "chinese_killed": people("Of the killed: Chinese nationals", optional=True),
        "chinese_wounded": people("Of the wounded: Chinese nationals", optional=True),
        "confidence": choice("How well the event is borne out", words.CONFIDENCE),
        "summary": text("What happened, in our words", optional=True),
        "source": text("Publication, title and date, or the record's own reference"),
        "source_url": web_address(),
        "notes": text("What a reader must know of the figures and the place", optional=True),
    }


def _within(part: str, whole: str, said: str) -> pa.Check:
    return rule(
        f"is more than {whole}: {said}",
        f"Count them into {whole} as well.",
        [part, whole],
        lambda frame: frame[part] <= frame[whole],
    )


def _chinese(part: str, whole: str) -> list[pa.Check]:
    return [
        _within(part, whole, "Chinese victims are victims"),
        rule(
            f"is more than 0, though {whole} is empty",
            f"Fill {whole} with at least as many.",
            [part],
            lambda frame: (frame[part] == 0) | frame[whole].notna(),
        ),
    ]


def _no_higher(lower: str, higher: str) -> pa.Check:
    return rule(
        f"is more than {higher}",
        "Check the estimates against the source: low, best, high.",
        [lower, higher],
        lambda frame: frame[lower] <= frame[higher],
    )


PARTS = ["civilians_killed", "security_forces_killed", "unknown_killed"]


def _sum_of_parts(frame: pd.DataFrame) -> pd.Series:
    return frame[PARTS].fillna(0).sum(axis="columns")


def _adds_up_to_best(frame: pd.DataFrame) -> pd.Series:
    """Judged by the parts where killed is empty; NA where a number is not known."""
    killed, attackers = frame["killed"], frame["attackers_killed"]
    by_parts = frame[PARTS].sum(axis="columns", skipna=False) + attackers
    return (killed + attackers.fillna(0)).fillna(by_parts) == frame["deaths_best"]


def _no_finer(precision: str, area: str) -> pa.Check:
    return rule(
        f"is filled, though the place is known to the {precision} only",
        f"Leave {area} empty, or state a finer location_precision.",
        [area, "location_precision"],
        lambda frame: frame["location_precision"] != precision,
    )


def rules() -> list[pa.Check]:
    """The rules across columns that every event obeys."""
    return [
        in_order("date", "date_end"),
        *location.rules(),
        _no_finer("country", "province"),
        _no_finer("country", "district"),
        _no_finer("province", "district"),
        rule(
            "is unknown, though a perpetrator is named",
            "Say on whose word, or write unknown as the perpetrator.",
            ["attribution", "perpetrator"],
            lambda frame: (frame["attribution"] != "unknown") | (frame["perpetrator"] == "unknown"),
        ),
        rule(
            "is claimed, though no perpetrator is named",
            "Name the group that claimed it, or say that it is unknown.",
            ["attribution", "perpetrator"],
            lambda frame: (frame["attribution"] != "claimed") | (frame["perpetrator"] != "unknown"),
        ),
        *_chinese("chinese_killed", "killed"),
        *_chinese("chinese_wounded", "wounded"),
        rule(
            "is less than civilians, forces and others together",
            "Check the parts against the total.",
            ["killed"],
            lambda frame: (
                (_sum_of_parts(frame) <= frame["killed"]) | frame[PARTS].isna().all(axis="columns")
            ),
        ),
        rule(
            "is not the sum of civilians, forces and others",
            "Check the parts against the total.",
            ["killed", *PARTS],
            lambda frame: _sum_of_parts(frame) == frame["killed"],
        ),
        rule(
            "is not the sum of killed and attackers_killed",
            "Count victims in killed, the attackers' dead in attackers_killed, all in deaths_best.",
            ["deaths_best"],
            _adds_up_to_best,
        ),
        rule(
            "is not zero, though only militants died",
            "Write operation or clash only where no one but militants died.",
            ["killed", "event_kind"],
            lambda frame: (frame["event_kind"] != "operation or clash") | (frame["killed"] == 0),
        ),
        _no_higher("deaths_low", "deaths_best"),
        _no_higher("deaths_best", "deaths_high"),
        _no_higher("deaths_low", "deaths_high"),
    ]


def record(dataset_name: str, row: str) -> pa.DataFrameSchema:
    """The schema of one event record."""
    return dataset(dataset_name, row, ["event_id"], columns(), rules())


RECORDS = {
    "incidents": record("incidents", "one militant attack, with its source"),
    "ucdp_events": record("ucdp_events", "one lethal event of organised violence, after UCDP"),
    "acled_events": record("acled_events", "one violent event, after ACLED"),
    "gtd_events": record("gtd_events", "one terrorist attack, after the GTD"),
}

UNBUNDLED = ("acled_events", "gtd_events")
"""Records whose terms let nobody pass them on: an analyst brings them, or they are not there."""
