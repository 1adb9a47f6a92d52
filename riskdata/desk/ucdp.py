"""A release of UCDP's event data (GED, any version, or Candidate) as a version of `ucdp_events`.

Columns and codes: UCDP Georeferenced Event Dataset Codebook (Sundberg & Melander 2013) and, for
the monthly candidate releases, Hegre et al. 2020. The rules are those that made the bundled rows:

- event_id is UCDP-<id>; confidence is confirmed where event_clarity is 1 (the source tells of one
  event), reported where it is 2 (UCDP made the event out of a sum).
- location_precision from where_prec: 1 exact, 2 and 5 (a line or an area) town, 3 district,
  4 province, 6 and 7 country; date_precision from date_prec: 1 day, 2 and 3 week, 4 month, 5 year.
- event_kind: violence against civilians (3) is an attack, a fight without a state (2) factional
  violence. With a state (1): two states, or India in Kashmir, make cross-border fire, another
  state than Pakistan alone a foreign strike; the rest is an attack or clash, or an operation or
  clash where none but the group's own people died.
- perpetrator is side_b where a state that is Pakistan (or unnamed) is side_a, both sides where no
  state or two states fight, else side_a.
- killed are the deaths of side_a, civilians and unknown; attackers_killed those of side_b. Where
  both sides count alike (no state, two states) all deaths are killed.
- attack_type is read from the headline, by the words of `MEANS`; the first that occurs counts. The
  list that the bundled rows were read by is not kept: of some forty headlines, two differ.
- An event belongs to the release in whose period it ended, as UCDP counts it.
- deaths_low and deaths_high are widened where they do not hold the best estimate.
"""

from dataclasses import replace

import pandas as pd

from riskdata.catalogue import EVENT_RECORDS
from riskdata.desk.conversion import (
    AS_IT_IS,
    Conversion,
    Said,
    Unknown,
    cells,
    groups,
    relocated,
    tally,
    text_of_days,
    together,
    where,
    whole,
)
from riskdata.desk.foreign import Export
from riskdata.desk.located import districts, locate, provinces
from riskdata.desk.tables import Table
from riskdata.desk.ucdp_release import release

DATASET = "ucdp_events"
PAKISTAN = 770
NEEDED = (
    "id type_of_violence side_a side_b where_prec where_coordinates adm_1 adm_2 latitude longitude "
    "country event_clarity date_prec date_start date_end deaths_a deaths_b "
    "deaths_civilians deaths_unknown best high low"
)

STATE, FACTIONS, CIVILIANS = "state-based violence", "non-state violence", "one-sided violence"
VIOLENCE = {1: STATE, 2: FACTIONS, 3: CIVILIANS}
WHERE = {
    1: "exact",
    2: "town",
    3: "district",
    4: "province",
    5: "town",
    6: "country",
    7: "country",
}
WHEN = {1: "day", 2: "week", 3: "week", 4: "month", 5: "year"}
CLARITY = {1: "confirmed", 2: "reported"}
MEANS = {
    "suicide bombing": r"suicide",
    "drone or missile strike": r"drone|missile|air ?strike|air raid|\bjets?\b|aircraft|warplane|"
    r"helicopter|gunship",
    "grenade or rocket attack": r"rocket|grenade|mortar|shell(?:s|ed|ing|fire)?\b",
    "ambush": r"ambush",
    "bombing": r"bomb|blast|explo(?:sion|sive|de)|land ?mine|\bmines?\b|\bied\b",
    "armed assault": r"gunm[ae]n|gunned|\bshot\b|shoot|\bfiring\b|open(?:s|ed)? fire",
}
"""Means, and the words of a headline that tell of them (regular expressions, any case)."""


def _kind(violence: pd.Series, a: pd.Series, b: pd.Series, killed: pd.Series, attackers: pd.Series):
    """The event_kind of each row; `killed` and `attackers` as for one state against a group."""
    kind = pd.Series("attack or clash", index=violence.index, dtype="str")
    kind[(killed == 0) & (attackers > 0)] = "operation or clash"
    state_a, state_b = (side.str.startswith("Government of ") for side in (a, b))
    abroad = state_a & (a != "Government of Pakistan")
    kind[abroad] = "foreign strike"
    kind[abroad & (state_b | (a == "Government of India"))] = "cross-border fire"
    kind[violence == FACTIONS] = "factional violence"
    kind[violence == CIVILIANS] = "attack"
    return kind


