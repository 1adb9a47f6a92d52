"""Is it getting worse, how fast, by whom, against whom, by which means?"""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from riskdata.charts import attack_trends as charts
from riskdata.charts import published_changes, published_months, published_years
from riskdata.findings import attack_trends as findings
from riskdata.findings import coverage as small_print
from riskdata.findings import published_trends as published_findings
from riskdata.findings.place import place
from riskdata.measures import attack_trends as trends
from riskdata.measures import published_trends as publishers
from riskdata.measures.coverage import comparable
from riskdata.measures.published import before, newest_year, within
from riskdata.measures.published_months import months_within, newest_months
from riskdata.measures.published_years import ANNUAL_METRICS
from riskdata.measures.published_years import spread as spread_of
from riskdata.preparation import CHINESE_TARGETS
from riskdata.selection import selected
from riskdata.wording import span
from ui import claims, colour_key, data, filters, panel, published_picture
from ui.published_picture import Picture, show

PUBLISHED, RECORD = "What the publishers count", "Who, whom and how"
CLAIMS = "Claims, tested"
AUTOMATIC = "Auto"
STEPS: dict[str, trends.Step] = {"Years": "year", "Months": "month"}
VALUES: dict[str, trends.Value] = {"Events": "events", "People killed": "killed"}
# Pixels that a picture beside another needs; where there are fewer the two stand in turn.
NARROWEST = 330
SINCE = pd.Timestamp(2000, 1, 1)
KEYS = {"attacks": "attacks", "killed": "killed", "killed (all parties)": "all-parties"}


selection, defaults = filters.chosen()
earlier = selection.before()
look = panel.current_theme()
record = data.record(selection.record)
metadata = data.metadata(selection.record)
where = place(selection)
noun = "attacks" if selection.attacks_only else "events"
published = data.of_region(publishers.published_trends, selection.region)
turning_points = trends.turning_points_of(data.dataset("turning_points"), selection.region)

chinese = bool(selection.targets) and set(selection.targets) <= set(CHINESE_TARGETS)
time, time_before = (
    data.once(
        trends.covered_time, "event_record_coverage", record=selection.record, start=view.start,
        end=view.end, chinese_targets=chinese,
    )
    for view in (selection, earlier)
)  # fmt: skip
covered, silent = time.periods, time.silent
shaded = list(zip(silent["start"], silent["end"] + pd.Timedelta(days=1), strict=True))
now = trends.outside(selected(record.measured, selection), silent)
may_compare = comparable(covered, time_before.periods, chinese)
with_course = trends.months_comparable(covered)
share = data.coverage(selection.record, selection.region, selection.start, selection.end)
again = f"{metadata.title}: source and coverage as above."
record_source = small_print.record_source(metadata, share, covered)
automatic: trends.Step = trends.step_for(selection.start, selection.end)
years, months = (pd.DatetimeIndex(time.by[step].index) for step in ("year", "month"))
until = filters.published_until(selection)
whole_years, whole_months = (time.by[step]["whole"] for step in ("year", "month"))
# Of a sample no step may be ranked.
ranked = {"year": whole_years & with_course, "month": whole_months & with_course}
nothing = findings.nothing(noun, where, metadata.title, len(silent) < len(covered))


def full(rows: pd.DataFrame) -> panel.Rows:
    """The record's whole rows for measured ones, the newest first."""
    return lambda: record.events.loc[rows.index[::-1]]


def lead() -> None:
    """The page's finding and the sentences under it."""
    by = {
        name: trends.by_step(now, name, years, "year").sum()
        for name in ("Perpetrator", "Target", "Means")
    }
    attacks, dead = (
        data.of_region(
            newest_year, selection.region, filters.preset(), metrics=metrics, until=until
        )
        for metrics in (("attacks",), ("killed (all parties)", "killed"))
    )
    if attacks:
        finding = published_findings.headline(attacks, where)
    elif len(now):
        counts = trends.by_step(now, "Province", years, "year")
        finding = findings.headline(counts, metadata.title, where, noun, ranked["year"])
    else:
        finding = nothing
    drawn = before(published.drawn["attacks"], until)
    panel.heading(
        f"Attack trends · {span(selection.start, selection.end)}",
        finding,
        [
            kept("lowest", lambda: published_findings.since_lowest(drawn[drawn["line"]])),
            published_findings.deaths(dead[0], publishers.past_of(dead[0], published))
            if dead
            else "",
            findings.whole_picture(by, metadata.title, noun) if len(now) else "",
        ],
    )
    panel.filter_line(selection, defaults)


