"""What the publishers count over time, in sentences."""

from collections.abc import Sequence

import pandas as pd

from riskdata.measures.published import PublishedChange
from riskdata.measures.published_months import (
    LEAST_OF_TWELVE,
    MonthlySeries,
    ThreeMonths,
    TwelveMonths,
)
from riskdata.measures.published_trends import Past
from riskdata.measures.published_years import YearCompared
from riskdata.wording import (
    against,
    day,
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
    "the highest publisher drawn as a line. Arrows above the dotted rule: figures off the scale, "
    "whose height says nothing"
)
HOW_MONTHS_ARE_DRAWN = (
    "Grey: months without a published figure. Hatched: provisional. Line: mean of three months"
)


def headline(attacks: Sequence[PublishedChange], place: str) -> str:
    """Whether it is getting worse by the publishers that have the newest year of attacks."""
    end = attacks[0].end
    told = {
        direction: [
            f"{c.publisher} ({signed_percent(c.change.ratio)})"
            for c in sorted(attacks, key=lambda c: -c.change.ratio)
            if c.change.direction == direction and c.end == end
        ]
        for direction in ("up", "down", "unclear")
    }
    verbs = {"up": "rose", "down": "fell", "unclear": "did not clearly change"}
    others = {"up": "a rise", "down": "a fall", "unclear": "no clear change"}
    first, *rest = [direction for direction, names in told.items() if names]
    parts = [f"{verbs[first]} {_year(attacks[0])} by the count of {listed(told[first])}"]
    parts += [
        f"{listed(told[direction])} {'sees' if len(told[direction]) == 1 else 'see'} "
        f"{others[direction]}"
        for direction in rest
    ]
    return f"Attacks in {place} {'; '.join(parts)}"


def _year(change: PublishedChange) -> str:
    if change.start.month == 1:
        return f"in {change.end.year}"
    return f"in the 12 months to {month(change.end)}"


def deaths(newest: PublishedChange, past: Past | None) -> str:
    """A publisher's newest year of the dead against the one before and the last that was worse, of
    the same definition and length, and which of its months are provisional."""
    metric, period = newest.rows[["metric", "period"]].iloc[-1].astype(str)
    if past is None:
        since = ""
    elif past.higher is None:
        since = f", the highest of its figures, which go back to {_ended(past.first, period)}"
    else:
        since = f", last higher in {_ended(past.higher, period)} ({number(past.value)})"
    uncertain = newest.rows[
        (newest.rows["period_start"] >= newest.start)
        & newest.rows["notes"].str.contains("provisional", case=False, na=False)
    ]
    provisional = ""
    if len(uncertain):
        when = span(uncertain["period_start"].min(), uncertain["period_end"].max())
        provisional = f"; {when} is provisional"
    return (
        f"{newest.publisher} counts {number(newest.change.now)} {COUNTS[metric]} {_year(newest)}, "
        f"{against(newest.change, 'in the year before')}{since}{provisional}."
    )


def _ended(end: pd.Timestamp, period: str) -> str:
    return str(end.year) if period == "year" else f"the 12 months to {month(end)}"


def since_lowest(lines: pd.DataFrame) -> str:
    """How far each publisher's newest year stands above its own lowest, where it counted the years
    beside that one too; empty without a line."""
    told = []
    newest = lines["year"].max()
    for publisher, series in lines.groupby("publisher"):
        figures = dict(zip(series["year"].tolist(), series["value"].tolist(), strict=True))
        years = list(figures)
        now, year = figures[years[-1]], min(years, key=figures.__getitem__)
        low = figures[year]
        whole = year + 1 in years and (year - 1 in years or year == years[0])
        if years[-1] == newest and whole and low and now > low:
            told.append((now / low, year, str(publisher)))
    if not told:
        return ""
    times = [
        f"{ratio:.1f}-fold since {year} (the lowest year of {publisher})"
        for ratio, year, publisher in sorted(told, reverse=True)
    ]
    return f"Attacks a year have grown {listed(times)}."


def by_year(rows: pd.DataFrame) -> str:
    """What each publisher counts in the newest year that any of them has, the lines apart from the
    points, and the highest year of a line.

    `rows` are `lines_and_points`, at least one.
    """
    what = COUNTS[str(rows["metric"].iloc[0])]
    columns = (rows[name].tolist() for name in ("value", "publisher", "year", "line"))
    figures = sorted(zip(*columns, strict=True))
    year = max(when for *_, when, _ in figures)
    newest = [(value, who, line) for value, who, when, line in figures if when == year]
    lines = [(value, who) for value, who, line in newest if line]
    others = [f"{who}: {number(value)}" for value, who, line in newest if not line]
    if len(lines) > 1:
        (low, lowest), (high, highest) = lines[0], lines[-1]
        start = (
            f"From {number(low)} ({lowest}) to {number(high)} ({highest}) {what} in {year} "
            "by the publishers drawn as lines"
        )
    elif lines:
        ((value, who),) = lines
        start = f"{who} counts {number(value)} {what} in {year}"
    else:
        start, others = f"{what.capitalize()} in {year} by {listed(others)}", []
    differing = f"; counted otherwise, {listed(others)}" if others else ""
    drawn = [figure for figure in figures if figure[-1]]
    if not drawn:
        return f"{start}{differing}"
    value, who, worst, _ = drawn[-1]
    if worst == year:
        return f"{start}{differing}"
    return f"{start}{differing}; the highest of the lines: {number(value)} in {worst} ({who})"


def source_again(rows: pd.DataFrame, notes: Sequence[str] = ()) -> str:
    """Source line of publishers whose definitions stand under an earlier picture."""
    named = listed(sorted(set(rows["publisher"].astype(str))))
    newest = f"figures to {day(rows['period_end'].max())}"
    return f"{'. '.join([f'{named}, as defined above; {newest}', *notes])}."


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
    if len(attacks) == 1 and not twice:
        return f"Attacks did not double in {year} by the only count of both years: {others}"
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
        when = f"since {one.higher}" if worse else f"of all counted since {one.first}"
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
        "where its definition stands; whatever the period chosen."
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


def by_month(
    told: Sequence[tuple[MonthlySeries, ThreeMonths | None, TwelveMonths]], place: str
) -> str:
    """The newest three months of the series closest to today against a year before; where it has no
    three in a row to set against others, the months of the newest twelve that it published."""
    if not told:
        return f"No publisher has enough monthly figures for {place} to show a course"
    newest = max(year.end for *_, year in told)
    # Of those that end together the last is the one that counts the dead.
    for series, three, year in reversed(told):
        if year.end == newest and three is not None and three.end == newest:
            return _three_months(series, three)
    series, year = next((series, year) for series, _, year in told if year.end == newest)
    when = span(year.end - pd.DateOffset(months=11), year.end + pd.offsets.MonthEnd(0))
    what = COUNTS[series.metric]
    if year.published < LEAST_OF_TWELVE:
        return (
            f"{series.publisher} published {what} of {place} for {year.published} of the 12 months "
            f"{when}: too few for a mean"
        )
    return (
        f"{series.publisher} counts {number(round(year.mean))} {what} a month in {when}, by the "
        f"{year.published} of these 12 months that are published"
    )


def _three_months(series: MonthlySeries, told: ThreeMonths) -> str:
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
