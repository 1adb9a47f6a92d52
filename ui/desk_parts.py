"""What the parts of the data desk are set from. Whatever a file or a person wrote is shown as text:
escaped, kept to its own direction, and with the signs that cannot be seen spelled out."""

import re
from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from riskdata.desk.compare import Difference
from riskdata.findings import data_desk as findings
from riskdata.wording import number, of_many, spelled_out
from ui import panel
from ui.panel import written

MOST_ROWS = 500
"""Rows of a long table that are looked at in place; the downloads hold all."""
MOST_CELLS = 50
"""Changed cells that are looked at side by side."""


def prose(text: str) -> str:
    """HTML of a sentence of ours in which names stand between backticks."""
    return re.sub(r"`([^`]+)`", r"<b>\1</b>", escape(spelled_out(text)))


def say(text: str) -> None:
    """A line of small print in which names stand between backticks."""
    st.html(f'<p class="source">{prose(text)}</p>')


def notice(text: str, urgent: bool = False) -> None:
    """Something that happened, or that keeps the reader from going on."""
    role = "alert" if urgent else "status"
    st.html(f'<p class="desk-notice" role="{role}">{prose(text)}</p>')


def table(label: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table of HTML cells. Where the screen is narrow, one of more than four columns is set as
    a list: each row's cells below each other, with their columns' names."""
    kind = "plain wide" if len(header) > 4 else "plain"
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    body = "".join(
        f'<tr><th scope="row">{first}</th>'
        + "".join(
            f'<td data-column="{escape(name)}">{cell}</td>'
            for name, cell in zip(header[1:], cells, strict=True)
        )
        + "</tr>"
        for first, *cells in rows
    )
    st.html(
        f'<div class="desk-table" role="region" aria-label="{escape(label)}" tabindex="0">'
        f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def rows(label: str, frame: pd.DataFrame) -> None:
    """Rows of a dataset, as many as can be looked at."""
    plain = {str(name): str(name).replace("_", " ") for name in frame}
    st.dataframe(
        frame.head(MOST_ROWS), hide_index=True, placeholder="",
        column_config={**plain, **panel.COLUMNS}, alt=label,
    )  # fmt: skip


def difference(shown: Difference, added: int, removed: int) -> None:
    """What became of a dataset's rows: changed cell by cell, added, removed. `added` and `removed`
    count what the frames may hold in part."""
    cells = sum(shown.cells.values())
    if cells:
        with st.expander(f"Changed cells, old and new ({number(cells)})"):
            changed(shown.changed.head(MOST_CELLS))
            _first(MOST_CELLS, cells)
    for label, count, frame in [("Added", added, shown.added), ("Removed", removed, shown.removed)]:
        if count:
            with st.expander(f"{label} {of_many(count, 'rows')}"):
                rows(f"{label} {of_many(count, 'rows')}", frame)
                _first(MOST_ROWS, count)


def changed(frame: pd.DataFrame) -> None:
    """Changed cells: the row's key, the column, the old and the new."""
    *key, _, _, _ = frame.columns
    table(
        "Changed cells",
        ["Row", "Column", "Old", "New"],
        [
            [
                written(", ".join(findings.cell(row[column]) for column in key)),
                written(str(row["column"]).replace("_", " ")),
                written(findings.cell(row["old"])),
                written(findings.cell(row["new"])),
            ]
            for row in frame.to_dict("records")
        ],
    )


def _first(most: int, count: int) -> None:
    if count > most:
        panel.source(f"The first {number(most)} of {number(count)}.")
