"""The CPEC exposure page lists every known attack on Chinese targets, whatever the filters say."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from riskdata import catalogue
from riskdata.findings import chinese_targets as findings
from riskdata.measures import chinese_targets as measures
from tests.pages.conftest import Visit, text

PICTURES = 4
TARGETS = "Chinese nationals as targets"
AIRPORT = """6 Oct 2024 Near Jinnah International Airport, Karachi, Sindh. Car bomber hit a convoy
    of Port Qasim power plant staff leaving the airport; two Chinese were killed. Balochistan
    Liberation Army (claimed) 2 1 3 16 confirmed DNA News"""


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def part(app: AppTest) -> list[str]:
    """The HTML of this part of the page, which is its last but for the footer."""
    said = [element.proto.body for element in app.main.get("html")]
    said = [body for body in said if not body.startswith("<footer")]
    first = next(i for i, body in enumerate(said) if findings.NOTHING in body or TOTAL.search(body))
    return said[first:]


TOTAL = re.compile(r"on Chinese nationals and projects since \d{4} ha")


def listed(app: AppTest) -> list[str]:
    """The lines of the list of attacks."""
    return [plain(line) for line in re.findall(r"<tr><td.*?</tr>", text(app), re.DOTALL)]


def figures(app: AppTest) -> list[dict]:
    """The data of this part's charts, the last of the page."""
    charts = app.main.get("plotly_chart")[-PICTURES:]
    return [json.loads(chart.proto.spec)["data"] for chart in charts]


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return measures.attacks(catalogue.load("incidents"))


def rewrite(path: Path, kept) -> None:
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows[kept(rows)].to_csv(path, index=False)


def ours(rows: pd.DataFrame) -> pd.Series:
    return rows["target_type"].isin(["Chinese nationals", "CPEC project"])


def test_every_known_attack_is_listed_with_toll_confidence_and_source(visit: Visit, found):
    app = visit("cpec_exposure", look=TARGETS)
    assert not app.exception
    lines = listed(app)
    assert len(lines) == len(found)
    (airport,) = [line for line in lines if "Near Jinnah International Airport" in line]
    assert airport.split() == AIRPORT.split()
    for place in ("Near Dasu hydropower site", "Confucius Institute", "near Besham"):
        assert any(place in line for line in lines), place
    links = re.findall(r'<td class="source-link"[^>]*><a href="(https?://[^"]+)"', text(app))
    assert len(links) == len(found)


def test_the_findings_are_those_of_the_record(visit: Visit):
    said = plain("".join(part(visit("cpec_exposure", look=TARGETS))))
    assert "49 attacks on Chinese nationals and projects since 2004 have killed 143 people" in said
    assert "8 % of the attacks before 2018 (2 of 24), 48 % since (12 of 25)" in said
    assert "10.0 times as many a year (95 % interval 2.2 to 92)" in said
    # The Friday Times gives no exact start of its span.
    assert "very same days" not in said
    assert "over the same time: SATP 10 against 15, The Friday Times 30 against 22" in said
    assert "NACTA 20 against 19" in said
    assert "7 more attacks are unconfirmed: hollow, in no count" in said
    assert "2 foiled plots are no attacks" in said


def test_filters_do_not_narrow_this_part_and_it_says_so(visit: Visit):
    app = visit("cpec_exposure", look=TARGETS)
    other = visit(
        "cpec_exposure",
        look=TARGETS,
        region="Sindh",
        period="This year",
        confidence="Confirmed only",
    )
    assert not other.exception
    of_region = "&amp;region=(Pakistan|Sindh)"
    assert [re.sub(of_region, "", body) for body in part(other)] == [
        re.sub(of_region, "", body) for body in part(app)
    ]
    assert figures(other) == figures(app)
    assert "the filters for period, region and the rest do not narrow this part" in text(other)


def test_under_ucdp_the_curated_attacks_are_shown_and_it_says_so(visit: Visit, found):
    title = catalogue.EVENT_RECORDS["ucdp_events"].title
    app = visit("cpec_exposure", look=TARGETS, record=title)
    assert not app.exception
    assert f"{title} names no Chinese target, so these are the curated attacks" in text(app)
    assert len(listed(app)) == len(found)


def test_a_link_leads_to_them_on_incidents(visit: Visit, found):
    app = visit("cpec_exposure", look=TARGETS, region="Sindh", group=measures.BLA)
    (link,) = re.findall(r'href="(incidents\?[^"]+)"', text(app))
    chosen = parse_qs(unescape(link).partition("?")[2])
    incidents = visit("incidents", **chosen)
    assert not incidents.exception
    in_sindh = found[found["province"] == "Sindh"]
    assert f"{len(in_sindh)} recorded attacks in Sindh" in text(incidents)


def test_other_data_change_each_finding_and_picture(visit: Visit, datasets: Path):
    app = visit("cpec_exposure", look=TARGETS)
    heading = re.compile(r'<h2 class="finding">(.*?)</h2>')
    before, drawn = heading.findall("".join(part(app))), figures(app)
    assert len(before) == PICTURES + 1
    rewrite(
        datasets / "incidents.csv",
        lambda rows: ~(ours(rows) & rows["date"].between("2020-06", "2025-06")),
    )
    other = visit("cpec_exposure", look=TARGETS)
    assert not other.exception
    assert not set(heading.findall("".join(part(other)))) & set(before)
    assert not [data for data in figures(other) if data in drawn]


def test_without_attacks_it_says_so_and_draws_nothing(visit: Visit, datasets: Path):
    rewrite(datasets / "incidents.csv", lambda rows: ~ours(rows))
    app = visit("cpec_exposure", look=TARGETS)
    assert not app.exception
    assert findings.NOTHING in text(app)
    assert not listed(app)
    assert not [c for c in app.main.get("plotly_chart") if "Chinese nationals" in c.proto.alt]


def test_without_published_tolls_only_they_are_missing(visit: Visit, datasets: Path, found):
    path = datasets / "prc_nationals.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.loc[0, "killed"] = "many"
    rows.to_csv(path, index=False)
    app = visit("cpec_exposure", look=TARGETS)
    assert not app.exception
    assert "prc_nationals.csv" in text(app)
    assert len(listed(app)) == len(found)


def test_a_source_cannot_bring_its_own_markup(visit: Visit, datasets: Path):
    path = datasets / "incidents.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    at = rows.index[ours(rows)][-1]
    rows.loc[at, ["summary", "source", "place"]] = "<script>alert(1)</script>"
    rows.to_csv(path, index=False)
    app = visit("cpec_exposure", look=TARGETS)
    assert not app.exception
    assert "<script>alert" not in text(app)
    assert not any("<script>alert" in str(data) for data in figures(app))
