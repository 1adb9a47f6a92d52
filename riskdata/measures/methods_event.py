"""One event taken through every measure of an event, with all that goes into each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_array

from riskdata import geography
from riskdata.measures import exposure
from riskdata.nearness import Nearness
from riskdata.preparation import CHINESE_TARGETS, PreparedRecord
from riskdata.severity import faded

HEAVIEST, NEWEST, CHINESE = "Heaviest of a year", "Newest", "On Chinese targets"
EXAMPLES = (HEAVIEST, NEWEST, CHINESE)
"""The events that may be worked without knowing an id."""

VAGUE = ("province", "country")
"""Precisions of a place that say nothing of its distance to anything."""


def example(record: PreparedRecord, which: str) -> int | None:
    """The label in `record.events` of one of `EXAMPLES`; None where the record has none.

    The heaviest is that with most severity points in the 12 months up to the newest event, the
    later of equals; that on Chinese targets the newest.
    """
    events = record.events
    if events.empty:
        return None
    if which == CHINESE:
        events = events[events["chinese_target"]]
    elif which == HEAVIEST:
        year = events["date"] > events["date"].iloc[-1] - pd.DateOffset(years=1)
        events = events[year & (events["severity"] == events.loc[year, "severity"].max())]
    return None if events.empty else int(events.index[-1])


def holder(records: Mapping[str, PreparedRecord], event_id: str) -> tuple[str, int] | None:
    """Which record holds an event, and the label of its row; None where none does. The case of
    the id's letters does not matter."""
    wanted = event_id.strip().casefold()
    for name, record in records.items():
        found = np.flatnonzero(record.events["event_id"].str.casefold().to_numpy() == wanted)
        if len(found):
            return name, int(found[0])
    return None


class Point(NamedTuple):
    """Degrees north and east."""

    latitude: float
    longitude: float


class Way(NamedTuple):
    """The shortest way from a point to a line or place: its ends, and its km on the ellipsoid."""

    start: Point
    end: Point
    km: float


def way(start: Point, shape_of_plane: shapely.Geometry) -> Way:
    """The shortest way from a point to a shape in the plane of `geography`."""
    here = geography.points([start.longitude], [start.latitude])
    there = np.array([shape_of_plane], dtype=object)
    line = geography.to_degrees(np.asarray(shapely.shortest_line(here, there)))[0]
    longitude, latitude = shapely.get_coordinates(line)[1]
    km = float(geography.km_between(here, there)[0])
    return Way(start, Point(float(latitude), float(longitude)), km)


@dataclass(frozen=True)
class WorkedEvent:
    """An event with what severity, recency and the border belt make of it.

    `label` and `row` are those of the record's events, `points` its severity, `age` in days as of
    `as_of`, `recency` its weight on that day, `border` the way to the Durand Line: None without
    coordinates, or where the place is known no closer than to the province.
    """

    label: int
    row: pd.Series
    as_of: pd.Timestamp
    points: float
    age: int
    recency: float
    border: Way | None


def worked(
    record: PreparedRecord, label: int, as_of: pd.Timestamp, half_life: float
) -> WorkedEvent:
    """The event with a label in `record.events` worked as of a day; `half_life` in months."""
    row = record.events.iloc[label]
    age = int((as_of - row["date"]).days)
    known = row["location"] >= 0 and row["location_precision"] not in VAGUE
    border = None
    if known:
        here = Point(float(row["latitude"]), float(row["longitude"]))
        border = way(here, geography.afghan_border())
    return WorkedEvent(
        label=label,
        row=row,
        as_of=as_of,
        points=float(row["severity"]),
        age=age,
        recency=float(faded(np.array([age]), half_life)[0]),
        border=border,
    )


class Spread(NamedTuple):
    """How an event known to its district only is felt: `felt`, the sum of exp(-km / scale) over
    the points of the district's grid within reach, `near` of them out of `points`."""

    felt: float
    near: int
    points: int


@dataclass(frozen=True)
class WorkedExposure:
    """What one event adds to the project that feels it most, and the sum that it is a part of.

    `position` is the project's in its dataset, `added` the event's own part (a row of
    `exposure.parts`), `way` leads to the project and is None where the event is spread over its
    district (`spread`). `parts` are all parts of the project's exposure, `total` their sum, and
    `felt_by` says how many projects the event adds to.
    """

    position: int
    added: pd.Series
    way: Way | None
    spread: Spread | None
    parts: pd.DataFrame
    total: float
    felt_by: int


def worked_exposure(
    event: WorkedEvent,
    counted: pd.DataFrame,
    kernel: csr_array,
    nearness: Nearness,
    shapes: Sequence[shapely.Geometry] | np.ndarray,
    scale_km: float,
    half_life: float,
) -> WorkedExposure | None:
    """See `WorkedExposure`; None where the event adds nothing to any project.

    `counted` are the rows of `exposure.sources` that count, `kernel` and `nearness` those of the
    projects, `shapes` the projects in the plane.
    """
    if event.label not in counted.index:
        return None
    place = int(counted["place"].loc[event.label])
    if place < 0 or event.age < 0:
        return None
    felt = kernel[:, [place]].toarray().ravel()
    if not felt.any():
        return None
    position = int(felt.argmax())
    near = exposure.near_one(counted, kernel[[position]])
    parts = exposure.parts(near, event.as_of, half_life)
    added = parts.iloc[int(parts.index.get_indexer(pd.Index([event.label]))[0])]
    to_project = spread = None
    if added["spread"]:
        spread = _spread(nearness, place, position, scale_km)
    else:
        here = Point(float(event.row["latitude"]), float(event.row["longitude"]))
        to_project = way(here, shapes[position])
    return WorkedExposure(
        position=position,
        added=added,
        way=to_project,
        spread=spread,
        parts=parts,
        total=float(parts["points"].sum()),
        felt_by=int((felt > 0).sum()),
    )


def _spread(nearness: Nearness, place: int, position: int, scale_km: float) -> Spread:
    pairs = nearness.districts
    district = place - nearness.points
    mine = pairs[(pairs["district"] == district) & (pairs["shape"] == position)]
    felt = float(np.exp(-mine["km"].to_numpy() / scale_km).sum())
    of_district, _ = geography.district_grid()
    return Spread(felt, len(mine), int((of_district == district).sum()))


def why_nothing(event: WorkedEvent, counted: pd.DataFrame) -> str:
    """Why an event adds nothing to any project's exposure: `kind`, `confidence`, `time` (one that
    the record does not cover, or after the day), `place` (known no closer than to its province) or
    `far` (no project within reach)."""
    row = event.row
    if not row["attack"]:
        return "kind"
    if row["confidence"] not in ("confirmed", "reported"):
        return "confidence"
    if event.label not in counted.index or event.age < 0:
        return "time"
    return "place" if int(counted["place"].loc[event.label]) < 0 else "far"


def on_chinese(event: WorkedEvent) -> bool:
    """Whether the target was Chinese nationals or a project, which doubles the weight."""
    return event.row["target_type"] in CHINESE_TARGETS
