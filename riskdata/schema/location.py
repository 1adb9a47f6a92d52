"""Whether a point lies where the row says it does.

Borders are generalised to a few kilometres and shores lie off the drawn coast, so a point may
stand outside its named area by as much as its stated precision allows. A point further off still
passes within `REACH_KM` when the named district is the nearest one: a boat off Jiwani, a post
across the drawn border.
"""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pandera.pandas as pa

from riskdata import geography, names
from riskdata.schema.columns import EAST, NORTH, SOUTH, WEST, rule

TOLERANCE_KM = {
    "exact": 5.0,
    "approximate": 5.0,
    "town": 5.0,
    "line": 5.0,
    "district": 20.0,
    "province": 20.0,
    "country": np.inf,
}
REACH_KM = 25.0

_Distance = Callable[..., np.ndarray]


def _lies_in(frame: pd.DataFrame, area: str, outside: _Distance) -> pd.Series:
    """False where a point stands too far outside; NA where it is not on the map at all.

    Each place is judged once, however many rows name it.
    """
    told = [column for column in TELLING if column in frame]
    places = frame.groupby(told, observed=True, dropna=False, sort=False)
    fine = _fits(places.head(1)[told].reset_index(drop=True), area, outside)
    return fine.reindex(places.ngroup()).set_axis(frame.index)


TELLING = ("longitude", "latitude", "district", "province", "location_precision")


def _fits(places: pd.DataFrame, area: str, outside: _Distance) -> pd.Series:
    on_map = places["longitude"].between(WEST, EAST) & places["latitude"].between(SOUTH, NORTH)
    located = places[on_map]
    longitude, latitude = located["longitude"].to_numpy(), located["latitude"].to_numpy()
    km = outside(longitude, latitude, located[area].to_numpy(dtype=object))
    if "location_precision" in located:
        precision = located["location_precision"].astype(object)
        allowed = precision.map(TOLERANCE_KM).fillna(np.inf).to_numpy(dtype=float)
    else:
        allowed = np.full(len(located), TOLERANCE_KM["town"])
    fine = np.isnan(km) | (km <= allowed)
    doubtful = np.flatnonzero(~fine & (km <= REACH_KM))
    if len(doubtful):
        nearest, _ = geography.district_at(longitude[doubtful], latitude[doubtful], REACH_KM)
        fine[doubtful] = nearest == located["district"].to_numpy(dtype=object)[doubtful]
    return pd.Series(fine, index=located.index, dtype="boolean").reindex(places.index)


def _district_of_province(frame: pd.DataFrame) -> pd.Series:
    expected = frame["district"].astype(object).map(names.province_of())
    return expected.isna() | (expected == frame["province"].astype(object))


def rules() -> Sequence[pa.Check]:
    """The district belongs to the province, and the point lies in both."""
    mend = "Check the coordinates, the name, and how exactly the place is known."
    return [
        rule(
            "is not the province of the district",
            "Name the province that the district lies in.",
            ["province", "district"],
            _district_of_province,
        ),
        rule(
            "does not hold the point",
            mend,
            ["district", "longitude", "latitude"],
            lambda frame: _lies_in(frame, "district", geography.km_outside_district),
        ),
        rule(
            "does not hold the point",
            mend,
            ["province", "longitude", "latitude"],
            lambda frame: _lies_in(frame, "province", geography.km_outside_province),
        ),
    ]
