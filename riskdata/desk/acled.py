"""An export of ACLED (the file of the export tool or the rows of the API) as `acled_events`.

Columns and codes: ACLED Codebook; inter1 and inter2 stand as numbers in exports before 2025 and as
words in later ones. The rules:

- Battles, Explosions/Remote violence and Violence against civilians are kept; protests, riots and
  strategic developments are no attacks and are dropped.
- event_kind by who stands on which side: another state's forces against Pakistan's, or firing from
  afar, make cross-border fire, else a foreign strike; a fight between two armed groups factional
  violence; Pakistan's forces as actor1 against armed people an operation or clash; an armed group
  as actor1 in a battle against the state an attack or clash; the rest is an attack.
- perpetrator is actor1, except in an operation (actor2) and where both sides count (both). A name
  that is no known group becomes unknown and stands in the notes.
- attribution is claimed where the notes say so, else coded by ACLED: it takes the name from its
  sources and does not tell whose word it is.
- deaths_best is fatalities. Only an attack on civilians, who do not fight back by ACLED's
  definition, tells whose: there all are killed civilians. Elsewhere killed is empty unless no one
  died.
- confidence is confirmed where ACLED names two sources or more, else reported.
- location_precision from geo_precision: 1 exact, 2 town, 3 province; date_precision from
  time_precision: 1 day, 2 week, 3 month.
"""

import pandas as pd

from riskdata.catalogue import EVENT_RECORDS
from riskdata.desk.conversion import (
    AS_IT_IS,
    COMPLETE,
    Conversion,
    Said,
    Unknown,
    cells,
    coverage,
    groups,
    relocated,
    tally,
    text_of_days,
    together,
    where,
    whole,
    words,
)
from riskdata.desk.foreign import Export
from riskdata.desk.located import districts, locate, provinces
from riskdata.desk.tables import Table

DATASET = "acled_events"
NEEDED = (
    "event_id_cnty event_date event_type sub_event_type actor1 country admin1 admin2 location "
    "latitude longitude fatalities notes source"
)
BATTLE, REMOTE = "Battles", "Explosions/Remote violence"
CIVILIANS = "Violence against civilians"
WHERE = {1: "exact", 2: "town", 3: "province"}
WHEN = {1: "day", 2: "week", 3: "month"}
VICTIMS = {
    "Chinese nationals": r"\(China\)|Chinese",
    "health workers": r"Health|Polio|Vaccinat",
    "media": r"Journalist",
    "education": r"Teacher|Student",
    "labourers": r"Labou?r|Miners|Workers",
    "political": r"Party|\bPPP\b|\bANP\b|\bPTI\b|\bPML|\bJUI|\bMQM\b|\bBAP\b|\bJI\b",
    "religious": r"Clergy|Priest|Imam",
    "government": r"Government|Judges|Lawyers|Civil Servant",
}
"""Targets among civilians, and what in actor2 or assoc_actor_2 tells of them."""
SIDES = {1: "state", 2: "armed", 3: "armed", 4: "armed", 5: "other", 6: "other", 7: "civilians"}
SIDES_IN_WORDS = {
    "state forces": "state",
    "rebel group": "armed",
    "rebel groups": "armed",
    "political militia": "armed",
    "political militias": "armed",
    "identity militia": "armed",
    "identity militias": "armed",
    "civilians": "civilians",
    "rioters": "other",
    "protesters": "other",
}
NO_ATTACKS = {"Protests", "Riots", "Strategic developments"}
FORCES = r"^(?:(?:Military|Police) Forces of (?:the )?|Government of )(.+?)(?: \(|$)"
CLAIM = r"claimed (?:the )?(?:responsibility|attack)|responsibility (?:was|has been) claimed"
NO_CLAIM = r"\b(?:no|nobody|not|none)\b[^.]*claimed"


def _sides(export: Export, number: int) -> pd.DataFrame:
    """Who an actor is: side (state, abroad, armed, civilians, other) and, of a state, country."""
    actor = export.text(f"actor{number}").fillna("")
    inter = export.text(f"inter{number}").str.strip().str.casefold()
    coded = inter.map(SIDES_IN_WORDS).fillna(
        pd.to_numeric(inter, errors="coerce").map(SIDES)
    ).astype("str")  # fmt: skip
    country = actor.str.extract(FORCES)[0].astype("str")
    side = coded.fillna("other")
    side = side.where(~actor.str.startswith("Unidentified Armed Group"), "armed")
    side = side.where(~actor.str.startswith("Civilians"), "civilians")
    side = side.where(country.isna(), "state")
    side = side.where(country.isna() | (country == "Pakistan"), "abroad")
    return pd.DataFrame({"side": side, "country": country})


