"""Exports as the publishers write them: UCDP's rebuilt from the bundled rows, ACLED's and GTD's
made up row by row after their codebooks."""

import re

import numpy as np
import pandas as pd

from riskdata.catalogue import BUNDLED
from riskdata.desk.conversion import Conversion
from riskdata.desk.tables import Table
from riskdata.reading import read

GED_HEADER = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,"
    "conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,"
    "side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,"
    "source_date,source_headline,source_original,where_prec,where_coordinates,where_description,"
    "adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,"
    "date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,"
    "gwnoa,gwnob"
)
ACLED_HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp"
)
GTD_HEADER = (
    "eventid,iyear,imonth,iday,approxdate,extended,resolution,country,country_txt,region,"
    "region_txt,provstate,city,latitude,longitude,specificity,vicinity,location,summary,crit1,"
    "crit2,crit3,doubtterr,alternative,alternative_txt,multiple,success,suicide,attacktype1,"
    "attacktype1_txt,targtype1,targtype1_txt,targsubtype1,targsubtype1_txt,corp1,target1,natlty1,"
    "natlty1_txt,natlty2,natlty2_txt,gname,gsubname,motive,guncertain1,individual,nperps,claimed,"
    "claimmode_txt,weaptype1_txt,weapsubtype1_txt,nkill,nkillus,nkillter,nwound,nwoundus,nwoundte,"
    "property,addnotes,scite1,scite2,scite3,dbsource"
)

GED_NAMES = {
    "Government of Pakistan": "Government of Pakistan",
    "Tehrik-i-Taliban Pakistan": "TTP",
    "Islamic State Khorasan Province": "IS",
    "Balochistan Liberation Army": "BLA",
    "Afghan Taliban": "Taleban",
    "Baloch Raji Aajoi Sangar": "BRAS",
    "al-Qaeda": "al-Qaida",
}
STATES = {
    "United States of America": "Government of United States of America",
    "Afghanistan": "Government of Afghanistan",
    "India": "Government of India",
    "Pakistan": "Government of Pakistan",
    "Iran": "Government of Iran",
    "Iraq": "Government of Iraq",
    "China": "Government of China",
}
HEADLINES = {
    "suicide bombing": "Suicide blast at a police post kills three",
    "drone or missile strike": "US drone strike said to kill 60",
    "grenade or rocket attack": "Shelling across the line kills one",
    "ambush": "Soldiers killed in ambush",
    "bombing": "Roadside bomb hits convoy",
    "armed assault": "Elder killed by unknown gunmen",
    "not recorded": "Two dead in the northwest",
}


def table(rows: list[dict[str, str]], header: str, file: str) -> Table:
    """The rows as a table is read: text, empty cells NA, the first row below the header is 2."""
    cells = pd.DataFrame(rows, columns=header.split(","), dtype="str")
    cells = cells.where(cells != "").set_axis(pd.RangeIndex(2, len(cells) + 2))
    return Table(file, cells, ())


def as_record(conversion: Conversion, dataset: str | None = None) -> pd.DataFrame:
    """What the event schema makes of the converted rows. Raises DatasetError as a file would."""
    content = conversion.table.cells.to_csv(index=False).encode()
    return read(dataset or "incidents", content, conversion.table.file)


def drawn(choices: dict[str, list[str]], rows: int = 300) -> list[dict[str, str]]:
    """Rows with each cell drawn by chance from its choices, the same at every run."""
    chance = np.random.default_rng(5)
    return [
        {column: str(chance.choice(cells)) for column, cells in choices.items()}
        for _ in range(rows)
    ]


def bundled_ucdp() -> pd.DataFrame:
    """The bundled rows as text."""
    return pd.read_csv(BUNDLED / "ucdp_events.csv", dtype="str")


