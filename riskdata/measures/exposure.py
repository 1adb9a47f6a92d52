"""How exposed a project or a stretch of a route is: severity x recency x nearness, added up.

Exposure = sum over events of severity (the Global Terrorism Index's points) x 0.5^(age / half-life)
x exp(-km / scale), twice that where the target was Chinese nationals or a project. An event known
to its town or better stands at its point, one known to its district is spread evenly over it.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from riskdata import geography
from riskdata.preparation import PreparedRecord
from riskdata.severity import DAYS_IN_MONTH, PER_DEATH, PER_INCIDENT, faded

Floats = NDArray[np.float64]

CHINESE_FACTOR = 2.0
NOWHERE = ("province", "country")


class Band(NamedTuple):
    """A band of exposure: its name, and the dead of the one attack at the fence today that would
    weigh as much as its least."""

    name: str
    deaths: int

    @property
    def least(self) -> float:
        """The exposure from which the band begins."""
        return PER_INCIDENT + PER_DEATH * self.deaths


VERY_HIGH, HIGH, MODERATE = Band("very high", 50), Band("high", 10), Band("moderate", 1)
LOW, NONE = "low", "none"
NAMED = (VERY_HIGH, HIGH, MODERATE)
BANDS = (*(band.name for band in NAMED), LOW, NONE)
"""The highest first. `low` is anything above nothing, `none` is no event within reach."""


def bands(exposure: Floats) -> pd.Series:
    """The band of each exposure, a category ordered from `none` to `very high`."""
    limits = [np.nextafter(0.0, 1.0), *(band.least for band in reversed(NAMED))]
    codes = np.searchsorted(limits, exposure, side="right")
    order = np.array(BANDS[::-1], dtype=object)
    return pd.Series(pd.Categorical(order[codes], order, ordered=True))


COUNTED = ["date", "point", "place", "weight", "doubled", "day"]
"""The columns of `sources` that exposure is worked out from; the others are for a selection."""


def sources(record: PreparedRecord) -> pd.DataFrame:
    """Every event of a record as a source of exposure, in its order and with its index.

    The columns that a selection asks for, `date`, `point` (position in the record's locations,
    -1 where it is not known to its town), `place` (the point, or the number of points and the
    position of its district in `geography.districts()`; -1 where not even that is known),
    `weight` (severity, doubled where the target was Chinese) `doubled` and `day` (days since
    1970).
    """
    events = record.measured
    located = (events["placed"] & (events["location"] >= 0)).to_numpy()
    point = np.where(located, events["location"], -1).astype("int32")
    categories = events["district"].cat.categories
    of_district = pd.Index(geography.districts()["name"]).get_indexer(categories)
    # A missing district has the code -1 and reads the last entry.
    district = np.append(of_district, -1)[events["district"].cat.codes]
    district[events["location_precision"].isin(NOWHERE)] = -1
    spread = np.where(district >= 0, district + len(record.locations), -1)
    doubled = events["chinese_target"].to_numpy()
    factor = np.where(doubled, CHINESE_FACTOR, 1.0)
    asked_for = ["date", "event_kind", "confidence", "perpetrator", "target_type"]
    return events[asked_for].assign(
        point=point,
        place=np.where(located, point, spread).astype("int32"),
        weight=events["severity"].to_numpy(float) * factor,
        doubled=doubled,
        day=days_of(events["date"]),
    )


def weights(events: pd.DataFrame, as_of: pd.Timestamp, half_life: float, places: int) -> Floats:
    """Weight that lies at each place as of a day: severity x recency of its events (rows of
    `sources`). `half_life` in months."""
    place = events["place"].to_numpy()
    left = events["weight"].to_numpy() * faded(_age(events, as_of), half_life)
    # The events of no known place, -1, come first and are dropped.
    return np.bincount(place + 1, left, minlength=places + 1)[1:].astype(np.float64)


def days_of(dates: ArrayLike) -> NDArray[np.int32]:
    """Days since 1970 of each date."""
    return np.asarray(dates).astype("datetime64[D]").astype("int32")


def _age(events: pd.DataFrame, as_of: pd.Timestamp) -> NDArray[np.int32]:
    """Age of each event in days; negative for those after the day."""
    return days_of(np.datetime64(as_of)) - events["day"].to_numpy()


def scores(kernel: csr_array, weight: Floats) -> Floats:
    """Exposure of each shape of a kernel (`nearness.kernel`) to the weight at each place."""
    return kernel @ weight


def unplaced(events: pd.DataFrame) -> int:
    """Events that are left out, as not even their district is known."""
    return int((events["place"] < 0).sum())


def spread(events: pd.DataFrame) -> int:
    """Events known to their district only, which are spread over it."""
    return int(((events["point"] < 0) & (events["place"] >= 0)).sum())


def near_one(events: pd.DataFrame, felt: csr_array) -> pd.DataFrame:
    """The events (rows of `sources`) that one shape feels, with how much of each: `felt` is the
    shape's row of the kernel.

    Columns: `day`, `weight`, `doubled`, `spread` (whether the event is known to its district only)
    and `nearness`, above 0 to 1. Index: that of `sources`.
    """
    # An event of no known place, -1, reads the last entry.
    by_place = np.append(felt.toarray().ravel(), 0.0)
    nearness = by_place[events["place"].to_numpy()]
    near = np.flatnonzero(nearness)
    columns = {name: events[name].to_numpy()[near] for name in ("day", "weight", "doubled")}
    spread = events["point"].to_numpy()[near] < 0
    return pd.DataFrame(
        {**columns, "spread": spread, "nearness": nearness[near]}, index=events.index[near]
    )


def parts(near: pd.DataFrame, as_of: pd.Timestamp, half_life: float) -> pd.DataFrame:
    """What each event adds to the exposure of one shape, the most first; they sum to its score.

    `near` are its events (`near_one`). Columns: `severity`, `factor` (2 where doubled), `recency`
    and `nearness` (0 to 1 each), `spread`, `points` (the product of the first four) and `share` of
    all. Index: that of `near`.
    """
    weight, nearness = near["weight"].to_numpy(), near["nearness"].to_numpy()
    recency = faded(_age(near, as_of), half_life)
    points = weight * recency * nearness
    order = np.argsort(-points, kind="stable")
    order = order[points[order] > 0]
    factor = np.where(near["doubled"].to_numpy(), CHINESE_FACTOR, 1.0)
    columns = {
        "severity": weight / factor,
        "factor": factor,
        "recency": recency,
        "nearness": nearness,
        "spread": near["spread"].to_numpy(),
        "points": points,
        "share": points / (points.sum() or 1.0),
    }
    return pd.DataFrame(
        {name: column[order] for name, column in columns.items()}, index=near.index[order]
    )


def course(
    near: pd.DataFrame, first: pd.Timestamp, as_of: pd.Timestamp, half_life: float
) -> pd.DataFrame:
    """Exposure of one shape to its events (`near_one`) as of the end of each month from that of
    `first` on, the last one as of the day `as_of`; columns `date` and `exposure`.

    Of the events before the first month all that is left of them counts.
    """
    ends = pd.date_range(first, as_of, freq="ME").union(pd.DatetimeIndex([as_of]))
    days = days_of(ends)
    date = near["day"].to_numpy()
    weight = near["weight"].to_numpy() * near["nearness"].to_numpy()
    # Which month each day is in, looked up: the events are many, the days few.
    earliest = min(int(date.min()), int(days[0])) if len(date) else int(days[0])
    month_of = np.searchsorted(days, np.arange(earliest, days[-1] + 1), side="left")
    known = date <= days[-1]
    date, weight = date[known], weight[known]
    month = month_of[date - earliest]
    added = np.bincount(month, weight * faded(days[month] - date, half_life), len(days))
    exposure, left = np.zeros(len(days)), 0.0
    kept = 0.5 ** (np.diff(days, prepend=days[:1]) / DAYS_IN_MONTH / half_life)
    for i, share in enumerate(kept):
        # What was there fades on as a whole: every weight halves in the same time.
        left = left * share + added[i]
        exposure[i] = left
    return pd.DataFrame({"date": ends, "exposure": exposure})


def like_deaths(exposure: float) -> float:
    """The dead of the one attack at the fence, on the day, that would weigh as much; below 0 where
    even an attack without any would weigh more."""
    return (exposure - PER_INCIDENT) / PER_DEATH
