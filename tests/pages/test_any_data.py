"""Pages are drawn from the data there are: other data, other pages; broken data, plain words."""

import json
import re
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from riskdata import catalogue
from tests.pages.conftest import PAGES, Visit, text

FOLDER = b"a folder"
"""Stands for a folder in the place of a file."""

NEEDED_BY = {
    "incidents": ["overview", "hotspots", "incidents"],
    "ucdp_events": ["attack_trends"],
    "published_statistics": PAGES,
    "event_record_coverage": PAGES,
    "turning_points": ["overview", "attack_trends"],
    "cpec_projects": ["overview", "incidents"],
    "regions": PAGES,
}
"""Datasets and pages that show them; a page that is not named does without."""


def sentences(app: AppTest) -> list[str]:
    """What the page says with a figure in it: findings, ledes, indicators, alternative texts."""
    said = text(app)
    written = re.findall(r'<(?:h1|h2|p) class="(?:finding|value|change)">(.*?)</(?:h1|h2|p)>', said)
    for lede in re.findall(r'<div class="lede">(.*?)</div>', said):
        written += re.findall(r"<p>(.*?)</p>", lede)
    written += [chart.proto.alt for chart in app.main.get("plotly_chart")]
    plain = [unescape(re.sub(r"<[^>]+>", "", words)) for words in written]
    return [words for words in plain if re.search(r"\d", words)]


def axes(app: AppTest) -> list[str]:
    """The data of every chart."""
    return [json.loads(chart.proto.spec)["data"] for chart in app.main.get("plotly_chart")]


def other_data(folder: Path) -> None:
    """Leave out a part of both records, and let the publishers count otherwise."""
    for record in catalogue.EVENT_RECORDS:
        path = folder / f"{record}.csv"
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        kept = rows.sample(frac=0.7, random_state=1).sort_index()
        # Shares change only where a part loses more than the rest.
        thinned = (kept["province"] == "Balochistan") & (kept.index % 2 == 0)
        kept[~thinned].to_csv(path, index=False)
    path = folder / "published_statistics.csv"
    rows = pd.read_csv(path)
    counts = ~rows["metric"].str.startswith("GTI")
    rows["value"] = rows["value"].where(~counts, rows["value"] // 3 + rows.index % 17)
    rows.to_csv(path, index=False)


def break_cell(path: Path, row: int, column: str, value: str) -> None:
    """Write a value into a cell; `row` is the spreadsheet's, its header being row 1."""
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.loc[row - 2, column] = value
    rows.to_csv(path, index=False)


@pytest.mark.parametrize("page", PAGES)
def test_other_data_change_all_that_states_a_figure(visit: Visit, page: str, datasets: Path):
    bundled = visit(page)
    before, drawn = sentences(bundled), axes(bundled)
    other_data(datasets)
    app = visit(page)
    assert not app.exception
    assert len(before) > 3
    assert not [words for words in sentences(app) if words in before]
    assert not [data for data in axes(app) if data in drawn]


@pytest.mark.parametrize("page", PAGES)
def test_without_published_figures_pages_say_so_and_go_on(visit: Visit, page: str, datasets: Path):
    path = datasets / "published_statistics.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows[rows["region"] == "Sindh"].to_csv(path, index=False)
    app = visit(page)
    assert not app.exception
    assert "No publisher counts this region and period" in text(app)
    assert not re.search(r"(PICSS|GTI|UCDP) counts [0-9]", text(app))


@pytest.mark.parametrize(
    ("dataset", "column", "value"),
    [
        ("incidents", "killed", "many"),
        ("ucdp_events", "date", "31/12/2020"),
        ("published_statistics", "value", "lots"),
        ("event_record_coverage", "period_start", "soon"),
        ("turning_points", "date", "2024"),
        ("cpec_projects", "latitude", "north"),
        ("regions", "kind", "planet"),
    ],
)
def test_a_broken_file_is_named_with_its_row_and_the_other_pages_work(
    visit: Visit, datasets: Path, dataset: str, column: str, value: str
):
    break_cell(datasets / f"{dataset}.csv", 5, column, value)
    told = []
    for page in PAGES:
        app = visit(page)
        assert not app.exception
        said = text(app)
        if f"{dataset}.csv" in said and f"Row 5, column {column}" in said:
            told.append(page)
        else:
            assert 'class="finding"' in said
    assert told == NEEDED_BY[dataset]


@pytest.mark.parametrize(
    "content",
    [None, FOLDER, b"", b"event_id,date\n", b"\xff\xfe\x00rubbish"],
    ids=["missing", "a folder", "empty", "header only", "not text"],
)
def test_a_missing_or_empty_record_leaves_the_other_record(
    visit: Visit, datasets: Path, content: bytes | None
):
    path = datasets / "incidents.csv"
    path.unlink()
    if content == FOLDER:
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    app = visit("incidents")
    assert not app.exception
    assert "incidents.csv" in text(app)
    other = visit("incidents", record=catalogue.EVENT_RECORDS["ucdp_events"].title)
    assert not other.exception
    assert 'class="finding"' in text(other)


def test_a_row_that_does_not_fit_another_dataset_is_named(visit: Visit, datasets: Path):
    break_cell(datasets / "published_statistics.csv", 5, "region", "KPK")
    said = text(visit())
    assert "published_statistics.csv" in said
    assert "Row 5, column region: “KPK”" in said
    assert "people killed in Pakistan" in said


def test_a_corrected_file_is_shown_at_the_next_click(visit: Visit, datasets: Path):
    path = datasets / "incidents.csv"
    whole = path.read_bytes()
    break_cell(path, 5, "killed", "many")
    app = visit("incidents")
    assert "incidents.csv" in text(app)
    path.write_bytes(whole)
    app.run()
    assert "cannot be shown" not in text(app)
