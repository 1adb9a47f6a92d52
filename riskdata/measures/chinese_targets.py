"""Attacks on Chinese nationals and projects: who, since when, against whose count, where, how.

Only the curated record knows them. Unconfirmed attacks are listed and drawn, and counted apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from riskdata.measures.change import Change, rate_ratio
from riskdata.measures.coverage import periods
from riskdata.measures.hotspots import days_covered, of_covered_time, poisson_interval
from riskdata.preparation import ATTACK_KINDS, CHINESE_TARGETS

RECORD = "incidents"
NATIONALS = "Chinese nationals"
BLA = "Balochistan Liberation Army"
SINCE = pd.Timestamp(2018, 1, 1)
"""First day of the later of the two periods that are set against each other."""

NOT_NAMED, OTHER_GROUPS = "Perpetrator not named", "Other perpetrators"
LANES = 6
"""Groups that stand by themselves at most."""

DAYS_A_YEAR = 365.2425


def foiled(events: pd.DataFrame) -> int:
    """How many plots against Chinese targets were stopped before anyone was attacked."""
    plots = (events["event_kind"] == "foiled plot") & events["target_type"].isin(CHINESE_TARGETS)
    return int(plots.sum())


def attacks(events: pd.DataFrame) -> pd.DataFrame:
    """The attacks on Chinese nationals and projects among the rows of an event record, by date.

    Adds `counted` (bool: not unconfirmed), `on_nationals` (bool: aimed at Chinese nationals, not
    at a project) and `lane` (categorical: the perpetrator if it has two attacks or more and is
    among the `LANES` with most, else `OTHER_GROUPS`, or `NOT_NAMED`; in the order of their counted
    attacks, those two last).
    """
    ours = events["event_kind"].isin(ATTACK_KINDS) & events["target_type"].isin(CHINESE_TARGETS)
    found = events[ours].sort_values(["date", "event_id"])
    found = found.assign(
        counted=found["confidence"].isin(["confirmed", "reported"]),
        on_nationals=found["target_type"] == NATIONALS,
    )
    group = found["perpetrator"].astype(object)
    named = group[group != "unknown"]
    weight = found["counted"].groupby(named).agg(["size", "sum"])
    weight = weight.sort_values(["sum", "size"], ascending=False, kind="stable")
    lanes = weight.index[weight["size"] > 1][:LANES].tolist()
    lane = group.where(group.isin(lanes), OTHER_GROUPS).where(group != "unknown", NOT_NAMED)
    order = [*lanes, OTHER_GROUPS, NOT_NAMED]
    return found.assign(lane=pd.Categorical(lane, order).remove_unused_categories())


def deadliest(found: pd.DataFrame, most: int) -> pd.DataFrame:
    """At most so many of the attacks, those with most Chinese and then most people killed, by date;
    lanes without one are no category any more."""
    order = found.sort_values(["chinese_killed", "killed"], ascending=False, kind="stable")
    kept = found.loc[found.index.isin(order.index[:most])]
    return kept.assign(lane=kept["lane"].cat.remove_unused_categories())


class Toll(NamedTuple):
    """A set of attacks summed up: `deadly` is how many killed a Chinese national, `silent` how many
    have no Chinese toll on record, `toll_unknown` how many no toll at all. The sums are of what is
    recorded."""

    attacks: int
    deadly: int
    chinese_killed: int
    chinese_wounded: int
    killed: int
    wounded: int
    silent: int
    toll_unknown: int


def toll(found: pd.DataFrame) -> Toll:
    """What a set of attacks (rows of `attacks`) amounts to."""
    return Toll(
        attacks=len(found),
        deadly=int((found["chinese_killed"] > 0).sum()),
        chinese_killed=int(found["chinese_killed"].sum()),
        chinese_wounded=int(found["chinese_wounded"].sum()),
        killed=int(found["killed"].sum()),
        wounded=int(found["wounded"].sum()),
        silent=int(found["chinese_killed"].isna().sum()),
        toll_unknown=int(found["killed"].isna().sum()),
    )


def by(found: pd.DataFrame, column: str) -> pd.DataFrame:
    """The attacks by the values of a column, those with most counted attacks first.

    Columns: `attacks`, `chinese_killed` and `killed` of the counted ones, and `unconfirmed`, the
    number of the others; rows without a value are in none.
    """
    counted = found["counted"]
    table = pd.DataFrame(
        {
            "attacks": counted,
            "unconfirmed": ~counted,
            "chinese_killed": found["chinese_killed"].fillna(0).where(counted, 0),
            "killed": found["killed"].fillna(0).where(counted, 0),
        }
    )
    table = table.groupby(found[column], observed=True).sum().astype(int)
    return table.sort_values(["attacks", "killed"], ascending=False, kind="stable")


DISTRICTS, MOST_DISTRICTS = 6, 12
"""Places that stand by themselves at least, and with those level with the last of them at most."""


def leading(table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The first `DISTRICTS` rows of `by` with those that have as many attacks as the last of them,
    `MOST_DISTRICTS` at most; and how many more have as many."""
    level = int((table["attacks"] >= table["attacks"].head(DISTRICTS).min()).sum())
    shown = table.head(min(level, MOST_DISTRICTS))
    return shown, level - len(shown)


