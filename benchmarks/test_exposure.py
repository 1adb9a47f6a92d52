"""Exposure of 1,000 projects to 1 million events at 20,000 places: only near pairs are touched.

The bundled records stand at some 1,000 places; so many more are what an export of a whole
country's events over decades brings.
"""

import gc
import time
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

from benchmarks.conftest import events_of
from riskdata import catalogue
from riskdata.measures import exposure, exposure_near, exposure_ranks
from riskdata.nearness import Nearness, district_pairs, kernel, to_projects
from riskdata.preparation import PreparedRecord, prepare
from riskdata.projects import project_shapes
from riskdata.selection import Selection, between, selected

pytestmark = pytest.mark.benchmark(timer=time.process_time)

POINT = ["longitude", "latitude"]
EVENTS, PLACES, PROJECTS = 1_000_000, 20_000, 1_000
EVERYTHING = Selection("incidents", date(2004, 1, 1), date(2026, 12, 31))
AS_OF = pd.Timestamp(2026, 5, 24)


class Country(NamedTuple):
    """Many events and projects, and what is prepared of them."""

    record: PreparedRecord
    projects: pd.DataFrame
    districts: pd.DataFrame
    nearness: Nearness
    sources: pd.DataFrame


def spread(rows: pd.DataFrame, size: int, degrees: float) -> pd.DataFrame:
    """`size` points drawn from those of the rows, each moved by up to so many degrees."""
    chance = np.random.default_rng(size)
    points = rows[POINT].to_numpy(float)[chance.integers(0, len(rows), size)]
    moved = points + chance.uniform(-degrees, degrees, points.shape)
    return pd.DataFrame(moved, columns=POINT)


@pytest.fixture(scope="module")
def country() -> Iterator[Country]:
    bundled, routes = catalogue.load("cpec_projects"), catalogue.load("cpec_routes")
    chance = np.random.default_rng(1)
    projects = bundled.iloc[chance.integers(0, len(bundled), PROJECTS)].reset_index(drop=True)
    number = pd.Series(np.arange(PROJECTS), dtype="str")
    # The first of each keeps its identifier, and with it its line.
    again = projects["project_id"].duplicated()
    projects["project_id"] = projects["project_id"].where(
        ~again, projects["project_id"] + "-" + number
    )
    at = spread(bundled, PROJECTS, 0.5)
    projects[POINT] = projects[POINT].where(~again, at)

    events = events_of("incidents", EVENTS)
    places = spread(events, PLACES, 0.3)
    events[POINT] = places.to_numpy()[chance.integers(0, PLACES, EVENTS)]
    record = prepare(events, projects, routes)
    districts = district_pairs(project_shapes(projects, routes))
    nearness = to_projects(record, projects, districts)
    yield Country(record, projects, districts, nearness, exposure.sources(record))
    gc.collect()


@pytest.fixture
def touched(country: Country, benchmark) -> None:
    """Notes how many pairs of an event's place and a project there are, and could be."""
    near = country.nearness
    pairs = kernel(near, 25.0).nnz
    possible = near.places * near.shapes
    assert pairs < 0.2 * possible
    benchmark.extra_info |= {"pairs": pairs, "possible": possible}


STEPS: dict[str, Any] = {
    "nearness, once per version": lambda c: (
        district_pairs(project_shapes(c.projects, catalogue.load("cpec_routes"))),
        to_projects(c.record, c.projects, c.districts),
        exposure.sources(c.record),
    ),
    "kernel, once per scale": lambda c: kernel(c.nearness, 25.0),
    "exposure, per click": lambda c: exposure.scores(
        KERNELS[25.0], exposure.weights(chosen(c), AS_OF, 12.0, c.nearness.places)
    ),
    "ranks at 16 pairs of scales, per click": lambda c: exposure_ranks.moved(
        chosen(c), KERNELS, AS_OF, c.nearness.places
    ),
    "near events, per click": lambda c: exposure_near.near(
        c.nearness, between(chosen(c), date(2025, 5, 25), date(2026, 5, 24)), chosen(c)
    ),
    "parts and course of one project": lambda c: (
        exposure.parts(near_first(c), AS_OF, 12.0),
        exposure.course(near_first(c), pd.Timestamp(2022, 1, 1), AS_OF, 12.0),
    ),
}
KERNELS: dict[float, Any] = {}


def chosen(country: Country) -> pd.DataFrame:
    return selected(country.sources, EVERYTHING)


def near_first(country: Country) -> pd.DataFrame:
    return exposure.near_one(chosen(country), KERNELS[25.0][[0]])


@pytest.mark.parametrize("step", STEPS)
def test_exposure(run, country, touched, step):
    KERNELS.update({scale: kernel(country.nearness, scale) for scale in exposure_ranks.SCALES_KM})
    rounds = 1 if "version" in step else 5
    run(STEPS[step], country, rounds=rounds, warmup_rounds=int(rounds > 1))
