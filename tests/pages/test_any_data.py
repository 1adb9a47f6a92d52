"""Pages are drawn from the data there are: other data, other pages; broken data, plain words."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from riskdata import catalogue
from tests.browser.app import View
from tests.pages.conftest import PAGES, VIEWS, Visit, pictures, plain, text

FOLDER = b"a folder"
"""Stands for a folder in the place of a file."""

OTHERWISE = (
    "attack_trends-claims-tested",
    "cpec_exposure-chinese-nationals-as-targets",
    "data_desk",
    "security_footprint",
    "methods",
)
PUBLISHED = [view for view in VIEWS if not str(view.id).startswith(OTHERWISE)]
"""Views that set events beside what publishers count in the region looked at."""

OF_PERIODS = (
    "data_desk",
    "data_desk-upload",
    "methods-publishers-and-records",
    "methods-datasets-and-words",
)
OF_FIGURES = [view for view in VIEWS if view.id not in OF_PERIODS]
"""Views whose every sentence follows the figures; the others tell of periods and places too, and
test_methods and test_data_desk put other data under them."""

WITH_EVENTS = [page for page in PAGES if page != "security_footprint"]

NEEDED_BY = {
    "incidents": [page for page in PAGES if page != "attack_trends"],
    "ucdp_events": ["attack_trends", "data_desk", "methods"],
    "published_statistics": WITH_EVENTS,
    "event_record_coverage": WITH_EVENTS,
    "turning_points": ["overview", "attack_trends", "data_desk", "methods"],
    "cpec_projects": ["overview", "cpec_exposure", "incidents", "data_desk", "methods"],
    "security_footprint": ["overview", "security_footprint", "data_desk", "methods"],
    "regions": PAGES,
}
"""Datasets and pages that show them; a page that is not named does without."""


def sentences(app: AppTest) -> list[str]:
    """What the page says with a figure in it: findings, ledes, indicators, alternative texts."""
    said = text(app)
    written = re.findall(r'<(?:h1|h2|p) class="(?:finding|value|change)">(.*?)</(?:h1|h2|p)>', said)
    for lede in re.findall(r'<div class="lede">(.*?)</div>', said):
        written += re.findall(r"<p>(.*?)</p>", lede)
    written += [picture.alt for picture in pictures(app)]
    return [words for words in map(plain, written) if re.search(r"\d", words)]


def axes(app: AppTest) -> list[list[dict[str, Any]]]:
    """The data of every picture."""
    return [picture.data for picture in pictures(app)]


def other_data(folder: Path) -> None:
    """Leave out a part of what was recorded, and let publishers count otherwise."""
    for record in ("incidents", "ucdp_events"):
        path = folder / f"{record}.csv"
        kept = thinned(path)
        # Shares change only where a part loses more than the rest.
        more = (kept["province"] == "Balochistan") & (kept.index % 2 == 0)
        kept[~more].to_csv(path, index=False)
    for name in ["cpec_projects", "judgements"]:
        path = folder / f"{name}.csv"
        thinned(path).to_csv(path, index=False)
    path = folder / "security_footprint.csv"
    steps = thinned(path)
    steps[steps["date"] < "2026"].to_csv(path, index=False)
    recount(path, "unit", "per cent", lambda value: value * (2 + value.index % 3))
    recount(folder / "published_statistics.csv", "metric", "GTI", lambda v: v // 3 + v.index % 17)
    recount(folder / "arms_transfers.csv", "unit", "rank", lambda value: (value * 0.83).round(1))
    recount(folder / "cpec_headlines.csv", "unit", "per cent", lambda value: (value * 0.7).round(1))


def thinned(path: Path) -> pd.DataFrame:
    """Most rows of a file."""
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    return rows.sample(frac=0.7, random_state=1).sort_index()


def recount(path: Path, column: str, kept: str, count: Callable[[pd.Series], pd.Series]) -> None:
    """Change a file's values, but those whose `column` begins with `kept`."""
    rows = pd.read_csv(path)
    rows["value"] = rows["value"].where(
        rows[column].str.startswith(kept, na=False), count(rows["value"])
    )
    rows.to_csv(path, index=False)


def break_cell(path: Path, row: int, column: str, value: str) -> None:
    """Write a value into a cell; `row` is the spreadsheet's, its header being row 1."""
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.loc[row - 2, column] = value
    rows.to_csv(path, index=False)


@pytest.mark.parametrize("view", OF_FIGURES)
def test_other_data_change_all_that_states_a_figure(visit: Visit, view: View, datasets: Path):
    bundled = visit(view.page, **view.chosen)
    before, drawn = sentences(bundled), axes(bundled)
    other_data(datasets)
    app = visit(view.page, **view.chosen)
    assert not app.exception
    assert len(before) >= 3
    assert not [words for words in sentences(app) if words in before]
    assert not [data for data in axes(app) if data in drawn]


@pytest.mark.parametrize("view", PUBLISHED)
def test_without_published_figures_pages_say_so_and_go_on(visit: Visit, view: View, datasets: Path):
    path = datasets / "published_statistics.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows[rows["region"] == "Sindh"].to_csv(path, index=False)
    app = visit(view.page, **view.chosen)
    assert not app.exception
    assert re.search(r"No publisher('s figures| counts)", plain(text(app)))
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
        ("security_footprint", "date", "soon"),
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
