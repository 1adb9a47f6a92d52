"""The way of a file: uploaded, checked, compared, published."""

import streamlit as st

from riskdata import editions
from riskdata.desk.drafted import Drafts
from riskdata.desk.headline import PAGES
from riskdata.findings import data_desk as findings
from riskdata.reading import DatasetError
from riskdata.roles import Refused
from riskdata.schema import UNBUNDLED
from riskdata.store import Conflict, StoreError, store
from riskdata.wording import counted, listed, number
from ui import data, desk_draft, desk_parts, desk_work, panel, roles
from ui.desk import Desk, desk
from ui.desk_catalogue import title
from ui.panel import written

LARGEST_MB = 200
KINDS = ["csv", "gz", "zip", "xlsx", "tsv", "txt"]


def section(owner: str) -> None:
    """Everything between choosing files and publishing them."""
    here = desk(owner)
    if here.said:
        desk_parts.notice(here.said, here.urgent)
    key = f"desk-files-{here.turn}"
    st.file_uploader(
        f"Add CSV files (also .csv.gz, .zip of CSVs, .xlsx), up to {LARGEST_MB} MB each", KINDS,
        accept_multiple_files=True, key=key, max_upload_size=LARGEST_MB, on_change=here.take,
        args=(key,),
    )  # fmt: skip
    if here.work is None:
        panel.source(
            "A file is recognised by its columns. Exports of UCDP GED, UCDP Candidate, ACLED and "
            "GTD are converted. Nothing is published before you say so."
        )
        return
    on_the_desk(here)
    if not here.work.done:
        under_way(here.work)
        return
    answer = here.answer()
    if isinstance(answer, str):
        desk_parts.notice(answer, urgent=True)
        return
    overtaken(here, answer)
    beside(here, answer)
    for at, one in enumerate(answer.drafts):
        desk_draft.section(here, one, f"{here.turn}-{at}")
    headlines(answer)
    publish(here, answer)


def on_the_desk(here: Desk) -> None:
    """Which files lie here, which tables are left out, and the way back."""
    files = [f"{written(name)} ({_size(len(content))})" for name, content in here.uploads.items()]
    with st.container(horizontal=True, vertical_alignment="center", key="desk-files"):
        st.html(f'<p class="source">On the desk: {", ".join(files)}.</p>')
        st.button(
            "Clear the desk", on_click=here.clear, type="tertiary", key="desk-clear",
            help="Give up this upload; nothing is published",
        )  # fmt: skip
    left_out = [file for file, choice in here.choices.items() if choice.left_out]
    for at, file in enumerate(left_out):
        with st.container(horizontal=True, vertical_alignment="center", key=f"desk-left-{at}"):
            st.html(f'<p class="source">{written(file)} is left out.</p>')
            st.button(
                "Take it back in", key=f"desk-back-{here.turn}-{at}", type="tertiary",
                on_click=here.choose, args=(file,), kwargs={"left_out": False},
            )  # fmt: skip


def beside(here: Desk, answer: Drafts) -> None:
    """Which sheets were left out unasked, and the way to have them read."""
    for at, file in enumerate(answer.beside):
        with st.container(horizontal=True, vertical_alignment="center", key=f"desk-beside-{at}"):
            st.html(f'<p class="source">{written(findings.beside(file))}</p>')
            st.button(
                "Take it in", key=f"desk-in-{here.turn}-{at}", type="tertiary",
                on_click=here.choose, args=(file,), kwargs={"left_out": False},
            )  # fmt: skip


def _size(length: int) -> str:
    return f"{number(length / 1e6)} MB" if length >= 1e6 else f"{number(max(1, length // 1000))} kB"


@st.fragment(run_every=1)
def under_way(work: desk_work.Work) -> None:
    """What the check is doing now; the page goes on by itself when it is done."""
    if work.done:
        st.rerun()
    waited = f" ({counted(work.seconds, 'second')})" if work.seconds > 2 else ""
    step = f"{written(work.step)} …{waited}"
    st.html(f'<p class="desk-notice desk-busy" role="status">{step}</p>')


