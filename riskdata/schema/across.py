"""Rules that hold between datasets."""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from riskdata.schema.problems import Problem
from riskdata.schema.vocabularies import STATISTIC_REGIONS

Frames = dict[str, pd.DataFrame]

REFERENCE = re.compile(r"\b(?:FP|PK)-\d{4}[\w-]*")
"""Identifier of a footprint step or an incident inside free text."""


def _problems(
    frames: Frames, dataset: str, column: str, wrong: pd.Series, message: str, remedy: str
) -> Iterator[Problem]:
    for position in np.flatnonzero(wrong.to_numpy()):
        value = str(frames[dataset][column].iloc[position])
        yield Problem(dataset, f"{dataset}.csv", int(position) + 2, column, value, message, remedy)


def _known_regions(frames: Frames) -> Iterator[Problem]:
    known = {*frames["regions"]["region"], *STATISTIC_REGIONS}
    for dataset in ("published_statistics", "turning_points", "claims"):
        yield from _problems(
            frames,
            dataset,
            "region",
            ~frames[dataset]["region"].isin(known),
            "is no known region",
            "Use a region of regions.csv, Former FATA or KP mainland.",
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


def _covered_events(frames: Frames, records: tuple[str, ...]) -> Iterator[Problem]:
    coverage = frames["event_record_coverage"]
    yield from _problems(
        frames,
        "event_record_coverage",
        "record",
        ~coverage["record"].isin(records),
        "is no event record",
        "Use one of: " + ", ".join(records) + ".",
    )
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


def _testable_claims(frames: Frames) -> Iterator[Problem]:
    claims = frames["claims"]
    yield from _problems(
        frames,
        "claims",
        "dataset",
        ~claims["dataset"].isin(list(frames)),
        "is no dataset",
        "Name one of the datasets.",
    )
    for dataset in ("published_statistics", "arms_transfers", "cpec_headlines"):
        metrics = frames[dataset]["metric"].dropna().unique()
        yield from _problems(
            frames,
            "claims",
            "metric",
            (claims["dataset"] == dataset) & ~claims["metric"].isin(list(metrics)),
            f"is no metric of {dataset}",
            f"Use a metric that {dataset}.csv holds.",
        )


def cross_check(frames: Frames, records: tuple[str, ...]) -> list[Problem]:
    """Every breach of the rules between datasets, given all of them as read.

    `records` names the event records among the frames. Rows are numbered by their position.
    """
    return [
        *_known_regions(frames),
        *_lines_and_projects(frames),
        *_covered_events(frames, records),
        *_references(frames),
        *_testable_claims(frames),
    ]
