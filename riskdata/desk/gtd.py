"""An export of the Global Terrorism Database as `gtd_events`.

Columns and codes: GTD Codebook (START, University of Maryland). The rules:

- Every incident is an attack. One that GTD calls unsuccessful, with no one killed or wounded, is a
  foiled plot (the bomb did not go off, the assault did not take place); a failed assassination
  stays an attack, as there success means that the chosen person died.
- Incidents that may be no terrorism (doubtterr) stay, with a note and as reported.
- A day of 0 is known to the month, a month of 0 to the year; the missing part becomes 1.
- location_precision from specificity: 1 town (GTD places an event at its town), 2 and 3 district,
  4 province, 5 country. GTD names no district: the point names it.
- attack_type from the first attack type; suicide turns a bombing into a suicide bombing and any
  other attack into a complex attack; grenades and rockets are told by the weapon.
- target_type from the first target type; Chinese nationals where a target's nationality is China
  and it is neither police nor military nor an armed group.
- attribution is claimed where the group claimed it, else coded by GTD, which does not
  say whose word it is. A name that is no known group becomes unknown and stands in the notes.
- killed is nkill without nkillter, wounded nwound without nwoundte: empty where the part of the
  attackers is not known, unless no one was killed or wounded. deaths_best is nkill. Negative
  numbers (-9, -99) are unknown. GTD divides a common toll among attacks: parts are rounded.
- confidence is confirmed where GTD cites two sources or more, else reported.
"""

from datetime import date

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
from riskdata.geography import district_at

DATASET = "gtd_events"
NEEDED = (
    "eventid iyear imonth iday country_txt provstate city latitude longitude attacktype1_txt "
    "targtype1_txt gname nkill nwound"
)
LOST_YEAR = 1993
"""GTD lost its records of this year."""
WHERE = {1: "town", 2: "district", 3: "district", 4: "province", 5: "country"}
THROWN = r"grenade|rocket|mortar|RPG"
SUBTARGETS = {"labourers": r"Labor", "health workers": r"Medical|Health|Vaccin"}
"""Targets told by targsubtype1_txt alone."""
ARMED = ["military", "police", "armed group"]


def _days(export: Export) -> tuple[pd.Series, pd.Series]:
    """The day of each incident, and how exactly it is known."""
    year = export.numbers("iyear", needed=True)
    month, day = (export.numbers(column).fillna(0).clip(lower=0) for column in ("imonth", "iday"))
    precision = pd.Series("day", index=year.index, dtype="str")
    precision[day == 0] = "month"
    precision[month == 0] = "year"
    parts = pd.DataFrame(
        {
            "year": year,
            "month": month.where(month > 0, 1),
            "day": day.where((day > 0) & (month > 0), 1),
        }
    )
    days = pd.to_datetime(parts, errors="coerce")
    export.refuse(
        year.notna() & days.isna(), "iday", "is no day of that month", "Check year, month and day."
    )
    return days, precision


def _toll(export: Export, everyone: str, attackers: str) -> tuple[pd.Series, ...]:
    """All, of the attackers and of the victims; NaN where not known, parts rounded."""
    total, theirs = export.numbers(everyone), export.numbers(attackers)
    total, theirs = total.where(total >= 0).round(), theirs.where(theirs >= 0).round()
    theirs = theirs.where(~(theirs > total)).where(total != 0, 0)
    return total, theirs, total - theirs


def _means(export: Export, suicide: pd.Series) -> pd.Series:
    means = words(export.text("attacktype1_txt"), "GTD").fillna("not recorded")
    weapon = export.text("weapsubtype1_txt")
    bombing = means == "bombing"
    means[bombing & weapon.str.contains(THROWN, case=False, regex=True)] = (
        "grenade or rocket attack"
    )
    means[suicide & ~bombing] = "complex attack"
    means[suicide & bombing] = "suicide bombing"
    return means


