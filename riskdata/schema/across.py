"""Rules that hold between datasets, each judged where all that it compares are given."""

import re
from collections.abc import Callable, Collection, Iterator

import numpy as np
import pandas as pd

from riskdata.schema.problems import BLANK_ROWS, Problem
from riskdata.schema.vocabularies import STATISTIC_REGIONS

Frames = dict[str, pd.DataFrame]

REFERENCE = re.compile(r"\b(?:FP|PK)-\d{4}[\w-]*")
"""Identifier of a footprint step or an incident inside free text."""


def spreadsheet_rows(frame: pd.DataFrame) -> np.ndarray:
    """The spreadsheet's number of each row of a frame as read; blank rows count."""
    blank = frame.attrs.get(BLANK_ROWS, ())
    return np.setdiff1d(np.arange(2, len(frame) + len(blank) + 2), blank)


def _problems(
    frames: Frames, dataset: str, column: str, wrong: pd.Series, message: str, remedy: str
) -> Iterator[Problem]:
    found = np.flatnonzero(wrong.to_numpy())
    if not len(found):
        return
    frame = frames[dataset]
    rows = spreadsheet_rows(frame)[found]
    values = frame[column].astype(object).to_numpy()[found]
    for row, value in zip(rows, values, strict=True):
        value = value.date() if isinstance(value, pd.Timestamp) else value
        yield Problem(dataset, f"{dataset}.csv", int(row), column, str(value), message, remedy)


def _known_regions(frames: Frames) -> Iterator[Problem]:
    known = {*frames["regions"]["region"], *STATISTIC_REGIONS}
    for dataset in ("published_statistics", "turning_points", "claims"):
        if dataset in frames:
            yield from _problems(
                frames,
                dataset,
                "region",
                ~frames[dataset]["region"].isin(known),
                "is no known region",
                "Use a region of regions.csv, Former FATA or KP mainland.",
            )


def _known_areas(frames: Frames) -> Iterator[Problem]:
    regions = frames["regions"]
    for kind in ("province", "district"):
        known = regions["region"][regions["kind"] == kind]
        for dataset, frame in frames.items():
            if kind in frame:
                yield from _problems(
                    frames,
                    dataset,
                    kind,
                    frame[kind].notna() & ~frame[kind].isin(known),
                    f"is no {kind} of regions.csv",
                    f"Put the row of the {kind} back into regions.csv, or mend the name.",
                )


def _lines_and_projects(frames: Frames) -> Iterator[Problem]:
    projects, routes = frames["cpec_projects"], frames["cpec_routes"]
    yield from _problems(
        frames,
        "cpec_routes",
        "project_id",
        routes["project_id"].notna() & ~routes["project_id"].isin(projects["project_id"]),
        "is no project",
        "Use a project_id of cpec_projects.csv, or leave the cell empty.",
    )
    line = projects["geometry_kind"] == "line"
    yield from _problems(
        frames,
        "cpec_projects",
        "project_id",
        line & ~projects["project_id"].isin(routes["project_id"].dropna()),
        "is a line without waypoints",
        "Add its waypoints to cpec_routes.csv.",
    )


def _known_records(frames: Frames, records: Collection[str]) -> Iterator[Problem]:
    coverage = frames["event_record_coverage"]
    yield from _problems(
        frames,
        "event_record_coverage",
        "record",
        ~coverage["record"].isin(list(records)),
        "is no event record",
        "Use one of: " + ", ".join(records) + ".",
    )


def _covered_events(frames: Frames, records: Collection[str]) -> Iterator[Problem]:
    coverage = frames["event_record_coverage"]
    for record in records:
        dates = frames[record]["date"]
        covered = pd.Series(False, index=dates.index)
        periods = coverage[coverage["record"] == record]
        for start, end in zip(periods["period_start"], periods["period_end"], strict=True):
            covered |= dates.between(start, end)
        yield from _problems(
            frames,
            record,
            "date",
            ~covered,
            "lies outside the periods that the record covers",
            "Check the date, or state the period in event_record_coverage.csv.",
        )


def _references(frames: Frames) -> Iterator[Problem]:
    known = {*frames["security_footprint"]["event_id"], *frames["incidents"]["event_id"]}
    unknown = [
        not known.issuperset(REFERENCE.findall(basis)) for basis in frames["judgements"]["basis"]
    ]
    yield from _problems(
        frames,
        "judgements",
        "basis",
        pd.Series(unknown),
        "names a row that does not exist",
        "Use event_ids of security_footprint.csv or incidents.csv.",
    )


def _testable_claims(frames: Frames, datasets: Collection[str]) -> Iterator[Problem]:
    claims = frames["claims"]
    yield from _problems(
        frames,
        "claims",
        "dataset",
        ~claims["dataset"].isin(list(datasets)),
        "is no dataset",
        "Name one of the datasets.",
    )
    for dataset in ("published_statistics", "arms_transfers", "cpec_headlines"):
        if dataset not in frames:
            continue
        metrics = frames[dataset]["metric"].dropna().unique()
        yield from _problems(
            frames,
            "claims",
            "metric",
            (claims["dataset"] == dataset) & ~claims["metric"].isin(list(metrics)),
            f"is no metric of {dataset}",
            f"Use a metric that {dataset}.csv holds.",
        )


def cross_check(
    frames: Frames, datasets: Collection[str], records: Collection[str]
) -> list[Problem]:
    """Every breach of the rules between the datasets given, as read.

    `datasets` names all that there are, `records` the event records among them.
    """
    given = [record for record in records if record in frames]
    rules: list[tuple[set[str], Callable[[], Iterator[Problem]]]] = [
        ({"regions"}, lambda: _known_regions(frames)),
        ({"regions"}, lambda: _known_areas(frames)),
        ({"cpec_projects", "cpec_routes"}, lambda: _lines_and_projects(frames)),
        ({"event_record_coverage"}, lambda: _known_records(frames, records)),
        ({"event_record_coverage"}, lambda: _covered_events(frames, given)),
        ({"judgements", "security_footprint", "incidents"}, lambda: _references(frames)),
        ({"claims"}, lambda: _testable_claims(frames, datasets)),
    ]
    return [
        problem for needed, breaches in rules if needed <= frames.keys() for problem in breaches()
    ]