def overtaken(here: Desk, answer: Drafts) -> None:
    """Say where somebody else has published since the files were compared."""
    now = editions.holdings()
    for change in answer.changes:
        published = now.published(change.dataset)
        current = published.hash if published else now.content(change.dataset).hash
        if current != change.based_on:
            desk_parts.notice(findings.overtaken(title(change.dataset), published), urgent=True)
            st.button("Compare again", on_click=here.check, key=f"desk-again-{change.dataset}")


def headlines(answer: Drafts) -> None:
    """What the pages' headline figures become."""
    if answer.headlines is None:
        return
    moved = answer.headlines[answer.headlines["changed"]]
    if moved.empty:
        panel.section(f"No headline figure changes on {listed(PAGES)}")
        return
    panel.section(
        f"{counted(len(moved), 'headline figure')} of the pages would change",
        "As the pages open, before anyone chooses a filter.",
    )
    desk_parts.table(
        "Headline figures now and then",
        ["Page and figure", "Now", "After publishing"],
        [
            [
                f"{written(row['page'])}<br><small>{written(row['figure'])}</small>",
                _figure(row["before"], row["detail_before"]),
                _figure(row["after"], row["detail_after"]),
            ]
            for row in moved.to_dict("records")
        ],
    )


def _figure(value: str, detail: str) -> str:
    if not value:
        return "not shown"
    return written(value) + (f"<br><small>{written(detail)}</small>" if detail else "")


def publish(here: Desk, answer: Drafts) -> None:
    """A note, the ticks for what is doubtful, and the button; or what stands in the way."""
    stops = findings.hindrance(answer.drafts)
    if stops or not answer.changes:
        if stops or len(answer.drafts) > 1:
            panel.section(stops or "Nothing on the desk differs from what is published")
        return
    names = listed([title(change.dataset) for change in answer.changes])
    panel.section(f"Publish {names}", "All of it goes live together, at every viewer's next click.")
    with st.form(f"desk-publish-{here.checks}", border=False):
        ticks = []
        for at, one in enumerate(answer.drafts):
            doubts = [each for each in here.groups[one.file] if each.level == "warning"]
            if doubts:
                st.html(f'<p class="source">Warnings in {written(one.file)}:</p>')
            ticks += [
                st.checkbox(
                    f"I have looked at “{each.kind}” ({number(each.count)})",
                    key=f"desk-tick-{here.checks}-{at}-{each.kind}",
                )
                for each in doubts
            ]
        ticks += [
            st.checkbox(
                "All who can open this dashboard may see these rows. "
                + data.metadata(change.dataset).licence,
                key=f"desk-terms-{here.checks}-{change.dataset}",
            )
            for change in answer.changes
            if change.dataset in UNBUNDLED
        ]
        note = st.text_input(
            "Note: what is new, and why", max_chars=500, key=f"desk-note-{here.turn}"
        ).strip()
        asked = st.form_submit_button("Publish", type="primary")
    if asked and not (note and all(ticks)):
        desk_parts.notice(
            "Nothing was published yet: tick what you have looked at."
            if note
            else "Nothing was published yet: write a note first. It stands in the history.",
            urgent=True,
        )
    elif asked:
        with st.spinner("Publishing"):
            done = _published(here, answer, names, note)
        if done:
            st.rerun()


def _published(here: Desk, answer: Drafts, names: str, note: str) -> bool:
    """Publish all of it; whether the page is to be drawn anew."""
    try:
        author = roles.require_analyst("publish")
        try:
            made = store().publish(answer.changes, editions.bundled(), author, note)
        except Conflict as error:
            store().note_down(author, "publish", "conflict", str(error))
            here.check(findings.conflict(error))
            return True
    except (Refused, StoreError, DatasetError) as error:
        desk_parts.notice(f"Nothing was published. {error}", urgent=True)
        return False
    here.clear(
        f"Edition {made.number} is published: {names}. Every viewer sees it at the next click."
    )
    data.unpin()
    return True
