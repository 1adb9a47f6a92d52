"""Bottom line up front: where are we, what changed since the last period, what to know today?"""

from dataclasses import replace

import pandas as pd
import streamlit as st

from riskdata.charts import maps
from riskdata.charts import overview as charts
from riskdata.charts.event_map import circled, event_traces
from riskdata.charts.outlines import frame, outline
from riskdata.findings import abbreviations
from riskdata.findings import coverage as small_print
from riskdata.findings import cpec_exposure_indicators as exposure_indicators
from riskdata.findings import overview as findings
from riskdata.findings import overview_indicators as indicator_findings
from riskdata.findings import overview_pictures as picture_findings
from riskdata.findings import security_footprint as footprint_findings
from riskdata.measures import exposure
from riskdata.measures import security_footprint as footprint
from riskdata.measures import security_footprint_judgements as judgements
from riskdata.measures.change import rate_ratio
from riskdata.measures.coverage import comparable, periods
from riskdata.measures.hotspots import change_periods, days_covered, of_covered_time
from riskdata.measures.hotspots import covered as coverage_of
from riskdata.measures.near_projects import near_projects
from riskdata.measures.published import fullest_months, newest_year, running_years
from riskdata.measures.shares import part_of, share_by_quarter
from riskdata.measures.what_changed import what_changed
from riskdata.preparation import CHINESE_TARGETS
from riskdata.selection import LENSES_WITHIN, PAKISTAN, Selection, in_periods, in_region, selected
from riskdata.wording import number, portion, span
from ui import claims, data, filters, incident_list, indicators, ledger, panel
from ui import exposure as exposures
from ui import judgements as judgement_list
from ui.published_picture import Picture, once, show

STATISTICS = "published_statistics"
NEWEST = 3

selection, defaults = filters.chosen()
LENSES = LENSES_WITHIN.get(selection.region, ())
look = panel.current_theme()
record = data.record(selection.record)
metadata = data.metadata(selection.record)
title = metadata.title
noun = selection.noun
chinese_recorded = bool(record.measured["chinese_target"].any())
chinese_only = bool(selection.targets) and set(selection.targets) <= set(CHINESE_TARGETS)

earlier = selection.before()


def of_coverage(measure, view: Selection, **arguments):
    """A measure of how the record covers a view's period."""
    return data.once(
        measure, "event_record_coverage", record=view.record, start=view.start, end=view.end,
        **arguments,
    )  # fmt: skip


covered = of_coverage(coverage_of, selection, chinese=chinese_only)
of_chinese = of_coverage(periods, selection)
chinese_days = days_covered(of_chinese)
chinese_covered = comparable(of_chinese, of_coverage(periods, earlier), chinese_targets=True)
stretch = of_coverage(change_periods, selection, chinese=chinese_only)
compared = replace(selection, start=stretch[0], end=stretch[1]) if stretch else None
views = [selection, earlier, *((compared, compared.before()) if compared else ())]
everything, everything_before, *of_change = in_periods(record.measured, views)
now = of_covered_time(everything, covered)
then, before = of_change or (now[:0], now[:0])

# Dates of the reader's own are nobody else's: nothing is worked ahead for them.
shared, until = filters.preset(), filters.published_until(selection)
attacks, deaths = (
    data.of_region(newest_year, selection.region, shared, metrics=metrics, until=until)
    for metrics in (("attacks",), ("killed (all parties)", "killed"))
)
share = data.coverage(selection.record, selection.region, selection.start, selection.end)
chinese_now, chinese_before = (
    events[events["chinese_target"]] for events in (everything, everything_before)
)
lens_masks = {lens: in_region(now, lens, selection.depth_km) for lens in LENSES}
lens_now = {lens: part_of(now, mask) for lens, mask in lens_masks.items()}
lens_before = {
    lens: part_of(before, in_region(before, lens, selection.depth_km)) for lens in LENSES
}
lens_then = {lens: part_of(then, in_region(then, lens, selection.depth_km)) for lens in LENSES}
days = days_covered(covered)
corridor = exposures.the_corridor().projects
inside = corridor.within(selection.region, selection.depth_km)
projects = data.dataset("cpec_projects")[inside]
# What is near a project may lie beyond the region that the project stands in.
around = now
if selection.region != PAKISTAN:
    everywhere = selected(record.measured, replace(selection, region=PAKISTAN))
    around = of_covered_time(everywhere, covered)
near = near_projects(record, around)
near = near[near["project_id"].isin(projects["project_id"])]
scores = exposures.of(selection).projects
exposed = corridor.table.assign(exposure=scores, band=exposure.bands(scores))
exposed = exposed[inside]


def full(rows: pd.Index) -> panel.Rows:
    """The record's rows for measured ones, the newest first."""
    return lambda: data.rows(selection.record, rows)


panel.heading(
    f"Overview · {span(selection.start, selection.end)}",
    findings.headline(deaths, attacks, selection, len(now), title, days),
    [
        findings.certainty(deaths),
        findings.attacks_by_publisher(attacks),
        findings.shares(lens_now, lens_then, lens_before, compared, selection, title, days),
        findings.chinese_targets(
            chinese_now,
            chinese_before if chinese_covered else None,
            selection,
            chinese_recorded,
            chinese_days,
        ),
        findings.exposed_projects(len(near), len(projects), selection, int((~now["placed"]).sum()))
        if days
        else "",
    ],
)
panel.filter_line(selection, defaults)

