"""The measures of counts, worked: the printed sums lead to what the measures give."""

import re
from datetime import date

import numpy as np
import pandas as pd
import pytest

from riskdata import catalogue
from riskdata.findings import methods_published as findings
from riskdata.measures import methods_published as measures
from riskdata.measures.coverage import share_of_published
from riskdata.measures.hotspots import covered
from riskdata.measures.published import newest_year
from riskdata.schema.vocabularies import CLAIM_TEST
from riskdata.selection import PAKISTAN, Selection
from tests.measures.arithmetic import shown, worked_out

START, END = date(2025, 5, 25), date(2026, 5, 24)
TITLES = {"incidents": "Curated attacks", "ucdp_events": "UCDP events"}


@pytest.fixture(scope="module")
def share(curated, record_coverage):
    time = covered(record_coverage, "incidents", START, END, chinese=False)
    view = Selection("incidents", START, END)
    return measures.largest_share(curated, view, time, catalogue.load("regions"))


@pytest.fixture(scope="module")
def explained(statistics, curated, record_coverage, share):
    held = share_of_published(
        curated.measured, "incidents", statistics, record_coverage, PAKISTAN, START, END
    )
    return [
        findings.change(measures.newest_attacks(statistics)),
        findings.change_in_deaths(measures.newest_deaths(statistics)),
        findings.share(share, "Curated attacks", "a year"),
        findings.per_million(share, "Curated attacks", "a year"),
        findings.lethality(measures.newest_lethality(statistics)),
        findings.coverage(held, TITLES, "incidents"),
        findings.spread(measures.newest_spread(statistics)),
    ]


def test_every_printed_sum_gives_the_printed_result(explained):
    for measure in explained:
        assert measure.steps, measure.anchor
        for step in measure.steps:
            value, half = shown(step.result)
            slack = half * 1.001 + abs(value) * 1e-5
            assert worked_out(step.sum) == pytest.approx(value, abs=slack), step


def results(explained, anchor: str) -> list[float]:
    (measure,) = (one for one in explained if one.anchor == anchor)
    return [shown(step.result)[0] for step in measure.steps]


def test_the_change_is_that_of_the_overview(explained, statistics):
    newest = newest_year(statistics, PAKISTAN, ("attacks",))[0].change
    ratio, _, low, _, high = results(explained, "change")
    assert (ratio, low, high) == pytest.approx((newest.ratio, newest.low, newest.high), rel=1e-3)


def test_the_change_in_deaths_is_that_of_the_months_themselves(explained, statistics):
    worked = measures.newest_deaths(statistics)
    assert worked
    values = worked.newest.rows["value"].to_numpy(dtype=float)
    halves = np.split(values, 2)
    pearson = sum(((half - half.mean()) ** 2 / half.mean()).sum() for half in halves)
    assert worked.dispersion == pytest.approx(pearson / (len(values) - 2))
    *_, low, high = results(explained, "change-in-deaths")
    assert (low, high) == pytest.approx(
        (worked.newest.change.low, worked.newest.change.high), rel=1e-3
    )


def test_the_share_is_counted_from_the_rows(share):
    rows = catalogue.load("incidents")
    rows = rows[(rows["date"] >= "2025-05-25") & (rows["date"] <= "2026-05-24")]
    rows = rows[(rows["event_kind"] == "attack") & (rows["confidence"] != "unconfirmed")]
    counts = rows["province"].value_counts()
    assert (share.province, share.part, share.whole) == (
        counts.index[0],
        counts.iloc[0],
        len(rows),
    )


def test_other_figures_give_other_sums(statistics):
    doubled = statistics.assign(value=statistics["value"] * 2 + 1)
    for make in (
        lambda figures: findings.change(measures.newest_attacks(figures)),
        lambda figures: findings.change_in_deaths(measures.newest_deaths(figures)),
        lambda figures: findings.spread(measures.newest_spread(figures)),
        lambda figures: findings.lethality(measures.newest_lethality(figures)),
    ):
        one, other = make(statistics), make(doubled)
        assert one.example != other.example
        assert not {step.sum for step in one.steps} & {
            step.sum for step in other.steps if "INV" not in step.sum
        }


def test_without_figures_the_measure_is_explained_and_says_that_nothing_is_worked(statistics):
    nothing = statistics.head(0)
    for measure in (
        findings.change(measures.newest_attacks(nothing)),
        findings.change_in_deaths(measures.newest_deaths(nothing)),
        findings.spread(measures.newest_spread(nothing)),
        findings.lethality(measures.newest_lethality(nothing)),
        findings.share(None, "Curated attacks", "a year"),
        findings.per_million(None, "Curated attacks", "a year"),
        findings.coverage(None, TITLES, "incidents"),
    ):
        assert measure.example == findings.NO_FIGURES
        assert measure.formula
        assert not measure.steps


def test_every_kind_of_claim_is_listed_and_an_unknown_one_too():
    claims = pd.DataFrame({"test": ["equals", "equals", "by_guess"]})
    found = measures.kinds_of_claims(claims, CLAIM_TEST).set_index("kind")
    assert set(found.index) == {*CLAIM_TEST, "by_guess"}
    assert found["claims"].to_dict() | {"equals": 2, "by_guess": 1} == found["claims"].to_dict()
    assert found.loc["by_guess", "meaning"] == ""
    assert found["claims"].sum() == 3


def test_readers_are_told_every_kind_of_claim_without_the_words_of_the_dataset():
    assert set(findings.KINDS_OF_CLAIMS) == set(CLAIM_TEST)
    for meaning in findings.KINDS_OF_CLAIMS.values():
        assert not re.search(r"_|threshold|filter|\brow|base period", meaning)