def axis(found: pd.DataFrame, coverage: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day that the record covers, or that an attack (there must be one) fell on."""
    known = coverage[coverage["record"] == RECORD]
    starts, ends = [*known["period_start"], *found["date"]], [*known["period_end"], *found["date"]]
    return min(starts), max(ends)


class Span(NamedTuple):
    """A period with both days inside, and how many of its days the record covers."""

    start: pd.Timestamp
    end: pd.Timestamp
    days: int

    @property
    def years(self) -> float:
        """The covered days in years of 365.2425 days."""
        return self.days / DAYS_A_YEAR


@dataclass(frozen=True)
class Shift:
    """The counted attacks before `SINCE` against those from it on, in the days covered.

    `lanes`: one row a lane of `attacks`: `before`, `since` (counted attacks), `ratio` of the yearly
    rates with its exact interval `low` to `high`, and `rate_before`, `rate_since` (attacks a year)
    with their exact intervals `*_low` to `*_high`.
    `bla` and `all` are the changes of the BLA's attacks and of all. `least` is the BLA's were
    it behind every unnamed attack before and no further one since: the smallest change that the
    naming of perpetrators allows. `claimed` counts the BLA's attacks since that it claimed itself.
    """

    before: Span
    since: Span
    lanes: pd.DataFrame
    bla: Change
    least: Change
    all: Change
    unnamed_before: int
    unnamed_since: int
    claimed: int


def shift(found: pd.DataFrame, coverage: pd.DataFrame) -> Shift | None:
    """How attacks (`attacks`) changed with `SINCE`, from the first to the newest covered day.

    `coverage` is the dataset `event_record_coverage`. None where it does not reach both sides.
    Intervals are those of `measures.change.rate_ratio` with the covered days as exposure, and
    Garwood's (1936) of a Poisson count for each rate.
    """
    known = coverage[coverage["record"] == RECORD]
    spans = []
    inside = []
    if known.empty:
        return None
    day = pd.Timedelta(days=1)
    for start, end in [
        (known["period_start"].min(), SINCE - day),
        (SINCE, known["period_end"].max()),
    ]:
        if start > end:
            return None
        covered = periods(coverage, RECORD, start, end)
        spans.append(Span(start, end, days_covered(covered)))
        inside.append(of_covered_time(found[found["counted"]], covered))
    before, since = spans
    if not before.days or not since.days:
        return None
    then, now = (rows["lane"].value_counts() for rows in inside)
    counts = pd.DataFrame({"before": then, "since": now}, index=found["lane"].cat.categories)

    def change(now: int, then: int) -> Change:
        return rate_ratio(now, then, since.days, before.days)

    changes = [change(int(now), int(then)) for then, now in counts.to_numpy()]
    lanes = counts.assign(
        **{part: [getattr(one, part) for one in changes] for part in ("ratio", "low", "high")}
    )
    for name, span in [("before", before), ("since", since)]:
        low, high = poisson_interval(counts[name].to_numpy())
        lanes[f"rate_{name}"] = counts[name] / span.years
        lanes[f"{name}_low"], lanes[f"{name}_high"] = low / span.years, high / span.years
    bla, unnamed = (
        [int((rows["perpetrator"] == group).sum()) for rows in inside] for group in (BLA, "unknown")
    )
    own = (inside[1]["perpetrator"] == BLA) & (inside[1]["attribution"] == "claimed")
    return Shift(
        before=before,
        since=since,
        lanes=lanes,
        bla=change(bla[1], bla[0]),
        least=change(bla[1], bla[0] + unnamed[0]),
        all=change(len(inside[1]), len(inside[0])),
        unnamed_before=unnamed[0],
        unnamed_since=unnamed[1],
        claimed=int(own.sum()),
    )


ATTACKS_ON_NATIONALS = "attacks on Chinese nationals"
ALL_DEAD = "killed in attacks on Chinese nationals"


def beside_published(
    found: pd.DataFrame, tolls: pd.DataFrame, statistics: pd.DataFrame
) -> pd.DataFrame:
    """Each published figure beside our own count (of `attacks`) over the very same days and region.

    `tolls` is the dataset `prc_nationals`; attacks that only `published_statistics` has, for a
    province or another span, are taken from there. One row a figure, the oldest span first:
    `publisher`, `start`, `end`, `region`, `count` (`attacks`, `killed` or `wounded`: Chinese
    nationals), `published`, `ours`, `narrow`, `wide`, `largest`, `largest_id`, `definition`,
    `source`, `source_url`, `notes`.

    `ours` counts attacks aimed at Chinese nationals, `narrow` only those in which one was killed or
    wounded, `wide` those on projects as well. Of people there is one count: all Chinese nationals
    killed or wounded in attacks on Chinese targets; `largest` of them were so in the one attack
    `largest_id`. Unconfirmed attacks are in none of them.
    """
    figures = [
        _figure(row, "Pakistan", count, row[count], "")
        for row in tolls.to_dict("records")
        for count in ("attacks", "killed", "wounded")
        if not pd.isna(row[count])
    ]
    taken = {(one["publisher"], one["start"], one["end"], one["region"]) for one in figures}
    others = statistics[statistics["metric"] == ATTACKS_ON_NATIONALS]
    figures += [
        _figure(row, row["region"], "attacks", row["value"], row["definition"])
        for row in others.to_dict("records")
        if tuple(row[name] for name in WHOSE) not in taken
    ]
    counted = found[found["counted"]]
    rows = [one | _own(counted, one) for one in figures]
    table = pd.DataFrame(rows, columns=BESIDE)
    table = table.sort_values(["start", "end"], ascending=[True, False], kind="stable")
    return table.reset_index(drop=True)


WHOSE = ("publisher", "period_start", "period_end", "region")
BESIDE = [
    *("publisher", "start", "end", "region", "count", "published", "ours", "narrow", "wide"),
    *("largest", "largest_id", "definition", "source", "source_url", "notes"),
]


def _figure(row: Mapping, region: str, count: str, value: float, definition: str) -> dict[str, Any]:
    return {
        "publisher": row["publisher"],
        "start": row["period_start"],
        "end": row["period_end"],
        "region": region,
        "count": count,
        "published": int(value),
        "definition": definition,
        **{name: row[name] for name in ("source", "source_url", "notes")},
    }


def _own(counted: pd.DataFrame, figure: dict[str, Any]) -> dict[str, Any]:
    """Our count of a published figure, and the least and the most that a definition makes of it."""
    inside = counted[counted["date"].between(figure["start"], figure["end"])]
    if figure["region"] != "Pakistan":
        inside = inside[inside["province"] == figure["region"]]
    if figure["count"] != "attacks":
        people = inside[f"chinese_{figure['count']}"].fillna(0).astype(int)
        ours, most = int(people.sum()), int(people.max()) if len(people) else 0
        largest = inside["event_id"].iloc[int(people.argmax())] if most else None
        return {
            "ours": ours, "narrow": ours, "wide": ours, "largest": most, "largest_id": largest,
        }  # fmt: skip
    hurt = (inside[["chinese_killed", "chinese_wounded"]].fillna(0) > 0).any(axis=1)
    return {
        "ours": int(inside["on_nationals"].sum()), "narrow": int(hurt.sum()), "wide": len(inside),
        "largest": 1, "largest_id": None,
    }  # fmt: skip


class AllDead(NamedTuple):
    """A publisher's dead of all nationalities in attacks on Chinese nationals, beside ours of the
    same days: the `victims` and the `attackers` of attacks aimed at Chinese nationals."""

    publisher: str
    start: pd.Timestamp
    published: int
    victims: int
    attackers: int


def all_dead(found: pd.DataFrame, tolls: pd.DataFrame, statistics: pd.DataFrame) -> list[AllDead]:
    """The published tolls that name more dead than Chinese ones, one for each such toll.

    Some publishers' `killed` of attacks on Chinese nationals are all the dead, others' only the
    Chinese: those whose two figures agree are left out.
    """
    found = found[found["counted"] & found["on_nationals"]]
    keys = ["publisher", "period_start", "period_end"]
    all_of = statistics[(statistics["metric"] == ALL_DEAD) & (statistics["region"] == "Pakistan")]
    texts = {"publisher": "object"}
    both = tolls.astype(texts).merge(all_of.astype(texts), on=keys, suffixes=("", "_all"))
    rows = []
    for row in both[both["value"] > both["killed"]].to_dict("records"):
        inside = found[found["date"].between(row["period_start"], row["period_end"])]
        dead = inside[["killed", "attackers_killed"]].sum().astype(int)
        rows.append(AllDead(row["publisher"], row["period_start"], int(row["value"]), *dead))
    return rows
