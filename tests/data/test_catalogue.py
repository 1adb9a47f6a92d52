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


@pytest.mark.parametrize("broken", ["title: [", "- a list", "", "as_of: 2026-02-30"])
def test_a_broken_description_is_named(copied, broken):
    (copied / "claims.yaml").write_text(broken)
    with pytest.raises(DatasetError, match=r"^claims\.yaml: cannot be read"):
        catalogue.metadata("claims")
    (copied / "claims.yaml").unlink()
    with pytest.raises(DatasetError, match=r"^claims\.yaml: is missing"):
        catalogue.metadata("claims")


@pytest.mark.parametrize(
    ("line", "instead", "field"),
    [
        ("as_of: 2026-11-24", "as_of: autumn 2026", "as_of"),
        ("as_of: 2026-11-24", "as_of:", "as_of"),
        ("as_of: 2026-11-24", "as_of: 2026-11-24 10:00:00", "as_of"),
        ("as_of: 2026-11-24", "", "as_of"),
        ("cautions:\n", "cautions: careful\nothers:\n", "cautions"),
        ("cautions:\n", "cautions:\n  - 7\n", "cautions"),
        ("title: Claims to be tested", "title: 7", "title"),
        ("title: Claims to be tested", "title: ''", "title"),
        ("title: Claims to be tested", "title: Claims\nheading: Claims", "heading"),
        ("url: https", "url: ftp", "url"),
        ("assertions:\n", "assertions: none\nothers:\n", "assertions"),
        ("min_rows: 13", "min_rows: many", "assertions: min_rows"),
        ("min_rows: 13", "min_rows: yes", "assertions: min_rows"),
        ("min_rows: 13", "", "assertions: min_rows"),
        ("max_shrink: 0.0", "max_shrink: 2", "assertions: max_shrink"),
        ("metric: 1.0", "metric: most", "assertions: filled"),
    ],
)
def test_a_field_of_the_wrong_type_is_named_with_a_remedy(copied, line, instead, field):
    path = copied / "claims.yaml"
    written = path.read_text("utf-8")
    assert line in written
    path.write_text(written.replace(line, instead), "utf-8")
    with pytest.raises(DatasetError, match=r"^claims\.yaml: ") as failure:
        catalogue.metadata("claims")
    told = [found for found in failure.value.problems if f"field {field}" in found.message]
    assert len(told) == 1
    assert told[0].remedy


def test_a_folder_in_place_of_a_file_is_named(copied):
    for name in ("claims.yaml", "claims.csv"):
        (copied / name).unlink()
        (copied / name).mkdir()
    for attempt in (catalogue.metadata, catalogue.load, catalogue.version):
        with pytest.raises(DatasetError, match=r"^claims\.(yaml|csv): cannot be opened \(Is a dir"):
            attempt("claims")


def test_a_file_in_place_of_the_folder_is_named(copied, monkeypatch):
    monkeypatch.setenv("CORRIDOR_WATCH_DATASETS", str(copied / "claims.csv"))
    for attempt in (catalogue.metadata, catalogue.load, catalogue.version):
        with pytest.raises(DatasetError, match=r"^claims\.\w+: cannot be opened \(Not a dir"):
            attempt("claims")
