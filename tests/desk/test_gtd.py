"""An export of the Global Terrorism Database becomes an event record, doubts included."""

from datetime import date

import pandas as pd
import pytest

from riskdata.desk import gtd
from riskdata.desk.conversion import Conversion
from riskdata.schema import DatasetError
from riskdata.schema.vocabularies import COVERAGE_STATUS
from tests.desk import foreign
from tests.desk.foreign import gtd_row

HARMLESS = {"success": "0", "nkill": "0", "nwound": "0"}
LABOURER = "Laborer (General)/Occupation Identified"


def converted(*rows: dict[str, str]) -> Conversion:
    numbered = [row | {"eventid": f"{201403140001 + at}"} for at, row in enumerate(rows)]
    return gtd.convert(foreign.table(numbered, foreign.GTD_HEADER, "globalterrorismdb.xlsx"))


def records(*rows: dict[str, str]) -> pd.DataFrame:
    """The record of some rows."""
    return foreign.as_record(converted(*rows))


def recorded(**cells: str) -> pd.Series:
    """The record of one row."""
    return records(gtd_row(**cells)).iloc[0]


def test_a_bombing_of_a_police_post_is_an_attack_with_all_that_gtd_says():
    event = recorded()
    assert event["event_id"] == "GTD-201403140001"
    assert event["date"] == pd.Timestamp("2014-03-14")
    assert event["event_kind"] == "attack"
    assert (event["attack_type"], event["target_type"]) == ("bombing", "police")
    assert event["perpetrator"] == "Tehrik-i-Taliban Pakistan"
    assert event["attribution"] == "claimed"
    assert (event["province"], event["district"]) == ("Khyber Pakhtunkhwa", "Peshawar")
    assert event["killed"] == 10
    assert event["attackers_killed"] == 1
    assert event["deaths_best"] == 11
    assert event["wounded"] == 45
    assert event["confidence"] == "confirmed"


def test_a_day_or_month_of_zero_is_not_known():
    cases = [
        ("3", "14", "2014-03-14", "day"),
        ("3", "0", "2014-03-01", "month"),
        ("0", "0", "2014-01-01", "year"),
        ("0", "14", "2014-01-01", "year"),
    ]
    record = records(*(gtd_row(imonth=month, iday=day) for month, day, _, _ in cases))
    assert list(record["date"]) == [pd.Timestamp(day) for _, _, day, _ in cases]
    assert list(record["date_precision"]) == [precision for *_, precision in cases]


def test_a_toll_that_gtd_does_not_know_stays_empty():
    tolls = ["nkill", "nkillter", "nwound", "nwoundte"]
    record = records(*(gtd_row(**dict.fromkeys(tolls, cell)) for cell in ["", "-9", "-99"]))
    assert record[["killed", "attackers_killed", "deaths_best", "wounded"]].isna().all(axis=None)


def test_victims_are_told_only_where_the_attackers_are_known_apart():
    event = recorded(nkillter="", nwoundte="-99")
    assert event["deaths_best"] == 11
    assert pd.isna(event["killed"])
    assert pd.isna(event["wounded"])
    harmless = recorded(nkill="0", nkillter="", nwound="0", nwoundte="")
    assert harmless["killed"] == harmless["wounded"] == 0


def test_a_part_of_a_common_toll_is_rounded_and_said():
    event = recorded(nkill="2.5", nkillter="0")
    assert event["deaths_best"] == 2
    assert "divided" in event["notes"]


def test_an_attack_that_did_not_take_place_is_a_foiled_plot():
    cases = [
        (HARMLESS, "foiled plot"),
        ({"success": "0", "nkill": "", "nwound": ""}, "foiled plot"),
        ({"success": "0", "nkill": "1", "nkillter": "1"}, "attack"),
        (HARMLESS | {"attacktype1_txt": "Assassination"}, "attack"),
    ]
    record = records(*(gtd_row(**cells) for cells, _ in cases))
    assert list(record["event_kind"]) == [kind for _, kind in cases]


def test_foiled_and_doubtful_incidents_are_counted():
    conversion = converted(
        gtd_row(success="0", nkill="0", nwound="0"),
        gtd_row(doubtterr="1", alternative_txt="Insurgency/Guerilla Action"),
        gtd_row(),
    )
    counted = {(mapped.column, mapped.ours): mapped.rows for mapped in conversion.mapped}
    assert counted["attacktype1_txt, success", "foiled plot"] == 1
    assert counted["doubtterr", "reported"] == 1
    doubtful = foreign.as_record(conversion).iloc[1]
    assert doubtful["confidence"] == "reported"
    assert doubtful["notes"] == "GTD doubts that this is terrorism: Insurgency/Guerilla Action"


def test_the_means():
    cases = [
        ({"suicide": "1"}, "suicide bombing"),
        ({"suicide": "1", "attacktype1_txt": "Armed Assault"}, "complex attack"),
        ({"weapsubtype1_txt": "Grenade"}, "grenade or rocket attack"),
        ({"attacktype1_txt": "Hostage Taking (Kidnapping)"}, "kidnapping"),
        ({"attacktype1_txt": "Unknown"}, "not recorded"),
    ]
    record = records(*(gtd_row(**cells) for cells, _ in cases))
    assert list(record["attack_type"]) == [means for _, means in cases]


