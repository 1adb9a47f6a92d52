"""The strips of the claims stand where the figures do, and say what they say."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdata.charts.claims import Strip, strip
from riskdata.findings import claims as findings
from riskdata.measures.claim_answer import FAILS, HOLDS, OPEN, Answer, Verdict
from riskdata.measures.claims import KINDS, Assessed
from tests.measures.claim_cases import claim, years


def answer(value: float, verdict: Verdict = HOLDS, **given) -> Answer:
    return Answer("GTI", "published_statistics", verdict, value=value, figure=value, **given)


def drawn(test: str, *answers: Answer, threshold: float | None = 1000) -> Strip:
    found = strip(Assessed(claim(test=test, threshold=threshold), answers))
    assert found is not None
    return found


def test_a_mark_stands_on_the_shaded_side_where_the_claim_holds():
    found = drawn("at_least", answer(1099), answer(908, FAILS))
    above, below = (mark.at for mark in found.marks)
    assert found.holds == (found.line, 100)
    assert above is not None
    assert below is not None
    assert below < found.line < above <= 100
    # The scale starts at 0, so that lengths compare as the figures do.
    assert below / above == pytest.approx(908 / 1099)
    assert found.line / above == pytest.approx(1000 / 1099)


def test_an_exact_claim_holds_at_the_line_alone():
    found = drawn("count_equals", answer(8), answer(9, FAILS), threshold=8)
    low, high = found.holds
    assert low < found.line < high
    at, off = (mark.at for mark in found.marks)
    assert at == found.line
    assert off is not None
    assert not low <= off <= high


def test_none_of_ten_is_told_from_one_of_ten():
    one = answer(1, FAILS, base=10.0)
    found = drawn("none_with", one, threshold=None)
    assert found.line == 0
    assert found.marks[0].at == pytest.approx(10 / 1.08)


def test_a_ratio_of_rates_stands_on_a_scale_of_multiples():
    found = drawn("rate_ratio_above", answer(10, low=1, high=100), threshold=1)
    (mark,) = found.marks
    assert not found.from_zero
    assert mark.low == found.line
    assert mark.at is not None
    assert mark.high is not None
    assert mark.at - found.line == pytest.approx(mark.high - mark.at)
    endless = drawn("rate_ratio_above", answer(inf, low=3, high=inf), threshold=1).marks[0]
    assert (endless.at, endless.high, endless.beyond) == (100, 100, True)


def test_what_has_no_figure_has_no_mark():
    assert strip(Assessed(claim(), (answer(nan, OPEN),))) is None
    assert strip(Assessed(claim(), problem="unknown")) is None


number = st.floats(0, 1e9) | st.just(inf)


@given(st.sampled_from(KINDS), st.floats(-5, 1e9), st.lists(number, min_size=1, max_size=5))
def test_every_mark_stands_on_the_strip(test, threshold, values):
    found = drawn(test, *[answer(v, low=v, high=v * 2) for v in values], threshold=threshold)
    places = [place for mark in found.marks for place in (mark.at, mark.low, mark.high)]
    assert all(place is not None and 0 <= place <= 100 for place in [*places, found.line])
    assert found.holds[0] <= found.line <= found.holds[1]


def assessed(**given) -> Assessed:
    return Assessed(claim(period=years(2024), threshold=1000, **given.pop("claim", {})), **given)


def test_the_heading_counts_how_the_claims_fare():
    holds, fails = (assessed(answers=(answer(1, verdict),)) for verdict in (HOLDS, FAILS))
    lacks = assessed(answers=(answer(nan, OPEN),))
    broken = assessed(problem="no")
    assert findings.heading([holds, holds, fails], "violence") == (
        "Of 3 statements on violence, 2 hold for every source that has the figures and 1 holds "
        "for none"
    )
    assert findings.heading([lacks, broken]) == (
        "Of 2 statements that are often repeated, 1 lacks the figures to tell and 1 cannot be "
        "tested"
    )
    assert findings.heading([], "violence") == "No statement on violence is listed to be tested"


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_the_outcome_names_the_sources_with_their_figures():
    other = Answer("PICSS", "published_statistics", FAILS, value=908, figure=908)
    assert findings.outcome(assessed(answers=(answer(1099), other))) == (
        "Disputed: holds for GTI (1,099); not for PICSS (908)."
    )
    near = Answer("incidents", "incidents", OPEN, value=0.6, low=0.26, high=0.88, figure=6, base=10)
    share = assessed(claim={"test": "share_at_least"}, answers=(near,))
    assert plain(findings.outcome(share)) == (
        "Not enough data to tell in Curated attacks: 6 of 10 attacks, 60 % (26 % to 88 %)."
    )
    assert findings.outcome(assessed(problem="it rhymes")) == "Cannot be tested: it rhymes."


def test_many_sources_are_told_by_their_ends():
    answers = [
        Answer(f"P{i}", "published_statistics", FAILS, value=i, figure=i) for i in range(1, 9)
    ]
    assert findings.outcome(assessed(answers=tuple(answers))) == (
        "Does not hold for 8 sources, from P1 (1) to P8 (8)."
    )


def test_years_without_a_figure_are_named():
    gap = Answer("CRSS", "published_statistics", OPEN, missing=(*map(years, (2014, 2015, 2017)),))
    run = Answer("NACTA", "published_statistics", OPEN, missing=(*map(years, range(2014, 2018)),))
    assert findings.open_answers(assessed(answers=(gap, run))) == (
        "Not enough data: CRSS (no figure for 2014, 2015 and 2017); NACTA (no figure for 2014 to "
        "2017)."
    )


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (62, "USD billion", "US$62 billion"),
        (162e6, "USD", "US$162 million"),
        (2500, "USD", "US$2,500"),
        (81, "per cent", "81 %"),
        (8, "exercises", "8 exercises"),
        (1099, "", "1,099"),
    ],
)
def test_figures_are_written_in_their_unit(value, unit, words):
    assert plain(findings.amount(value, unit)) == words
