"""The security footprint says what is confirmed, what is rumour, and where each figure stands."""

import json
import re
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from riskdata import catalogue
from tests.pages.conftest import Visit, text

PAGE = "security_footprint"
OWN = ("security_footprint", "arms_transfers", "cpec_headlines", "judgements")


def plain(app: AppTest) -> str:
    said = unescape(re.sub(r"<[^>]+>", " ", text(app))).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", said)


def headings(app: AppTest) -> list[str]:
    found = re.findall(r'<h[12] class="finding">(.*?)</h[12]>', text(app))
    return [unescape(words).replace("\u00a0", " ") for words in found]


def charts(app: AppTest) -> dict[str, dict]:
    """Every chart by its finding."""
    return {
        chart.proto.alt.replace("\u00a0", " "): json.loads(chart.proto.spec)
        for chart in app.main.get("plotly_chart")
    }


def rewrite(path: Path, change) -> None:
    """Write a dataset again as `change` makes it of its rows of texts."""
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    change(rows).to_csv(path, index=False)


@pytest.fixture(scope="module")
def steps() -> pd.DataFrame:
    return catalogue.load("security_footprint")


def test_the_first_screen_answers_what_grows_what_is_known_and_what_follows(visit: Visit):
    app = visit(PAGE)
    assert not app.exception
    said = plain(app)
    assert headings(app)[0] == (
        "China supplied 80 % of Pakistan's arms imports in 2021–25; of 18 claims on record about "
        "Chinese guards, troops or bases there, one is confirmed"
    )
    assert "rose from 73 % (2016–20) to 80 % (2021–25)" in said
    assert "Eight confirmed joint exercises in 2021–25, after 14 in 2016–20: fewer" in said
    assert "Special Security Division South got Rs19 billion on 18 Nov 2025, 19 % more" in said
    assert "The others: 9 reported and 8 unconfirmed; 8 denials and refusals on record." in said
    assert "would raise tension between Islamabad, Beijing and New Delhi.” Judged likely" in said
    assert "they change nothing here" in said
    lede = re.search(r'<div class="lede">(.*?)</div>', text(app), re.DOTALL)
    assert lede is not None
    assert 3 <= lede.group(1).count("<p>") <= 5


FACTS = {
    "81 % of arms imports": "China supplied 81 percent of Pakistan's arms imports, 2020-24",
    "eight bilateral naval exercises": "Eight bilateral naval exercises, 2014 to 2024",
    "Warrior-VIII": "Warrior-VIII counter-terrorism exercise (Pabbi)",
    "US$162 million": "Supplementary grant of Rs45 billion (about US$162 million)",
    "February 2025 memorandums": "MoUs signed during the state visit",
    "March 2025 security contractors": "three Chinese PSCs at two CPEC sites",
    "Gwadar base": "Rumours of a PLA base at Gwadar",
    "reject bases": "Pakistan said to reject permanent Chinese forces and bases",
    "security initiative 2022": "Xi proposes the Global Security Initiative",
    "all-weather partnership 2015": "All-Weather Strategic Cooperative Partnership",
    "65 billion": "CPEC valued at US$65 billion",
    "MSS October 2024": "MSS vows more early warning and anti-terror intelligence work",
}


@pytest.mark.parametrize(("query", "title"), FACTS.items())
def test_a_fact_of_the_founding_brief_is_found_by_searching(visit: Visit, query: str, title: str):
    app = visit(PAGE, find=query)
    lists = re.findall(r'<ul class="latest">(.*?)</ul>', text(app), re.DOTALL)
    assert title in unescape(lists[0])
    assert f"on record answer to “{query}”" in plain(app) or "answers to" in plain(app)


def test_the_facts_stand_in_their_own_sections_too(visit: Visit):
    app = visit(PAGE)
    said = plain(app)
    assert "counts 8 bilateral naval exercises from 2014 to 2024" in said
    assert "On record are 9: 7 that it counts, and 2 outside its numbered series" in said
    assert "Warrior-VIII counter-terrorism exercise (Pabbi)" in said
    assert "(about US$162 million)" in said
    assert "Reported deployment of three Chinese PSCs at two CPEC sites" in said
    assert "CPEC valued at US$65 billion (reported, 29 Apr 2025, The Soufan Center)" in said
    (imports,) = (
        chart for words, chart in charts(app).items() if words.startswith("China's share")
    )
    china = next(trace for trace in imports["data"] if trace.get("name") == "China")
    assert (
        dict(zip(imports["layout"]["yaxis"]["ticktext"], china["x"], strict=True))["2020–24"] == 81
    )
    cards = "".join(
        card
        for chart in charts(app).values()
        for trace in chart["data"]
        for card in trace.get("text", [])
    ).replace("<br>", " ")  # fmt: skip
    for title in FACTS.values():
        assert title in cards, "every step can be pointed at on the timeline"


