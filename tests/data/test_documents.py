"""What is made from the schemas: the data dictionary and the data package."""

import csv
import io
import json
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from riskdata import catalogue, datapackage
from riskdata.cli.main import main as command_line
from riskdata.reading import read
from riskdata.schema import SCHEMAS, dictionary
from riskdata.schema.__main__ import DICTIONARY
from tests.data.files import as_bytes


def test_the_data_dictionary_is_that_of_the_schemas():
    assert DICTIONARY.read_text(encoding="utf-8") == dictionary.markdown(), (
        "run python -m riskdata.schema"
    )


def test_the_data_dictionary_names_every_column():
    text = dictionary.markdown()
    for schema in SCHEMAS.values():
        for column in schema.columns:
            assert f"| `{column}` |" in text


@pytest.mark.parametrize(
    "row",
    [
        "| `killed` | whole number | people | Victims killed; the attackers' dead stand apart "
        "| may be empty; 0 to 100,000 |",
        "| `latitude` | number | degrees, WGS84 | Latitude of the point | 23.3 to 37.2 |",
        "| `date` | date | ISO 8601 date | Day of the event, or its first day "
        "| 1900-01-01 or later; not in the future |",
        "| `population_year` | whole number | year | Year of the census "
        "| may be empty; 1951 or later; not in the future |",
        "| `event_id` | text |  | Identifier of the event | no spaces |",
    ],
)
def test_the_data_dictionary_says_what_a_column_may_hold(row):
    assert row in dictionary.markdown().splitlines()


@pytest.mark.parametrize("file", dictionary.NAME_TABLES)
def test_the_data_dictionary_tells_the_columns_of_the_tables_of_names(file):
    header = (catalogue.BUNDLED / file).read_text("utf-8").partition("\n")[0].strip()
    assert list(dictionary.NAME_TABLES[file][1]) == header.split(",")
    _, _, section = dictionary.markdown().partition(f"## {file}\n")
    assert "Source: " in section
    assert "Licence: " in section


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("package") / "out"
    assert command_line(["export", str(folder)]) == 0
    return folder / "datapackage.json"


def test_an_independent_validator_accepts_the_exported_package(exported, frames):
    report = frictionless.validate(str(exported))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:10]
    assert {task.name: task.stats.get("rows") for task in report.tasks} == {
        dataset: len(frame) for dataset, frame in frames.items()
    }


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("confidence", "certain"),
        ("killed", "100001"),
        ("latitude", "12.5"),
        ("date", "1899-12-31"),
        ("event_id", "two words"),
        ("source_url", "dawn.com"),
    ],
)
def test_the_package_refuses_what_the_schemas_refuse(exported, tmp_path, column, value):
    rows = list(csv.DictReader(io.StringIO((exported.parent / "incidents.csv").read_text("utf-8"))))
    rows[0][column] = value
    (tmp_path / "incidents.csv").write_bytes(as_bytes(rows[:3]))
    package = json.loads(exported.read_text("utf-8"))
    package["resources"] = [entry for entry in package["resources"] if entry["name"] == "incidents"]
    # The row is another than that whose hash the package states.
    for entry in package["resources"]:
        del entry["hash"], entry["bytes"]
    (tmp_path / exported.name).write_text(json.dumps(package), "utf-8")
    report = frictionless.validate(str(tmp_path / exported.name))
    assert {(error[0], error[1]) for error in report.flatten(["type", "fieldName"])} == {
        ("constraint-error", column)
    }


def test_the_exported_folder_can_hold_the_datasets(exported, frames, monkeypatch):
    about = {dataset: catalogue.metadata(dataset) for dataset in frames}
    monkeypatch.setenv("CORRIDOR_WATCH_DATASETS", str(exported.parent))
    assert {dataset: catalogue.metadata(dataset) for dataset in frames} == about
    for dataset, frame in frames.items():
        pd.testing.assert_frame_equal(catalogue.load(dataset), frame)


def test_each_resource_states_title_licence_and_units(exported):
    package = json.loads(exported.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        about = catalogue.metadata(resource["name"])
        assert resource["title"] == about.title
        assert resource["licenses"][0]["title"] == about.licence
    ucdp = next(entry for entry in package["resources"] if entry["name"] == "ucdp_events")
    assert ucdp["licenses"][0]["name"] == "CC-BY-4.0"
    killed = next(field for field in ucdp["schema"]["fields"] if field["name"] == "killed")
    assert killed["unit"] == "people"


def test_every_dataset_comes_back_unchanged_from_its_export(frames):
    for dataset, frame in frames.items():
        again = read(dataset, datapackage.as_csv(frame), f"{dataset}.csv")
        pd.testing.assert_frame_equal(again, frame)
