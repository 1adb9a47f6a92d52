"""What the reader chose to look at, and the events of a prepared record that answer to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from riskdata.preparation import ATTACK_KINDS

PAKISTAN = "Pakistan"
BORDER_BELT = "Afghan border belt"
BELT_DEPTHS_KM = (25, 50, 100)
CONFIDENCES = ("confirmed", "reported", "unconfirmed")

LENSES_WITHIN = {
    PAKISTAN: ("Balochistan", BORDER_BELT),
    BORDER_BELT: ("Balochistan",),
    "Balochistan": (BORDER_BELT,),
    "Khyber Pakhtunkhwa": (BORDER_BELT,),
}
"""Which of the two lenses divide a region; of any other region they hold all or nothing."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Selection:
    """One reader's view of an event record.

    `start` and `end` are both inside the period. `region` is Pakistan, the Afghan border belt
    (`depth_km` deep), a province or a district. Empty tuples let every perpetrator or target
    type through. `confidence` is the weakest that still counts.
    """

    record: str
    start: date
    end: date
    region: str = PAKISTAN
    depth_km: int = 50
    perpetrators: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ATTACK_KINDS
    confidence: str = "reported"

    @property
    def attacks_only(self) -> bool:
        """Whether everything selected counts as an attack."""
        return set(self.kinds) <= set(ATTACK_KINDS)

    @property
    def days(self) -> int:
        """Length of the period."""
        return (self.end - self.start).days + 1

    @property
    def noun(self) -> str:
        """What the selected rows are called."""
        return "attacks" if self.attacks_only else "events"

    @property
    def before_words(self) -> str:
        """What the period before is called."""
        return "the year before" if 365 <= self.days <= 366 else "the period before"

    def before(self) -> "Selection":
        """The same view of the equally long period that ends the day before this one begins.

        Whole months and years go back by the calendar, so that 12 months are set against the 12
        months before and a leap day does not shift them.
        """
        end = pd.Timestamp(self.start) - pd.Timedelta(days=1)
        after = pd.Timestamp(self.end) + pd.Timedelta(days=1)
        start = pd.Timestamp(self.start)
        months = (after.year - start.year) * 12 + after.month - start.month
        if months and after.day == start.day:
            earlier = start - pd.DateOffset(months=months)
        else:
            earlier = start - pd.Timedelta(days=self.days)
        return replace(self, start=earlier.date(), end=end.date())


def at_least(confidence: str) -> tuple[str, ...]:
    """The levels of confidence that still count where that is the weakest to do so."""
    return CONFIDENCES[: CONFIDENCES.index(confidence) + 1]


def in_region(events: pd.DataFrame, region: str, depth_km: int) -> Mask:
    """Which events lie in a region: by name for a province or district, by distance for the belt.

    An event known only to its province stands in none of its districts, and one known only to
    its province or country is not counted into the belt.
    """
    if region == PAKISTAN:
        return np.ones(len(events), dtype=bool)
    if region == BORDER_BELT:
        known = ~_equals(events["location_precision"], "province", "country")
        return known & (events["border_km"].to_numpy() <= depth_km)
    if region in events["province"].cat.categories:
        return _equals(events["province"], region)
    return _equals(events["district"], region)


def selected(
    events: pd.DataFrame, selection: Selection, columns: list[str] | None = None
) -> pd.DataFrame:
    """The events of a prepared record, sorted by date, that the selection lets through.

    `columns`: those that are wanted, where it is not all of them. What a selection costs of a
    large record is the copying of its columns.
    """
    period = between(events, selection.start, selection.end)
    mask = in_region(period, selection.region, selection.depth_km)
    mask &= _equals(period["event_kind"], *selection.kinds)
    mask &= _equals(period["confidence"], *at_least(selection.confidence))
    if selection.perpetrators:
        mask &= _equals(period["perpetrator"], *selection.perpetrators)
    if selection.targets:
        mask &= _equals(period["target_type"], *selection.targets)
    wanted = period if columns is None else period[columns]
    return wanted if mask.all() else wanted[mask]


def in_periods(
    events: pd.DataFrame, views: Sequence[Selection], columns: list[str] | None = None
) -> list[pd.DataFrame]:
    """What `selected` gives for each of several views that are alike but for their days.

    All are read at once, as periods that are compared lie close together or in each other.
    """
    first, last = min(view.start for view in views), max(view.end for view in views)
    whole = selected(events, replace(views[0], start=first, end=last), columns)
    return [between(whole, view.start, view.end) for view in views]


def between(events: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """The stretch of a record sorted by date that lies in a period, both days inside."""
    dates = events["date"].to_numpy()
    first = np.searchsorted(dates, np.datetime64(start), side="left")
    last = np.searchsorted(dates, np.datetime64(end), side="right")
    return events.iloc[first:last]


def _equals(column: pd.Series, *values: str) -> Mask:
    """Which rows hold one of the values; a missing value (code -1) reads the table's last entry."""
    categorical = cast(pd.Categorical, column.array)
    wanted = np.zeros(len(categorical.categories) + 1, dtype=bool)
    wanted[:-1] = [category in values for category in categorical.categories]
    return wanted[categorical.codes]