def test_a_rumour_and_its_rejection_stand_in_one_row_of_the_ledger(visit: Visit):
    rows = re.findall(r"<section>(.*?)</section>", text(visit(PAGE)), re.DOTALL)
    (rumour,) = (row for row in rows if "Rumours of a PLA base at Gwadar" in row)
    assert "Pakistan said to reject permanent Chinese forces and bases" in rumour
    assert "Turned down at second hand" in rumour
    (reports,) = (row for row in rows if "three Chinese PSCs" in row)
    assert "Open: unconfirmed, not answered" in reports
    (denial,) = (row for row in rows if "Pakistan denies that Chinese forces are deployed" in row)
    assert "Denied by Pakistan" in denial


def test_a_matter_that_names_its_month_does_not_tell_it_twice(visit: Visit):
    sides = re.findall(r'<p class="side">(.*?)</p>', text(visit(PAGE)))
    assert "Base at Gwadar, rumour of April 2025" in sides
    assert "Base near Jiwani<br>9\u00a0Jan\u00a02018" in sides


def test_the_switch_hides_what_is_not_confirmed_and_changes_the_counts(visit: Visit, steps):
    app = visit(PAGE, confirmed="true")
    assert not app.exception
    said = plain(app)
    number = int((steps["status"] == "confirmed").sum())
    assert f"{number} confirmed steps since 2013" in said
    assert "36 reported, 12 unconfirmed and 6 denied are hidden" in said
    assert "Claims and judgements rest on all steps either way" in said
    assert (
        f"{len(steps)} steps on record since 2013: {number} confirmed, 36 reported, 12 unconfirmed "
        f"and 6 denied. Beside each name, how many of its steps are confirmed; only the {number} "
        "confirmed are drawn." in said
    )
    timeline = next(chart for words, chart in charts(app).items() if "confirmed steps" in words)
    assert [trace["name"] for trace in timeline["data"]] == ["confirmed"]
    beside = [note["text"] for note in timeline["layout"]["annotations"]]
    for name, told in (
        ("Force deployment", "10 of 18"),
        ("Joint exercise", "30 of 32"),
        ("Private security contractors", "0 of 15"),
        ("Basing", "0 of 8"),
    ):
        assert any(name in words and f">{told}<" in words for words in beside)
    assert "30 confirmed joint exercises since 2013" in said
    assert re.search(r"\d+ confirmed steps since \d{4} to raise or post", said)
    assert "The newest confirmed developments" in said
    assert "The timeline's 32 joint exercises include one published count" in said
    assert "Rumours of a PLA base at Gwadar" not in re.sub(
        r"<details>.*?</details>", "", text(app).split('class="judgements"')[0]
    )
    assert "hidden while only what is confirmed is shown" in said
    assert "counts 8 bilateral" not in said, "the published count is reported, not confirmed"
    assert "9 reported and 8 unconfirmed; 8 denials and refusals" in said, (
        "the bottom line stays whole"
    )


def test_a_search_says_whether_it_looked_at_the_whole_record(visit: Visit):
    assert "of 176 on record answer to “Gwadar”" in plain(visit(PAGE, find="Gwadar"))
    confirmed = plain(visit(PAGE, find="Gwadar", confirmed="true"))
    assert "of 122 confirmed answer to “Gwadar”" in confirmed


def test_without_anything_confirmed_the_switch_leaves_a_page_that_says_so(
    visit: Visit, datasets: Path
):
    rewrite(datasets / "security_footprint.csv", lambda rows: rows.assign(status="reported"))
    app = visit(PAGE, confirmed="true")
    assert not app.exception
    for what in ("step", "development", "joint exercise", "money for protection"):
        assert f"No {what} is on record that is confirmed" in plain(app)


def test_the_event_filters_change_nothing(visit: Visit):
    everything = plain(visit(PAGE))
    filtered = plain(visit(PAGE, region="Sindh", period="This year", target="media"))
    assert filtered == everything


def test_every_chart_has_a_finding_a_source_and_rows(visit: Visit):
    app = visit(PAGE)
    drawn = charts(app)
    assert len(drawn) == len(app.main.get("plotly_chart")) == 6
    assert set(drawn) <= set(headings(app))
    assert text(app).count('<p class="source">') > len(drawn)
    assert len(app.main.get("download_button")) > len(drawn)


@pytest.mark.parametrize("subject", ["Projects", "Jobs", "People", "Everything else"])
def test_figures_of_every_subject_carry_their_definitions(visit: Visit, subject: str):
    app = visit(PAGE, cpec=subject)
    assert not app.exception
    rows = catalogue.load("cpec_headlines")
    of_unit = rows[rows["unit"] == subject.lower()]
    said = plain(app)
    for definition in of_unit["definition"]:
        assert re.sub(r"\s+", " ", definition) in said
    assert "never added, never averaged" in said


