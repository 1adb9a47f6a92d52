"""The record itself: find, read, filter, cite, download any event with its source."""

from math import ceil
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import streamlit as st

from riskdata.charts import incidents as charts
from riskdata.charts import maps
from riskdata.charts.event_map import circled
from riskdata.charts.outlines import frame
from riskdata.datapackage import as_csv
from riskdata.desk.exports import rows_name
from riskdata.findings import coverage as small_print
from riskdata.findings import incidents as findings
from riskdata.measures.coverage import periods
from riskdata.measures.incidents import ordered, totals
from riskdata.measures.search import matching
from riskdata.preparation import PreparedRecord
from riskdata.schema import SCHEMAS
from riskdata.selection import selected
from riskdata.wording import number, span
from ui import data, filters, incident_list, panel

# A table of every row of a large record takes seconds to send, and the lazy loading of Streamlit's
# own table takes its selection away. So the browser gets a page at a time, sorted on this side.
ROWS_A_PAGE = 1_000
# Pixels that the event or the map needs beside the other; where there are fewer they stand in turn.
NARROWEST = 400

selection, defaults = filters.chosen()
record = data.record(selection.record)
metadata = data.metadata(selection.record)
noun = selection.noun


def row_of(event_id: str, record: PreparedRecord) -> int | None:
    """The row of a record in which an event stands."""
    rows = np.flatnonzero(record.events["event_id"] == event_id)
    return int(rows[0]) if len(rows) else None


def choose(event_id: str) -> None:
    """Put the event shown whole into the address; with "" it is the first of the table again."""
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
    "target, means, summary, source, notes, id. Dates as the table has them: 6 Oct 2024, "
    'Oct 2024, 2024-10. Words in "quotation marks" stand together.',
).strip()
sorting = right.selectbox("Order", list(incident_list.ORDERS), key="order", bind="query-params")

now = selected(record.measured, selection)
if query:
    matches = matching(data.search_index(selection.record), query)
    now = now[matches[now.index]]
column, descending = incident_list.ORDERS[sorting]
order = now.index.to_numpy()[ordered(record.events.loc[now.index, column], descending)]
found = totals(now)


def covered() -> pd.DataFrame:
    """How the record covers the period."""
    return data.once(
        periods, "event_record_coverage", record=selection.record, start=selection.start,
        end=selection.end,
    )  # fmt: skip


with top:
    panel.heading(
        f"Incidents · {metadata.title} · {span(selection.start, selection.end)}",
        findings.found(found, now, query, selection)
        if found.events
        else findings.nothing(query, selection, metadata.title, covered()),
        [findings.certainty(found, selection.record), findings.tolls(found)]
        if found.events
        else [],
    )
panel.filter_line(selection, defaults)

asked_for = st.query_params.get("event", "")
row = row_of(asked_for, record) if asked_for else (order[0] if len(order) else None)
standing = np.flatnonzero(order == row)
position = int(standing[0]) if len(standing) else None

pages = ceil(len(order) / ROWS_A_PAGE)
page_key = f"page-{hash((selection, query, sorting))}"
if pages:
    table, below = st.container(), st.container(horizontal=True, vertical_alignment="center")
    with below:
        page = 1
        if pages > 1:
            st.session_state.setdefault(page_key, (position or 0) // ROWS_A_PAGE + 1)
            page = st.pagination(pages, key=page_key)
        first = (page - 1) * ROWS_A_PAGE
        shown = order[first : first + ROWS_A_PAGE]
        panel.source(findings.rows_shown(first, len(shown), len(order)))
        st.download_button(
            f"CSV of {number(len(order))} {noun}",
            lambda: as_csv(record.events.loc[order, list(SCHEMAS[selection.record].columns)]),
            file_name=rows_name(selection.record, data.holdings().number),
            mime="text/csv",
            type="tertiary",
            on_click="ignore",
            help="Whole rows, in the order of the table",
        )
    with table:
        marked = np.flatnonzero(shown == row)
        incident_list.table(
            record.events.loc[shown],
            int(marked[0]) if len(marked) else None,
            key="incident-table",
            choose=choose,
            sort=sort,
        )
else:
    if query:
        panel.source(findings.left_out(int(matches.sum()), query))
        st.button("Clear the search", on_click=clear_search)

sides = st.grid(2, min_column_width=NARROWEST, gap="large")
whole, picture = sides.cell(), sides.cell()
chosen: pd.Series | None = None
with whole, panel.guarded():
    home = selection.record
    if asked_for and row is None:
        others = [name for name in data.records() if name != home]
        rows = {name: row_of(asked_for, data.record(name)) for name in others}
        home, row = next(((name, at) for name, at in rows.items() if at is not None), (home, None))
    if row is not None:
        chosen = data.record(home).events.iloc[row]
        last = len(order) - 1
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if position is None:
                panel.source(findings.outside(home != selection.record, data.metadata(home).title))
                st.button("Back to the table", type="tertiary", on_click=choose, args=("",))
            else:
                st.button("Previous", key="previous", icon=":material/arrow_upward:",
                          type="tertiary", disabled=position == 0,
                          on_click=step, args=(position - 1,))  # fmt: skip
                st.button("Next", key="next", icon=":material/arrow_downward:",
                          type="tertiary", disabled=position == last,
                          on_click=step, args=(position + 1,))  # fmt: skip
                panel.source(f"{number(position + 1)} of {number(last + 1)}")
        projects = data.dataset("cpec_projects").set_index("project_id")["name"]
        incident_list.whole(
            chosen,
            f"{data.metadata(home).title} · {chosen['event_id']}",
            {
                "What the record says": findings.fields(chosen, SCHEMAS[home], home),
                "Worked out from it": findings.worked_out(
                    chosen, projects.get(chosen["nearest_project"])
                ),
            },
        )
    elif asked_for:
        panel.source(f"No record has an event {asked_for}.")

with picture, panel.guarded():
    words = findings.on_the_map(now, noun)
    panel.section(words, findings.placed(now))
    look = panel.current_theme()
    drawn = charts.on_map(look, record, now, chosen)._replace(bounds=frame(selection.region))
    panel.map_picture(drawn, "incidents-map", words)
    panel.map_key(look, circled(now))
    share = data.coverage(selection.record, selection.region, selection.start, selection.end)
    panel.source(
        f"{small_print.record_source(metadata, share, covered())} {maps.DISCLAIMER}",
        "words", "severity", "coverage", "maps",
    )  # fmt: skip
    if chosen is not None:
        cited = {"event": chosen["event_id"], data.PINNED: data.holdings().number}
        incident_list.cite(
            findings.citation(
                chosen, data.metadata(home), data.version(home),
                address := f"{st.context.url}?{urlencode(cited)}",
            ),
            address,
        )  # fmt: skip