def _targets(kind: pd.Series, civilians: pd.Series, forces: pd.Series) -> pd.Series:
    """Whom the event hit: civilians where more of them died than of the state's forces."""
    hit = pd.Series("not recorded", index=kind.index, dtype="str")
    hit[forces.fillna(0) > 0] = "military"
    hit[civilians > forces.fillna(0)] = "civilians"
    hit[kind == "cross-border fire"] = "military"
    hit[kind.isin(["factional violence", "foreign strike"])] = "armed group"
    hit[kind == "attack"] = "civilians"
    return hit.where(kind != "operation or clash")


def _means(export: Export) -> pd.Series:
    """What the headline says of the means; the article where there is no headline."""
    headline = export.text("source_headline").fillna(export.text("source_article"))
    found = pd.Series("not recorded", index=headline.index, dtype="str")
    for means, words in reversed(MEANS.items()):
        found[headline.str.contains(words, case=False, regex=True)] = means
    return found


def _article(export: Export) -> pd.Series:
    """Office and day of the article, where there is one alone; NA elsewhere."""
    office, day = export.text("source_office"), export.text("source_date").str[:10]
    return " (" + office.where(~office.str.contains(";", regex=False)) + ", " + day + ")"


def _deaths(export: Export) -> dict[str, pd.Series]:
    columns = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "low", "high")
    deaths = {column: export.numbers(column, needed=True) for column in columns}
    parts = sum(deaths[column] for column in columns[:4])
    export.refuse(
        deaths["best"].notna() & (parts != deaths["best"]),
        "best",
        "is not the sum of deaths_a, deaths_b, deaths_civilians and deaths_unknown",
        "Check the row against UCDP's own file.",
    )
    return deaths


