"""An event record over time: how many, by whom, against whom, by which means, how lethal.

Every measure takes rows of a prepared record's `measured` columns and works on their category
codes, never on their texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from riskdata import names
from riskdata.measures.change import Change, rate_ratio
from riskdata.measures.coverage import CHINESE_TARGETS_ONLY, NOT_COVERED, periods
from riskdata.selection import BORDER_BELT, PAKISTAN

Step = Literal["year", "month"]
Value = Literal["events", "killed"]
FREQUENCY: dict[Step, str] = {"year": "YS", "month": "MS"}

BY = {
    "Province": "province",
    "Perpetrator": "perpetrator",
    "Target": "target_type",
    "Means": "attack_type",
}
"""What the events may be stacked by, and the column that says it; perpetrators by family."""

OTHER, NOT_RECORDED = "other", "not recorded"
UNNAMED = {"", "unknown", NOT_RECORDED}
MOST_PARTS = 7
LEAST_ATTACKS = 10
"""Fewest attacks of a year from which its dead per attack are told."""

COMPLETE = {
    "complete by UCDP definition",
    "complete by the publisher's definition",
    "sample of all militant attacks",
}


def not_covered(covered: pd.DataFrame, chinese_targets: bool) -> pd.DataFrame:
    """The rows of a table of `coverage.periods` in which the record says nothing on what is asked:
    those not covered, and, unless only attacks on Chinese targets are asked for
    (`chinese_targets`), those in which it holds nothing else."""
    silent = {NOT_COVERED} if chinese_targets else {NOT_COVERED, CHINESE_TARGETS_ONLY}
    return covered[covered["status"].isin(list(silent))]


def outside(events: pd.DataFrame, silent: pd.DataFrame) -> pd.DataFrame:
    """The events that lie in none of the periods (`start`, `end`, both inside)."""
    dates = events["date"].to_numpy()
    inside = np.zeros(len(events), dtype=bool)
    for start, end in zip(silent["start"], silent["end"], strict=True):
        inside |= (dates >= np.datetime64(start)) & (dates <= np.datetime64(end))
    return events[~inside] if inside.any() else events


def turning_points_of(points: pd.DataFrame, region: str) -> pd.DataFrame:
    """The turning points that bear on a region: of a province or district its own and those of the
    whole country, of the country and the border belt all."""
    if region in (PAKISTAN, BORDER_BELT):
        return points
    province = names.province_of().get(region, region)
    return points[points["region"].isin([PAKISTAN, province])]


def months_comparable(covered: pd.DataFrame) -> bool:
    """Whether a course may be read from the record: not from a sample."""
    return not covered["status"].astype("str").str.contains("sample").any()


def step_for(start: date, end: date) -> Step:
    """Years for a period longer than 15 of them, months for a shorter one."""
    return "year" if end > (pd.Timestamp(start) + pd.DateOffset(years=15)).date() else "month"


def steps(start: date, end: date, step: Step) -> pd.DatetimeIndex:
    """First days of the years or months that a period touches."""
    first = pd.Timestamp(start.year, start.month if step == "month" else 1, 1)
    return pd.date_range(first, end, freq=FREQUENCY[step])


def coverage_by_step(
    covered: pd.DataFrame, index: pd.DatetimeIndex, step: Step, chinese_targets: bool
) -> pd.DataFrame:
    """For each step its `days` of the period on which the record speaks at all, whether these are
    the `whole` of it, and whether it is `complete`: every day of it lies in the period and in
    one that is neither provisional, thin nor silent."""
    starts = index.to_numpy().astype("datetime64[D]")
    after = index + (pd.DateOffset(years=1) if step == "year" else pd.DateOffset(months=1))
    ends = after.to_numpy().astype("datetime64[D]")
    told = covered.drop(not_covered(covered, chinese_targets).index)
    days, full = np.zeros(len(index), dtype=int), np.zeros(len(index), dtype=int)
    for start, end, status in zip(told["start"], told["end"], told["status"], strict=True):
        first = np.maximum(starts, np.datetime64(start, "D"))
        last = np.minimum(ends, np.datetime64(end, "D") + 1)
        overlap = np.maximum((last - first).astype(int), 0)
        days += overlap
        if status in COMPLETE or chinese_targets:
            full += overlap
    length = (ends - starts).astype(int)
    return pd.DataFrame(
        {"days": days, "whole": days == length, "complete": full == length}, index=index
    )


@dataclass(frozen=True)
class Covered:
    """How a record covers a period: `periods` (`coverage.periods`), of these the `silent` ones
    (`not_covered`), and `coverage_by_step` of its years and months."""

    periods: pd.DataFrame
    silent: pd.DataFrame
    by: dict[Step, pd.DataFrame]


def covered_time(
    coverage: pd.DataFrame, record: str, start: date, end: date, chinese_targets: bool
) -> Covered:
    """See `Covered`. `coverage` is the dataset `event_record_coverage`."""
    found = periods(coverage, record, start, end)
    by: dict[Step, pd.DataFrame] = {
        step: coverage_by_step(found, steps(start, end, step), step, chinese_targets)
        for step in FREQUENCY
    }
    return Covered(found, not_covered(found, chinese_targets), by)


@cache
def family(group: str) -> str:
    """Family of a group; of a fight between two, the family that both belong to."""
    table = names.groups()
    family_of = dict(zip(table["group"], table["family"], strict=True))
    families = {family_of.get(part, OTHER) for part in group.split(names.BETWEEN)}
    return families.pop() if len(families) == 1 else OTHER


@cache
def group_name(group: str) -> str:
    """Short name of a group, of both where two fight."""
    table = names.groups()
    short = dict(zip(table["group"], table["abbreviation"], strict=True))
    return names.BETWEEN.join(short.get(part) or part for part in group.split(names.BETWEEN))


@cache
def in_full(group: str) -> str:
    """Full name of a group, of both where two fight; a state is named by its forces."""
    return names.BETWEEN.join(
        group_name(part) if family(part) == "state" else part for part in group.split(names.BETWEEN)
    )


def _parts(events: pd.DataFrame, by: str) -> tuple[NDArray[np.int64], list[str]]:
    """Each event's part as a code, and what the codes mean."""
    column = events[BY[by]]
    labels = [str(category) for category in column.cat.categories]
    if by == "Perpetrator":
        labels = [family(label) for label in labels]
    labels = [NOT_RECORDED if label in UNNAMED else label for label in labels]
    known = list(dict.fromkeys([*labels, NOT_RECORDED]))
    # The last stands for the code -1, an empty cell.
    lookup = np.array([known.index(label) for label in [*labels, NOT_RECORDED]])
    return lookup[column.cat.codes.to_numpy()], known


