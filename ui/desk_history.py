"""Every version of a dataset: seen, taken home, compared, brought back."""

import streamlit as st

from riskdata import editions
from riskdata.desk import exports
from riskdata.desk.compare import compare
from riskdata.reading import DatasetError, read
from riskdata.roles import Refused
from riskdata.schema import SCHEMAS
from riskdata.store import Change, Conflict, Content, StoreError, Version, store
from riskdata.wording import counted, day
from ui import data, methods, panel, roles
from ui.desk_catalogue import title

MOST_ROWS = 500


def section() -> None:
    """The versions of a dataset, the newest first, and what can be done with each."""
    try:
        versions = store().versions()
    except StoreError as error:
        st.error(str(error))
        return
    if not versions:
        panel.section("Nothing has been published yet: every dataset is as it was bundled")
        return
    named = {title(name): name for name in dict.fromkeys(one.dataset for one in versions)}
    published = [one.dataset for one in versions if not one.edition.bundled]
    chosen = st.selectbox(
        "Dataset", list(named), key="history", bind="query-params", width=420,
        index=list(named.values()).index(published[0]) if published else 0,
    )  # fmt: skip
    dataset = named[chosen]
    own = [one for one in versions if one.dataset == dataset]
    panel.section(f"{chosen}: {counted(len(own), 'version')}, none of which is ever deleted")
    methods.table(
        ["Version", "Edition", "When (UTC)", "Author", "Note", "Rows", "SHA-256"],
        [
            (
                str(one.number),
                [
                    str(one.edition.number),
                    f"{day(one.edition.at)} {one.edition.at:%H:%M}",
                    one.edition.author,
                    one.edition.note
                    + (
                        f" (brings back version {one.restores})" if one.restores is not None else ""
                    ),
                    f"{one.rows:,}",
                    one.hash[:12],
                ],
            )
            for one in own
        ],
    )
    look(dataset, own)


def look(dataset: str, versions: list[Version]) -> None:
    """One version beside another."""
    numbers = [one.number for one in versions]
    left, right = st.columns(2)
    with left:
        wanted = st.selectbox("Look at version", numbers, key="history-version")
    others = [number for number in numbers if number != wanted]
    with right:
        other = (
            st.selectbox("Compare with version", others, key="history-other") if others else None
        )
    version = next(one for one in versions if one.number == wanted)
    try:
        csv = store().content(version.hash)
        frame = _frame(dataset, version, csv)
        with st.container(horizontal=True):
            st.download_button(
                "CSV of this version", csv, mime="text/csv", on_click="ignore", key="history-csv",
                file_name=exports.csv_name(dataset, version.number),
            )  # fmt: skip
            if version.number != numbers[0]:
                restore(dataset, version, csv)
        with st.expander(f"Rows of version {version.number}"):
            if frame is not None:
                st.dataframe(
                    frame.head(MOST_ROWS), hide_index=True, height=300, placeholder="",
                    column_config=panel.COLUMNS, alt=f"Rows of version {version.number}",
                )  # fmt: skip
        if other is not None and frame is not None:
            beside = next(one for one in versions if one.number == other)
            old = _frame(dataset, beside, store().content(beside.hash))
            if old is not None:
                between(dataset, beside, old, version, frame)
    except (StoreError, DatasetError) as error:
        st.error(str(error))


def _frame(dataset: str, version: Version, csv: bytes):
    return read(dataset, csv, exports.csv_name(dataset, version.number)) if version.rows else None


def between(dataset: str, before: Version, old, after: Version, new) -> None:
    """What differs from one version to another."""
    found = compare(old, new, (SCHEMAS[dataset].metadata or {})["key"])
    panel.section(f"From version {before.number} to version {after.number}")
    if found.empty:
        panel.source("They hold the same rows.")
    for label, count, rows in [
        ("Changed cells, old and new", sum(found.cells.values()), found.changed),
        ("Added rows", len(found.added), found.added),
        ("Removed rows", len(found.removed), found.removed),
    ]:
        if count:
            with st.expander(f"{label} ({count:,})"):
                st.dataframe(
                    rows.head(MOST_ROWS), hide_index=True, height=280, placeholder="",
                    column_config=panel.COLUMNS, alt=f"{label}: {count}",
                )  # fmt: skip


@st.dialog("Bring a version back")
def _ask(dataset: str, version: Version, csv: bytes) -> None:
    st.write(
        f"Version {version.number} of {title(dataset)} is published again, as a new version. "
        "Nothing is lost: what is published now stays in the history."
    )
    note = st.text_input("Note: why", max_chars=500, key="restore-note")
    if st.button("Bring it back", type="primary", disabled=not note.strip()):
        try:
            author = roles.require_analyst("restore")
            now = editions.holdings().content(dataset)
            change = Change(
                dataset, Content(csv, version.rows, version.as_of), now.hash, version.number
            )
            made = store().publish([change], editions.bundled(), author, note.strip())
            store().note_down(
                author, "restore", "done",
                f"edition {made.number}: {dataset} version {version.number}",
            )  # fmt: skip
        except (Refused, StoreError, Conflict) as error:
            st.error(f"Nothing was changed. {error}")
        else:
            data.unpin()
            st.rerun()


def restore(dataset: str, version: Version, csv: bytes) -> None:
    """The button that brings a version back, for analysts."""
    if roles.analyst() and st.button(f"Bring version {version.number} back"):
        _ask(dataset, version, csv)
