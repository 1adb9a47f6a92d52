"""An export of ACLED becomes an event record that claims no more than ACLED says."""

from datetime import date

import pandas as pd
import pytest

from riskdata.desk import acled
from riskdata.desk.conversion import OUTSIDE, Conversion, Said
from riskdata.desk.written_dates import Order
from riskdata.schema import DatasetError
from riskdata.schema.vocabularies import COVERAGE_STATUS
from tests.desk import foreign
from tests.desk.foreign import acled_row

ARMY = {"actor": "Military Forces of Pakistan (2024-)", "inter": "State forces"}
TTP = {"actor": "TTP: Tehreek-i-Taliban Pakistan", "inter": "Rebel group"}
TRIBE = {"actor": "Turi Tribal Militia (Pakistan)", "inter": "Identity militia"}
PEOPLE = {"actor": "Civilians (Pakistan)", "inter": "Civilians"}
INDIA = {"actor": "Military Forces of India (2014-)", "inter": "External/Other forces"}
UNITED_STATES = {
    "actor": "Military Forces of the United States (2009-2017)",
    "inter": "External/Other forces",
}
BATTLE = {"event_type": "Battles", "sub_event_type": "Armed clash"}
ATTACK = {"event_type": "Violence against civilians", "sub_event_type": "Attack"}
STRIKE = {"event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike"}
SHELLS = {
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
}


def converted(*rows: dict[str, str]) -> Conversion:
    numbered = [row | {"event_id_cnty": f"PAK{at}"} for at, row in enumerate(rows, 1)]
    return acled.convert(foreign.table(numbered, foreign.ACLED_HEADER, "acled.csv"))


def records(*rows: dict[str, str]) -> pd.DataFrame:
    """The record of some rows."""
    return foreign.as_record(converted(*rows))


def recorded(**cells: str) -> pd.Series:
    """The record of one row."""
    return records(acled_row(**cells)).iloc[0]


def between(one: dict[str, str], two: dict[str, str], kind: dict[str, str]) -> dict[str, str]:
    """A row of the export on what one actor did to another."""
    sides = {
        "actor1": one["actor"], "inter1": one["inter"],
        "actor2": two["actor"], "inter2": two["inter"],
    }  # fmt: skip
    return acled_row(**sides, **kind)


def test_a_point_far_away_is_told_with_its_row_and_degrees():
    (told,) = converted(acled_row(), acled_row(latitude="10", longitude="10.5")).relocated
    assert (told.level, told.row, told.value) == ("warning", 3, "10, 10.5")
    assert told.message.startswith("ACLED's point lies outside Pakistan: known to the")


def test_the_analyst_may_say_which_time_an_export_covers():
    rows = [
        acled_row(event_id_cnty=f"PAK{day}", event_date=f"2024-10-{day}") for day in ("05", "20")
    ]
    table = foreign.table(rows, foreign.ACLED_HEADER, "acled.csv")
    october = date(2024, 10, 1), date(2024, 10, 31)
    whole = acled.convert(table, Said(october))
    assert (acled.convert(table).span, whole.span) == (
        (date(2024, 10, 5), date(2024, 10, 20)), october,
    )  # fmt: skip
    assert whole.coverage[["period_start", "period_end"]].to_numpy().tolist() == [
        ["2024-10-01", "2024-10-31"]
    ]
    first = acled.convert(table, Said((date(2024, 10, 1), date(2024, 10, 5))))
    assert list(first.table.cells["event_id"]) == ["ACLED-PAK05"]
    assert [(one.reason, one.rows) for one in first.dropped] == [(OUTSIDE, 1)]
    with pytest.raises(DatasetError, match="never lies in that period"):
        acled.convert(table, Said((date(2023, 1, 1), date(2023, 12, 31))))


def test_the_analyst_may_say_which_number_of_a_date_is_the_day():
    table = foreign.table([acled_row(event_date="03/04/2024")], foreign.ACLED_HEADER, "acled.csv")
    with pytest.raises(DatasetError, match="may be 3 April or 4 March"):
        acled.convert(table)
    orders: dict[Order, str] = {"day first": "2024-04-03", "month first": "2024-03-04"}
    for order, day in orders.items():
        converted = acled.convert(table, Said(order=order))
        assert list(converted.table.cells["date"]) == [day]


def test_bad_days_and_bad_numbers_are_told_together():
    with pytest.raises(DatasetError) as refused:
        converted(
            acled_row(), acled_row(event_date="soon"), acled_row(fatalities="many"),
        )  # fmt: skip
    assert [(one.row, one.column) for one in refused.value.problems] == [
        (3, "event_date"), (4, "fatalities"),
    ]  # fmt: skip


