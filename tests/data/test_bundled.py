"""The bundled datasets are valid, complete and described."""

from datetime import date

import pandas as pd
import pytest

from riskdata import catalogue, datapackage, reading, schema
from riskdata.schema.columns import DTYPES

ROWS = {
    "incidents": 903,
    "ucdp_events": 6637,
    "published_statistics": 2401,
    "cpec_projects": 94,
    "cpec_routes": 315,
    "cpec_headlines": 75,
    "prc_nationals": 4,
    "security_footprint": 176,
    "arms_transfers": 56,
    "judgements": 42,
    "claims": 13,
    "turning_points": 10,
    "event_record_coverage": 6,
    "regions": 162,
    "places": 1014,
    "district_aliases": 465,
}
EVENT_COLUMNS = [
    "event_id",
    "date",
    "date_end",
    "date_precision",
    "event_kind",
    "province",
    "district",
    "place",
    "latitude",
    "longitude",
    "location_precision",
    "attack_type",
    "target_type",
    "perpetrator",
    "attribution",
    "killed",
    "wounded",
    "civilians_killed",
    "security_forces_killed",
    "unknown_killed",
    "attackers_killed",
    "deaths_best",
    "deaths_low",
    "deaths_high",
    "chinese_killed",
    "chinese_wounded",
    "confidence",
    "summary",
    "source",
    "source_url",
    "notes",
]


def test_every_csv_beside_the_schemas_is_a_dataset():
    assert {path.stem for path in catalogue.BUNDLED.glob("*.csv")} == set(catalogue.datasets())


def test_the_datasets_hold_the_rows_that_were_curated(frames):
    assert {dataset: len(frame) for dataset, frame in frames.items()} == ROWS


@pytest.mark.parametrize("dataset", catalogue.datasets())
def test_each_dataset_meets_its_own_assertions(dataset, frames):
    frame, asserted = frames[dataset], catalogue.metadata(dataset).assertions
    assert len(frame) >= asserted.min_rows > 0
    assert 0 <= asserted.max_shrink < 0.1
    assert asserted.filled
    for column, share in asserted.filled.items():
        assert frame[column].notna().mean() >= share, column


@pytest.mark.parametrize("dataset", catalogue.datasets())
def test_each_dataset_says_what_it_is_and_whose(dataset):
    about = catalogue.metadata(dataset)
    for said in (about.title, about.row, about.counts, about.publisher, about.licence):
        assert said.strip()
    assert about.credit
    assert about.rhythm
    assert about.cautions
    assert isinstance(about.as_of, date)


@pytest.mark.parametrize("dataset", catalogue.datasets())
def test_each_column_has_the_type_that_its_schema_promises(dataset, frames):
    frame, declared = frames[dataset], schema.SCHEMAS[dataset].columns
    assert list(frame) == list(declared)
    for column, declaration in declared.items():
        kind = declaration.metadata["kind"]
        expected = "category" if kind == "label" else str(DTYPES[kind])
        assert str(frame[column].dtype) == expected, column
        assert declaration.description, column
    assert isinstance(frame.index, pd.RangeIndex)


def test_nothing_in_one_dataset_contradicts_another(frames):
    assert schema.cross_check(frames) == []


@pytest.mark.parametrize("dataset", ["incidents", "ucdp_events"])
def test_every_event_record_has_the_whole_event_schema(dataset, frames):
    assert list(frames[dataset]) == EVENT_COLUMNS
    assert catalogue.EVENT_RECORDS[dataset] == catalogue.metadata(dataset)


def test_what_a_record_does_not_hold_is_empty_not_zero(frames):
    assert frames["ucdp_events"]["wounded"].isna().all()
    assert frames["ucdp_events"]["chinese_killed"].isna().all()
    assert frames["incidents"]["deaths_best"].isna().all()


def test_spellings_in_the_rows_are_mended_on_reading(frames):
    events = frames["incidents"]
    written = events[events["district"] == "Dera Ismail Khan"].astype("str")
    written["province"], written["district"] = "KPK", "DI Khan"
    read = reading.read("incidents", datapackage.as_csv(written), "given.csv")
    assert set(read["district"]) == {"Dera Ismail Khan"}
    assert set(read["province"]) == {"Khyber Pakhtunkhwa"}


@pytest.mark.parametrize("dataset", catalogue.datasets())
def test_files_are_written_as_exports_are(frames, dataset):
    """So the same content has the same hash, bundled or published."""
    written = (catalogue.BUNDLED / f"{dataset}.csv").read_bytes()
    assert written == datapackage.as_csv(frames[dataset])


def test_names_and_words_carry_the_same_categories_in_every_record(frames):
    for column in ("province", "district", "event_kind", "target_type", "confidence"):
        first, second = (
            frames[record][column].cat.categories for record in ("incidents", "ucdp_events")
        )
        assert list(first) == list(second), column


def test_each_row_mended_at_the_source_says_so_in_its_notes(frames):
    events = frames["ucdp_events"].set_index("event_id")
    assert events.at["UCDP-192761", "notes"].endswith(
        "UCDP gives low 4, best 3, high 3: range widened to hold the best estimate"
    )
    assert events.at["UCDP-192761", "deaths_low"] == 3
    sui = events[events["place"] == "Sui town"]
    assert set(sui["district"]) == {"Dera Bugti"}
    assert sui["longitude"].between(69, 70).all()
