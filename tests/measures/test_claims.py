"""What becomes of each row of the claims: tested by its kind, or told why it cannot be."""

from pathlib import Path

import pytest

from riskdata.measures.claim_answer import HOLDS, Claim
from riskdata.measures.claims import (
    KINDS,
    Assessed,
    assess,
    evaluate,
    most_answered,
    rows_behind,
)
from riskdata.reading import read
from riskdata.schema.vocabularies import CLAIM_TEST
from tests.data.files import as_bytes, rows_of
from tests.measures.claim_cases import (
    claim,
    on_figures,
    statistics,
    steps,
    years,
)


def test_the_kinds_are_those_that_the_vocabulary_explains():
    assert set(KINDS) == set(CLAIM_TEST)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"test": "proves"}, "“proves” is none of the kinds of test"),
        ({"dataset": "rumours"}, "“rumours” is no dataset"),
        ({"dataset": "judgements"}, "judgements cannot be read"),
        ({"metric": "riots"}, "nobody publishes “riots” for Pakistan"),
        ({"region": "Atlantis"}, "nobody publishes “attacks” for Atlantis"),
        ({"filter": "somewhere near"}, "“somewhere near” in the filter is no condition"),
        ({"filter": "colour = blue"}, "published_statistics has no column colour"),
        ({"threshold": None}, "at_least needs a threshold"),
        ({"period": None}, "need period_start and period_end"),
        ({"test": "ratio_at_least"}, "ratio_at_least needs base_start and base_end"),
        ({"test": "none_with"}, "none_with needs a filter"),
        ({"dataset": "security_footprint"}, "lacks publisher and metric"),
        ({"test": "count_equals", "dataset": "security_footprint", "region": "Sindh"},
         "does not tell Sindh"),
        ({"test": "row_equals", "dataset": "security_footprint"}, "needs values like column=2"),
        ({"test": "none_with", "dataset": "security_footprint",
          "filter": "category = basing; status = confrimed"}, "“confrimed” is no word of"),
    ],
)  # fmt: skip
def test_what_cannot_be_tested_is_told_in_words(given, said):
    frames = {"published_statistics": statistics(("GTI", "a", 2024, 1)),
              "security_footprint": steps({"date": "2024-01-01"})}  # fmt: skip
    asked = claim(**{"period": years(2024), "threshold": 1.0} | given)
    one = assess(asked, frames, {})
    assert one.outcome == "cannot be tested"
    assert said in one.problem
    assert one.rows == 0


def test_a_new_row_with_a_known_kind_needs_no_code():
    rows = rows_of("claims")[:1]
    rows.append(
        rows[0] | {"claim_id": "new", "statement": "PICSS and others count 500", "threshold": "500"}
    )
    rows.append(rows[0] | {"claim_id": "odd", "test": "rhymes_with"})
    frame = read("claims", as_bytes(rows), "claims.csv")
    figures = statistics(("GTI", "a", 2024, 501), ("PICSS", "b", 2024, 499))
    old, new, odd = evaluate(frame, {"published_statistics": figures}, {})
    assert (old.outcome, new.outcome, odd.outcome) == (
        "does not hold", "disputed", "cannot be tested",
    )  # fmt: skip
    assert "rhymes_with" in odd.problem


def test_each_row_behind_a_verdict_is_handed_out_once():
    frame = statistics(("GTI", "a", 2023, 1), ("GTI", "a", 2024, 3), ("PICSS", "a", 2024, 3))
    one = on_figures(
        frame, test="ratio_at_least", period=years(2024), base=years(2023), threshold=2
    )
    rows = rows_behind(one, {"published_statistics": frame}.__getitem__)
    assert len(rows) == one.rows == 2
    assert list(rows[["verdict", "answer_of", "value"]].itertuples(index=False)) == [
        (HOLDS, "GTI", 1), (HOLDS, "GTI", 3),
    ]  # fmt: skip


def test_the_claims_that_most_sources_answer_are_told_first():
    def one(name: str, test: str, dataset: str, *values: int) -> Assessed:
        publishers = ("GTI", "PICSS", "PIPS")
        frame = statistics(*[(p, "a", 2024, v) for p, v in zip(publishers, values, strict=False)])
        asked = claim(claim_id=name, period=years(2024), threshold=10)
        done = assess(asked, {"published_statistics": frame}, {})
        return Assessed(claim(claim_id=name, dataset=dataset), done.answers)

    every = [
        one("one source", "at_least", "published_statistics", 11),
        one("all agree", "at_least", "published_statistics", 11, 12, 13),
        one("they differ", "at_least", "published_statistics", 11, 12, 3),
        one("on China", "at_least", "cpec_headlines", 11),
        Assessed(claim(claim_id="broken", dataset="cpec_headlines"), problem="no"),
    ]
    assert [found.claim.claim_id for found in most_answered(every)] == ["they differ", "on China"]
    assert most_answered(every[-1:]) == []


def test_a_claim_without_its_cells_is_read_as_empty():
    rows = [rows_of("claims")[0] | {"period_start": "", "filter": "", "threshold": ""}]
    (one,) = evaluate(read("claims", as_bytes(rows), "claims.csv"), {}, {})
    assert isinstance(one.claim, Claim)
    assert (one.claim.period, one.claim.filter, one.claim.threshold) == (None, "", None)


def test_the_guide_explains_every_kind_as_the_vocabulary_does():
    guide = (Path(__file__).parents[2] / "docs/claims.md").read_text(encoding="utf-8")
    for kind, meaning in CLAIM_TEST.items():
        assert f"| `{kind}` | {meaning} |" in guide
