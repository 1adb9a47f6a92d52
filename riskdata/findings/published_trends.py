"""What the publishers count over time, in sentences."""

from collections.abc import Sequence

import pandas as pd

from riskdata.measures.published import PublishedChange
from riskdata.measures.published_trends import MonthlySeries, ThreeMonths, YearCompared
from riskdata.wording import (
    against,
    listed,
    month,
    number,
    signed_percent,
    span,
)

COUNTS = {
    "attacks": "attacks",
    "killed": "people killed in attacks",
    "killed (all parties)": "people killed (all parties)",
    "incidents (all violence)": "lethal incidents",
}


HOW_DRAWN = (
    "Dotted: years without a figure. Hollow: figures that make no line. Band: from the lowest to "
    "the highest publisher"
)


def headline(attacks: Sequence[PublishedChange], place: str) -> str:
    """Whether it is getting worse by the publishers that have the newest year of attacks."""
    end = attacks[0].end
    told = {
        direction: listed(
            [
                f"{c.publisher} ({signed_percent(c.change.ratio)})"
                for c in sorted(attacks, key=lambda c: -c.change.ratio)
                if c.change.direction == direction and c.end == end
            ]
        )
        for direction in ("up", "down", "unclear")
    }
    verbs = {"up": "rose", "down": "fell", "unclear": "did not clearly change"}
    others = {"up": "a rise", "down": "a fall", "unclear": "no clear change"}
    first, *rest = [direction for direction, names in told.items() if names]
    parts = [f"{verbs[first]} {_year(attacks[0])} by the count of {told[first]}"]
    parts += [f"by that of {told[direction]} {others[direction]}" for direction in rest]
    return f"Attacks in {place} {', '.join(parts)}."


def _year(change: PublishedChange) -> str:
    if change.start.month == 1:
        return f"in {change.end.year}"
    return f"in the 12 months to {month(change.end)}"


def deaths(newest: PublishedChange, years: dict[str, pd.DataFrame]) -> str:
    """A publisher's newest year of the dead against the one before and the last that was worse.

    `years` are `yearly` figures by metric.
    """
    metric = str(newest.rows["metric"].iloc[0])
    known = years[metric]
    past = known[(known["publisher"] == newest.publisher) & (known["year"] < newest.end.year)]
    higher = past[past["value"] > newest.change.now]
    if past.empty:
        since = ""
    elif higher.empty:
        since = f", the most since its figures begin in {past['year'].min()}"
    else:
        last = higher.sort_values("year").iloc[-1]
        since = f", the most since the year {last['year']} ({number(last['value'])})"
    return (
        f"{newest.publisher} counts {number(newest.change.now)} {COUNTS[metric]} {_year(newest)}, "
        f"{against(newest.change, 'in the year before')}{since}."
    )


def since_lowest(lines: pd.DataFrame) -> str:
    """How far each publisher's newest year stands above its lowest; empty without a line."""
    told = []
    newest = lines["year"].max()
    lows = []
    for publisher, series in lines.groupby("publisher"):
        now = series.iloc[-1]
        low = series.nsmallest(1, "value").iloc[0]
        if now["year"] == newest and low["value"] and now["value"] > low["value"]:
            told.append((now["value"] / low["value"], str(publisher)))
            lows.append(int(low["year"]))
    if not told:
        return ""
    told.sort(reverse=True)
    times = [f"{ratio:.1f}-fold ({publisher})" for ratio, publisher in told]
    when = listed(sorted({str(low) for low in lows}))
    return f"Since their lowest years ({when}) attacks a year have grown {listed(times)}."


def by_year(rows: pd.DataFrame, spread: pd.DataFrame) -> str:
    """How far apart the publishers stand in the newest year that two have, and the worst year.

    `rows` are `lines_and_points`, at least one.
    """
    what = COUNTS[str(rows["metric"].iloc[0])]
    lines = rows[rows["line"]] if rows["line"].any() else rows
    if spread.empty:
        last = lines.nlargest(1, "year").iloc[0]
        year = int(last["year"])
        start = f"{last['publisher']} counts {number(last['value'])} {what} in {year}"
    else:
        year = int(spread["year"].max())
        same = lines[lines["year"] == year].sort_values("value")
        low, high = same.iloc[0], same.iloc[-1]
        start = (
            f"From {number(low['value'])} ({low['publisher']}) to {number(high['value'])} "
            f"({high['publisher']}) {what} in {year}"
        )
    worst = lines.nlargest(1, "value").iloc[0]
    if int(worst["year"]) == year:
        return start
    return (
        f"{start}; the most in the years shown: {number(worst['value'])} "
        f"in {worst['year']} ({worst['publisher']})"
    )


