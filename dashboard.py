"""The app: which pages there are, the record and period that serve each, and what they share."""

from pathlib import Path

import streamlit as st

from ui import browser, data, edition, filters, panel, turns

PAGES = {
    st.Page("pages/overview.py", title="Overview", default=True): filters.PageDefaults(
        record="incidents",
        period=filters.LAST_12_MONTHS,
        reason="The Overview takes the curated attacks: they reach closest to today.",
    ),
    st.Page("pages/attack_trends.py", title="Attack trends"): filters.PageDefaults(
        record="ucdp_events",
        period=filters.ALL,
        reason="Attack trends take UCDP's events: one definition, complete from 1989 to 2021.",
    ),
    st.Page("pages/hotspots.py", title="Regional hotspots"): filters.PageDefaults(
        record="incidents",
        period=filters.LAST_12_MONTHS,
        reason="Regional hotspots take the curated attacks: they reach closest to today.",
    ),
    st.Page("pages/cpec_exposure.py", title="CPEC exposure"): filters.PageDefaults(
        record="incidents",
        period=filters.LAST_12_MONTHS,
        reason="CPEC exposure takes the curated attacks: they reach closest to today.",
    ),
    st.Page("pages/security_footprint.py", title="Security footprint"): filters.PageDefaults(
        record="incidents",
        period=filters.ALL,
        reason="The Security footprint is drawn from records of its own, not from events.",
        filtered=False,
    ),
    st.Page("pages/incidents.py", title="Incidents"): filters.PageDefaults(
        record="incidents",
        period=filters.ALL,
        reason="Incidents opens on the curated attacks: each has a summary and its source.",
    ),
    st.Page("pages/data_desk.py", title="Data desk"): filters.PageDefaults(
        record="incidents",
        period=filters.ALL,
        reason="The Data desk shows whole datasets: no filter changes them.",
        filtered=False,
    ),
    st.Page("pages/methods.py", title="Methods and sources"): filters.PageDefaults(
        record="incidents",
        period=filters.ALL,
        reason="Methods and sources works its examples on the record of each page.",
        filtered=False,
    ),
}

data.begin()
with turns.turn():
    st.set_page_config(page_title="Corridor Watch", page_icon="static/icon.png", layout="wide")
    st.html(Path(__file__).parent / "ui" / "style.css")
    browser.attach()
    page = st.navigation(list(PAGES))
    edition.notice()
    with panel.guarded():
        filters.read(PAGES[page])
        page.run()
    panel.misfits(data.misfits())
    edition.footer()
