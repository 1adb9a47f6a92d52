"""One table of an upload: what it is, what is wrong or doubtful in it, what it would change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape

import streamlit as st

from riskdata import editions
from riskdata.cells import Table
from riskdata.datapackage import as_csv
from riskdata.desk.columns import EXPORTS
from riskdata.desk.conversion import Conversion, Mapped
from riskdata.desk.drafted import Choice, Draft
from riskdata.desk.fixes import apply
from riskdata.desk.opening import Beside, read
from riskdata.desk.recognise import Recognised, renamed
from riskdata.desk.written_dates import Order
from riskdata.findings import data_desk as findings
from riskdata.schema import SCHEMAS
from riskdata.wording import listed, number, spelled_out
from ui import desk_parts, panel
from ui.desk import Desk
from ui.desk_catalogue import title
from ui.desk_parts import prose
from ui.panel import written

ADD, REPLACE = "Add to what is published", "Replace what is published"
REPLACE_TIME = "Replace what is published of that time"
ORDERS: dict[str, Order] = {"Day first": "day first", "Month first": "month first"}
EARLIEST = date(1970, 1, 1)
"""GTD's first year."""
MOST_MAPPED = 100


def section(here: Desk, one: Draft, key: str) -> None:
    """The table in its order: what it is, what is to be decided, what is wrong, what changes.

    `key` tells its widgets from those of other tables.
    """
    choice, name = here.choice(one.file), title(one.dataset) if one.dataset else ""
    panel.section(spelled_out(findings.verdict(one, name)), _compared(one))
    for note in one.notes:
        desk_parts.say(note)
    for line in findings.advice(one, name):
        desk_parts.notice(line)
    if one.recognised:
        which(here, one, one.recognised, choice, key)
    if one.converted:
        conversion(one.converted, one.appended)
    elif one.foreseen:
        becomes(findings.foreseen(one.foreseen), one.foreseen.mapped)
    if one.converted or choice.said.period:
        period(here, one, choice, key)
    if choice.said.order or findings.ambiguous(one):
        dates(here, one, choice, key)
    if not findings.derived(one):
        decide(here, one, choice, key)
    if one.checked and (one.checked.fixes or choice.fixes):
        fixes(here, one, choice, key)
    problems(here, one, choice, key)
    if one.difference and not one.difference.empty:
        desk_parts.difference(one.difference, one.added, one.removed)


def _compared(one: Draft) -> str:
    """What the table is compared with."""
    if one.difference is None or not one.dataset:
        return ""
    now = editions.holdings()
    if one.dataset not in now.datasets():
        return "Nothing of it is published so far: every row is new."
    version = now.published(one.dataset)
    return f"Compared with {findings.versions_of(now.label(one.dataset), version)}."


def decide(here: Desk, one: Draft, choice: Choice, key: str) -> None:
    """Whether its rows replace what is published or are added to it, and whether it stays."""
    current = one.dataset in editions.holdings().datasets()
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"desk-decide-{key}"):
        if current and one.checked:
            replaces = REPLACE_TIME if one.converted else REPLACE

            def choose() -> None:
                here.choose(one.file, append=st.session_state[f"desk-mode-{key}"] == ADD)

            st.segmented_control(
                "These rows", [replaces, ADD], default=ADD if choice.append else replaces,
                required=True, key=f"desk-mode-{key}", on_change=choose,
            )  # fmt: skip
        st.button(
            "Leave it out", key=f"desk-out-{key}", type="tertiary", on_click=here.choose,
            args=(one.file,), kwargs={"left_out": True},
            help="Go on with the other tables of this upload",
        )  # fmt: skip