def test_the_target():
    cases = [
        ({"targtype1_txt": "Business", "natlty1_txt": "China"}, "Chinese nationals"),
        ({"targtype1_txt": "Police", "natlty2_txt": "China"}, "police"),
        ({"targtype1_txt": "Business", "targsubtype1_txt": LABOURER}, "labourers"),
        ({"targtype1_txt": "Utilities"}, "infrastructure"),
    ]
    record = records(*(gtd_row(**cells) for cells, _ in cases))
    assert list(record["target_type"]) == [target for _, target in cases]


def test_the_group():
    cases = [
        ("Baloch Liberation Front (BLF)", "Balochistan Liberation Front"),
        ("Lashkar-e-Jhangvi", "Lashkar-e-Jhangvi"),
        ("Khorasan Chapter of the Islamic State", "Islamic State Khorasan Province"),
        ("Taliban (Pakistan)", "Tehrik-i-Taliban Pakistan"),
        ("Unknown", "unknown"),
        ("Separatists (Pakistan)", "unknown"),
    ]
    record = records(*(gtd_row(gname=name, claimed="0") for name, _ in cases))
    assert list(record["perpetrator"]) == [group for _, group in cases]
    named = record["perpetrator"] != "unknown"
    assert (record["attribution"] == named.map({True: "coded by GTD", False: "unknown"})).all()
    assert list(record["notes"].dropna()) == ["GTD names Separatists (Pakistan)"]


def test_a_claim_by_a_group_that_no_one_knows_names_no_one():
    event = recorded(gname="Separatists (Pakistan)", claimed="1")
    assert event["attribution"] == "unknown"
    assert event["notes"] == "GTD names Separatists (Pakistan)"


def test_where_no_town_is_known():
    event = recorded(city="Unknown", latitude="", longitude="", specificity="5")
    assert event["location_precision"] == "country"
    assert event["place"] == "Khyber Pakhtunkhwa"
    province = recorded(city="Unknown", latitude="34.0", longitude="72.0", specificity="4")
    assert province["location_precision"] == "province"
    assert pd.isna(province["district"])
    unmapped = recorded(city="Bannu", latitude="", longitude="", specificity="1")
    assert (unmapped["district"], unmapped["location_precision"]) == ("Bannu", "district")


def test_the_year_that_gtd_lost_is_not_covered():
    conversion = converted(gtd_row(iyear="1990"), gtd_row(iyear="2020", imonth="12"))
    assert conversion.span == (date(1990, 1, 1), date(2020, 12, 31))
    assert list(conversion.coverage["period_end"]) == ["1992-12-31", "2020-12-31"]
    assert list(conversion.coverage["period_start"]) == ["1990-01-01", "1994-01-01"]
    assert set(conversion.coverage["status"]) <= COVERAGE_STATUS.keys()


def test_other_countries_are_counted():
    conversion = converted(gtd_row(), gtd_row(country_txt="Iraq"), gtd_row(country_txt="Iraq"))
    assert [(dropped.reason, dropped.rows) for dropped in conversion.dropped] == [
        ("Not in Pakistan: Iraq", 2)
    ]


def test_every_problem_is_named_at_once():
    rows = [gtd_row(nkill="few"), gtd_row(suicide="yes"), gtd_row() | {"eventid": "2.01403E+11"}]
    rows[0]["eventid"], rows[1]["eventid"] = "201403140001", "201403140002"
    with pytest.raises(DatasetError) as caught:
        gtd.convert(foreign.table(rows, foreign.GTD_HEADER, "gtd.csv"))
    found = [(problem.row, problem.column) for problem in caught.value.problems]
    assert found == [(2, "nkill"), (3, "suicide"), (4, "eventid")]
    with pytest.raises(DatasetError, match="no day of that month"):
        converted(gtd_row(imonth="2", iday="30"))


TOLLS = ["0", "1", "2.5", "7", "-9", "-99", "", "120"]
FLAGS = ["0", "1", "-9", ""]


def test_any_rows_within_the_codebook_obey_the_schema():
    choices = {
        **dict.fromkeys(["nkill", "nkillter", "nwound", "nwoundte"], TOLLS),
        **dict.fromkeys(["success", "suicide", "doubtterr", "claimed", "guncertain1"], FLAGS),
        "specificity": ["1", "2", "3", "4", "5", ""],
        "provstate": ["", "Sindh", "Federally Administered Tribal Areas", "Unknown", "Elsewhere"],
        "city": ["Karachi", "Quetta", "Unknown", ""],
        "latitude": ["24.86", "30.18", "34.01", "51.5", ""],
        "longitude": ["67.01", "71.58", "0.1", ""],
        "gname": ["Unknown", "Baloch Liberation Army (BLA)", "Separatists (Pakistan)", ""],
        "imonth": ["0", "12"],
        "iday": ["0", "31"],
    }
    rows = foreign.drawn(choices)
    assert len(foreign.as_record(converted(*(gtd_row(**row) for row in rows)))) == len(rows)
