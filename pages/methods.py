"""What does each number mean, where does it come from, how far can it be trusted?"""

from contextlib import suppress

import streamlit as st

from riskdata import geography
from riskdata.charts import maps
from riskdata.charts import methods_datasets as dataset_charts
from riskdata.charts.theme import theme
from riskdata.findings import methods_corridor as corridor
from riskdata.findings import methods_published as explained
from riskdata.findings import methods_sources as findings
from riskdata.measures import methods_datasets, methods_published
from riskdata.measures import security_footprint_ledger as ledger
from riskdata.measures.methods_records import BELT_KM
from riskdata.reading import DatasetError
from riskdata.schema.vocabularies import ANALYTIC_CONFIDENCE, LIKELIHOOD, STATUS
from riskdata.selection import PAKISTAN, Selection
from riskdata.wording import day, first_upper, span
from ui import colour_key, data, filters, methods, methods_event, panel
from ui import exposure as exposures
from ui import methods_sources as sources

STATISTICS = sources.STATISTICS
NARROWEST = 400

filters.unfiltered()
look = panel.current_theme()
methods.style()
record_titles = sources.event_records()
record = next(iter(record_titles), None)


def of_counts(record: str) -> None:
    """The measures of counts, each on the figures that the pages open with."""
    start, end = methods_event.year(record)
    view, period = Selection(record, start, end), span(start, end)
    with sources.needed():
        newest = data.once(methods_published.newest_attacks, STATISTICS)
        methods.explain(explained.change(newest))
        deaths = data.once(methods_published.newest_deaths, STATISTICS)
        methods.explain(explained.change_in_deaths(deaths))
    with sources.needed():
        share = sources.largest_share(record, view)
        methods.explain(explained.share(share, record_titles[record], period))
        methods.explain(explained.per_million(share, record_titles[record], period))
    with sources.needed():
        lethality = data.once(methods_published.newest_lethality, STATISTICS)
        methods.explain(explained.lethality(lethality))
        held = data.coverage(record, PAKISTAN, start, end)
        methods.explain(explained.coverage(held, record_titles, record))
        apart = data.once(methods_published.newest_spread, STATISTICS)
        methods.explain(explained.spread(apart))
    with sources.needed():
        compared = exposures.alignments(record, exposures.of(view))
        methods.explain(corridor.alignments(compared, record_titles[record], "attacks"))
    with sources.needed():
        found = ledger.episodes(data.once(ledger.entries, "security_footprint"))
        methods.explain(corridor.ledger(found))
    with sources.needed():
        kinds = methods_published.kinds_of_claims(data.dataset("claims"), explained.KINDS_OF_CLAIMS)
        methods.explain(explained.claims(kinds), methods.kinds(kinds))


def covered_years() -> None:
    """Which years each record and each publisher has figures for."""
    found = sources.coverage(look)
    panel.section(found.words, findings.HOW_COVERED)
    colour_key.draw(found.key)
    panel.picture(found.figure, "methods-coverage", found.words)
    panel.source(findings.coverage_source(data.metadata(sources.COVERAGE)))
    panel.evidence("methods-coverage", len(found.rows), lambda: found.rows, "years")


@st.fragment
def years_apart(found: sources.Difference) -> None:
    """The year on which publishers differ most, with their definitions."""
    metric = st.segmented_control(
        "Publishers' figures of", list(found.worst), default=next(iter(found.worst)),
        required=True, key="metric", bind="query-params",
        format_func=lambda metric: first_upper(findings.NAMES[metric]),
    )  # fmt: skip
    metric = metric or next(iter(found.worst))
    rows = found.figures[metric]
    panel.section(findings.differ_on(found.worst[metric], metric))
    colours = {name: look.publisher[name].colour for name in rows["publisher"]}
    methods.side_by_side(rows, colours)
    panel.source(findings.as_published(rows))
    panel.evidence("methods-publishers-year", len(rows), lambda: rows, "figures")


def publishers_differ() -> None:
    """How far publishers differ, and where most."""
    difference = sources.difference()
    words = findings.differ(difference.years, difference.worst)
    panel.section(words)
    if not difference.worst:
        return
    pair = st.grid(2, min_column_width=NARROWEST, gap=("large", "small"))
    with pair.cell():
        panel.picture(sources.apart(look, difference), "methods-apart", words)
        panel.source(findings.APART_SOURCE)
        panel.evidence("methods-apart", len(difference.rows), lambda: difference.rows, "years")
    with pair.cell():
        years_apart(difference)