def which(here: Desk, one: Draft, recognised: Recognised, choice: Choice, key: str) -> None:
    """Ask what a table or a column is, where its header leaves that open."""
    asked = choice.dataset or not recognised.dataset
    if recognised.dataset and (asked or recognised.offered or recognised.missing):
        desk_parts.say(recognised.words)
    if asked:
        named = {**{name: title(name) for name in SCHEMAS}, **EXPORTS}
        known = list(recognised.choices or named)

        def take() -> None:
            here.choose(one.file, dataset=st.session_state[f"desk-dataset-{key}"], columns={})

        st.selectbox(
            "What is it?", known, index=known.index(choice.dataset) if choice.dataset else None,
            format_func=named.__getitem__, key=f"desk-dataset-{key}", on_change=take, width=420,
        )  # fmt: skip
    for at, (column, perhaps) in enumerate(recognised.offered.items()):
        if column not in choice.columns:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    "Read it so", key=f"desk-column-{key}-{at}", on_click=here.choose,
                    args=(one.file,), kwargs={"columns": {**choice.columns, column: perhaps}},
                )  # fmt: skip
                st.html(f'<p class="source">Column {written(column)} is <b>{perhaps}</b></p>')
    if recognised.dataset:
        columns(here, one, recognised, choice, key)


def columns(here: Desk, one: Draft, recognised: Recognised, choice: Choice, key: str) -> None:
    """Let columns be read as others by hand, where some are called as none that is known."""
    if choice.columns:
        with st.container(horizontal=True, vertical_alignment="center"):
            read_as = [f"“{theirs}” is `{ours}`" for theirs, ours in choice.columns.items()]
            desk_parts.say(f"Columns read as you said: {listed(read_as)}.")
            st.button(
                "Undo", key=f"desk-columns-undo-{key}", type="tertiary", on_click=here.choose,
                args=(one.file,), kwargs={"columns": {}},
            )  # fmt: skip
    theirs = [column for column in recognised.unknown if column not in choice.columns]
    ours = [column for column in recognised.free if column not in choice.columns.values()]
    # An export has many columns that no record takes in.
    wanted = recognised.missing if recognised.dataset in EXPORTS else ours
    if not theirs or not set(wanted) & set(ours):
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        column = st.selectbox(
            "A column of the file", theirs, index=None, key=f"desk-theirs-{key}", width=240,
            format_func=spelled_out,
        )  # fmt: skip
        meant = st.selectbox("is read as", ours, index=None, key=f"desk-ours-{key}", width=240)
        st.button(
            "Read the column so", key=f"desk-by-hand-{key}", on_click=here.choose,
            args=(one.file,), kwargs={"columns": {**choice.columns, column: meant}},
            disabled=column is None or meant is None,
        )  # fmt: skip


def period(here: Desk, one: Draft, choice: Choice, key: str) -> None:
    """The time that an export covers, as it tells or as the analyst knows better."""
    covers = one.converted.span if one.converted else choice.said.period

    def choose() -> None:
        chosen = st.session_state[f"desk-period-{key}"]
        if len(chosen) == 2:
            here.choose(one.file, said=replace(choice.said, period=chosen))

    st.date_input(
        "The export covers", covers, min_value=EARLIEST, max_value=date.today(),
        format="YYYY-MM-DD", key=f"desk-period-{key}", on_change=choose, width=260,
    )  # fmt: skip


def dates(here: Desk, one: Draft, choice: Choice, key: str) -> None:
    """Which number is the day, where no date of a column tells."""

    def choose() -> None:
        order = ORDERS.get(st.session_state[f"desk-dates-{key}"])
        here.choose(one.file, said=replace(choice.said, order=order))

    chosen = next((name for name, order in ORDERS.items() if order == choice.said.order), None)
    st.segmented_control(
        "Dates like 03/04/2024 are written", list(ORDERS), default=chosen,
        key=f"desk-dates-{key}", on_change=choose,
    )  # fmt: skip


def conversion(converted: Conversion, appended: bool) -> None:
    """What the conversion of an export left out, read as something else, or left unknown."""
    becomes(findings.conversion(converted, appended), converted.mapped)


def becomes(lines: Sequence[str], mapped: Sequence[Mapped]) -> None:
    """What becomes of an export, in lines and word by word."""
    for line in lines:
        desk_parts.say(line)
    if mapped:
        with st.expander(f"Words read as others ({number(len(mapped))})"):
            desk_parts.table(
                "Words read as others",
                ["Column of the export", "There", "Here", "Rows"],
                [
                    [written(each.column), written(each.theirs), written(each.ours),
                     number(each.rows)]
                    for each in mapped[:MOST_MAPPED]
                ],
            )  # fmt: skip


