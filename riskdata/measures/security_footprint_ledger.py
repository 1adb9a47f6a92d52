"""What is claimed of Chinese guards, troops and bases in Pakistan, and what was answered.

Claims and answers that name the same `matter` stand together. An answer is an entry that is denied,
or whose title says that something was turned down.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from riskdata.measures.security_footprint import CONFIRMED

TURNED_DOWN = re.compile(r"\b(?:reject|refus|den(?:y|ies|ied))", re.IGNORECASE)

Outcome = Literal["confirmed", "denied", "turned down", "open"]


def entries(steps: pd.DataFrame) -> pd.DataFrame:
    """The steps that belong to a matter, by date, with `answer` (bool)."""
    rows = steps[steps["matter"].notna()]
    answer = (rows["status"] == "denied") | rows["title"].str.contains(TURNED_DOWN)
    return rows.assign(answer=answer).sort_values("date", kind="stable")


@dataclass(frozen=True)
class Episode:
    """The entries of one matter. `by` are those who denied it."""

    matter: str
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
    for matter, rows in entries.groupby("matter"):
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
                str(matter), rows["date"].iloc[0], rows["date"].iloc[-1],
                claims, answers, outcome, tuple(dict.fromkeys(denied["initiator"].astype("str"))),
            )
        )  # fmt: skip
    return sorted(found, key=lambda episode: episode.end, reverse=True)


def with_outcome(episodes: Sequence[Episode], outcome: Outcome) -> list[Episode]:
    """The episodes that ended so."""
    return [episode for episode in episodes if episode.outcome == outcome]