def records_differ() -> None:
    """What the choice of record changes."""
    compared = sources.records_compared()
    if not compared.own:
        panel.section(findings.NO_RECORD)
        return
    words = findings.records(compared, record_titles)
    panel.section(words, findings.shared(compared, record_titles))
    pair = st.grid(2, min_column_width=NARROWEST, gap=("large", "small"))
    with pair.cell():
        panel.picture(sources.record_shares(look, compared), "methods-records", words)
        panel.source(findings.RECORD_SOURCE)
    with pair.cell():
        for label, answers in findings.tables(compared):
            header = [label, *(record_titles[one.record] for one in answers)]
            methods.table(header, findings.finding_rows(answers, BELT_KM))


@st.fragment
def one_dataset() -> None:
    """What one dataset is, what is missing in it, and what its columns mean."""
    named = {sources.title(name): name for name in data.datasets()}
    chosen = st.selectbox("Dataset", list(named), key="dataset", bind="query-params", width=420)
    name = named[chosen]
    with sources.needed():
        metadata, frame = data.metadata(name), data.dataset(name)
        columns = data.once(methods_datasets.dictionary, name, name=name)
        counts = data.once(methods_datasets.rows_by_year, name)
        words = findings.by_year(counts, chosen)
        panel.section(words, findings.emptiest(columns))
        if len(counts) > 1:
            figure = data.once(rows_by_year, name, theme_name=look.name)
            panel.picture(figure, f"methods-rows-{name}", words)
        methods.about(
            findings.facts(
                metadata, len(frame), methods_datasets.span_of(frame), methods_datasets.key(name)
            ),
            metadata.url,
            {
                "Known gaps, counted": [
                    findings.gap(gap) for gap in data.once(methods_datasets.gaps, name)
                ],
                "To be handled with care": metadata.cautions,
            },
        )
        methods.dictionary(columns, methods_datasets.rules(name))
        panel.evidence(f"methods-{name}", len(frame), lambda: frame, "rows")


def rows_by_year(frame, theme_name):
    """The picture of when a dataset's rows are from."""
    return dataset_charts.by_year(theme(theme_name), methods_datasets.rows_by_year(frame))


def lead(stock: sources.Stock) -> None:
    """The page's finding, and what cannot be read."""
    difference = compared = held = None
    with suppress(DatasetError):
        difference = sources.difference()
    with suppress(DatasetError):
        compared = sources.records_compared()
    with suppress(DatasetError):
        held = data.coverage(record, PAKISTAN, *methods_event.year(record)) if record else None
    worst = difference.worst.get("attacks") if difference else None
    newest = sources.as_of()
    panel.heading(
        f"Methods and sources · as of {day(newest)}" if newest else "Methods and sources",
        findings.headline(worst, held, record_titles.get(record or "", "")),
        [
            findings.records(compared, record_titles) + "." if compared else "",
            findings.stock(stock.rows, len(stock.lines), len(stock.broken)),
            findings.HOW_TO_USE,
        ],
    )
    panel.source(findings.FILTERS)
    for name in stock.broken:
        with panel.guarded():
            sources.check(name)


def measures_of_an_event() -> None:
    """Severity, recency, the border belt and exposure, on an event of the reader's choice."""
    with sources.needed():
        methods_event.section()


def measures_of_counts() -> None:
    """Change, shares, coverage and all else that is counted."""
    if record:
        of_counts(record)


def publishers_and_records() -> None:
    """What is covered, how publishers differ, what the record changes."""
    for anchor, draw in (
        ("covered-years", covered_years),
        ("publishers", publishers_differ),
        ("records", records_differ),
    ):
        methods.begin(anchor)
        with sources.needed():
            draw()


def datasets_and_words() -> None:
    """Every dataset, one of them in detail, and the words for how sure a thing is."""
    methods.begin("datasets")
    panel.section(findings.stock(stock.rows, len(stock.lines), len(stock.broken)))
    methods.stock(stock.lines)
    methods.begin("one-dataset")
    one_dataset()
    methods.begin("words")
    pair = st.grid(2, min_column_width=NARROWEST, gap=("large", "small"))
    with pair.cell():
        methods.words("How well an event or step is borne out", STATUS)
        methods.words("Confidence in a judgement", ANALYTIC_CONFIDENCE)
    with pair.cell():
        methods.words(findings.LIKELIHOOD_TITLE, LIKELIHOOD)
    methods.begin("maps")
    panel.section(findings.boundaries(len(geography.districts())))
    panel.source(f"{maps.DISCLAIMER} {findings.GEOMETRY}")
    methods.geometry(methods_datasets.geometry_sources())


stock = sources.stock()
lead(stock)
part = methods.choose()
if part == "Measures of an event":
    measures_of_an_event()
elif part == "Measures of counts":
    measures_of_counts()
elif part == "Publishers and records":
    publishers_and_records()
else:
    datasets_and_words()
