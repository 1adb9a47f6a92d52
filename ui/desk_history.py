"""Every version of a dataset: seen, taken home, compared, brought back."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import pandas as pd
import streamlit as st

from riskdata import editions
from riskdata.desk import exports, restoring
from riskdata.desk.compare import Difference, compare
from riskdata.desk.drafted import Drafts
from riskdata.findings import data_desk as findings
from riskdata.reading import DatasetError, read
from riskdata.roles import Refused
from riskdata.schema import SCHEMAS
from riskdata.store import Change, Conflict, StoreError, Version, store
from riskdata.wording import counted, day, number
from ui import data, desk_parts, desk_upload, desk_work, panel, roles
from ui.desk_catalogue import title
from ui.kept import kept
from ui.panel import written

MOST_LINES = 20
"""Versions, and lines of the audit list, that are shown until all are asked for."""
SAID = "desk-history-said"
Row = TypeVar("Row")


def section() -> None:
    """The versions of a dataset, the newest first, and what can be done with each."""
    try:
        versions = store().versions()
    except StoreError as error:
        desk_parts.notice(str(error), urgent=True)
        return
    if not versions:
        panel.section("Nothing has been published yet: every dataset is as it was bundled")
        return
    if SAID in st.session_state:
        desk_parts.notice(st.session_state.pop(SAID))
    named = {title(name): name for name in dict.fromkeys(one.dataset for one in versions)}
    published = [one.dataset for one in versions if not one.edition.bundled]
    chosen = st.selectbox(
        "Dataset", list(named), key="history", bind="query-params", width=420,
        index=list(named.values()).index(published[0]) if published else 0,
    )  # fmt: skip
    dataset = named[chosen]
    own = [one for one in versions if one.dataset == dataset]
    panel.section(f"{chosen}: {counted(len(own), 'version')}, none of which is ever deleted")
    desk_parts.table(
        f"Versions of {chosen}",
        ["Version", "Edition", "When (UTC)", "Author", "Note", "Rows", "Content"],
        [_line(one) for one in shorter(own, "history-all", "versions")],
    )
    look(dataset, own)


def _line(one: Version) -> list[str]:
    made = one.edition
    again = f" (version {one.restores} again)" if one.restores is not None else ""
    pinned = f'<a href="?{data.PINNED}={made.number}" target="_self">{made.number}</a>'
    return [
        str(one.number),
        pinned,
        f"{day(made.at)} {made.at:%H:%M}",
        written(made.author),
        written(made.note) + again,
        number(one.rows),
        f'<span class="hash">{one.hash[:12]}</span>',
    ]


def shorter(rows: Sequence[Row], key: str, noun: str) -> Sequence[Row]:
    """The first rows of a long list; all of them where the reader asks."""
    if len(rows) <= MOST_LINES:
        return rows
    every = st.toggle(f"Show all {number(len(rows))} {noun}", key=key)
    return rows if every else rows[:MOST_LINES]


@st.fragment
def look(dataset: str, versions: list[Version]) -> None:
    """One version beside another."""
    by_number = {one.number: one for one in versions}
    with st.container(horizontal=True):
        wanted = st.selectbox("Look at version", list(by_number), key="history-version", width=200)
        others = [number for number in by_number if number != wanted]
        other = None
        if others:
            other = st.selectbox("Compare with version", others, key="history-other", width=200)
    version = by_number[wanted]
    try:
        csv = store().content(version.hash)
        with st.container(horizontal=True, key="history-version-actions"):
            st.download_button(
                f"CSV of version {wanted}", csv, mime="text/csv", on_click="ignore",
                file_name=exports.csv_name(dataset, version.number), key="history-csv",
            )  # fmt: skip
            if version.hash != versions[0].hash:
                restore(dataset, version, versions[0])
        if version.rows:
            with st.expander(f"Rows of version {wanted} ({number(version.rows)})"):
                desk_parts.rows(f"Rows of version {wanted}", _frame(dataset, version.hash))
        if other is not None:
            between(dataset, by_number[other], version)
    except (StoreError, DatasetError) as error:
        desk_parts.notice(str(error), urgent=True)


@kept(4)
def _frame(dataset: str, hash: str) -> pd.DataFrame:
    return read(dataset, store().content(hash), f"{dataset}.csv")


@kept(16)
def _between(dataset: str, old: str, new: str) -> tuple[Difference, int, int]:
    """The difference of two contents, cut to what is looked at, and how many rows are new and
    gone."""
    before, after = (_frame(dataset, hash) for hash in (old, new))
    found = compare(before, after, (SCHEMAS[dataset].metadata or {})["key"])
    parts = {
        name: getattr(found, name).head(desk_parts.MOST_ROWS)
        for name in ("added", "removed", "changed")
    }
    return replace(found, **parts), len(found.added), len(found.removed)


def between(dataset: str, before: Version, after: Version) -> None:
    """What differs from one version to another."""
    panel.section(f"From version {before.number} to version {after.number}")
    if before.hash == after.hash:
        panel.source("They hold the same rows.")
    elif not (before.rows and after.rows):
        empty = after if before.rows else before
        panel.source(f"Version {empty.number} holds no rows.")
    else:
        desk_parts.difference(*_between(dataset, before.hash, after.hash))


@st.dialog("Bring a version back")
def _ask(dataset: str, version: Version, newest: Version) -> None:
    seen = newest.hash
    if newest.edition.bundled:  # it follows the bundled file, which may have changed since
        seen = editions.holdings().content(dataset).hash
    try:
        changes = restoring.changes(version, seen)
    except (StoreError, DatasetError) as error:
        desk_parts.notice(str(error), urgent=True)
        return
    panel.source(
        f"Version {version.number} of {title(dataset)} is published again, as a new version. "
        "Nothing is lost: what is published now stays in the history."
        + (" What it covered then comes back with it." if len(changes) > 1 else "")
    )
    _foreseen(_checked(dataset, version.number, editions.holdings().number, changes))
    with st.form("restore", border=False):
        note = st.text_input("Note: why", max_chars=500, key="restore-note").strip()
        asked = st.form_submit_button("Bring it back", type="primary")
    if asked and not note:
        desk_parts.notice("Write a note first. It stands in the history.", urgent=True)
    elif asked:
        _bring_back(dataset, version, changes, note)


@kept(8, "Checking the version, and working out the headlines of the pages")
def _checked(dataset: str, version: int, edition: int, _changes: list[Change]) -> Drafts | str:
    """What a version would be as an upload to what is published in an edition."""
    uploads, choices = restoring.upload(_changes)
    return desk_work.Work(dict(uploads), choices).answer()


def _foreseen(answer: Drafts | str) -> None:
    """What becomes of the headlines, and what speaks against a version as the rules are today."""
    if isinstance(answer, str):
        desk_parts.notice(answer, urgent=True)
        return
    if errors := findings.errors(answer):
        desk_parts.notice(findings.misfit(errors), urgent=True)
    desk_upload.headlines(answer)


def _bring_back(dataset: str, version: Version, changes: list[Change], note: str) -> None:
    try:
        author = roles.require_analyst("restore")
        try:
            made = store().publish(changes, editions.bundled(), author, note)
        except Conflict as error:
            store().note_down(author, "restore", "conflict", str(error))
            raise
    except (Refused, StoreError, DatasetError, Conflict) as error:
        desk_parts.notice(f"Nothing was changed. {error}", urgent=True)
    else:
        data.unpin()
        st.session_state[SAID] = (
            f"Edition {made.number} is published: version {version.number} of {title(dataset)} is "
            "back. Every viewer sees it at the next click."
        )
        st.rerun()


def restore(dataset: str, version: Version, newest: Version) -> None:
    """The button that brings a version back, for analysts."""
    if roles.analyst() and st.button(f"Bring version {version.number} back", key="history-restore"):
        _ask(dataset, version, newest)


def _with_titles(detail: str) -> str:
    """What the audit list keeps of a deed, with the datasets called as the page calls them."""
    return re.sub(rf"\b(?:{'|'.join(SCHEMAS)})\b", lambda found: title(found[0]), detail)


def audit() -> None:
    """Who did what: published, restored, signed in, was refused."""
    try:
        found = store().audit()
    except StoreError as error:
        desk_parts.notice(str(error), urgent=True)
        return
    panel.section(
        "Who published, restored, signed in or was refused" if found else "Nothing has happened yet"
    )
    if found:
        desk_parts.table(
            "Audit list",
            ["When (UTC)", "Who", "What", "Outcome", "Details"],
            [
                [f"{day(one.at)} {one.at:%H:%M:%S}",
                 *map(written, (one.who, one.action, one.outcome, _with_titles(one.detail)))]
                for one in shorter(found, "audit-all", "lines")
            ],
        )  # fmt: skip
