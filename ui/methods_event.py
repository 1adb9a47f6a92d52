"""One event of the reader's choice, taken through the measures of an event."""

from datetime import date
from html import escape
from typing import Literal, NamedTuple

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from riskdata.charts import methods_event as charts
from riskdata.charts.theme import theme
from riskdata.findings import methods as findings
from riskdata.measures import methods_event as measures
from riskdata.preparation import PreparedRecord
from riskdata.selection import BELT_DEPTHS_KM, Selection
from riskdata.wording import day
from ui import data, exposure, methods, panel
from ui import methods_sources as sources
from ui.incident_list import link
from ui.kept import kept

DEPTH_KM = 50
LOOKS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Pixels that the choice of the event needs.
NARROWEST = 330


class Exposed(NamedTuple):
    """What an event adds to the project that feels it most, and what that project's exposure is
    made of."""

    measure: findings.Explained
    project: str
    parts: list[tuple[str, str, str]]
    total: str
    rows: pd.DataFrame
    fading: str
    figures: dict[str, go.Figure]


class Worked(NamedTuple):
    """An event in words, its source as HTML, and its measures."""

    which: str
    source: str
    measures: tuple[findings.Explained, ...]


def year(record: str) -> tuple[date, date]:
    """First and last day of the 12 months that end with a record's newest event."""
    last = data.record(record).measured["date"].max()
    first = last - pd.DateOffset(years=1) + pd.Timedelta(days=1)
    return first.date(), last.date()


@st.fragment
def section() -> None:
    """Draw the choice of the event and the measures worked on it."""
    pair = st.grid(2, min_column_width=NARROWEST, gap=("medium", "small"))
    with pair.cell():
        which = st.segmented_control(
            "Worked on this attack", measures.EXAMPLES, default=measures.HEAVIEST, required=True,
            key="example", bind="query-params",
        )  # fmt: skip
    with pair.cell():
        wanted = st.text_input(
            "or the event with this id", key="event", bind="query-params",
            placeholder="UCDP-59431", help="See Incidents, or any table of rows.",
        ).strip()  # fmt: skip
    records = tuple(sources.event_records())
    found = _holder(wanted, tuple((name, data.version(name)) for name in records))
    if wanted and not found:
        panel.source(f"No event of any record has the id “{wanted}”.")
    if found is None and records:
        which = which or measures.HEAVIEST
        newest = data.of_record(measures.example, records[0], which=which)
        found = None if newest is None else (records[0], newest)
    if found is None:
        panel.source("The record holds no such attack.")
        return
    show(*found)


def show(record: str, label: int) -> None:
    """Draw the measures of an event."""
    one = worked(record, label)
    st.html(f'<p class="note">{escape(one.which)} {one.source}</p>')
    for measure in one.measures:
        methods.explain(measure)
    with sources.needed():
        found = exposed(record, label)
        parts = methods.largest_parts(found.parts, found.project, found.total)
        methods.explain(found.measure, parts if found.parts else "")
        panel.section(found.fading)
        look = panel.current_theme()
        panel.picture(found.figures[look.name], "methods-fading", found.fading)
        panel.source(findings.FADING_SOURCE)
        if found.parts:
            panel.evidence("methods-exposure", len(found.rows), lambda: found.rows, "attacks")


@kept(256)
def _holder(wanted: str, versions: tuple[tuple[str, str], ...]) -> tuple[str, int] | None:
    """The record and the label of the event with an id; None without one."""
    if not wanted:
        return None
    return measures.holder({name: data.record(name) for name, _ in versions}, wanted)


def worked(record: str, label: int) -> Worked:
    """The event of a row of a record, as of the record's newest event. Raises `DatasetError` where
    the record cannot be read."""
    return data.of_record(_worked, record, title=sources.title(record), label=label)


def _event(prepared: PreparedRecord, label: int) -> measures.WorkedEvent:
    as_of = prepared.measured["date"].max()
    return measures.worked(prepared, label, as_of, exposure.HALF_LIFE)


def _worked(prepared: PreparedRecord, title: str, label: int) -> Worked:
    event = _event(prepared, label)
    return Worked(
        which=findings.which_event(event.row, title),
        source=link(event.row),
        measures=(
            findings.severity(event),
            findings.recency(event, exposure.HALF_LIFE),
            findings.border_belt(event, DEPTH_KM, BELT_DEPTHS_KM),
        ),
    )


def exposed(record: str, label: int) -> Exposed:
    """The event as projects feel it, by the scales that the pages open with. Raises `DatasetError`
    where the record, its coverage or the corridor cannot be read."""
    return sources.once(
        f"exposed {label}",
        lambda: _exposed(record, label),
        record, "cpec_projects", "cpec_routes", "event_record_coverage",
    )  # fmt: skip


def _exposed(record: str, label: int) -> Exposed:
    corridor = exposure.the_corridor().projects
    prepared = data.record(record)
    first, last = year(record)
    event = _event(prepared, label)
    everything = exposure.of(Selection(record, first, last))
    found = measures.worked_exposure(
        event, everything.events, exposure.kernels(record, exposure.SCALE_KM)[0],
        exposure.near(record).projects, corridor.shapes, exposure.SCALE_KM, exposure.HALF_LIFE,
    )  # fmt: skip
    why = "" if found else measures.why_nothing(event, everything.events)
    project = str(corridor.table["name"].iloc[found.position]) if found else ""
    rows = pd.DataFrame()
    if found:
        columns = ["event_id", "date", "place", "district", "killed", "wounded", "source_url"]
        events = prepared.events.loc[found.parts.index, columns]
        rows = found.parts.join(events).reset_index(drop=True)
    return Exposed(
        measure=findings.exposure(event, found, why, project, exposure.SCALE_KM),
        project=f"{project}, {day(last)}",
        parts=findings.sum_rows(found, prepared.events) if found else [],
        total=f"{findings.points(found.total)} points" if found else "",
        rows=rows,
        fading=findings.fading(event, found, project),
        figures={
            name: charts.fading(theme(name), event, found, exposure.HALF_LIFE, exposure.SCALE_KM)
            for name in LOOKS
        },
    )
