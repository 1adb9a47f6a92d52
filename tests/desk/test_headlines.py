"""The figures that an analyst sees before and after: what the pages show, to the letter."""

import re
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from riskdata import catalogue
from riskdata.datapackage import as_csv
from riskdata.desk import headline
from riskdata.desk.headline import FINDING, Headline, before_and_after
from riskdata.desk.headlines import headlines
from tests.browser.app import page_files
from tests.pages.conftest import Visit, datasets, headings, plain, text, visit

__all__ = ["datasets", "visit"]

PAGES = {
    "overview": "Overview",
    "attack_trends": "Attack trends",
    "hotspots": "Regional hotspots",
    "cpec_exposure": "CPEC exposure",
    "security_footprint": "Security footprint",
    "incidents": "Incidents",
    "methods": "Methods and sources",
}
INDICATOR = re.compile(
    r'<div class="indicator"><p class="label">(.*?)</p><p class="value">(.*?)</p>.*?'
    r'<p class="change">(.*?)</p></div>'
)


def shown(app: AppTest) -> list[tuple[str, ...]]:
    """The page's finding and its indicators: label, value and what stands below."""
    indicators = [tuple(map(plain, found)) for found in INDICATOR.findall(text(app))]
    return [(FINDING, headings(app)[0], ""), *indicators]


def told(found: list[Headline], page: str) -> list[tuple[str, ...]]:
    return [
        tuple(map(plain, (one.label, one.value, one.detail)))
        for one in found
        if one.page == PAGES[page]
    ]


def changed(found: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """A third of the attacks and of the steps, the newest month cut off, some projects gone and
    higher figures of publishers."""
    incidents = found["incidents"]
    newest = incidents["date"].max() - pd.Timedelta(days=40)
    statistics = found["published_statistics"]
    counts = statistics["metric"].isin(["attacks", "killed"])
    free = ~found["cpec_projects"]["project_id"].isin(found["cpec_routes"]["project_id"])
    free &= ~found["cpec_projects"]["project_id"].isin(found["cpec_projects"]["part_of"])
    later = {
        "incidents": incidents[incidents["date"] <= newest][::3],
        "published_statistics": statistics.assign(
            value=statistics["value"].where(~counts, statistics["value"] + 7)
        ),
        "security_footprint": found["security_footprint"][::3],
        "cpec_projects": found["cpec_projects"][~free | (found["cpec_projects"].index % 2 == 0)],
    }
    return found | {name: frame.reset_index(drop=True) for name, frame in later.items()}


@pytest.fixture(scope="module")
def before() -> dict[str, pd.DataFrame]:
    return {dataset: catalogue.load(dataset) for dataset in catalogue.datasets()}


@pytest.fixture(scope="module")
def headlines_before(before: dict[str, pd.DataFrame]) -> list[Headline]:
    return headlines(before)


@pytest.fixture(scope="module")
def headlines_after(before: dict[str, pd.DataFrame]) -> list[Headline]:
    return headlines(changed(before))


def test_every_page_but_the_desk_itself_has_its_figures_told(
    headlines_before: list[Headline],
) -> None:
    assert PAGES.keys() == set(page_files()) - {"data_desk"}
    assert list(PAGES.values()) == list(headline.PAGES)
    assert {one.page for one in headlines_before if one.label == FINDING} == set(headline.PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_each_headline_is_what_its_page_shows(
    visit: Visit, headlines_before: list[Headline], page: str
) -> None:
    assert told(headlines_before, page) == shown(visit(page))


@pytest.mark.parametrize("page", PAGES)
def test_headlines_are_what_the_pages_show_once_the_data_are_published(
    visit: Visit,
    datasets: Path,
    before: dict[str, pd.DataFrame],
    headlines_after: list[Headline],
    page: str,
) -> None:
    for name, frame in changed(before).items():
        (datasets / f"{name}.csv").write_bytes(as_csv(frame))
    assert told(headlines_after, page) == shown(visit(page))


@pytest.mark.parametrize("until", ["2021-12-31", "2024-12-31"])
def test_what_the_record_does_not_cover_is_told_as_on_the_page(
    visit: Visit, datasets: Path, before: dict[str, pd.DataFrame], until: str
) -> None:
    coverage = before["event_record_coverage"]
    coverage = coverage[(coverage["record"] != "incidents") | (coverage["period_start"] < until)]
    later = (coverage["record"] == "incidents") & (coverage["period_end"] > until)
    ends = coverage["period_end"].mask(later, pd.Timestamp(until))
    coverage = coverage.assign(period_end=ends)
    (datasets / "event_record_coverage.csv").write_bytes(as_csv(coverage))
    page = "cpec_exposure"
    found = told(headlines(before | {"event_record_coverage": coverage}), page)
    assert found == shown(visit(page))
    assert len(found) == (1 if until < "2022" else 3)


def test_before_and_after_stand_before_and_after(
    headlines_before: list[Headline], headlines_after: list[Headline]
) -> None:
    same = before_and_after(headlines_before, headlines_before)
    assert not same["changed"].any()
    assert same["before"].tolist() == same["after"].tolist()

    beside = before_and_after(headlines_before, headlines_after)
    chinese = beside[beside["figure"] == "Attacks on Chinese nationals and projects"].iloc[0]
    assert chinese["changed"]
    assert int(chinese["after"]) < int(chinese["before"])


def test_a_label_that_follows_the_data_is_told_with_the_old_figure() -> None:
    old = Headline("Overview", "overview-attacks", "Attacks in 2024, PICSS", "521", "")
    new = Headline("Overview", "overview-attacks", "Attacks in 2025, PICSS", "640", "")
    row = before_and_after([old], [new]).iloc[0]
    assert row["figure"] == "Attacks in 2025, PICSS"
    assert (row["before"], row["after"]) == ("521 (Attacks in 2024, PICSS)", "640")


def test_a_figure_that_only_one_of_the_two_has_is_told() -> None:
    one = Headline("Security footprint", "footprint-grant", "SSD, grant of 3 Oct 2024", "Rs45", "")
    gone, come = before_and_after([one], []).iloc[0], before_and_after([], [one]).iloc[0]
    assert (gone["before"], gone["after"], gone["changed"]) == ("Rs45", "", True)
    assert (come["before"], come["after"], come["changed"]) == ("", "Rs45", True)
