"""Where: provinces, districts, Balochistan, the Afghan border belt; what heats up, what cools?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd
import streamlit as st

from riskdata.charts import border_profile as profile_charts
from riskdata.charts import hotspot_years as year_charts
from riskdata.charts import hotspots as charts
from riskdata.charts import lenses as lens_charts
from riskdata.charts import maps
from riskdata.charts.event_map import circled
from riskdata.findings import border_profile as profile_findings
from riskdata.findings import coverage as small_print
from riskdata.findings import hotspot_years as year_findings
from riskdata.findings import hotspots as findings
from riskdata.findings import hotspots_map as map_findings
from riskdata.findings import hotspots_ranking as ranking_findings
from riskdata.findings import lenses as lens_findings
from riskdata.findings.overview_pictures import coverage_compared
from riskdata.measures import border_profile, hotspot_years, hotspots, lenses
from riskdata.measures.attack_trends import in_full
from riskdata.measures.coverage import NOT_COVERED, Share, periods
from riskdata.measures.shares import part_of
from riskdata.selection import (
    BORDER_BELT,
    PAKISTAN,
    Mask,
    Selection,
    in_periods,
    in_region,
    selected,
)
from riskdata.wording import span
from ui import colour_key, data, filters, panel
from ui import hotspots as parts

DISTRICTS, PROVINCES, POINTS, DENSITY = "Districts", "Provinces", "Event map", "Density"
COUNTS: Mapping[str, hotspots.Count] = {"Events": "events", "People killed": "killed"}
MAP = "hotspots-map"
SHOWN = 20
NARROWEST = 400

st.html(parts.STYLE)
selection, defaults = filters.chosen()
look = panel.current_theme()
record = data.record(selection.record)
metadata = data.metadata(selection.record)
regions = data.dataset("regions")
noun, depth = selection.noun, selection.depth_km
published = False
with panel.guarded():
    published = not data.dataset("published_statistics").empty


def of_coverage(measure: Callable, period: Selection):
    """A measure of how the record covers a period."""
    return data.once(
        measure, "event_record_coverage", record=period.record, start=period.start,
        end=period.end, chinese=hotspots.chinese_only(period),
    )  # fmt: skip


covered = of_coverage(hotspots.covered, selection)
days = hotspots.days_covered(covered)
everything = replace(selection, region=PAKISTAN)
compared: findings.Periods | None = None
if span_of_change := of_coverage(hotspots.change_periods, selection):
    newer = replace(everything, start=span_of_change[0], end=span_of_change[1])
    compared = newer, newer.before()
chosen, *events_compared = in_periods(
    record.measured, [everything, *(compared or ())], hotspots.COLUMNS
)
country = hotspots.of_covered_time(chosen, covered)
here = hotspots.within(country, selection.region, depth)


def full(rows: pd.DataFrame, mask: Mask | slice = slice(None)) -> panel.Rows:
    """The record's whole rows for measured ones (that `mask` marks), the newest first."""
    return lambda: record.events.loc[rows.index[mask][::-1]]


@cache
def counts_compared(level: hotspots.Level, region: str) -> list[pd.DataFrame]:
    """What each place of a region saw in the newer and in the older of the periods compared."""
    return [
        hotspots.counts(hotspots.within(events, region, depth), level) for events in events_compared
    ]


def changes(level: hotspots.Level, count: hotspots.Count, region: str) -> pd.DataFrame | None:
    """What changed in each place of a region, or None where no change can be told."""
    if compared is None:
        return None
    now, before = counts_compared(level, region)
    return hotspots.changes(now, before, count)


def held(period: Selection) -> Share | None:
    """What the record holds of a publisher's count."""
    if not published:
        return None
    return data.coverage(period.record, period.region, period.start, period.end)


@cache
def record_source(period: Selection) -> str:
    """Where the record's rows come from and how it covers a period."""
    found = data.once(
        periods, "event_record_coverage", record=period.record, start=period.start, end=period.end
    )
    return small_print.record_source(metadata, held(period), found)


