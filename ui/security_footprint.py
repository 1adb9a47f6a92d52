"""What the Security footprint is set from: each part with its words, picture, list and rows.

No part depends on the filters of events, so each is worked and drawn once per version for all
viewers. The makers take datasets' frames first, as `data.once` hands them out.
"""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from riskdata.charts import security_footprint as charts
from riskdata.charts import security_footprint_arms as arms_charts
from riskdata.charts import security_footprint_exercises as exercise_charts
from riskdata.charts import security_footprint_headlines as headline_charts
from riskdata.charts import security_footprint_judgements as judgement_charts
from riskdata.charts.theme import theme
from riskdata.findings import abbreviations
from riskdata.findings import security_footprint as findings
from riskdata.findings import security_footprint_arms as arms_findings
from riskdata.findings import security_footprint_exercises as exercise_findings
from riskdata.findings import security_footprint_headlines as headline_findings
from riskdata.findings import security_footprint_judgements as judgement_findings
from riskdata.findings import security_footprint_ledger as ledger_findings
from riskdata.findings import security_footprint_protection as protection_findings
from riskdata.measures import security_footprint as footprint
from riskdata.measures import security_footprint_arms as arms
from riskdata.measures import security_footprint_exercises as exercises
from riskdata.measures import security_footprint_headlines as headlines
from riskdata.measures import security_footprint_judgements as judgements
from riskdata.measures import security_footprint_ledger as presence
from riskdata.measures import security_footprint_protection as protection
from riskdata.measures.security_footprint_arms import ShareChange
from riskdata.wording import counted
from ui import colour_key, ledger, panel
from ui import judgements as judgement_list

LISTED, FOUND = 4, 30
"""Entries that a list shows before the rest is folded; answers to a search at most."""
ALL = "All"

Look = Literal["light", "dark"]


class Part(NamedTuple):
    """A finding with its note and rows, and what is drawn of them: a key and a picture, a list
    (HTML), a further list folded under a label, a line of small print."""

    words: str
    rows: pd.DataFrame
    note: str = ""
    colours: Mapping[str, str] = {}
    key: str = ""
    figure: go.Figure | None = None
    listed: str = ""
    folded: str = ""
    further: str = ""
    said: str = ""


def draw(part: Part, key: str, noun: str, source: str, *methods: str) -> None:
    """Set a part on the page with the source line of its dataset; `noun` names its rows."""
    panel.section(part.words, part.note)
    if part.rows.empty:
        return
    if part.colours:
        colour_key.draw(part.colours)
    if part.key:
        st.html(part.key)
    if part.figure is not None:
        panel.picture(part.figure, key, part.words)
    if part.listed:
        st.html(part.listed)
    if part.folded:
        with st.expander(part.folded):
            st.html(part.further)
    short = abbreviations.explained(re.sub("<[^>]*>", " ", part.listed + part.further))
    panel.source(" ".join(filter(None, [part.said, short, source])), *methods)
    panel.evidence(key, len(part.rows), lambda: part.rows, noun)


class BottomLine(NamedTuple):
    """The page's finding with the sentences under it, and what the indicators show."""

    finding: str
    sentences: list[str]
    entries: pd.DataFrame
    confirmed: str
    others: str
    five_years: exercises.FiveYears | None
    grant: protection.Grant | None


def bottom_line(
    steps: pd.DataFrame, imports: ShareChange | None, exports: ShareChange | None
) -> BottomLine:
    """What grows, what is confirmed and what is rumour."""
    entries = presence.entries(steps)
    five_years = exercises.five_years(steps)
    grants = protection.repeated(steps)
    return BottomLine(
        findings.headline(imports, entries),
        [
            arms_findings.growth(imports, exports),
            exercise_findings.compared(five_years),
            protection_findings.growth(grants),
            findings.rumour(entries),
        ],
        entries,
        findings.confirmed_of(entries),
        findings.others(entries),
        five_years,
        grants[0] if grants else None,
    )


def timeline(steps: pd.DataFrame, confirmed_only: bool, theme_name: Look) -> Part:
    """The steps that are shown, over time, beside the numbers of the whole record."""
    rows = footprint.shown(steps, confirmed_only)
    words = findings.timeline(rows, confirmed_only)
    if rows.empty:
        return Part(words, rows)
    counts = footprint.lanes(steps)
    figure = charts.timeline(theme(theme_name), rows, counts, findings.cards(rows))
    note = findings.record(steps, confirmed_only)
    return Part(words, rows, note, key=ledger.key(rows), figure=figure)


def developments(steps: pd.DataFrame, confirmed_only: bool, query: str = "") -> Part:
    """The newest of the steps that are shown, or those that answer to a search."""
    rows = footprint.shown(steps, confirmed_only)
    answers = footprint.found(rows, query)
    cut = FOUND if query else LISTED
    return Part(
        findings.developments(answers, query, len(rows), confirmed_only), answers,
        listed=ledger.listed(answers.head(cut)), said=findings.more(cut, answers),
    )  # fmt: skip


def shares(transfers: pd.DataFrame, metric: str, theme_name: Look) -> Part:
    """Pakistan's arms imports by supplier, or its share in China's exports."""
    look = theme(theme_name)
    china = arms.from_china(transfers, metric)
    words, rows = arms_findings.course(china, metric), arms.drawn(transfers, metric)
    if china.empty:
        return Part(words, china)
    note, said = arms_findings.overlap(china), arms_findings.newest_print(china)
    if metric == arms.SHARE_OF_EXPORTS:
        return Part(words, rows, note, figure=arms_charts.exports(look, china), said=said)
    every = arms.shares(transfers, metric)
    return Part(
        words, rows, note, arms_charts.colours(look, every),
        figure=arms_charts.imports(look, every), said=said,
    )  # fmt: skip


