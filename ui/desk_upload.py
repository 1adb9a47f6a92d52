"""The way of a file: uploaded, checked, compared, published."""

from dataclasses import dataclass, field, replace

import pandas as pd
import streamlit as st

from riskdata import editions
from riskdata.datapackage import as_csv
from riskdata.desk.drafts import Choice, Draft, Drafts, read
from riskdata.desk.fixes import apply
from riskdata.desk.recognise import renamed
from riskdata.findings import data_desk as findings
from riskdata.roles import Refused
from riskdata.store import Conflict, StoreError, store
from riskdata.wording import counted
from ui import data, desk_work, methods, panel, roles
from ui.desk_catalogue import title

DESK = "desk"
MOST_ROWS = 500
KINDS = ["csv", "gz", "zip", "xlsx", "tsv", "txt"]
ADD, REPLACE = "Add to what is published", "Replace what is published"


@dataclass
class Desk:
    """What lies on an analyst's desk: the choices for each table, and the check of them."""

    uploads: desk_work.Uploads = ()
    choices: dict[str, Choice] = field(default_factory=dict)
    work: desk_work.Work | None = None
    said: str = ""
    uploader: int = 0

    def choose(self, file: str, **decided) -> None:
        """Decide something about a table, and have all of them checked again."""
        self.choices[file] = replace(self.choices.get(file, Choice()), **decided)
        self.check()

    def check(self) -> None:
        """Have what lies here checked."""
        self.said = ""
        self.work = desk_work.Work(self.uploads, dict(self.choices))


def desk() -> Desk:
    """The desk of this session."""
    return st.session_state.setdefault(DESK, Desk())


def section() -> None:
    """Everything between choosing files and publishing them."""
    here = desk()
    if here.said:
        st.success(here.said)
    chosen = st.file_uploader(
        "CSV files (also .csv.gz, .zip of CSVs, .xlsx), up to 200 MB each", KINDS,
        accept_multiple_files=True, key=f"desk-files-{here.uploader}", max_upload_size=200,
    )  # fmt: skip
    panel.source(
        "Ours are recognised by their columns; UCDP GED, UCDP Candidate, ACLED and GTD exports are "
        "converted. Nothing is published before you say so."
    )
    uploads = [(one.name, one.getvalue()) for one in chosen]
    if [(name, len(content)) for name, content in uploads] != [
        (name, len(content)) for name, content in here.uploads
    ]:
        here.uploads, here.choices, here.work = uploads, {}, None
        if uploads:
            here.check()
    if here.work is None:
        return
    if not here.work.done:
        under_way()
        return
    answer = here.work.answer()
    if isinstance(answer, str):
        st.error(answer)
        return
    for one in answer.drafts:
        draft(one)
    headlines(answer)
    publish(answer)


@st.fragment(run_every=1)
def under_way() -> None:
    """What the check is doing now; the page goes on by itself when it is done."""
    work = desk().work
    if work is None or work.done:
        st.rerun()
    st.status(f"{work.step} …", state="running")


def draft(one: Draft) -> None:
    """One table: what it is, what is wrong or doubtful, what it changes."""
    here = desk()
    choice = here.choices.get(one.file, Choice())
    panel.section(findings.verdict(one, title(one.dataset) if one.dataset else ""))
    for note in one.notes:
        panel.source(note)
    if one.recognised and (choice.columns or one.recognised.offered or one.recognised.choices):
        which(one, choice)
    if one.converted:
        with st.expander("What the conversion did"):
            for line in findings.conversion(one.converted):
                panel.source(line)
            if one.converted.mapped:
                mapped = pd.DataFrame(one.converted.mapped)
                st.dataframe(mapped.head(MOST_ROWS), hide_index=True, height=240)
    elif one.dataset and one.recognised and not one.file.startswith("event_record_coverage.csv, "):
        st.segmented_control(
            "These rows", [REPLACE, ADD], default=ADD if choice.append else REPLACE, required=True,
            key=f"desk-mode-{one.file}", on_change=_mode, args=(one.file,),
        )  # fmt: skip
    found = list(one.refused) + (one.checked.findings if one.checked else [])
    errors = [each for each in found if each.level == "error"]
    warnings = [each for each in found if each.level == "warning"]
    if one.checked and one.checked.fixes:
        fixes(one, choice)
    for level, group in (("Errors", errors), ("Warnings", warnings)):
        for kind, alike in findings.grouped(group):
            with st.expander(f"{level[:-1]}: {kind} ({len(alike)})", expanded=level == "Errors"):
                st.dataframe(
                    findings.table(alike).drop(columns=["level", "kind"]).head(MOST_ROWS),
                    hide_index=True, height=min(320, 40 + 35 * len(alike)), placeholder="",
                    alt=f"{kind}: {counted(len(alike), 'row')}",
                )  # fmt: skip
    if found:
        with st.container(horizontal=True):
            st.download_button(
                "Problem list (CSV)", as_csv(findings.table(found)), mime="text/csv",
                file_name=f"problems-{_plain(one.file)}.csv", on_click="ignore",
                key=f"desk-problems-{one.file}",
            )  # fmt: skip
            if choice.fixes and one.checked:
                st.download_button(
                    "Corrected CSV", lambda: corrected(one.file), mime="text/csv",
                    file_name=f"corrected-{_plain(one.file)}.csv", on_click="ignore",
                    key=f"desk-corrected-{one.file}",
                )  # fmt: skip
    if one.difference and not one.difference.empty:
        difference(one)


def _plain(file: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in file)


def _mode(file: str) -> None:
    desk().choose(file, append=st.session_state[f"desk-mode-{file}"] == ADD)


