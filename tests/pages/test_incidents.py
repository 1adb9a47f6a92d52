"""Incidents: any event is found, read, cited and taken home."""

import csv
import io
import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from riskdata import catalogue
from riskdata.charts.theme import text_width
from tests.pages import conftest
from tests.pages.conftest import Visit, headings, pictures, text
from ui import incident_list

KARACHI_AIRPORT = "PK-2024-10-06-karachi-airport"


def plain(app: AppTest) -> str:
    return conftest.plain(text(app))


def shown(app: AppTest) -> pd.DataFrame:
    return app.dataframe[0].value


@pytest.fixture(scope="module")
def incidents() -> pd.DataFrame:
    return catalogue.load("incidents")


@pytest.fixture(scope="module")
def counted(incidents) -> pd.DataFrame:
    """What the page's own filters let through."""
    attacks = incidents["event_kind"] == "attack"
    return incidents[attacks & (incidents["confidence"] != "unconfirmed")]


def test_finding_states_what_is_in_the_record(visit: Visit, counted):
    said = plain(visit("incidents"))
    assert f"{len(counted)} recorded attacks in Pakistan, 3 May 2004 to 24 May 2026" in said
    assert f"at least {counted['killed'].sum():,} people killed" in said
    confirmed = (counted["confidence"] == "confirmed").sum()
    assert f"{confirmed} of {len(counted)} ({confirmed / len(counted):.0%})" in said.replace(
        " %", "%"
    )


def test_confirmed_is_told_in_the_sense_of_the_record(visit: Visit):
    said = plain(visit("incidents", record=catalogue.EVENT_RECORDS["ucdp_events"].title))
    assert "confirmed, which here means only that a source tells of the event by itself" in said
    assert "confirmed by officials" not in said


def test_table_has_the_newest_first_and_every_row(visit: Visit, counted):
    table = shown(visit("incidents"))
    assert len(table) == len(counted)
    assert table["date"].iloc[0].replace("\u00a0", " ") == "24 May 2026"
    assert table["source_url"].notna().all()


@pytest.mark.parametrize("record", ["incidents", "ucdp_events"])
def test_columns_of_the_table_have_room_for_their_words(record):
    events = catalogue.load(record)
    sites = [urlsplit(str(url)).netloc for url in events["source_url"].dropna()]
    shown = {
        "source_url": [site.removeprefix("www.") for site in sites],
        **{
            column: events[column].dropna().astype("str").tolist()
            for column in ["district", "province", "perpetrator", "target_type", "attack_type"]
        },
    }
    for column, words in shown.items():
        width = dict(incident_list.COLUMNS[column])["width"]
        needed = np.array([text_width(written, 13) + 16 for written in words])
        assert (needed <= width).mean() > 0.9, column


@pytest.mark.parametrize("query", ["TTP", "tehrik-i-taliban pakistan", '"Chinese nationals"'])
def test_search_narrows_the_finding_and_the_table(visit: Visit, counted, query):
    app = visit("incidents")
    app.text_input(key="q").set_value(query).run()
    table = shown(app)
    assert 0 < len(table) < len(counted)
    assert f"{len(table)} recorded attacks in Pakistan answer to “{query}”" in plain(app)


def test_search_in_the_link_is_taken(visit: Visit):
    app = visit("incidents", q="gwadar")
    assert app.text_input(key="q").value == "gwadar"
    assert "answer to “gwadar”" in plain(app)


def test_filters_and_search_go_together(visit: Visit, counted):
    app = visit("incidents", region="Sindh", q="chinese")
    assert set(shown(app)["province"]) == {"Sindh"}
    sindh = counted[
        (counted["province"] == "Sindh") & (counted["target_type"] == "Chinese nationals")
    ]
    assert len(shown(app)) >= len(sindh) > 0


def test_order_is_over_all_rows_not_those_sent(visit: Visit):
    ucdp = catalogue.load("ucdp_events")
    title = catalogue.EVENT_RECORDS["ucdp_events"].title
    attacks = ucdp[
        ucdp["event_kind"].isin(["attack", "attack or clash"])
        & (ucdp["confidence"] != "unconfirmed")
    ]
    app = visit("incidents", record=title, order="Most killed")
    table = shown(app)
    assert len(table) < len(attacks)
    assert table["killed"].tolist() == sorted(attacks["killed"], reverse=True)[: len(table)]


