"""The real records, prepared once for all tests of measures."""

import pytest

from riskdata import catalogue
from riskdata.preparation import PreparedRecord, prepare


@pytest.fixture(scope="session")
def projects():
    return catalogue.load("cpec_projects")


@pytest.fixture(scope="session")
def routes():
    return catalogue.load("cpec_routes")


@pytest.fixture(scope="session")
def curated(projects, routes) -> PreparedRecord:
    return prepare(catalogue.load("incidents"), projects, routes)


@pytest.fixture(scope="session")
def ucdp(projects, routes) -> PreparedRecord:
    return prepare(catalogue.load("ucdp_events"), projects, routes)


@pytest.fixture(scope="session")
def statistics():
    return catalogue.load("published_statistics")


@pytest.fixture(scope="session")
def record_coverage():
    return catalogue.load("event_record_coverage")
