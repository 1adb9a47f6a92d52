"""Where the figures come from, how far publishers and records differ, in sentences."""

from collections.abc import Mapping, Sequence

import pandas as pd

from riskdata.catalogue import Metadata
from riskdata.findings.published_trends import COUNTS
from riskdata.measures.attack_trends import group_name
from riskdata.measures.coverage import Share
from riskdata.measures.methods_coverage import Widest
from riskdata.measures.methods_datasets import Gap, Span
from riskdata.measures.methods_records import Answers, Compared, Stretches
from riskdata.measures.shares import Part
from riskdata.wording import counted, day, first_upper, listed, number, of_many, percent, span

HOW_TO_USE = (
    "Each measure is worked below on rows as they stand in the data today; with a pocket "
    "calculator, and for some intervals a spreadsheet, each number can be worked out again."
)
FILTERS = (
    "The sidebar's filters change nothing here: the examples take what the pages open with, or the "
    "event chosen below."
)
HOW_COVERED = (
    "Figures for Pakistan as a whole. Hatched: some months of the year only, a thin sample, or "
    "provisional. Blank means no figure and no event, never zero: no change is "
    "taken across it."
)
APART_SOURCE = (
    "Published statistics: of each year the publisher with the highest figure by the one with the "
    "lowest, whatever each counts. Years that only one of them counts are left out."
)
RECORD_SOURCE = (
    "Attacks that are at least reported, of all groups. Dot: share of the record's attacks; line: "
    "its 95 per cent interval. Time in which a record holds attacks on Chinese targets only is "
    "left out."
)
GEOMETRY = (
    "Borders are drawn a few kilometres off at most, and coasts are simplified; distances are "
    "taken on the ellipsoid."
)

LIKELIHOOD_TITLE = "Likelihood of a judgement, after Intelligence Community Directive 203"

NAMES = {**COUNTS, "incidents (all violence)": "incidents of all violence"}
"""What each metric counts, whoever counts it."""

NO_TWO = "No two publishers count the same year"
NO_RECORD = "No event record covers any time"


def headline(widest: pd.Series | None, held: Share | None, record: str) -> str:
    """How far publishers differ, and how much of a count the record that most pages open with
    holds."""
    said = []
    if widest is not None:
        said.append(
            f"for {widest['year']:.0f} {widest['highest']} counts {number(widest['high'])} "
            f"attacks, {widest['lowest']} {number(widest['low'])}"
        )
    if held is not None:
        said.append(
            f"the {record.lower()} hold {percent(held.share)} of what {held.publisher} counts"
        )
    if not said:
        return "What each number means, where it comes from, and how far to trust it"
    return f"How far to trust a number: {'; '.join(said)}"


def stock(rows: int, datasets: int, broken: int) -> str:
    """How much data there is, and how many datasets cannot be read."""
    data = f"{counted(datasets, 'dataset')} with {counted(rows, 'row')}"
    unread = f", of which {number(broken)} cannot be read" if broken else ""
    return f"{data} stand behind the pages{unread}."


def covered_years(
    records: Mapping[str, Stretches], longest: Widest | None, titles: Mapping[str, str]
) -> str:
    """Which time each record covers, and whose figures reach farthest."""
    said = [
        f"{titles[name]} cover {listed([span(*one) for one in time])}"
        for name, time in records.items()
        if time
    ]
    if longest:
        said.append(
            f"of the publishers {longest.publisher} reaches farthest, with figures for "
            f"{counted(longest.years, 'year')} from {longest.first} to {longest.last}"
        )
    return first_upper("; ".join(said)) or "No publisher and no record covers any year"


def differ(found: Mapping[str, pd.DataFrame], worst: Mapping[str, pd.Series]) -> str:
    """On which year publishers differ most, metric by metric."""
    if not worst:
        return NO_TWO
    said = [
        f"{year['ratio']:.1f} times for {COUNTS[metric]} in {year['year']:.0f}"
        for metric, year in sorted(worst.items(), key=lambda one: -one[1]["ratio"])
    ]
    years = max(len(table) for table in found.values())
    return (
        f"Publishers differ on the same year by up to {listed(said)}, of up to "
        f"{counted(years, 'year')} that two or more of them count"
    )


