"""The projects as a table that a reader sorts and chooses from."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from riskdata.wording import counted


def _number(label: str, width: int, help: str, format: str = "localized") -> object:
    return st.column_config.NumberColumn(label, width=width, help=help, format=format)


def _date(label: str, help: str) -> object:
    return st.column_config.DateColumn(label, width=92, help=help, format="D MMM YYYY")


COLUMNS = {
    "rank": _number("rank", 48, "By exposure, of all projects; equal ones share the better rank."),
    "name": st.column_config.TextColumn("project", width=232),
    "band": st.column_config.TextColumn("band", width=74),
    "exposure": _number("exposure", 74, "Points, as defined above.", "%.1f"),
    "ranks": st.column_config.TextColumn(
        "rank moves", width=90, help="Best and worst rank as the two scales move."
    ),
    "within_25": _number("25 km", 52, "Events within 25 km in 12 months."),
    "within_50": _number("50 km", 52, "Events within 50 km in 12 months."),
    "within_100": _number("100 km", 60, "Events within 100 km in 12 months."),
    "nearest_km": _number("nearest, km", 82, "Nearest event of the 12 months.", "%.0f"),
    "latest_date": _date("latest on", "Latest event within 25 km, whenever it was."),
    "cost_usd_million": _number("US$ m", 66, "Published cost; empty: none published."),
    "status": st.column_config.TextColumn("status", width=118),
    "sector": st.column_config.TextColumn("sector", width=118),
    "location_precision": st.column_config.TextColumn(
        "place known", width=92, help="How exactly the place of the project is known."
    ),
    "nearest_date": _date("nearest on", "When the nearest event of the 12 months was."),
    "latest_km": _number("latest, km", 76, "How far the latest event was.", "%.0f"),
}


def table(projects: pd.DataFrame, chosen: str | None, key: str, choose: Callable[[str], None]):
    """Draw projects (rows of `exposure_table.table`) in the order given, `chosen` (a project_id)
    marked. A click on a row calls `choose` with its project_id, or with "" where the mark was
    taken away."""
    moves = [
        f"{best} to {worst}{'' if robust else ', flips'}"
        for best, worst, robust in zip(
            projects["best"], projects["worst"], projects["robust"], strict=True
        )
    ]
    ids = projects["project_id"].tolist()
    marked = [ids.index(chosen)] if chosen in ids else []

    def clicked() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        if rows != marked:
            choose(ids[rows[0]] if rows else "")

    st.session_state[key] = {"selection": {"rows": marked, "columns": [], "cells": []}}
    st.dataframe(
        projects.assign(ranks=moves)[list(COLUMNS)],
        hide_index=True, column_config=COLUMNS, placeholder="", height=330, key=key,
        on_select=clicked, selection_mode="single-row",
        alt=f"Table of {counted(len(projects), 'project')}, the most exposed first",
    )  # fmt: skip