def test_pages_of_the_table_hold_each_row_once(visit: Visit):
    app = visit("incidents", record=catalogue.EVENT_RECORDS["ucdp_events"].title)
    first, said = shown(app), plain(app)
    [rows] = [int(n.replace(",", "")) for n in re.findall(r"Rows 1 to 1,000 of ([\d,]+)", said)]
    last = -(-rows // 1_000)
    app.pagination[0].set_value(last).run()
    assert len(first) == 1_000
    assert len(shown(app)) == rows - 1_000 * (last - 1)
    assert f"Rows {(last - 1) * 1_000 + 1:,} to {rows:,} of {rows:,}" in plain(app)


def test_link_to_an_event_shows_everything_known_of_it(visit: Visit, incidents):
    event = incidents.set_index("event_id").loc[KARACHI_AIRPORT]
    said = plain(visit("incidents", event=KARACHI_AIRPORT))
    for column in incidents.columns.drop(["event_id", "date", "date_end"]):
        if not pd.isna(event[column]):
            assert str(event[column]) in said, column
    assert "6 Oct 2024" in said


def test_confirmed_is_explained_as_the_record_means_it(visit: Visit):
    meant = "officials or several independent sources"
    ucdp = catalogue.load("ucdp_events").query("confidence == 'confirmed'")["event_id"].iloc[-1]
    assert meant in plain(visit("incidents", event=KARACHI_AIRPORT))
    assert meant not in plain(visit("incidents", event=ucdp, record="UCDP events"))


def test_no_distance_is_told_of_an_event_whose_place_is_not_known(visit: Visit, incidents):
    vague = incidents[incidents["location_precision"].isin(["province", "country"])].iloc[0]
    said = plain(visit("incidents", event=vague["event_id"]))
    assert f"Not measured: the record knows the {vague['location_precision']} only" in said
    assert "nearest CPEC project" not in said


def test_link_to_an_event_works_where_the_filters_leave_it_out(visit: Visit):
    app = visit("incidents", event=KARACHI_AIRPORT, region="Punjab")
    assert "This event is not in the table" in plain(app)
    assert KARACHI_AIRPORT in plain(app)


def test_link_to_an_event_of_another_record_finds_it(visit: Visit):
    event = catalogue.load("ucdp_events").iloc[0]
    said = plain(visit("incidents", event=event["event_id"]))
    assert event["event_id"] in said
    assert "This event stands in another record" in said


def test_event_that_no_record_has_is_said_to_be_missing(visit: Visit):
    app = visit("incidents", event="PK-none")
    assert "No record has an event PK-none." in plain(app)
    assert not app.exception


def test_neighbours_are_those_of_the_table(visit: Visit, counted):
    newest = counted.sort_values(["date", "event_id"], ascending=False)["event_id"].tolist()
    app = visit("incidents", event=newest[4])
    app.button(key="next").click().run()
    assert app.query_params["event"] == newest[5]
    app.button(key="previous").click().run()
    app.button(key="previous").click().run()
    assert app.query_params["event"] == newest[3]
    assert newest[3] in plain(app)


def test_neighbour_on_the_next_page_of_the_table_turns_the_page(visit: Visit):
    title = catalogue.EVENT_RECORDS["ucdp_events"].title
    ucdp = catalogue.load("ucdp_events")
    attacks = ucdp[
        ucdp["event_kind"].isin(["attack", "attack or clash"])
        & (ucdp["confidence"] != "unconfirmed")
    ].sort_values(["date", "event_id"], ascending=False)
    app = visit("incidents", record=title, event=attacks["event_id"].iloc[999])
    app.button(key="next").click().run()
    assert app.query_params["event"] == attacks["event_id"].iloc[1000]
    assert "Rows 1,001 to 2,000" in plain(app)


def test_first_event_has_none_before_it_and_the_last_none_after(visit: Visit):
    assert visit("incidents").button(key="previous").disabled
    assert visit("incidents", order="Oldest first").button(key="previous").disabled
    one = visit("incidents", q=KARACHI_AIRPORT)
    assert len(shown(one)) == 1
    assert one.button(key="previous").disabled
    assert one.button(key="next").disabled


def quoted(app) -> list[str]:
    """What the page offers to be copied."""
    return [conftest.plain(one) for one in re.findall(r'<p class="quoted">(.*?)</p>', text(app))]


def test_citation_names_what_where_when_after_whom_and_which_version(visit: Visit, incidents):
    event = incidents.set_index("event_id").loc[KARACHI_AIRPORT]
    citation, link = quoted(visit("incidents", event=KARACHI_AIRPORT))
    for part in [
        event["summary"], event["place"], "6 Oct 2024", event["source"], event["source_url"],
        "Corridor Watch, Curated attacks", KARACHI_AIRPORT,
        f"version {catalogue.version('incidents')}", "as of 24 Nov 2026", link,
    ]:  # fmt: skip
        assert part in citation
    assert link.endswith(f"?event={KARACHI_AIRPORT}&edition=0")


def test_citation_of_another_publishers_record_credits_it(visit: Visit):
    event = catalogue.load("ucdp_events")["event_id"].iloc[0]
    assert "Sundberg & Melander 2013" in quoted(visit("incidents", event=event))[0]


def test_nothing_found_says_so_and_offers_the_way_back(visit: Visit, counted):
    app = visit("incidents", q="xyzzy", region="Sindh")
    assert "No recorded attack in Sindh answers to “xyzzy”" in plain(app)
    assert "Nothing in the whole record answers to “xyzzy”." in plain(app)
    assert not app.dataframe
    next(button for button in app.main.button if button.label == "Clear the search").click().run()
    assert set(shown(app)["province"]) == {"Sindh"}


def test_nothing_found_within_the_filters_tells_what_is_outside_them(visit: Visit):
    app = visit("incidents", q=KARACHI_AIRPORT, region="Punjab")
    assert "1 event of the whole record answers to it" in plain(app)
    (clear,) = re.findall(r'href="\?(.*?)" target="_self">Clear filters</a>', text(app))
    app = visit("incidents", **dict(parse_qsl(unescape(clear))))
    assert len(shown(app)) == 1


def test_of_a_time_not_covered_the_heading_says_so_and_nothing_is_keyed(visit: Visit):
    uncovered = {"period": "Dates", "from": "2026-08-01", "to": "2026-10-01"}
    app = visit("incidents", **uncovered)
    assert headings(app)[0].startswith("Curated attacks do not cover 1 Aug 2026 to 1 Oct 2026")
    assert "10 killed" not in plain(app)
    assert text(app).count('target="_self">Clear') == 1


def test_the_key_names_the_confidence_of_what_is_drawn(visit: Visit, counted):
    levels = ("confirmed", "reported", "unconfirmed")

    def keyed(**filters: str) -> set[str]:
        (key,) = re.findall(r'<p class="source"><span.*?</p>', text(visit("incidents", **filters)))
        return {level for level in levels if f"</i> {level}</span>" in key}

    assert keyed() == set(counted["confidence"]) == {"confirmed", "reported"}
    assert keyed(confidence="Confirmed only") == {"confirmed"}
    assert keyed(confidence="Unconfirmed too") == set(levels)


def test_download_holds_the_whole_rows_in_the_order_of_the_table(visit: Visit, monkeypatch):
    offered = {}

    def keep(label, contents, **options):
        offered[options["file_name"]] = contents

    monkeypatch.setattr("streamlit.download_button", keep)
    app = visit("incidents", q="gwadar", order="Most killed")
    rows = list(csv.DictReader(io.StringIO(offered["incidents-edition-0.csv"]().decode("utf-8"))))
    assert len(rows) == len(shown(app))
    assert [row["place"] for row in rows] == shown(app)["place"].tolist()
    assert list(rows[0]) == catalogue.load("incidents").columns.tolist()
    assert rows[0]["summary"]


def test_the_map_says_what_it_shows_and_rings_the_chosen_event(visit: Visit, counted, incidents):
    app = visit("incidents", event=KARACHI_AIRPORT, region="Sindh")
    [drawn] = pictures(app)
    assert conftest.plain(drawn.alt) in headings(app)
    placed = counted[counted["province"].eq("Sindh")]
    placed = placed[~placed["location_precision"].isin(["province", "country"])]
    [targets] = [trace for trace in drawn.data if "customdata" in trace]
    assert sorted(targets["customdata"]) == sorted(placed["event_id"])
    airport = incidents.set_index("event_id").loc[KARACHI_AIRPORT]
    assert drawn.data[-1]["lon"] == [airport["longitude"]] * 3
