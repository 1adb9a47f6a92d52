"""One project of the corridor: what it is, its map, the course of its exposure, the exact sum."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from riskdata.charts import cpec_exposure_project as charts
from riskdata.charts import maps
from riskdata.charts.event_map import circled
from riskdata.charts.event_points import event_key
from riskdata.charts.theme import Theme
from riskdata.findings import cpec_exposure as exposure_findings
from riskdata.findings import cpec_exposure_pictures as picture_findings
from riskdata.findings import cpec_exposure_project as findings
from riskdata.findings.incidents import when, where
from riskdata.measures import exposure
from riskdata.measures.coverage import NOT_COVERED
from riskdata.measures.exposure_course import covered_course
from riskdata.projects import project_shapes
from riskdata.selection import Selection
from riskdata.wording import percent
from ui import data, incident_list, panel
from ui.exposure import Exposure, kernels

STYLE = Path(__file__).with_suffix(".css")
NARROWEST = 400


def section(
    chosen: pd.DataFrame,
    projects: int,
    found: Exposure,
    selection: Selection,
    look: Theme,
    scale: float,
    half_life: float,
    source: str,
) -> None:
    """Draw a project: the one row `chosen` of `exposure_table.table`, of so many `projects`."""
    st.html(STYLE)
    (position,) = chosen.index
    (project,) = chosen.to_dict("records")
    noun, months = selection.noun, exposure_findings.months(found.year_covered)
    felt = kernels(selection.record, scale)[0][[position]]
    near = exposure.near_one(found.events, felt)
    parts = exposure.parts(near, found.as_of, half_life)
    record = data.record(selection.record)
    events = record.events.loc[parts.index[: charts.MOST_EVENTS]]
    words = findings.finding(project, parts, projects, noun)
    panel.section(words, findings.facts(project))
    panel.source(f"{findings.near_words(project, noun, months)} {findings.rank_words(project)}")
    pair = st.grid(2, min_column_width=NARROWEST, gap=("large", "small"))
    with pair.cell():
        _map(chosen, parts, events, look, words, noun, months)
    with pair.cell():
        _course(project["name"], found, near, half_life, look, source)
    if len(parts):
        _sum(parts, events, scale, noun)
        panel.evidence(
            "exposure-parts", len(parts), lambda: findings.whole_sum(parts, record.events), noun
        )


def _around(projects: pd.DataFrame, routes: pd.DataFrame, position: int) -> charts.Surroundings:
    return charts.surroundings(project_shapes(projects, routes)[position])


def _map(
    chosen: pd.DataFrame,
    parts: pd.DataFrame,
    events: pd.DataFrame,
    look: Theme,
    words: str,
    noun: str,
    months: str,
) -> None:
    (position,) = chosen.index
    around = data.once(_around, "cpec_projects", "cpec_routes", position=int(position))
    (card,) = picture_findings.project_cards(chosen, months)
    shown = parts.head(charts.MOST_EVENTS)
    drawn = events.assign(points=shown["points"])
    # Another project, another place: a map of its own.
    panel.map_picture(
        charts.project_map(look, around, drawn, chosen, card),
        f"exposure-of-{chosen['project_id'].iloc[0]}",
        words,
    )
    if len(drawn):
        told = circled(drawn)
        key = event_key(look, (5, 50), "points", levels=told.levels, provinces=told.provinces)
        st.html(f'<p class="source">{key}</p>')
    beyond = int((~maps.inside(around.bounds, drawn)).sum())
    note = findings.map_note(len(shown), beyond, len(parts), noun)
    panel.source(f"{note} {maps.DISCLAIMER}".strip())


def _course(
    name: str, found: Exposure, near: pd.DataFrame, half_life: float, look: Theme, source: str
) -> None:
    course, began = covered_course(near, found.covered, found.as_of, half_life)
    words = findings.course_finding(course, name)
    drawable = course["exposure"].gt(0).any()
    panel.section(words, findings.course_note(began) if drawable else "")
    if drawable:
        missing = found.covered[found.covered["status"] == NOT_COVERED]
        gaps = list(missing[["start", "end"]].itertuples(index=False, name=None))
        panel.picture(charts.course(look, course, gaps), "exposure-course", words)
        panel.source(source)
        panel.evidence("exposure-course", len(course), lambda: course, "months")


def _sum(parts: pd.DataFrame, events: pd.DataFrame, scale: float, noun: str) -> None:
    """The events that add most, what each adds and why, and what the others add."""
    shown = parts.head(findings.SHOWN)
    rows = "".join(
        _row(part, event, far)
        for part, (_, event), far in zip(
            shown.to_dict("records"),
            findings.short_sources(events.head(findings.SHOWN)).iterrows(),
            findings.distances(shown, scale),
            strict=True,
        )
    )
    rest = parts["points"].iloc[findings.SHOWN :]
    foot = _foot(findings.others(len(rest), noun), rest.sum(), parts) if len(rest) else ""
    foot += _foot("Exposure", parts["points"].sum(), parts)
    head = "".join(
        f'<th scope="col"{" class=share" if name == "share" else ""}>{name}</th>'
        for name in (noun.capitalize(), "severity", "recency", "nearness", "points", "share")
    )
    st.html(
        f'<table class="exact-sum"><caption>{escape(findings.sum_note())}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody><tfoot>{foot}</tfoot></table>"
    )


def _row(part: Mapping, event: pd.Series, far: str) -> str:
    day = when(event["date"], event["date_precision"])
    details = f"{escape(findings.toll_and_distance(event, far))} · {incident_list.link(event)}"
    return (
        f'<tr><th scope="row">{escape(day)}, {escape(where(event))}<small>{details}</small></th>'
        f"<td>{findings.severity(part)}</td><td>{part['recency']:.3f}</td>"
        f"<td>{part['nearness']:.3f}</td><td>{part['points']:.1f}</td>"
        f'<td class="share">{percent(part["share"])}</td></tr>'
    )


def _foot(words: str, points: float, parts: pd.DataFrame) -> str:
    share = points / parts["points"].sum()
    return (
        f'<tr><th scope="row">{escape(words)}</th><td></td><td></td><td></td>'
        f'<td>{points:,.1f}</td><td class="share">{percent(share)}</td></tr>'
    )
