"""The Overview says what the data say."""

import re
from base64 import b64decode

import numpy as np
import pandas as pd
import pytest

from riskdata import catalogue
from riskdata.wording import in_words
from tests.pages.conftest import Visit, headings, pictures, plain, text


def numbers(axis: list | dict) -> set[float]:
    """The values of a trace's axis, which plotly may send as the bytes of an array."""
    if isinstance(axis, dict):
        axis = np.frombuffer(b64decode(axis["bdata"]), axis["dtype"]).tolist()
    return {value for value in axis if value is not None and not np.isnan(value)}


def test_headline_is_the_newest_years_count(visit: Visit):
    months = catalogue.load("published_statistics").query(
        "publisher == 'UCDP' and metric == 'killed (all parties)' and period == 'month'"
    )
    values = months.set_index("period_start")["value"].sort_index()
    now, before = int(values.iloc[-12:].sum()), int(values.iloc[-24:-12].sum())
    said = plain(text(visit()))
    assert (
        f"UCDP counts {now:,} people killed in Pakistan in the 12 months to May 2026, "
        f"{round((now / before - 1) * 100)} % more than in the year before"
    ) in said


def test_three_to_five_sentences_follow_the_headline(visit: Visit):
    lede = re.search(r'<div class="lede">(.*?)</div>', text(visit()), re.DOTALL)
    assert lede is not None
    assert 3 <= lede.group(1).count("<p>") <= 5


def test_counts_of_the_record_are_those_of_its_rows(visit: Visit):
    rows = catalogue.load("incidents").query("'2025-05-25' <= date <= '2026-05-24'")
    counted = rows[rows["confidence"] != "unconfirmed"]
    chinese = counted["target_type"].isin(["Chinese nationals", "CPEC project"]).sum()
    balochistan = (counted["province"] == "Balochistan").mean()
    said = plain(text(visit()))
    assert f"Of {len(counted)} attacks recorded" in said
    assert f"{round(balochistan * 100)} % took place in Balochistan" in said
    assert f"{in_words(chinese)} recorded attacks aimed at Chinese" in said


def test_of_fewer_than_ten_events_the_counts_are_told(visit: Visit):
    dates = {"period": "Dates", "from": "2025-03-06", "to": "2025-03-10"}
    app = visit(record="Curated attacks", **dates)
    said = text(app)
    sentence = re.search(r"Of (\d+) attacks recorded.*?</p>", said)
    assert sentence
    assert 1 < int(sentence[1]) < 10
    assert "%" not in sentence[0]
    (on_the_map,) = [heading for heading in headings(app) if "people killed died in" in heading]
    assert "%" not in on_the_map


def test_filters_change_the_count(visit: Visit):
    rows = catalogue.load("incidents")
    confirmed = rows[
        (rows["date"] >= "2022-01-01")
        & (rows["confidence"] == "confirmed")
        & (rows["perpetrator"] == "Tehrik-i-Taliban Pakistan")
    ]
    app = visit(period="Since 2021", confidence="Confirmed only", group="Tehrik-i-Taliban Pakistan")
    assert f"Of {len(confirmed)} attacks recorded" in plain(text(app))


def test_nothing_is_compared_across_what_a_record_does_not_cover(visit: Visit):
    said = plain(text(visit(record="UCDP events")))
    assert "What changed cannot be told" in said
    assert "covering 59 of the 365 days" in said
    assert "no earlier period to set it against" in said
    assert "does not say whether a target was Chinese" in said


def test_a_time_that_the_record_does_not_cover_is_no_time_without_attacks(visit: Visit):
    dates = {"period": "Dates", "from": "2015-01-01", "to": "2019-12-31"}
    app = visit(record="Curated attacks", region="Balochistan", **dates)
    said = plain(text(app))
    assert headings(app).count("Curated attacks do not cover this period") == 1
    assert "None of the" not in said
    assert "within 25 km" not in said
    assert "No publisher counts Balochistan" not in said


def test_attacks_on_chinese_targets_are_no_zero_where_they_are_not_covered(visit: Visit):
    after = {"period": "Dates", "from": "2026-08-01", "to": "2026-10-01"}
    said = plain(text(visit(**after)))
    assert "Attacks on Chinese nationals and projects not covered" in said
    assert "aimed at Chinese" not in said
    before = {"period": "Dates", "from": "2015-01-01", "to": "2015-12-31"}
    said = plain(text(visit(record="Curated attacks", **before)))
    assert re.search(r"Attacks on Chinese nationals and projects \d", said)
    assert "aimed at Chinese nationals" in said
    partly = {"period": "Dates", "from": "2026-05-30", "to": "2026-10-01"}
    said = plain(text(visit(**partly)))
    assert "No recorded attacks aimed at Chinese nationals or projects; 2 of the 125 days" in said


def test_nothing_is_counted_in_a_time_that_is_not_covered(visit: Visit):
    after = {"period": "Dates", "from": "2026-08-01", "to": "2026-10-01"}
    app = visit(region="Bannu", **after)
    assert headings(app)[0].startswith("Curated attacks do not cover 1 Aug 2026 to 1 Oct 2026")
    assert "No attacks in the selection" not in headings(app)
    opened = {popover.proto.popover.label for popover in app.main.get("popover")}
    assert "0 attacks" not in opened


def test_a_region_without_projects_is_said_to_have_none(visit: Visit):
    said = plain(text(visit(region="Bannu")))
    assert "No project of the corridor lies in Bannu." in said
    assert "of the 0 projects" not in said


