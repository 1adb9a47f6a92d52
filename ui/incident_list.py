"""Incidents on a page: as a list, as a table, and one of them whole."""

from collections.abc import Callable
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from riskdata.findings.incidents import Field, toll, what, when, where, who
from riskdata.wording import counted
from ui.panel import written

COLUMNS = {
    "date": st.column_config.TextColumn(width=104),
    "place": st.column_config.TextColumn(width=160),
    "killed": st.column_config.NumberColumn(width=54, format="localized"),
    "wounded": st.column_config.NumberColumn(width=68, format="localized"),
    "district": st.column_config.TextColumn(width=140),
    "province": st.column_config.TextColumn(width=142),
    "perpetrator": st.column_config.TextColumn(width=192),
    "target_type": st.column_config.TextColumn("target", width=110),
    "attack_type": st.column_config.TextColumn("means", width=172),
    "confidence": st.column_config.TextColumn(width=88),
    "source_url": st.column_config.LinkColumn(
        "source", width=156, display_text=r"^https?://(?:www\.)?([^/]+)"
    ),
}

ORDERS = {
    "Newest first": ("date", True),
    "Oldest first": ("date", False),
    "Most killed": ("killed", True),
    "Fewest killed": ("killed", False),
    "Most wounded": ("wounded", True),
    "Fewest wounded": ("wounded", False),
    "Confirmed first": ("confidence", False),
    "Unconfirmed first": ("confidence", True),
    **{
        f"{label}, {way}": (column, way == "Z to A")
        for label, column in [
            ("Place", "place"),
            ("District", "district"),
            ("Province", "province"),
            ("Perpetrator", "perpetrator"),
            ("Target", "target_type"),
            ("Means", "attack_type"),
            ("Source", "source_url"),
        ]
        for way in ("A to Z", "Z to A")
    },
}
"""Orders that the table may stand in: the column, and whether it descends."""


def turned(order: str, column: str) -> str:
    """The order after a click on a column's header: by that column, else its other direction."""
    of_column = [name for name, (by, _) in ORDERS.items() if by == column]
    return of_column[1] if order == of_column[0] else of_column[0]


def latest(incidents: pd.DataFrame) -> None:
    """Draw incidents (rows of a record) in the order given."""
    items = "".join(
        f'<li><span class="when">{escape(when(row["date"], row["date_precision"]))}</span>'
        f'<span class="what"><strong>{written(where(row))}.</strong> '
        f"{written(what(row))} "
        f'<span class="small">{escape(toll(row))} · {written(who(row))} · '
        f"{escape(str(row['confidence']))} · {link(row)}</span></span></li>"
        for _, row in incidents.iterrows()
    )
    st.html(f'<ul class="latest">{items}</ul>')


def link(row: pd.Series) -> str:
    """The source, linked where it has an address, as HTML."""
    name = written(row["source"])
    if pd.isna(row["source_url"]) or not row["source_url"].startswith(("http://", "https://")):
        return name
    return f'<a href="{escape(row["source_url"])}" target="_blank" rel="noopener">{name}</a>'


def table(
    incidents: pd.DataFrame,
    chosen: int | None,
    key: str,
    choose: Callable[[str], None],
    sort: Callable[[str], None],
) -> None:
    """Draw incidents (rows of a record) as a table in the order given.

    `chosen` is the position of the row that is marked. A click in a row calls `choose` with its
    event_id, or with "" where the mark was taken away, and a click on a header calls `sort` with
    the name of the column: the table may be a part of more rows than the browser has.
    """
    dates = zip(incidents["date"].dt.date, incidents["date_precision"], strict=True)
    shown = incidents[list(COLUMNS)].assign(date=[when(*date) for date in dates])
    marked = {"rows": [] if chosen is None else [chosen], "columns": [], "cells": []}

    def clicked() -> None:
        selection = st.session_state[key]["selection"]
        rows = [row for row, _ in selection["cells"]] or selection["rows"]
        if selection["columns"]:
            sort(selection["columns"][0])
        elif rows != marked["rows"]:
            choose(incidents["event_id"].iloc[rows[0]] if rows else "")

    st.session_state[key] = {"selection": marked}
    st.dataframe(
        shown,
        hide_index=True,
        column_config=COLUMNS,
        placeholder="",
        key=key,
        on_select=clicked,
        selection_mode=["single-row", "single-column", "single-cell"],
        alt=f"Table of {counted(len(incidents), 'event')}, one a row",
    )


def whole(row: pd.Series, kicker: str, groups: dict[str, list[Field]]) -> None:
    """Draw all that is known of an incident, in groups of fields with a title each."""
    st.html(Path(__file__).with_name("incident.css"))
    parts = []
    for title, fields in groups.items():
        items = "".join(
            f"<div{' class=wide' if len(field.value) > 60 else ''}><dt>{escape(field.name)}</dt>"
            f"<dd>{_linked(field.value)}"
            f"<small>{escape(field.meaning or field.description)}</small></dd></div>"
            for field in fields
        )
        parts.append(f"<h3>{escape(title)}</h3><dl>{items}</dl>")
    st.html(
        f'<article class="incident"><p class="kicker">{escape(kicker)}</p>'
        f'<h2 class="finding">{written(what(row))}</h2>'
        f"<p>{written(where(row))}, {escape(when(row['date'], row['date_precision']))}. "
        f"{escape(toll(row).capitalize())}. {link(row)}.</p>{''.join(parts)}</article>"
    )


def cite(citation: str, address: str) -> None:
    """Offer a citation of an event and the address it can be looked up at, to be copied."""
    for label, text in [("Citation", citation), ("Link to this event", address)]:
        copy = f'<button class="copy" data-done="Copied" aria-label="Copy: {label}">Copy</button>'
        st.html(f'<p class="note">{label} {copy}</p><p class="quoted">{written(text)}</p>')


def _linked(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        return written(value)
    return f'<a href="{escape(value)}" target="_blank" rel="noopener">{escape(value)}</a>'
