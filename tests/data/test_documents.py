"""What is made from the schemas: the data dictionary and the data package."""

import json
import shutil
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from riskdata import catalogue, datapackage
from riskdata.reading import read
from riskdata.schema import SCHEMAS, dictionary
from riskdata.schema.__main__ import DICTIONARY


def test_the_data_dictionary_is_that_of_the_schemas():
    assert DICTIONARY.read_text(encoding="utf-8") == dictionary.markdown(), (
        "run python -m riskdata.schema"
    )


def test_the_data_dictionary_names_every_column():
    text = dictionary.markdown()
    for schema in SCHEMAS.values():
        for column in schema.columns:
            assert f"| `{column}` |" in text


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> Path:
    return datapackage.export(tmp_path_factory.mktemp("package") / "out")


def test_an_independent_validator_accepts_the_exported_package(exported, frames):
    report = frictionless.validate(str(exported))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:10]
    assert {task.name: task.stats.get("rows") for task in report.tasks} == {
        dataset: len(frame) for dataset, frame in frames.items()
    }


def test_the_package_refuses_what_the_schemas_refuse(exported, tmp_path):
    folder = shutil.copytree(exported.parent, tmp_path / "changed")
    events = folder / "incidents.csv"
    events.write_text(events.read_text("utf-8").replace(",confirmed,", ",certain,", 1), "utf-8")
    report = frictionless.validate(str(folder / exported.name))
    assert {(error[0], error[1]) for error in report.flatten(["type", "fieldName"])} == {
        ("constraint-error", "confidence")
    }


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
