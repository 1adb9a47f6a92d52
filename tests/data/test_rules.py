"""Each rule of the schemas refuses the row that breaks it, and says where and how to mend it."""

import time

import pytest

from riskdata import catalogue, schema
from riskdata.reading import read
from riskdata.schema import DatasetError
from tests.data.files import as_bytes, rows_of

KARACHI = {
    "province": "Sindh",
    "district": "Karachi",
    "latitude": "24.9",
    "longitude": "67.1",
    "location_precision": "exact",
}
# A row of each event record to change: the airport attack, and a clash with all counts given.
EVENT = {
    "incidents": "PK-2024-10-06-karachi-airport",
    "ucdp_events": "UCDP-192761",
}


def problems_after(dataset: str, change: dict[str, str], key: str = "") -> set[tuple]:
    """(row, column, message) of what is wrong once one real row is changed."""
    rows = rows_of(dataset)
    wanted = key or EVENT.get(dataset, "")
    chosen = next(row for row in rows if wanted in ("", next(iter(row.values()))))
    few = [chosen | change, *[row for row in rows if row is not chosen][:2]]
    try:
        read(dataset, as_bytes(few), f"{dataset}.csv")
    except DatasetError as error:
        return {(found.row, found.column, found.message) for found in error.problems}
    return set()


@pytest.mark.parametrize("dataset", EVENT)
def test_the_rows_to_be_changed_are_valid_themselves(dataset):
    assert problems_after(dataset, {}) == set()


