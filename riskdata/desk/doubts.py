"""What looks wrong in rows that obey every rule: warnings, each to be looked at by a person.

Rows that stand in the current version just as they are were looked at before; only new and changed
rows are doubted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from riskdata import geography
from riskdata.desk.compare import is_new, matched
from riskdata.desk.duplicates import likely_twins
from riskdata.desk.finding import Finding
from riskdata.desk.whole_file import cell
from riskdata.schema import EVENT_RECORDS, SCHEMAS

TOLLS = [
    "killed", "wounded", "attackers_killed", "deaths_best", "chinese_killed", "chinese_wounded",
]  # fmt: skip
TIMES_THE_HIGHEST = 3
LEAST_OUTLIER = 20
"""A toll is doubted above the record's highest, or from this on above three times its district's
highest."""
FAR_KM = 5.0
"""From the edge of the named district; the rules let pass up to 25 km."""
FAR_AWAY = pd.DateOffset(years=1)
"""From the first or the last day of the current version."""


@dataclass(frozen=True)
class Upload:
    """A file's frame beside the version that it follows.

    `rows` are the spreadsheet's numbers of the rows of `frame`, `whole` is what would be
    published, `current` what it would replace.
    """

    dataset: str
    frame: pd.DataFrame
    rows: NDArray[np.int64]
    whole: pd.DataFrame
    current: pd.DataFrame | None

    @property
    def key(self) -> list[str]:
        """The columns that tell a row of the dataset."""
        return (SCHEMAS[self.dataset].metadata or {})["key"]


def doubts(upload: Upload) -> Iterator[Finding]:
    """Every warning of the rows of an upload."""
    fresh = np.ones(len(upload.frame), dtype=bool)
    if upload.current is not None:
        fresh = is_new(upload.current, upload.frame, upload.key)
    yield from _without_source(upload, fresh)
    yield from _far_in_time(upload, fresh)
    if upload.dataset in EVENT_RECORDS:
        yield from _outliers(upload, fresh)
        yield from _far_from_district(upload, fresh)
        yield from _twins(upload, fresh)


def _of_rows(
    upload: Upload,
    wrong: NDArray[np.bool_],
    kind: str,
    column: str,
    messages: str | Sequence[str],
    remedy: str,
) -> Iterator[Finding]:
    """A finding for each row that is wrong; `messages` one for all, or one a wrong row."""
    found = np.flatnonzero(wrong)
    values = upload.frame[column].iloc[found].astype(object)
    told = [messages] * len(found) if isinstance(messages, str) else messages
    for row, value, message in zip(upload.rows[found], values, told, strict=True):
        written = None if pd.isna(value) else cell(value)
        yield Finding("warning", kind, int(row), column, written, message, remedy)


def _without_source(upload: Upload, fresh: NDArray[np.bool_]) -> Iterator[Finding]:
    for column in ("source", "source_url"):
        if column in upload.frame:
            empty = fresh & upload.frame[column].isna().to_numpy()
            yield from _of_rows(
                upload, empty, "no source", column, "is empty in a new row", "Name the source."
            )


def _far_in_time(upload: Upload, fresh: NDArray[np.bool_]) -> Iterator[Finding]:
    if upload.current is None or upload.current.empty:
        return
    for column, declared in SCHEMAS[upload.dataset].columns.items():
        known = upload.current[column]
        if (declared.metadata or {})["kind"] != "day" or known.isna().all():
            continue
        first, last = known.min(), known.max()
        days = upload.frame[column]
        far = (days < first - FAR_AWAY) | (days > last + FAR_AWAY)
        yield from _of_rows(
            upload, fresh & far.to_numpy(dtype=bool), "far in time", column,
            f"is more than a year away from the days so far ({cell(first)} to {cell(last)})",
            "Check the year.",
        )  # fmt: skip


def _outliers(upload: Upload, fresh: NDArray[np.bool_]) -> Iterator[Finding]:
    if upload.current is None or upload.current.empty:
        return
    for column in TOLLS:
        known = upload.current[column].astype("float64")
        if known.isna().all():
            continue
        toll = upload.frame[column].astype("float64")
        beyond = fresh & (toll > known.max()).to_numpy()
        yield from _of_rows(
            upload, beyond, "unusual toll", column,
            f"is more than the highest so far ({known.max():.0f})", "Check it against the source.",
        )  # fmt: skip
        by_district = known.groupby(upload.current["district"].astype("str")).max()
        highest = upload.frame["district"].astype("str").map(by_district)
        far = (toll > TIMES_THE_HIGHEST * highest) & (toll >= LEAST_OUTLIER)
        wrong = fresh & far.to_numpy() & ~beyond
        messages = [
            f"is more than {TIMES_THE_HIGHEST} times the highest so far in {district} ({most:.0f})"
            for district, most in zip(upload.frame["district"][wrong], highest[wrong], strict=True)
        ]
        yield from _of_rows(
            upload, wrong, "unusual toll", column, messages, "Check it against the source."
        )


def _far_from_district(upload: Upload, fresh: NDArray[np.bool_]) -> Iterator[Finding]:
    places = upload.frame.loc[fresh, ["longitude", "latitude", "district"]].dropna()
    places["district"] = places["district"].astype("str")
    distinct = places.drop_duplicates()
    km = geography.km_outside_district(
        distinct["longitude"], distinct["latitude"], distinct["district"].to_numpy(dtype=object)
    )
    far = distinct.assign(km=km)[km > FAR_KM]
    found = places.reset_index().merge(far, on=list(distinct)).set_index("index").sort_index()
    wrong = np.zeros(len(fresh), dtype=bool)
    wrong[found.index] = True
    messages = [f"lies {km:.0f} km away from the point" for km in found["km"]]
    yield from _of_rows(
        upload, wrong, "far from its district", "district", messages,
        "Check the coordinates and the name of the district.",
    )  # fmt: skip


def _twins(upload: Upload, fresh: NDArray[np.bool_]) -> Iterator[Finding]:
    in_whole, in_frame = matched(upload.whole, upload.frame, upload.key)
    asked = np.zeros(len(upload.whole), dtype=bool)
    asked[in_whole] = fresh[in_frame]
    row_of = np.zeros(len(upload.whole), dtype=np.int64)
    row_of[in_whole] = upload.rows[in_frame]
    ids = upload.whole["event_id"].to_numpy(dtype=object)
    event, twin, alike = (
        column.to_numpy() for _, column in likely_twins(upload.whole, asked).items()
    )
    pairs = zip(
        row_of[event].tolist(), row_of[twin].tolist(), ids[event], ids[twin], alike, strict=True
    )
    for row, other, written, named, how in pairs:
        where = f" (row {other})" if other else ""
        yield Finding(
            "warning", "possible duplicate", row, "event_id", written,
            f"may be {named}{where} once more: {how}", "Leave the row out if both are one event.",
        )  # fmt: skip