def joint_exercises(steps: pd.DataFrame, confirmed_only: bool, theme_name: Look) -> Part:
    """Exercises a year, one by one, and which of them a published number holds."""
    rows = exercises.exercises(footprint.shown(steps, confirmed_only))
    words = exercise_findings.held(rows, confirmed_only)
    every = exercises.of_kind(steps)
    counts = int((every["scope"] == exercises.PUBLISHED_COUNT).sum())
    notes = [
        exercise_findings.published(count)
        for count in exercises.published_counts(steps)
        if not confirmed_only or count.row["status"] == footprint.CONFIRMED
    ]
    note = " ".join([*notes, exercise_findings.counts_apart(len(every), counts)]).strip()
    if rows.empty:
        return Part(words, rows, note)
    newest = footprint.newest_first(rows)
    return Part(
        words, rows, note,
        figure=exercise_charts.by_year(theme(theme_name), rows, findings.cards(rows)),
        folded=exercise_findings.one_by_one(rows),
        further=ledger.listed(newest, exercise_findings.detail),
        said=exercise_findings.key(rows, confirmed_only),
    )  # fmt: skip


def budgets(steps: pd.DataFrame, confirmed_only: bool) -> Part:
    """Money given to protect Chinese nationals and projects."""
    steps = footprint.shown(steps, confirmed_only)
    rows = protection.budgets(steps)
    words = protection_findings.money(rows, protection.repeated(steps), confirmed_only)
    return _sums(
        words, rows, protection_findings.not_added(rows), rows["unit"] == protection.RUPEES
    )


def forces(steps: pd.DataFrame, confirmed_only: bool) -> Part:
    """Forces that Pakistan raised or posted to protect them."""
    rows = protection.forces(footprint.shown(steps, confirmed_only))
    note = protection_findings.overlapping(rows)
    return _sums(protection_findings.posted(rows, confirmed_only), rows, note, rows["people"])


def _sums(words: str, rows: pd.DataFrame, note: str, scaled: pd.Series) -> Part:
    """`scaled` marks the amounts that are drawn as bars on one scale."""
    bars = (rows["value"] / rows.loc[scaled, "value"].max()).where(scaled)
    later = len(rows) - LISTED
    return Part(
        words, rows, note,
        listed=ledger.sums(rows.head(LISTED), bars.head(LISTED)),
        folded=counted(later, "earlier step") if later > 0 else "",
        further=ledger.sums(rows.iloc[LISTED:], bars.iloc[LISTED:]),
    )  # fmt: skip


def claims_and_answers(steps: pd.DataFrame, confirmed_only: bool) -> Part:
    """What is claimed of Chinese guards, troops and bases, and what was answered."""
    rows = presence.entries(steps)
    if confirmed_only:
        return Part(ledger_findings.HIDDEN, rows.head(0))
    episodes = presence.episodes(rows)
    later = len(episodes) - LISTED
    return Part(
        ledger_findings.outcomes(episodes), rows, ledger_findings.method(),
        listed=ledger.claims(episodes[:LISTED]),
        folded=counted(later, "earlier matter") if later > 0 else "",
        further=ledger.claims(episodes[LISTED:]),
    )  # fmt: skip


def headline_figures(figures: pd.DataFrame, subject: str, theme_name: Look) -> Part:
    """What publishers gave for the corridor on one of `headlines.SUBJECTS`."""
    rows = headlines.of_subject(figures, subject)
    metrics = headlines.by_metric(rows)
    words = headline_findings.of_subject(metrics, subject)
    if rows.empty:
        return Part(words, rows)
    part = Part(
        words, rows, headline_findings.not_added(rows),
        folded=headline_findings.listed_with_definitions(rows), further=ledger.figures(rows),
    )  # fmt: skip
    if subject == headlines.OTHER:
        return part
    look = theme(theme_name)
    styles = headline_charts.colours(look, metrics)
    cards = [headline_findings.cards(one) for one in metrics]
    unit = headline_findings.unit(metrics[0].unit)
    return part._replace(
        colours={metric: colour for metric, (colour, _) in styles.items()},
        figure=headline_charts.over_time(look, metrics, cards, unit),
    )


def economic(steps: pd.DataFrame, confirmed_only: bool) -> str:
    """What the steps that are shown say of the corridor's worth and people."""
    rows = footprint.shown(steps, confirmed_only)
    return headline_findings.economic(rows[rows["category"] == headlines.INVESTMENT])


def ladder(
    rows: pd.DataFrame, steps: pd.DataFrame, incidents: pd.DataFrame, theme_name: Look
) -> Part:
    """All judgements on the ladder of their words."""
    found = judgements.judged(rows, steps, incidents)
    figure = judgement_charts.on_the_ladder(theme(theme_name), found)
    words = judgement_findings.likelihoods(found)
    return Part(words, rows, judgement_findings.ladder_note(), figure=figure)


class Topic(NamedTuple):
    """The judgements on a topic as a list (HTML), and a further list folded under a label."""

    listed: str
    folded: str
    further: str


def on_topic(rows: pd.DataFrame, steps: pd.DataFrame, incidents: pd.DataFrame, topic: str) -> Topic:
    """The judgements on a topic, or all, those that state a likelihood first."""
    found = judgements.judged(rows, steps, incidents)
    found = [one for one in found if topic in (ALL, one.topic)]
    later = len(found) - LISTED
    return Topic(
        judgement_list.listed(found[:LISTED]),
        counted(later, "further judgement") if later > 0 else "",
        judgement_list.listed(found[LISTED:]),
    )
