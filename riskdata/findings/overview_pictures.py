"""What the Overview's pictures and lists say."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from riskdata.findings.place import place
from riskdata.measures.coverage import Share
from riskdata.measures.security_footprint_judgements import Judgement
from riskdata.selection import Selection
from riskdata.wording import (
    FEW,
    counted,
    day,
    listed,
    month,
    number,
    of_many,
    percent,
    span,
)


def what_changed(changes: pd.DataFrame, compared: Selection | None, noun: str) -> str:
    """Which parts of the record are larger or smaller than before, beyond chance."""
    if compared is None:
        return "What changed cannot be told: the record does not cover a period and the one before"
    if changes.empty:
        return f"Too few {noun} to tell what changed"
    parts = [
        f"a {size} part than before {_first_few(names)}"
        for direction, size in [("up", "larger"), ("down", "smaller")]
        if (
            names := [
                PART[dimension].format(part)
                for dimension, part in changes.loc[
                    changes["direction"] == direction, ["dimension", "name"]
                ].to_numpy(object)
            ]
        )
    ]
    if not parts:
        return f"No part of the recorded {noun} differs from before by more than chance explains"
    return f"Of the recorded {noun}, {'; '.join(parts)}"


def _first_few(names: list[str]) -> str:
    return listed(names if len(names) < 4 else [*names[:2], f"{len(names) - 2} more parts"])


PART = {"Province": "in {}", "Perpetrator": "by {}", "Target": "on {}", "Means": "by {}"}


def compared_periods(compared: Selection) -> str:
    """Which periods are compared, and how."""
    earlier = compared.before()
    return (
        f"{span(compared.start, compared.end)} against {span(earlier.start, earlier.end)}: shares "
        "of the record, as it is a sample whose size says nothing; the counts stand beside the "
        "names. 99 % intervals."
    )


def coverage_compared(now: Share | None, before: Share | None) -> str:
    """Whether the record held as much of the publisher's count in both periods."""
    if now is None or before is None:
        return "How much of each period the record holds is not known: read the changes with care."
    return (
        f"The whole record, whatever the filters leave, holds {percent(now.share)} of "
        f"{now.publisher}'s count now and {percent(before.share)} before; "
        "a change in its own coverage shows as a change here."
    )


WHAT = {
    "attacks": "attacks",
    "killed": "people killed in attacks",
    "killed (all parties)": "people killed",
}


METRICS = ("killed (all parties)", "killed", "attacks")
"""What the monthly picture draws, the first that any publisher counts for the region."""


def by_month(months: pd.DataFrame, selection: Selection) -> str:
    """What one publisher counts a month of late, and its worst month."""
    if months.empty:
        return (
            f"No publisher counts enough months of {place(selection)} to {month(selection.end)} "
            "to draw them"
        )
    what = WHAT[str(months["metric"].iloc[0])]
    publisher = months["publisher"].iloc[0]
    last = months["period_start"].max()
    newest = months[months["period_start"] > last - pd.DateOffset(years=1)]
    worst = months.sort_values("value").iloc[-1]
    which = "the 12 months" if len(newest) == 12 else f"{len(newest)} of the 12 months"
    return (
        f"{publisher} counts {number(newest['value'].mean())} {what} a month in {which} to "
        f"{month(last)}; the worst of {len(months)} months since "
        f"{months['period_start'].min().year} was {month(worst['period_start'])} with "
        f"{number(worst['value'])}"
    )


def attacks_by_year(years: pd.DataFrame, selection: Selection) -> str:
    """What the publishers that still count say of the newest year, and their highest figure."""
    if years.empty:
        return (
            f"No publisher that still counts has enough years of attacks in {place(selection)} to "
            f"{selection.end.year} to draw them"
        )
    newest = years["period_start"].max()
    last = years[years["period_start"] == newest].sort_values("value")
    peak = years.sort_values("value").iloc[-1]
    low, high = last.iloc[0], last.iloc[-1]
    count = (
        f"{high['publisher']} counts {number(high['value'])} attacks in {newest.year}"
        if len(last) == 1
        else f"Between {number(low['value'])} ({low['publisher']}) and "
        f"{number(high['value'])} ({high['publisher']}) attacks in {newest.year}"
    )
    if peak.name == high.name:
        return f"{count}, the highest of the {len(years)} yearly figures drawn"
    return (
        f"{count}; the highest of the {len(years)} yearly figures drawn is "
        f"{number(peak['value'])}, by {peak['publisher']} for {peak['period_start'].year}"
    )


def on_the_map(events: pd.DataFrame, selection: Selection, record: str, days: int) -> str:
    """How concentrated the killed are: the districts that carry most of them. `days` as in
    `shares`."""
    if not days:
        return f"{record} do not cover this period"
    if events.empty:
        return f"No {selection.noun} selected"
    killed = events.groupby("district", observed=True)["killed"].sum().sort_values(ascending=False)
    killed = killed[killed > 0]
    total = int(events["killed"].sum())
    if not total or killed.empty:
        return f"No deaths recorded in the {of_many(len(events), selection.noun)} selected"
    if len(killed) == 1:
        return f"{counted(total, 'person', 'people')} killed, all in {killed.index[0]}"
    top = killed.head(3)
    few = len(events) < FEW
    share = number(top.sum()) if few else f"{percent(top.sum() / total)} of the"
    return (
        f"{share} {'of ' * few}{number(total)} people killed died in {len(top)} districts: "
        f"{listed(top.index.tolist())}"
    )


def latest(events: pd.DataFrame, noun: str) -> str:
    """Heading of the list of the newest incidents."""
    if events.empty:
        return f"No {noun} in the selection"
    newest = events["date"].max()
    return f"The latest {noun}, to {day(newest)}"


def footprint(steps: pd.DataFrame) -> str:
    """How many steps of China's security presence the last 12 months on record hold, by status."""
    if steps.empty:
        return "No step of China's security presence is on record"
    newest = steps["date"].max()
    year = steps[steps["date"] > newest - pd.DateOffset(years=1)]
    by_status = year["status"].astype("str").value_counts()
    parts = [f"{number(count)} {status}" for status, count in by_status.items()]
    return (
        f"China's security presence: {counted(len(year), 'step')} in the 12 months to "
        f"{day(newest)}, {listed(parts)}"
    )


def judgements(current: Sequence[Judgement]) -> str:
    """How likely the judges hold what they judge; `current` are those that state a likelihood."""
    if not current:
        return "No judgement that states a likelihood is on record"
    by_word = Counter(one.likelihood for one in current)
    words = [f"{number(count)} {word}" for word, count in by_word.most_common()]
    return (
        f"{counted(len(current), 'judgement')} of what follows: {listed(words)}; the newest first"
    )
