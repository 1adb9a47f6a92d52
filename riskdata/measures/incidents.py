"""What a set of incidents amounts to, and the order they are listed in."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray


@dataclass(frozen=True)
class Totals:
    """How many events, their victims as far as they are recorded, and how many are confirmed.

    `killed_unknown` and `wounded_unknown` count the events whose toll is not recorded, `attackers`
    those of them who were killed and are no victims; `estimated` says that the record gives best
    estimates with a range.
    """

    events: int
    killed: int
    wounded: int
    attackers: int
    killed_unknown: int
    wounded_unknown: int
    confirmed: int
    estimated: bool

    @property
    def confirmed_share(self) -> float:
        """Confirmed events among all; there must be some."""
        return self.confirmed / self.events


def totals(events: pd.DataFrame) -> Totals:
    """The totals of measured events (`PreparedRecord.measured`)."""
    killed, wounded = events["killed"].to_numpy(), events["wounded"].to_numpy()
    return Totals(
        events=len(events),
        killed=int(np.nansum(killed, dtype="float64")),
        wounded=int(np.nansum(wounded, dtype="float64")),
        attackers=int(events["attackers_killed"].sum()),
        killed_unknown=int(np.isnan(killed).sum()),
        wounded_unknown=int(np.isnan(wounded).sum()),
        confirmed=int((events["confidence"] == "confirmed").sum()),
        estimated=bool(events["deaths_best"].notna().any()),
    )


def ordered(column: pd.Series, descending: bool) -> NDArray[np.int64]:
    """Positions of the rows in the order of a column; what is not recorded stands last.

    Rows with equal values stay in the order they have, or in the reverse of it if `descending`,
    so that rows sorted by date come out newest first. Text and categories sort by the alphabet,
    without regard to case.
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        categories = column.cat.categories
        rank = np.empty(len(categories) + 1, dtype="float64")
        rank[np.argsort(categories.str.casefold())] = np.arange(len(categories))
        rank[-1] = np.nan
        values = pd.Series(rank[column.cat.codes.to_numpy()])
    elif pd.api.types.is_string_dtype(column.dtype):
        values = column.str.casefold().reset_index(drop=True)
    else:
        values = column.reset_index(drop=True)
    if values.is_monotonic_increasing:
        return np.arange(len(values))[:: -1 if descending else 1]
    if descending:
        values = values[::-1]
    return values.sort_values(ascending=not descending, kind="stable").index.to_numpy()
