"""Exposure is what its definition says, to the last event."""

import math
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Transformer
from scipy.sparse import csr_array

from riskdata import geography
from riskdata.geography import _TO_PLANE
from riskdata.measures import exposure
from riskdata.measures.coverage import NOT_COVERED
from riskdata.measures.hotspots import covered, of_covered_time
from riskdata.nearness import Nearness, district_pairs, kernel, to_projects, to_stretches
from riskdata.preparation import prepare
from riskdata.projects import project_shapes, stretches
from riskdata.selection import Selection, selected
from riskdata.severity import severity

EVERYTHING = Selection("incidents", date(2004, 1, 1), date(2026, 5, 24))
AS_OF = pd.Timestamp(2026, 5, 24)


@pytest.fixture(scope="module")
def shapes(projects, routes):
    return project_shapes(projects, routes)


@pytest.fixture(scope="module")
def nearness(curated, projects, shapes) -> Nearness:
    return to_projects(curated, projects, district_pairs(shapes))


@pytest.fixture(scope="module")
def events(curated, record_coverage) -> pd.DataFrame:
    """Every event that counts, as a source of exposure."""
    known = covered(record_coverage, "incidents", EVERYTHING.start, EVERYTHING.end, False)
    return of_covered_time(selected(exposure.sources(curated), EVERYTHING), known)


@pytest.mark.parametrize(("scale", "half_life"), [(25.0, 12.0), (10.0, 3.0)])
def test_the_scores_are_those_of_a_double_loop(
    curated, projects, shapes, nearness, events, scale, half_life
):
    measured = exposure.scores(
        kernel(nearness, scale), exposure.weights(events, AS_OF, half_life, nearness.places)
    )
    district, grid = geography.district_grid()
    number = {name: i for i, name in enumerate(geography.districts()["name"])}
    rows = curated.events.loc[events.index].to_dict("records")
    points = geography.points([row["longitude"] for row in rows], [row["latitude"] for row in rows])
    known = {"exact", "town"}
    spread = sorted({row["district"] for row in rows if row["location_precision"] == "district"})
    for project, shape in enumerate(shapes):
        km = geography.km_between(points, np.full(len(points), shape, dtype=object))
        felt_in = {}
        for name in spread:
            here = grid[district == number[name]]
            far = geography.km_between(here, np.full(len(here), shape, dtype=object))
            felt_in[name] = sum(math.exp(-d / scale) for d in far if d <= 100) / len(here)
        total = 0.0
        for i, row in enumerate(rows):
            toll = [0 if pd.isna(row[part]) else row[part] for part in ("killed", "wounded")]
            weight = 1 + 3 * toll[0] + 0.5 * toll[1]
            if row["target_type"] in ("Chinese nationals", "CPEC project"):
                weight *= 2
            months = (AS_OF - row["date"]).days / 365.25 * 12
            if row["location_precision"] in known:
                near = math.exp(-km[i] / scale) if km[i] <= 100 else 0.0
            elif row["location_precision"] == "district":
                near = felt_in[row["district"]]
            else:
                near = 0.0
            total += weight * 0.5 ** (months / half_life) * near
        assert measured[project] == pytest.approx(total, rel=1e-9, abs=1e-9)
    assert (measured > 0).sum() > 60


def test_the_parts_of_every_project_sum_to_its_score(nearness, events):
    felt = kernel(nearness, 25.0)
    scores = exposure.scores(felt, exposure.weights(events, AS_OF, 12.0, nearness.places))
    for shape, score in enumerate(scores):
        parts = exposure.parts(exposure.near_one(events, felt[[shape]]), AS_OF, 12.0)
        assert parts["points"].sum() == pytest.approx(score, rel=1e-9, abs=1e-12)
        assert parts["points"].is_monotonic_decreasing
        product = parts["severity"] * parts["factor"] * parts["recency"] * parts["nearness"]
        assert product.to_numpy() == pytest.approx(parts["points"].to_numpy())
        if score:
            assert parts["share"].sum() == pytest.approx(1.0)


def test_an_event_on_a_chinese_target_counts_twice(curated, events):
    chinese = curated.measured.loc[events.index, "chinese_target"]
    plain = curated.measured.loc[events.index, "severity"].to_numpy(float)
    assert chinese.any()
    assert events["weight"].to_numpy() == pytest.approx(np.where(chinese, 2, 1) * plain)


def test_what_is_known_to_its_district_is_spread_and_what_is_not_is_left_out(ucdp):
    events = exposure.sources(ucdp)
    precision = ucdp.measured["location_precision"]
    assert (events["point"] >= 0).sum() == precision.isin(["exact", "town"]).sum()
    beyond = precision.isin(["province", "country"])
    assert (events.loc[beyond, "place"] == -1).all()
    assert exposure.unplaced(events) == beyond.sum()
    vague = events[precision == "district"]
    names = geography.districts()["name"].to_numpy()[vague["place"] - len(ucdp.locations)]
    assert names.tolist() == ucdp.measured.loc[vague.index, "district"].tolist()