def test_a_line_that_ends_early_is_labelled_with_its_year(visit: Visit):
    app = visit(record="UCDP events", region="Balochistan")
    (drawn,) = [one for one in pictures(app) if one.key == "overview-years"]
    labels = {note["text"].split(" ")[0]: note["text"] for note in drawn.layout["annotations"]}
    years = catalogue.load("published_statistics").query(
        "region == 'Balochistan' and metric == 'attacks' and period == 'year'"
    )
    of_2025 = years[years["period_start"] == "2025-01-01"]["publisher"].unique()
    assert "(2024)" in labels["PICSS"]
    assert "PICSS" not in of_2025
    assert "(" not in labels["PIPS"]


def test_the_key_under_the_map_is_to_what_is_drawn(visit: Visit):
    sizes, projects = "10 killed", "China's projects, confirmed and not"
    said = plain(text(visit()))
    assert sizes in said
    assert projects in said
    uncovered = {"period": "Dates", "from": "2015-01-01", "to": "2015-12-31"}
    said = plain(text(visit(record="Curated attacks", **uncovered)))
    assert sizes not in said
    assert projects in said


@pytest.mark.parametrize(
    ("page", "filters"), [("hotspots", {"map": "Event map"}), ("cpec_exposure", {})]
)
def test_the_key_of_any_map_leaves_out_what_the_filters_do(visit: Visit, page: str, filters: dict):
    key = re.compile(r"</i> (confirmed|reported|unconfirmed)</span>")
    assert key.findall(text(visit(page, **filters))) == ["confirmed", "reported"]
    assert "unconfirmed" in key.findall(text(visit(page, **filters, confidence="Unconfirmed too")))


def test_projects_of_a_region_are_counted_as_on_the_exposure_page(visit: Visit):
    near = re.search(r"At least (\d+) of the (\d+) projects in", plain(text(visit(region="Sindh"))))
    there = plain(text(visit("cpec_exposure", region="Sindh")))
    assert near is not None
    assert f"{near[1]} of {near[2]} projects had attacks within 25 km" in there


def test_shares_are_set_against_those_of_a_period_like_theirs(visit: Visit):
    said = plain(text(visit()))
    shares = re.search(
        r"Balochistan had (\d+) % in Apr 2025 to Mar 2026 after (\d+) % in Apr 2024 to Mar 2025 "
        r"and the Afghan border belt (\d+) % (in both|after \d+ %)\.",
        said,
    )
    assert shares is not None
    rows = catalogue.load("incidents").query("confidence != 'unconfirmed'")
    for at, (start, end) in [
        (1, ("2025-04-01", "2026-03-31")), (2, ("2024-04-01", "2025-03-31")),
    ]:  # fmt: skip
        then = rows[rows["date"].between(start, end) & rows["event_kind"].str.startswith("attack")]
        assert int(shares[at]) == round((then["province"] == "Balochistan").mean() * 100)


def test_the_curated_record_draws_no_national_trend(visit: Visit):
    published = catalogue.load("published_statistics")
    months = set(published.loc[published["period"] == "month", "value"])
    years = set(published.loc[published["period"] == "year", "value"])
    courses = 0
    for picture in pictures(visit()):
        with_course = [trace for trace in picture.data if isinstance(trace.get("x"), list)]
        on_time = [trace for trace in with_course if str(trace["x"][0])[:2] in ("19", "20")]
        for trace in on_time:
            courses += 1
            values = numbers(trace["y"])
            assert values <= months or values <= years
    assert courses


def test_coverage_stands_on_both_sides_of_the_comparison(visit: Visit):
    assert re.search(
        r"The whole record, whatever the filters leave, holds \d+ % of PICSS's count now and "
        r"\d+ % before",
        plain(text(visit())),
    )


def test_the_ten_latest_have_their_sources(visit: Visit):
    newest = catalogue.load("incidents")
    newest = newest[newest["confidence"] != "unconfirmed"].sort_values("date").tail(10)
    listed = re.findall(r'<ul class="latest">(.*?)</ul>', text(visit()), re.DOTALL)[-1]
    assert listed.count("<li>") == 10
    for url in newest["source_url"].dropna().unique():
        assert url.replace("&", "&amp;") in listed


def test_every_picture_has_its_finding_as_text(visit: Visit):
    app = visit()
    drawn = pictures(app)
    assert drawn
    assert {plain(picture.alt) for picture in drawn} <= set(headings(app))


def test_the_map_draws_the_attacks_of_the_region_and_the_corridor(visit: Visit):
    rows = catalogue.load("incidents").query("'2025-05-25' <= date <= '2026-05-24'")
    counted = rows[rows["confidence"].ne("unconfirmed") & rows["province"].eq("Sindh")]
    placed = counted[~counted["location_precision"].isin(["province", "country"])]
    [drawn] = [one for one in pictures(visit(region="Sindh")) if one.key == "overview-map"]
    chosen = [set(trace["customdata"]) for trace in drawn.data if "customdata" in trace]
    projects = catalogue.load("cpec_projects")["project_id"]
    assert chosen == [set(projects), set(placed["event_id"])]


@pytest.mark.parametrize(
    "filters",
    [
        {"region": "Mastung", "period": "This year", "target": "media"},
        {"period": "Dates", "from": "1995-01-01", "to": "1995-02-01"},
        {"region": "Gilgit-Baltistan", "record": "UCDP events"},
        {"region": "Bannu", "record": "UCDP events"},
        {"group": "Jeay Sindh Muttahida Mahaz", "confidence": "Confirmed only"},
    ],
)
def test_an_empty_selection_is_said_in_words(visit: Visit, filters: dict[str, str]):
    app = visit(**filters)
    assert not app.exception
    assert "nan" not in plain(text(app)).lower().split()


def test_the_period_ends_with_the_newest_event(visit: Visit):
    newest = catalogue.load("incidents")["date"].max()
    assert newest < pd.Timestamp.now()
    assert f"to {newest.day} {newest:%b %Y}" in plain(text(visit()))
