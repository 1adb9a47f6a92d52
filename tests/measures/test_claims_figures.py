"""Tests on published figures, worked by hand: they hold, they fail, they lack data."""

import pandas as pd
import pytest

from riskdata.measures.claim_answer import FAILS, HOLDS, OPEN, OWN_SOURCE
from riskdata.measures.claims import (
    assess,
)
from riskdata.reading import read
from tests.data.files import as_bytes
from tests.measures.claim_cases import (
    claim,
    on_figures,
    statistics,
    steps,
    verdicts,
    years,
)


def test_a_threshold_is_reached_missed_or_not_published():
    frame = statistics(
        ("GTI", "a", 2024, 1000), ("PICSS", "b", 2024, 999), ("NACTA", "c", 2019, 4000)
    )
    one = on_figures(frame, period=years(2024), threshold=1000)
    assert verdicts(one) == {"GTI": HOLDS, "PICSS": FAILS, "NACTA": OPEN}
    assert one.outcome == "disputed"
    (lacking,) = (answer for answer in one.answers if answer.source == "NACTA")
    assert lacking.missing == (years(2024),)


def test_equal_means_equal():
    frame = statistics(("GTI", "a", 2024, 81), ("PICSS", "b", 2024, 82))
    one = on_figures(frame, test="equals", period=years(2024), threshold=81)
    assert verdicts(one) == {"GTI": HOLDS, "PICSS": FAILS}


def test_a_ratio_is_taken_within_one_series():
    frame = statistics(
        ("GTI", "a", 2023, 517), ("GTI", "a", 2024, 1099),
        ("PIPS", "b", 2023, 306), ("PIPS", "b", 2024, 521),
        ("CRSS", "c", 2023, 100), ("CRSS", "another definition", 2024, 900),
    )  # fmt: skip
    one = on_figures(
        frame, test="ratio_at_least", period=years(2024), base=years(2023), threshold=2
    )
    assert verdicts(one) == {"GTI": HOLDS, "PIPS": FAILS, "CRSS": OPEN}
    assert one.own[0].value == pytest.approx(2.1257, abs=1e-4)
    assert len(one.own[-1].missing) == 1


def test_nothing_before_gives_no_ratio():
    frame = statistics(("GTI", "a", 2023, 0), ("GTI", "a", 2024, 5))
    one = on_figures(
        frame, test="ratio_at_least", period=years(2024), base=years(2023), threshold=2
    )
    assert verdicts(one) == {"GTI": OPEN}
    assert "no ratio" in one.own[0].why


def test_a_record_year_needs_every_year_before_unless_one_refutes_it():
    base = [("GTI", "a", year, 10) for year in (2021, 2022, 2023)]
    frame = statistics(
        *base, ("GTI", "a", 2024, 11),
        *[(p, d, y, v + (y == 2022)) for _, d, y, v in base for p in ["PICSS"]],
        ("PICSS", "a", 2024, 11),
        ("PIPS", "a", 2021, 10), ("PIPS", "a", 2023, 10), ("PIPS", "a", 2024, 11),
        ("CRSS", "a", 2021, 12), ("CRSS", "a", 2024, 11),
        ("SATP", "a", 2021, 12),
    )  # fmt: skip
    one = on_figures(frame, test="highest_since", period=years(2024), base=years(2021, 2023))
    assert verdicts(one) == {
        "GTI": HOLDS, "PICSS": FAILS, "PIPS": OPEN, "CRSS": FAILS, "SATP": OPEN,
    }  # fmt: skip
    missing = {answer.source: answer.missing for answer in one.own}
    assert missing["PIPS"] == (years(2022),)
    assert missing["CRSS"] == (years(2022), years(2023))
    assert missing["SATP"] == (years(2022), years(2023), years(2024))
    peak = next(answer for answer in one.own if answer.source == "PICSS")
    assert (peak.base, peak.base_period, peak.figure) == (11, years(2022), 11)


def test_a_base_period_of_broken_years_cannot_be_tested():
    frame = statistics(("GTI", "a", 2024, 1))
    half = years(2021, 2023)._replace(end=pd.Timestamp("2023-06-30"))
    one = on_figures(frame, test="highest_since", period=years(2024), base=half)
    assert one.outcome == "cannot be tested"
    assert "whole periods" in one.problem


def test_months_that_fill_the_year_are_its_figure_and_eleven_are_none():
    year = pd.date_range("2024-01-01", periods=12, freq="MS")
    parts = [
        statistics((publisher, "a", 2024, 10)).assign(
            period="month", period_start=month, period_end=month + pd.offsets.MonthEnd(0)
        )
        for publisher, months in (("GTI", year), ("PICSS", year[:-1]))
        for month in months
    ]
    frame = pd.concat(parts, ignore_index=True)
    one = on_figures(frame, period=years(2024), threshold=120)
    assert verdicts(one) == {"GTI": HOLDS, "PICSS": OPEN}
    assert one.own[0].value == 120
    assert one.rows == 12


