"""The map year by year."""

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from riskdata.measures import hotspots
from riskdata.measures.coverage import NOT_COVERED
from riskdata.names import province_of
from riskdata.selection import between


class Years(NamedTuple):
    """Calendar years of a stretch of time: the latest of those that a record covers, at least in
    part (columns `year`, `start`, `end`: its covered days, `whole`: bool), how many covered ones
    are older, and the years of which it covers no day."""

    shown: pd.DataFrame
    older: int
    missing: list[int]


def covered_years(
    coverage: pd.DataFrame, record: str, start: date, end: date, chinese: bool, most: int = 12
) -> Years:
    """The years of a stretch of time, at most `most` of them shown. Arguments as in
    `measures.hotspots.covered`."""
    covered = hotspots.covered(coverage, record, start, end, chinese)
    usable = covered[covered["status"] != NOT_COVERED]
    parts = list(zip(usable["start"], usable["end"], strict=True))
    years = range(covered["start"].min().year, covered["end"].max().year + 1)
    rows = []
    for year in years:
        first, last = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
        inside = [(max(a, first), min(b, last)) for a, b in parts if a <= last and b >= first]
        if inside:
            days = sum((end - start).days + 1 for start, end in inside)
            whole = days == (last - first).days + 1
            rows.append((year, inside[0][0], inside[-1][1], whole))
    shown = pd.DataFrame(rows, columns=["year", "start", "end", "whole"]).astype({"year": int})
    missing = sorted({*years} - {*shown["year"]})
    return Years(shown.tail(most).reset_index(drop=True), max(len(shown) - most, 0), missing)


def by_location(events: pd.DataFrame, years: pd.DataFrame, locations: pd.DataFrame) -> pd.DataFrame:
    """Events and people killed at each point in each of the years (column `year`).

    `locations` are those of the prepared record. Columns `year`, `events`, `killed`, `longitude`,
    `latitude`, `province`; a row where there was an event, the deadliest points of a year first.
    Events without a point, or whose point stands for their whole province, are left out.
    """
    positions = _positions(events["year"], years["year"])
    placed = events["location_precision"].isin(["exact", "town", "district"]).to_numpy()
    location = events["location"].to_numpy()
    kept = (positions >= 0) & placed & (location >= 0)
    points = len(locations)
    slot = np.where(kept, positions * points + location, -1) + 1
    toll = np.nan_to_num(events["killed"].to_numpy())
    count, killed = (np.bincount(slot, weights)[1:] for weights in (None, toll))
    found = np.flatnonzero(count)
    table = pd.DataFrame(
        {
            "year": years["year"].to_numpy()[found // points],
            "events": count[found],
            "killed": killed[found].astype(int),
        }
    )
    where = locations.iloc[found % points]
    table["longitude"], table["latitude"] = (
        where[column].to_numpy() for column in ("longitude", "latitude")
    )
    table["province"] = where["district_located"].astype(object).map(province_of()).to_numpy()
    return table.sort_values(["year", "killed"], ascending=[True, False], ignore_index=True)


def _positions(of: pd.Series, years: pd.Series) -> np.ndarray:
    """Position of each event's year in `years`, -1 where it is not among them."""
    found = np.full(3000, -1)
    found[years.to_numpy()] = np.arange(len(years))
    return found[of.to_numpy()]


def leaders(events: pd.DataFrame, years: pd.DataFrame) -> pd.DataFrame:
    """Each year's events and people killed, and the districts that saw most.

    `events` are sorted by date. Columns `year`, `events`, `killed`, `districts` (a tuple: several
    where they saw equally many, none where no event is of a known one) and `district_events` (of
    each); a row a year.
    """
    names = events["district"].cat.categories
    rows = []
    for year in years["year"]:
        of_year = between(events, date(year, 1, 1), date(year, 12, 31))
        code = of_year["district"].cat.codes.to_numpy().astype(np.int64)
        found = np.bincount(code[code >= 0], minlength=len(names))
        most = found.max(initial=0)
        leading = tuple(names[(found == most) & (found > 0)])
        rows.append((year, len(of_year), int(of_year["killed"].sum()), leading, most))
    columns = ["year", "events", "killed", "districts", "district_events"]
    return pd.DataFrame(rows, columns=columns)
