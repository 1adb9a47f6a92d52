"""What is claimed of Chinese guards, troops and bases in Pakistan, and what was answered.

Claims and answers carry no common number in the data. They are put together by subject and time:
entries of one subject no more than 60 days apart make an episode, about as long as a report is
followed. An answer is an entry that is denied, or whose title says that something was turned down.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from riskdata.measures.security_footprint import CONFIRMED
from riskdata.measures.security_footprint_protection import DEPLOYMENT, of_pakistan

GUARDS, BASES = "Chinese guards and troops", "Bases and port access"
DAYS_APART = 60
TURNED_DOWN = re.compile(r"\b(?:reject|refus|den(?:y|ies|ied))", re.IGNORECASE)

Outcome = Literal["confirmed", "denied", "turned down", "open"]


def entries(steps: pd.DataFrame) -> pd.DataFrame:
    """The steps about Chinese security companies, forces and bases by date, with `subject`,
    `answer` (bool) and `episode` (numbered from 0 by subject and time).

    A deployment belongs here unless Pakistan posted its own people.
    """
    foreign = steps["category"] == DEPLOYMENT
    foreign &= ~steps.index.isin(of_pakistan(steps).index)
    guards = foreign | (steps["category"] == "private security contractors")
    rows = steps[guards | (steps["category"] == "basing")]
    rows = rows.assign(
        subject=[GUARDS if about else BASES for about in guards[rows.index]],
        answer=(rows["status"] == "denied") | rows["title"].str.contains(TURNED_DOWN),
    ).sort_values(["subject", "date"], kind="stable")
    later = rows["date"].diff() > pd.Timedelta(days=DAYS_APART)
    other = rows["subject"] != rows["subject"].shift()
    return rows.assign(episode=(later | other).cumsum() - 1)


@dataclass(frozen=True)
class Episode:
    """One run of entries of a subject. `by` are those who denied it."""

    subject: str
    start: pd.Timestamp
    end: pd.Timestamp
    claims: pd.DataFrame
    answers: pd.DataFrame
    outcome: Outcome
    by: tuple[str, ...]


def episodes(entries: pd.DataFrame) -> list[Episode]:
    """Every episode, the newest first.

    It is denied where a government denied any of it, turned down where an answer says so at second
    hand, confirmed where all of its claims are, and else open.
    """
    found = []
    for _, rows in entries.groupby("episode"):
        answers, claims = rows[rows["answer"]], rows[~rows["answer"]]
        denied = answers[answers["status"] == "denied"]
        outcome: Outcome = "open"
        if len(denied):
            outcome = "denied"
        elif len(answers):
            outcome = "turned down"
        elif (claims["status"] == CONFIRMED).all():
            outcome = "confirmed"
        found.append(
            Episode(
                str(rows["subject"].iloc[0]), rows["date"].iloc[0], rows["date"].iloc[-1],
                claims, answers, outcome, tuple(dict.fromkeys(denied["initiator"].astype("str"))),
            )
        )  # fmt: skip
    return sorted(found, key=lambda episode: episode.end, reverse=True)


def with_outcome(episodes: Sequence[Episode], outcome: Outcome) -> list[Episode]:
    """The episodes that ended so."""
    return [episode for episode in episodes if episode.outcome == outcome]
