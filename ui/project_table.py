"""The projects as a table that a reader sorts and chooses from.

A table of HTML: Streamlit's own is a picture of itself. It cuts long names, prints only the rows on
the screen, and takes longer to come up than all else on the page.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st
from streamlit.components.v2 import component

from riskdata.wording import NO_BREAK, counted, day, number

_SCRIPT, _STYLE = (
    Path(__file__).with_suffix(suffix).read_text(encoding="utf-8") for suffix in (".js", ".css")
)
_FRAME = '<div class="box" role="region" tabindex="0"><table><caption></caption></table></div>'


class Column(NamedTuple):
    """How a column of the table is headed and explained, and how its values are written."""

    label: str
    help: str = ""
    written: Callable[[Any], str] = str


def _points(value: float) -> str:
    return f"{value:,.1f}"


def _whole(value: float) -> str:
    return number(round(value))


def _day(value: str) -> str:
    return day(date.fromisoformat(value))


COLUMNS = {
    "rank": Column(
        "rank", "By exposure, of all projects that have any; equal ones share the better.", _whole
    ),
    "name": Column("project"),
    "band": Column("band", "How high the exposure is."),
    "exposure": Column("exposure", "Points, as defined above.", _points),
    "ranks": Column("rank moves", "Best and worst rank as the two scales move."),
    "within_25": Column(f"25{NO_BREAK}km", "Events within 25 km in 12 months.", _whole),
    "within_50": Column(f"50{NO_BREAK}km", "Events within 50 km in 12 months.", _whole),
    "within_100": Column(f"100{NO_BREAK}km", "Events within 100 km in 12 months.", _whole),
    "nearest_km": Column("nearest, km", "Nearest event of the 12 months.", _whole),
    "nearest_date": Column("nearest on", "When the nearest event of the 12 months was.", _day),
    "latest_km": Column("latest, km", "How far the latest event within 25 km was.", _whole),
    "latest_date": Column("latest on", "Latest event within 25 km, whenever it was.", _day),
    "cost_usd_million": Column(f"US${NO_BREAK}m", "Published cost; empty: none published.", _whole),
    "status": Column("status"),
    "sector": Column("sector"),
    "location_precision": Column("place known", "How exactly the place of the project is known."),
}
"""In the order of the table."""


def table(
    projects: pd.DataFrame,
    chosen: str | None,
    colours: Mapping[str, str],
    key: str,
    choose: Callable[[str], None],
) -> None:
    """Draw projects (rows of `exposure_table.table`) in the order given, `chosen` (a project_id)
    marked and each band in its colour. A click on a row calls `choose` with its project_id, or with
    "" where the mark was taken away."""
    component("projects", html=_FRAME, css=_STYLE, js=_SCRIPT)(
        key=key,
        data={
            "caption": f"{counted(len(projects), 'project')}, the most exposed first",
            "columns": [
                {"label": column.label, "help": column.help} for column in COLUMNS.values()
            ],
            "rows": _rows(projects),
            "colours": dict(colours),
            "chosen": chosen,
        },
        on_project_change=lambda: choose(st.session_state[key]["project"]),
    )


def _rows(projects: pd.DataFrame) -> list[dict[str, object]]:
    """A project each: how its cells are written, and what they are sorted by, None where there is
    nothing."""
    exposed = projects["exposure"] > 0
    moves = [
        f"{best} to {worst}{'' if robust else ', flips'}"
        for best, worst, robust in zip(
            projects["best"], projects["worst"], projects["robust"], strict=True
        )
    ]
    ranks = pd.Series(moves, index=projects.index, dtype=object).where(exposed)
    shown = projects.assign(rank=projects["rank"].where(exposed), ranks=ranks)
    values = {name: [_known(value) for value in shown[name]] for name in COLUMNS}
    written = {
        name: ["" if value is None else COLUMNS[name].written(value) for value in column]
        for name, column in values.items()
    }
    return [
        {"id": project, "cells": cells, "by": by}
        for project, cells, by in zip(
            projects["project_id"],
            zip(*written.values(), strict=True),
            zip(*values.values(), strict=True),
            strict=True,
        )
    ]


def _known(value: Any) -> str | float | None:
    if pd.isna(value):
        return None
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return value if isinstance(value, str) else float(value)