def _positions(events: pd.DataFrame, index: pd.DatetimeIndex, step: Step) -> NDArray[np.int64]:
    """Which of the steps each event falls into."""
    if step == "year":
        return events["year"].to_numpy().astype("int64") - index[0].year
    months = events["month"].to_numpy().astype("datetime64[M]").astype("int64")
    return months - index[:1].to_numpy().astype("datetime64[M]").astype("int64")[0]


def _table(rows: NDArray, columns: NDArray, shape: tuple[int, int], weights=None) -> NDArray:
    cells = np.bincount(rows * shape[1] + columns, weights=weights, minlength=shape[0] * shape[1])
    return cells.reshape(shape)


def by_step(
    events: pd.DataFrame, by: str, index: pd.DatetimeIndex, step: Step, most: int = MOST_PARTS
) -> pd.DataFrame:
    """Events a step, a column for each part: the largest first, at most `most` of them, then
    `other` and `not recorded`. `by` is a key of `BY`."""
    codes, known = _parts(events, by)
    table = _table(_positions(events, index, step), codes, (len(index), len(known)))
    return _largest(table, known, index, most)


def _largest(table: NDArray, known: Sequence[str], index: pd.Index, most: int) -> pd.DataFrame:
    """The columns with the largest sums, then `other` with the rest and `not recorded`, none of
    them empty."""
    totals = table.sum(axis=0)
    order = [int(i) for i in np.argsort(-totals, kind="stable") if totals[i]]
    named = [i for i in order if known[i] not in (OTHER, NOT_RECORDED)]
    found = {known[i]: table[:, i] for i in named[:most]}
    rest = [*named[most:], *(i for i in order if known[i] == OTHER)]
    if rest:
        found[OTHER] = table[:, rest].sum(axis=1)
    if NOT_RECORDED in (known[i] for i in order):
        found[NOT_RECORDED] = table[:, known.index(NOT_RECORDED)]
    return pd.DataFrame(found, index=index)


