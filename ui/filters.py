"""The filters all pages share: sidebar widgets, bound to the page's address, and what they mean.

A widget's value stands in the address as its label, so labels are part of every shared link.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from runpy import run_path
from typing import NamedTuple
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from riskdata.measures.attack_trends import in_full
from riskdata.preparation import ATTACK_KINDS
from riskdata.reading import DatasetError
from riskdata.schema.vocabularies import EVENT_KIND
from riskdata.selection import BELT_DEPTHS_KM, BORDER_BELT, PAKISTAN, Selection
from riskdata.wording import day, listed, span
from ui import data
from ui.kept import kept

APP = Path(__file__).parents[1] / "dashboard.py"
PAGE_CHOICE = "Best for the page"
LAST_12_MONTHS, THIS_YEAR, SINCE_2021, ALL, DATES = (
    "Last 12 months",
    "This year",
    "Since 2021",
    "All",
    "Dates",
)
CONFIDENCE = {
    "Confirmed only": "confirmed",
    "Confirmed and reported": "reported",
    "Unconfirmed too": "unconfirmed",
}
DEFAULT_CONFIDENCE = "Confirmed and reported"
FILTERS = (
    "record", "period", "from", "to", "region", "depth", "group", "target", "kind", "confidence",
)  # fmt: skip
"""What the filters are called in the address."""


@dataclass(frozen=True)
class PageDefaults:
    """The record and the period that serve a page's question, and why that record.

    `filtered` is whether the filters change the page; else it does without the record too.
    """

    record: str
    period: str
    reason: str
    filtered: bool = True


def record_labels() -> dict[str, str]:
    """Label of each event record."""
    return {data.metadata(name).title: name for name in data.records()}


def cleared(words: str) -> str:
    """HTML of a link to the same page with every filter as the page itself chooses it.

    Filters stand in the address, so that what they were is one step back (`address.js`).
    """
    query = st.query_params
    rest = {name: query.get_all(name) for name in query if name not in FILTERS}
    href = escape(f"?{urlencode(rest, doseq=True)}")
    return f'<a class="view" href="{href}" target="_self">{words}</a>'


class Chosen(NamedTuple):
    """What the reader selected on a page, and what the page would have chosen itself."""

    selection: Selection
    defaults: PageDefaults


def chosen() -> Chosen:
    """What the sidebar of this run selects; `read` has drawn it.

    Streamlit runs a file of a folder named pages/ without the app around it when a link to that
    page is the first thing that a new server is asked for. The app, which knows the page by its
    address, then runs in the file's place.
    """
    if "chosen" not in st.session_state:
        run_path(str(APP))
        st.stop()
    return st.session_state.pop("chosen")


def unfiltered() -> None:
    """In the place of `chosen` on a page that no filter changes."""
    chosen()


def read(defaults: PageDefaults) -> None:
    """Draw the filters in the sidebar and keep what they select for the page (`chosen`).

    Raises `DatasetError` where the chosen record cannot be read; the filters are drawn all the
    same, so that the reader can choose another.
    """
    with st.sidebar:
        labels = record_labels()
        label = st.selectbox(
            "Event record",
            [PAGE_CHOICE, *labels],
            key="record",
            bind="query-params",
            help=defaults.reason,
        )
        record = labels.get(label, defaults.record)
        period = st.selectbox(
            "Period",
            [PAGE_CHOICE, LAST_12_MONTHS, THIS_YEAR, SINCE_2021, ALL, DATES],
            key="period",
            bind="query-params",
        )
        dates = _dates() if period == DATES else None
        region = st.selectbox("Region", _regions(), key="region", bind="query-params")
        depth = st.segmented_control(
            "Depth of the border belt, km",
            BELT_DEPTHS_KM,
            default=50,
            required=True,
            key="depth",
            bind="query-params",
        )
        names = _names()
        groups = st.multiselect(
            "Perpetrator", names["perpetrator"], key="group", bind="query-params"
        )
        targets = st.multiselect("Target", names["target_type"], key="target", bind="query-params")
        kinds = st.multiselect(
            "Event kind",
            list(EVENT_KIND),
            default=ATTACK_KINDS,
            key="kind",
            bind="query-params",
        )
        confidence = st.selectbox(
            "Confidence",
            list(CONFIDENCE),
            index=list(CONFIDENCE).index(DEFAULT_CONFIDENCE),
            key="confidence",
            bind="query-params",
        )
    if not defaults.filtered:
        st.session_state["chosen"] = None
        st.sidebar.html(f'<p class="status">{escape(defaults.reason)}</p>')
        return
    start, end = dates or _preset(
        defaults.period if period == PAGE_CHOICE else period,
        data.record(record).measured["date"],
    )
    selection = Selection(
        record=record,
        start=start,
        end=end,
        region=region or PAKISTAN,
        depth_km=depth or 50,
        perpetrators=tuple(groups),
        targets=tuple(targets),
        kinds=tuple(kinds) or tuple(EVENT_KIND),
        confidence=CONFIDENCE[confidence or DEFAULT_CONFIDENCE],
    )
    st.session_state["chosen"] = Chosen(selection, defaults)
    with st.sidebar:
        _data_status(record)


def _data_status(record: str) -> None:
    """Which data the page is drawn from: their date and version."""
    metadata = data.metadata(record)
    newest = data.record(record).measured["date"].max()
    st.html(
        f'<p class="status">{escape(metadata.title)}: as of {day(metadata.as_of)}, newest event '
        f"{day(newest)}, version {data.version(record)}</p>"
    )


def _dates() -> tuple[date, date]:
    today = date.today()
    first = st.date_input(
        "From", date(today.year - 1, today.month, 1), date(1989, 1, 1), today,
        key="from", bind="query-params", format="DD/MM/YYYY",
    )  # fmt: skip
    last = st.date_input(
        "To", today, date(1989, 1, 1), today,
        key="to", bind="query-params", format="DD/MM/YYYY",
    )  # fmt: skip
    if first > last:
        st.warning("The first day is after the last: the two are taken the other way round.")
    return min(first, last), max(first, last)


def _preset(period: str, dates: pd.Series) -> tuple[date, date]:
    """First and last day of a preset, which ends with the newest event of the record."""
    newest = dates.max()
    start = {
        LAST_12_MONTHS: newest - pd.DateOffset(years=1) + pd.Timedelta(days=1),
        THIS_YEAR: pd.Timestamp(newest.year, 1, 1),
        SINCE_2021: pd.Timestamp(2021, 1, 1),
        ALL: dates.min(),
    }[period]
    return start.date(), newest.date()


def preset() -> bool:
    """Whether the period is one of those offered, not dates of the reader's own."""
    return st.session_state.get("period") != DATES


