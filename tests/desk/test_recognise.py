"""A table is known by its columns; what is not certain is offered or asked, never assumed."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskdata import catalogue
from riskdata.cells import Table
from riskdata.desk.columns import EXPORT_COLUMNS, EXPORTS, NEEDED_COLUMNS, folded
from riskdata.desk.files import Part
from riskdata.desk.recognise import recognise, renamed
from riskdata.desk.tables import table
from riskdata.reading import typed
from riskdata.schema import EVENT_RECORDS, SCHEMAS


def of(dataset: str, file: str = "export.csv") -> Table:
    return table(Part(file, (catalogue.BUNDLED / f"{dataset}.csv").read_bytes()))


def with_columns(columns: list[str]) -> Table:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([columns, ["1"] * len(columns)])
    return table(Part("export.csv", out.getvalue().encode()))


@pytest.mark.parametrize("dataset", catalogue.datasets())
def test_every_dataset_is_known_by_its_columns(dataset):
    found = recognise(of(dataset))
    assert (found.dataset, found.missing, found.unknown, found.choices) == (dataset, (), (), ())
    assert found.words == f"It is read as {dataset}."


@given(st.data())
@settings(max_examples=20)
def test_the_spelling_of_a_header_does_not_matter(data):
    cells = of("cpec_projects").cells
    spell = st.sampled_from([str.upper, str.title, lambda name: name.replace("_", " "),
                             lambda name: name.replace("_", "-"), lambda name: f" {name}\u200b",
                             lambda name: f"\ufeff{name}"])  # fmt: skip
    names = {name: data.draw(spell)(str(name)) for name in cells}
    found = recognise(Table("export.csv", cells.rename(columns=names)))
    assert (found.dataset, found.missing, found.unknown) == ("cpec_projects", (), ())
    assert found.matched == {written: name for name, written in names.items()}


def test_renamed_columns_are_offered_and_taken_only_when_agreed_to():
    given = of("incidents")
    names = {"latitude": "Lat", "longitude": "Lon", "perpetrator": "perpetrators"}
    found = recognise(Table("export.csv", given.cells.rename(columns=names)))
    assert found.dataset == "incidents"
    assert found.offered == {written: name for name, written in names.items()}
    assert found.missing == ("latitude", "longitude", "perpetrator")
    assert "`Lat` is perhaps `latitude`." in found.words
    written = Table("export.csv", given.cells.rename(columns=names))
    assert "Lat" in renamed(written, found.matched).cells
    mended = renamed(written, found.matched | found.offered)
    pd.testing.assert_frame_equal(typed("incidents", mended), typed("incidents", given))


def test_what_the_analyst_said_of_columns_is_neither_lacking_nor_offered_any_more():
    cells = of("incidents").cells.rename(columns={"latitude": "Lat", "perpetrator": "Who did it"})
    found = recognise(Table("export.csv", cells), None, {"Lat": "latitude"})
    assert (found.missing, found.unknown, found.offered) == (("perpetrator",), ("Who did it",), {})
    both = {"Lat": "latitude", "Who did it": "perpetrator"}
    assert recognise(Table("export.csv", cells), None, both).words == "It is read as incidents."


def test_columns_that_nothing_is_like_are_named_not_offered():
    cells = of("places").cells.assign(zzz="1")
    found = recognise(Table("export.csv", cells))
    assert (found.dataset, found.unknown, found.offered) == ("places", ("zzz",), {})
    assert found.words.endswith("`zzz` is not known.")


@pytest.mark.parametrize("record", ["incidents", "ucdp_events"])
def test_event_records_are_told_apart_by_their_ids_whatever_the_file_is_called(record):
    for file in ("export.csv", "incidents.csv", "ucdp_events-v3.csv"):
        assert recognise(of(record, file)).dataset == record


def test_an_event_record_without_telling_ids_goes_by_its_file_name_or_is_asked_for():
    cells = of("incidents").cells
    cells = cells.assign(event_id=[f"X-{at}" for at in range(len(cells))])
    assert recognise(Table("upload.zip: UCDP events.csv", cells)).dataset == "ucdp_events"
    asked = recognise(Table("export.csv", cells))
    assert (asked.dataset, asked.choices) == (None, EVENT_RECORDS)
    assert "choose incidents or ucdp_events" in asked.words


def test_ids_of_two_records_in_one_file_are_asked_about():
    cells = pd.concat([of("incidents").cells, of("ucdp_events").cells])
    assert recognise(Table("incidents.csv", cells)).dataset is None


@pytest.mark.parametrize("export", EXPORTS)
def test_a_foreign_export_is_known_whole_and_by_what_a_conversion_needs(export):
    for columns in (EXPORT_COLUMNS[export], NEEDED_COLUMNS[export]):
        found = recognise(with_columns(sorted(columns)))
        assert (found.dataset, found.missing, found.unknown) == (export, (), ())


def test_a_foreign_export_that_lacks_a_column_says_so():
    columns = sorted(NEEDED_COLUMNS["acled"] - {"fatalities"})
    found = recognise(with_columns([*columns, "deaths"]))
    assert (found.dataset, found.missing) == ("acled", ("fatalities",))
    assert found.words.startswith("It is read as an export of ACLED. It lacks `fatalities`.")


def test_a_table_of_something_else_is_told_what_it_comes_nearest_to():
    found = recognise(with_columns(["place", "district", "colour", "shape", "weight"]))
    assert found.dataset is None
    assert found.words.startswith("This is no table that is known here. It comes nearest to ")


def test_columns_of_the_datasets_are_spelt_as_they_are_folded():
    assert {column for schema in SCHEMAS.values() for column in schema.columns} == {
        folded(column) for schema in SCHEMAS.values() for column in schema.columns
    }
