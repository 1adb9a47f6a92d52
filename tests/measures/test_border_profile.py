"""Events fall into bands by their geodesic distance to the Durand Line."""

import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod
from shapely.geometry import shape

from riskdata.findings import border_profile as findings
from riskdata.geography import features
from riskdata.measures import border_profile


def event(km: float, killed: float = 0, precision: str = "town") -> tuple[float, float, str]:
    return km, killed, precision


def frame(*events: tuple[float, float, str]) -> pd.DataFrame:
    return pd.DataFrame(events, columns=["border_km", "killed", "location_precision"])


def test_bands_are_ten_kilometres_wide_and_the_last_has_no_end():
    bands = border_profile.by_band(
        frame(event(0), event(9.99), event(10, 4), event(299), event(300, 2), event(584, np.nan))
    )
    assert len(bands) == 31
    assert bands["events"].iloc[[0, 1, 29, 30]].tolist() == [2, 1, 1, 2]
    assert bands["killed"].iloc[[1, 30]].tolist() == [4, 2]
    assert bands["from_km"].iloc[-1] == 300
    assert np.isinf(bands["to_km"].iloc[-1])


def test_bands_that_tie_are_told_as_such():
    said = {}
    for tied in (1, 2, 4):
        km = [*(10 * band + 5 for band in range(tied) for _ in range(5)), 95, 95, 95, 305, 305]
        bands = border_profile.by_band(frame(*map(event, km)))
        said[tied] = findings.profile(bands, 10, 20, 5, 50, "attacks").split("; ")[1]
    whole = findings.profile(bands, 10, int(bands["events"].sum()), 5, 50, "attacks")
    assert whole.startswith("Half of the attacks fell")
    part = findings.profile(bands, 10, 100, 5, 50, "attacks")
    assert part.startswith("Half of the attacks whose distance is known fell")
    assert said == {
        1: "the band with most (5) lies 0 to 10 km away",
        2: "most in one band (5): 0 to 10 km away and 10 to 20 km away",
        4: "most in one band (5): 4 bands",
    }


def test_events_known_to_the_province_only_are_left_out():
    events = frame(
        event(5), event(5, 9, "district"), event(5, 9, "province"), event(5, 9, "country")
    )
    assert border_profile.measurable(events).tolist() == [True, True, False, False]
    assert border_profile.by_band(events)["events"].sum() == 2
    assert border_profile.median_km(events) == 5


def test_bands_agree_with_distances_measured_along_the_line(curated):
    """An independent route: the least of the geodesic distances to points 500 m apart."""
    durand = next(f for f in features("borders") if "Durand" in f["properties"]["name"])
    along = shapely.get_coordinates(shapely.segmentize(shape(durand["geometry"]), 0.005))
    events = curated.measured.sample(40, random_state=3)
    geod = Geod(ellps="WGS84")
    for longitude, latitude, km in zip(
        events["longitude"], events["latitude"], events["border_km"], strict=True
    ):
        here = np.full(len(along), longitude), np.full(len(along), latitude)
        least = np.min(geod.inv(*here, along[:, 0], along[:, 1])[2]) / 1000
        assert km == pytest.approx(least, abs=0.3)
