"""Regional hotspots says where, and what it cannot say."""

import re
from typing import Any

import pytest

from riskdata import catalogue
from tests.browser.app import LOOKS
from tests.pages.conftest import Visit, headings, pictures, plain, text

LENSES, YEARS, DISTANCE = LOOKS["hotspots"][1]
PICTURES = {
    LENSES: ["hotspots-course-Balochistan", "hotspots-course-Afghan border belt"],
    YEARS: [],
    DISTANCE: ["hotspots-profile"],
}
"""Charts of each closer look; the years are small maps."""


def places(app) -> dict[str, Any]:
    """The trace that colours places."""
    drawn = pictures(app)[0].data
    return next(trace for trace in drawn if trace["type"] == "choroplethmap")


@pytest.fixture(scope="module")
def rows():
    found = catalogue.load("incidents").query("'2025-05-25' <= date <= '2026-05-24'")
    return found[(found["confidence"] != "unconfirmed") & (found["event_kind"] == "attack")]


def test_the_headline_names_the_district_with_most_attacks(visit: Visit, rows):
    app = visit("hotspots")
    assert not app.exception
    counts = rows["district"].value_counts()
    assert headings(app)[0].startswith(
        f"{counts.index[0]} saw more of the attacks recorded in Pakistan than any other district: "
        f"{counts.iloc[0]} of {len(rows)}"
    )


def test_districts_that_tie_are_told_as_such(visit: Visit):
    dates = {"period": "Dates", "from": "2022-03-01", "to": "2023-12-31"}
    said = headings(visit("hotspots", record="UCDP events", **dates))
    both = re.match(r"(.*) each saw (\d+) of the \d+ attacks recorded in Pakistan", said[0])
    assert both
    assert set(both[1].split(" and ")) == {"North Waziristan", "South Waziristan"}
    assert f"{both[1]} lead with {both[2]} attacks each" in said
    years = visit("hotspots", closer=YEARS)
    assert any("Kech and Quetta alike in 2024" in heading for heading in headings(years))
    assert "most in Kech and Quetta (20 each)" in plain(text(years))


def test_two_attacks_make_no_per_cent(visit: Visit):
    dates = {"period": "Dates", "from": "2026-05-20", "to": "2026-05-24"}
    said = plain(text(visit("hotspots", **dates)))
    assert "The 50 km along the Afghan border saw 1 of 2 recorded attacks" in said


def test_only_a_change_beyond_chance_is_called_heating_up_or_cooling_down(visit: Visit):
    said = plain(text(visit("hotspots")))
    assert "Heating up: Bannu (35 after 13); cooling down: Dera Ghazi Khan (0 after 7)" in said
    # Quetta fell from 16 to 8, which may be chance.
    assert not re.search(r"Quetta[^.]*cooling down", said)
    assert "Apr 2025 to Mar 2026 against Apr 2024 to Mar 2025" in said


def test_what_is_said_of_the_country_says_so_under_a_region(visit: Visit):
    country = headings(visit("hotspots", measure="Change"))
    assert any(heading.startswith("Heating up: Bannu") for heading in country)
    app = visit("hotspots", measure="Change", region="Balochistan")
    assert any(heading.startswith("Pakistan · Heating up: Bannu") for heading in headings(app))
    said = plain(text(app))
    for region in ("Pakistan", "Balochistan"):
        assert re.search(rf"\d+ districts? of {region} had the 6 attacks", said)
        assert re.search(rf"{region} · Curated attacks: [^%]* holds \d+ %", said)


def test_time_that_is_not_covered_is_never_said_to_be_without_attacks(visit: Visit):
    dates = {"period": "Dates", "from": "2026-08-01", "to": "2026-10-31"}
    for view, closer in [("Districts", LENSES), ("Event map", DISTANCE), ("Density", YEARS)]:
        app = visit("hotspots", map=view, closer=closer, **dates)
        assert not re.search(r"\b[Nn]o (attack|district with)", plain(text(app)))
        assert any("the record does not cover this period" in said for said in headings(app))
        if view == "Districts":
            assert set(places(app)["z"]) == {0}
            assert all("not covered" in card for card in places(app)["text"])


