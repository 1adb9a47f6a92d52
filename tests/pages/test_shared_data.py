"""What one viewer has worked out another finds done, and a run of the app sees one version."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from riskdata.catalogue import load
from riskdata.reading import DatasetError
from ui import data

Measure = Callable[..., tuple[str, int]]


@pytest.fixture
def asked() -> list[str]:
    """The regions that `measure` was worked for, one by one."""
    return []


@pytest.fixture
def measure(asked: list[str], datasets: Path) -> Measure:
    """A measure of published figures that writes down what it is asked for."""
    # What is kept is kept by version: this test's figures are like no other's.
    path = datasets / "published_statistics.csv"
    rows = load("published_statistics").assign(notes=str(datasets))
    rows.to_csv(path, index=False)
    data.begin()

    def count(figures: pd.DataFrame, region: str) -> tuple[str, int]:
        asked.append(region)
        return region, int((figures["region"] == region).sum())

    return count


def test_a_click_on_another_region_finds_it_worked(measure: Measure, asked: list[str]):
    assert data.of_region(measure, "Balochistan")[1] > 0
    worked = list(asked)
    assert sorted(set(worked)) == sorted(worked), "no region is worked twice"
    assert {"Pakistan", "Balochistan", "Sindh"} <= set(worked)
    data.begin()
    assert data.of_region(measure, "Sindh")[1] > 0
    assert asked == worked


def test_regions_without_figures_share_one_result(measure: Measure, asked: list[str]):
    quetta, gwadar = (data.of_region(measure, district) for district in ("Quetta", "Gwadar"))
    assert quetta is gwadar
    assert quetta[1] == 0
    assert not {"Quetta", "Gwadar"} & set(asked)


def test_what_nobody_else_will_ask_for_is_not_worked_ahead(measure: Measure, asked: list[str]):
    data.of_region(measure, "Sindh", ahead=False)
    data.of_region(measure, "Sindh", ahead=False)
    assert asked == ["Sindh"]


def test_a_new_version_is_worked_anew(measure: Measure, asked: list[str], datasets: Path):
    before = data.of_region(measure, "Sindh", ahead=False)
    path = datasets / "published_statistics.csv"
    rows = pd.read_csv(path)
    rows[rows.index != rows.index[rows["region"] == "Sindh"][0]].to_csv(path, index=False)
    assert data.of_region(measure, "Sindh", ahead=False) == before, "the run has begun before it"
    data.begin()
    assert data.of_region(measure, "Sindh", ahead=False) == ("Sindh", before[1] - 1)
    assert asked == ["Sindh", "Sindh"]


def test_a_dataset_that_cannot_be_read_has_no_version(datasets: Path):
    (datasets / "claims.csv").unlink()
    data.begin()
    assert data.version_if_readable("claims") is None
    with pytest.raises(DatasetError, match=r"claims\.csv"):
        data.version("claims")
    assert data.version_if_readable("incidents") == data.version("incidents")
