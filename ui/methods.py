"""What Methods and sources is set from: contents, measures with their sums, tables of sources."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.components.v2 import component

from riskdata.findings.methods import Explained
from riskdata.measures.methods_datasets import GeometrySource
from riskdata.wording import first_upper, number, percent
from ui.methods_link import PARTS, SECTIONS, address, part_of

_STYLE = Path(__file__).with_suffix(".css")
_ANCHORS = Path(__file__).with_name("methods_anchors.js").read_text(encoding="utf-8")


def style() -> None:
    """Load the page's style."""
    st.html(_STYLE)


def choose() -> str:
    """The part of the page that is shown, under links to the sections of each."""
    contents = st.empty()
    first, *_ = PARTS
    shown = st.segmented_control(
        "Part of this page", list(PARTS), default=first, required=True, key="part",
        bind="query-params", label_visibility="collapsed",
    )  # fmt: skip
    shown = shown or first
    groups = "".join(
        f"<div><p>{escape(part)}</p>"
        + "".join(_entry(anchor, title, part == shown) for anchor, title in sections.items())
        + "</div>"
        for part, sections in PARTS.items()
    )
    contents.html(f'<nav class="contents" aria-label="Contents">{groups}</nav>')
    parts = {anchor: part_of(anchor) for anchor in SECTIONS}
    component("anchors", js=_ANCHORS)(key="anchors", data={"parts": parts, "shown": shown})
    return shown


def _entry(anchor: str, title: str, here: bool) -> str:
    target = f"#{anchor}" if here else address(anchor)
    return f'<a href="{escape(target)}" target="_self">{escape(title)}</a>'


def begin(anchor: str) -> None:
    """The name of a section over its finding: where a link to it leads."""
    st.html(f'<p class="kicker part" id="{anchor}">{escape(SECTIONS[anchor])}</p>')


def _powers(text: str) -> str:
    return re.sub(r"\^\((.*?)\)", r"<sup>\1</sup>", escape(text))


def explain(measure: Explained, more: str = "") -> None:
    """A measure: its words, formula and source, beside a worked example; `more` is HTML below the
    sums."""
    steps = "".join(
        f'<tr><th scope="row">{_powers(step.what)}</th><td>{_powers(step.sum)}</td>'
        f'<td class="result">= {_powers(step.result)}</td></tr>'
        for step in measure.steps
    )
    table = f'<table class="sums"><tbody>{steps}</tbody></table>' if steps else ""
    note = f"<p>{escape(measure.note)}</p>" if measure.note else ""
    st.html(
        f'<section class="method"><div><h3 id="{measure.anchor}">'
        f"{escape(SECTIONS[measure.anchor])}</h3><p>{escape(measure.words)}</p>"
        f'<p class="formula">{_powers(measure.formula)}</p>'
        f'<p class="small">{escape(measure.source)}.</p></div>'
        f'<div><p class="small">Worked: {escape(measure.example)}.</p>{table}{note}{more}</div>'
        "</section>"
    )


def largest_parts(rows: Sequence[tuple[str, str, str]], project: str, total: str) -> str:
    """HTML of the attacks that a project's exposure is made of, and their sum."""
    body = "".join(
        f'<tr><th scope="row">{escape(what)}</th><td>{escape(product)}</td>'
        f'<td class="result">{escape(result)}</td></tr>'
        for what, product, result in rows
    )
    return (
        f'<details class="folded"><summary>The exposure of {escape(project)}, attack by attack'
        f'</summary><table class="sums"><tbody>{body}<tr class="total">'
        '<th scope="row">Exposure</th><td></td>'
        f'<td class="result">{escape(total)}</td></tr></tbody></table></details>'
    )