def test_a_bomb_against_the_police_is_an_attack_with_all_that_acled_says():
    event = recorded()
    assert event["event_id"] == "ACLED-PAK1"
    assert event["date"] == pd.Timestamp("2024-10-06")
    assert event["event_kind"] == "attack"
    assert event["attack_type"] == "bombing"
    assert event["target_type"] == "police"
    assert event["perpetrator"] == "Balochistan Liberation Army"
    assert event["attribution"] == "claimed"
    assert event["confidence"] == "confirmed"
    assert event["location_precision"] == "exact"
    assert event["deaths_best"] == 2
    assert event["source"].startswith("ACLED, event PAK1: Dawn")


def test_the_sides_tell_the_kind_of_event():
    cases = [
        (TTP, ARMY, BATTLE, "attack or clash", "Tehrik-i-Taliban Pakistan"),
        (ARMY, TTP, BATTLE, "operation or clash", "Tehrik-i-Taliban Pakistan"),
        (ARMY, TTP, STRIKE, "operation or clash", "Tehrik-i-Taliban Pakistan"),
        (TTP, PEOPLE, ATTACK, "attack", "Tehrik-i-Taliban Pakistan"),
        (ARMY, PEOPLE, ATTACK, "attack", "Pakistan"),
        (TTP, TRIBE, BATTLE, "factional violence", "Tehrik-i-Taliban Pakistan / unknown"),
        (INDIA, ARMY, BATTLE, "cross-border fire", "India / Pakistan"),
        (ARMY, INDIA, BATTLE, "cross-border fire", "India / Pakistan"),
        (INDIA, PEOPLE, SHELLS, "cross-border fire", "India"),
        (UNITED_STATES, TTP, STRIKE, "foreign strike", "United States of America"),
    ]
    record = records(*(between(one, two, kind) for one, two, kind, _, _ in cases))
    assert list(record["event_kind"]) == [expected for *_, expected, _ in cases]
    assert list(record["perpetrator"]) == [perpetrator for *_, perpetrator in cases]
    assert (record["target_type"].isna() == (record["event_kind"] == "operation or clash")).all()


def test_codes_of_older_exports_tell_the_sides_too():
    old = {"actor1": TTP["actor"], "inter1": "2", "actor2": ARMY["actor"], "inter2": "1"}
    assert recorded(**old, **BATTLE)["event_kind"] == "attack or clash"


def test_whose_dead_they_are_is_said_only_where_acled_tells():
    rows = records(
        between(TTP, ARMY, BATTLE), between(TTP, PEOPLE, ATTACK), acled_row(fatalities="0")
    )
    clash, murder, harmless = (rows.iloc[at] for at in range(3))
    assert clash["deaths_best"] == 2
    assert pd.isna(clash["killed"])
    assert pd.isna(clash["attackers_killed"])
    assert murder["killed"] == murder["civilians_killed"] == 2
    assert harmless["killed"] == harmless["attackers_killed"] == 0
    said = {unknown.column for unknown in converted(acled_row()).unknown}
    assert {"killed", "wounded", "deaths_low, deaths_high"} <= said


def test_chinese_civilians_are_chinese_nationals():
    assert recorded(**ATTACK, actor2="Civilians (China)")["target_type"] == "Chinese nationals"
    labour = recorded(
        **ATTACK, actor2="Civilians (Pakistan)", assoc_actor_2="Labor Group (Pakistan)"
    )
    assert labour["target_type"] == "labourers"


def test_a_claim_is_a_claim_only_where_the_notes_say_so():
    cases = [
        ("No group claimed responsibility.", "BLA: Baloch Liberation Army", "coded by ACLED"),
        ("The BLA claimed the attack.", "BLA: Baloch Liberation Army", "claimed"),
        ("A bomb went off.", "BLF: Balochistan Liberation Front", "coded by ACLED"),
        ("A group claimed responsibility.", "Unidentified Armed Group (Pakistan)", "unknown"),
    ]
    record = records(*(acled_row(notes=notes, actor1=actor) for notes, actor, _ in cases))
    assert list(record["attribution"]) == [attribution for *_, attribution in cases]


def test_what_is_no_attack_or_not_in_pakistan_is_counted():
    conversion = converted(
        acled_row(),
        acled_row(event_type="Protests", sub_event_type="Peaceful protest"),
        acled_row(event_type="Protests", sub_event_type="Protest with intervention"),
        acled_row(event_type="Riots", sub_event_type="Mob violence"),
        acled_row(event_type="Strategic developments", event_date="31 December 2024"),
        acled_row(country="India"),
    )
    assert {dropped.reason: dropped.rows for dropped in conversion.dropped} == {
        "Not in Pakistan: India": 1,
        "No attack by its type: Protests": 2,
        "No attack by its type: Riots": 1,
        "No attack by its type: Strategic developments": 1,
    }
    assert len(conversion.table.cells) == 1
    assert conversion.span == (date(2024, 10, 6), date(2024, 12, 31))
    assert set(conversion.coverage["status"]) <= COVERAGE_STATUS.keys()