def _kind(kept: pd.Series, subtype: pd.Series, one: pd.Series, two: pd.Series) -> pd.Series:
    """The event_kind of each row from event_type, sub_event_type and the sides of both actors."""
    kind = pd.Series("attack", index=kept.index, dtype="str")
    kind[(kept == BATTLE) & (one == "armed") & (two == "state")] = "attack or clash"
    kind[(one == "state") & (two == "armed")] = "operation or clash"
    kind[(kept == BATTLE) & (one == "armed") & (two == "armed")] = "factional violence"
    afar = subtype.isin(["Shelling/artillery/missile attack", "Armed clash"])
    kind[one == "abroad"] = "foreign strike"
    kind[(one == "abroad") & (afar | (two == "state"))] = "cross-border fire"
    kind[(one == "state") & (two == "abroad")] = "cross-border fire"
    return kind


def _targets(export: Export, kind: pd.Series, two: pd.DataFrame) -> pd.Series:
    actor = export.text("actor2").fillna("")
    named = actor + " " + export.text("assoc_actor_2").fillna("")
    hit = pd.Series("not recorded", index=kind.index, dtype="str")
    hit[two["side"] == "armed"] = "armed group"
    hit[two["side"].isin(["state", "abroad"])] = "military"
    hit[actor.str.startswith("Police Forces")] = "police"
    hit[actor.str.startswith("Government")] = "government"
    civilians = two["side"] == "civilians"
    hit[civilians] = "civilians"
    for target, told_by in reversed(VICTIMS.items()):
        hit[civilians & named.str.contains(told_by, regex=True)] = target
    return hit.where(kind != "operation or clash")


