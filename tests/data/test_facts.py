"""The facts that the project grew from are in the data, and UCDP's events add up to its totals."""

from collections.abc import Callable

import pandas as pd
import pytest

Frames = dict[str, pd.DataFrame]


def footprint(frames: Frames, event_id: str) -> pd.Series:
    rows = frames["security_footprint"]
    return rows[rows["event_id"] == event_id].iloc[0]


def said(row: pd.Series, date: str, status: str, *words: str) -> bool:
    text = f"{row['title']} {row['summary']} {row['notes']}"
    return (
        row["date"] == pd.Timestamp(date)
        and row["status"] == status
        and all(word in text for word in words)
    )


def yearly(frames: Frames, publisher: str, metric: str, year: int) -> pd.DataFrame:
    table = frames["published_statistics"]
    return table[
        (table["publisher"] == publisher)
        & (table["metric"] == metric)
        & (table["region"] == "Pakistan")
        & (table["period"] == "year")
        & (table["period_start"].dt.year == year)
    ]


def attacks(frames: Frames, publisher: str, year: int) -> float:
    (value,) = yearly(frames, publisher, "attacks", year)["value"]
    return value


def naval_exercises(frames: Frames) -> pd.DataFrame:
    table = frames["security_footprint"]
    return table[
        (table["category"] == "joint exercise")
        & (table["domain"] == "naval")
        & table["date"].between("2014-01-01", "2024-12-31")
    ]


def all_weather_partnership_of_2015(frames: Frames) -> bool:
    row = footprint(frames, "FP-2015-04-20-all-weather-upgrade")
    return said(row, "2015-04-20", "confirmed", "All-Weather Strategic Cooperative Partnership")


def corridor_at_65_billion_dollars(frames: Frames) -> bool:
    row = footprint(frames, "FP-2025-04-cpec-65bn")
    return row["value"] == 65e9 and row["unit"] == "USD" and row["status"] == "reported"


def arms_share_of_81_per_cent(frames: Frames) -> bool:
    table = frames["arms_transfers"]
    shares = table[
        (table["supplier"] == "China")
        & (table["recipient"] == "Pakistan")
        & (table["period_start"] == 2020)
        & (table["period_end"] == 2024)
        & (table["metric"] == "share of recipient imports")
    ]
    return shares["value"].tolist() == [81.0] and shares["publisher"].tolist() == ["SIPRI"]


def eight_naval_exercises_as_published(frames: Frames) -> bool:
    published = naval_exercises(frames).query("scope == 'published count'")
    return published["value"].tolist() == [8.0]


def nine_bilateral_naval_rows_seven_of_the_series(frames: Frames) -> bool:
    listed = naval_exercises(frames).query("scope == 'bilateral'")
    of_the_series = listed["notes"].str.contains("one of the eight", case=False)
    return (len(listed), int(of_the_series.sum())) == (9, 7)


def warrior_8(frames: Frames) -> bool:
    row = footprint(frames, "FP-2024-11-19-warrior-8")
    return said(row, "2024-11-19", "confirmed", "Warrior-VIII", "11 December 2024")


def over_1000_attacks_by_gti_alone(frames: Frames) -> bool:
    counted = {
        publisher: attacks(frames, publisher, 2024) for publisher in ("GTI", "PICSS", "PIPS")
    }
    return counted == {"GTI": 1099, "PICSS": 908, "PIPS": 521}


def attacks_of_2023(frames: Frames) -> bool:
    counted = {
        publisher: attacks(frames, publisher, 2023) for publisher in ("GTI", "PICSS", "PIPS")
    }
    return counted == {"GTI": 517, "PICSS": 645, "PIPS": 306}


def doubled_by_gti_not_by_picss_or_pips(frames: Frames) -> bool:
    doubled = {
        publisher: attacks(frames, publisher, 2024) > 2 * attacks(frames, publisher, 2023)
        for publisher in ("GTI", "PICSS", "PIPS")
    }
    return doubled == {"GTI": True, "PICSS": False, "PIPS": False}


def karachi_airport_attack(frames: Frames) -> bool:
    table = frames["incidents"]
    row = table[table["event_id"] == "PK-2024-10-06-karachi-airport"].iloc[0].to_dict()
    return (
        row["date"] == pd.Timestamp("2024-10-06")
        and row["district"] == "Karachi"
        and row["chinese_killed"] == 2
        and row["perpetrator"] == "Balochistan Liberation Army"
        and row["attribution"] == "claimed"
        and row["confidence"] == "confirmed"
    )


def vow_of_the_ministry_of_state_security(frames: Frames) -> bool:
    row = footprint(frames, "FP-2024-10-09-mss-vow")
    return said(row, "2024-10-09", "confirmed", "Ministry of State Security")


def budget_of_162_million_dollars(frames: Frames) -> bool:
    row = footprint(frames, "FP-2024-10-03-extra-budget-162m")
    return row["value"] == 162e6 and said(row, "2024-10-03", "confirmed", "Chinese interests")


