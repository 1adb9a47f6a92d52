"""Attack trends says what the publishers and the record say, and what it cannot say."""

import re

import pandas as pd
import pytest

from riskdata import catalogue
from tests.browser.app import LOOKS
from tests.pages.conftest import Visit, headings, pictures, plain, text

CURATED, UCDP = "Curated attacks", "UCDP events"
PUBLISHED, RECORD, CLAIMS = LOOKS["attack_trends"][1]
PICTURES = {
    PUBLISHED: ["attacks", "two-years", "killed", "all-parties", "by-month", "per-attack"],
    RECORD: ["stacked", "calendar", "lethality", "groups", "targets"],
    CLAIMS: [],
}
"""Charts of each view; the claims are tables."""


def test_doubling_is_told_publisher_by_publisher(visit: Visit):
    app = visit("attack_trends")
    assert not app.exception
    said = plain(text(app))
    assert (
        "Attacks more than doubled in 2024 by GTI (517 to 1,099), "
        "not by CRSS (+55 %), PICSS (+41 %) and PIPS (+70 %)"
    ) in said
    assert "2024 was the deadliest year since 2012 by CRSS (all parties, with gaps)" in said
    assert "of all counted since 2016 by PICSS" in said
    assert "GTI (−5 %) sees no clear change" in said
    assert "Grey: months without a published figure" in said


def test_the_reader_chooses_the_year_that_is_compared(visit: Visit):
    said = plain(text(visit("attack_trends", against="2025")))
    assert "Attacks did not double in 2025 by any count" in said


def test_turning_points_end_with_a_full_stop(visit: Visit):
    html = text(visit("attack_trends", look=RECORD))
    [marked] = re.findall(r'<p class="source">[^<]*(Turning points: [^<]*)', html)
    assert marked.strip().endswith(").")


def test_groups_have_no_change_where_the_record_begins_with_the_period(visit: Visit):
    said = plain(text(visit("attack_trends", look=RECORD)))
    assert "No change is given: the record does not reach further back." in said


@pytest.mark.parametrize("look", PICTURES)
def test_every_chart_has_a_finding_a_source_and_its_rows(visit: Visit, look: str):
    app = visit("attack_trends", look=look)
    assert not app.exception
    drawn = pictures(app)
    assert [picture.key for picture in drawn] == [f"trends-{name}" for name in PICTURES[look]]
    html = text(app)
    for picture in drawn:
        assert plain(picture.alt).startswith(tuple(headings(app)))
        assert picture.data
    assert len(re.findall(r'<p class="source">', html)) >= len(drawn)
    keys = {button.key for button in app.main.get("download_button")}
    assert keys >= {f"csv-{picture.key}" for picture in drawn}


def test_the_reader_chooses_the_view(visit: Visit):
    app = visit("attack_trends")
    assert app.button_group(key="look").options == list(PICTURES)
    for look in [CLAIMS, RECORD, PUBLISHED]:
        app.button_group(key="look").set_value(look).run()
        assert headings(app) == headings(visit("attack_trends", look=look))


def test_claims_of_violence_stand_with_what_was_found_of_them(visit: Visit):
    claims = catalogue.load("claims")
    said = plain(text(visit("attack_trends", look=CLAIMS)))
    doubled = claims.set_index("claim_id").loc["attacks-2024-doubled"]
    assert str(doubled["statement"]) in said
    assert str(doubled["speaker"]) in said


@pytest.mark.parametrize("by", ["Province", "Perpetrator", "Target", "Means"])
def test_events_are_stacked_as_the_reader_chooses(visit: Visit, by: str):
    rows = catalogue.load("ucdp_events")
    attacks = rows[rows["event_kind"].isin(["attack", "attack or clash"])]
    said = plain(text(visit("attack_trends", stack=by, look=RECORD)))
    assert f"Of {len(attacks):,} attacks, " in said
    if by == "Province":
        share = (attacks["province"] == "Khyber Pakhtunkhwa").mean()
        assert f"Khyber Pakhtunkhwa {round(share * 100)} %" in said


def test_filters_of_the_record_reach_it_and_not_the_publishers(visit: Visit):
    rows = catalogue.load("ucdp_events")
    expected = (
        (rows["perpetrator"] == "Balochistan Liberation Army")
        & rows["event_kind"].isin(["attack", "attack or clash"])
    ).sum()
    group = "Balochistan Liberation Army"
    assert f"Of {expected} attacks" in plain(text(visit("attack_trends", group=group, look=RECORD)))
    said = plain(text(visit("attack_trends", group=group)))
    assert (
        "From 699 (PIPS) to 1,066 (PICSS) attacks in 2025 by the publishers drawn as lines; "
        "counted otherwise, ISPR: 5,397"
    ) in said
    assert "cannot be applied to them" in said


def test_a_province_takes_the_publishers_figures_of_it(visit: Visit):
    statistics = catalogue.load("published_statistics")
    yearly = statistics[
        (statistics["region"] == "Balochistan")
        & (statistics["publisher"] == "PIPS")
        & (statistics["metric"] == "attacks")
        & (statistics["period"] == "year")
    ]
    worst = int(yearly["value"].max())
    said = plain(text(visit("attack_trends", region="Balochistan")))
    assert f"the highest of the lines: {worst:,}" in said


