"""Each measure over a whole record: what a click may cost as the record grows."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from riskdata import catalogue
from riskdata.measures import attack_trends, border_profile, hotspot_years, hotspots, lenses
from riskdata.measures.coverage import periods, share_of_published
from riskdata.measures.incidents import ordered, totals
from riskdata.measures.near_projects import near_projects
from riskdata.measures.search import matching
from riskdata.measures.shares import part_of, share_by_quarter
from riskdata.measures.what_changed import what_changed
from riskdata.preparation import PreparedRecord
from riskdata.selection import BORDER_BELT, PAKISTAN, Selection, in_region, selected
from riskdata.severity import recency

pytestmark = pytest.mark.benchmark(timer=time.process_time)

FIRST, LAST = date(2022, 1, 1), date(2025, 12, 31)
EVERYTHING = Selection("incidents", date(2004, 1, 1), date(2026, 12, 31))
YEAR = Selection("incidents", date(2025, 1, 1), date(2025, 12, 31))

KNOWN = catalogue.load("event_record_coverage")
COVERED = periods(KNOWN, "incidents", FIRST, LAST)
YEARS = attack_trends.steps(FIRST, LAST, "year")
MONTHS = attack_trends.steps(FIRST, LAST, "month")
BY_MONTH = attack_trends.coverage_by_step(COVERED, MONTHS, "month", False)
STATISTICS = catalogue.load("published_statistics")

Events = pd.DataFrame
MEASURES: dict[str, Callable[[PreparedRecord, Events], Any]] = {
    "selection: everything": lambda r, e: selected(r.measured, EVERYTHING),
    "selection: the border belt in a year": lambda r, e: selected(
        r.measured, Selection("incidents", YEAR.start, YEAR.end, region=BORDER_BELT)
    ),
    "severity and recency": lambda r, e: (
        e["severity"] * recency(e["date"], e["date"].iloc[-1])
    ).sum(),
    "shares: part_of": lambda r, e: part_of(e, in_region(e, BORDER_BELT, 50)),
    "shares: share_by_quarter": lambda r, e: share_by_quarter(r, "Balochistan", 50),
    "coverage: share_of_published": lambda r, e: share_of_published(
        r.measured, "incidents", STATISTICS, KNOWN, PAKISTAN, FIRST, LAST
    ),
    "what_changed": lambda r, e: what_changed(
        selected(r.measured, YEAR), selected(r.measured, YEAR.before())
    ),
    "near_projects": near_projects,
    "attack_trends: by_step": lambda r, e: attack_trends.by_step(e, "Perpetrator", MONTHS, "month"),
    "attack_trends: calendar": lambda r, e: attack_trends.calendar(e, BY_MONTH, "events"),
    "attack_trends: lethality": lambda r, e: attack_trends.lethality(e, YEARS),
    "attack_trends: top_groups": lambda r, e: attack_trends.top_groups(e, None, YEARS, "year"),
    "attack_trends: targets_by_group": lambda r, e: attack_trends.targets_by_group(
        e, ["Tehrik-i-Taliban Pakistan", "Balochistan Liberation Army"]
    ),
    "hotspots: counts": lambda r, e: hotspots.counts(e, "district"),
    "hotspots: changes": lambda r, e: hotspots.changes(
        hotspots.counts(selected(r.measured, YEAR), "district"),
        hotspots.counts(selected(r.measured, YEAR.before()), "district"),
        "events",
    ),
    "hotspots: densest_cell": lambda r, e: hotspots.densest_cell(e, "events"),
    "hotspot_years: by_location": lambda r, e: hotspot_years.by_location(
        e, hotspot_years.covered_years(KNOWN, "incidents", FIRST, LAST, False).shown, r.locations
    ),
    "border_profile: by_band": lambda r, e: border_profile.by_band(e),
    "lenses: killed_share": lambda r, e: lenses.killed_share(e, in_region(e, "Balochistan", 50)),
    "lenses: course": lambda r, e: lenses.course(e, in_region(e, BORDER_BELT, 50), COVERED),
    "lenses: overlap": lambda r, e: lenses.overlap(e, 50),
    "incidents: totals": lambda r, e: totals(e),
    "incidents: ordered by number": lambda r, e: ordered(r.events["killed"], True),
    "incidents: ordered by text": lambda r, e: ordered(r.events["place"], False),
}


@pytest.mark.parametrize("name", MEASURES)
def test_measure(run, record, name):
    events = selected(record.measured, Selection("incidents", FIRST, LAST))
    run(MEASURES[name], record, events, rounds=5, warmup_rounds=1)


@pytest.mark.parametrize("query", ["gwadar", "TTP bomb", '"police station"', "b"])
def test_search(run, index_of, query):
    assert np.any(run(matching, index_of(), query, rounds=5, warmup_rounds=1))
