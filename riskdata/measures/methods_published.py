"""The measures of counts worked on the figures that the pages open with, with all that goes in."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan, log
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import norm, t

from riskdata.measures.change import Change
from riskdata.measures.hotspots import counts, densities, of_covered_time
from riskdata.measures.lenses import wilson
from riskdata.measures.published import PublishedChange, newest_year
from riskdata.measures.published_years import killed_per_attack, lines_and_points, spread, yearly
from riskdata.preparation import PreparedRecord
from riskdata.selection import PAKISTAN, Selection, selected

Z = float(norm.ppf(0.975))
"""Standard deviations on either side of the middle that hold 95 percent."""


def newest_attacks(statistics: pd.DataFrame) -> PublishedChange | None:
    """The newest year of attacks in the country that can be set against the one before; None
    where no publisher has two."""
    return next(iter(newest_year(statistics, PAKISTAN, ("attacks",))), None)


@dataclass(frozen=True)
class WorkedDeaths:
    """A publisher's newest year of the dead against the one before, from its months.

    `dispersion` is how many times wider the months vary than chance alone would have them,
    `freedom` the months less two, `quantile` Student's t for them at 95 percent.
    """

    newest: PublishedChange
    dispersion: float
    freedom: int
    quantile: float


def newest_deaths(statistics: pd.DataFrame) -> WorkedDeaths | None:
    """See `WorkedDeaths`; None where no publisher has two years of months of everyone killed, or of
    those killed in attacks."""
    metrics = ("killed (all parties)", "killed")
    for newest in newest_year(statistics, PAKISTAN, metrics):
        change: Change = newest.change
        if isnan(change.low):
            continue
        freedom = len(newest.rows) - 2
        quantile = float(t.ppf(0.975, freedom))
        variance = (log(change.high / change.ratio) / quantile) ** 2
        dispersion = variance / (1 / change.now + 1 / change.before)
        return WorkedDeaths(newest, dispersion, freedom, quantile)
    return None


class WorkedShare(NamedTuple):
    """A province's part of a record's attacks, with Wilson's interval, and its events per million
    people with Garwood's; `population` is NaN without a census figure."""

    province: str
    part: int
    whole: int
    share: float
    low: float
    high: float
    population: float
    population_year: float
    per_million: float
    rate_low: float
    rate_high: float


def largest_share(
    record: PreparedRecord, selection: Selection, covered: pd.DataFrame, regions: pd.DataFrame
) -> WorkedShare | None:
    """The province with most of the attacks of a selection; None where there are none.

    `covered` is how the record covers the period (`hotspots.covered`), `regions` the dataset.
    """
    events = of_covered_time(selected(record.measured, selection), covered)
    found = densities(counts(events, "province"), "province", regions, "events")
    if not found["events"].any():
        return None
    first = found.iloc[int(found["events"].to_numpy().argmax())]
    share, low, high = (
        float(value[0]) for value in wilson(np.array([first["events"]]), np.array([len(events)]))
    )
    return WorkedShare(
        str(first.name), int(first["events"]), len(events), share, low, high,
        float(first["population"]), float(first["population_year"]),
        float(first["per_million"]), float(first["low"]), float(first["high"]),
    )  # fmt: skip


def newest_spread(statistics: pd.DataFrame) -> pd.Series | None:
    """The newest year of attacks in the country that two or more publishers drawn as lines counted:
    `year`, `low`, `high`, `publishers`, `least` and `most` (who counts them); None without one."""
    drawn = lines_and_points(yearly(statistics[statistics["region"] == PAKISTAN], "attacks"))
    band = spread(drawn)
    if band.empty:
        return None
    newest = band.iloc[-1]
    rows = drawn[drawn["line"] & (drawn["year"] == newest["year"])].sort_values("value")
    named = {"least": rows["publisher"].iloc[0], "most": rows["publisher"].iloc[-1]}
    return pd.Series({**newest.to_dict(), **named}, dtype=object)


def newest_lethality(statistics: pd.DataFrame) -> pd.Series | None:
    """The newest of the rows of `published_trends.killed_per_attack` for the country, that with
    most attacks where several are equally new; None without one."""
    here = statistics[statistics["region"] == PAKISTAN]
    found = killed_per_attack(yearly(here, "attacks"), yearly(here, "killed"))
    if found.empty:
        return None
    return found.sort_values(["year", "attacks"]).iloc[-1]


def kinds_of_claims(claims: pd.DataFrame, kinds: Mapping[str, str]) -> pd.DataFrame:
    """Each kind of test with what it means and how many claims are of it: `kind`, `meaning`,
    `claims`; kinds that claims name and nobody knows come last, with an empty meaning."""
    number = claims["test"].value_counts()
    unknown = [kind for kind in number.index if kind not in kinds and number[kind]]
    return pd.DataFrame(
        [
            (kind, kinds.get(kind, ""), int(number.get(kind, 0)))
            for kind in [*kinds, *map(str, unknown)]
        ],
        columns=["kind", "meaning", "claims"],
    )
