"""What the pages say first: each page's finding and indicators, as a first visit shows them.

Worked by the measures and worded by the findings that the pages use, with each page's own choice
of record and period and no filter set.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from riskdata import catalogue
from riskdata.corridor import Corridor
from riskdata.desk.first_view import RECORD, Frames, View
from riskdata.desk.headline import (
    EXPOSURE,
    FINDING,
    FOOTPRINT,
    HOTSPOTS,
    INCIDENTS,
    METHODS,
    OVERVIEW,
    TRENDS,
    Headline,
)
from riskdata.findings import cpec_exposure as exposure_findings
from riskdata.findings import cpec_exposure_compared as compared_findings
from riskdata.findings import cpec_exposure_indicators as exposure_indicators
from riskdata.findings import hotspots as hotspot_findings
from riskdata.findings import incidents as incident_findings
from riskdata.findings import methods_sources as methods_findings
from riskdata.findings import overview as overview_findings
from riskdata.findings import overview_indicators as indicator_findings
from riskdata.findings import published_trends as trend_findings
from riskdata.findings import security_footprint as footprint_findings
from riskdata.findings import security_footprint_arms as arms_findings
from riskdata.findings import security_footprint_exercises as exercise_findings
from riskdata.findings import security_footprint_protection as protection_findings
from riskdata.measures import exposure_value, hotspots, methods_publishers
from riskdata.measures import security_footprint_arms as arms
from riskdata.measures import security_footprint_exercises as exercises
from riskdata.measures import security_footprint_ledger as presence
from riskdata.measures import security_footprint_protection as protection
from riskdata.measures.alignments import compared
from riskdata.measures.change import rate_ratio
from riskdata.measures.coverage import comparable, periods, share_of_published
from riskdata.measures.incidents import totals
from riskdata.measures.near_projects import near_projects
from riskdata.measures.published import PublishedChange, newest_year
from riskdata.measures.shares import part_of
from riskdata.nearness import to_stretches
from riskdata.selection import LENSES_WITHIN, PAKISTAN, in_region, selected
from riskdata.wording import number, percent


def headlines(frames: Frames, made: Corridor | None = None) -> list[Headline]:
    """The headline figures of the pages, drawn from the frames of all datasets as read.

    `made` is the corridor of these frames where it is at hand, which saves most of the time. A
    figure for which the data hold nothing is left out, as on the page.
    """
    view = View(frames, made)
    return [
        *_overview(view),
        *_attack_trends(view),
        *_hotspots(view),
        *_exposure(view),
        *_footprint(frames),
        _incidents(view),
        _methods(view),
    ]


def _changes(view: View, metrics: tuple[str, ...]) -> list[PublishedChange]:
    statistics = view.frames["published_statistics"]
    return newest_year(statistics, PAKISTAN, metrics)


def _overview(view: View) -> Iterator[Headline]:
    selection, now, noun = view.selection, view.now, view.selection.noun
    attacks, deaths = (
        _changes(view, metrics) for metrics in (("attacks",), ("killed (all parties)", "killed"))
    )
    title = catalogue.metadata(RECORD).title
    yield Headline(
        OVERVIEW, "overview", FINDING,
        overview_findings.headline(
            deaths, attacks, selection, len(now), title, hotspots.days_covered(view.covered)
        ),
    )  # fmt: skip
    for what, changes in (("attacks", attacks), ("people killed", deaths)):
        for change in changes[:1]:
            yield Headline(
                OVERVIEW, f"overview-{what}", indicator_findings.published_label(what, change),
                number(change.change.now),
                indicator_findings.change_words(change.change, "the year before"),
            )  # fmt: skip
    yield from _lenses(view)
    if view.record.measured["chinese_target"].any():
        yield _chinese(view)
    exposed = view.exposed.projects
    yield Headline(
        OVERVIEW, "overview-exposed", exposure_indicators.top_label(),
        exposure_indicators.top_value(exposed), exposure_indicators.top_words(exposed),
    )  # fmt: skip
    near, projects = near_projects(view.record, now), view.frames["cpec_projects"]
    yield Headline(
        OVERVIEW, "overview-near", f"CPEC projects with {noun} within 25 km",
        f"{len(near)} of {len(projects)}", "known to the town or better",
    )  # fmt: skip


def _lenses(view: View) -> Iterator[Headline]:
    selection, now = view.selection, view.now
    stretch = view.coverage(hotspots.change_periods, selection, chinese=False)
    compared, then, before = None, now[:0], now[:0]
    if stretch:
        compared = replace(selection, start=stretch[0], end=stretch[1])
        then, before = (
            selected(view.record.measured, period) for period in (compared, compared.before())
        )
    for lens in LENSES_WITHIN[PAKISTAN]:
        part, later, earlier = (
            part_of(events, in_region(events, lens, selection.depth_km))
            for events in (now, then, before)
        )
        if part is not None:
            yield Headline(
                OVERVIEW, f"overview-{lens}",
                indicator_findings.lens_label(lens, selection.noun, selection),
                percent(part.share),
                indicator_findings.share_words(part, later, earlier, compared, selection),
            )  # fmt: skip


def _chinese(view: View) -> Headline:
    selection, earlier = view.selection, view.selection.before()
    found, before = (
        int(selected(view.record.measured, period)["chinese_target"].sum())
        for period in (selection, earlier)
    )
    covered = (view.coverage(periods, period) for period in (selection, earlier))
    change = f"{selection.before_words} is not covered"
    if comparable(*covered, chinese_targets=True):
        ratio = rate_ratio(found, before)
        change = indicator_findings.change_words(ratio, selection.before_words)
    label = f"{selection.noun.capitalize()} on Chinese nationals and projects"
    return Headline(OVERVIEW, "overview-chinese", label, number(found), change)


def _attack_trends(view: View) -> Iterator[Headline]:
    if attacks := _changes(view, ("attacks",)):
        yield Headline(TRENDS, "trends", FINDING, trend_findings.headline(attacks, PAKISTAN))


def _hotspots(view: View) -> Iterator[Headline]:
    here = view.now
    finding = hotspot_findings.headline(
        hotspots.counts(here, "district"), len(here), view.selection, view.selection.noun,
        hotspots.days_covered(view.covered),
    )  # fmt: skip
    yield Headline(HOTSPOTS, "hotspots", FINDING, finding)


def _exposure(view: View) -> Iterator[Headline]:
    found, noun = view.exposed, view.selection.noun
    listed = found.projects
    cost = exposure_value.costs(listed)
    finding = exposure_findings.headline(
        listed, view.selection, catalogue.metadata(RECORD).title,
        known=found.known, recent=found.recent,
    )  # fmt: skip
    yield Headline(EXPOSURE, "exposure", FINDING, finding)
    if not found.known:
        return
    yield Headline(
        EXPOSURE, "exposure-top", exposure_indicators.top_label(),
        exposure_indicators.top_value(listed), exposure_indicators.top_words(listed),
    )  # fmt: skip
    yield Headline(
        EXPOSURE, "exposure-money", exposure_indicators.money_label(),
        exposure_indicators.money_value(listed, cost), exposure_indicators.money_words(cost),
    )  # fmt: skip
    if not found.recent:
        return
    months = exposure_findings.months(view.covered)
    yield Headline(
        EXPOSURE, "exposure-near", exposure_indicators.near_label(noun, PAKISTAN, months),
        number(len(found.beside)), exposure_indicators.near_words(found.year, PAKISTAN),
    )  # fmt: skip
    stretches = view.corridor.stretches
    nearness = to_stretches(view.record, stretches.table, stretches.districts)
    # The exposure of a stretch tells which is the worst, and no rate.
    unknown = np.zeros(len(stretches.table))
    rates = compared(stretches.table, view.corridor.lengths, nearness, found.year, unknown)
    yield Headline(
        EXPOSURE, "exposure-rate", compared_findings.rate_label(rates, noun, PAKISTAN),
        compared_findings.rate_value(rates), compared_findings.rate_words(rates),
    )  # fmt: skip


def _footprint(frames: Frames) -> Iterator[Headline]:
    steps, transfers = frames["security_footprint"], frames["arms_transfers"]
    imports = arms.newest(arms.from_china(transfers, arms.SHARE_OF_IMPORTS))
    entries = presence.entries(steps)
    finding = footprint_findings.headline(imports, entries)
    yield Headline(FOOTPRINT, "footprint", FINDING, finding)
    if imports is not None:
        years = footprint_findings.years(imports.period)
        yield Headline(
            FOOTPRINT, "footprint-imports", f"China's share in Pakistan's arms imports, {years}",
            percent(imports.value / 100), arms_findings.before(imports),
        )  # fmt: skip
    five_years = exercises.five_years(steps)
    if five_years is not None:
        yield Headline(
            FOOTPRINT, "footprint-exercises", exercise_findings.label(five_years),
            number(five_years.change.now), exercise_findings.before(five_years),
        )  # fmt: skip
    for grant in protection.repeated(steps)[:1]:
        yield Headline(
            FOOTPRINT, "footprint-grant", protection_findings.label(grant),
            protection_findings.amount(grant.value, grant.unit), protection_findings.before(grant),
        )  # fmt: skip
    if len(entries):
        yield Headline(
            FOOTPRINT, "footprint-presence",
            "Claims of Chinese guards, troops or bases that are confirmed",
            footprint_findings.confirmed_of(entries), footprint_findings.others(entries),
        )  # fmt: skip


def _incidents(view: View) -> Headline:
    """That of the whole record, with which the page opens."""
    measured, selection = view.record.measured, view.selection
    dates = measured["date"]
    everything = replace(selection, start=dates.min().date(), end=dates.max().date())
    found = selected(measured, everything)
    finding = (
        incident_findings.found(totals(found), found, "", everything)
        if len(found)
        else incident_findings.nothing(
            "", everything, catalogue.metadata(RECORD).title, view.coverage(periods, everything)
        )
    )
    return Headline(INCIDENTS, "incidents", FINDING, finding)


def _methods(view: View) -> Headline:
    statistics, coverage = (
        view.frames[name] for name in ("published_statistics", "event_record_coverage")
    )
    attacks = methods_publishers.figures(statistics, PAKISTAN, "attacks")
    widest = methods_publishers.widest(methods_publishers.differences(attacks))
    held = share_of_published(
        view.record.measured, RECORD, statistics, coverage, PAKISTAN,
        view.selection.start, view.selection.end,
    )  # fmt: skip
    title = catalogue.metadata(RECORD).title
    return Headline(METHODS, "methods", FINDING, methods_findings.headline(widest, held, title))