def convert(table: Table, said: Said = AS_IT_IS) -> Conversion:
    """The violent events in Pakistan of an ACLED export.

    The span runs from the first to the last event of the export, whatever its type, unless the
    analyst says otherwise. Raises DatasetError with every problem: missing columns, cells that
    cannot be read, ids that repeat.
    """
    export = Export(table, DATASET, NEEDED.split(), said)
    export.keep_events("event_id_cnty", "event_date")
    days = export.days("event_date")
    export.keep_country(export.text("country") == "Pakistan")
    export.keep_period(days[export.cells.index], "event_date")
    events = days[export.cells.index]
    for name in sorted(set(export.text("event_type").dropna()) - {BATTLE, REMOTE, CIVILIANS}):
        why = "No attack by its type" if name in NO_ATTACKS else "No type that ACLED has"
        export.keep(export.text("event_type") != name, f"{why}: {name}")
    export.refuse_empty("event_type", "is never an attack", "Export battles and attacks too.")
    days, kept = days[export.cells.index], export.text("event_type")
    export.refuse(kept.isna(), "event_type", "is empty", "Fill the cell in.")
    fatalities = export.numbers("fatalities", needed=True)
    longitude, latitude = export.numbers("longitude"), export.numbers("latitude")
    place = export.codes("geo_precision", WHERE) if "geo_precision" in export.cells else "town"
    date_precision = (
        export.codes("time_precision", WHEN) if "time_precision" in export.cells else "day"
    )
    export.raise_if_any()
    span = said.period or (events.min().date(), events.max().date())

    subtype = export.text("sub_event_type")
    one, two = _sides(export, 1), _sides(export, 2)
    kind = _kind(kept, subtype, one["side"], two["side"])
    actor1, actor2 = export.text("actor1"), export.text("actor2")
    named1 = groups(one["country"].fillna(actor1), "ACLED")
    named2 = groups(two["country"].fillna(actor2), "ACLED")
    operation = kind == "operation or clash"
    alike = (kind == "factional violence") | (
        (kind == "cross-border fire") & two["side"].isin(["state", "abroad"])
    )
    home_first = (one["side"] == "state") & alike
    first, second = named1.where(~home_first, named2), named2.where(~home_first, named1)
    both = (first + " / " + second).where(first != second, first)
    perpetrator = named1.where(~operation, named2).where(~alike, both)
    lost = [
        where(
            (named == "unknown") & used & ~actor.str.startswith("Unidentified"),
            "ACLED names " + actor,
        )
        for named, actor, used in (
            (named1, actor1, ~operation),
            (named2, actor2, operation | alike),
        )
    ]
    notes = export.text("notes")
    claimed = notes.str.contains(CLAIM, case=False, regex=True) & ~notes.str.contains(
        NO_CLAIM, case=False, regex=True
    )
    attribution = pd.Series("coded by ACLED", index=kind.index, dtype="str")
    attribution[claimed] = "claimed"
    attribution[perpetrator == "unknown"] = "unknown"
    means = words(subtype, "ACLED")
    by_state = one["side"].isin(["state", "abroad"])
    flown = subtype == "Air/drone strike"
    means[flown & by_state] = "drone or missile strike"
    means[flown & ~by_state] = "drone attack"
    means = means.fillna("not recorded")
    none, civil = fatalities == 0, (kept == CIVILIANS) & (kind == "attack")
    seen = pd.DataFrame(
        {
            "province": provinces(export.text("admin1")),
            "district": districts(export.text("admin2")),
            "place": export.text("location").fillna(export.text("admin2")),
            "longitude": longitude,
            "latitude": latitude,
            "location_precision": place,
            "fill": True,
        }
    )
    at = locate(seen, "ACLED")
    ids, sources = export.text("event_id_cnty"), export.text("source")
    confidence = pd.Series("reported", index=kind.index, dtype="str")
    confidence[sources.str.contains(";", regex=False)] = "confirmed"
    columns = {
        "event_id": "ACLED-" + ids,
        "date": text_of_days(days),
        "date_precision": date_precision,
        "event_kind": kind,
        "province": at["province"],
        "district": at["district"],
        "place": seen["place"].fillna(export.text("admin1")).fillna("Pakistan"),
        "latitude": at["latitude"],
        "longitude": at["longitude"],
        "location_precision": at["location_precision"],
        "attack_type": means,
        "target_type": _targets(export, kind, two),
        "perpetrator": perpetrator,
        "attribution": attribution,
        "killed": whole(fatalities.where(none | civil)),
        "civilians_killed": whole(fatalities.where(civil)),
        "attackers_killed": whole(fatalities.where(none)),
        "deaths_best": whole(fatalities),
        "confidence": confidence,
        "summary": notes,
        "source": ("ACLED, event " + ids + ": " + sources).fillna("ACLED, event " + ids),
        "source_url": EVENT_RECORDS[DATASET].url or "",
        "notes": together(*lost, at["notes"]),
    }
    mapped = [
        *tally("event_type, sub_event_type", kept + ", " + subtype, kind),
        *tally("sub_event_type", subtype, means),
        *tally("actor1", actor1[~operation], named1[~operation]),
        *tally("actor2", actor2[operation | alike], named2[operation | alike]),
        *tally("geo_precision", export.text("geo_precision"), at["location_precision"]),
        *tally("time_precision", export.text("time_precision"), columns["date_precision"]),
        *tally("admin1", export.text("admin1"), at["province"]),
        *tally("admin2", export.text("admin2"), at["district"]),
    ]
    release = f"ACLED, events to {span[1].day} {span[1]:%B %Y}"
    notes_of_cover = (
        "ACLED revises its events every week; riots and protests are not in this record."
    )
    return Conversion(
        DATASET,
        Table(
            export.file, cells(columns, export.cells.index), tuple(export.notes), table.header_row
        ),
        span,
        coverage(DATASET, [span], release, COMPLETE, notes_of_cover),
        tuple(export.dropped),
        tuple(mapped),
        UNKNOWN,
        relocated(at, latitude, longitude),
    )


UNKNOWN = (
    Unknown("killed", "ACLED does not say which side died, except in attacks on civilians."),
    Unknown("attackers_killed", "Known only where no one died."),
    Unknown("security_forces_killed, unknown_killed", "ACLED does not split its fatalities."),
    Unknown("deaths_low, deaths_high", "ACLED gives one number, no range."),
    Unknown("wounded", "ACLED does not count the wounded."),
    Unknown("chinese_killed, chinese_wounded", "ACLED does not count by nationality."),
    Unknown("date_end", "ACLED enters each day of a longer event as one event."),
    Unknown("attack_type", "Attacks on civilians do not tell their means."),
)