def source(*notes: str, methods: Sequence[str], period: Selection = selection) -> None:
    """The small print of a picture of the record over a period."""
    record_words = map_findings.of_region(record_source(period), period, selection)
    panel.source(" ".join(filter(None, [record_words, *notes])), *methods)


def compared_words(region: str) -> str:
    """What two periods the change in a region is taken from, and how each is covered."""
    if compared is None:
        return ""
    now, before = (held(replace(period, region=region)) for period in compared)
    return coverage_compared(now, before)


def choose() -> None:
    """Filter by the place that was clicked on the map."""
    points = st.session_state[MAP]["selection"]["points"]
    if points and "location" in points[0]:
        st.session_state["region"] = points[0]["location"]


def back() -> None:
    """Look at the whole country again."""
    st.session_state["region"] = PAKISTAN


def known(finding: str, what: str) -> str:
    """A finding, or, where the record does not cover the period, what is not known."""
    return finding if days else findings.not_known(what)


lens_masks = {lens: in_region(country, lens, depth) for lens in lenses.LENSES}
lens_parts = {
    lens: (part_of(country, mask), lenses.killed_share(country, mask))
    for lens, mask in lens_masks.items()
}
nearby = hotspots.neighbourhood(selection)
district_changes = changes("district", "events", nearby.region)
in_country = hotspots.counts(country, "district")
districts = in_country if here is country else hotspots.counts(here, "district")
change_sentence = findings.heating_when(district_changes, compared, "district")
if nearby != selection and district_changes is not None and compared is not None:
    change_sentence = findings.own_change(district_changes, compared, selection.region, noun)
panel.heading(
    f"Regional hotspots · {span(selection.start, selection.end)}",
    findings.headline(districts, len(here), selection, noun, days),
    [
        findings.covered_days(days, selection),
        change_sentence,
        findings.concentration(districts, noun),
        lens_findings.lede(lens_parts, depth, noun),
        findings.not_covered(
            len(hotspots.within(chosen, selection.region, depth)) - len(here), noun
        ),
    ],
)
panel.filter_line(selection, defaults)

with st.container(horizontal=True, key="hotspots-controls"):
    view = st.segmented_control(
        "Map", [DISTRICTS, PROVINCES, POINTS, DENSITY], default=DISTRICTS, required=True,
        key="map", bind="query-params",
    )  # fmt: skip
    places = view in (DISTRICTS, PROVINCES)
    counted = st.segmented_control(
        "Count", list(COUNTS), default=next(iter(COUNTS)), required=True,
        key="count", bind="query-params",
    )  # fmt: skip
    measure = st.segmented_control(
        "Measure of a place", charts.MEASURES, default=charts.TOTAL, required=True,
        key="measure", bind="query-params", disabled=not places,
    )  # fmt: skip
count = COUNTS[counted or next(iter(COUNTS))]
level: hotspots.Level = "province" if view == PROVINCES else "district"

if places:
    found = in_country if level == "district" else hotspots.counts(country, level)
    table = hotspots.densities(found, level, regions, count)
    moved = changes(level, count, PAKISTAN)
    if measure == charts.CHANGE:
        words = findings.heating(moved, level)
        note = findings.compared(moved, compared, level, count, everything)
        shading = charts.by_change(look, moved, table.index)
    else:
        column = charts.DENSITIES.get(measure or charts.TOTAL)
        words = map_findings.on_the_map(table, column, count, level, noun)
        note = map_findings.left_out(hotspots.left_out(country, level), level, noun)
        shading = charts.by_amount(look, table[column or count])
    if not days:
        shading = charts.by_change(look, None, table.index)
    words = map_findings.of_region(known(words, "What places saw"), everything, selection)
    cards = map_findings.place_cards(table, moved, level, count, noun, bool(days))
    figure = charts.places_map(look, level, shading, cards, selection.region, depth)
