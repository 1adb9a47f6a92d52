"""Datasets on disk: their folder, versions and failures."""

import os
import shutil

import pytest

from riskdata import catalogue
from riskdata.schema import DatasetError


@pytest.fixture
def copied(tmp_path, monkeypatch):
    folder = shutil.copytree(catalogue.BUNDLED, tmp_path / "datasets")
    monkeypatch.setenv("CORRIDOR_WATCH_DATASETS", str(folder))
    return folder


def test_another_folder_can_hold_the_datasets(copied):
    assert catalogue.folder() == copied
    path = copied / "turning_points.csv"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:4]), encoding="utf-8")
    assert len(catalogue.load("turning_points")) == 3


def test_a_version_is_that_of_the_content(copied):
    path = copied / "claims.csv"
    before = catalogue.version("claims")
    assert len(before) == 12
    content = path.read_bytes()
    path.write_bytes(content + b"\n")
    assert catalogue.version("claims") != before
    path.write_bytes(content)
    os.utime(path)
    assert catalogue.version("claims") == before


def test_a_missing_file_is_named(copied):
    (copied / "incidents.csv").unlink()
    for attempt in (catalogue.load, catalogue.version):
        with pytest.raises(DatasetError, match=r"^incidents\.csv: is missing\. Put incidents\.csv"):
            attempt("incidents")
    assert len(catalogue.load("turning_points")) == 10


def test_an_empty_file_is_named(copied):
    (copied / "incidents.csv").write_bytes(b"")
    with pytest.raises(DatasetError, match=r"^incidents\.csv, row 1: is empty"):
        catalogue.load("incidents")


def test_a_broken_row_is_named_with_its_column(copied):
    path = copied / "turning_points.csv"
    path.write_text(path.read_text("utf-8").replace("2007-07-03", "3 July 2007"), "utf-8")
    with pytest.raises(DatasetError) as failure:
        catalogue.load("turning_points")
    assert str(failure.value) == (
        "turning_points.csv, row 3, column date: '3 July 2007' is no date. "
        "Write it as year-month-day, like 2024-10-06."
    )
    assert failure.value.dataset == "turning_points"


@pytest.mark.parametrize(
    "broken", ["title: [", "title: Only a title", "- a list", "title: 1\nassertions: 2", ""]
)
def test_a_broken_description_is_named(copied, broken):
    (copied / "claims.yaml").write_text(broken)
    with pytest.raises(DatasetError, match=r"^claims\.yaml: cannot be read"):
        catalogue.metadata("claims")
    (copied / "claims.yaml").unlink()
    with pytest.raises(DatasetError, match=r"^claims\.yaml: is missing"):
        catalogue.metadata("claims")
