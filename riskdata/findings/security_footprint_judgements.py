"""Judgements in sentences: how likely, by whom, and what they rest on."""

from collections.abc import Sequence

import pandas as pd

from riskdata.findings.incidents import when
from riskdata.measures.security_footprint_judgements import Ground, Judgement, ladder
from riskdata.wording import counted, listed, number, publication


def likelihoods(judgements: Sequence[Judgement]) -> str:
    """Finding of the ladder: how many judgements use which word, and how many state confidence."""
    if not judgements:
        return "No judgement is on record"
    stated = [judgement for judgement in judgements if judgement.likelihood]
    confident = sum(bool(judgement.confidence) for judgement in judgements)
    words = [
        f"{number(count)} {rung.word}"
        for rung in reversed(ladder())
        if (count := sum(judgement.likelihood == rung.word for judgement in stated))
    ]
    used = "none uses" if not stated else f"{number(len(stated))} use" + "s" * (len(stated) == 1)
    told = f": {listed(words)}" if words else ""
    confidence = (
        "none states a confidence"
        if not confident
        else f"{number(confident)} state{'s' * (confident == 1)} a confidence"
    )
    return (
        f"Of {counted(len(judgements), 'judgement')}, {used} a word of probability{told}; "
        f"{confidence}"
    )


def implication(judgements: Sequence[Judgement]) -> str:
    """The foremost judgement (`foremost`) as the answer to what it all implies; may be empty."""
    if not judgements:
        return ""
    first = judgements[0]
    condition = f", {first.horizon}" if first.horizon.startswith("if ") else ""
    return (
        f"What it implies: “{first.statement}” Judged {first.likelihood} by {judge(first)}"
        f"{condition}."
    )


def judge(judgement: Judgement) -> str:
    """`The Soufan Center, 29 Apr 2025`: who judged, and when as far as known."""
    return f"{publication(judgement.source)}, {as_of(judgement.as_of)}"


def as_of(text: str) -> str:
    """A year, month or day of the dataset as it stands in a sentence."""
    if not text:
        return "undated"
    precision = {0: "year", 1: "month", 2: "day"}[text.count("-")]
    return when(pd.Timestamp(text), precision)


def likelihood(judgement: Judgement) -> str:
    """`likely, 55 to 80 per cent`, or that none is stated."""
    for rung in ladder():
        if rung.word == judgement.likelihood:
            return f"{rung.word}, {rung.low} to {rung.high} per cent"
    return "no likelihood stated"


def confidence(judgement: Judgement) -> str:
    """The analytic confidence in words, or that none is stated."""
    return f"{judgement.confidence} confidence" if judgement.confidence else "no confidence stated"


def ground(one: Ground) -> str:
    """What a judgement rests on: the row's title, date and status, or the words it gives."""
    if one.row is None:
        return one.text
    date = when(one.row["date"], one.row["date_precision"])
    if one.incident:
        return f"{one.row['summary']} ({date}, {one.row['confidence']})"
    return f"{one.row['title']} ({date}, {one.row['status']})"


def ladder_note() -> str:
    """What the words mean, and what the list leaves open."""
    return (
        "Words and ranges of Intelligence Community Directive 203; where a source uses none of "
        "them, no likelihood is stated. A judgement is no fact."
    )