def convert(table: Table, said: Said = AS_IT_IS) -> Conversion:
    """The events in Pakistan of a GED or Candidate release.

    The release is known by the file's name (GEDEvent_v25_1.csv, GEDEvent_v26_0_2.csv), else by
    the dates in it, which a note says. Its span are the years of a yearly release, the months of
    a candidate one, unless the analyst says otherwise. Raises DatasetError with every problem:
    missing columns, cells that cannot be read, ids that repeat, deaths that do not add up to
    `best`.
    """
    export = Export(table, DATASET, NEEDED.split(), said)
    export.keep_events("id", "date_start")
    starts = export.days("date_start")
    if starts.isna().all():
        export.raise_if_any()
    this = release(export.file, starts, export.notes)
    if said.period:
        this = replace(this, span=said.period)
    export.keep_country(
        (export.numbers("country_id") == PAKISTAN) | (export.text("country") == "Pakistan")
    )
    ends = export.days("date_end")
    covered = ends.isna() | ends.between(pd.Timestamp(this.span[0]), pd.Timestamp(this.span[1]))
    export.keep(covered, "Ended outside the period of this release")
    export.refuse_empty(
        "date_end", "never lies in the period of this release", "Keep UCDP's own name of the file."
    )
    ends = ends[covered]

    violence = export.codes("type_of_violence", VIOLENCE)
    precision, date_precision = export.codes("where_prec", WHERE), export.codes("date_prec", WHEN)
    confidence = export.codes("event_clarity", CLARITY)
    deaths = _deaths(export)
    longitude, latitude = export.numbers("longitude"), export.numbers("latitude")
    export.raise_if_any()

    a, b = export.text("side_a").fillna("XXX770"), export.text("side_b").fillna("XXX770")
    best, civilians = deaths["best"], deaths["deaths_civilians"]
    victims = deaths["deaths_a"] + civilians + deaths["deaths_unknown"]
    kind = _kind(violence, a, b, victims, deaths["deaths_b"])
    alike = kind.isin(["factional violence", "cross-border fire"])
    killed = victims.where(~alike, best)
    forces = deaths["deaths_a"].where((a == "Government of Pakistan") & ~alike)
    named_a, named_b = groups(a, "UCDP"), groups(b, "UCDP")
    by_a = (violence == CIVILIANS) | (kind == "foreign strike")
    perpetrator = named_b.where(~by_a, named_a)
    both = (named_a + " / " + named_b).where(named_a != named_b, named_a)
    perpetrator = perpetrator.where(~alike, both)
    means = _means(export)
    seen = pd.DataFrame(
        {
            "province": provinces(export.text("adm_1")),
            "district": districts(export.text("adm_2")),
            "place": export.text("where_coordinates").fillna(export.text("adm_2")),
            "longitude": longitude,
            "latitude": latitude,
            "location_precision": precision,
            "fill": export.numbers("where_prec") != 5,
        }
    )
    at = locate(seen, "UCDP")
    low, high = deaths["low"], deaths["high"]
    wrong = (low > best) | (high < best)
    estimates = "UCDP gives low " + whole(low) + ", best " + whole(best) + ", high " + whole(high)
    unnamed = (violence == STATE) & a.str.startswith("XXX") & b.str.startswith("XXX")
    lost = [
        where((name == "unknown") & ~side.str.startswith("XXX") & used, "UCDP names " + side)
        for name, side, used in ((named_a, a, by_a | alike), (named_b, b, ~by_a))
    ]
    ids = whole(export.numbers("id"))
    columns = {
        "event_id": "UCDP-" + ids,
        "date": text_of_days(starts[export.cells.index]),
        "date_end": text_of_days(ends),
        "date_precision": date_precision,
        "event_kind": kind,
        "province": at["province"],
        "district": at["district"],
        "place": seen["place"].fillna(export.text("adm_1")).fillna("Pakistan"),
        "latitude": at["latitude"],
        "longitude": at["longitude"],
        "location_precision": at["location_precision"],
        "attack_type": means,
        "target_type": _targets(kind, civilians, forces),
        "perpetrator": perpetrator,
        "attribution": "coded by UCDP",
        "killed": whole(killed),
        "civilians_killed": whole(civilians),
        "security_forces_killed": whole(forces),
        "unknown_killed": whole(deaths["deaths_unknown"]),
        "attackers_killed": whole(deaths["deaths_b"].where(~alike)),
        "deaths_best": whole(best),
        "deaths_low": whole(low.where(low <= best, best)),
        "deaths_high": whole(high.where(high >= best, best)),
        "confidence": confidence,
        "source": f"UCDP GED {this.version}, event " + ids + _article(export).fillna(""),
        "source_url": EVENT_RECORDS[DATASET].url or "",
        "notes": together(
            where(means != "not recorded", "means read from the headline"),
            where(wrong, estimates + ": range widened to hold the best estimate"),
            where(unnamed, "UCDP codes it state-based with both sides XXX770 (not identified)"),
            *lost,
            at["notes"],
        ),
    }
    mapped = [
        *tally("type_of_violence", violence, kind),
        *tally("where_prec", export.text("where_prec"), at["location_precision"]),
        *tally("date_prec", export.text("date_prec"), date_precision),
        *tally("event_clarity", export.text("event_clarity"), confidence),
        *tally("side_a", a[by_a | alike], named_a[by_a | alike]),
        *tally("side_b", b[~by_a], named_b[~by_a]),
        *tally("adm_1", export.text("adm_1"), at["province"]),
        *tally("adm_2", export.text("adm_2"), at["district"]),
        *tally("low, best, high", estimates[wrong], where(wrong, "widened to hold best")[wrong]),
    ]
    return Conversion(
        DATASET,
        Table(
            export.file, cells(columns, export.cells.index), tuple(export.notes), table.header_row
        ),
        this.span,
        this.coverage(DATASET),
        tuple(export.dropped),
        tuple(mapped),
        UNKNOWN,
        relocated(at, latitude, longitude),
    )


UNKNOWN = (
    Unknown("events without a death", "UCDP counts lethal events only: no other is in the record."),
    Unknown("wounded", "UCDP does not count the wounded."),
    Unknown("chinese_killed, chinese_wounded", "UCDP does not give nationalities."),
    Unknown("attack_type", "Read from the headline; not recorded where it says nothing of it."),
    Unknown("target_type", "UCDP does not say whom a fight was aimed at: read from who died."),
    Unknown(
        "attackers_killed", "Not told apart where neither side is the state, or both sides are."
    ),
    Unknown("security_forces_killed", "Given only where Pakistan's state is the first side."),
    Unknown("summary", "UCDP gives no description of the event."),
)
