"""Which projects and routes are exposed to what, how near, how recently; how much stands there?"""

from collections.abc import Sequence
from typing import Literal

import pandas as pd
import streamlit as st

from riskdata.charts import cpec_exposure as charts
from riskdata.charts import cpec_exposure_compared as compared_charts
from riskdata.charts import cpec_exposure_ranking as ranking_charts
from riskdata.charts import maps
from riskdata.charts.event_map import circled
from riskdata.findings import coverage as small_print
from riskdata.findings import cpec_exposure as findings
from riskdata.findings import cpec_exposure_compared as compared_findings
from riskdata.findings import cpec_exposure_indicators as indicator_findings
from riskdata.findings import cpec_exposure_pictures as picture_findings
from riskdata.measures import alignments, exposure, exposure_near, exposure_ranks, exposure_value
from riskdata.measures.exposure_table import table as projects_table
from riskdata.selection import PAKISTAN
from riskdata.wording import day, number
from ui import (
    browser,
    chinese_targets,
    colour_key,
    data,
    exposed_project,
    filters,
    indicators,
    panel,
    project_table,
)
from ui import exposure as exposures

SHOWN = 15
NARROWEST = 400
PROJECTS, TARGETS = "Projects and routes", "Chinese nationals as targets"
SECTORS, PROVINCES, ALIGNMENTS = "Sectors", "Provinces", "Alignments"
MAP, RANKING, PROJECT = "exposure-map", "exposure-ranking", "exposure-project"
FAR = "exposure-project-is-far"

selection, defaults = filters.chosen()
look = panel.current_theme()
record = data.record(selection.record)
noun = selection.noun
corridor = exposures.the_corridor()
near = exposures.near(selection.record)

top = st.container()
with st.container(horizontal=True, key="exposure-scales"):
    scale = st.slider(
        "Distance scale, km", 10, 100, exposures.SCALE_KM, 5, key="scale", bind="query-params",
        help="At this distance an event counts 37 % of what it would at the fence.",
    )  # fmt: skip
    half_life = st.slider(
        "Half-life, months", 3, 24, exposures.HALF_LIFE, 1, key="halflife", bind="query-params",
        help="After this time an event counts half of what it would today.",
    )  # fmt: skip

found = exposures.of(selection, scale, half_life)
recent = found.recent is not None
months = findings.months(found.year_covered)
moved, at_scales = exposure_ranks.moved(
    found.events, exposures.at_every_scale(selection.record), found.as_of, near.projects.places
)
around = exposure_near.near(near.projects, found.recent, found.events)
whole = projects_table(corridor.projects.table, found.projects, moved, around)
here = corridor.projects.within(selection.region, selection.depth_km)
listed = whole[here[whole.index]]
cost = exposure_value.costs(listed)
beside = exposure_near.beside(near.projects, found.year, here)
lines = corridor.stretches.table
lines_here = corridor.stretches.within(selection.region, selection.depth_km)
bands = exposure.bands(found.stretches)
compared = exposures.alignments(selection.record, found)
id_of = dict(zip(whole["name"], whole["project_id"], strict=True))
name_of = {project: name for name, project in id_of.items()}


def choose(project: str) -> None:
    """Look closer at a project; with "" at none."""
    st.session_state["project"] = name_of.get(project)


def clicked(key: str) -> None:
    """Look closer at the project that was clicked in a picture, which shows other things too."""
    for point in st.session_state[key]["selection"]["points"]:
        mark = point.get("customdata")
        project = mark if isinstance(mark, str) else next(iter(mark or []), "")
        if project in name_of:
            choose(project)
            st.session_state[FAR] = True


held = None
with panel.guarded():
    if not data.dataset("published_statistics").empty:
        held = data.coverage(selection.record, PAKISTAN, found.year_start, selection.end)
record_source = small_print.record_source(data.metadata(selection.record), held, found.year_covered)
project_source = picture_findings.projects_source(data.metadata("cpec_projects"))


def source(*notes: str, methods: Sequence[str] = ("exposure", "coverage")) -> None:
    """The small print of a picture of the record and the projects."""
    panel.source(" ".join(filter(None, [record_source, project_source, *notes])), *methods)


def rows(projects: pd.DataFrame) -> panel.Rows:
    """What is measured of projects, before all that is known of them."""
    return lambda: picture_findings.whole_rows(projects, data.dataset("cpec_projects"))


def rates() -> pd.DataFrame:
    """The alignments, without the place of their worst stretch in a table that nobody sees."""
    return compared.drop(columns="worst")


with top:
    panel.heading(
        f"CPEC exposure · as of {day(found.as_of)}",
        findings.headline(
            listed, selection, data.metadata(selection.record).title,
            known=found.known, recent=recent,
        ),
        [
            "" if recent else findings.older_alone(found.events, found.as_of, noun),
            findings.in_bands(listed, noun),
            findings.sites(listed, selection.region),
            findings.money(listed, cost),
            findings.bands_move(at_scales[listed.index], cost["cost"]),
            findings.known_later(listed, found.as_of),
            findings.ranks_hold(listed, SHOWN),
            findings.recent_gap(found.covered, found.as_of),
        ]
        if found.known
        else [findings.gaps(found.covered, found.chinese_alone), findings.LEFT_OUT],
    )  # fmt: skip
    panel.filter_line(selection, defaults)

