"""Claims on a page: each row of the dataset with its verdict, its sources' marks and its rows."""

import re
from html import unescape
from pathlib import Path
from typing import Literal

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from riskdata import catalogue
from tests.pages.conftest import text

Part = Literal["violence", "China", "brief"]


def page(part: Part) -> AppTest:
    def app(part):
        from ui import claims

        if part == "brief":
            claims.brief()
        else:
            claims.section(part)

    opened = AppTest.from_function(app, default_timeout=60, kwargs={"part": part}).run()
    assert not opened.exception
    return opened


def plain(html: str) -> str:
    words = unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", words)


def blocks(app: AppTest) -> list[str]:
    """Each claim as it is set, as HTML."""
    return [e.proto.body for e in app.main.get("html") if '<div class="claim">' in e.proto.body]


def write(folder: Path, dataset: str, rows: pd.DataFrame) -> None:
    rows.to_csv(folder / f"{dataset}.csv", index=False)


def read(folder: Path, dataset: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{dataset}.csv", dtype=str, keep_default_na=False)


def statements(part: Part) -> list[str]:
    claims = catalogue.load("claims")
    violence = claims["dataset"].isin(["published_statistics", *catalogue.EVENT_RECORDS])
    return claims.loc[violence if part == "violence" else ~violence, "statement"].tolist()


@pytest.mark.parametrize("part", ["violence", "China"])
def test_every_claim_stands_on_its_page_with_speaker_date_and_source(part: Part):
    found = blocks(page(part))
    assert [re.findall(r"“(.*)”</h3>", unescape(one)) for one in found] == [
        [statement] for statement in statements(part)
    ]
    for one in found:
        assert "The Soufan Center, 29 Apr 2025" in plain(one)
        assert 'href="https://tech-consultingstudies.eu/' in one


def test_the_heading_counts_the_verdicts():
    app = page("violence")
    said = plain(text(app))
    assert re.search(
        r"Of 7 statements on violence, (\d) hold for every source that has the figures, (\d) hold "
        r"for some and not for others and (\d) hold for none",
        said,
    )
    bold = re.findall(r"<strong>(.*?)</strong>", "".join(blocks(app)))
    counts = [bold.count(word) for word in ("Holds", "Disputed", "Does not hold")]
    told = re.search(r"(\d) hold for every.*?(\d) hold for some.*?(\d) hold for none", said)
    assert told is not None
    assert [int(number) for number in told.groups()] == counts


def test_a_verdict_is_told_by_shape_and_in_words():
    first = blocks(page("violence"))[0]
    rows = re.findall(r"<li><span class=\"who\">(.*?)</li>", first)
    told = {plain(row).split()[0]: row for row in rows}
    assert 'claim-mark holds"' in told["GTI"]
    assert "1,099 : holds" in plain(told["GTI"])
    for publisher in ("CRSS", "PICSS", "PIPS"):
        assert 'claim-mark fails"' in told[publisher]
        assert "does not hold" in plain(told[publisher])
    assert "Not enough data: NACTA, Ministry of Interior and ISPR (no figure for 2024)" in plain(
        first
    )


def test_the_record_says_that_it_is_a_sample():
    said = plain("".join(blocks(page("violence"))))
    assert re.search(
        r"A sample: the whole record, unconfirmed attacks too, holds \d+ % of the 908 attacks that "
        "PICSS counts in 2024",
        said,
    )
    assert "It means to hold every known attack on Chinese nationals and projects" in said


def test_the_row_that_refutes_is_shown(datasets: Path):
    path = datasets / "security_footprint.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.loc[rows["event_id"] == "FP-2025-04-gwadar-base-rumour", "status"] = "confirmed"
    rows.to_csv(path, index=False)
    said = plain("".join(blocks(page("China"))))
    assert "Against it: Rumours of a PLA base at Gwadar (29 Apr 2025)" in said
    assert "1 of 8 steps is confirmed" in said


def test_each_claim_leads_to_its_rows():
    app = page("violence")
    downloads = app.main.get("download_button")
    assert len(downloads) == 7
    assert "229 rows" in [popover.proto.popover.label for popover in app.main.get("popover")]


def test_the_overview_shows_one_claim_of_each_half():
    app = page("brief")
    found = [plain(one) for one in blocks(app)]
    assert len(found) == 2
    assert any(statement in found[0] for statement in statements("violence"))
    assert any(statement in found[1] for statement in statements("China"))
    assert "Of 13 statements that are often repeated" in plain(text(app))


def test_other_figures_give_another_verdict(datasets: Path):
    rows = read(datasets, "published_statistics")
    crss = (rows["publisher"] == "CRSS") & (rows["metric"] == "attacks")
    rows.loc[crss & (rows["period_start"] == "2024-01-01"), "value"] = "1400"
    write(datasets, "published_statistics", rows)
    assert "holds for CRSS (1,400) and GTI (1,099); not for PICSS" in plain(
        blocks(page("violence"))[0]
    )


def test_what_cannot_be_tested_is_shown_with_its_row_and_the_reason(datasets: Path):
    rows = read(datasets, "claims")
    rows.loc[0, "test"] = "rhymes_with"
    rows.loc[1, "metric"] = "riots"
    rows.loc[2, "filter"] = "somewhere near"
    write(datasets, "claims", rows)
    app = page("violence")
    found = [plain(one) for one in blocks(app)]
    assert len(found) == 7
    assert "Cannot be tested : “rhymes_with” is none of the kinds of test" in found[0]
    assert "Row attacks-2024-over-1000 of claims.csv" in found[0]
    assert "nobody publishes “riots” for Pakistan" in found[1]
    assert "“somewhere near” in the filter is no condition" in found[2]
    assert "3 cannot be tested" in plain(text(app))


def test_a_claim_is_added_by_adding_a_row(datasets: Path):
    rows = read(datasets, "claims")
    new = rows.iloc[[0]].assign(
        claim_id="attacks-2025-over-1000", statement="More than 1,000 attacks in 2025",
        period_start="2025-01-01", period_end="2025-12-31",
    )  # fmt: skip
    write(datasets, "claims", pd.concat([rows, new]))
    found = plain(blocks(page("violence"))[-1])
    assert "holds for ISPR (5,397), PICSS (1,066) and GTI (1,045); not for PIPS (699)" in found


@pytest.mark.parametrize("dataset", ["security_footprint", "arms_transfers", "cpec_headlines"])
def test_a_file_that_cannot_be_read_takes_its_own_claims_alone(datasets: Path, dataset: str):
    (datasets / f"{dataset}.csv").write_text("rubbish")
    found = [plain(one) for one in blocks(page("China"))]
    assert len(found) == 6
    broken = [one for one in found if f"{dataset} cannot be read" in one]
    assert len(broken) == (read(datasets, "claims")["dataset"] == dataset).sum() > 0


def test_without_claims_the_page_says_so(datasets: Path):
    write(datasets, "claims", read(datasets, "claims").iloc[:0])
    assert "claims.csv cannot be shown" in plain(text(page("violence")))


def test_a_half_without_claims_says_so(datasets: Path):
    rows = read(datasets, "claims")
    write(datasets, "claims", rows[rows["dataset"] == "published_statistics"])
    assert "No statement on China in Pakistan is listed to be tested" in plain(text(page("China")))


def block(part: Part, statement: str) -> str:
    (found,) = [plain(one) for one in blocks(page(part)) if statement in unescape(one)]
    return found


def test_a_verdict_by_a_row_that_repeats_the_speaker_says_so():
    notes = catalogue.load("security_footprint").query("value == 162e6")["notes"].iloc[0]
    sentence = notes.split(". ")[-1]
    said = block("China", "US$162 million")
    assert f"as stated. The row itself names The Soufan Center: “{sentence}”" in said
    assert said.count(sentence) == 1


def test_a_verdict_on_one_group_says_how_many_attacks_have_no_known_perpetrator():
    said = block("violence", "The BLA has attacked Chinese people")
    assert re.search(
        r"Attacks without a known perpetrator are left out: \d+ of \d+ \(\d+ %\) in 2018 to 2024 "
        r"and \d+ of \d+ \(\d+ %\) in 2004 to 2017\.",
        said,
    )


def test_the_overview_too_says_where_else_the_number_stands():
    assert block("brief", "US$65 billion") == block("China", "US$65 billion").replace(
        "Note: Compare what has been realised. ", ""
    )
    assert "Arab News" in block("brief", "US$65 billion")
