"""CPEC exposure says which projects are exposed to what, and what the ranking is worth."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from riskdata import catalogue
from riskdata.preparation import ATTACK_KINDS
from riskdata.wording import in_words
from tests.pages.conftest import Visit, headings, pictures, plain, text
from ui import project_table

PAGE = "cpec_exposure"


def table(app) -> pd.DataFrame:
    drawn = next(
        part.proto
        for part in app.get("bidi_component")
        if part.proto.id.endswith("-exposure-table")
    )
    rows = json.loads(drawn.json)["rows"]
    return pd.DataFrame([row["by"] for row in rows], columns=list(project_table.COLUMNS))


def sum_rows(app) -> list[list[str]]:
    html = next(body for body in text(app).split("\n") if "exact-sum" in body and "<tbody>" in body)
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    return [[plain(cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)] for row in rows]


@pytest.fixture(scope="module")
def projects():
    return catalogue.load("cpec_projects")


def test_the_headline_names_the_most_exposed_of_all_projects(visit: Visit, projects):
    app = visit(PAGE)
    assert not app.exception
    first = table(app).iloc[0]
    assert headings(app)[0].startswith(f"{first['name']} is the most exposed of {len(projects)}")
    killed = round((first["exposure"] - 1) / 3)
    assert (
        f"as much as one attack at its fence today that killed {killed} people"
        in (headings(app)[0])
    )
    assert "as of 24 May 2026" in plain(text(app))


def test_the_table_ranks_every_project_and_names_its_cost_and_place(visit: Visit, projects):
    shown = table(visit(PAGE))
    assert sorted(shown["name"]) == sorted(projects["name"])
    assert shown["exposure"].is_monotonic_decreasing
    exposed = shown["exposure"] > 0
    assert shown["rank"].notna().equals(exposed)
    assert shown["rank"][exposed].is_monotonic_increasing
    of = projects.set_index("name")
    known = shown.set_index("name")
    for column in ("cost_usd_million", "status", "sector", "location_precision"):
        expected = of.loc[known.index, column].astype(object)
        same = known[column].eq(expected) | (known[column].isna() & expected.isna())
        assert same.all()
    assert (known["within_25"] <= known["within_50"]).all()
    assert (known["within_50"] <= known["within_100"]).all()


def test_a_smaller_scale_and_a_shorter_half_life_lower_scores_and_a_link_keeps_them(visit: Visit):
    app = visit(PAGE)
    usual = table(app).set_index("name")["exposure"]
    app.slider(key="scale").set_value(10).run()
    app.slider(key="halflife").set_value(3).run()
    assert not app.exception
    near = table(app).set_index("name")["exposure"]
    assert (near <= usual.loc[near.index] + 1e-9).all()
    assert "0.5^(age / 3 months) × exp(−distance / 10 km)" in plain(text(app))
    linked = visit(PAGE, scale="10", halflife="3")
    assert headings(linked) == headings(app)
    assert table(linked)["exposure"].tolist() == table(app)["exposure"].tolist()


def test_a_project_in_the_address_is_shown_with_its_exact_sum(visit: Visit):
    app = visit(PAGE, project="Gwadar deep-sea port")
    score = table(app).set_index("name").loc["Gwadar deep-sea port", "exposure"]
    assert any(h.startswith("Gwadar deep-sea port: exposure") for h in headings(app))
    rows = sum_rows(app)
    head, *events = rows
    points = head.index("points")
    listed = [float(row[points]) for row in events[:-2]]
    rest, whole = (float(row[points]) for row in events[-2:])
    assert sum(listed) + rest == pytest.approx(whole, abs=0.1 * len(rows))
    assert whole == pytest.approx(score, abs=0.5)
    assert listed == sorted(listed, reverse=True)


def test_choosing_a_project_changes_its_own_part_alone(visit: Visit):
    app = visit(PAGE)
    before = headings(app)
    app.selectbox(key="project").select("Dasu hydropower project").run()
    assert not app.exception
    added = [h for h in headings(app) if h not in before]
    assert added[0].startswith("Dasu hydropower project: exposure")
    assert [h for h in headings(app) if h in before] == before


def test_a_region_lists_the_projects_in_it_and_the_lines_through_it(visit: Visit, projects):
    everywhere = table(visit(PAGE)).set_index("name")
    app = visit(PAGE, region="Balochistan")
    shown = table(app).set_index("name")
    sites = projects[
        (projects["province"] == "Balochistan") & (projects["geometry_kind"] == "point")
    ]
    assert set(sites["name"]) <= set(shown.index)
    elsewhere = projects[(projects["province"] != "Balochistan")]
    assert not set(elsewhere.query("geometry_kind == 'point'")["name"]) & set(shown.index)
    # What counts is not cut off at the boundary, nor is the rank.
    assert shown["exposure"].tolist() == everywhere.loc[shown.index, "exposure"].tolist()
    pd.testing.assert_series_equal(shown["rank"], everywhere.loc[shown.index, "rank"])
    assert "in Balochistan" in headings(app)[0]


def test_a_place_without_projects_has_plain_words(visit: Visit):
    app = visit(PAGE, region="Kharan")
    assert not app.exception
    assert not re.search(r"\b0 (of 0|projects)", plain(text(app)))
    sindh = visit(PAGE, region="Shikarpur")
    assert not sindh.exception
    assert headings(sindh)[0]


def test_filters_that_leave_no_event_leave_no_score(visit: Visit):
    found = catalogue.load("incidents")
    by = found[found["target_type"] == "health workers"]["perpetrator"]
    group = next(name for name in found["perpetrator"].value_counts().index if name not in set(by))
    app = visit(PAGE, group=[group], target=["health workers"], project="Gwadar deep-sea port")
    assert not app.exception
    assert table(app)["exposure"].eq(0).all()
    assert table(app)["band"].eq("none").all()
    assert table(app)[["rank", "ranks"]].isna().all(axis=None)
    assert headings(app)[0] == (
        "No attack of this selection lies within 100 km of any of 94 projects"
    )
    assert any("no attack of this selection within 100 km" in h for h in headings(app))
    assert "exposure-ranking" not in [picture.key for picture in pictures(app)]
    said = plain(text(app))
    assert "Attacks per 100 km of any alignment none" in said
    assert "eastern none" not in said


def test_the_other_record_says_what_it_does_not_cover(visit: Visit):
    app = visit(PAGE, record="UCDP events")
    assert not app.exception
    said = plain(text(app))
    assert (
        "Not covered, so that scores read too low: Jan 2022 to Sep 2023 and Nov 2023 to Dec 2025."
    ) in said


@pytest.mark.parametrize(
    ("first", "last"), [("2003-01-01", "2005-06-30"), ("2010-01-01", "2016-12-31")]
)
def test_of_time_that_is_not_covered_nothing_is_ranked_or_summed(visit: Visit, first, last):
    app = visit(PAGE, period="Dates", project="Gwadar deep-sea port", **{"from": first, "to": last})
    assert not app.exception
    until = pd.Timestamp(last)
    assert headings(app) == [
        f"Curated attacks do not cover the time up to {until.day} {until:%b %Y}: the exposure of "
        "94 projects cannot be told"
    ]
    said = plain(text(app))
    assert "Map, ranking and table of the projects are left out." in said
    told = re.search(r"Not covered, but for \d+ events? aimed at Chinese targets: (.*?)\. ", said)
    assert told
    assert " and " not in told[1]
    assert told[1].endswith(f"{until:%b %Y}")
    assert not pictures(app)
    assert not any("exposure-table" in part.proto.id for part in app.get("bidi_component"))
    assert not re.search(r"US\$|None of|\d of 94 |Attacks per", said)


@pytest.mark.parametrize("until", ["2022-06-30", "2023-06-30", "2026-05-24"])
def test_a_narrower_filter_never_makes_a_project_more_exposed(visit: Visit, until):
    dates = {"period": "Dates", "from": "2021-07-01", "to": until}
    every = table(visit(PAGE, **dates)).set_index("name")["exposure"]
    targets = ["Chinese nationals", "CPEC project"]
    chinese = table(visit(PAGE, target=targets, **dates)).set_index("name")["exposure"]
    assert (chinese <= every[chinese.index] + 1e-9).all()
    assert chinese["Dasu hydropower project"] > 1


def test_a_year_covered_in_part_is_not_called_12_months(visit: Visit):
    app = visit(PAGE, record="UCDP events", project="Gwadar deep-sea port", compare="Alignments")
    said = plain(text(app))
    assert "within 25 km of a project in the covered part of 12 months" in said
    assert "In the covered part of 12 months" in said
    assert any(
        h.endswith("km in the covered part of 12 months")
        or "km in the covered part of 12 months," in h
        for h in headings(app)
    )
    assert not re.search(r"\b([Ii]n|(?<!part )of) 12 months", said)


def test_a_year_that_is_not_covered_has_no_counts_and_the_ranking_is_said_to_be_of_older_events(
    visit: Visit,
):
    dates = {"record": "UCDP events", "period": "Dates", "from": "2023-01-01", "to": "2023-09-30"}
    app = visit(PAGE, compare="Alignments", **dates)
    shown, said = table(app), plain(text(app))
    found = catalogue.load("ucdp_events")
    attacks = found["event_kind"].isin(ATTACK_KINDS) & (found["confidence"] != "unconfirmed")
    counted = found[attacks]
    newest = counted.loc[counted["date"] < "2022", "date"].max()
    assert (
        "None of the 12 months to 30 Sep 2023 is covered: how many attacks were near in them "
        "cannot be told, and the ranking rests on older ones alone, the newest of "
        f"{newest.day} {newest:%b %Y}."
    ) in said
    assert (
        f"{shown['name'].iloc[0]} is the most exposed of 94 projects: counting older attacks alone"
        in (headings(app)[0])
    )
    assert shown[["within_25", "within_50", "within_100", "nearest_km"]].isna().all(axis=None)
    assert shown["latest_km"].notna().any()
    assert any(
        h.startswith("Which alignment saw most attacks cannot be told") for h in headings(app)
    )
    assert "None of 94" not in said
    assert "within 25 km in 12 months" not in said
    assert "per 100 km of" not in said
    assert "No circles: none of the 12 months is covered." in said
    one = plain(text(visit(PAGE, project="Gwadar deep-sea port", **dates)))
    assert "How many attacks were near cannot be told, as none of the 12 months is covered" in one


def test_only_attacks_on_chinese_targets_reach_back_to_2004(visit: Visit):
    app = visit(PAGE, target=["Chinese nationals", "CPEC project"], period="All")
    found = catalogue.load("incidents")
    chinese = found[found["target_type"].isin(["Chinese nationals", "CPEC project"])]
    counted = chinese[
        (chinese["confidence"] != "unconfirmed") & (chinese["event_kind"] == "attack")
    ]
    assert f"Summed over {len(counted)} attacks" in plain(text(app))
    assert "of time in which the record holds" not in plain(text(app))


@pytest.mark.parametrize("compare", ["Sectors", "Provinces", "Alignments"])
def test_sectors_provinces_and_alignments_are_compared(visit: Visit, projects, compare):
    app = visit(PAGE, compare=compare)
    assert not app.exception
    said = plain(text(app))
    if compare == "Alignments":
        assert "The western alignment saw" in said
        own = catalogue.load("cpec_routes").query("project_id.isna()")
        lines = own.groupby("route_id", observed=True)["place"]
        notes = [
            note["text"]
            for note in next(
                one for one in pictures(app) if one.key == "exposure-alignments"
            ).layout["annotations"]
        ]
        titles = [note for note in notes if note.startswith("<b>")]
        assert len(titles) == len(lines)
        assert all(any(place in title for title in titles) for place in lines.last())
        assert len(notes) - len(titles) == 4
    else:
        group = {"Sectors": "sector", "Provinces": "province"}[compare]
        (figure,) = (one for one in pictures(app) if one.key == f"exposure-{group}")
        assert set(figure.layout["yaxis"]["ticktext"]) == set(projects[group])
        bars = [t for t in figure.data if t["type"] == "bar"]
        assert sum(sum(t["x"]) for t in bars if t["xaxis"] == "x") == len(projects)
        money = sum(sum(t["x"]) for t in bars if t["xaxis"] == "x2")
        standing = projects[projects["status"].isin(["operational", "under construction"])]
        assert money == pytest.approx(standing["cost_usd_million"].sum())
        unknown = int(standing["cost_usd_million"].isna().sum())
        assert f"“+” counts the {unknown} projects there without a published cost" in said


def test_where_no_cost_is_published_no_sum_is_told(visit: Visit):
    app = visit(PAGE, region="Afghan border belt", depth="25")
    said = plain(text(app))
    standing = table(app)["status"].isin(["operational", "under construction"])
    assert table(app).loc[standing, "cost_usd_million"].isna().tolist() == [True]
    assert "US$0" not in said
    name = table(app)["name"].iloc[0]
    assert headings(app)[0].startswith(
        f"{name} is the only project within 25 km of the Afghan border: the attacks around it weigh"
    )
    assert "Exposure is very high." in said
    assert "1 project " not in said
    assert "1 of 1 project" not in said
    assert (
        "Standing in the bands very high and high none published no cost is published of the "
        "only project in use or being built"
    ) in said


def test_a_status_of_after_the_day_is_said_to_be(visit: Visit, projects):
    later = projects["as_of"] > "2024-12-31"
    said = plain(text(visit(PAGE, period="Dates", **{"from": "2024-01-01", "to": "2024-12-31"})))
    newest = projects["as_of"].max()
    assert (
        f"Status and cost are not those of 31 Dec 2024: for {later.sum()} of {len(projects)} "
        f"projects they are of a later day, the latest {newest.day} {newest:%b %Y}."
    ) in said
    assert (projects["as_of"] <= "2026-05-24").all()
    assert "Status and cost are not those of" not in plain(text(visit(PAGE)))


@pytest.mark.parametrize("region", ["Awaran", "Sindh", "Afghan border belt"])
def test_what_no_region_narrows_is_said_to_be_of_all_pakistan(visit: Visit, region):
    whole, part = visit(PAGE), visit(PAGE, compare="Alignments", region=region)
    everywhere, here = plain(text(whole)), plain(text(part))
    assert "in all Pakistan" not in everywhere
    known = re.search(r"of (\d+) known to the town or better", everywhere)
    assert known
    assert f"of {known[1]} in all Pakistan known to the town or better" in here
    the = "the " if "belt" in region else ""
    within = f"within 25 km of a project in or through {the}{region}, anywhere along it,"
    assert f"Attacks {within} in 12 months" in here
    rate = re.search(r"Attacks per 100 km of the western alignment ([\d.]+)", everywhere)
    assert rate
    assert f"Attacks per 100 km of the western alignment in all Pakistan {rate[1]}" in here
    assert any(
        h.startswith(f"In all Pakistan the western alignment saw {rate[1]} attacks to 100 km in 12")
        for h in headings(part)
    )
    assert f"over all their length, beyond {the}{region} too" in here
    circles = re.search(r"Circles: (\d+) attacks of 12 months, hue by province", everywhere)
    assert circles
    assert f"Circles: {circles[1]} attacks of 12 months in all Pakistan" in here


@pytest.mark.parametrize("region", ["Balochistan", "Sindh"])
def test_projects_that_stand_under_another_province_than_the_one_looked_at_are_told(
    visit: Visit, projects, region
):
    app = visit(PAGE, compare="Provinces", region=region)
    said = plain(text(app))
    (figure,) = (one for one in pictures(app) if one.key == "exposure-province")
    names = figure.layout["yaxis"]["ticktext"]
    bars = dict.fromkeys(names, 0)
    for trace in (t for t in figure.data if t["type"] == "bar" and t["xaxis"] == "x"):
        for y, count in zip(trace["y"], trace["x"], strict=True):
            bars[names[y]] += count
    whole = sum(bars.values())
    assert f"of {whole} projects in {region}" in headings(app)[0]
    assert bars[region] == (projects["province"] == region).sum() < whole
    assert f"of the {whole} projects counted in {region}, {whole - bars[region]} run" in said
    for name in set(names) - {region}:
        assert f"under {name} ({bars[name]})" in said


def test_ranks_that_flip_are_said_to_flip(visit: Visit):
    app = visit(PAGE)
    shown = table(app)
    flips = shown["ranks"].head(15).str.endswith("flips").sum()
    assert any(
        h.startswith(f"{flips} of the 15 most exposed move by more than 5 places as the scales")
        for h in headings(app)
    )
    felt = shown[shown["exposure"] > 0]
    kept = (~felt["ranks"].str.endswith("flips")).sum()
    said = plain(text(app))
    assert "The rank holds within 5 places, whatever the scales, for" in said
    assert f"and for {in_words(kept).lower()} of all {len(felt)} with events near" in said


def test_an_attack_more_at_the_fence_lifts_the_project(visit: Visit, datasets: Path):
    before = table(visit(PAGE)).set_index("name")["exposure"]
    path = datasets / "incidents.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    last = rows.iloc[int(rows["date"].argmax())].to_dict() | {
        "event_id": "PK-2026-9999", "province": "Punjab", "district": "Mianwali",
        "place": "Chashma", "latitude": "32.39", "longitude": "71.462",
        "location_precision": "exact", "killed": "10", "wounded": "0", "event_kind": "attack",
        "target_type": "Chinese nationals", "confidence": "confirmed",
    }  # fmt: skip
    pd.concat([rows, pd.DataFrame([last])]).to_csv(path, index=False)
    after = table(visit(PAGE)).set_index("name")["exposure"]
    # The day is that of the newest event, the place that of the project: 2 x 31 points.
    chashma = "Chashma-5 nuclear power plant"
    assert after[chashma] - before[chashma] == pytest.approx(62.0)
    saindak = "Saindak copper-gold mine"
    assert after[saindak] == before[saindak]


def test_projects_that_cannot_be_read_are_named(visit: Visit, datasets: Path):
    path = datasets / "cpec_projects.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.loc[3, "part_of"] = "no-such-project"
    rows.to_csv(path, index=False)
    app = visit(PAGE)
    assert not app.exception
    assert "cpec_projects.csv" in text(app)
    assert "is no other whole project" in text(app)


def test_every_picture_has_a_text_alternative_that_states_a_finding(visit: Visit):
    app = visit(PAGE)
    drawn = pictures(app)
    assert [picture.key for picture in drawn][:2] == ["exposure-map", "exposure-ranking"]
    assert len([one for one in drawn if one.key.startswith("exposure")]) == 3
    assert {plain(picture.alt) for picture in drawn} <= set(headings(app))


def test_the_map_draws_every_project_and_colours_every_stretch(visit: Visit, projects):
    drawn = pictures(visit(PAGE))[0].data
    shown = [trace for trace in drawn if trace.get("mode") == "markers+text"]
    assert sorted(i for trace in shown for i in trace["customdata"]) == sorted(
        projects["project_id"]
    )
    hollow = sum(trace["text"].count("◇") for trace in shown)
    assert hollow == (projects["confidence"] != "confirmed").sum()
    assert len([trace for trace in drawn if trace.get("mode") == "lines"]) == 5


def test_the_key_of_a_projects_map_names_only_levels_that_are_drawn(visit: Visit):
    told = {
        chosen: plain(text(visit(PAGE, project="Gwadar deep-sea port", confidence=chosen)))
        for chosen in ("Confirmed only", "Confirmed and reported")
    }
    of_key = {
        chosen: re.search(r"50 points ([a-z ]+?) Balochistan", said)
        for chosen, said in told.items()
    }
    levels = {chosen: key and key[1].split() for chosen, key in of_key.items()}
    assert levels == {
        "Confirmed only": ["confirmed"],
        "Confirmed and reported": ["confirmed", "reported"],
    }