def kept(what: str, make: Callable[[], Any]) -> Any:
    """What is made of published figures alone, once for all viewers."""
    return published_picture.once(what, make, where, selection.start, until, look.name)


def one_metric(metric: str, height: int) -> Picture:
    """One metric by year as each publisher counts it."""
    key = f"trends-{KEYS[metric]}"
    start = max(pd.Timestamp(selection.start), SINCE)
    rows = within(published.drawn[metric], "year", start, until)
    if rows.empty:
        return Picture(key, published_findings.not_published([metric], where), rows)
    spread = spread_of(rows)
    return Picture(
        key,
        published_findings.by_year(rows),
        rows,
        published_years.by_year(look, rows, spread, height),
        small_print.published_source(rows, [published_findings.HOW_DRAWN]),
        ("spread", "publishers"),
    )


def two_years() -> None:
    """One year against the year before, publisher by publisher."""
    if published.most_compared is None:
        return
    heading = st.container()
    year = st.segmented_control(
        "Year set against the one before", list(published.compared), required=True,
        default=published.most_compared, key="against", bind="query-params",
    )  # fmt: skip
    compared = published.compared[year]
    doubled = published_findings.doubled(compared)
    deadliest = published_findings.deadliest(compared)
    with heading:
        panel.section(doubled, deadliest)
    by_metric = {
        metric: [one for one in compared if one.metric == metric] for metric in ANNUAL_METRICS
    }
    figure = published_changes.against_year_before(
        look, {metric: found for metric, found in by_metric.items() if found}
    )
    panel.picture(figure, "trends-two-years", f"{doubled}. {deadliest}")
    rows = publishers.rows_compared(published, compared)
    panel.source(published_findings.series_compared(compared), "change", "publishers")
    panel.evidence("trends-two-years", len(rows), lambda: rows, "figures")


def published_source(rows: pd.DataFrame, notes: Sequence[str] = ()) -> str:
    """Source line that repeats no definition given under the pictures of the years."""
    known = pd.concat(published.drawn.values())["definition"]
    if rows["definition"].astype("str").isin(known).all():
        return published_findings.source_again(rows, notes)
    return small_print.published_source(rows, notes)


def by_month() -> Picture:
    """Months as the publishers count them."""
    key = "trends-by-month"
    series = months_within(published.months, selection.start, until)
    words = published_findings.by_month(newest_months(series), where)
    if not series:
        return Picture(key, words, pd.DataFrame())
    rows = pd.concat([one.rows for one in series])
    figure, points = published_months.by_month(look, series, turning_points)
    source = published_source(
        rows, [published_findings.HOW_MONTHS_ARE_DRAWN, *small_print.marks(points)]
    )
    return Picture(key, words, rows, figure, source)


@st.fragment
def stacked() -> None:
    """The record's events by year or month, stacked by what the reader chooses."""
    heading = st.container()
    with st.container(horizontal=True, gap="medium"):
        by = st.segmented_control(
            "Stacked by", list(trends.BY), default="Perpetrator", required=True,
            key="stack", bind="query-params",
        )  # fmt: skip
        chosen = st.segmented_control(
            "A bar is a", [AUTOMATIC, *STEPS], default=AUTOMATIC, required=True,
            key="step", bind="query-params",
        )  # fmt: skip
    step = STEPS.get(chosen, automatic)
    index = years if step == "year" else months
    counts = trends.by_step(now, by, index, step)
    complete = time.by[step]["complete"]
    words = findings.by_step(counts, by, step, noun, ranked[step])
    with heading:
        panel.section(words, findings.notes(with_course, silent))
    palette = charts.colours(look, by, counts.columns)
    colour_key.draw(palette, f"{noun.capitalize()} a {step}")
    figure, points = charts.by_step(look, counts, complete, palette, step, shaded, turning_points)
    panel.picture(figure, "trends-stacked", words)
    marked = [f"{mark}." for mark in small_print.marks(points)]
    panel.source(" ".join([record_source, *marked]), "coverage", "records")
    panel.evidence("trends-stacked", len(now), full(now), noun)


@st.fragment
def calendar() -> None:
    """The record's events or dead by month of the year."""
    heading = st.container()
    label = st.segmented_control(
        "Cells count", list(VALUES), default="Events", required=True, key="cells",
        bind="query-params",
    )  # fmt: skip
    what = noun if label == "Events" else "people killed"
    table = trends.calendar(now, time.by["month"], VALUES[label])
    words = findings.calendar(table, what, with_course, whole_months)
    with heading:
        panel.section(words)
    panel.picture(charts.calendar(look, table, months, what), "trends-calendar", words)
    panel.source(f"Grey cells are not covered, never zero. {again}", "covered-years")
    panel.evidence("trends-calendar", len(now), full(now), noun)


