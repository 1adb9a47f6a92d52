"""Bottom line up front: where are we, what changed since the last period, what to know today?"""

import pandas as pd
import streamlit as st

from riskdata import catalogue
from riskdata.charts import maps
from riskdata.charts import overview as charts
from riskdata.charts.event_map import event_traces
from riskdata.findings import coverage as small_print
from riskdata.findings import overview as findings
from riskdata.measures.change import rate_ratio
from riskdata.measures.coverage import comparable, periods
from riskdata.measures.near_projects import near_projects
from riskdata.measures.published import fullest_months, newest_year, running_years
from riskdata.measures.shares import part_of, share_by_quarter
from riskdata.measures.what_changed import what_changed
from riskdata.selection import LENSES_WITHIN, PAKISTAN, in_region, selected
from riskdata.wording import number, percent, span
from ui import data, filters, incident_list, indicators, panel
from ui.published_picture import Picture, once, show

STATISTICS = "published_statistics"

selection, defaults = filters.chosen()
LENSES = LENSES_WITHIN.get(selection.region, ())
earlier = selection.before()
look = panel.current_theme()
record = data.record(selection.record)
metadata = catalogue.metadata(selection.record)
title = metadata.title
noun = selection.noun
chinese_recorded = bool(record.measured["chinese_target"].any())

now, before = selected(record.measured, selection), selected(record.measured, earlier)
attacks, deaths = (
    data.once(newest_year, STATISTICS, region=selection.region, metrics=metrics)
    for metrics in (("attacks",), ("killed (all parties)", "killed"))
)
known = data.dataset("event_record_coverage")
covered, covered_before = (
    periods(known, selection.record, view.start, view.end) for view in (selection, earlier)
)
may_compare = comparable(covered, covered_before)
chinese_covered = comparable(covered, covered_before, chinese_targets=True)
share, share_before = (
    data.coverage(selection.record, selection.region, view.start, view.end)
    for view in (selection, earlier)
)
chinese_now, chinese_before = (events[events["chinese_target"]] for events in (now, before))
lens_masks = {lens: in_region(now, lens, selection.depth_km) for lens in LENSES}
lens_now = {lens: part_of(now, mask) for lens, mask in lens_masks.items()}
lens_before = {
    lens: part_of(before, in_region(before, lens, selection.depth_km)) for lens in LENSES
}
projects, routes = data.dataset("cpec_projects"), data.dataset("cpec_routes")
near, near_before = near_projects(record, now), near_projects(record, before)


def full(rows: pd.Index) -> panel.Rows:
    """The record's whole rows for measured ones, the newest first."""
    return lambda: record.events.loc[rows[::-1]]


panel.heading(
    f"Overview · {span(selection.start, selection.end)}",
    findings.headline(deaths, attacks, selection, len(now), title),
    [
        findings.certainty(deaths),
        findings.attacks_by_publisher(attacks),
        findings.shares(lens_now, lens_before if may_compare else None, selection, title),
        findings.chinese_targets(
            chinese_now, chinese_before if chinese_covered else None, selection, chinese_recorded
        ),
        findings.exposed_projects(len(near), len(projects), noun),
    ],
)
panel.filter_line(selection, defaults)

published = [
    indicators.Indicator(
        key=f"overview-{what}",
        label=findings.published_label(what, change),
        value=number(change.change.now),
        change=findings.change_words(change.change, "the year before"),
        count=len(change.rows),
        rows=lambda change=change: change.rows,
        noun="figures",
        course=change.rows["value"].tolist() if len(change.rows) > 2 else [],
    )
    for what, changes in (("attacks", attacks), ("people killed", deaths))
    for change in changes[:1]
]
lenses = [
    indicators.Indicator(
        key=f"overview-{lens}",
        label=findings.lens_label(lens, noun, selection),
        value=percent(part.share),
        change=findings.share_words(part, lens_before[lens] if may_compare else None, selection),
        count=part.part,
        rows=full(now.index[lens_masks[lens]]),
        noun=noun,
        course=data.of_record(
            share_by_quarter, selection.record, region=lens, depth_km=selection.depth_km
        ).tail(12),
    )
    for lens, part in lens_now.items()
    if part is not None
]
chinese = [
    indicators.Indicator(
        key="overview-chinese",
        label=f"{noun.capitalize()} on Chinese nationals and projects",
        value=number(len(chinese_now)),
        change=findings.change_words(
            rate_ratio(len(chinese_now), len(chinese_before)), selection.before_words
        )
        if chinese_covered
        else f"{selection.before_words} is not covered",
        count=len(chinese_now),
        rows=full(chinese_now.index),
        noun=noun,
    )
]
indicators.row(
    [
        *published,
        *lenses,
        *(chinese if chinese_recorded else []),
        indicators.Indicator(
            key="overview-near",
            label=f"CPEC projects with {noun} within 25 km",
            value=f"{len(near)} of {len(projects)}",
            change=findings.near_words(len(near_before) if may_compare else None, selection),
            count=len(near),
            rows=lambda: near.merge(projects, on="project_id"),
            noun="projects",
        ),
    ]
)


def months() -> Picture:
    """One publisher's months."""
    rows = fullest_months(data.dataset(STATISTICS), selection.region, findings.METRICS)
    words = findings.by_month(rows, selection)
    if rows.empty:
        return Picture("overview-months", words, rows)
    points = data.dataset("turning_points")
    points = points[points["region"].isin([PAKISTAN, selection.region])]
    figure, marked = charts.by_month(look, rows, points)
    source = small_print.published_source(rows, small_print.marks(marked))
    return Picture("overview-months", words, rows, figure, source)


def years() -> Picture:
    """Attacks a year by every publisher that still counts them."""
    rows = running_years(data.dataset(STATISTICS), selection.region, "attacks", since=2000)
    words = findings.attacks_by_year(rows, selection)
    if rows.empty:
        return Picture("overview-years", words, rows)
    figure = charts.attacks_by_year(look, rows)
    source = small_print.published_source(rows)
    return Picture("overview-years", words, rows, figure, source)


pair = st.grid(2, min_column_width=380, gap="medium")
for make in (months, years):
    with pair.cell(), panel.guarded():
        show(
            once(
                f"overview {make.__name__}", make, selection.region, selection.depth_km, look.name
            ),
            "figures",
        )

pair = st.grid(2, min_column_width=460, gap="medium")
with pair.cell(), panel.guarded():
    words = findings.on_the_map(now, noun)
    panel.section(words)
    corridor = maps.corridor_traces(look, projects, routes)
    points = event_traces(look, record, now)
    figure = maps.base_map(look, 580, "overview", [*corridor, *points])
    panel.map_picture(figure, "overview-map", words)
    panel.map_key(look, corridor=True)
    panel.source(f"{small_print.record_source(metadata, share, covered)} {maps.DISCLAIMER}")
    panel.evidence("overview-map", len(now), full(now.index), noun)
with pair.cell():
    changes = what_changed(now, before) if may_compare else what_changed(now[:0], before[:0])
    words = findings.what_changed(changes, noun, may_compare)
    panel.section(words)
    if not changes.empty:
        panel.picture(charts.what_changed(look, changes), "overview-changes", words)
        panel.source(
            f"{span(selection.start, selection.end)} against {span(earlier.start, earlier.end)}, "
            f"{noun} in {metadata.title}, with 95 % intervals. "
            f"{findings.coverage_compared(share, share_before)}"
        )
        panel.evidence("overview-changes", len(changes), lambda: changes, "comparisons")

panel.section(findings.latest(now, noun))
incident_list.latest(record.events.loc[now.index[::-1][:10]])
