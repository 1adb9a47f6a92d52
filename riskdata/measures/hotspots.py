"""Where: what each province and district saw, how dense it is, and what has changed there."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Literal

import numpy as np
import pandas as pd
from scipy.special import betaincinv, gammaincinv, ndtri

from riskdata import geography
from riskdata.measures.coverage import CHINESE_TARGETS_ONLY, NOT_COVERED, periods
from riskdata.names import province_of
from riskdata.preparation import CHINESE_TARGETS
from riskdata.selection import Selection, in_region

Level = Literal["district", "province"]
Count = Literal["events", "killed"]

COURSE_COLUMNS = [
    "date",
    "year",
    "province",
    "district",
    "location_precision",
    "location",
    "border_km",
    "killed",
]
"""What is read of an event to tell how places and lenses did over the years."""

COLUMNS = [*COURSE_COLUMNS, "placed", "cell", "perpetrator"]
"""What is read of an event of the period itself."""

LEAST = 6
"""Events in two periods together below which no split of them could rule out chance at 95
percent: 6 against 0 is the first that does."""

THIN = "thin sample"
"""Status of a stretch of a record (`event_record_coverage`) from which no trend may be read."""

TAIL = 0.025


@cache
def areas_km2(level: Level) -> pd.Series:
    """Area of each district's polygon, or of a province's districts together, by name."""
    found = [feature["properties"] for feature in geography.features("districts")]
    return pd.DataFrame(found).groupby(level)["area_km2"].sum()


def chinese_only(selection: Selection) -> bool:
    """Whether nothing but attacks on Chinese nationals and projects is selected."""
    return bool(selection.targets) and set(selection.targets) <= set(CHINESE_TARGETS)


def covered(
    coverage: pd.DataFrame, record: str, start: date, end: date, chinese: bool
) -> pd.DataFrame:
    """How a record covers a period (`measures.coverage.periods`).

    A stretch in which it holds attacks on Chinese targets only is not covered, unless nothing else
    is looked at (`chinese`). `coverage` is the dataset `event_record_coverage`.
    """
    found = periods(coverage, record, start, end)
    if chinese:
        return found
    return found.replace({"status": {CHINESE_TARGETS_ONLY: NOT_COVERED}})


def days_covered(found: pd.DataFrame) -> int:
    """Days that a record covers of the period of a table of `covered`."""
    usable = found[found["status"] != NOT_COVERED]
    return int(((usable["end"] - usable["start"]).dt.days + 1).sum())


def of_covered_time(events: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The events (sorted by date) of the days that a record covers (`covered`)."""
    dates = events["date"].to_numpy()
    kept = np.zeros(len(events), dtype=bool)
    usable = found[found["status"] != NOT_COVERED]
    first = np.searchsorted(dates, usable["start"].to_numpy(), side="left")
    after = np.searchsorted(dates, usable["end"].to_numpy(), side="right")
    for start, end in zip(first, after, strict=True):
        kept[start:end] = True
    rows = np.flatnonzero(kept)
    if len(rows) and rows[-1] - rows[0] + 1 == len(rows):
        return events.iloc[rows[0] : rows[-1] + 1]
    return events.iloc[rows]


def within(events: pd.DataFrame, region: str, depth_km: int) -> pd.DataFrame:
    """The events that lie in a region (`selection.in_region`)."""
    mask = in_region(events, region, depth_km)
    return events if mask.all() else events[mask]


def neighbourhood(selection: Selection) -> Selection:
    """The selection, of a district widened to its province: whom to rank it against."""
    province = province_of().get(selection.region)
    if province is None or province == selection.region:
        return selection
    return replace(selection, region=province)


def counts(events: pd.DataFrame, level: Level) -> pd.DataFrame:
    """What each place saw, one row for every place there is, by name.

    Columns: `province`, `events`, `killed` (victims, where the toll is known), `toll_unknown`
    (events without one) and `killed_squared` (sum of the squared tolls, for the interval of a
    change). Events known to no place of the level are in no row; see `left_out`.
    """
    names = events[level].cat.categories
    # The code of an unknown place is -1.
    place = events[level].cat.codes.to_numpy().astype(np.intp) + 1
    toll = events["killed"].to_numpy(dtype=float)
    unknown = np.isnan(toll)
    toll = np.where(unknown, 0, toll)

    def sums(weights: np.ndarray | None = None) -> np.ndarray:
        return np.bincount(place, weights, minlength=len(names) + 1)[1:]

    return pd.DataFrame(
        {
            "province": _provinces(names) if level == "district" else names.astype(object),
            "events": sums(),
            "killed": sums(toll).astype(int),
            "toll_unknown": sums(unknown).astype(int),
            "killed_squared": sums(toll**2),
        },
        index=pd.Index(names.astype(object), name=level),
    )


def _provinces(districts: pd.Index) -> list[str]:
    of = province_of()
    return [of[name] for name in districts]


def total(events: pd.DataFrame, count: Count) -> int:
    """Events, or the people killed in those whose toll is known."""
    return len(events) if count == "events" else int(events["killed"].sum())


def left_out(events: pd.DataFrame, level: Level) -> int:
    """Events of which the place of this level is not known."""
    return int(events[level].isna().sum())


