"""Chinese nationals and projects as targets: a part of the CPEC exposure page.

It shows every known attack since the record begins, whatever the filters say, so all of it is
worked and drawn once per version for all viewers.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from riskdata.charts import chinese_targets as charts
from riskdata.charts import chinese_targets_compared as compared_charts
from riskdata.charts.theme import Theme, theme
from riskdata.findings import chinese_targets as findings
from riskdata.findings import chinese_targets_compared as compared
from riskdata.findings.incidents import what, when, where, who
from riskdata.measures import chinese_targets as measures
from riskdata.measures.chinese_targets import RECORD
from riskdata.preparation import CHINESE_TARGETS, PreparedRecord
from riskdata.selection import Selection
from riskdata.wording import day, number, publication
from ui import data, filters, incident_list, panel

STYLE = Path(__file__).with_suffix(".css")
NARROWEST = 400
DRAWN, LISTED = 1_000, 200
"""Attacks over time and in the list at most; the others are in the rows behind them."""


Look = Literal["light", "dark"]


class Part(NamedTuple):
    """A finding with its note, its picture (none where there is nothing to draw) and its rows."""

    words: str
    note: str = ""
    figure: go.Figure | None = None
    rows: pd.DataFrame = pd.DataFrame()
    below: str = ""


def section(selection: Selection, look: Theme) -> None:
    """Draw the part: attacks over time and listed, the BLA's share, published tolls, places."""
    st.html(STYLE)
    with panel.guarded():
        found = data.once(measures.attacks, RECORD)
        _over_time(selection, look)
        if found.empty:
            return
        _every_one(look)
        pair = st.grid(2, min_column_width=NARROWEST, gap=("large", "small"))
        with pair.cell():
            _show(_drawn(_bla, look, "event_record_coverage"), "chinese-bla", "groups", "change")
        with pair.cell():
            _show(_drawn(_places_and_means, look), "chinese-places", "attacks", "coverage")
    with panel.guarded():
        _published(look)


def _drawn(part, look: Theme, *datasets: str) -> Part:
    return data.once(part, RECORD, *datasets, look=look.name)


def _show(part: Part, key: str, noun: str, method: str) -> None:
    panel.section(part.words, part.note)
    if part.figure is not None:
        panel.picture(part.figure, key, part.words)
        panel.source(f"{part.below} {_source()}".strip(), method, "words")
        panel.evidence(key, len(part.rows), lambda: part.rows, noun)


def _source() -> str:
    metadata = data.metadata(RECORD)
    return f"{metadata.title}: {metadata.credit}, as of {day(metadata.as_of)}."


def _over_time(selection: Selection, look: Theme) -> None:
    part = _drawn(_timeline, look, "event_record_coverage")
    title, of_chosen = None, 0
    if selection.record != RECORD:
        title = data.metadata(selection.record).title
        of_chosen = data.of_record(_chinese_targets, selection.record)
    panel.section(part.words, f"{findings.scope(title, of_chosen)} {part.note}")
    if part.figure is None:
        return
    st.html(f'<p class="source">{charts.key(look)}</p>')
    panel.picture(part.figure, "chinese-timeline", part.words)
    st.html(
        f'<p class="source">{escape(f"{part.below} {_source()}".strip())} '
        f'<a class="to-incidents" href="{escape(_on_incidents(selection.region))}">'
        "Filter and search them on Incidents</a></p>"
    )
    panel.evidence("chinese-timeline", len(part.rows), lambda: part.rows, "attacks")


def _on_incidents(region: str) -> str:
    """The address of Incidents with these attacks, in the region that the reader looks at.

    A link, and not a switch of pages: that would leave the filters as they are in this session.
    """
    chosen = {
        "record": data.metadata(RECORD).title,
        "period": filters.ALL,
        "region": region,
        "target": CHINESE_TARGETS,
        "confidence": "Unconfirmed too",
    }
    return f"incidents?{urlencode(chosen, doseq=True)}"


def _chinese_targets(record: PreparedRecord) -> int:
    return int(record.measured["chinese_target"].sum())


def _timeline(events: pd.DataFrame, coverage: pd.DataFrame, look: Look) -> Part:
    found = measures.attacks(events)
    if found.empty:
        return Part(findings.NOTHING)
    first, last = measures.axis(found, coverage)
    lanes = {
        lane: findings.lane(found[found["lane"] == lane]) for lane in found["lane"].cat.categories
    }
    shown = measures.deadliest(found, DRAWN)
    return Part(
        findings.overall(found, first.year),
        findings.counted_apart(found, measures.foiled(events)),
        charts.timeline(theme(look), shown, first, last, lanes, findings.cards(shown)),
        _rows(found),
        findings.left_out(len(shown), len(found)),
    )


def _rows(found: pd.DataFrame) -> pd.DataFrame:
    """The record's own columns, those that any of the rows fills, the newest first."""
    worked_out = ["counted", "on_nationals", "lane"]
    return found.drop(columns=worked_out).dropna(axis=1, how="all")[::-1]