def test_an_event_without_a_point_is_spread_over_its_district(curated, projects, routes):
    rows = curated.events.query("location_precision == 'town'").head(3).copy()
    rows[["longitude", "latitude"]] = np.nan
    lost = exposure.sources(prepare(rows, projects, routes))
    assert (lost["point"] == -1).all()
    assert (lost["place"] >= 0).all()


def test_a_district_is_sampled_finely_enough_and_evenly(shapes):
    district, grid = geography.district_grid()
    table = geography.districts()
    assert np.bincount(district, minlength=len(table)).min() >= 40
    assert shapely.contains(table["shape"].to_numpy()[district], grid).all()
    # The sharpest kernel that a reader may set, against a grid four times as dense each way.
    felt = kernel(Nearness(NO_PAIRS, district_pairs(shapes), 0, len(shapes)), 10.0).toarray()
    for number in (0, 17, 60, 101):
        west, south, east, north = table["shape"][number].bounds
        x, y = np.meshgrid(np.arange(west, east, 2000.0), np.arange(south, north, 2000.0))
        inside = shapely.contains_xy(table["shape"][number], x.ravel(), y.ravel())
        fine = np.asarray(shapely.points(x.ravel()[inside], y.ravel()[inside]))
        for shape in np.argsort(-felt[:, number])[:3]:
            if felt[shape, number] < 0.01:
                continue
            km = geography.km_between(fine, np.full(len(fine), shapes[shape], dtype=object))
            exact = np.where(km <= 100, np.exp(-km / 10.0), 0.0).mean()
            assert felt[shape, number] == pytest.approx(exact, rel=0.1)


NO_PAIRS = pd.DataFrame({"point": [], "shape": [], "km": []}).astype({"point": int, "shape": int})


def test_nothing_beyond_its_reach_is_touched(curated, nearness, shapes):
    felt = kernel(nearness, 100.0)
    assert nearness.near["km"].max() <= 100
    assert felt.nnz < 0.1 * len(shapes) * nearness.places
    assert felt.data.min() >= math.exp(-1) * nearness.districts["share"].min()


def test_a_lines_distance_is_that_on_an_equidistant_projection(curated, nearness, shapes):
    """Around each event a projection in which distances from it are true."""
    lines = [i for i, shape in enumerate(shapes) if shape.geom_type != "Point"]
    pairs = nearness.near[nearness.near["shape"].isin(lines)].sample(150, random_state=7)
    places = curated.locations.loc[pairs["point"]]
    for km, number, longitude, latitude in zip(
        pairs["km"], pairs["shape"], places["longitude"], places["latitude"], strict=True
    ):
        around = CRS.from_proj4(f"+proj=aeqd +lon_0={longitude} +lat_0={latitude} +ellps=WGS84")
        to_around = Transformer.from_crs(_TO_PLANE.target_crs, around, always_xy=True)
        dense = shapely.segmentize(shapes[number], 500.0)
        drawn = shapely.transform(
            dense, lambda xy, t=to_around: np.column_stack(t.transform(*xy.T))
        )
        assert km * 1000 == pytest.approx(shapely.distance(drawn, shapely.Point(0, 0)), abs=5.0)


def test_stretches_cut_every_route_whole_and_near_20_km(routes, curated):
    cut = stretches(routes)
    for route, parts in cut.groupby("route_id", observed=True, sort=False):
        length = (parts["end_km"] - parts["start_km"]).to_numpy()
        assert parts["start_km"].iloc[0] == 0
        assert parts["start_km"].to_numpy()[1:] == pytest.approx(parts["end_km"].to_numpy()[:-1])
        assert shapely.length(parts["shape"].to_numpy()) / 1000 == pytest.approx(length)
        assert np.ptp(length) < 1e-6
        assert 13 < length[0] < 30 or len(parts) == 1
        waypoints = routes[routes["route_id"] == route].sort_values("sequence")["place"].tolist()
        legs = list(pairwise(waypoints))
        order = [
            legs.index(leg) for leg in zip(parts["from_place"], parts["to_place"], strict=True)
        ]
        assert order == sorted(order)
    near = to_stretches(curated, cut, district_pairs(cut["shape"].to_numpy()))
    assert near.shapes == len(cut)
    some = near.near.sample(40, random_state=1)
    here = curated.locations.loc[some["point"]]
    km = geography.km_between(
        geography.points(here["longitude"], here["latitude"]),
        cut["shape"].to_numpy()[some["shape"]],
    )
    assert some["km"].to_numpy() == pytest.approx(km)


def test_a_band_says_which_attack_at_the_fence_would_weigh_as_much():
    for dead, band in [(0, "low"), (1, "moderate"), (10, "high"), (49, "high"), (50, "very high")]:
        points = severity(pd.Series([dead]), pd.Series([0])).to_numpy()
        assert exposure.bands(points).tolist() == [band]
        assert exposure.like_deaths(points[0]) == dead
    assert exposure.bands(np.array([0.0, 1e-12])).tolist() == ["none", "low"]


