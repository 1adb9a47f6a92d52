"""The data at each size, and the report of a run."""

import gc
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from benchmarks import report
from benchmarks.memory import weighed
from benchmarks.resampled import resampled
from riskdata import catalogue
from riskdata.catalogue import load as read_bundled
from riskdata.measures.search import WordIndex, index_words
from riskdata.preparation import PreparedRecord, prepare
from ui import kept

RESULTS = Path(__file__).parent / "results"
FIGURES = RESULTS / "benchmarks.json"
BUNDLED = "bundled"
SIZES = [1_000, 100_000, 1_000_000]


@cache
def _bundled(name: str) -> pd.DataFrame:
    return read_bundled(name)


def events_of(name: str, size: int | str) -> pd.DataFrame:
    """An event record as it is bundled, or at a size."""
    return _bundled(name) if isinstance(size, str) else resampled(_bundled(name), size)


@pytest.fixture(scope="session", params=[BUNDLED, *SIZES], ids=str)
def size(request: pytest.FixtureRequest) -> int | str:
    """How many events a record has."""
    return request.param


@pytest.fixture(scope="session")
def record(size: int | str) -> Iterator[PreparedRecord]:
    """The curated record, prepared."""
    yield prepare(events_of("incidents", size), _bundled("cpec_projects"), _bundled("cpec_routes"))
    gc.collect()


def _forget() -> None:
    st.cache_resource.clear()
    kept.forget()


@pytest.fixture(scope="session")
def published(size: int | str) -> Iterator[int | str]:
    """The app's data with both event records at that size; nothing is cached yet."""

    def load(name: str) -> pd.DataFrame:
        return events_of(name, size if name in catalogue.EVENT_RECORDS else BUNDLED)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "load", load)
        _forget()
        yield size
        _forget()
    gc.collect()


@pytest.fixture(scope="session")
def index_of(record: PreparedRecord) -> Callable[[], WordIndex]:
    """The word index of the record; the first call builds it."""
    return cache(lambda: index_words(record.events))


@pytest.fixture
def run(benchmark) -> Callable[..., Any]:
    """`benchmark.pedantic`, which notes the memory too."""

    def run_it(work: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        result, megabytes = weighed(lambda: benchmark.pedantic(work, arguments, **options))
        benchmark.extra_info["megabytes"] = megabytes
        return result

    return run_it


def pytest_configure(config: pytest.Config) -> None:
    RESULTS.mkdir(exist_ok=True)
    FIGURES.unlink(missing_ok=True)
    config.option.benchmark_quiet = True
    # Where every benchmark failed, their errors are what matters.
    config.addinivalue_line("filterwarnings", "ignore:Not saving anything")
    config.option.benchmark_json = str(FIGURES)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not FIGURES.exists():
        return
    text = report.report(json.loads(FIGURES.read_bytes())["benchmarks"])
    (RESULTS / "report.txt").write_text(text)
    terminalreporter.write(text)
