"""What bringing a version back publishes."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from riskdata import editions
from riskdata.datapackage import as_csv
from riskdata.desk.drafted import Choice
from riskdata.desk.drafts import COVERAGE
from riskdata.schema import EVENT_RECORDS
from riskdata.store import Change, Content, Version, store


def changes(version: Version, seen: str) -> list[Change]:
    """The version again, and of an event record what it covered then beside what others cover now:
    a time that the restored rows do not cover must not look like one without events.

    `seen` is the hash of the content that it is to follow. Raises `StoreError` and `DatasetError`
    where the store or a dataset cannot be read.
    """
    content = Content(store().content(version.hash), version.rows, version.as_of)
    found = [Change(version.dataset, content, seen, version.number)]
    if version.dataset in EVENT_RECORDS:
        now = editions.holdings()
        own, others = _of_record(now.load(COVERAGE), version.dataset)
        then, _ = _of_record(
            editions.holdings(version.edition.number).load(COVERAGE), version.dataset
        )
        if as_csv(own) != as_csv(then):
            whole = pd.concat([others, then], ignore_index=True)
            covered = Content(as_csv(whole), len(whole), date.today())
            found.append(Change(COVERAGE, covered, now.content(COVERAGE).hash))
    return found


def upload(changes: Sequence[Change]) -> tuple[list[tuple[str, bytes]], dict[str, Choice]]:
    """The changes as files with choices, so that they can be checked before they are published."""
    return (
        [(f"{change.dataset}.csv", change.content.csv) for change in changes],
        {f"{change.dataset}.csv": Choice(change.dataset) for change in changes},
    )


def _of_record(coverage: pd.DataFrame, record: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The periods of a record, and those of the others."""
    own = coverage["record"] == record
    return coverage[own], coverage[~own]