def published_lethality() -> Picture | None:
    """People killed per attack, by the publishers that count both alike."""
    start = max(pd.Timestamp(selection.start), SINCE)
    rows = within(published.per_attack, "year", start, until)
    if rows.empty:
        return None
    return Picture(
        "trends-per-attack",
        findings.published_lethality(rows),
        rows,
        charts.published_lethality(look, rows),
        published_source(rows),
        ("lethality",),
    )


def lethality() -> None:
    """People killed per attack in the record."""
    by_year = trends.lethality(now, years)
    words = findings.lethality(by_year, metadata.title, whole_years, with_course)
    drawn = whole_years[by_year["per_attack"].notna()]
    hollow = "" if drawn.all() else findings.PART_YEARS
    attacks = now[now["attack"]]
    why = findings.why_deadly(selection.record, attacks)
    panel.section(words, f"{why} {hollow}".strip())
    if by_year["per_attack"].isna().all():
        return
    figure = charts.lethality(look, by_year, metadata.title, whole_years, shaded)
    panel.picture(figure, "trends-lethality", words)
    panel.source(again, "lethality")
    panel.evidence("trends-lethality", len(attacks), full(attacks), "attacks")


def groups_and_targets() -> None:
    """The groups with most events, and whom they attack."""
    index = years if automatic == "year" else months
    before = selected(record.measured, earlier) if may_compare else None
    known = data.dataset("event_record_coverage")
    begins = known.loc[known["record"] == selection.record, "period_start"].min()
    reaches_back = pd.Timestamp(earlier.start) >= begins
    groups = trends.top_groups(now, before, index, automatic)
    named = [group.group for group in groups]
    theirs = now[now["perpetrator"].isin(named)]
    pairs = st.grid(2, min_column_width=NARROWEST, gap=("large", "small"))
    with pairs.cell():
        words = findings.top_groups(groups, len(now), noun)
        panel.section(
            words,
            findings.change_in_groups(may_compare, reaches_back, span(earlier.start, earlier.end)),
        )
        if groups:
            figure = charts.top_groups(look, groups, automatic, noun, shaded)
            panel.picture(figure, "trends-groups", words)
            panel.source(f"{findings.groups_spelt_out(groups)}{again}", "change")
            panel.evidence("trends-groups", len(theirs), full(theirs), noun)
    with pairs.cell():
        if groups:
            table = trends.targets_by_group(now, named)
            words = findings.targets_by_group(table, noun)
            panel.section(words, findings.HOW_SHADED)
            panel.picture(charts.targets_by_group(look, table, noun), "trends-targets", words)
            panel.source(again, "share")
            panel.evidence("trends-targets", len(theirs), full(theirs), noun)


def from_publishers() -> None:
    """What each publisher counted, and how far they differ."""
    if not any(len(rows) for rows in published.drawn.values()):
        panel.section(published_findings.not_published(ANNUAL_METRICS, where))
        return
    pairs = st.grid(2, min_column_width=NARROWEST, gap=("large", "small"))
    with pairs.cell():
        show(kept("attacks", lambda: one_metric("attacks", 560)), "figures")
    with pairs.cell():
        two_years()
    with pairs.cell():
        show(kept("killed", lambda: one_metric("killed", 320)), "figures")
    with pairs.cell():
        show(kept("everyone", lambda: one_metric("killed (all parties)", 320)), "figures")
    show(kept("months", by_month), "figures")
    per_attack = kept("per attack", published_lethality)
    if per_attack is not None:
        show(per_attack, "ratios")
    panel.source(findings.PUBLISHED_FILTERS)


def from_record() -> None:
    """Who attacks whom and by which means, in the event record."""
    if not len(now):
        panel.section(nothing, findings.notes(with_course, silent))
        panel.source(record_source)
        return
    stacked()
    pairs = st.grid(2, min_column_width=NARROWEST, gap=("large", "small"))
    with pairs.cell():
        calendar()
    with pairs.cell():
        lethality()
    groups_and_targets()


lead()
view = st.segmented_control(
    "Look at", [PUBLISHED, RECORD, CLAIMS], default=PUBLISHED, required=True,
    key="look", bind="query-params",
)  # fmt: skip
with panel.guarded():
    if view == PUBLISHED:
        from_publishers()
    elif view == RECORD:
        from_record()
    else:
        claims.section("violence")
