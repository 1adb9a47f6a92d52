"""Event records: one schema for every record of single events."""

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

PEOPLE = "people"


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
        "killed": count("Victims killed; the attackers' dead stand apart", PEOPLE, empty=True),
        "wounded": count("Victims wounded", PEOPLE, optional=True),
        "civilians_killed": count("Of the killed: civilians", PEOPLE, optional=True),
        "security_forces_killed": count("Of the killed: forces", PEOPLE, optional=True),
        "unknown_killed": count("Of the killed: not known who", PEOPLE, optional=True),
        "attackers_killed": count("Attackers or militants killed", PEOPLE, optional=True),
        "deaths_best": count("All parties' dead, best estimate", PEOPLE, optional=True),
        "deaths_low": count("All parties' dead, low estimate", PEOPLE, optional=True),
        "deaths_high": count("All parties' dead, high estimate", PEOPLE, optional=True),
        "chinese_killed": count("Of the killed: Chinese nationals", PEOPLE, optional=True),
        "chinese_wounded": count("Of the wounded: Chinese nationals", PEOPLE, optional=True),
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


PARTS = ["civilians_killed", "security_forces_killed", "unknown_killed"]


def _sum_of_parts(frame: pd.DataFrame) -> pd.Series:
    return frame[PARTS].fillna(0).sum(axis="columns")


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
        _within("chinese_killed", "killed", "Chinese victims are victims"),
        _within("chinese_wounded", "wounded", "Chinese victims are victims"),
        rule(
            "is less than civilians, forces and others together",
            "Check the parts against the total.",
            ["killed"],
            lambda frame: _sum_of_parts(frame) <= frame["killed"],
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
            ["deaths_best", "killed"],
            lambda frame: (
                frame["killed"] + frame["attackers_killed"].fillna(0) == frame["deaths_best"]
            ),
        ),
        rule(
            "is not zero, though only militants died",
            "Write operation or clash only where no one but militants died.",
            ["killed", "event_kind"],
            lambda frame: (frame["event_kind"] != "operation or clash") | (frame["killed"] == 0),
        ),
        _within("deaths_low", "deaths_best", "the low estimate is the lowest"),
        _within("deaths_best", "deaths_high", "the high estimate is the highest"),
    ]


def record(dataset_name: str, row: str) -> pa.DataFrameSchema:
    """The schema of one event record."""
    return dataset(dataset_name, row, ["event_id"], columns(), rules())


RECORDS = {
    "incidents": record("incidents", "one militant attack, with its source"),
    "ucdp_events": record("ucdp_events", "one lethal event of organised violence, after UCDP"),
}