def ged_of(bundled: pd.DataFrame) -> pd.DataFrame:
    """UCDP's own rows, as far as the bundled ones and their notes tell."""
    notes = bundled["notes"].fillna("")
    kind = bundled["event_kind"]
    ged = pd.DataFrame(index=bundled.index, columns=GED_HEADER.split(","), dtype="str")
    ged["id"] = bundled["event_id"].str.removeprefix("UCDP-")
    ged["year"] = bundled["date"].str[:4]
    ged["country"], ged["country_id"] = "Pakistan", "770"
    ged["code_status"], ged["region"], ged["number_of_sources"] = "Clear", "Asia", "-1"
    ged["type_of_violence"] = kind.map({"factional violence": "2", "attack": "3"}).fillna("1")
    sides = bundled["perpetrator"].str.split(" / ")
    first, second = sides.str[0], sides.str[-1]
    two = kind.isin(["factional violence", "cross-border fire"])
    first, second = (
        side.where(~side.isin(list(STATES)), side.map(STATES)).replace(GED_NAMES)
        for side in (first, second)
    )
    strike = kind == "foreign strike"
    unnamed = first.eq("XXX770") & ged["type_of_violence"].eq("1")
    ged["side_a"] = first.where(
        two | strike | (kind == "attack") | unnamed, "Government of Pakistan"
    )
    ged["side_b"] = second.where(~strike, "al-Qaida").where(kind != "attack", "Civilians")
    ged["source_headline"] = bundled["attack_type"].map(HEADLINES)
    article = bundled["source"].str.extract(r"\((.*), (\d{4}-\d{2}-\d{2})\)$")
    ged["source_office"], ged["source_date"] = article[0], article[1]
    ged["where_coordinates"] = bundled["place"]
    area = bundled["place"].str.contains("(?:district|agency)$")
    ged["where_prec"] = (
        bundled["location_precision"]
        .map({"exact": "1", "town": "2", "district": "3", "province": "4", "country": "6"})
        .where(~notes.str.contains("known to the district only") | area, "2")
    )
    open_line = bundled["district"].isna() & (bundled["location_precision"] == "town")
    ged.loc[open_line, "where_prec"] = "5"
    ged["adm_1"] = bundled["province"].where(
        ~bundled["province"].isin(["Balochistan", "Punjab", "Sindh"]),
        bundled["province"] + " province",
    )
    ged["adm_1"] = ged["adm_1"].replace(
        {"Azad Kashmir": "Azad Jammu & Kashmir", "Khyber Pakhtunkhwa": "Khyber Pakhtunkwa province"}
    )
    ged.loc[notes.str.contains("not in Azad Kashmir"), "adm_1"] = "Azad Jammu & Kashmir"
    ged.loc[notes.str.contains("placeholder"), "adm_1"] = "Balochistan province"
    was = notes.str.extract(r"province was ([\w ]+);")[0]
    ged["adm_1"] = was.fillna(ged["adm_1"])
    origin = notes.str.extract(r"UCDP names (\w[\w ]+?)(?:,|;) ")[0]
    ged["adm_2"] = origin.fillna(bundled["district"]) + " district"
    ged.loc[notes.str.contains("names no district"), "adm_2"] = np.nan
    moved = notes.str.extract(r"UCDP's point ([\d.]+), ([\d.]+) lies")
    ged["latitude"] = moved[0].fillna(bundled["latitude"])
    ged["longitude"] = moved[1].fillna(bundled["longitude"])
    ged["event_clarity"] = bundled["confidence"].map({"confirmed": "1", "reported": "2"})
    ged["date_prec"] = bundled["date_precision"].map(
        {"day": "1", "week": "2", "month": "4", "year": "5"}
    )
    ged["date_start"] = bundled["date"] + " 00:00:00.000"
    ged["date_end"] = bundled["date_end"] + " 00:00:00.000"
    numbers = bundled[[column for column in bundled if re.search("killed|deaths", str(column))]]
    numbers = numbers.astype("float64")
    forces = numbers["killed"] - numbers["civilians_killed"] - numbers["unknown_killed"]
    ged["deaths_a"] = forces.astype("int64").astype("str")
    ged["deaths_b"] = numbers["attackers_killed"].fillna(0).astype("int64").astype("str")
    ged["deaths_civilians"] = bundled["civilians_killed"]
    ged["deaths_unknown"] = bundled["unknown_killed"]
    ged["best"] = bundled["deaths_best"]
    widened = notes.str.extract(r"UCDP gives low (\d+), best \d+, high (\d+)")
    ged["low"] = widened[0].fillna(bundled["deaths_low"])
    ged["high"] = widened[1].fillna(bundled["deaths_high"])
    return ged


def acled_row(**cells: str) -> dict[str, str]:
    """A bomb against the police in Quetta, with other cells where given."""
    return {
        "event_id_cnty": "PAK100001",
        "event_date": "06 October 2024",
        "year": "2024",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Remote explosive/landmine/IED",
        "actor1": "BLA: Baloch Liberation Army",
        "inter1": "Rebel group",
        "actor2": "Police Forces of Pakistan (2024-)",
        "inter2": "State forces",
        "iso": "586",
        "region": "South Asia",
        "country": "Pakistan",
        "admin1": "Balochistan",
        "admin2": "Quetta",
        "location": "Quetta",
        "latitude": "30.1841",
        "longitude": "67.0014",
        "geo_precision": "1",
        "source": "Dawn (Pakistan); Express Tribune (Pakistan)",
        "source_scale": "National",
        "notes": "A bomb hit a police van in Quetta. The BLA claimed responsibility.",
        "fatalities": "2",
        "timestamp": "1728400000",
    } | cells


def gtd_row(**cells: str) -> dict[str, str]:
    """A bombing of a police post in Peshawar, with other cells where given."""
    return {
        "eventid": "201403140001",
        "iyear": "2014",
        "imonth": "3",
        "iday": "14",
        "extended": "0",
        "country": "153",
        "country_txt": "Pakistan",
        "region": "6",
        "region_txt": "South Asia",
        "provstate": "Khyber Pakhtunkhwa",
        "city": "Peshawar",
        "latitude": "34.0080",
        "longitude": "71.5785",
        "specificity": "1",
        "summary": "03/14/2014: An explosive device detonated at a police post in Peshawar.",
        "crit1": "1",
        "crit2": "1",
        "crit3": "1",
        "doubtterr": "0",
        "success": "1",
        "suicide": "0",
        "attacktype1": "3",
        "attacktype1_txt": "Bombing/Explosion",
        "targtype1": "3",
        "targtype1_txt": "Police",
        "targsubtype1_txt": "Police Building (Headquarters, Station, School)",
        "natlty1_txt": "Pakistan",
        "gname": "Tehrik-i-Taliban Pakistan (TTP)",
        "guncertain1": "0",
        "claimed": "1",
        "weaptype1_txt": "Explosives",
        "weapsubtype1_txt": "Vehicle",
        "nkill": "11",
        "nkillter": "1",
        "nwound": "45",
        "nwoundte": "0",
        "scite1": '"Blast in Peshawar," Dawn, March 14, 2014.',
        "scite2": '"Police post hit," The News, March 15, 2014.',
        "dbsource": "START Primary Collection",
    } | cells