published = [
    indicators.Indicator(
        key=f"overview-{what}",
        label=indicator_findings.published_label(what, change),
        value=number(change.change.now),
        change=indicator_findings.change_words(change.change, "the year before"),
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
        label=indicator_findings.lens_label(lens, noun, selection),
        value=portion(part.part, part.whole),
        change=indicator_findings.share_words(
            part, lens_then[lens], lens_before[lens], compared, selection
        ),
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
        value=indicator_findings.chinese_value(len(chinese_now), chinese_days),
        change=indicator_findings.chinese_words(
            rate_ratio(len(chinese_now), len(chinese_before)) if chinese_covered else None,
            selection,
            chinese_days,
        ),
        count=len(chinese_now),
        rows=full(chinese_now.index),
        noun=noun,
    )
]
of_projects = [
    indicators.Indicator(
        key="overview-exposed",
        label=exposure_indicators.top_label(),
        value=exposure_indicators.top_value(exposed),
        change=exposure_indicators.top_words(exposed),
        count=len(exposed),
        rows=lambda: exposed.sort_values("exposure", ascending=False),
        noun="projects",
    ),
    indicators.Indicator(
        key="overview-near",
        label=f"CPEC projects with {noun} within 25 km",
        value=f"{len(near)} of {len(projects)}",
        change="known to the town or better",
        count=len(near),
        rows=lambda: near.merge(projects, on="project_id"),
        noun="projects",
    ),
]
indicators.row(
    [
        *published,
        *lenses,
        *(chinese if chinese_recorded else []),
        *(of_projects if days and len(projects) else []),
    ]
)


def months() -> Picture:
    """One publisher's months."""
    rows = data.of_region(
        fullest_months, selection.region, shared, metrics=picture_findings.METRICS, until=until
    )
    words = picture_findings.by_month(rows, selection)
    if rows.empty:
        return Picture("overview-months", words, rows)
    points = data.dataset("turning_points")
    points = points[points["region"].isin([PAKISTAN, selection.region])]
    figure, marked = charts.by_month(look, rows, points)
    source = small_print.published_source(rows, small_print.marks(marked))
    return Picture("overview-months", words, rows, figure, source)


def years() -> Picture:
    """Attacks a year by every publisher that still counts them."""
    rows = data.of_region(
        running_years, selection.region, shared, metric="attacks", since=2000, until=until
    )
    words = picture_findings.attacks_by_year(rows, selection)
    if rows.empty:
        return Picture("overview-years", words, rows)
    figure = charts.attacks_by_year(look, rows)
    source = small_print.published_source(rows)
    return Picture("overview-years", words, rows, figure, source)


panel.source(
    "Figures of publishers follow the region and, where the period is dates of your own, end with "
    "them; no other filter changes them. What is counted from the event record follows every "
    "filter.",
    "change", "share", "border-belt", "words",
)  # fmt: skip
pair = st.grid(2, min_column_width=380, gap="medium")
for make in (months, years):
    with pair.cell(), panel.guarded():
        show(
            once(
                f"overview {make.__name__}",
                make,
                selection.region,
                selection.depth_km,
                selection.end,
                until,
                look.name,
            ),
            "figures",
        )

pair = st.grid(2, min_column_width=460, gap="medium")
with pair.cell(), panel.guarded():
    words = picture_findings.on_the_map(now, selection, title, days)
    panel.section(words)
    lines = data.once(charts.corridor, "cpec_projects", "cpec_routes", theme_name=look.name)
    points = event_traces(look, record, now)
    region = outline(look, selection.region, selection.depth_km)
    drawn = maps.base_map(look, "overview", [*region, *lines, *points])
    figure = drawn._replace(bounds=frame(selection.region))
    panel.map_picture(figure, "overview-map", words)
    panel.map_key(look, circled(now), corridor=True)
    panel.source(
        f"{small_print.record_source(metadata, share, covered)} {maps.DISCLAIMER}",
        "coverage", "maps",
    )  # fmt: skip
    if days:
        panel.evidence("overview-map", len(now), full(now.index), noun)
with pair.cell():
    changes = what_changed(then, before)
    words = picture_findings.what_changed(changes, compared, noun)
    panel.section(words)
    if compared and not changes.empty:
        panel.picture(charts.what_changed(look, changes), "overview-changes", words)
        shares = (
            data.coverage(view.record, view.region, view.start, view.end)
            for view in (compared, compared.before())
        )
        panel.source(
            f"{picture_findings.compared_periods(compared)} "
            f"{picture_findings.coverage_compared(*shares)}",
            "change",
        )
        panel.evidence("overview-changes", len(changes), lambda: changes, "comparisons")

claims.brief()

ledger.style()
pair = st.grid(2, min_column_width=380, gap=("large", "small"))
with pair.cell(), panel.guarded():
    steps = data.dataset("security_footprint")
    panel.section(picture_findings.footprint(steps))
    newest = footprint.newest_first(steps)
    shown = newest.head(NEWEST)
    ledger.latest(shown)
    short = abbreviations.explained(" ".join([*shown["title"], *shown["summary"]]))
    line = footprint_findings.source(data.metadata("security_footprint"), steps)
    panel.source(f"{short} {line}".strip())
    panel.evidence("overview-footprint", len(newest), lambda: newest, "steps")
with pair.cell(), panel.guarded():
    judged = data.once(judgements.judged, "judgements", "security_footprint", "incidents")
    current = judgements.foremost(judged)
    panel.section(picture_findings.judgements(current))
    judgement_list.show(current[:NEWEST])
    panel.source(footprint_findings.credited(data.metadata("judgements")), "words")
    panel.evidence(
        "overview-judgements", len(judged), lambda: data.dataset("judgements"), "judgements"
    )

if days:
    panel.section(picture_findings.latest(now, noun))
    incident_list.latest(record.events.loc[now.index[::-1][:10]])
