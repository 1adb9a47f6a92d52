"""What moves with the two scales, what is near, what stands there, and along which line."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely

from riskdata import geography
from riskdata.findings import cpec_exposure as findings
from riskdata.findings import cpec_exposure_pictures as picture_findings
from riskdata.measures import alignments, exposure, exposure_near, exposure_ranks, exposure_value
from riskdata.nearness import district_pairs, kernel, to_projects, to_stretches
from riskdata.projects import crossed, project_places, project_shapes, stretches
from riskdata.selection import Selection, selected

SINCE_2022 = Selection("incidents", date(2022, 1, 1), date(2026, 5, 24))
AS_OF = pd.Timestamp(2026, 5, 24)


@pytest.fixture(scope="module")
def shapes(projects, routes):
    return project_shapes(projects, routes)


@pytest.fixture(scope="module")
def nearness(curated, projects, shapes):
    return to_projects(curated, projects, district_pairs(shapes))


@pytest.fixture(scope="module")
def events(curated):
    return selected(exposure.sources(curated), SINCE_2022)


@pytest.fixture(scope="module")
def year(curated):
    return selected(exposure.sources(curated), replace(SINCE_2022, start=date(2025, 5, 25)))


def test_ranks_count_those_above_and_equal_ones_share_the_better():
    assert exposure_ranks.ranks(np.array([5.0, 9.0, 5.0, 0.0])).tolist() == [2, 1, 2, 4]


def test_ranks_move_as_sorting_at_each_pairing_of_scales_says(nearness, events):
    kernels = {scale: kernel(nearness, scale) for scale in exposure_ranks.SCALES_KM}
    table, found = exposure_ranks.moved(events, kernels, AS_OF, nearness.places)
    assert found.shape == (94, 4, 4)
    ranked = exposure_ranks.ranks(found)
    for i, scale in enumerate(exposure_ranks.SCALES_KM):
        for j, months in enumerate(exposure_ranks.HALF_LIVES):
            weight = exposure.weights(events, AS_OF, months, nearness.places)
            scores = exposure.scores(kernels[scale], weight)
            assert found[:, i, j] == pytest.approx(scores)
            above = [int((scores > score + 1e-9).sum()) for score in scores]
            assert np.abs(ranked[:, i, j] - 1 - above).max() <= 1
    assert table["best"].tolist() == [int(ranks.min()) for ranks in ranked]
    assert table["worst"].tolist() == [int(ranks.max()) for ranks in ranked]
    apart = table["worst"] - table["best"]
    robust = exposure_ranks.robust(table["best"].to_numpy(), table["worst"].to_numpy())
    assert robust.tolist() == (apart <= 5).tolist()
    assert 0 < robust.sum() < 94


def test_near_events_are_those_of_a_plain_loop(curated, projects, shapes, nearness, events, year):
    table = exposure_near.near(nearness, year, events)
    assert len(table) == len(projects)

    def away(rows: pd.DataFrame, shape: shapely.Geometry) -> pd.DataFrame:
        placed = curated.measured.loc[rows.index[rows["point"] >= 0]]
        points = geography.points(placed["longitude"], placed["latitude"])
        km = geography.km_between(points, np.full(len(points), shape, dtype=object))
        return pd.DataFrame({"km": km, "date": placed["date"].to_numpy()})

    for number in [*range(0, 94, 9), 67]:
        of_year, of_all = away(year, shapes[number]), away(events, shapes[number])
        row = table.iloc[number]
        for radius in (25, 50, 100):
            assert row[f"within_{radius}"] == (of_year["km"] <= radius).sum()
        reached = of_year[of_year["km"] <= 100].sort_values(["km", "date"])
        if reached.empty:
            assert np.isnan(row["nearest_km"])
            assert pd.isna(row["nearest_date"])
        else:
            assert row["nearest_km"] == pytest.approx(reached["km"].iloc[0])
            same = reached[reached["km"] <= reached["km"].iloc[0] + 1e-9]
            assert row["nearest_date"] == same["date"].max()
        close = of_all[of_all["km"] <= 25]
        if close.empty:
            assert pd.isna(row["latest_date"])
        else:
            assert row["latest_date"] == close["date"].max()
            latest = close.loc[close["date"] == close["date"].max(), "km"].min()
            assert row["latest_km"] == pytest.approx(latest)


def test_of_a_year_that_is_not_covered_nothing_is_counted(nearness, events, year):
    table = exposure_near.near(nearness, None, events)
    of_year = [f"within_{radius}" for radius in (25, 50, 100)] + ["nearest_km", "nearest_date"]
    assert table[of_year].isna().all(axis=None)
    of_all = ["latest_km", "latest_date"]
    assert table[of_all].equals(exposure_near.near(nearness, year, events)[of_all])


def listing(*rows: tuple) -> pd.DataFrame:
    columns = ["project_id", "part_of", "status", "sector", "cost_usd_million"]
    return pd.DataFrame(rows, columns=columns)


def test_the_cost_of_a_part_is_in_that_of_its_whole_where_both_are_listed():
    whole = ("line", None, "operational", "rail", 100.0)
    part = ("first-leg", "line", "operational", "rail", 30.0)
    assert exposure_value.costs(listing(whole, part))["cost"].tolist() == [100, 0]
    assert exposure_value.costs(listing(part))["cost"].tolist() == [30]
    unpriced = ("line", None, "operational", "rail", np.nan)
    assert exposure_value.costs(listing(unpriced, part))["cost"].tolist() == [0, 30]


def test_money_stands_only_in_what_is_there_and_a_missing_cost_is_counted():
    projects = listing(
        ("a", None, "operational", "road", 100.0),
        ("b", None, "under construction", "road", np.nan),
        ("c", None, "planned", "road", 70.0),
        ("d", None, "planned", "road", np.nan),
        ("e", None, "operational", "energy", 5.0),
    ).assign(band=["high", "high", "high", "low", "very high"])
    found = exposure_value.by_group(projects, exposure_value.costs(projects), "sector")
    assert found.to_numpy().tolist() == [
        ["energy", "very high", 1, 5.0, 0],
        ["road", "high", 3, 100.0, 1],
        ["road", "low", 1, 0.0, 0],
    ]


def test_no_bundled_cost_is_counted_twice(projects):
    table = exposure_value.costs(projects)
    standing = projects["status"].isin(["operational", "under construction"])
    assert projects.loc[table["inside"], "project_id"].tolist() == []
    # The whole line is planned: only its first package could be counted.
    both = projects.assign(status="operational")
    assert both.loc[exposure_value.costs(both)["inside"], "project_id"].tolist() == [
        "ml-1-karachi-rohri"
    ]
    assert table["cost"].sum() == pytest.approx(projects.loc[standing, "cost_usd_million"].sum())
    assert table["unknown"].sum() == projects.loc[standing, "cost_usd_million"].isna().sum()


def test_alignments_count_each_event_beside_them_once(curated, routes, year):
    cut = stretches(routes)
    near = to_stretches(curated, cut, district_pairs(cut["shape"].to_numpy()))
    felt = kernel(near, 25.0)
    scores = exposure.scores(felt, exposure.weights(year, AS_OF, 12.0, near.places))
    table = alignments.compared(cut, alignments.lengths(cut), near, year, scores)
    assert sorted(table["alignment"]) == ["central", "eastern", "northern", "western"]
    placed = curated.measured.loc[year.index[year["point"] >= 0]]
    points = geography.points(placed["longitude"], placed["latitude"])
    for row in table.to_dict("records"):
        own = cut[(cut["alignment"] == row["alignment"]) & cut["project_id"].isna()]
        line = shapely.union_all(own["shape"].to_numpy())
        km = geography.km_between(points, np.full(len(points), line, dtype=object))
        assert row["events"] == (km <= 25).sum()
        assert row["per_100_km"] == pytest.approx(row["events"] / row["km"] * 100)
        assert row["low"] <= row["per_100_km"] <= row["high"]
        assert scores[row["worst"]] == scores[own.index].max()
        assert row["worst"] in own.index
    unknown = alignments.compared(cut, alignments.lengths(cut), near, None, scores)
    assert unknown[["events", "per_100_km", "low", "high"]].isna().all(axis=None)
    of = table.set_index("alignment")
    assert unknown["worst"].tolist() == of.loc[unknown["alignment"], "worst"].tolist()


def test_a_road_that_runs_along_another_is_measured_once():
    def stretch(route: str, y: float, x: float = 0.0) -> tuple:
        line = shapely.LineString([(x, y), (x + 100_000, y)])
        return (route, "western", None, line)

    def km(*rows: tuple) -> float:
        table = pd.DataFrame(rows, columns=["route_id", "alignment", "project_id", "shape"])
        return alignments.lengths(table)["western"]

    assert km(stretch("a", 0)) == pytest.approx(100)
    assert km(stretch("a", 0), stretch("b", 3000)) == pytest.approx(100, abs=5)
    assert km(stretch("a", 0), stretch("b", 8000)) == pytest.approx(200)
    assert km(stretch("a", 0), stretch("a", 0, 100_000)) == pytest.approx(200)


def test_a_line_is_in_every_district_it_runs_through_and_a_site_in_its_own(projects, shapes):
    found = project_places(projects, shapes)
    of = found.groupby("shape")["district"].agg(set)
    assert len(of) == len(projects)
    names = projects["project_id"].tolist()
    assert {"Karachi", "Quetta", "Chaman"} <= of[names.index("n25-karachi-chaman")]
    assert of[names.index("dasu")] == {"Upper Kohistan"}
    polygons = geography.districts().set_index("name")["shape"]
    for number in np.flatnonzero(shapely.length(shapes) > 0):
        inside = {name for name, area in polygons.items() if area.intersects(shapes[number])}
        assert of[number] == inside
    province = found.groupby("shape")["province"].agg(set)
    assert province[names.index("ml-1")] == {"Sindh", "Punjab", "Khyber Pakhtunkhwa", "Islamabad"}


def test_stretches_off_the_drawn_coast_are_in_the_nearest_district(routes):
    cut = stretches(routes)
    found = crossed(cut["shape"].to_numpy())
    assert set(found["shape"]) == set(range(len(cut)))


def ranked(*ranks: tuple[int, int]) -> pd.DataFrame:
    """Projects in the order of their exposure, each with its best and its worst rank."""
    table = pd.DataFrame(ranks, columns=["best", "worst"])
    robust = exposure_ranks.robust(table["best"].to_numpy(), table["worst"].to_numpy())
    names = [f"Project {letter}" for letter in "ABCDEF"[: len(table)]]
    return table.assign(name=names, exposure=1.0, robust=robust)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (
            ranked((1, 4), (1, 2), (3, 4), (2, 9)),
            "1 of the 4 most exposed moves by more than 5 places as the scales move; "
            "the first three by at most 3",
        ),
        (
            ranked((1, 1), (2, 2), (3, 9), (2, 9)),
            "2 of the 4 most exposed move by more than 5 places as the scales move; "
            "the first two keep theirs",
        ),
        (
            ranked((1, 2), (1, 9), (1, 9)),
            "2 of the 3 most exposed move by more than 5 places as the scales move; "
            "Project A by at most 1",
        ),
        (
            ranked((1, 1), (2, 9), (2, 9)),
            "2 of the 3 most exposed move by more than 5 places as the scales move; "
            "Project A stays first",
        ),
        (
            ranked((1, 9), (1, 3)),
            "1 of the 2 most exposed moves by more than 5 places as the scales move, "
            "even the first",
        ),
        (
            ranked((1, 9), (1, 9)),
            "All 2 projects with events near move by more than 5 places as the scales move",
        ),
        (
            ranked((1, 2), (1, 2)),
            "None of the 2 most exposed moves by more than 5 places as the scales move",
        ),
        (
            ranked((1, 1), (2, 2)),
            "None of the 2 most exposed changes its place as the scales move",
        ),
    ],
)
def test_only_a_rank_that_never_moves_is_said_to_be_kept(table, words):
    assert picture_findings.most_exposed(table, 15) == words


def test_what_the_highest_bands_hold_is_told_over_all_scales():
    least = exposure.HIGH.least
    low, high = np.array([[0.0, least], [0, 0]]), np.array([[least, least], [0, least]])
    costs = pd.Series([40.0, 60.0])
    assert findings.bands_move(np.stack([low, high]), costs) == (
        "Much hangs on the scales: with 10 to 100\u00a0km and 3 to 24 months the bands very "
        "high and high hold 0 to 2 projects and up to US$100\u00a0million."
    )
    assert findings.bands_move(np.stack([high, high]), costs * 0).endswith("0 to 2 projects.")
    assert findings.bands_move(np.stack([low + least, high + least]), costs) == ""
    assert findings.bands_move(high[None], costs[:1]) == ""


def test_how_many_ranks_hold_reads_whatever_their_number():
    assert findings.ranks_hold(ranked((1, 3), (1, 9), (1, 9)), 2).startswith(
        "The rank holds within 5 places, whatever the scales, for one of the 2 most exposed and "
        "for one of all 3 with events near"
    )
    assert "for none of the 2 most exposed" in findings.ranks_hold(
        ranked((1, 9), (1, 9), (1, 9)), 2
    )
    assert findings.ranks_hold(ranked((1, 9), (1, 9), (1, 9)), 15) == (
        "The rank holds within 5 places, whatever the scales, for none of the 3 with events near: "
        "read them as groups, not as an order."
    )
    assert findings.ranks_hold(ranked((1, 1), (2, 2), (3, 3)), 15).endswith(
        "for all 3 projects with events near."
    )


def near(*counts: float) -> pd.DataFrame:
    """Projects with so many events within 25 km."""
    names = [f"Project {letter}" for letter in "ABCDEF"[: len(counts)]]
    return pd.DataFrame({"name": names, "within_25": counts})


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (near(), "No project to list"),
        (near(5), "Project A had 5 attacks within 25 km in 12 months"),
        (near(0), "Project A had no attack within 25 km in 12 months"),
        (near(0, 1, 0), "Project B alone of 3 projects had 1 attack within 25 km in 12 months"),
        (near(1, 3), "All 2 projects had attacks within 25 km in 12 months, Project B most: 3"),
        (near(1, 3, 0), "2 of 3 projects had attacks within 25 km in 12 months, Project B most: 3"),
        (near(0, 0), "None of 2 projects had any of the attacks within 25 km in 12 months"),
        (
            near(np.nan),
            "How many attacks Project A had within 25 km cannot be told: none of the 12 months is "
            "covered",
        ),
    ],
)
def test_how_many_projects_had_events_near_reads_whatever_their_number(table, words):
    assert picture_findings.table_words(table, "attacks", "12 months") == words


def test_no_money_in_the_highest_bands_is_none():
    projects = listing(("a", None, "operational", "road", 50800.0)).assign(band="low")
    said = findings.money(projects, exposure_value.costs(projects)).replace("\u00a0", " ")
    assert said == (
        "None of the US$50.8 billion in projects in use or being built stands in the bands "
        "very high and high."
    )
