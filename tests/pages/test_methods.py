"""Methods and sources: every number worked from the data at hand, every dataset described."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from riskdata import catalogue
from riskdata.findings.methods_published import KINDS_OF_CLAIMS
from riskdata.wording import first_upper
from tests.measures.arithmetic import shown, worked_out
from tests.pages.conftest import Visit, headings, plain, text
from tests.pages.test_any_data import break_cell, other_data
from ui.methods_link import PARTS, SECTIONS, address, link, part_of


def part_with(anchor: str) -> str:
    return part_of(anchor)


def sections(app) -> list[str]:
    """The anchors of the sections that the page shows."""
    return re.findall(r'<(?:h3|p)[^>]* id="([\w-]+)"', text(app))


def worked(app, anchor: str) -> tuple[str, list[tuple[str, str, str]]]:
    """What a measure is worked on, and its steps."""
    block = re.search(rf'<section class="method"><div><h3 id="{anchor}">.*?</section>', text(app))
    assert block, anchor
    example = re.search(r'<p class="small">Worked: (.*?)</p>', block[0])
    assert example
    sums = re.search(r'<table class="sums"><tbody>(.*?)</tbody>', block[0])
    rows = re.findall(r"<tr><th[^>]*>(.*?)</th><td>(.*?)</td><td[^>]*>= (.*?)</td>", sums[1]) if (
        sums
    ) else []  # fmt: skip
    powers = [tuple(re.sub(r"<sup>(.*?)</sup>", r"^(\1)", cell) for cell in row) for row in rows]
    return plain(example[1]), [(plain(a), plain(b), plain(c)) for a, b, c in powers]


@pytest.mark.parametrize("part", list(PARTS))
def test_each_part_has_its_sections_in_the_order_of_the_contents(visit: Visit, part: str):
    app = visit("methods", part=part)
    assert not app.exception
    assert sections(app) == list(PARTS[part])
    contents = re.findall(r'<nav class="contents".*?</nav>', text(app))
    assert len(contents) == 1
    assert [plain(words) for words in re.findall(r"<a [^>]*>(.*?)</a>", contents[0])] == list(
        SECTIONS.values()
    )


def test_a_link_leads_to_the_part_that_its_section_stands_in():
    for anchor in SECTIONS:
        assert address(anchor).endswith(f"#{anchor}")
    assert address("severity") == "methods#severity"
    assert address("records") == "methods?part=Publishers%20and%20records#records"
    assert "dataset=UCDP%20events#one-dataset" in address("one-dataset", "UCDP events")
    assert link("exposure") == '<a href="methods#exposure" target="_blank">Exposure</a>'
    with pytest.raises(KeyError):
        address("nowhere")


def test_kinds_of_claims_stand_in_plain_words_before_the_name_to_write(visit: Visit):
    said = text(visit("methods", part=part_with("claims")))
    table = re.search(r'<table class="sums kinds">.*?</table>', said)
    assert table
    rows = re.findall(r"<th scope=\"row\">(.*?)</th>.*?<code>(.*?)</code>", table[0])
    assert {kind: words for words, kind in rows} == {
        kind: first_upper(words) for kind, words in KINDS_OF_CLAIMS.items()
    }
    elsewhere = said.replace(table[0], "")
    assert not [kind for kind in KINDS_OF_CLAIMS if "_" in kind and kind in elsewhere]


def test_every_sum_on_the_page_gives_the_result_beside_it(visit: Visit):
    steps = 0
    for part in list(PARTS)[:2]:
        app = visit("methods", part=part)
        for anchor in PARTS[part]:
            if anchor == "claims":
                continue
            for what, written, result in worked(app, anchor)[1]:
                steps += 1
                value, half = shown(result)
                slack = half * 1.001 + abs(value) * 1e-5
                assert worked_out(written) == pytest.approx(value, abs=slack), what
    assert steps > 30


def test_another_event_is_worked_by_its_id(visit: Visit):
    rows = catalogue.load("ucdp_events")
    row = rows[rows["killed"] > 20].iloc[-1]
    app = visit("methods", event=row["event_id"].lower())
    example, steps = worked(app, "severity")
    assert example == f"killed {row['killed']}, wounded not known."
    assert steps == [("Severity", f"1 + 3 × {row['killed']}", f"{1 + 3 * row['killed']:,} points")]
    assert row["event_id"] in plain(text(app))


def test_an_id_of_no_event_is_said_to_be_none(visit: Visit):
    said = plain(text(visit("methods", event="PK-nowhere")))
    assert "No event of any record has the id “PK-nowhere”" in said
    assert "Severity" in said


@pytest.mark.parametrize("example", ["Newest", "On Chinese targets"])
def test_other_examples_are_other_events(visit: Visit, example: str):
    usual, other = visit("methods"), visit("methods", example=example)
    assert worked(usual, "recency")[0] != worked(other, "recency")[0]
    chinese = "Chinese" in example
    product = next(
        written for what, written, _ in worked(other, "exposure")[1] if what == "It adds"
    )
    assert (" × 2 × " in product) == chinese


def test_the_exposure_worked_is_that_of_the_page_of_projects(visit: Visit):
    app = visit("methods")
    steps = worked(app, "exposure")[1]
    total, _ = shown(steps[-1][2])
    project = worked(app, "exposure")[0].split(", the most affected of the ")[0]
    assert f"{project}: exposure {total:,.0f}," in plain(
        text(visit("cpec_exposure", project=project))
    )


def test_every_dataset_is_listed_with_its_rows(visit: Visit):
    said = plain(text(visit("methods", part="Datasets and words")))
    for name in catalogue.datasets():
        metadata = catalogue.metadata(name)
        assert metadata.title in said
        assert f"One row is {metadata.row}" in said
        assert metadata.licence in said
        assert f"{len(catalogue.load(name)):,}" in said


@pytest.mark.parametrize("name", catalogue.datasets())
def test_each_dataset_is_described_in_detail(visit: Visit, name: str):
    metadata = catalogue.metadata(name)
    said = plain(text(visit("methods", part="Datasets and words", dataset=metadata.title)))
    assert metadata.counts in said
    assert all(caution in said for caution in metadata.cautions)
    frame = catalogue.load(name)
    for column in frame:
        assert f" {column} " in said


def test_the_year_on_which_publishers_differ_most_has_its_definitions_beside_it(visit: Visit):
    app = visit("methods", part="Publishers and records", metric="People killed in attacks")
    rows = catalogue.load("published_statistics")
    table = re.search(r'<table class="source-table">(.*?)</table>', text(app))
    assert table
    listed = re.findall(
        r'<th scope="row">(.*?)</th><td class="number">(.*?)</td>.*?<small>(.*?)</small>', table[1]
    )
    assert len(listed) > 1
    for publisher, value, definition in listed:
        found = rows[
            (rows["publisher"] == publisher)
            & (rows["metric"] == "killed")
            & (rows["value"] == float(value.replace(",", "")))
        ]
        assert plain(definition) in set(found["definition"].astype(str))


def figures_and_words(app) -> tuple[list[str], list]:
    """What the page says with a figure of the data in it, and what its charts draw."""
    said = [words for words in headings(app) if re.search(r"\d", words)]
    said += [plain(p) for p in re.findall(r'<p class="small">(Worked:.*?)</p>', text(app))]
    lede = re.search(r'<div class="lede">(.*?)</div>', text(app))
    said += [plain(p) for p in re.findall(r"<p>(.*?)</p>", lede[1]) if re.search(r"\d", p)] if (
        lede
    ) else []  # fmt: skip
    return said, [json.loads(chart.proto.spec)["data"] for chart in app.main.get("plotly_chart")]


def change(path: Path, how: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    """Write a dataset anew, changed."""
    how(pd.read_csv(path, dtype=str, keep_default_na=False)).to_csv(path, index=False)


@pytest.mark.parametrize("part", list(PARTS))
def test_other_data_change_every_sentence_and_picture(visit: Visit, part: str, datasets):
    said, drawn = figures_and_words(visit("methods", part=part))
    other_data(datasets)
    change(datasets / "claims.csv", lambda rows: rows.iloc[1:])
    # The event that was worked, and the newest ones, are gone.
    change(datasets / "incidents.csv", lambda rows: rows[rows["date"] < "2026-02-01"])
    change(
        datasets / "event_record_coverage.csv",
        lambda rows: rows.replace({"period_end": {"2021-12-31": "2020-12-31"}}),
    )
    app = visit("methods", part=part)
    assert not app.exception
    now, redrawn = figures_and_words(app)
    # Whose place it is, and which kinds of test there are, is no matter of figures.
    still = {words for words in now if words in said}
    assert not {words for words in still if not FIXED.search(words)}
    assert not [data for data in redrawn if data in drawn]


FIXED = re.compile(r"the kinds of test|districts as of the 2023 census|nearest point")


@pytest.mark.parametrize("name", ["published_statistics", "cpec_projects", "claims", "ucdp_events"])
def test_a_broken_dataset_is_named_and_the_rest_goes_on(visit: Visit, datasets, name: str):
    column = {"published_statistics": "value", "cpec_projects": "latitude", "claims": "spoken_on"}
    break_cell(datasets / f"{name}.csv", 5, column.get(name, "date"), "nonsense")
    for part in PARTS:
        app = visit("methods", part=part)
        assert not app.exception
        said = plain(text(app))
        assert f"{name}.csv cannot be shown" in said
        assert said.count(f"{name}.csv cannot be shown") == 1
        assert "Row 5, column" in said
    assert f"{catalogue.metadata(name).title} Cannot be read: see above" in said


def test_a_missing_description_is_named_and_the_rest_goes_on(visit: Visit, datasets):
    (datasets / "turning_points.yaml").unlink()
    app = visit("methods", part="Datasets and words")
    assert not app.exception
    assert "turning_points.yaml cannot be shown" in plain(text(app))
    assert len(sections(app)) == len(PARTS["Datasets and words"])


def test_every_picture_states_its_finding(visit: Visit):
    for part in PARTS:
        app = visit("methods", part=part)
        for chart in app.main.get("plotly_chart"):
            assert plain(chart.proto.alt) in headings(app)