def push_for_chinese_security_companies(frames: Frames) -> bool:
    talks = footprint(frames, "FP-2024-11-12-joint-security-management-talks")
    guards = footprint(frames, "FP-2024-11-permanent-psc-agreement")
    return said(talks, "2024-11-12", "reported", "security staff") and said(
        guards, "2024-11-01", "reported", "private security companies"
    )


def joint_security_companies_framework(frames: Frames) -> bool:
    row = footprint(frames, "FP-2024-11-joint-security-companies-framework")
    return row["value"] == 3 and said(row, "2024-11-01", "unconfirmed", "Framework")


def denials_of_chinese_security_teams(frames: Frames) -> bool:
    teams = footprint(frames, "FP-2024-11-14-fo-denies-security-teams")
    forces = footprint(frames, "FP-2025-03-27-fo-denies-chinese-forces")
    return said(teams, "2024-11-14", "denied", "denied") and said(
        forces, "2025-03-27", "denied", "totally false"
    )


def rumour_of_a_base_and_its_rejection(frames: Frames) -> bool:
    rumour = footprint(frames, "FP-2025-04-gwadar-base-rumour")
    rejected = footprint(frames, "FP-2025-04-base-rejected")
    return said(rumour, "2025-04-29", "unconfirmed", "Gwadar") and said(
        rejected, "2025-04-29", "reported", "reject"
    )


def no_base_is_confirmed(frames: Frames) -> bool:
    steps = frames["security_footprint"]
    lease = footprint(frames, "FP-2015-11-11-gwadar-free-zone-lease")
    # A commercial lease of land is no base.
    commercial = lease["category"] == "economic investment" and "Commercial" in lease["notes"]
    return commercial and steps.query("category == 'basing' and status == 'confirmed'").empty


def joint_statement_of_february_2025(frames: Frames) -> bool:
    row = footprint(frames, "FP-2025-02-05-zardari-joint-statement")
    return said(row, "2025-02-05", "confirmed", "counter-terrorism")


def memorandums_of_february_2025(frames: Frames) -> bool:
    categories = {
        "FP-2025-02-05-zardari-mous": "agreement",
        "FP-2025-02-05-beijing-islamabad-police": "agreement",
        "FP-2025-02-05-intelligence-sharing-agreed": "intelligence cooperation",
        "FP-2025-02-05-police-technology-transfer": "surveillance technology",
    }
    return all(
        row["category"] == category and said(row, "2025-02-05", "confirmed")
        for row, category in (
            (footprint(frames, event_id), category) for event_id, category in categories.items()
        )
    )


def three_companies_at_two_sites_unconfirmed(frames: Frames) -> bool:
    reports = frames["security_footprint"].query(
        "category == 'private security contractors' and '2025-03-01' <= date <= '2025-03-31'"
    )
    named = reports[reports["title"].str.contains("named in the March 2025 reports")]
    together = footprint(frames, "FP-2025-03-psc-three-firms-sindh")
    return (
        set(reports["status"]) == {"unconfirmed"}
        and len(named) == 3
        and together["value"] == 60
        and "two CPEC sites" in together["title"]
    )


def global_security_initiative(frames: Frames) -> bool:
    row = footprint(frames, "FP-2022-04-21-gsi")
    return said(row, "2022-04-21", "confirmed", "Global Security Initiative")


def judgements_on_india_the_states_and_elsewhere(frames: Frames) -> bool:
    topics = frames["judgements"]["topic"].value_counts()
    counted = [int(topics[topic]) for topic in ("India", "United States", "BRI elsewhere")]
    first = frames["judgements"].set_index("judgement_id").loc["J-001"]
    return (
        counted == [7, 2, 3]
        and str(first["likelihood"]) == "likely"
        and "New Delhi" in str(first["statement"])
    )


FACTS: list[Callable[[Frames], bool]] = [
    all_weather_partnership_of_2015,
    corridor_at_65_billion_dollars,
    arms_share_of_81_per_cent,
    eight_naval_exercises_as_published,
    nine_bilateral_naval_rows_seven_of_the_series,
    warrior_8,
    over_1000_attacks_by_gti_alone,
    attacks_of_2023,
    doubled_by_gti_not_by_picss_or_pips,
    karachi_airport_attack,
    vow_of_the_ministry_of_state_security,
    budget_of_162_million_dollars,
    push_for_chinese_security_companies,
    joint_security_companies_framework,
    denials_of_chinese_security_teams,
    rumour_of_a_base_and_its_rejection,
    no_base_is_confirmed,
    joint_statement_of_february_2025,
    memorandums_of_february_2025,
    three_companies_at_two_sites_unconfirmed,
    global_security_initiative,
    judgements_on_india_the_states_and_elsewhere,
]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_a_fact_of_the_founding_brief_is_in_the_data(fact, frames):
    assert fact(frames)


@pytest.mark.parametrize("year", range(1989, 2022))
def test_ucdp_events_of_a_year_sum_to_its_published_total(year, frames):
    """2005 is wider: a later release of the yearly totals added deaths."""
    events = frames["ucdp_events"]
    counted = int(events.loc[events["date"].dt.year == year, "deaths_best"].sum())
    (published,) = yearly(frames, "UCDP", "killed (all parties)", year)["value"]
    assert counted == pytest.approx(published, rel=0.10 if year == 2005 else 0.02)
