"""What a new version of a record costs, once: read and check, prepare, index the words."""

import time

import pytest

from benchmarks.conftest import events_of
from riskdata import catalogue
from riskdata.measures.search import index_words
from riskdata.preparation import prepare
from riskdata.reading import read

pytestmark = pytest.mark.benchmark(timer=time.process_time)


def test_read_and_check(run, size):
    content = events_of("incidents", size).to_csv(index=False).encode()
    run(read, "incidents", content, "incidents.csv")


@pytest.mark.parametrize("name", [n for n in catalogue.EVENT_RECORDS if n in catalogue.datasets()])
def test_prepare(run, size, name):
    projects, routes = catalogue.load("cpec_projects"), catalogue.load("cpec_routes")
    run(prepare, events_of(name, size), projects, routes)


def test_index_words(run, record):
    run(index_words, record.events)