def test_judgements_keep_their_words_and_rest_on_rows(visit: Visit):
    said = plain(visit(PAGE, topic="India"))
    rows = catalogue.load("judgements").query("topic == 'India'")
    for statement in rows["statement"]:
        assert statement in said
    assert "likely, 55 to 80 per cent" in said
    assert "no likelihood stated" in said
    assert "no confidence stated" in said
    assert "Reported deployment of three Chinese PSCs at two CPEC sites (March 2025" in said
    linked = text(visit(PAGE, topic="CPEC exposure"))
    assert 'href="incidents?event=PK-2024-10-06-karachi-airport"' in linked


def test_a_search_that_finds_nothing_says_so(visit: Visit):
    app = visit(PAGE, find="submarine cable to Mars")
    assert not app.exception
    assert "0 steps of 176 on record answer to “submarine cable to Mars”" in plain(app)


def sentences(app: AppTest) -> list[str]:
    """What the page says with a figure in it."""
    written = re.findall(
        r'<(?:h1|h2|p) class="(?:finding|value|change)">(.*?)</(?:h1|h2|p)>', text(app)
    )
    for lede in re.findall(r'<div class="lede">(.*?)</div>', text(app)):
        written += re.findall(r"<p>(.*?)</p>", lede)
    written += [unescape(chart.proto.alt) for chart in app.main.get("plotly_chart")]
    return [words for words in written if re.search(r"\d", words)]


def test_other_data_change_all_that_states_a_figure(visit: Visit, datasets: Path):
    before = visit(PAGE)

    def later(rows: pd.DataFrame) -> pd.DataFrame:
        """Leave out every fifth row, move all by a year and give what is given 3 % more."""
        rows = rows[rows.index % 5 != 0].copy()
        rows["date"] = [f"{int(day[:4]) - 1}{day[4:]}" for day in rows["date"]]
        rows.loc[rows["date"].str.endswith("02-29"), "date"] = "2023-02-28"
        values = pd.to_numeric(rows["value"])
        south = rows["title"].str.contains("Security Division South")
        rows["value"] = (values * 1.03).where(south & (rows["date"] > "2024"), values)
        return rows

    def lower(rows: pd.DataFrame) -> pd.DataFrame:
        share = rows["metric"].str.startswith("share of")
        rows["value"] = (pd.to_numeric(rows["value"]) * 0.8).where(share, rows["value"])
        return rows

    def doubled(rows: pd.DataFrame) -> pd.DataFrame:
        rows["value"] = pd.to_numeric(rows["value"]) * 2
        return rows

    def other_words(rows: pd.DataFrame) -> pd.DataFrame:
        rows.loc[rows["likelihood"] == "likely", "likelihood"] = "very likely"
        return rows

    for name, change in zip(OWN, (later, lower, doubled, other_words), strict=True):
        rewrite(datasets / f"{name}.csv", change)
    after = visit(PAGE)
    assert not after.exception
    assert len(sentences(before)) > 12
    assert [words for words in sentences(after) if words in sentences(before)] == []
    drawn = [chart["data"] for chart in charts(before).values()]
    assert not [chart for chart in charts(after).values() if chart["data"] in drawn]


@pytest.mark.parametrize(
    ("dataset", "column", "value"),
    [
        ("security_footprint", "status", "perhaps"),
        ("arms_transfers", "value", "most"),
        ("cpec_headlines", "as_of", "soon"),
        ("judgements", "likelihood", "maybe"),
    ],
)
def test_a_broken_file_is_named_and_the_rest_goes_on(
    visit: Visit, datasets: Path, dataset: str, column: str, value: str
):
    def broken(rows: pd.DataFrame) -> pd.DataFrame:
        rows.loc[3, column] = value
        return rows

    rewrite(datasets / f"{dataset}.csv", broken)
    app = visit(PAGE)
    assert not app.exception
    said = text(app)
    assert f"{dataset}.csv cannot be shown" in said
    assert f"Row 5, column {column}" in said
    if dataset != "security_footprint":
        assert "176 steps on record since 2013" in said
        assert len(charts(app)) >= 4


def test_without_rows_of_a_kind_the_page_says_so(visit: Visit, datasets: Path):
    rewrite(
        datasets / "security_footprint.csv",
        lambda rows: rows[rows["category"] == "agreement"],
    )
    rewrite(
        datasets / "arms_transfers.csv",
        lambda rows: rows[rows["metric"] == "recipient world rank"],
    )
    rewrite(
        datasets / "cpec_headlines.csv", lambda rows: rows[rows["unit"].isin(["MW", "per cent"])]
    )
    rewrite(datasets / "judgements.csv", lambda rows: rows[rows["likelihood"] == ""])
    app = visit(PAGE)
    assert not app.exception
    said = plain(app)
    for words in (
        "No step of China's security presence in Pakistan is on record",
        "China's share in Pakistan's arms imports: nothing is published",
        "No joint exercise is on record",
        "No money for protection is on record",
        "No force for protection is on record",
        "Nothing is on record about Chinese guards, troops or bases",
        "No headline figure is on record",
        "none uses a word of probability; none states a confidence",
        "Every step on record is confirmed",
    ):
        assert words in said
    assert " nan" not in said.lower()