def differ_on(year: pd.Series, metric: str) -> str:
    """The year on which publishers of one metric differ most."""
    return (
        f"{year['highest']} counts {number(year['high'])} {COUNTS[metric]} in {year['year']:.0f}, "
        f"{year['ratio']:.1f} times the {number(year['low'])} of {year['lowest']}"
    )


def time(answers: Answers) -> str:
    """The time that a record is asked about."""
    return listed([span(start, end) for start, end in answers.stretches])


def _share(part: Part | None) -> str:
    return "none" if part is None else percent(part.share)


def records(compared: Compared, titles: Mapping[str, str]) -> str:
    """What the choice of record changes, over its own time and over the time they share."""
    told = [one for one in compared.own if one.balochistan]
    if not told:
        return NO_RECORD
    own = [
        f"{_share(one.balochistan)} by {titles[one.record]} ({time(one)})"
        for one in sorted(told, key=lambda one: -one.attacks)
    ]
    text = f"Balochistan's share of attacks is {listed(own)}"
    shared = [one for one in compared.shared if one.balochistan]
    if len(shared) < 2:
        return f"{text}; they share no time on which they could be set against each other"
    same = [f"{_share(one.balochistan)} by {titles[one.record]}" for one in shared]
    return f"{text}; over the {counted(shared[0].days, 'day')} that they share it is {listed(same)}"


def shared(compared: Compared, titles: Mapping[str, str]) -> str:
    """How much each record holds of the time that they share; empty where they share none."""
    held = [
        f"{titles[one.record]} hold {of_many(one.attacks, 'attacks')}" for one in compared.shared
    ]
    if not held:
        return ""
    return (
        f"The same time: {time(compared.shared[0])}, {counted(compared.shared[0].days, 'day')}. "
        f"{listed(held)}. Nothing is compared across time that either does not cover."
    )


def of_time(answers: Answers, titles: Mapping[str, str]) -> str:
    """A record, and how many attacks it holds of the time that it is asked about."""
    return f"{titles[answers.record]}, {of_many(answers.attacks, 'attacks')}"


def _interval(part: Part | None) -> str:
    if part is None:
        return "no attack"
    return (
        f"{percent(part.share)} ({percent(part.low)} to {percent(part.high)}), "
        f"{percent(part.killed_share)} of the dead"
        if part.killed_share == part.killed_share
        else f"{percent(part.share)} ({percent(part.low)} to {percent(part.high)})"
    )


def finding_rows(answers: Sequence[Answers], belt_km: int) -> list[tuple[str, list[str]]]:
    """The same questions put to each record: the question, and the answer of each."""
    return [
        ("Time covered", [f"{time(one)} ({counted(one.days, 'day')})" for one in answers]),
        ("Attacks", [number(one.attacks) for one in answers]),
        (
            "People killed in them",
            [f"{number(one.killed)}, toll known of {number(one.toll_known)}" for one in answers],
        ),
        (
            "Killed per attack",
            [
                f"{one.killed / one.toll_known:.1f}" if one.toll_known else "not known"
                for one in answers
            ],
        ),
        ("In Balochistan", [_interval(one.balochistan) for one in answers]),
        (f"Within {belt_km} km of the Afghan border", [_interval(one.belt) for one in answers]),
        (
            "With a named perpetrator",
            [percent(one.named / one.attacks) if one.attacks else "-" for one in answers],
        ),
        ("Groups with most attacks", [_groups(one.groups) for one in answers]),
    ]


def _groups(groups: pd.DataFrame) -> str:
    named = [
        f"{group_name(name)} {number(events)}"
        for name, events in zip(groups["name"], groups["events"], strict=True)
    ]
    return ", ".join(named) or "none named"