def test_a_district_that_nobody_counts_still_has_the_record(visit: Visit):
    app = visit("attack_trends", region="Quetta")
    assert not app.exception
    said = plain(text(app))
    assert "No publisher's figures of attacks" in said
    assert "UCDP events hold 164 attacks in Quetta" in said
    assert not pictures(app)
    assert len(pictures(visit("attack_trends", region="Quetta", look=RECORD))) == 5


def test_a_sample_tells_no_course(visit: Visit):
    said = plain(text(visit("attack_trends", record=CURATED, look=RECORD)))
    assert "its months cannot be compared" in said or "months cannot be compared" in said
    assert "The worst month was" not in said
    assert "a sample: no course is told" in said
    assert "Hollow: part-years" in said
    assert "those years are left out and shaded" in said


def test_attacks_without_a_death_by_the_best_estimate_are_told(visit: Visit):
    rows = catalogue.load("ucdp_events")
    attacks = rows[rows["event_kind"].isin(["attack", "attack or clash"])]
    none = (attacks["deaths_best"] == 0).sum()
    said = plain(text(visit("attack_trends", record=UCDP, period="All", look=RECORD)))
    assert none > 0
    assert f"its best is no death in {none} of these {len(attacks):,}" in said


def test_part_years_are_joined_to_no_other(visit: Visit):
    app = visit("attack_trends", record=CURATED, look=RECORD)
    [drawn] = [picture for picture in pictures(app) if picture.key == "trends-lethality"]
    line, points = drawn.data
    told = {year for year, ratio in zip(line["x"], line["y"], strict=True) if ratio is not None}
    assert points["mode"] == "markers"
    assert 2026 in points["x"]
    assert told
    assert told.isdisjoint(points["x"])


def test_attacks_on_chinese_targets_are_counted_from_the_start(visit: Visit):
    rows = catalogue.load("incidents")
    chinese = rows["target_type"].isin(["Chinese nationals", "CPEC project"])
    attacks = rows["event_kind"] == "attack"
    counted = rows[chinese & attacks & (rows["confidence"] != "unconfirmed")]
    app = visit("attack_trends", record=CURATED, period="All", look=RECORD,
                target=["Chinese nationals", "CPEC project"])  # fmt: skip
    said = plain(text(app))
    assert f"Of {len(counted)} attacks" in said
    assert "those years are left out" not in said


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"record": UCDP, "target": "media"}, "No attacks in Pakistan answer to this selection"),
        (
            {"record": UCDP, "period": "Dates", "from": "2022-02-01", "to": "2022-09-01"},
            "do not cover this period",
        ),
        (
            {"record": CURATED, "period": "Dates", "from": "2003-02-01", "to": "2003-03-01"},
            "do not cover this period",
        ),
        (
            {"record": UCDP, "period": "Dates", "from": "2004-02-01", "to": "2010-03-01",
             "region": "Gilgit-Baltistan"},
            "No attacks in Gilgit-Baltistan",
        ),
    ],
)  # fmt: skip
def test_an_empty_selection_is_said_in_words(visit: Visit, filters: dict[str, str], words: str):
    app = visit("attack_trends", **filters, look=RECORD)
    assert not app.exception
    assert words in plain(text(app))


def test_a_change_of_the_figures_changes_the_headline(visit: Visit, datasets):
    path = datasets / "published_statistics.csv"
    rows = pd.read_csv(path)
    attacks = (rows["metric"] == "attacks") & (rows["period_start"] == "2025-01-01")
    attacks &= (rows["period"] == "year") & (rows["region"] == "Pakistan")
    rows.loc[attacks, "value"] = 100
    rows.to_csv(path, index=False)
    assert "Attacks in Pakistan fell in 2025 by the count of" in plain(text(visit("attack_trends")))


def test_a_period_that_ended_takes_its_own_published_figures(visit: Visit):
    dates = {"period": "Dates", "from": "2010-01-01", "to": "2020-12-31"}
    said = plain(text(visit("attack_trends", **dates)))
    assert re.search(r"Attacks in Pakistan \w+ in 2020 by the count of", said)
    assert "in 2025 by the count of" not in said


def test_a_year_that_is_not_over_by_the_readers_last_day_counts_nowhere(visit: Visit):
    dates = {"period": "Dates", "from": "2020-01-01", "to": "2022-12-01"}
    said = plain(text(visit("attack_trends", **dates)))
    assert "Attacks in Pakistan rose in 2021 by the count of" in said
    assert re.search(r"From \d+ \(PIPS\) to \d+ \(\w+\) attacks in 2021 by", said)
    assert "a month in Sep to Nov 2022" in said
    overview = plain(text(visit(**dates)))
    assert "attacks in 2021 (" in overview
    assert "a month in the 12 months to November 2022" in overview


def test_a_preset_takes_the_newest_published_figures_on_both_pages(visit: Visit):
    filters = {"record": UCDP, "period": "All"}
    pages = [plain(text(visit(page, **filters))) for page in ("attack_trends", "overview")]
    [trends, overview] = [re.search(r"UCDP counts ([\d,]+) .*? to (\w+ \d+), (\d+) %", said)
                          for said in pages]  # fmt: skip
    assert trends
    assert overview
    assert trends.groups() == overview.groups()
