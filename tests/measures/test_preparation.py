"""What is worked out once per version stands right beside each event."""

import h3
import numpy as np
import pytest

from riskdata import geography
from riskdata.preparation import ATTACK_KINDS, prepare
from riskdata.projects import project_shapes


def test_every_event_is_kept_in_the_order_of_its_date(ucdp):
    assert len(ucdp.events) == len(ucdp.measured) == 6637
    assert ucdp.events["date"].is_monotonic_increasing
    assert ucdp.events.index.equals(ucdp.measured.index)


def test_attacks_are_the_first_two_kinds(ucdp):
    kinds = ucdp.events.groupby("attack", observed=True)["event_kind"].unique()
    assert set(kinds[True]) == set(ATTACK_KINDS)
    assert not set(kinds[False]) & set(ATTACK_KINDS)


def test_columns_of_a_place_are_those_of_its_own_point(curated):
    some = curated.events.sample(60, random_state=3)
    km = geography.km_to_afghan_border(some["longitude"], some["latitude"])
    assert some["border_km"].to_numpy() == pytest.approx(km, rel=1e-5)
    district, _ = geography.district_at(some["longitude"], some["latitude"])
    located = some["district_located"].astype(object)
    assert located.where(located.notna(), None).tolist() == district.tolist()
    cells = [
        h3.latlng_to_cell(y, x, 5) for x, y in zip(some["longitude"], some["latitude"], strict=True)
    ]
    assert some["cell"].astype(object).tolist() == cells


def test_nearest_project_is_the_nearest_of_all(curated, projects, routes):
    shapes = project_shapes(projects, routes)
    for _, event in curated.events.sample(25, random_state=5).iterrows():
        here = geography.points(
            [event["longitude"]] * len(shapes), [event["latitude"]] * len(shapes)
        )
        km = geography.km_between(here, shapes)
        if km.min() > 100:
            assert np.isnan(event["project_km"])
        else:
            assert event["project_km"] == pytest.approx(km.min(), rel=1e-5)
            best = set(projects["project_id"][np.isclose(km, km.min(), rtol=1e-6)])
            assert event["nearest_project"] in best


def test_an_event_without_coordinates_has_a_place_nowhere(projects, routes, curated):
    events = curated.events[curated.events.columns].head(5).copy()
    events.loc[events.index[2], ["longitude", "latitude"]] = np.nan
    record = prepare(events, projects, routes)
    lost = record.events[record.events["longitude"].isna()]
    assert len(lost) == 1
    assert lost["location"].tolist() == [-1]
    assert lost[["border_km", "project_km"]].isna().all(axis=None)
    assert lost[["cell", "district_located", "nearest_project"]].isna().all(axis=None)


def test_without_projects_the_record_is_there_and_nothing_is_near_one(curated):
    record = prepare(curated.events.head(50), None, None)
    assert len(record.events) == 50
    assert record.events["project_km"].isna().all()
    assert record.near_projects.empty