def table(header: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> None:
    """A plain table: a label a row and a cell for each further column of the header."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    body = "".join(
        f'<tr><th scope="row">{escape(label)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
        for label, cells in rows
    )
    st.html(f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>')


def side_by_side(rows: pd.DataFrame, colours: Mapping[str, str]) -> None:
    """Publishers' figures of one year with bars and the definition of each."""
    most = rows["value"].max()
    body = "".join(
        f'<tr><th scope="row">{escape(publisher)}</th><td class="number">{number(value)}</td>'
        f'<td class="bar-cell"><i style="width:{value / most:.0%};'
        f'background:{colours[publisher]}"></i></td>'
        f"<td><small>{escape(definition)}</small></td></tr>"
        for publisher, value, definition in zip(
            rows["publisher"], rows["value"], rows["definition"], strict=True
        )
    )
    st.html(
        '<table class="source-table"><thead><tr><th scope="col">Publisher</th><th scope="col" '
        'class="number">Counts</th><td></td><th scope="col">What it counts</th></tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def stock(rows: Sequence[Mapping[str, str]]) -> None:
    """Every dataset in a line: `title`, `what`, `publisher`, `licence`, `rows`, `years` and
    `as_of`."""
    body = "".join(
        f'<tr><th scope="row">{escape(row["title"])}<br><small>{escape(row["what"])}</small></th>'
        f'<td class="hide-narrow"><small>{escape(row["publisher"])}<br>{escape(row["licence"])}'
        f'</small></td><td class="number">{escape(row["rows"])}</td>'
        f'<td class="number">{escape(row["years"])}</td>'
        f'<td class="number hide-narrow">{escape(row["as_of"])}</td></tr>'
        for row in rows
    )
    st.html(
        '<table class="source-table"><thead><tr><th scope="col">Dataset</th>'
        '<th scope="col" class="hide-narrow">Publisher and licence</th>'
        '<th scope="col" class="number">Rows</th><th scope="col" class="number">Years</th>'
        '<th scope="col" class="number hide-narrow">As of</th></tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def about(facts: Mapping[str, str], url: str | None, lists: Mapping[str, Sequence[str]]) -> None:
    """What a dataset is: facts by name, its address, and lists of things to know."""
    told = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in facts.items()
    )
    if url:
        link = f'<a href="{escape(url)}">{escape(url)}</a>'
        told += f"<div><dt>Where it is published</dt><dd>{link}</dd></div>"
    points = "".join(
        f"<div><h4>{escape(name)}</h4><ul>"
        + "".join(f"<li>{escape(item)}</li>" for item in items)
        + "</ul></div>"
        for name, items in lists.items()
        if items
    )
    st.html(f'<dl class="about">{told}</dl><div class="about">{points}</div>')


def dictionary(columns: pd.DataFrame, rules: Sequence[tuple[str, str]]) -> None:
    """The columns of a dataset (`methods_datasets.columns`) and its rules across them."""
    body = "".join(
        f'<tr><th scope="row"><code>{escape(row["column"])}</code>'
        f"<br><small>{escape(_kind(row))}</small></th>"
        f"<td>{escape(row['meaning'])}{_words(row)}</td>"
        f'<td class="filled">{_filled(row["filled"])}</td></tr>'
        for row in columns.to_dict("records")
    )
    refused = "".join(
        f"<li><code>{escape(column)}</code> {escape(error)}</li>" for column, error in rules
    )
    st.html(
        f'<details class="rules"><summary>What the {len(columns)} columns mean, and how full each '
        'is</summary><table class="dictionary"><thead><tr><th scope="col">Column</th>'
        f'<th scope="col">What it is</th><th scope="col">Filled</th></tr></thead><tbody>{body}'
        "</tbody></table></details>"
        f'<details class="rules"><summary>{len(rules)} rules across columns: a row is refused when '
        f"…</summary><ul>{refused}</ul></details>"
    )


def _kind(row: Mapping) -> str:
    return ", ".join(filter(None, [row["kind"], row["unit"]]))


def _words(row: Mapping) -> str:
    if not row["words"]:
        return ""
    items = "".join(
        f"<li><code>{escape(word)}</code> {escape(meaning)}: {number(row['rows'][word])}</li>"
        for word, meaning in row["words"].items()
    )
    return (
        f"<details><summary>{len(row['words'])} words, and how many rows have each</summary>"
        f"<ul>{items}</ul></details>"
    )


def _filled(share: float) -> str:
    if share != share:
        return "no rows"
    return f'{percent(share)}<i style="background-size:{share:.0%} 100%"></i>'


def kinds(found: pd.DataFrame) -> str:
    """HTML of the kinds of test of a claim: `kind`, `meaning` and `claims`, how many there are."""
    body = "".join(
        '<tr><th scope="row">'
        f"{escape(first_upper(meaning)) or 'Not known: such claims are reported as untested'}</th>"
        f'<td class="number">{number(claims)}</td><td><code>{escape(kind)}</code></td></tr>'
        for kind, meaning, claims in found.itertuples(index=False)
    )
    return (
        '<table class="sums kinds"><thead><tr><th scope="col">A claim holds if</th>'
        '<th scope="col" class="number">Claims</th><th scope="col">To add one, write</th></tr>'
        f"</thead><tbody>{body}</tbody></table>"
    )


def words(title: str, meanings: Mapping[str, str]) -> None:
    """The closed list of words for a kind of certainty."""
    items = "".join(
        f'<tr><th scope="row">{escape(word)}</th><td>{escape(meaning)}</td></tr>'
        for word, meaning in meanings.items()
    )
    st.html(
        f'<table class="plain"><caption>{escape(title)}</caption><tbody>{items}</tbody></table>'
    )


def geometry(files: Sequence[GeometrySource]) -> None:
    """Where borders and places come from, folded."""
    rows = "".join(
        f'<tr><th scope="row"><code>{escape(one.file)}</code></th><td>{escape(one.origin)}</td>'
        f"<td>{escape(one.licence)}</td></tr>"
        for one in files
    )
    st.html(
        f'<details class="rules"><summary>Sources of {number(len(files))} files of borders and '
        'places</summary><table class="plain"><thead><tr><th scope="col">File</th><th scope="col">'
        f'Origin</th><th scope="col">Licence</th></tr></thead><tbody>{rows}</tbody></table>'
        "</details>"
    )