def _bla(events: pd.DataFrame, coverage: pd.DataFrame, look: Look) -> Part:
    shift = measures.shift(measures.attacks(events), coverage)
    if shift is None:
        return Part(compared.bla(shift))
    times = [compared.fold(row) for _, row in shift.lanes.iterrows()]
    return Part(
        compared.bla(shift),
        compared.bla_note(shift),
        compared_charts.before_and_since(theme(look), shift, times),
        shift.lanes.rename_axis("group").reset_index(),
        compared.bla_method(shift),
    )


def _places_and_means(events: pd.DataFrame, look: Look) -> Part:
    found = measures.attacks(events)
    return Part(
        findings.places_and_means(found),
        findings.of_provinces(found),
        charts.places_and_means(theme(look), found),
        _rows(found),
        findings.HOLLOW_APART,
    )


def _list_of(events: pd.DataFrame) -> tuple[str, str]:
    """The list's finding and its table as HTML."""
    found = measures.attacks(events)
    return findings.newest(found), _table(found[::-1].head(LISTED), len(found))


def _every_one(look: Theme) -> None:
    words, table = data.once(_list_of, RECORD)
    panel.section(words)
    st.html(f'<div style="--paper:{look.paper}">{table}</div>')


COLUMNS = [
    ("Date", "when"),
    ("Where and what", "what"),
    ("Perpetrator", "who"),
    ("Chinese killed", "number"),
    ("Chinese wounded", "number"),
    ("All killed", "number"),
    ("All wounded", "number"),
    ("Confidence", "sure"),
    ("Source", "source-link"),
]


def _table(found: pd.DataFrame, of: int) -> str:
    """The attacks as a table that turns into a list where the screen is narrow."""
    head = "".join(f'<th scope="col" class="{kind}">{name}</th>' for name, kind in COLUMNS)
    body = "".join(_line(row) for _, row in found.iterrows())
    caption = f"{'All' if len(found) == of else f'The newest {number(len(found))} of'} {number(of)}"
    return (
        '<div class="every-attack" tabindex="0" role="region" aria-label="Every attack on record">'
        f"<table><caption>{caption} attacks on record, the newest first; a dash where the source "
        f"is silent</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _line(row: pd.Series) -> str:
    whose = escape(who(row))
    if row["perpetrator"] != "unknown":
        whose += f' <span class="small">({escape(str(row["attribution"]))})</span>'
    cells = [
        escape(when(row["date"], row["date_precision"])),
        f"<strong>{escape(where(row))}.</strong> {escape(what(row))}",
        whose,
        *(
            "–" if pd.isna(row[name]) else number(row[name])
            for name in ("chinese_killed", "chinese_wounded", "killed", "wounded")
        ),
        f'<i class="{escape(str(row["confidence"]))}"></i>{escape(str(row["confidence"]))}',
        _short_link(row),
    ]
    return "<tr>" + "".join(
        f'<td class="{kind}" data-name="{name}">{cell}</td>'
        for (name, kind), cell in zip(COLUMNS, cells, strict=True)
    ) + "</tr>"  # fmt: skip


def _short_link(row: pd.Series) -> str:
    """The source by its publisher's name alone."""
    return incident_list.link(row.replace({row["source"]: publication(row["source"])}))


def _published(look: Theme) -> None:
    """Published tolls beside our own: the picture, and what may explain each difference."""
    part, reasons = data.once(
        _beside, RECORD, "prc_nationals", "published_statistics", look=look.name
    )
    panel.section(part.words, part.note)
    if part.figure is None:
        return
    pair = st.grid(2, min_column_width=NARROWEST, gap=("large", "small"))
    with pair.cell():
        panel.picture(part.figure, "chinese-published", part.words)
        panel.source(f"{part.below} {_source()}", "publishers", "words")
        panel.evidence("chinese-published", len(part.rows), lambda: part.rows, "figures")
    with pair.cell():
        st.html(reasons)


def _beside(
    events: pd.DataFrame, tolls: pd.DataFrame, statistics: pd.DataFrame, look: Look
) -> tuple[Part, str]:
    found = measures.attacks(events)
    table = measures.beside_published(found, tolls, statistics)
    words = compared.totals(table)
    if table.empty:
        return Part(words), ""
    dead = measures.all_dead(found, tolls, statistics)
    reasons = "".join(
        _reason(*compared.difference(rows, found, dead), rows.iloc[0])
        for _, rows in table.groupby(["start", "end", "publisher"], sort=False)
    )
    figure = compared_charts.beside_published(theme(look), table)
    note = compared.DEFINITIONS
    part = Part(words, note, figure, table, compared.published_source(table))
    return part, f'<ul class="differences">{reasons}</ul>'


def _reason(whose: str, sentences: Sequence[str], row: pd.Series) -> str:
    note = "" if pd.isna(row["notes"]) else f' <span class="small">{escape(row["notes"])}</span>'
    return (
        f"<li><strong>{escape(whose)}.</strong> {escape(' '.join(sentences))}{note} "
        f'<span class="small">{incident_list.link(row)}</span></li>'
    )