def test_states_are_named_by_their_forces(visit: Visit):
    kinds = {"kind": ["attack", "foreign strike"], "record": "UCDP events", "period": "All"}
    app = visit("hotspots", **kinds, group=["United States of America"])
    said = plain(text(app))
    assert "Groups: State forces of the United States is named most" in said
    assert "by State forces of the United States" in said


def test_what_a_change_on_the_map_counts_is_said(visit: Visit):
    cards = places(visit("hotspots", count="People killed"))["text"]
    assert any(re.search(r"\d+ (people|person) killed after \d+", card) for card in cards)


def test_why_fewer_are_killed_than_the_record_holds_deaths_is_said(visit: Visit):
    killed = {"record": "UCDP events", "count": "People killed"}
    assert "UCDP's count of deaths holds the attackers' own" in plain(
        text(visit("hotspots", map="Density", **killed))
    )
    curated = visit("hotspots", count="People killed")
    assert "count of deaths holds" not in plain(text(curated))


def test_a_district_filters_the_page_and_the_map_keeps_the_country(visit: Visit, rows):
    app = visit("hotspots", region="Bannu")
    inside = rows[rows["district"] == "Bannu"]
    assert headings(app)[0] == (
        f"Bannu saw {len(inside)} attacks that killed {inside['killed'].sum()} people"
    )
    assert len(places(app)["locations"]) == 154
    assert any("Bannu is number 1 of the" in heading for heading in headings(app))


def test_there_is_a_way_back_to_the_whole_country(visit: Visit):
    app = visit("hotspots", region="Bannu")
    back = next(button for button in app.button if "Back from Bannu" in button.label)
    back.click().run()
    assert app.session_state["region"] == "Pakistan"
    assert headings(app) == headings(visit("hotspots"))
    assert not any("Back from" in button.label for button in app.button)


@pytest.mark.parametrize("view", ["Districts", "Provinces"])
@pytest.mark.parametrize("count", ["Events", "People killed"])
@pytest.mark.parametrize("measure", ["Total", "Per million", "Per 1,000 km²", "Change"])
def test_each_measure_colours_every_place_and_says_what_it_shows(visit, view, count, measure):
    app = visit("hotspots", map=view, count=count, measure=measure)
    assert not app.exception
    assert len(places(app)["locations"]) == {"Districts": 154, "Provinces": 7}[view]
    assert len(set(headings(app))) == len(headings(app))


def test_districts_without_a_census_are_named_as_such(visit: Visit):
    app = visit("hotspots", measure="Per million")
    assert "14 have no census figure and are grey" in plain(text(app))


@pytest.mark.parametrize("view", ["Event map", "Density"])
def test_events_are_drawn_as_points_or_density(visit: Visit, view):
    app = visit("hotspots", map=view)
    assert not app.exception
    kinds = {trace["type"] for trace in pictures(app)[0].data}
    assert ("densitymap" in kinds) == (view == "Density")
    assert "choroplethmap" not in kinds


def test_events_known_to_the_province_only_are_not_drawn(visit: Visit):
    chosen = {"map": "Event map", "record": "UCDP events", "period": "All"}
    said = plain(text(visit("hotspots", **chosen, closer=DISTANCE)))
    found = catalogue.load("ucdp_events")
    attacks = found[found["event_kind"].isin(["attack", "attack or clash"])]
    vague = attacks["location_precision"].isin(["province", "country"]).sum()
    assert f"{vague} attacks known to the province or country only are not drawn" in said
    assert f"{vague} attacks known to the province or country only are left out" in said


def test_no_change_is_told_across_years_that_are_not_covered(visit: Visit):
    app = visit("hotspots", record="UCDP events", measure="Change")
    said = plain(text(app))
    assert "No change can be told: the record does not cover two periods to compare" in said
    assert "heating up" not in said.lower()
    assert "not covered" in said