def test_every_definition_of_a_publisher_stands_for_itself():
    frame = statistics(("CRSS", "narrow", 2024, 5), ("CRSS", "wide", 2023, 50))
    one = on_figures(frame, period=years(2024), threshold=40)
    assert [(a.definition, a.verdict) for a in one.own] == [("narrow", FAILS)]
    both = pd.concat(
        [statistics(("CRSS", "narrow", 2024, 5)), statistics(("CRSS", "wide", 2024, 50))],
        ignore_index=True,
    )
    one = on_figures(both, period=years(2024), threshold=40)
    assert [(a.definition, a.verdict) for a in one.own] == [("wide", HOLDS), ("narrow", FAILS)]
    assert one.sources == {"CRSS": FAILS}


def test_a_related_metric_is_shown_and_makes_no_verdict():
    frame = pd.concat(
        [
            statistics(("GTI", "a", 2024, 5), metric="killed"),
            statistics(("UCDP", "b", 2024, 500), metric="killed (all parties)"),
        ],
        ignore_index=True,
    )
    one = on_figures(frame, metric="killed", period=years(2024), threshold=100)
    assert verdicts(one) == {"GTI": FAILS}
    assert one.outcome == "does not hold"
    other = next(answer for answer in one.answers if answer.reading)
    assert (other.source, other.verdict) == ("UCDP", HOLDS)


def test_a_figure_from_the_statements_own_source_bears_nothing_out():
    frame = statistics(("GTI", "a", 2024, 5)).assign(source_url="https://example.org/claim")
    one = on_figures(frame, period=years(2024), threshold=1)
    assert one.outcome == "not enough data"
    assert [answer.reading for answer in one.answers] == [OWN_SOURCE]


def figure(**given: str) -> dict[str, str]:
    row = {
        "recipient": "Pakistan", "supplier": "China", "period_start": "2020",
        "period_end": "2024", "publisher": "SIPRI", "metric": "share of recipient imports",
        "value": "81", "unit": "per cent", "source": "First print",
        "source_url": "https://example.org/sipri", "notes": "",
    }  # fmt: skip
    return row | given


ARMS = {"dataset": "arms_transfers", "metric": "share of recipient imports",
        "filter": "supplier = China", "threshold": 81.0}  # fmt: skip


def test_each_print_of_a_figure_has_its_own_verdict():
    rows = [figure(), figure(value="80", source="Restated"), figure(supplier="France")]
    frame = read("arms_transfers", as_bytes(rows), "arms_transfers.csv")
    one = assess(
        claim(test="equals", period=years(2020, 2024), **ARMS), {"arms_transfers": frame}, {}
    )
    assert [(a.value, a.verdict, a.definition.split(", ")[-1]) for a in one.own] == [
        (81, HOLDS, "First print"),
        (80, FAILS, "Restated"),
    ]
    assert one.outcome == "does not hold"


def test_two_prints_of_a_period_give_no_ratio():
    rows = [figure(), figure(value="80", source="Restated"),
            figure(period_start="2015", period_end="2019", value="70")]  # fmt: skip
    frame = read("arms_transfers", as_bytes(rows), "arms_transfers.csv")
    one = assess(
        claim(test="ratio_at_least", period=years(2020, 2024), base=years(2015, 2019), **ARMS),
        {"arms_transfers": frame}, {},
    )  # fmt: skip
    assert verdicts(one) == {"SIPRI": OPEN}
    assert "several figures" in one.own[0].why


def headlines(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    written = [
        {"metric": metric, "value": value, "unit": "USD billion", "as_of": day,
         "publisher": publisher, "definition": "All of it", "source": "A report",
         "source_url": "https://example.org/h", "notes": ""}
        for publisher, metric, day, value in rows
    ]  # fmt: skip
    return read("cpec_headlines", as_bytes(written), "cpec_headlines.csv")


def test_without_a_period_the_newest_figure_of_each_publisher_counts():
    frames = {
        "cpec_headlines": headlines(
            ("APP", "CPEC pledged value", "2017-01-01", "70"),
            ("APP", "CPEC pledged value", "2023-01-01", "60"),
            ("PIDE", "CPEC pledged value", "2015-01-01", "65"),
            ("Arab News", "Something else", "2024-04-28", "65"),
        ),
        "security_footprint": steps(
            {"date": "2025-04-29", "title": "Valued", "value": "65000000000", "unit": "USD",
             "source_url": "https://example.org/claim"},
            {"date": "2025-04-30", "title": "No", "value": "65", "unit": "USD"},
        ),
    }  # fmt: skip
    one = assess(
        claim(dataset="cpec_headlines", metric="CPEC pledged value", threshold=65), frames, {}
    )
    assert verdicts(one) == {"PIDE": HOLDS, "APP": FAILS}
    assert one.own[1].value == 60
    assert one.elsewhere is not None
    assert one.elsewhere[["what", "own"]].to_numpy().tolist() == [
        ["Something else", False],
        ["Valued", True],
    ]