def test_an_actor_that_no_one_knows_is_unknown_and_kept_in_the_notes():
    conversion = converted(acled_row(actor1="JeM: Jaish-e-Mohammed"))
    event = foreign.as_record(conversion).iloc[0]
    assert event["perpetrator"] == "unknown"
    assert event["attribution"] == "unknown"
    assert event["notes"] == "ACLED names JeM: Jaish-e-Mohammed"
    assert ("actor1", "unknown") in {(mapped.column, mapped.ours) for mapped in conversion.mapped}


def test_renamed_districts_and_points_elsewhere_are_mended_and_said():
    chaman = recorded(
        admin2="Killa Abdullah", location="Chaman", latitude="30.9177", longitude="66.4526"
    )
    assert chaman["district"] == "Chaman"
    assert "out of which Chaman was made" in chaman["notes"]
    fata = recorded(
        admin1="Federally Administered Tribal Areas", admin2="Khyber Agency", location="Bara",
        latitude="33.9147", longitude="71.4681",
    )  # fmt: skip
    assert (fata["province"], fata["district"]) == ("Khyber Pakhtunkhwa", "Khyber")
    lost = recorded(admin2="Quetta", latitude="", longitude="")
    assert lost["location_precision"] == "district"
    assert "gives no point" in lost["notes"]
    coarse = recorded(geo_precision="3")
    assert coarse["location_precision"] == "province"
    assert pd.isna(coarse["district"])


def test_days_of_an_export_saved_by_a_spreadsheet_are_read_or_named():
    table = foreign.table(
        [acled_row(event_id_cnty="PAK1", event_date="06/10/2024"),
         acled_row(event_id_cnty="PAK2", event_date="25/10/2024")],
        foreign.ACLED_HEADER, "acled.csv",
    )  # fmt: skip
    conversion = acled.convert(table)
    assert list(conversion.table.cells["date"]) == ["2024-10-06", "2024-10-25"]
    assert any("event_date" in note for note in conversion.table.notes)
    with pytest.raises(DatasetError, match="6 October") as caught:
        converted(acled_row(event_date="06/10/2024"))
    assert caught.value.problems[0].row == 2


def test_every_problem_is_named_at_once():
    with pytest.raises(DatasetError) as caught:
        converted(
            acled_row(fatalities="several"),
            acled_row(fatalities=""),
            acled_row(geo_precision="7"),
            acled_row(latitude="north"),
        )
    found = [(problem.row, problem.column) for problem in caught.value.problems]
    assert found == [
        (2, "fatalities"), (3, "fatalities"), (4, "geo_precision"), (5, "latitude"),
    ]  # fmt: skip


def test_an_export_of_protests_alone_is_refused():
    with pytest.raises(DatasetError, match="never an attack"):
        converted(acled_row(event_type="Protests"))


def test_any_rows_within_the_codebook_obey_the_schema():
    actors = [who["actor"] for who in (TTP, ARMY, TRIBE, PEOPLE, INDIA, UNITED_STATES)]
    actors += ["Unidentified Armed Group (Pakistan)", ""]
    inters = [who["inter"] for who in (TTP, ARMY, TRIBE, PEOPLE, INDIA)]
    inters += ["1", "3", "8", ""]
    kinds = (BATTLE, ATTACK, STRIKE, SHELLS)
    choices = {
        "actor1": actors,
        "actor2": actors,
        "inter1": inters,
        "inter2": inters,
        "event_type": [kind["event_type"] for kind in kinds],
        "sub_event_type": [*(kind["sub_event_type"] for kind in kinds), "A new one", ""],
        "fatalities": ["0", "1", "250"],
        "latitude": ["24.86", "30.18", "34.01", "51.5", ""],
        "longitude": ["67.01", "71.58", "0.1", ""],
        "geo_precision": ["1", "2", "3"],
        "time_precision": ["1", "2", "3"],
        "admin1": ["Sindh", "Khyber Pakhtunkhwa", "Gilgit Baltistan", "Elsewhere", ""],
        "admin2": ["Quetta", "Karachi Central", "No such district", ""],
        "notes": ["The group claimed responsibility.", ""],
        "source": ["Dawn", "Dawn; The News", ""],
    }
    rows = foreign.drawn(choices)
    assert len(foreign.as_record(converted(*(acled_row(**row) for row in rows)))) == len(rows)