def published_until(selection: Selection) -> date | None:
    """By the end of which day a published figure's year or month must be over.

    A preset ends with the record's newest event, which says nothing of publishers: their figures
    are then as recent as they are (None).
    """
    return None if preset() else selection.end


def _regions() -> list[str]:
    """Pakistan, the two lenses, the provinces, then every district."""
    return data.once(_regions_of, "regions")


def _regions_of(regions: pd.DataFrame) -> list[str]:
    provinces = regions.loc[regions["kind"] == "province", "region"].tolist()
    districts = regions.loc[regions["kind"] == "district", "region"]
    names = [PAKISTAN, "Balochistan", BORDER_BELT, *provinces, *sorted(districts)]
    return list(dict.fromkeys(names))


def _names() -> dict[str, list[str]]:
    """Perpetrators and target types of every record that can be read, the most frequent first."""
    return _names_of(tuple(data.version_if_readable(name) for name in data.records()))


@kept(4)
def _names_of(versions: tuple[str | None, ...]) -> dict[str, list[str]]:
    found = {"perpetrator": pd.Series(dtype=float), "target_type": pd.Series(dtype=float)}
    for name in data.records():
        with suppress(DatasetError):
            events = data.record(name).measured
            for column, counts in found.items():
                found[column] = counts.add(events[column].value_counts(), fill_value=0)
    return {
        column: counts[counts > 0].sort_values(ascending=False, kind="stable").index.tolist()
        for column, counts in found.items()
    }


def in_words(selection: Selection, defaults: PageDefaults) -> str:
    """The selection in one line."""
    record = data.metadata(selection.record).title
    region = (
        f"{BORDER_BELT} ({selection.depth_km} km)"
        if selection.region == BORDER_BELT
        else selection.region
    )
    parts = [record, region, span(selection.start, selection.end)]
    if selection.perpetrators:
        parts.append("by " + listed([*map(in_full, selection.perpetrators)]))
    if selection.targets:
        parts.append("on " + listed(selection.targets))
    if selection.kinds != ATTACK_KINDS:
        parts.append(
            "all event kinds"
            if len(selection.kinds) == len(EVENT_KIND)
            else listed(selection.kinds)
        )
    parts.append(
        next(label for label, value in CONFIDENCE.items() if value == selection.confidence).lower()
    )
    return " · ".join(parts)


def changed() -> bool:
    """Whether any filter differs from the page's own choice."""
    state = st.session_state
    return any(
        [
            state.get("record") != PAGE_CHOICE,
            state.get("period") != PAGE_CHOICE,
            state.get("region") != PAKISTAN,
            state.get("depth") != 50,
            bool(state.get("group")),
            bool(state.get("target")),
            tuple(state.get("kind", ATTACK_KINDS)) != ATTACK_KINDS,
            state.get("confidence") != DEFAULT_CONFIDENCE,
        ]
    )
