"""What a new version of a record costs, once: read and check, prepare, index the words."""

import time

import pytest

from benchmarks.conftest import events_of
from benchmarks.memory import peak_megabytes
from riskdata import catalogue
from riskdata.measures.search import index_words
from riskdata.preparation import prepare
from riskdata.reading import read

pytestmark = pytest.mark.benchmark(timer=time.process_time)


@pytest.mark.parametrize("name", list(catalogue.EVENT_RECORDS))
def test_read_and_check(benchmark, size, name):
    content = events_of(name, size).to_csv(index=False).encode()
    work = lambda: read(name, content, f"{name}.csv")  # noqa: E731
    benchmark.extra_info["megabytes"] = peak_megabytes(lambda: benchmark.pedantic(work))


@pytest.mark.parametrize("name", list(catalogue.EVENT_RECORDS))
def test_prepare(benchmark, size, name):
    events = events_of(name, size)
    projects, routes = catalogue.load("cpec_projects"), catalogue.load("cpec_routes")
    work = lambda: prepare(events, projects, routes)  # noqa: E731
    benchmark.extra_info["megabytes"] = peak_megabytes(lambda: benchmark.pedantic(work))


def test_index_words(benchmark, record):
    work = lambda: index_words(record.events)  # noqa: E731
    benchmark.extra_info["megabytes"] = peak_megabytes(lambda: benchmark.pedantic(work))
