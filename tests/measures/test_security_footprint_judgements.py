"""Judgements with the words of ICD 203, and the rows that they rest on; headline figures."""

import re

import pandas as pd
import pytest

from riskdata import catalogue
from riskdata.measures import security_footprint_headlines as headlines
from riskdata.measures import security_footprint_judgements as judgements


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    names = ("judgements", "security_footprint", "incidents", "cpec_headlines")
    return {name: catalogue.load(name) for name in names}


@pytest.fixture(scope="module")
def found(frames) -> list[judgements.Judgement]:
    return judgements.judged(
        frames["judgements"], frames["security_footprint"], frames["incidents"]
    )


def test_the_ladder_is_that_of_the_directive():
    assert [tuple(rung) for rung in judgements.ladder()] == [
        ("almost no chance", 1, 5),
        ("very unlikely", 5, 20),
        ("unlikely", 20, 45),
        ("roughly even chance", 45, 55),
        ("likely", 55, 80),
        ("very likely", 80, 95),
        ("almost certain", 95, 99),
    ]


def test_every_judgement_stands_once_with_its_words(found, frames):
    rows = frames["judgements"].set_index("judgement_id")
    assert sorted(one.judgement_id for one in found) == sorted(rows.index)
    for one in found:
        row = rows.loc[one.judgement_id]
        assert one.statement == row["statement"]
        assert one.likelihood == ("" if pd.isna(row["likelihood"]) else row["likelihood"])
        assert one.confidence == ("" if pd.isna(row["confidence"]) else row["confidence"])


def test_every_identifier_of_a_basis_leads_to_its_row(found, frames):
    basis = frames["judgements"].set_index("judgement_id")["basis"]
    for one in found:
        named = re.findall(r"\b(?:FP|PK)-[\w-]+", basis[one.judgement_id])
        rows = [ground for ground in one.grounds if ground.row is not None]
        assert [ground.text for ground in rows] == named
        assert all(ground.row["event_id"] == ground.text for ground in rows)
    assert sum(ground.incident for one in found for ground in one.grounds) == 3


def test_words_and_unknown_identifiers_stay_words(frames):
    rows = frames["judgements"].head(1).assign(basis="FP-nothing-of-the-kind; two interviews")
    (one,) = judgements.judged(rows, frames["security_footprint"], frames["incidents"])
    assert [tuple(ground) for ground in one.grounds] == [
        ("FP-nothing-of-the-kind", None),
        ("two interviews", None),
    ]


def test_a_stated_likelihood_comes_first_then_the_newest(found):
    stated = [bool(one.likelihood) for one in found]
    assert stated == sorted(stated, reverse=True)
    dates = [one.as_of for one in found if not one.likelihood]
    assert dates == sorted(dates, reverse=True)


def test_the_foremost_are_new_and_far_from_an_even_chance(found):
    def with_word(judgement_id: str, word: str, as_of: str) -> judgements.Judgement:
        return found[0]._replace(judgement_id=judgement_id, likelihood=word, as_of=as_of)

    made = [
        with_word("old", "almost certain", "2020"),
        with_word("even", "roughly even chance", "2025"),
        with_word("none", "", "2026"),
        with_word("far", "very unlikely", "2025"),
    ]
    assert [one.judgement_id for one in judgements.foremost(made)] == ["far", "even", "old"]
    assert judgements.foremost(made, topics=["elsewhere"]) == []


def test_topics_by_number(found, frames):
    counts = frames["judgements"]["topic"].astype("str").value_counts()
    assert sorted(judgements.topics(found)) == sorted(counts.index)
    assert [counts[topic] for topic in judgements.topics(found)] == sorted(counts, reverse=True)
    assert judgements.topics([]) == []


def test_every_headline_figure_belongs_to_one_subject(frames):
    rows = frames["cpec_headlines"]
    parts = [headlines.of_subject(rows, subject) for subject in headlines.SUBJECTS]
    assert sum(map(len, parts)) == len(rows)
    for part in parts[:-1]:
        assert part["unit"].astype("str").nunique() == 1


def test_a_subject_that_nobody_speaks_of_has_no_rows(frames):
    rows = frames["cpec_headlines"]
    rows = rows[rows["unit"] == "MW"]
    assert headlines.of_subject(rows, headlines.JOBS).empty
    assert len(headlines.of_subject(rows, headlines.OTHER)) == len(rows)


def test_figures_of_one_metric_by_hand(frames):
    pledged = headlines.figures_of(frames["cpec_headlines"], headlines.PLEDGED)
    assert pledged is not None
    assert (pledged.low, pledged.high, len(pledged.rows)) == (42, 62, 8)
    assert pledged.newest["publisher"] == "Devdiscourse"
    assert headlines.figures_of(frames["cpec_headlines"], "unknown") is None


def test_metrics_with_most_figures_come_first(frames):
    found = headlines.by_metric(headlines.of_subject(frames["cpec_headlines"], headlines.PEOPLE))
    sizes = [len(one.rows) for one in found]
    assert sizes == sorted(sizes, reverse=True)
    assert headlines.by_metric(frames["cpec_headlines"][:0]) == []