def fixes(here: Desk, one: Draft, choice: Choice, key: str) -> None:
    """The fixes on offer, one button a kind, and the way back from those that were made."""
    assert one.checked is not None
    offered = findings.fixes(one.checked.fixes)
    if choice.fixes:
        with st.container(horizontal=True, vertical_alignment="center"):
            panel.source(f"Mended: {spelled_out(findings.fix_words(choice.fixes))}.")
            st.button(
                "Undo", key=f"desk-undo-{key}", type="tertiary", on_click=here.choose,
                args=(one.file,), kwargs={"fixes": ()},
            )  # fmt: skip
    if offered:
        panel.source("These can be mended here, where you say so:")
    for at, (words, group) in enumerate(offered.items()):
        with st.container(horizontal=True, vertical_alignment="center", key=f"desk-fix-{key}-{at}"):
            st.button(
                "Apply", key=f"desk-apply-{key}-{at}", on_click=here.choose, args=(one.file,),
                kwargs={"fixes": (*choice.fixes, *group)},
            )  # fmt: skip
            st.html(f'<p class="source">{prose(words)}. {written(findings.fix_words(group))}</p>')
    if len(offered) > 1:
        st.button(
            "Apply all of them", key=f"desk-apply-{key}", on_click=here.choose, args=(one.file,),
            kwargs={"fixes": (*choice.fixes, *one.checked.fixes)},
        )  # fmt: skip


def problems(here: Desk, one: Draft, choice: Choice, key: str) -> None:
    """Everything wrong or doubtful, in groups, and what can be taken home."""
    found = here.groups[one.file]
    for group in found:
        with st.expander(group.title, expanded=True):
            st.html(_lines(group))
    if not found and not choice.fixes:
        return
    with st.container(horizontal=True, key=f"desk-home-{key}"):
        if found:
            st.download_button(
                "Problem list (CSV)", lambda: as_csv(findings.table(findings.problems(one))),
                mime="text/csv", file_name=f"problems-{_plain(one.file)}.csv", on_click="ignore",
                key=f"desk-problems-{key}",
            )  # fmt: skip
        if choice.fixes:
            st.download_button(
                "Corrected CSV", lambda: corrected(here, one, choice), mime="text/csv",
                file_name=f"corrected-{_plain(one.file)}.csv", on_click="ignore",
                key=f"desk-corrected-{key}",
            )  # fmt: skip


def _lines(group: findings.Group) -> str:
    items = []
    for line in group.lines:
        where = f"<b>{written(line.where)}:</b> " if line.where else ""
        value = f'<span class="cell">{written(line.value)}</span> ' if line.value else ""
        after = "" if line.message.endswith(".") else "."
        if line.suggestion:
            after = f"; did you mean <b>{written(line.suggestion)}</b>?"
        remedy = f" <em>{prose(line.remedy)}</em>" if line.remedy else ""
        items.append(f"<li>{where}{value}{prose(line.message)}{after}{remedy}</li>")
    if group.more:
        items.append(f"<li>and {number(group.more)} more, all in the problem list.</li>")
    remedy = f"<p><em>{prose(group.remedy)}</em></p>" if group.remedy else ""
    return (
        f'<div class="desk-findings" role="region" aria-label="{escape(group.title)}" '
        f'tabindex="0">{remedy}<ul>{"".join(items)}</ul></div>'
    )


def _plain(file: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in file).removesuffix(
        ".csv"
    )


def corrected(here: Desk, one: Draft, choice: Choice) -> bytes:
    """The table as CSV, with the fixes that were made; of an export what it was converted to."""
    if one.converted:
        return as_csv(apply(one.converted.table, choice.fixes).cells)
    assert one.recognised is not None
    columns = {**one.recognised.matched, **choice.columns}
    opened = [each for name, content in here.uploads.items() for each in read(name, content)]
    sheets = [each.sheet if isinstance(each, Beside) else each for each in opened]
    table = next(each for each in sheets if each.file == one.file and isinstance(each, Table))
    return as_csv(apply(renamed(table, columns), choice.fixes).cells)
