"""The record itself: find, read, filter, cite, download any event with its source."""

from math import ceil
from pathlib import Path

import numpy as np
import pandas as pd
import streamlit as st

from riskdata import catalogue
from riskdata.charts import incidents as charts
from riskdata.charts import maps
from riskdata.findings import coverage as small_print
from riskdata.findings import incidents as findings
from riskdata.findings.overview import place
from riskdata.measures.coverage import periods, share_of_published
from riskdata.measures.incidents import ordered, totals
from riskdata.measures.search import matching
from riskdata.schema import SCHEMAS
from riskdata.selection import selected
from riskdata.wording import number, span
from ui import data, filters, incident_list, panel

# A table of every row of a large record takes seconds to send, and the lazy loading of Streamlit's
# own table takes its selection away. So the browser gets a page at a time, sorted on this side.
ROWS_A_PAGE = 1_000

selection, defaults = filters.chosen()
record = data.record(selection.record)
metadata = catalogue.metadata(selection.record)
noun = "attacks" if selection.attacks_only else "events"


def choose(event_id: str) -> None:
    """Show an event whole, and put it into the address; none for "" ."""
    if event_id:
        st.query_params["event"] = event_id
    else:
        st.query_params.pop("event", None)


def step(position: int) -> None:
    """Show the event at that position of the table, on whichever page of it that is."""
    st.session_state[page_key] = position // ROWS_A_PAGE + 1
    choose(record.events["event_id"].iloc[order[position]])


def sort(column: str) -> None:
    """Sort by a column, or turn its order round."""
    st.session_state["order"] = incident_list.turned(st.session_state["order"], column)


def clear_search() -> None:
    """Empty the search box."""
    st.session_state["q"] = ""


def record_of(event_id: str) -> tuple[str, int] | None:
    """The record that holds an event, the chosen one before others, and the row it stands in."""
    for name in sorted(catalogue.EVENT_RECORDS, key=lambda name: name != selection.record):
        rows = np.flatnonzero(data.record(name).events["event_id"] == event_id)
        if len(rows):
            return name, int(rows[0])
    return None


top = st.container()
left, right = st.columns([3, 1], vertical_alignment="bottom")
query = left.text_input(
    "Search",
    key="q",
    bind="query-params",
    type="search",
    live=True,
    placeholder="Place, group, target, means, source ...",
    help="Every word must be found, in any column: place, district, province, group (TTP, BLA), "
    'target, means, summary, source, notes, id. Words in "quotation marks" stand together.',
).strip()
sorting = right.selectbox("Order", list(incident_list.ORDERS), key="order", bind="query-params")

now = selected(record.measured, selection)
if query:
    matches = matching(data.search_index(selection.record), query)
    now = now[matches[now.index]]
column, descending = incident_list.ORDERS[sorting]
order = now.index.to_numpy()[ordered(record.events.loc[now.index, column], descending)]
found = totals(now)

with top:
    panel.heading(
        f"Incidents · {metadata.title} · {span(selection.start, selection.end)}",
        findings.found(found, now, query, place(selection), noun),
        [findings.certainty(found), findings.tolls(found)] if found.events else [],
    )
panel.filter_line(selection, defaults)

event_id = st.query_params.get("event", "")
home = record_of(event_id) if event_id else None
position = None
if home and home[0] == selection.record:
    standing = np.flatnonzero(order == home[1])
    position = int(standing[0]) if len(standing) else None

pages = max(ceil(len(order) / ROWS_A_PAGE), 1)
page_key = f"page-{hash((selection, query, sorting))}"
if found.events:
    table, pager = st.container(), st.container(horizontal=True, vertical_alignment="center")
    with pager:
        page = 1
        if pages > 1:
            page = st.pagination(pages, key=page_key, default=(position or 0) // ROWS_A_PAGE + 1)
        first = (page - 1) * ROWS_A_PAGE
        shown = order[first : first + ROWS_A_PAGE]
        st.html(f'<p class="source">{findings.rows_shown(first, len(shown), len(order))}</p>')
        st.download_button(
            "CSV of all rows",
            lambda: (
                record.events.loc[order, list(SCHEMAS[selection.record].columns)]
                .to_csv(index=False)
                .encode()
            ),
            file_name=f"{selection.record}.csv",
            mime="text/csv",
            type="tertiary",
            on_click="ignore",
            help=f"Download {number(len(order))} {noun}, every column, in this order",
        )
    with table:
        incident_list.table(
            record.events.loc[shown],
            position - first if position is not None and position // ROWS_A_PAGE == page - 1
            else None,
            key="incident-table",
            choose=choose,
            sort=sort,
        )  # fmt: skip
else:
    with st.container(horizontal=True):
        if query:
            st.button("Clear search", on_click=clear_search)
        if filters.changed():
            st.button("Clear all filters", on_click=filters.clear)