@pytest.mark.parametrize(
    ("dataset", "change", "column", "message"),
    [
        ("incidents", {"date": "2099-01-01"}, "date", "lies in the future"),
        ("incidents", {"date": "6 Oct 2024"}, "date", "is no date"),
        ("incidents", {"date": "2024-13-06"}, "date", "is no date"),
        ("incidents", {"date": ""}, "date", "is empty"),
        ("incidents", {"killed": "three"}, "killed", "is no whole number"),
        ("incidents", {"killed": "2.5"}, "killed", "is no whole number"),
        ("incidents", {"killed": "1,000"}, "killed", "is no whole number"),
        ("incidents", {"wounded": "-1"}, "wounded", "is less than 0"),
        ("incidents", {"latitude": "north"}, "latitude", "is no number"),
        ("incidents", {"latitude": "inf"}, "latitude", "is no number"),
        ("incidents", {"event_id": "two words"}, "event_id", "has a space in it"),
        ("incidents", {"source_url": "dawn.com"}, "source_url", "is no web address"),
        ("incidents", {"confidence": "certain"}, "confidence", "is not in the list"),
        ("incidents", {"attack_type": "Ambush"}, "attack_type", "is not in the list"),
        ("incidents", {"perpetrator": "Nobody's Army"}, "perpetrator", "is no known group"),
        ("incidents", {"attribution": "unknown"}, "attribution", "is unknown, though a "),
        ("incidents", {"chinese_killed": "4"}, "chinese_killed", "is more than killed"),
        ("incidents", {"chinese_wounded": "17"}, "chinese_wounded", "is more than wounded"),
        ("incidents", {"province": "Punjab"}, "province", "is not the province of the district"),
        ("incidents", {"latitude": "12.5"}, "latitude", "lies outside Pakistan"),
        ("incidents", {"longitude": "24.9", "latitude": "67.17"}, "latitude", "lies outside"),
        ("incidents", {"latitude": "25.9"}, "district", "does not hold the point"),
        ("incidents", {"latitude": "31.5", "longitude": "74.3"}, "province", "does not hold the p"),
        ("incidents", {"location_precision": "province"}, "district", "is filled, though the p"),
        ("incidents", {"location_precision": "country"}, "province", "is filled, though the p"),
        ("ucdp_events", {"date_end": "1990-01-01"}, "date_end", "ends before it starts"),
        ("incidents", {"date": "1899-12-31"}, "date", "is before 1900-01-01"),
        ("incidents", {"killed": "100001"}, "killed", "is more than 100,000"),
        ("incidents", {"wounded": "100001"}, "wounded", "is more than 100,000"),
        ("incidents", {"killed": ""}, "chinese_killed", "is more than 0, though killed is empty"),
        (
            "incidents",
            {"wounded": ""},
            "chinese_wounded",
            "is more than 0, though wounded is empty",
        ),
        (
            "incidents",
            {"perpetrator": "unknown", "attribution": "claimed"},
            "attribution",
            "is claimed, though no perpetrator is named",
        ),
        ("ucdp_events", {"deaths_low": "9"}, "deaths_low", "is more than deaths_best"),
        (
            "ucdp_events",
            {"deaths_best": "", "deaths_low": "9", "deaths_high": "8"},
            "deaths_low",
            "is more than deaths_high",
        ),
        (
            "ucdp_events",
            {"killed": "", "attackers_killed": "7"},
            "deaths_best",
            "is not the sum of killed and",
        ),
        ("ucdp_events", {"deaths_best": "9"}, "deaths_best", "is more than deaths_high"),
        ("ucdp_events", {"attackers_killed": "2"}, "deaths_best", "is not the sum of killed and"),
        ("ucdp_events", {"civilians_killed": "1"}, "killed", "is not the sum of civilians"),
        (
            "ucdp_events",
            {"security_forces_killed": "", "civilians_killed": "9"},
            "killed",
            "is less than civilians, forces and others",
        ),
        ("ucdp_events", {"event_kind": "operation or clash"}, "killed", "is not zero, though only"),
        ("published_statistics", {"metric": "riots"}, "metric", "is not in the list"),
        ("published_statistics", {"period": "month"}, "period", "is no whole calendar"),
        ("published_statistics", {"period_end": "1900-01-01"}, "period_end", "ends before it"),
        ("published_statistics", {"value": "10.5"}, "value", "is a count and must be a whole"),
        ("published_statistics", {"value": "-3"}, "value", "is less than 0"),
        ("published_statistics", {"publisher": "Someone"}, "publisher", "is no known publisher"),
        (
            "arms_transfers",
            {"metric": "share of recipient imports", "value": "181"},
            "value",
            "is no share between 0 and 100",
        ),
        ("arms_transfers", {"period_end": "1990"}, "period_end", "ends before it starts"),
        ("arms_transfers", {"period_end": "2099"}, "period_end", "lies in the future"),
        (
            "arms_transfers",
            {"metric": "import volume", "value": "-5", "unit": "million TIV"},
            "value",
            "is less than 0",
        ),
        (
            "arms_transfers",
            {
                "supplier": "China",
                "metric": "recipient world rank",
                "value": "0",
                "unit": "rank",
            },
            "value",
            "is no place among countries",
        ),
        ("published_statistics", {"period_end": "2018-01-01"}, "period", "is no whole calendar"),
        (
            "published_statistics",
            {"period_start": "2016-12-31", "period_end": "2017-12-30"},
            "period",
            "is no whole calendar",
        ),
        (
            "published_statistics",
            {"period": "month", "period_start": "2017-01-15", "period_end": "2017-02-14"},
            "period",
            "is no whole calendar",
        ),
        (
            "published_statistics",
            {"metric": "GTI score", "value": "10.5"},
            "value",
            "is no GTI score",
        ),
        ("published_statistics", {"metric": "GTI rank", "value": "0"}, "value", "is no place am"),
        ("regions", {"population_year": "2099"}, "population_year", "lies in the future"),
        ("cpec_projects", {"capacity_unit": ""}, "capacity", "is given without capacity_unit"),
        ("cpec_projects", {"district": "Lahore"}, "district", "does not hold the point"),
        ("cpec_projects", {"commercial_date": "2001-01-01"}, "commercial_date", "comes before"),
        ("cpec_routes", {"sequence": "7"}, "sequence", "is not the next number along the line"),
        ("cpec_routes", {"sequence": "0"}, "sequence", "is less than 1"),
        ("security_footprint", {"domain": ""}, "category", "is a joint exercise without domain"),
        ("security_footprint", {"category": "basing"}, "category", "is a joint exercise without"),
        ("security_footprint", {"value": "8", "unit": ""}, "value", "is given without unit"),
        ("judgements", {"likelihood": "maybe"}, "likelihood", "is not in the list"),
        ("judgements", {"as_of": "spring 2025"}, "as_of", "is no year, month or day"),
        ("event_record_coverage", {"period_end": "2023-10-15"}, "period_start", "overlaps"),
        ("regions", {"kind": "district"}, "kind", "has no province"),
        ("regions", {"population_year": ""}, "population", "is given without population_year"),
        ("places", {"latitude": "30.0"}, "district", "does not hold the point"),
        ("district_aliases", {"district": "Atlantis"}, "district", "is no known district"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused(dataset, change, column, message):
    found = problems_after(dataset, change)
    assert any(where == column and said.startswith(message) for _, where, said in found), found
    rows = {row for row, _, _ in found}
    assert rows <= ({2, 3} if dataset == "event_record_coverage" else {2})


@pytest.mark.parametrize(
    ("change", "accepted"),
    [
        ({"location_precision": "town"}, True),
        ({"latitude": "24.70", "longitude": "66.55"}, True),  # 18 km off the drawn shore
        ({"latitude": "24.20", "longitude": "66.30"}, False),  # 78 km
        # 11 km beyond Karachi's edge, in Jamshoro
        ({"location_precision": "district", "latitude": "25.6", "longitude": "67.5"}, True),
        ({"location_precision": "exact", "latitude": "25.6", "longitude": "67.5"}, False),
    ],
    ids=["in town", "off shore", "far out at sea", "beside its district", "beside its spot"],
)
def test_a_point_may_lie_outside_by_as_much_as_its_precision_allows(change, accepted):
    assert (problems_after("incidents", KARACHI | change) == set()) is accepted


def test_a_low_estimate_above_the_best_is_not_mended_by_counting_more_dead():
    rows = rows_of("ucdp_events")[:1]
    rows[0]["deaths_low"] = "99"
    with pytest.raises(DatasetError) as failure:
        read("ucdp_events", as_bytes(rows), "mine.csv")
    assert {(found.column, found.remedy) for found in failure.value.problems} == {
        ("deaths_low", "Check the estimates against the source: low, best, high.")
    }


@pytest.mark.parametrize(
    "change",
    [
        {"killed": "", "chinese_killed": "", "wounded": "", "chinese_wounded": "0"},
        {"killed": "", "chinese_killed": "0"},
    ],
)
def test_no_chinese_victims_may_be_known_where_the_toll_is_not(change):
    assert problems_after("incidents", change) == set()


@pytest.mark.parametrize(
    "change",
    [
        {"killed": ""},
        {"killed": "", "attackers_killed": "", "deaths_best": "4", "deaths_high": "4"},
        {"killed": "", "civilians_killed": "", "deaths_best": "4", "deaths_high": "4"},
    ],
    ids=["parts add up", "attackers not known", "a part not known"],
)
def test_the_best_estimate_is_judged_only_where_its_parts_are_known(change):
    assert problems_after("ucdp_events", change) == set()


def test_a_change_of_imports_may_be_negative():
    change = {"metric": "change in recipient imports", "value": "-39", "unit": "per cent"}
    assert problems_after("arms_transfers", change) == set()


def test_a_repeated_key_is_refused_at_the_later_row():
    rows = rows_of("incidents")[:3]
    with pytest.raises(DatasetError) as failure:
        read("incidents", as_bytes([*rows, rows[1]]), "mine.csv")
    assert [(found.row, found.column) for found in failure.value.problems] == [(5, "event_id")]


def test_every_problem_is_told_at_once_in_order():
    rows = rows_of("incidents")[:4]
    rows[3]["killed"] = "many"
    rows[1]["confidence"] = "certain"
    rows[1]["date"] = "yesterday"
    with pytest.raises(DatasetError) as failure:
        read("incidents", as_bytes(rows), "mine.csv")
    told = [(found.row, found.column, found.value) for found in failure.value.problems]
    assert told == [
        (3, "date", "yesterday"),
        (3, "confidence", "certain"),
        (5, "killed", "many"),
    ]
    assert str(failure.value).endswith("(and 2 more problems)")
    assert all(found.remedy for found in failure.value.problems)


@pytest.mark.parametrize(
    ("dataset", "column", "value", "message"),
    [
        ("published_statistics", "region", "Atlantis", "is no known region"),
        ("turning_points", "region", "Atlantis", "is no known region"),
        ("cpec_routes", "project_id", "moon-road", "is no project"),
        ("cpec_routes", "project_id", None, "is a line without waypoints"),
        ("event_record_coverage", "record", "diary", "is no event record"),
        ("judgements", "basis", "FP-1999-never", "names a row that does not exist"),
        ("claims", "dataset", "rumours", "is no dataset"),
        ("claims", "metric", "riots", "is no metric of published_statistics"),
    ],
)
def test_a_contradiction_between_datasets_is_told(frames, dataset, column, value, message):
    changed = frames[dataset].copy()
    changed[column] = changed[column].astype(object)
    if value is None:
        changed[column] = changed[column].replace("ml-1", None)
    else:
        changed.loc[0, column] = value
    found = schema.cross_check(frames | {dataset: changed})
    assert message in {problem.message for problem in found}
    if value is not None:
        assert (dataset, 2, column, value) in {
            (problem.dataset, problem.row, problem.column, problem.value) for problem in found
        }


def test_an_event_outside_the_covered_periods_is_told(frames):
    coverage = frames["event_record_coverage"]
    provisional = coverage["status"] == "provisional"
    found = schema.cross_check(
        frames | {"event_record_coverage": coverage[~provisional].reset_index(drop=True)}
    )
    assert {(problem.dataset, problem.column) for problem in found} == {("ucdp_events", "date")}
    assert len(found) == (frames["ucdp_events"]["date"] > "2021-12-31").sum() == 221


def test_names_that_are_no_row_of_the_regions_are_told(frames):
    regions = frames["regions"]
    without = regions[regions["region"] != "Lahore"].reset_index(drop=True)
    found = [
        problem
        for problem in schema.cross_check(frames | {"regions": without})
        if (problem.column, problem.value) == ("district", "Lahore")
    ]
    told = {dataset: sum(each.dataset == dataset for each in found) for dataset in frames}
    assert {dataset: count for dataset, count in told.items() if count} == {
        dataset: int((frames[dataset]["district"] == "Lahore").sum())
        for dataset in ("incidents", "ucdp_events", "cpec_projects", "places", "district_aliases")
    }
    first = next(each for each in found if each.dataset == "incidents")
    assert first.row is not None
    assert rows_of("incidents")[first.row - 2]["district"] == "Lahore"


@pytest.mark.parametrize("missing", catalogue.datasets())
def test_a_missing_dataset_does_not_stop_the_comparison_of_the_rest(frames, missing):
    rest = {dataset: frame for dataset, frame in frames.items() if dataset != missing}
    assert schema.cross_check(rest) == []
    assert schema.cross_check({missing: frames[missing]}) == []


def test_a_contradiction_is_told_with_its_spreadsheet_row(frames):
    rows = rows_of("turning_points")[:3]
    rows[2]["region"] = "Atlantis"
    head, first, rest = as_bytes(rows).split(b"\n", 2)
    content = b"\n".join([head, b"", first, b"", rest])
    changed = read("turning_points", content, "turning_points.csv")
    (found,) = schema.cross_check(frames | {"turning_points": changed})
    assert (found.row, found.value) == (6, "Atlantis")


def test_comparing_the_bundled_datasets_takes_no_time(frames):
    start = time.process_time()
    schema.cross_check(frames)
    assert time.process_time() - start < 0.3