elif view == POINTS:
    drawn = here[border_profile.measurable(here)]
    words = known(map_findings.points(drawn, record.events, noun), "Where they were")
    note = map_findings.point_note(drawn, len(here) - len(drawn), noun)
    shading = None
    figure = charts.events_map(look, record, drawn, selection.region, depth)
else:
    drawn = here[here["placed"]]
    total = hotspots.total(here, count)
    words = map_findings.densest(hotspots.densest_cell(here, count), total, count, noun)
    words = known(words, "Where they lie close together")
    note = map_findings.density_note(count, len(here) - len(drawn), noun)
    shading = None
    figure = charts.density_map(
        look, record.measured.loc[drawn.index], count, selection.region, depth
    )
dead = map_findings.whose_dead(count, held(everything if places else selection), noun)
pair = st.grid(2, min_column_width=NARROWEST, gap=("large", "small"))
with pair.cell():
    # Whatever comes and goes above it, the map keeps its place and so is not made anew.
    with st.container():
        panel.section(words, f"{note} {dead}".strip())
        if selection.region != PAKISTAN:
            st.button(map_findings.way_back(selection), on_click=back, icon=":material/arrow_back:")
        if shading is not None and shading.key:
            colour_key.draw(shading.key)
    panel.map_picture(figure, MAP, words, on_select=choose, selection_mode="points")
    if view == POINTS:
        panel.map_key(look, circled(record.measured.loc[drawn.index]))
    if places:
        source(
            map_findings.click_words(level),
            compared_words(PAKISTAN) if measure == charts.CHANGE else "",
            map_findings.people_and_land(table, charts.DENSITIES.get(measure or "", "")),
            maps.DISCLAIMER,
            methods=("per-million", "change", "coverage", "maps"),
            period=everything,
        )
        if days:
            panel.evidence(
                "hotspots-places", len(table), parts.with_changes(table, moved), f"{level}s"
            )
        events = country
    else:
        source(maps.DISCLAIMER, methods=("coverage", "words", "maps"))
        events = here
    if days:
        panel.evidence("hotspots-events", len(events), full(events), noun)
with pair.cell():
    around = districts
    if nearby != selection:
        around = hotspots.counts(hotspots.within(country, nearby.region, depth), "district")
    ranked = hotspots.ranked(around, count)
    ranked_changes = (
        district_changes if count == "events" else changes("district", count, nearby.region)
    )
    words = ranking_findings.ranking(
        ranked, ranked_changes, compared, count, noun, selection.region
    )
    words = known(words, "Which districts saw most")
    panel.section(
        words,
        ranking_findings.most_shown(SHOWN, len(ranked))
        + findings.compared(ranked_changes, compared, "district", count, nearby),
    )
    if not ranked.empty:
        colour_key.draw(charts.provinces(look, ranked.head(SHOWN)))
        figure = charts.ranking(look, ranked.head(SHOWN), ranked_changes, count, selection.region)
        panel.picture(figure, "hotspots-ranking", words)
        source(compared_words(nearby.region), methods=("change", "coverage"), period=nearby)
        panel.evidence(
            "hotspots-ranking", len(ranked), parts.with_changes(ranked, ranked_changes), "districts"
        )

past = hotspots.context(selection)
past_covered = of_coverage(hotspots.covered, past)


@cache
def past_country() -> pd.DataFrame:
    """The events of covered time in the years up to the last day of the period."""
    if past == selection:
        return country
    whole = replace(past, region=PAKISTAN)
    events = selected(record.measured, whole, hotspots.COURSE_COLUMNS)
    return hotspots.of_covered_time(events, past_covered)


