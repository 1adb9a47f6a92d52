"""The published data as the pages see them: read and prepared once per version, for all viewers.

Everything handed out is shared between sessions: pages read it and never change it in place.
"""

import gc
import threading
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from riskdata import editions
from riskdata.catalogue import Metadata
from riskdata.editions import Holdings
from riskdata.measures.coverage import Share, share_of_published
from riskdata.measures.search import WordIndex, index_words
from riskdata.preparation import PreparedRecord, prepare
from riskdata.reading import DatasetError, Problem
from riskdata.schema import SCHEMAS, cross_check
from ui.kept import kept

STATISTICS = "published_statistics"
NOWHERE = ""
PINNED, SHOWN = "edition", "holdings"
"""What pins an edition in the address and in the session, and where the session keeps the datasets
that its page shows."""
_run = threading.local()


def begin() -> None:
    """Begin a run of the app: what it shows is looked up once and stays the same to its end, and
    for the parts of the page that run by themselves afterwards."""
    state = st.session_state
    if PINNED in st.query_params:
        state[PINNED] = st.query_params[PINNED]
    elif PINNED in state:
        st.query_params[PINNED] = state[PINNED]
    pinned = state.get(PINNED, "")
    _run.versions = {}
    _run.holdings = state[SHOWN] = editions.holdings(int(pinned) if pinned.isdecimal() else None)


def unpin() -> None:
    """Show the newest edition from the next run on."""
    st.session_state.pop(PINNED, None)
    st.query_params.pop(PINNED, None)


def holdings() -> Holdings:
    """The datasets that this run shows."""
    if "holdings" not in _run.__dict__:
        _run.holdings = st.session_state.get(SHOWN) or editions.holdings()
    return _run.holdings


def datasets() -> list[str]:
    """The name of every dataset that there is."""
    return holdings().datasets()


def records() -> list[str]:
    """The name of every event record that there is."""
    return holdings().records()


def metadata(name: str) -> Metadata:
    """What a dataset is, as of the day of the version shown. Raises `DatasetError`."""
    return holdings().metadata(name)


def version(name: str) -> str:
    """The version of a dataset that this run shows. Raises `DatasetError` where it cannot be
    read."""
    versions: dict[str, str] = _run.__dict__.setdefault("versions", {})
    if name not in versions:
        versions[name] = holdings().identity(name)
    return versions[name]


def asked_for() -> dict[str, str]:
    """The datasets with rows that this run has asked for so far, each with its version."""
    return {name: _run.versions[name] for name in datasets() if name in _run.versions}


def dataset(name: str) -> pd.DataFrame:
    """A dataset's published version. Raises `DatasetError` where it cannot be read."""
    return _dataset(name, version(name))


@st.cache_resource(max_entries=32, show_spinner="Reading the data")
def _dataset(name: str, version: str) -> pd.DataFrame:
    return holdings().load(name)


def record(name: str) -> PreparedRecord:
    """An event record, prepared. Raises `DatasetError` where the record cannot be read.

    Projects that cannot be read leave the record without its nearest project; a page that shows
    projects asks for them by `dataset` and learns what is wrong with them.
    """
    versions = tuple(version(part) for part in (name, "cpec_projects", "cpec_routes"))
    return _record(name, versions)


@st.cache_resource(max_entries=8, show_spinner="Preparing the events")
def _record(name: str, versions: tuple[str, ...]) -> PreparedRecord:
    events = dataset(name)
    try:
        projects, routes = dataset("cpec_projects"), dataset("cpec_routes")
    except DatasetError:
        projects = routes = None
    prepared = prepare(events, projects, routes)
    # Else Python would look through all the data for garbage in the middle of some reader's click.
    gc.collect()
    gc.freeze()
    return prepared


def rows(name: str, index: pd.Index) -> pd.DataFrame:
    """Rows of an event record as its dataset has them, the newest first."""
    return record(name).events.loc[index[::-1], list(SCHEMAS[name].columns)]