def _targets(export: Export) -> pd.Series:
    hit = words(export.text("targtype1_txt"), "GTD").fillna("not recorded")
    subtype = export.text("targsubtype1_txt")
    for target, told_by in SUBTARGETS.items():
        hit[~hit.isin(ARMED) & subtype.str.contains(told_by, regex=True)] = target
    chinese = pd.Series(False, index=hit.index)
    for number in (1, 2, 3):
        chinese |= export.text(f"natlty{number}_txt") == "China"
    return hit.where(~(chinese & ~hit.isin(ARMED)), "Chinese nationals")


def _districts(longitude: pd.Series, latitude: pd.Series, city: pd.Series) -> pd.Series:
    """The district of the point; where there is none, the one that the city is called after."""
    placed = longitude.notna() & latitude.notna()
    found = districts(city)
    found[placed] = district_at(longitude[placed], latitude[placed])[0]
    return found


def _span(first: pd.Timestamp, last: pd.Timestamp) -> tuple[date, date]:
    """The first day of the first year and the last day of the last month."""
    return date(first.year, 1, 1), (last + pd.offsets.MonthEnd(0)).date()


def _periods(first: date, last: date) -> list[tuple[date, date]]:
    """What GTD covers from a day to another, without the year that it lost."""
    if first.year < LOST_YEAR < last.year:
        gap = date(LOST_YEAR - 1, 12, 31), date(LOST_YEAR + 1, 1, 1)
        return [(first, gap[0]), (gap[1], last)]
    return [(first, last)]


