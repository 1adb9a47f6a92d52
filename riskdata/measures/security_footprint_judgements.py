"""What analysts and officials judge of it: likelihood and confidence in the words of ICD 203, and
the rows that each judgement rests on.

Intelligence Community Directive 203, Analytic Standards (2015), pairs seven words with ranges of
probability. A source that uses none of them gets none here.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from riskdata.schema.vocabularies import LIKELIHOOD

STEP, INCIDENT = re.compile(r"FP-\S+"), re.compile(r"PK-\S+")


class Rung(NamedTuple):
    """One word of the ladder, and the range in per cent that the directive pairs it with."""

    word: str
    low: int
    high: int


def ladder() -> list[Rung]:
    """The seven rungs, from almost no chance to almost certain."""
    rungs = []
    for word, range_in_words in LIKELIHOOD.items():
        low, high = map(int, re.findall(r"\d+", range_in_words))
        rungs.append(Rung(word, low, high))
    return rungs


class Ground(NamedTuple):
    """One thing that a judgement rests on: `text` as the judgement names it, and the row of that
    identifier (of the footprint or of the incidents; None where it is words, or not on record)."""

    text: str
    row: pd.Series | None

    @property
    def incident(self) -> bool:
        """Whether the row is an incident."""
        return INCIDENT.fullmatch(self.text) is not None


class Judgement(NamedTuple):
    """One judgement; `likelihood` and `confidence` are empty where the source states none."""

    judgement_id: str
    topic: str
    statement: str
    likelihood: str
    confidence: str
    horizon: str
    as_of: str
    source: str
    source_url: str
    notes: str
    grounds: list[Ground]


def judged(
    judgements: pd.DataFrame, footprint: pd.DataFrame, incidents: pd.DataFrame
) -> list[Judgement]:
    """Every judgement with the rows it rests on; those with a likelihood first, then the newest."""
    known = {
        row["event_id"]: row
        for frame in (footprint, _named(incidents, judgements))
        for _, row in frame.iterrows()
    }
    texts = judgements.astype("object").where(judgements.notna(), "")
    columns = [field for field in Judgement._fields if field != "grounds"]
    found = [
        Judgement(**row[columns], grounds=_grounds(row["basis"], known))
        for _, row in texts.iterrows()
    ]
    newest = sorted(found, key=lambda judgement: judgement.as_of, reverse=True)
    return sorted(newest, key=lambda judgement: not judgement.likelihood)


def _named(incidents: pd.DataFrame, judgements: pd.DataFrame) -> pd.DataFrame:
    """The incidents that any judgement names."""
    names = INCIDENT.findall(" ".join(judgements["basis"].dropna()).replace(";", " "))
    return incidents[incidents["event_id"].isin(names)]


def _grounds(basis: str, known: dict[str, pd.Series]) -> list[Ground]:
    parts = (part.strip() for part in basis.split(";"))
    return [Ground(part, known.get(part)) for part in parts if part]


def topics(found: Sequence[Judgement]) -> list[str]:
    """The topics, the one with most judgements first."""
    return [topic for topic, _ in Counter(one.topic for one in found).most_common()]


def foremost(found: Sequence[Judgement], topics: Sequence[str] | None = None) -> list[Judgement]:
    """The judgements that state a likelihood, of some topics or all: the newest first, of equally
    new ones that which is farthest from an even chance."""
    far = {rung.word: abs(rung.low + rung.high - 100) for rung in ladder()}
    stated = [
        judgement
        for judgement in found
        if judgement.likelihood and (topics is None or judgement.topic in topics)
    ]
    stated.sort(key=lambda judgement: far[judgement.likelihood], reverse=True)
    return sorted(stated, key=lambda judgement: judgement.as_of, reverse=True)