def densities(
    found: pd.DataFrame, level: Level, regions: pd.DataFrame, count: Count
) -> pd.DataFrame:
    """Counts (`counts`) set against people and land.

    Adds `population` and `population_year` (the census, NaN where there is no figure), `area_km2`
    (of the drawn polygon, as the published areas differ from it), `per_million` and
    `per_1000_km2`, and for events `low` and `high`, the exact Poisson interval of `per_million`
    (Garwood 1936). The dead come in clusters and get none.
    """
    of_level = regions[regions["kind"] == level]
    row = pd.Index(of_level["region"]).get_indexer(found.index)
    population, year = (
        np.where(row >= 0, of_level[column].to_numpy(dtype=float, na_value=np.nan)[row], np.nan)
        for column in ("population", "population_year")
    )
    area = areas_km2(level).reindex(found.index).to_numpy()
    amount, millions = found[count].to_numpy(dtype=float), population / 1e6
    nothing = np.full(len(found), np.nan)
    low, high = poisson_interval(amount) if count == "events" else (nothing, nothing)
    return found.assign(
        population=population,
        population_year=year,
        area_km2=area,
        per_million=amount / millions,
        per_1000_km2=amount / area * 1000,
        low=low / millions,
        high=high / millions,
    )


def poisson_interval(count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Exact 95 percent intervals of Poisson counts (Garwood 1936)."""
    low = np.where(count == 0, 0.0, gammaincinv(np.maximum(count, 1), TAIL))
    return low, gammaincinv(count + 1, 1 - TAIL)


def change_periods(
    coverage: pd.DataFrame, record: str, start: date, end: date, chinese: bool
) -> tuple[date, date] | None:
    """First and last day of the stretch of which the record can tell a change.

    It is a year, or the whole period where that is shorter, up to the last day of the period or,
    where the record is not covered or too thin for a trend there, up to the last day inside the
    period where it is not. The equally long time before it (`Selection.before`) is covered as
    well, without a gap between the two. None where there is no such stretch. Arguments as in
    `covered`.
    """
    opening, closing = pd.Timestamp(start), pd.Timestamp(end)
    year, day = pd.DateOffset(years=1), pd.Timedelta(days=1)
    past = min(opening, closing - 3 * year).date()
    found = covered(coverage, record, past, end, chinese)
    usable = found[~found["status"].isin([NOT_COVERED, THIN])]
    gap = usable["start"] > usable["end"].shift() + day
    for _, stretch in reversed(list(usable.groupby(gap.cumsum()))):
        last = stretch["end"].max()
        if last < opening:
            return None
        first = last - year + day
        if opening > closing - year + day:
            first = max(first, opening)
        now = Selection(record, first.date(), last.date())
        if pd.Timestamp(now.before().start) >= stretch["start"].min():
            return now.start, now.end
    return None


def context(selection: Selection, years: int = 5) -> Selection:
    """The selection with at least this many years up to its last day: a course needs a past."""
    earliest = pd.Timestamp(selection.end) - pd.DateOffset(years=years) + pd.Timedelta(days=1)
    return replace(selection, start=min(selection.start, earliest.date()))


def changes(now: pd.DataFrame, before: pd.DataFrame, count: Count) -> pd.DataFrame:
    """Each place's count against that of the equally long period before (both from `counts`).

    Columns: `now`, `before`, `ratio`, its 95 percent interval `low` to `high`, and `direction`:
    `up`, `down`, `unclear` (the interval holds 1), or `too few` (fewer than `LEAST` events in the
    two periods, or, of the dead, none in one of them). Events get the exact interval of
    `measures.change.rate_ratio`, the dead that of `toll_ratio`; both are told in full there.
    """
    enough = (now["events"] + before["events"]).to_numpy() >= LEAST
    new, old = (table[count].to_numpy(dtype=float) for table in (now, before))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = new / old
        if count == "events":
            low, high = _rate_interval(new, old)
        else:
            enough &= (new > 0) & (old > 0)
            variance = now["killed_squared"] / new**2 + before["killed_squared"] / old**2
            reach = np.exp(ndtri(1 - TAIL) * np.sqrt(variance.to_numpy()))
            low, high = ratio / reach, ratio * reach
    direction = np.select([~enough, low > 1, high < 1], ["too few", "up", "down"], "unclear")
    return pd.DataFrame(
        {
            "now": new.astype(int),
            "before": old.astype(int),
            "ratio": ratio,
            "low": low,
            "high": high,
            "direction": direction,
        },
        index=now.index,
    )


def _rate_interval(now: np.ndarray, before: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`rate_ratio`'s interval for many pairs of counts at once."""
    low = np.where(now > 0, betaincinv(np.maximum(now, 1), before + 1, TAIL), 0.0)
    high = np.where(before > 0, betaincinv(now + 1, np.maximum(before, 1), 1 - TAIL), 1.0)
    return low / (1 - low), high / (1 - high)


def ranked(found: pd.DataFrame, by: Count) -> pd.DataFrame:
    """The places with an event, the one with the highest count first."""
    other = "killed" if by == "events" else "events"
    touched = found[found["events"] > 0]
    return touched.sort_values([by, other], ascending=False, kind="stable")


def densest_cell(events: pd.DataFrame, count: Count) -> pd.Series | None:
    """The H3 cell (some 250 km²) with most events, or people killed, of the events known to their
    town or better.

    `count` (how many), `spots` (how many cells have as many) and `district` (that of most of its
    events, None where unknown). None without such events.
    """
    placed = events[events["placed"] & events["cell"].notna()]
    if placed.empty:
        return None
    cell = placed["cell"].cat.codes.to_numpy()
    weights = np.nan_to_num(placed["killed"].to_numpy(dtype=float)) if count == "killed" else None
    size = np.bincount(cell, weights)
    named = placed["district"][cell == size.argmax()].value_counts()
    district = named.index[0] if named.iloc[0] else None
    spots = int((size == size.max()).sum())
    return pd.Series({"count": int(size.max()), "spots": spots, "district": district}, dtype=object)