def years(found: Span | None) -> str:
    """The years that a dataset's rows speak of."""
    if found is None:
        return "undated"
    return str(found.first) if found.first == found.last else f"{found.first} to {found.last}"


def gap(found: Gap) -> str:
    """Rows that lack something."""
    if found.rows == found.of:
        return f"All {number(found.of)} rows {found.what}"
    return (
        f"{counted(found.rows, 'row')} of {number(found.of)} ({percent(found.rows / found.of)}) "
        f"{found.what}"
    )


def emptiest(columns: pd.DataFrame) -> str:
    """Which columns are empty, and which have a value in fewer than half of the rows."""
    empty = columns.loc[columns["filled"] == 0, "column"].tolist()
    thin = columns[(columns["filled"] > 0) & (columns["filled"] < 0.5)].sort_values("filled")
    said = []
    if empty:
        said.append(f"never filled: {listed(empty)}")
    if len(thin):
        names = [
            f"{name} {percent(share)}"
            for name, share in zip(thin["column"], thin["filled"], strict=True)
        ]
        said.append(f"filled in fewer than half of the rows: {listed(names)}")
    if not said:
        return (
            f"Each of its {counted(len(columns), 'column')} is filled in at least half of the rows"
        )
    return first_upper("; ".join(said))


def by_year(counts: pd.Series, title: str) -> str:
    """When a dataset's rows are from."""
    if counts.empty:
        return f"{title}: no row is dated"
    most = counts.index[int(counts.to_numpy().argmax())]
    within = f"from {counts.index[0]} to {counts.index[-1]}"
    if len(counts) == 1:
        within = f"in {counts.index[0]}"
    return (
        f"{title}: {counted(int(counts.sum()), 'dated row')} {within}, most of them for {most} "
        f"({number(int(counts[most]))})"
    )


def line(metadata: Metadata, rows: int, found: Span | None) -> dict[str, str]:
    """A dataset in a line: `title`, `what` (one row is), `publisher`, `licence`, `rows`, `years`
    and `as_of`."""
    return {
        "title": metadata.title,
        "what": f"One row is {metadata.row}",
        "publisher": metadata.publisher,
        "licence": metadata.licence,
        "rows": number(rows),
        "years": years(found),
        "as_of": day(metadata.as_of),
    }


def unreadable(title: str) -> dict[str, str]:
    """The line of a dataset that cannot be read."""
    return {
        "title": title, "what": "Cannot be read: see above", "publisher": "", "licence": "",
        "rows": "-", "years": "-", "as_of": "-",
    }  # fmt: skip


def facts(metadata: Metadata, rows: int, found: Span | None, key: Sequence[str]) -> dict[str, str]:
    """What a dataset is, by the name of each fact."""
    return {
        "What it counts": metadata.counts,
        "Rows and years": f"{number(rows)}, {years(found)}; each is {metadata.row}",
        "Told apart by": listed(key),
        "Publisher": metadata.publisher,
        "Licence": metadata.licence,
        "Credit": metadata.credit,
        "Updated": metadata.rhythm,
        "As of": day(metadata.as_of),
    }


def coverage_source(metadata: Metadata) -> str:
    """Where the picture of covered years comes from."""
    return f"{metadata.title} and published statistics, as of {day(metadata.as_of)}."


def tables(compared: Compared) -> list[tuple[str, list[Answers]]]:
    """What each record answers over its own time, and over the time that they share."""
    found = [
        ("Each over its own time", compared.own),
        ("Over the time they share", compared.shared),
    ]
    return [(label, answers) for label, answers in found if answers]


def boundaries(districts: int) -> str:
    """By which polygons places are drawn and counted."""
    return (
        f"Places are counted by {number(districts)} districts as of the 2023 census; newer ones "
        "lead to the one that they were cut from"
    )


def as_published(rows: pd.DataFrame) -> str:
    """Source line of figures whose definitions stand beside them."""
    return (
        f"Published statistics: as each publisher printed them, to "
        f"{day(rows['period_end'].max())}; the rows name their sources."
    )