@pytest.mark.parametrize("half_life", [3.0, 12.0, 24.0])
def test_the_course_is_the_score_as_of_the_end_of_each_month(nearness, events, half_life):
    felt = kernel(nearness, 25.0)[[67]]
    course = exposure.course(
        exposure.near_one(events, felt), pd.Timestamp(2023, 3, 1), AS_OF, half_life
    )
    assert course["date"].iloc[0] == pd.Timestamp(2023, 3, 31)
    assert course["date"].iloc[-1] == AS_OF
    assert len(course) == 39
    for day, value in course.itertuples(index=False):
        weight = exposure.weights(events, day, half_life, nearness.places)
        assert value == pytest.approx(exposure.scores(felt, weight)[0], rel=1e-9)


def test_time_that_the_record_does_not_cover_adds_nothing(curated, events, record_coverage):
    known = covered(record_coverage, "incidents", EVERYTHING.start, EVERYTHING.end, False)
    gap = known[known["status"] == NOT_COVERED]
    assert gap["end"].max() < events["date"].min() == curated.measured.loc[events.index[0], "date"]


# One shape and a handful of places at chosen distances; the measure's own functions.
EVENT = st.fixed_dictionaries(
    {
        "place": st.integers(-1, 4),
        "age": st.integers(-30, 3000),
        "killed": st.integers(0, 200),
        "wounded": st.integers(0, 400),
        "doubled": st.booleans(),
    }
)
PLACES = Nearness(NO_PAIRS, NO_PAIRS, 5, 1).places
KM = st.lists(st.floats(0, 150), min_size=5, max_size=5)
HALF_LIFE = st.sampled_from([3.0, 6.0, 12.0, 24.0])
SCALE = st.sampled_from([10.0, 25.0, 100.0])


def frame(events: list[dict]) -> pd.DataFrame:
    rows = pd.DataFrame(events, columns=["place", "age", "killed", "wounded", "doubled"])
    weight = severity(rows["killed"], rows["wounded"]) * np.where(rows["doubled"].eq(True), 2, 1)
    return pd.DataFrame(
        {
            "date": (AS_OF - pd.to_timedelta(rows["age"].astype(int), unit="D")).astype(
                "datetime64[us]"
            ),
            "place": rows["place"].astype("int32"),
            "point": rows["place"].astype("int32"),
            "weight": weight.astype(float),
            "doubled": rows["doubled"].astype(bool),
            "day": exposure.days_of(np.datetime64(AS_OF)) - rows["age"].astype("int32"),
        }
    )


def felt_at(km: list[float], scale: float) -> csr_array:
    here = np.flatnonzero(np.array(km) <= 100)
    near = pd.DataFrame({"point": here, "shape": 0, "km": np.array(km)[here]})
    nowhere = pd.DataFrame({"district": [], "shape": [], "km": [], "share": []}).astype(
        {"district": int, "shape": int}
    )
    return kernel(Nearness(near, nowhere, 5, 1), scale)


def score(events: list[dict], km: list[float], scale: float, half_life: float) -> float:
    felt = felt_at(km, scale)
    return float(
        exposure.scores(felt, exposure.weights(frame(events), AS_OF, half_life, PLACES))[0]
    )


@given(KM, SCALE, HALF_LIFE)
def test_without_events_there_is_no_score(km, scale, half_life):
    assert score([], km, scale, half_life) == 0


@given(st.lists(EVENT, max_size=12), KM, SCALE, HALF_LIFE, st.randoms())
def test_the_order_of_events_does_not_matter(events, km, scale, half_life, random):
    shuffled = random.sample(events, len(events))
    assert score(shuffled, km, scale, half_life) == pytest.approx(
        score(events, km, scale, half_life), rel=1e-12
    )


@given(
    st.lists(EVENT, min_size=1, max_size=12),
    KM, SCALE, HALF_LIFE,
    st.sampled_from(["killed", "wounded", "age", "doubled", "more"]),
)  # fmt: skip
def test_a_worse_a_newer_or_another_event_never_lowers_a_score(events, km, scale, half_life, how):
    before = score(events, km, scale, half_life)
    first = dict(events[0])
    if how == "age":
        first["age"] = max(first["age"] // 2, 0) if first["age"] >= 0 else 0
    elif how == "doubled":
        first["doubled"] = True
    elif how != "more":
        first[how] += 7
    after = [first, *events] if how == "more" else [first, *events[1:]]
    assert score(after, km, scale, half_life) >= before * (1 - 1e-12)


@given(st.lists(EVENT, max_size=12), KM, SCALE, HALF_LIFE, st.integers(0, 4), st.floats(0, 1))
def test_a_nearer_event_never_lowers_a_score(events, km, scale, half_life, place, part):
    nearer = [far * part if i == place else far for i, far in enumerate(km)]
    assert score(events, nearer, scale, half_life) >= score(events, km, scale, half_life) * (
        1 - 1e-12
    )


@given(st.lists(EVENT, max_size=12), KM, SCALE, HALF_LIFE)
def test_any_events_parts_sum_to_the_score(events, km, scale, half_life):
    parts = exposure.parts(exposure.near_one(frame(events), felt_at(km, scale)), AS_OF, half_life)
    assert parts["points"].sum() == pytest.approx(
        score(events, km, scale, half_life), rel=1e-9, abs=1e-12
    )
