"""Shares with the range that chance leaves open."""

from datetime import date
from math import sqrt

import numpy as np
import pytest

from riskdata.measures.near_projects import near_projects
from riskdata.measures.shares import part_of, share_by_quarter
from riskdata.measures.what_changed import what_changed
from riskdata.selection import Selection, in_region, selected

YEAR = Selection("incidents", date(2024, 1, 1), date(2024, 12, 31))


def test_share_and_wilson_interval_by_hand(curated):
    events = selected(curated.measured, YEAR)
    mask = in_region(events, "Balochistan", 50)
    part = part_of(events, mask)
    assert part is not None
    n, p, z = len(events), mask.sum() / len(events), 1.959964
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z / (1 + z**2 / n) * sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    assert part.share == pytest.approx(p)
    assert (part.low, part.high) == (
        pytest.approx(centre - reach, abs=1e-6),
        pytest.approx(centre + reach, abs=1e-6),
    )
    killed = events["killed"].fillna(0)
    assert part.killed_share == pytest.approx(killed[mask].sum() / killed.sum())


def test_no_events_no_share(curated):
    assert part_of(curated.measured[:0], np.array([], dtype=bool)) is None


def test_quarters_with_a_handful_of_attacks_have_no_share(curated):
    shares = share_by_quarter(curated, "Balochistan", 50)
    assert shares["2004":"2021"].isna().all()
    attacks = curated.events[curated.events["attack"]]
    quarter = attacks[(attacks["date"] >= "2024-07-01") & (attacks["date"] < "2024-10-01")]
    assert shares["2024-07-01"] == pytest.approx((quarter["province"] == "Balochistan").mean())


def test_projects_near_attacks_are_those_of_a_double_loop(curated):
    events = selected(curated.measured, YEAR)
    found = near_projects(curated, events, 25.0).set_index("project_id")
    near = curated.near_projects
    truth: dict[str, list] = {}
    for event in events[events["placed"]].itertuples():
        for pair in near[(near["location"] == event.location) & (near["km"] <= 25)].itertuples():
            truth.setdefault(pair.project_id, []).append((pair.km, event.date))
    assert set(found.index) == set(truth)
    for project, pairs in truth.items():
        assert found.loc[project, "events"] == len(pairs)
        assert found.loc[project, "nearest_km"] == pytest.approx(min(km for km, _ in pairs))
        assert found.loc[project, "latest"] == max(day for _, day in pairs)


def test_what_changed_counts_each_part_of_both_periods(curated):
    now = selected(curated.measured, YEAR)
    before = selected(curated.measured, YEAR.before())
    changes = what_changed(now, before)
    row = changes[changes["name"] == "Balochistan Liberation Army"].iloc[0]
    assert row["now"] == (now["perpetrator"] == "Balochistan Liberation Army").sum()
    assert row["before"] == (before["perpetrator"] == "Balochistan Liberation Army").sum()
    assert row["ratio"] == pytest.approx(row["now"] / len(now) / (row["before"] / len(before)))
    assert not changes["name"].isin(["unknown", "not recorded"]).any()
    assert (changes["now"] + changes["before"] >= 8).all()