of_scores = [
    indicators.Indicator(
        key="exposure-top",
        label=indicator_findings.top_label(),
        value=indicator_findings.top_value(listed),
        change=indicator_findings.top_words(listed),
        count=len(listed),
        rows=rows(listed),
        noun="projects",
    ),
    indicators.Indicator(
        key="exposure-money",
        label=indicator_findings.money_label(),
        value=indicator_findings.money_value(listed, cost),
        change=indicator_findings.money_words(cost),
        count=len(listed),
        rows=rows(listed),
        noun="projects",
    ),
]
of_the_year = [
    indicators.Indicator(
        key="exposure-near",
        label=indicator_findings.near_label(noun, selection.region, months),
        value=number(len(beside)),
        change=indicator_findings.near_words(found.year, selection.region),
        count=len(beside),
        rows=lambda: data.rows(selection.record, beside),
        noun=noun,
    ),
    indicators.Indicator(
        key="exposure-rate",
        label=compared_findings.rate_label(compared, noun, selection.region),
        value=compared_findings.rate_value(compared),
        change=compared_findings.rate_words(compared),
        count=len(compared),
        rows=rates,
        noun="alignments",
    ),
]
if found.known and len(listed):
    indicators.row([*of_scores, *(of_the_year if recent else [])])


def projects_and_routes() -> None:
    """Map, ranking, table, a closer look at one project, and groups of projects compared."""
    pictures, listing = st.container(), st.container()
    asked_for = st.selectbox(
        "Project", sorted(id_of), index=None, key="project", bind="query-params", width=420,
        placeholder="Look closer at one",
    )  # fmt: skip
    one = st.container(key=PROJECT)
    chosen_id = id_of.get(asked_for, "")

    with pictures:
        pair = st.grid(2, min_column_width=NARROWEST, gap=("large", "small"))
    with pair.cell():
        drawn = record.measured.loc[found.year.index]
        words = picture_findings.on_the_map(listed, bands[lines_here], lines["km"][lines_here])
        panel.section(
            words, picture_findings.map_note(noun, found.recent, selection.region, months)
        )
        colour_key.draw(charts.band_colours(look), "Exposure")
        panel.map_picture(
            charts.corridor_map(
                look, record, drawn, corridor.stretches.drawn,
                bands.astype(object).where(lines_here, ""), listed,
                picture_findings.project_cards(listed, months),
                selection.region, selection.depth_km,
            ),
            MAP, words, on_select=lambda: clicked(MAP), selection_mode="points",
        )  # fmt: skip
        panel.map_key(look, circled(drawn))
        source(picture_findings.band_words(), maps.DISCLAIMER)
        panel.evidence(
            "exposure-events", len(drawn), lambda: data.rows(selection.record, drawn.index), noun
        )
    with pair.cell():
        words = picture_findings.most_exposed(listed, SHOWN)
        exposed = listed["exposure"].any()
        panel.section(words, picture_findings.ranking_note() if exposed else "")
        if exposed:
            panel.picture(
                ranking_charts.ranking(look, listed.head(SHOWN), chosen_id, len(whole)),
                RANKING, words, on_select=lambda: clicked(RANKING), selection_mode="points",
            )  # fmt: skip
        panel.source(picture_findings.method(scale, half_life), "exposure", "severity", "recency")
        panel.source(picture_findings.counted_events(found.events, noun))
        panel.source(findings.gaps(found.covered, found.chinese_alone))

    with listing:
        panel.section(
            picture_findings.table_words(listed, noun, months),
            picture_findings.table_note(noun, months),
        )
        if len(listed):
            project_table.table(
                listed, chosen_id, charts.band_colours(look), "exposure-table", choose
            )
            source()
            panel.evidence("exposure-projects", len(listed), rows(listed), "projects")

    if asked_for:
        with one:
            exposed_project.section(
                whole[whole["project_id"] == chosen_id],
                len(whole), found, selection, look, scale, half_life, record_source,
            )  # fmt: skip
            # The pictures stand two screens above.
            if st.session_state.pop(FAR, False):
                browser.show(PROJECT)

    closer = st.segmented_control(
        "Compare", [SECTORS, PROVINCES, ALIGNMENTS], default=SECTORS, required=True,
        key="compare", bind="query-params",
    )  # fmt: skip
    if closer == ALIGNMENTS:
        beside_each_other()
    else:
        groups_of_projects("province" if closer == PROVINCES else "sector")


def beside_each_other() -> None:
    """The alignments of the corridor, set against each other."""
    words = compared_findings.alignments(compared, noun, selection.region, months)
    panel.section(words, compared_findings.alignments_note(compared, noun, selection.region))
    if len(compared):
        own = alignments.own_lines(lines)
        worst = own.index.get_indexer(pd.Index(compared["worst"]))
        colour_key.draw(charts.band_colours(look), "Exposure")
        panel.picture(
            compared_charts.alignments(
                look, own, bands[own.index], found.stretches[own.index], worst.tolist()
            ),
            "exposure-alignments", words,
        )  # fmt: skip
        source(methods=("alignments", "exposure"))
        panel.evidence("exposure-alignments", len(compared), rates, "alignments")


def groups_of_projects(group: Literal["sector", "province"]) -> None:
    """What stands in each sector or province, by how exposed it is."""
    groups = exposure_value.by_group(listed, cost, group)
    words = compared_findings.by_group(groups, group)
    notes = [compared_findings.group_note(listed, cost)]
    if group == "province":
        notes.append(compared_findings.through(listed, selection.region))
    panel.section(words, " ".join(notes))
    if len(groups):
        colour_key.draw(charts.band_colours(look), "Exposure")
        panel.picture(compared_charts.by_group(look, groups), f"exposure-{group}", words)
        source()
        panel.evidence(f"exposure-{group}", len(groups), lambda: groups, "groups")


view = st.segmented_control(
    "Look at", [PROJECTS, TARGETS], default=PROJECTS, required=True,
    key="look", bind="query-params",
)  # fmt: skip
if view == TARGETS:
    chinese_targets.section(selection, look)
elif found.known:
    projects_and_routes()