def calendar(events: pd.DataFrame, covered: pd.DataFrame, value: Value) -> pd.DataFrame:
    """Events or people killed in each month: a row a month of the year (1 to 12), a column a year.

    `covered` is `coverage_by_step` by months. NaN where the record does not cover the month or the
    period leaves it out.
    """
    index = pd.DatetimeIndex(covered.index)
    weights = np.nan_to_num(events["killed"].to_numpy()) if value == "killed" else None
    months = np.bincount(
        _positions(events, index, "month"), weights=weights, minlength=len(index)
    ).astype(float)
    months[covered["days"].to_numpy() == 0] = np.nan
    years = range(index[0].year, index[-1].year + 1)
    cells = np.full(len(years) * 12, np.nan)
    before = index[0].month - 1
    cells[before : before + len(months)] = months
    return pd.DataFrame(cells.reshape(-1, 12).T, index=range(1, 13), columns=years)


def lethality(events: pd.DataFrame, index: pd.DatetimeIndex) -> pd.DataFrame:
    """People killed per attack by year, of the attacks whose dead are recorded.

    `index` are the years. Columns `attacks`, `killed`, `per_attack`, NaN in a year with fewer than
    ten attacks. Rows of other event kinds are left out.
    """
    told = events[events["attack"].to_numpy() & events["killed"].notna().to_numpy()]
    position = _positions(told, index, "year")
    attacks = np.bincount(position, minlength=len(index))
    killed = np.bincount(position, weights=told["killed"].to_numpy(), minlength=len(index))
    found = pd.DataFrame({"attacks": attacks, "killed": killed}, index=index)
    enough = found["attacks"] >= LEAST_ATTACKS
    return found.assign(per_attack=(found["killed"] / found["attacks"]).where(enough))


@dataclass(frozen=True)
class GroupTrend:
    """One group's events: how many, its dead, its course by step, and how many in the period before
    (None where the two periods cannot be set against each other)."""

    group: str
    events: int
    killed: int
    course: pd.Series
    change: Change | None


def top_groups(
    events: pd.DataFrame,
    before: pd.DataFrame | None,
    index: pd.DatetimeIndex,
    step: Step,
    most: int = 8,
) -> list[GroupTrend]:
    """The named groups with most events, the largest first; see `GroupTrend`."""
    column = events["perpetrator"]
    groups = list(column.cat.categories)
    codes = column.cat.codes.to_numpy().astype("int64")
    counts = np.bincount(codes, minlength=len(groups))
    killed = np.bincount(
        codes, weights=np.nan_to_num(events["killed"].to_numpy()), minlength=len(groups)
    )
    table = _table(_positions(events, index, step), codes, (len(index), len(groups)))
    earlier = None if before is None else before["perpetrator"].value_counts()
    named = [
        i for i in np.argsort(-counts, kind="stable") if counts[i] and groups[i] not in UNNAMED
    ]
    return [
        GroupTrend(
            group=str(groups[i]),
            events=int(counts[i]),
            killed=int(killed[i]),
            course=pd.Series(table[:, i], index=index),
            change=None if earlier is None else rate_ratio(int(counts[i]), int(earlier[groups[i]])),
        )
        for i in named[:most]
    ]


def targets_by_group(
    events: pd.DataFrame, groups: Sequence[str], most: int = MOST_PARTS
) -> pd.DataFrame:
    """Events of each group on each target: a row a group in the order given, a column a target,
    the most frequent first, then `other` and `not recorded`."""
    codes, known = _parts(events, "Target")
    position = events["perpetrator"].cat.categories.get_indexer(pd.Index(groups))
    rows = np.full(len(events["perpetrator"].cat.categories), -1)
    rows[position] = np.arange(len(groups))
    row = rows[events["perpetrator"].cat.codes.to_numpy()]
    theirs = row >= 0
    table = _table(row[theirs], codes[theirs], (len(groups), len(known)))
    return _largest(table, known, pd.Index(groups), most)
