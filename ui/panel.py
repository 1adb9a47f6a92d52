"""The parts every page is set from: finding, filters in words, picture, source, rows."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from riskdata.charts import maps
from riskdata.charts.event_map import Circled
from riskdata.charts.event_points import event_key
from riskdata.charts.theme import CONFIG, Theme, theme
from riskdata.datapackage import as_csv
from riskdata.desk.exports import rows_name
from riskdata.reading import DatasetError, Problem
from riskdata.selection import Selection
from riskdata.wording import listed, number, of_many, spelled_out
from ui import browser, data, filters, methods_link

Rows = Callable[[], pd.DataFrame]


def current_theme() -> Theme:
    """The theme that the reader's browser shows."""
    return theme("dark" if st.context.theme.type == "dark" else "light")


def heading(kicker: str, finding: str, sentences: Sequence[str] = ()) -> None:
    """The page's finding in large letters, what it is about above it, what else to know below."""
    lede = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences if sentence)
    st.html(
        f'<p class="kicker">{escape(kicker)}</p><h1 class="finding">{escape(finding)}</h1>'
        f'<div class="lede">{lede}</div>'
    )


def filter_line(selection: Selection, defaults: filters.PageDefaults) -> None:
    """What is filtered, in one line, with a way to clear it."""
    clear = f" {filters.cleared('Clear filters')}" if filters.changed() else ""
    st.html(f'<p class="filters">{escape(filters.in_words(selection, defaults))}{clear}</p>')


def written(text: object) -> str:
    """HTML of what somebody wrote, in whatever writing."""
    return f"<bdi>{escape(spelled_out(str(text)))}</bdi>"


def section(finding: str, note: str = "") -> None:
    """A finding above a picture, with a line of explanation where it needs one."""
    below = f'<p class="note">{escape(note)}</p>' if note else ""
    st.html(f'<h2 class="finding">{escape(finding)}</h2>{below}')


def picture(figure: go.Figure, key: str, alt: str, **options) -> object:
    """A chart with its text alternative; returns what `st.plotly_chart` returns."""
    return st.plotly_chart(
        figure, key=key, alt=alt, theme=None, config={**CONFIG, **options.pop("config", {})},
        **options,
    )  # fmt: skip


def map_picture(drawn: maps.Map, key: str, alt: str, **options) -> object:
    """A map, as high as its place on the screen lets it be."""
    with st.container(key=f"map-{key}"):
        chart = picture(drawn.ground, key, "Map", config=maps.CONFIG, height="stretch", **options)
        browser.fill(key, drawn, alt)
    return chart


def map_key(look: Theme, shown: Circled, corridor: bool = False) -> None:
    """What the marks of a map of events, the corridor or both stand for."""
    key = event_key(look, levels=shown.levels, provinces=shown.provinces, corridor=corridor)
    if key:
        st.html(f'<p class="source">{key}</p>')


def source(text: str, *methods: str) -> None:
    """The small print under a picture: source, date, record and coverage, with links to where the
    sections of Methods and sources (`methods_link.SECTIONS`) explain it."""
    st.html(f'<p class="source">{escape(text)}{methods_link.links(*methods)}</p>')


@st.fragment
def evidence(key: str, count: int, rows: Rows, noun: str = "rows", **columns) -> None:
    """The very rows behind a figure: looked at in place, with their sources, or downloaded.

    `rows` is called only when the reader asks; `columns` are Streamlit column settings.
    """
    with st.container(horizontal=True, gap="small", key=f"evidence-{key}"):
        label = of_many(count, noun)
        shown = st.popover(label, type="tertiary", key=f"rows-{key}", on_change="rerun")
        if shown.open:
            with shown:
                table = rows()
                plain = {str(name): str(name).replace("_", " ") for name in table}
                st.dataframe(
                    table, hide_index=True, key=f"table-{key}", placeholder="",
                    column_config={**plain, **COLUMNS, **columns}, alt=f"{label} behind the figure",
                )  # fmt: skip
        st.download_button(
            "CSV", lambda: as_csv(rows()),
            file_name=rows_name(key, data.holdings().number),
            mime="text/csv", key=f"csv-{key}", type="tertiary", on_click="ignore",
            help=f"Download the {label} behind this figure",
        )  # fmt: skip


COLUMNS = {
    "source_url": st.column_config.LinkColumn("source link", display_text="open"),
    **{
        name: st.column_config.DateColumn(name.replace("_", " "), format="D MMM YYYY")
        for name in ["date", "date_end", "period_start", "period_end", "as_of"]
    },
}


@contextmanager
def guarded() -> Iterator[None]:
    """Show a dataset that cannot be read in plain words, and let the rest of the page go on."""
    try:
        yield
    except DatasetError as error:
        lead = f"{error.file} cannot be shown."
        _problems(lead, "What needs it is missing here; everything else works.", error.problems)


def misfits(problems: Sequence[Problem]) -> None:
    """Say which rows do not fit what another dataset says; nothing where all do."""
    if problems:
        files = listed(sorted({problem.file for problem in problems}))
        rest = "What these rows say may be missing on the pages."
        _problems(f"{files} has rows that do not fit the other files.", rest, problems)


def _problems(lead: str, rest: str, problems: Sequence[Problem]) -> None:
    items = "".join(
        f"<li>{escape(_where(problem.row, problem.column))}"
        f"{escape(_quoted(problem.value))}{escape(problem.message)}. "
        f"<em>{escape(problem.remedy)}</em></li>"
        for problem in problems[:10]
    )
    more = f"<p>and {number(len(problems) - 10)} more.</p>" if len(problems) > 10 else ""
    st.html(
        f'<div class="broken" role="alert"><p><strong>{escape(lead)}</strong> {escape(rest)}</p>'
        f"<ul>{items}</ul>{more}</div>"
    )


def _quoted(value: str | None) -> str:
    if not value:
        return ""
    return f"“{value if len(value) <= 80 else value[:79] + '…'}” "


def _where(row: int | None, column: str | None) -> str:
    parts = [f"row {row}" if row else "", f"column {column}" if column else ""]
    words = ", ".join(part for part in parts if part)
    return f"{words.capitalize()}: " if words else ""