@pytest.mark.parametrize("region", ["Pakistan", "Sindh"])
def test_what_is_left_out_is_counted_in_the_region_looked_at(visit: Visit, region):
    said = plain(text(visit("hotspots", record="Curated attacks", period="All", region=region)))
    rows = catalogue.load("incidents")
    known = catalogue.load("event_record_coverage").query("record == 'incidents'")
    began = known[~known["status"].str.contains("Chinese")]["period_start"].min()
    before = rows[
        (rows["date"] < began)
        & (rows["confidence"] != "unconfirmed")
        & rows["event_kind"].isin(["attack", "attack or clash"])
    ]
    inside = before if region == "Pakistan" else before[before["province"] == region]
    assert f"{len(inside)} attacks of a time in which the record holds" in said
    # The map shows the country whatever the region.
    assert re.search(r"\d+ attacks? in Pakistan of an unknown district", said)


def test_years_that_are_not_covered_are_named_and_not_drawn(visit: Visit):
    said = text(visit("hotspots", record="UCDP events", closer=YEARS))
    assert "Not covered and not drawn: 2022, 2024 and 2025." in said
    titles = [plain(title) for title in re.findall(r'<img alt="Map of ([^:]*):', said)]
    assert titles == ["Mar to Dec 2021", "October 2023", "Jan to Feb 2026"]


def test_no_share_is_taken_where_only_attacks_on_chinese_targets_are_held(visit: Visit):
    app = visit("hotspots", period="All")
    found = catalogue.load("incidents")
    found = found[(found["confidence"] != "unconfirmed") & (found["event_kind"] == "attack")]
    since = found[found["date"] >= "2022-01-01"]
    said = plain(text(app))
    assert f" of {len(since)}" in headings(app)[0]
    assert f"{len(found) - len(since)} attacks of a time in which the record holds" in said
    chinese = visit("hotspots", period="All", target=["Chinese nationals"])
    assert "of a time in which" not in plain(text(chinese))


def test_the_lenses_take_the_whole_country_whatever_the_region(visit: Visit):
    shares = [h for h in headings(visit("hotspots")) if h.startswith(("In Baloch", "Within 50"))]
    assert len(shares) == 2
    assert set(shares) <= set(headings(visit("hotspots", region="Sindh")))


def test_the_depth_of_the_belt_moves_the_lens_and_the_profile(visit: Visit):
    lens = headings(visit("hotspots", depth="100", closer=LENSES))
    assert any(heading.startswith("Within 100 km of the Afghan border") for heading in lens)
    profile = headings(visit("hotspots", depth="100", closer=DISTANCE))
    assert any("% within 100 km" in heading for heading in profile)


def test_a_place_without_any_event_has_plain_words(visit: Visit):
    app = visit("hotspots", region="Hunza", closer=DISTANCE)
    assert not app.exception
    assert headings(app)[0] == "No attack of this selection is recorded in Hunza"
    assert "No attack whose distance to the Afghan border is known" in headings(app)


@pytest.mark.parametrize("closer", PICTURES)
def test_every_picture_has_a_text_alternative_that_states_its_finding(visit: Visit, closer: str):
    app = visit("hotspots", closer=closer)
    drawn = pictures(app)
    assert [picture.key for picture in drawn] == [
        "hotspots-map", "hotspots-ranking", *PICTURES[closer],
    ]  # fmt: skip
    assert {plain(picture.alt) for picture in drawn} <= set(headings(app))


def test_the_map_of_events_states_how_many_it_draws(visit: Visit, rows):
    drawn = pictures(visit("hotspots", map="Event map"))[0]
    measurable = rows[~rows["location_precision"].isin(["province", "country"])]
    assert f" of {len(measurable)} attacks" in drawn.alt
    [targets] = [trace for trace in drawn.data if "customdata" in trace]
    assert sorted(targets["customdata"]) == sorted(measurable["event_id"])


def test_the_reader_chooses_one_of_three_closer_looks(visit: Visit):
    app = visit("hotspots")
    assert app.button_group(key="closer").options == list(PICTURES)
    app.button_group(key="closer").set_value(DISTANCE).run()
    assert headings(app) == headings(visit("hotspots", closer=DISTANCE))


def test_small_maps_of_years_say_what_they_show(visit: Visit, rows):
    said = text(visit("hotspots", closer=YEARS))
    maps = re.findall(r'<img alt="Map of ([^"]*)"', said)
    assert len(maps) == said.count("<figcaption>") > 2
    assert all(re.search(r": .*\d", plain(told)) for told in maps)