def search_index(name: str) -> WordIndex:
    """The words of an event record's events, in the order of `record(name).events`.

    Raises `DatasetError` where the record cannot be read.
    """
    return _search_index(name, version(name))


@st.cache_resource(max_entries=8, show_spinner="Indexing the words")
def _search_index(name: str, version: str) -> WordIndex:
    return index_words(record(name).events)


def misfits() -> list[Problem]:
    """Rows that do not fit what another dataset says, among the datasets that can be read."""
    return _misfits(tuple((name, version_if_readable(name)) for name in datasets()))


def version_if_readable(name: str) -> str | None:
    """The version of a dataset, None where it cannot be read."""
    with suppress(DatasetError):
        return version(name)
    return None


@kept(4)
def _misfits(versions: tuple[tuple[str, str | None], ...]) -> list[Problem]:
    frames = {}
    for name, _ in versions:
        with suppress(DatasetError):
            frames[name] = dataset(name)
    return cross_check(frames)


def coverage(name: str, region: str, start: date, end: date) -> Share | None:
    """What a record holds of a publisher's count; see `measures.coverage.share_of_published`."""
    versions = tuple(
        version(part) for part in (name, "published_statistics", "event_record_coverage")
    )
    return _coverage(name, versions, region, start, end)


@kept(512)
def _coverage(
    name: str, versions: tuple[str, ...], region: str, start: date, end: date
) -> Share | None:
    statistics, known = dataset("published_statistics"), dataset("event_record_coverage")
    return share_of_published(record(name).measured, name, statistics, known, region, start, end)


def of_record(measure: Callable[..., Any], name: str, **arguments: Hashable) -> Any:
    """A measure of a whole prepared record, worked once per version and arguments."""
    versions = tuple(version(part) for part in (name, "cpec_projects", "cpec_routes"))
    return _of_record(measure, name, versions, tuple(arguments.items()))


@kept(512)
def _of_record(
    measure: Callable[..., Any],
    name: str,
    versions: tuple[str, ...],
    arguments: tuple[tuple[str, Hashable], ...],
) -> Any:
    return measure(record(name), **dict(arguments))


def once(measure: Callable[..., Any], *datasets: str, **arguments: Hashable) -> Any:
    """A measure of whole datasets, worked once per version and arguments, for all viewers.

    `measure` takes the datasets' frames in the order named, then the arguments. Raises
    `DatasetError` where a dataset cannot be read.
    """
    versions = tuple((name, version(name)) for name in datasets)
    return _once(measure, versions, tuple(arguments.items()))


@kept(2048)
def _once(
    measure: Callable[..., Any],
    versions: tuple[tuple[str, str], ...],
    arguments: tuple[tuple[str, Hashable], ...],
) -> Any:
    return measure(*(dataset(part) for part, _ in versions), **dict(arguments))


def of_region(
    measure: Callable[..., Any], region: str, ahead: bool = True, **arguments: Hashable
) -> Any:
    """A measure of the published figures of a region, worked once per version and arguments.

    Whoever asks first has it worked for every region that has figures (unless `ahead` is False:
    for arguments that no other viewer will share), so that a click on a region finds it done; all
    regions without figures share what none give. `measure` takes the figures, then `region`.
    """
    if ahead:
        _of_every_region(measure, version(STATISTICS), tuple(arguments.items()))
    known = region in dataset(STATISTICS)["region"].cat.categories
    return once(measure, STATISTICS, region=region if known else NOWHERE, **arguments)


@kept(64, "Working out the figures")
def _of_every_region(
    measure: Callable[..., Any], version: str, arguments: tuple[tuple[str, Hashable], ...]
) -> None:
    for region in [*dataset(STATISTICS)["region"].cat.categories, NOWHERE]:
        once(measure, STATISTICS, region=region, **dict(arguments))
