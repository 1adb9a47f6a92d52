"""The published data as the pages see them: read and prepared once per version, for all viewers.

Everything handed out is shared between sessions: pages read it and never change it in place.
"""

import pandas as pd
import streamlit as st

from riskdata import catalogue
from riskdata.measures.search import WordIndex, index_words
from riskdata.preparation import PreparedRecord, prepare
from riskdata.reading import DatasetError


def dataset(name: str) -> pd.DataFrame:
    """A dataset's published version. Raises `DatasetError` where it cannot be read."""
    return _dataset(name, catalogue.version(name))


@st.cache_resource(max_entries=32, show_spinner="Reading the data")
def _dataset(name: str, version: str) -> pd.DataFrame:
    return catalogue.load(name)


def record(name: str) -> PreparedRecord:
    """An event record, prepared. Raises `DatasetError` where the record cannot be read.

    Projects that cannot be read leave the record without its nearest project; a page that shows
    projects asks for them by `dataset` and learns what is wrong with them.
    """
    versions = tuple(catalogue.version(part) for part in (name, "cpec_projects", "cpec_routes"))
    return _record(name, versions)


@st.cache_resource(max_entries=8, show_spinner="Preparing the events")
def _record(name: str, versions: tuple[str, ...]) -> PreparedRecord:
    events = dataset(name)
    try:
        projects, routes = dataset("cpec_projects"), dataset("cpec_routes")
    except DatasetError:
        return prepare(events, None, None)
    return prepare(events, projects, routes)


def search_index(name: str) -> WordIndex:
    """The words of an event record's events, in the order of `record(name).events`.

    Raises `DatasetError` where the record cannot be read.
    """
    return _search_index(name, catalogue.version(name))


@st.cache_resource(max_entries=8, show_spinner="Indexing the words")
def _search_index(name: str, version: str) -> WordIndex:
    return index_words(record(name).events)