def convert(table: Table, said: Said = AS_IT_IS) -> Conversion:
    """The incidents in Pakistan of a GTD export.

    The span runs from the first year of the export to the end of the month of its last incident,
    unless the analyst says otherwise; coverage leaves 1993 out, which GTD lost. Raises
    DatasetError with every problem: missing columns, cells that cannot be read, ids that repeat.
    """
    export = Export(table, DATASET, NEEDED.split(), said)
    export.keep_events("eventid", "iyear")
    days, date_precision = _days(export)
    first, last = days.min(), days.max()
    export.keep_country(export.text("country_txt") == "Pakistan", "country_txt")
    export.keep_period(days[export.cells.index], "iyear")
    rows = export.cells.index
    days, date_precision = days[rows], date_precision[rows]
    ids = export.text("eventid").str.replace(r"\.0+$", "", regex=True)
    export.refuse(
        ~ids.str.fullmatch(r"\d{12}"),
        "eventid",
        "is no identifier of twelve digits",
        "A spreadsheet may have rounded it: export the file again, or format the column as text.",
    )
    longitude, latitude = export.numbers("longitude"), export.numbers("latitude")
    killed_all, killed_attackers, killed = _toll(export, "nkill", "nkillter")
    wounded_all, _, wounded = _toll(export, "nwound", "nwoundte")
    specificity = export.numbers("specificity")
    flags = {
        column: export.numbers(column)
        for column in ("success", "suicide", "doubtterr", "claimed", "guncertain1")
    }
    export.raise_if_any()
    span = said.period or _span(first, last)

    means, targets = _means(export, flags["suicide"] == 1), _targets(export)
    failed = (flags["success"] == 0) & (export.text("attacktype1_txt") != "Assassination")
    foiled = failed & ~(killed_all > 0) & ~(wounded_all > 0)
    kind = pd.Series("attack", index=rows, dtype="str").where(~foiled, "foiled plot")
    gname = export.text("gname")
    perpetrator = groups(gname, "GTD")
    attribution = pd.Series("coded by GTD", index=rows, dtype="str")
    attribution[flags["claimed"] == 1] = "claimed"
    attribution[perpetrator == "unknown"] = "unknown"
    city = export.text("city").where(lambda cell: cell.str.casefold() != "unknown")
    province = export.text("provstate").where(lambda cell: cell.str.casefold() != "unknown")
    location = specificity.map({float(code): word for code, word in WHERE.items()}).astype("str")
    seen = pd.DataFrame(
        {
            "province": provinces(province),
            "district": _districts(longitude, latitude, city),
            "place": city.fillna(export.text("location")),
            "longitude": longitude,
            "latitude": latitude,
            "location_precision": location.fillna("town").where(
                location.notna() | city.notna(), "province"
            ),
            "fill": False,
        }
    )
    at = locate(seen, "GTD")
    doubtful = flags["doubtterr"] == 1
    confidence = pd.Series("reported", index=rows, dtype="str")
    confidence[export.text("scite1").notna() & export.text("scite2").notna() & ~doubtful] = (
        "confirmed"
    )
    kind_of_doubt = (": " + export.text("alternative_txt")).fillna("")
    cited = export.text("scite1").str.slice(0, 200)
    unmatched = (perpetrator == "unknown") & (gname.str.casefold() != "unknown")
    divided = export.numbers("nkill") % 1 > 0
    columns = {
        "event_id": "GTD-" + ids,
        "date": text_of_days(days),
        "date_precision": date_precision,
        "event_kind": kind,
        "province": at["province"],
        "district": at["district"],
        "place": seen["place"].fillna(province).fillna("Pakistan"),
        "latitude": at["latitude"],
        "longitude": at["longitude"],
        "location_precision": at["location_precision"],
        "attack_type": means,
        "target_type": targets,
        "perpetrator": perpetrator,
        "attribution": attribution,
        "killed": whole(killed),
        "wounded": whole(wounded),
        "attackers_killed": whole(killed_attackers),
        "deaths_best": whole(killed_all),
        "confidence": confidence,
        "summary": export.text("summary"),
        "source": ("GTD, event " + ids + ": " + cited).fillna("GTD, event " + ids),
        "source_url": EVENT_RECORDS[DATASET].url or "",
        "notes": together(
            where(unmatched, "GTD names " + gname),
            where(flags["guncertain1"] == 1, "GTD holds the group for suspected only"),
            where(doubtful, "GTD doubts that this is terrorism" + kind_of_doubt),
            where(divided, "GTD divided a common toll among several attacks: rounded"),
            at["notes"],
        ),
    }
    outcome = export.text("attacktype1_txt") + ", success " + export.text("success")
    mapped = [
        *tally("attacktype1_txt, success", outcome[foiled], kind[foiled]),
        *tally("attacktype1_txt", export.text("attacktype1_txt"), means),
        *tally("targtype1_txt", export.text("targtype1_txt"), targets),
        *tally("gname", gname, perpetrator),
        *tally(
            "doubtterr", export.text("doubtterr")[doubtful], where(doubtful, "reported")[doubtful]
        ),
        *tally("specificity", export.text("specificity"), at["location_precision"]),
        *tally(
            "iday, imonth",
            where(date_precision != "day", "0"),
            where(date_precision != "day", date_precision),
        ),
        *tally("provstate", province, at["province"]),
        *tally("nkill", export.text("nkill")[divided], columns["deaths_best"][divided]),
    ]
    release = f"GTD {span[0].year}-{span[1].year}"
    note = "Attacks by GTD's own definition; no rows of 1993, which GTD lost."
    return Conversion(
        DATASET,
        Table(export.file, cells(columns, rows), tuple(export.notes), table.header_row),
        span,
        coverage(DATASET, _periods(*span), release, COMPLETE, note),
        tuple(export.dropped),
        tuple(mapped),
        UNKNOWN,
        relocated(at, latitude, longitude),
    )


UNKNOWN = (
    Unknown("killed, attackers_killed", "Empty where GTD does not know the attackers' dead."),
    Unknown("wounded", "Empty where GTD does not know how many attackers were wounded."),
    Unknown("civilians_killed, security_forces_killed", "GTD does not split the victims."),
    Unknown("deaths_low, deaths_high", "GTD gives one number, no range."),
    Unknown(
        "chinese_killed, chinese_wounded", "GTD counts the victims of one country only, the US."
    ),
    Unknown(
        "district",
        "GTD names none: read from the point, where that is known to the district at least.",
    ),
    Unknown("date_end", "GTD dates an incident by its first day."),
)