def year_by_year() -> None:
    """The map of each of the latest years."""
    years = of_coverage(hotspot_years.covered_years, past)
    past_here = hotspots.within(past_country(), selection.region, depth)
    leaders = hotspot_years.leaders(past_here, years.shown)
    words = year_findings.most_in(leaders, noun, selection.region)
    panel.section(words, year_findings.note(years))
    if leaders["events"].any():
        spots = hotspot_years.by_location(past_here, years.shown, record.locations)
        captions = year_findings.captions(leaders, years.shown, noun, selection.region)
        drawings = [
            (title, year_charts.small_map(look, spots[spots["year"] == year]), below)
            for year, (title, below) in zip(years.shown["year"], captions, strict=True)
        ]
        parts.small_maps(drawings, year_charts.size_key())
        source(
            year_findings.period(past), maps.DISCLAIMER, period=past,
            methods=("covered-years", "maps"),
        )  # fmt: skip
        panel.evidence("hotspots-years", len(past_here), full(past_here), noun)


def through_lenses() -> None:
    """Balochistan and the border belt, each with its course, groups and worst places."""
    shared = lenses.overlap(country, depth)
    words = lens_findings.overlap(shared, depth, noun)
    panel.section(known(words, "What Balochistan and the border belt share"))
    pair = st.grid(2, min_column_width=NARROWEST, gap=("large", "small"))
    for lens, mask in lens_masks.items():
        with pair.cell():
            colour = look.province["Balochistan"] if lens != BORDER_BELT else look.intensity[3]
            words = lens_findings.share(lens, *lens_parts[lens], depth, noun)
            words = known(words, lens_findings.name(lens, depth))
            panel.section(words)
            past_mask = in_region(past_country(), lens, depth)
            course = lenses.course(past_country(), past_mask, past_covered)
            if not course.empty:
                gaps = past_covered[past_covered["status"] == NOT_COVERED]
                figure = lens_charts.course(look, course, colour, noun, gaps)
                panel.picture(figure, f"hotspots-course-{lens}", words)
                panel.source(lens_findings.course_note(course, past_covered, noun))
                panel.evidence(
                    f"hotspots-course-{lens}", len(course), lambda c=course: c, "periods"
                )
            part = lens_parts[lens][0]
            if part is not None and part.part:
                groups = lenses.top(country, mask, "perpetrator", 5, lenses.NOT_NAMED)
                groups["name"] = groups["name"].map(in_full)
                unnamed = lenses.unnamed(country, mask)
                parts.top(
                    lens_findings.groups(groups, unnamed, part.part, noun), groups, noun, colour
                )
                worst = lenses.top(country, mask, "district", 5)
                parts.top(lens_findings.worst(worst, part.part, noun), worst, noun, colour)
                panel.evidence(f"hotspots-{lens}", part.part, full(country, mask), noun)
    source(
        lens_findings.whole_country(selection), methods=("share", "border-belt"), period=everything
    )


def distance_to_border() -> None:
    """How many events in each ten kilometres from the border."""
    away = country if selection.region == BORDER_BELT else here
    bands = border_profile.by_band(away)
    in_belt = int(in_region(away, BORDER_BELT, depth).sum())
    words = profile_findings.profile(
        bands, border_profile.median_km(away), len(away), in_belt, depth, noun
    )
    words = known(words, "How far from the border")
    panel.section(words, profile_findings.note(away, border_profile.measurable(away), noun))
    if bands["events"].any():
        figure = profile_charts.profile(look, bands, depth, noun)
        panel.picture(figure, "hotspots-profile", words)
        drawn_of = everything if away is country else selection
        source(profile_findings.method(selection), methods=("border-belt",), period=drawn_of)
        panel.evidence("hotspots-profile", len(bands), lambda: bands, "bands")


CLOSER = {
    "Balochistan and the border belt": through_lenses,
    "Year by year": year_by_year,
    "Distance to the border": distance_to_border,
}


@st.fragment
def closer() -> None:
    """One of three closer looks, which the reader chooses."""
    looked_at = st.segmented_control(
        "Look closer", list(CLOSER), default=next(iter(CLOSER)), required=True,
        key="closer", bind="query-params",
    )  # fmt: skip
    CLOSER[looked_at]()


closer()
