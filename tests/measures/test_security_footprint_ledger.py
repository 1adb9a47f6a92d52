"""A claim and its answer stand together; what nobody answered stays open."""

import pandas as pd
import pytest

from riskdata import catalogue
from riskdata.measures import security_footprint_ledger as ledger
from tests.measures.test_security_footprint import made


@pytest.fixture(scope="module")
def steps() -> pd.DataFrame:
    return catalogue.load("security_footprint")


def holding(episodes: list[ledger.Episode], event_id: str) -> ledger.Episode:
    """The one episode that an entry stands in."""
    (found,) = (
        episode
        for episode in episodes
        if event_id in {*episode.claims["event_id"], *episode.answers["event_id"]}
    )
    return found


@pytest.mark.parametrize(
    ("claim", "answer", "outcome"),
    [
        ("FP-2025-04-gwadar-base-rumour", "FP-2025-04-base-rejected", "turned down"),
        (
            "FP-2024-11-12-joint-security-management-talks",
            "FP-2024-11-14-fo-denies-security-teams",
            "denied",
        ),
        ("FP-2017-06-gwadar-base-pentagon", "FP-2017-06-29-gwadar-base-mnd-denial", "denied"),
    ],
)
def test_a_rumour_and_its_denial_stand_together(steps, claim: str, answer: str, outcome: str):
    episodes = ledger.episodes(ledger.entries(steps))
    episode = holding(episodes, claim)
    assert claim in episode.claims["event_id"].tolist()
    assert answer in episode.answers["event_id"].tolist()
    assert episode.outcome == outcome


@pytest.mark.parametrize(
    "claim",
    [
        "FP-2024-09-18-gwadar-base-dropsite",
        # Pakistan's denial of these days speaks of forces, not of companies.
        "FP-2025-03-psc-three-firms-sindh",
        "FP-2024-11-pla-300-troops",
    ],
)
def test_what_nobody_answered_stays_open(steps, claim: str):
    episode = holding(ledger.episodes(ledger.entries(steps)), claim)
    assert (episode.outcome, len(episode.answers)) == ("open", 0)


def test_entries_are_every_row_on_contractors_bases_and_foreign_forces(steps):
    entries = ledger.entries(steps)
    texts = steps.astype({"category": "str", "initiator": "str", "status": "str"})
    foreign = (texts["category"] == "force deployment") & (
        (texts["initiator"] != "Pakistan") | (texts["status"] == "denied")
    )
    about = texts["category"].isin(["basing", "private security contractors"]) | foreign
    assert sorted(entries.index) == sorted(steps.index[about])
    answers = set(entries.loc[entries["answer"], "event_id"])
    assert answers >= set(entries.loc[entries["status"] == "denied", "event_id"])
    # By reading: those not marked denied whose title says that something was turned down.
    assert answers - set(entries.loc[entries["status"] == "denied", "event_id"]) == {
        "FP-2022-06-mss-company-request-refused",
        "FP-2025-04-base-rejected",
    }


def test_episodes_hold_every_entry_once_the_newest_first(steps):
    entries = ledger.entries(steps)
    episodes = ledger.episodes(entries)
    held = [name for e in episodes for rows in (e.claims, e.answers) for name in rows["event_id"]]
    assert sorted(held) == sorted(entries["event_id"])
    assert len({e.matter for e in episodes}) == len(episodes)
    assert [e.end for e in episodes] == sorted((e.end for e in episodes), reverse=True)


def test_no_answer_comes_before_what_it_answers(steps):
    for episode in ledger.episodes(ledger.entries(steps)):
        if len(episode.claims) and len(episode.answers):
            assert episode.claims["date"].min() <= episode.answers["date"].min()


def test_outcomes_by_hand():
    rows = made(
        date=["2020-01-01", "2021-02-15", "2021-01-01", "2022-01-01", "2022-03-03", "2023-01-01"],
        status=["unconfirmed", "denied", "confirmed", "reported", "unconfirmed", "reported"],
        title=["A base", "Nothing to it", "A lease", "A port", "A base", "Islamabad refuses"],
        initiator=["PRC", "Pakistan", "PRC", "PRC", "PRC", "Pakistan"],
        matter=["one", "one", "two", "three", "four", "five"],
    )
    found = {e.matter: e.outcome for e in ledger.episodes(ledger.entries(rows))}
    assert found == {
        "one": "denied", "two": "confirmed", "three": "open", "four": "open", "five": "turned down",
    }  # fmt: skip
    (denied,) = ledger.with_outcome(ledger.episodes(ledger.entries(rows)), "denied")
    assert denied.by == ("Pakistan",)


def test_no_entries_no_episodes(steps):
    assert ledger.episodes(ledger.entries(steps[steps["category"] == "agreement"])) == []