def which(one: Draft, choice: Choice) -> None:
    """Ask what a table or a column is, where its header leaves that open."""
    recognised = one.recognised
    assert recognised is not None
    panel.source(recognised.words)
    if recognised.choices:
        names = {title(name): name for name in recognised.choices}

        def take() -> None:
            label = st.session_state[f"desk-dataset-{one.file}"]
            desk().choose(one.file, dataset=names.get(label))

        st.selectbox(
            "Which record is it?", list(names), index=None, key=f"desk-dataset-{one.file}",
            on_change=take, width=420,
        )  # fmt: skip
    for column, perhaps in recognised.offered.items():
        if column not in choice.columns:
            st.button(
                f"Read “{column}” as {perhaps}", key=f"desk-column-{one.file}-{column}",
                on_click=desk().choose, args=(one.file,),
                kwargs={"columns": {**choice.columns, column: perhaps}},
            )  # fmt: skip


def fixes(one: Draft, choice: Choice) -> None:
    """The fixes on offer, one button a kind."""
    assert one.checked is not None
    groups = findings.fixes(one.checked.fixes)
    panel.source("Offered, and made only where you say so:")
    for words, group in groups.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Apply", key=f"desk-fix-{one.file}-{words}", on_click=desk().choose,
                args=(one.file,), kwargs={"fixes": (*choice.fixes, *group)},
                help=words,
            )  # fmt: skip
            panel.source(f"{words}. {findings.fix_words(group)}")
    if len(groups) > 1:
        st.button(
            "Apply all of them", key=f"desk-fixes-{one.file}", on_click=desk().choose,
            args=(one.file,), kwargs={"fixes": (*choice.fixes, *one.checked.fixes)},
        )  # fmt: skip


def corrected(file: str) -> bytes:
    """The table as CSV, with the fixes that were made."""
    here = desk()
    choice = here.choices[file]
    for name, content in here.uploads:
        for table in read(name, content):
            if not isinstance(table, Draft) and table.file == file:
                matched = one_of(here, file)
                fixed = apply(renamed(table, {**matched, **choice.columns}), choice.fixes)
                return as_csv(fixed.cells)
    return b""


def one_of(here: Desk, file: str) -> dict[str, str]:
    """The columns of a table that were recognised."""
    answer = here.work.answer() if here.work else ""
    found = [] if isinstance(answer, str) else answer.drafts
    return next(
        (one.recognised.matched for one in found if one.file == file and one.recognised), {}
    )


def difference(one: Draft) -> None:
    """What is added, changed cell by cell, and removed."""
    shown = one.difference
    assert shown is not None
    for label, count, rows in [
        ("Changed cells, old and new", sum(shown.cells.values()), shown.changed),
        ("Added rows", one.added, shown.added),
        ("Removed rows", one.removed, shown.removed),
    ]:
        if count:
            with st.expander(f"{label} ({count:,})"):
                st.dataframe(
                    rows.head(MOST_ROWS), hide_index=True, height=280, placeholder="",
                    column_config=panel.COLUMNS, alt=f"{label}: {count}",
                )  # fmt: skip
                if count > MOST_ROWS:
                    panel.source(f"The first {MOST_ROWS} of {count:,}.")


def headlines(answer: Drafts) -> None:
    """What the pages' headline figures become."""
    if answer.headlines is None:
        return
    moved = answer.headlines[answer.headlines["changed"]]
    if moved.empty:
        panel.section("No headline figure of any page changes")
        return
    panel.section(
        f"{counted(len(moved), 'headline figure')} of the pages would change",
        "As every page opens, before anyone chooses a filter.",
    )
    methods.table(
        ["Page", "Figure", "Now", "Then"],
        [
            (row["page"], [row["figure"], row["before"], row["after"]])
            for row in moved.to_dict("records")
        ],
    )  # fmt: skip


def publish(answer: Drafts) -> None:
    """A note, the ticks for what is doubtful, and the button."""
    if not answer.ready:
        return
    here = desk()
    doubtful = [
        (one.file, kind, len(alike))
        for one in answer.drafts
        if one.checked
        for kind, alike in findings.grouped(one.checked.warnings)
    ]
    names = ", ".join(title(change.dataset) for change in answer.changes)
    panel.section(f"Publish {names}", "All of it goes live together, at every viewer's next click.")
    ticks = [
        st.checkbox(
            f"{file}: I have looked at the {counted(count, 'warning')} “{kind}”",
            key=f"desk-tick-{file}-{kind}",
        )
        for file, kind, count in doubtful
    ]
    note = st.text_input("Note: what is new, and why", max_chars=500, key="desk-note")
    if st.button("Publish", type="primary", disabled=not (note.strip() and all(ticks))):
        try:
            author = roles.require_analyst("publish")
            made = store().publish(answer.changes, editions.bundled(), author, note.strip())
            store().note_down(author, "publish", "done", f"edition {made.number}: {names}")
        except (Refused, StoreError) as error:
            st.error(f"Nothing was published. {error}")
        except Conflict as error:
            store().note_down(author, "publish", "conflict", str(error))
            here.check()
            here.said = ""
            st.session_state["desk-conflict"] = findings.conflict(error)
            st.rerun()
        else:
            st.session_state[DESK] = Desk(
                said=f"Edition {made.number} is published: {names}. Every viewer sees it at the "
                "next click.",
                uploader=here.uploader + 1,
            )
            data.unpin()
            st.rerun()
    elif not note.strip() or not all(ticks):
        panel.source(
            "Write a note first." if all(ticks) else "Tick what you have looked at, write a note."
        )
