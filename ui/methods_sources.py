"""What Methods and sources says of all datasets together, made once per version for all viewers."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from riskdata.charts import methods_coverage as coverage_charts
from riskdata.charts import methods_publishers as publisher_charts
from riskdata.charts import methods_records as record_charts
from riskdata.charts.theme import Theme
from riskdata.findings import methods_sources as findings
from riskdata.measures import hotspots, methods_coverage, methods_datasets, methods_published
from riskdata.measures import methods_publishers as publishers
from riskdata.measures.methods_records import BELT_KM, Compared, compared, stretches
from riskdata.reading import DatasetError
from riskdata.selection import PAKISTAN, Selection
from ui import data, panel
from ui.kept import kept

STATISTICS, COVERAGE = "published_statistics", "event_record_coverage"


def once(what: str, make: Callable[[], Any], *datasets: str, look: Theme | None = None) -> Any:
    """What `make` gives, made once for each version of the datasets and for each theme.

    Raises `DatasetError` where a dataset cannot be read.
    """
    versions = tuple((name, data.version(name)) for name in datasets)
    return _once(what, versions, look.name if look else "", make)


@kept(128)
def _once(
    what: str, versions: tuple[tuple[str, str], ...], look: str, _make: Callable[[], Any]
) -> Any:
    return _make()


@contextmanager
def needed() -> Iterator[None]:
    """Say in a line that what stands here needs a dataset that cannot be read; what is wrong with
    it the page says once, at its top."""
    try:
        yield
    except DatasetError as error:
        panel.source(f"Not shown, as {error.file} cannot be read.")


def title(name: str) -> str:
    """A dataset's title; its name where what it is cannot be read."""
    with suppress(DatasetError):
        return data.metadata(name).title
    return name


def readable(names: Sequence[str]) -> list[str]:
    """Those of the datasets that can be read."""
    found = []
    for name in names:
        with suppress(DatasetError):
            data.dataset(name)
            found.append(name)
    return found


def event_records() -> dict[str, str]:
    """Title of each event record that can be read."""
    return {name: title(name) for name in readable(data.records())}


class Coverage(NamedTuple):
    """The picture of which years are covered."""

    words: str
    key: dict[str, str]
    figure: go.Figure
    rows: pd.DataFrame


def coverage(look: Theme) -> Coverage:
    """See `Coverage`. Raises `DatasetError` where the coverage or the figures cannot be read."""
    names = event_records()
    return once("coverage", lambda: _coverage(look, names), COVERAGE, STATISTICS, *names, look=look)


def _coverage(look: Theme, names: dict[str, str]) -> Coverage:
    spans = {name: data.record(name).measured["date"].agg(["min", "max"]) for name in names}
    covered = methods_coverage.record_periods(
        data.dataset(COVERAGE), {name: (span["min"], span["max"]) for name, span in spans.items()}
    )
    counted = methods_coverage.publisher_years(data.dataset(STATISTICS), PAKISTAN)
    words = findings.covered_years(
        {name: stretches(data.dataset(COVERAGE), name) for name in names},
        methods_coverage.longest(counted),
        names,
    )
    figure = coverage_charts.years(look, covered, counted, {**findings.NAMES, **names})
    return Coverage(words, coverage_charts.key(look, covered), figure, counted)


class Difference(NamedTuple):
    """How publishers differ: by metric all years, and the year on which they differ most with its
    figures."""

    years: dict[str, pd.DataFrame]
    worst: dict[str, pd.Series]
    figures: dict[str, pd.DataFrame]

    @property
    def rows(self) -> pd.DataFrame:
        """Every year of every metric."""
        tables = [table.assign(metric=metric) for metric, table in self.years.items()]
        return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def difference() -> Difference:
    """See `Difference`. Raises `DatasetError` where the figures cannot be read."""
    return data.once(_difference, STATISTICS)


def _difference(statistics: pd.DataFrame) -> Difference:
    years = publishers.by_metric(statistics, PAKISTAN)
    worst = {
        metric: year
        for metric, table in years.items()
        if (year := publishers.widest(table)) is not None
    }
    figures = {
        metric: publishers.side_by_side(
            publishers.figures(statistics, PAKISTAN, metric), int(year["year"])
        )
        for metric, year in worst.items()
    }
    return Difference(years, worst, figures)


def apart(look: Theme, found: Difference) -> go.Figure:
    """The picture of how far publishers lie apart."""
    return once(
        "apart",
        lambda: publisher_charts.apart(look, found.years, findings.NAMES),
        STATISTICS,
        look=look,
    )


def records_compared() -> Compared:
    """What the choice of record changes, of the records that can be read. Raises `DatasetError`
    where their coverage cannot be read."""
    names = event_records()

    def make() -> Compared:
        return compared({name: data.record(name) for name in names}, data.dataset(COVERAGE))

    return once("compared", make, COVERAGE, *names)


def record_shares(look: Theme, found: Compared) -> go.Figure:
    """The picture of what the choice of record changes."""
    names = event_records()
    return once(
        "record shares",
        lambda: record_charts.shares(
            look, found, lambda one: findings.of_time(one, names), BELT_KM
        ),
        COVERAGE, *names, look=look,
    )  # fmt: skip


def largest_share(record: str, view: Selection) -> methods_published.WorkedShare | None:
    """The province with most attacks of a view of a record. Raises `DatasetError` where the record,
    its coverage or the regions cannot be read."""

    def make() -> methods_published.WorkedShare | None:
        covered = hotspots.covered(
            data.dataset(COVERAGE), record, view.start, view.end, chinese=False
        )
        return methods_published.largest_share(
            data.record(record), view, covered, data.dataset("regions")
        )

    return once("share", make, record, COVERAGE, "regions")


class Stock(NamedTuple):
    """Every dataset in a line, how many rows they have together, and which cannot be read."""

    lines: list[dict[str, str]]
    rows: int
    broken: list[str]


def stock() -> Stock:
    """See `Stock`."""
    names = data.datasets()
    lines, total, broken = [], 0, []
    for name, size in zip(names, _sizes(tuple(map(_identity, names))), strict=True):
        known = None
        with suppress(DatasetError):
            known = data.metadata(name)
        if known and size:
            lines.append(findings.line(known, *size))
            total += size[0]
        else:
            broken.append(name)
            lines.append(findings.unreadable(title(name)))
    return Stock(lines, total, broken)


Size = tuple[int, methods_datasets.Span | None]
"""Rows of a dataset, and the years that they speak of."""


def _identity(name: str) -> tuple[str, str | None]:
    return name, data.version_if_readable(name)


@kept(8)
def _sizes(versions: tuple[tuple[str, str | None], ...]) -> list[Size | None]:
    """Of each dataset, None for those that cannot be read."""
    found: list[Size | None] = []
    for name, _ in versions:
        found.append(None)
        with suppress(DatasetError):
            frame = data.dataset(name)
            found[-1] = len(frame), methods_datasets.span_of(frame)
    return found


def as_of() -> date | None:
    """The newest day as of which any dataset stands; None where no dataset is described."""
    found = []
    for name in data.datasets():
        with suppress(DatasetError):
            found.append(data.metadata(name).as_of)
    return max(found, default=None)


def check(name: str) -> None:
    """Raises `DatasetError` where a dataset, or what it is, cannot be read."""
    data.metadata(name)
    data.dataset(name)