def not_published(metrics: Sequence[str], place: str) -> str:
    """Said instead of a chart."""
    what = listed([COUNTS[metric] for metric in metrics])
    return f"No publisher's figures of {what} in {place} for the years shown"


def doubled(compared: Sequence[YearCompared]) -> str:
    """By whose count attacks doubled in a year, and by whose they did not."""
    attacks = [one for one in compared if one.metric == "attacks"]
    if not attacks:
        return f"No publisher counts attacks in both {compared[0].year - 1} and {compared[0].year}"
    year = attacks[0].year
    twice = [
        f"{one.publisher} ({number(one.change.before)} to {number(one.change.now)})"
        for one in attacks
        if one.change.ratio > 2
    ]
    others = listed(
        [
            f"{one.publisher} ({signed_percent(one.change.ratio)})"
            for one in attacks
            if one.change.ratio <= 2
        ]
    )
    if not twice:
        return f"Attacks did not double in {year} by any count: {others}"
    said = f"Attacks more than doubled in {year} by {listed(twice)}"
    return f"{said}, not by {others}" if others else said


def deadliest(compared: Sequence[YearCompared]) -> str:
    """Since when no year was deadlier, publisher by publisher; empty where none counts the dead."""
    dead = [one for one in compared if one.metric != "attacks"]
    if not dead:
        return ""
    since: dict[str, list[str]] = {}
    for one in sorted(dead, key=lambda one: one.higher or one.year):
        worse = one.higher is not None
        when = f"since {one.higher}" if worse else f"of the years from {one.first}"
        since.setdefault(when, []).append(_named(one))
    told = [f"{when} by {listed(publishers)}" for when, publishers in since.items()]
    return f"{dead[0].year} was the deadliest year {'; '.join(told)}."


def _named(one: YearCompared) -> str:
    """A publisher, with what it counts where that is everyone, and whether years are missing."""
    everyone = "all parties" if one.metric == "killed (all parties)" else ""
    remarks = ", ".join(filter(None, [everyone, "with gaps" if one.missing else ""]))
    return f"{one.publisher} ({remarks})" if remarks else one.publisher


def series_compared(compared: Sequence[YearCompared]) -> str:
    """Which series stand against each other, and which of their years are open."""
    said = (
        "Each publisher's longest series that has both years, as in the pictures of the years, "
        "where its definition stands."
    )
    gaps = [
        f"{one.publisher} ({COUNTS[one.metric]}) lacks {_years(one.missing)}"
        for one in compared
        if one.missing
    ]
    return f"{said} Gaps, which may have been higher: {'; '.join(gaps)}." if gaps else said


def _years(years: Sequence[int]) -> str:
    """`2014, 2015 and 2017 to 2019`."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return listed([str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs])


def by_month(newest: Sequence[tuple[MonthlySeries, ThreeMonths]], place: str) -> str:
    """The newest three months of the series closest to today, against a year before."""
    if not newest:
        return f"No publisher has enough monthly figures for {place} to show a course"
    # Of those that end together the last is the one that counts the dead.
    series, told = max(newest, key=lambda pair: pair[1].end)
    for one in newest:
        if one[1].end == told.end:
            series, told = one
    start = told.end - pd.DateOffset(months=2)
    end = told.end + pd.DateOffset(months=1) - pd.Timedelta(days=1)
    certain = {
        "up": ", more than its swings explain",
        "down": ", more than its swings explain",
        "unclear": ", within its swings",
    }[told.change.direction]
    peak = (
        "never higher in the series"
        if told.higher is None
        else f"last higher in the three months to {month(told.higher)}"
    )
    return (
        f"{series.publisher} counts {number(round(told.mean))} {COUNTS[series.metric]} a month in "
        f"{span(start, end)}{' (provisional)' if told.provisional else ''}: "
        f"{against(told.change, 'a year before')}{certain}, and {peak}"
    )
