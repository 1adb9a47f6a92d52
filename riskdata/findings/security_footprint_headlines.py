"""The corridor's headline figures in sentences."""

from collections.abc import Sequence

import pandas as pd

from riskdata.findings.incidents import when
from riskdata.measures.security_footprint_headlines import MONEY, PLEDGED, REALISED, Figures
from riskdata.wording import NO_BREAK, counted, first_upper, listed, number, publication, unmarked

UNITS = {"USD billion": ("US$", f"{NO_BREAK}billion"), "PKR billion": ("Rs", f"{NO_BREAK}billion")}


def unit(name: str) -> str:
    """A unit as an axis names it: `US$ billion`, `jobs`."""
    before, after = UNITS.get(name, ("", name))
    return f"{before}{after}".replace(NO_BREAK, " ")


def figure(value: float, unit: str) -> str:
    """`US$62 billion`, `236,000 jobs`, `85 %`."""
    written = f"{value:,.4g}" if value < 1000 else number(value)
    if unit == "per cent":
        return f"{written}{NO_BREAK}%"
    before, after = UNITS.get(unit, ("", f" {unit}"))
    return f"{before}{written}{after}"


def between(figures: Figures) -> str:
    """`US$42 to 62 billion`, or the one figure there is."""
    if figures.low == figures.high:
        return figure(figures.low, figures.unit)
    before, after = UNITS.get(figures.unit, ("", f" {figures.unit}"))
    low, high = (f"{v:,.4g}" if v < 1000 else number(v) for v in (figures.low, figures.high))
    return f"{before}{low} to {high}{after}"


def pledged_and_realised(metrics: Sequence[Figures]) -> str:
    """What publishers put the pledge at, against what they say was realised."""
    known = {figures.metric: figures for figures in metrics}
    parts = []
    if PLEDGED in known:
        parts.append(
            f"publishers put what was pledged for CPEC at {between(known[PLEDGED])} "
            f"({counted(len(known[PLEDGED].rows), 'figure')})"
        )
    if REALISED in known:
        newest = known[REALISED].newest
        parts.append(
            f"what was realised at {between(known[REALISED])}, lately "
            f"{figure(newest['value'], str(newest['unit']))} ({_by(newest)})"
        )
    return first_upper("; ".join(parts)) if parts else spread(metrics)


def spread(metrics: Sequence[Figures]) -> str:
    """The two metrics with most figures: the range they span, and the newest of each."""
    if not metrics:
        return "No headline figure is on record"
    return "; ".join(
        f"{one.metric}: {between(one)}"
        + (
            f" by {counted(len(one.rows), 'figure')}, the newest "
            f"{figure(one.newest['value'], one.unit)} ({_by(one.newest)})"
            if len(one.rows) > 1
            else f" ({_by(one.newest)})"
        )
        for one in metrics[:2]
    )


def _by(row: pd.Series) -> str:
    return f"{row['publisher']}, {dated(row)}"


def dated(row: pd.Series) -> str:
    """The date of a figure as far as its notes say that it is known."""
    notes = "" if pd.isna(row["notes"]) else row["notes"]
    precision = "day"
    if "known to the year only" in notes:
        precision = "year"
    elif "known to the month only" in notes:
        precision = "month"
    return when(row["as_of"], precision)


def of_subject(metrics: Sequence[Figures], subject: str) -> str:
    """Finding of a subject's picture."""
    return pledged_and_realised(metrics) if subject == MONEY else spread(metrics)


def listed_with_definitions(rows: pd.DataFrame) -> str:
    """Label of the list of figures."""
    return f"{counted(len(rows), 'figure')} by publisher and date, with definitions"


def cards(figures: Figures) -> list[str]:
    """What pointing at each figure of a metric tells."""
    return [
        f"<b>{figure(row['value'], figures.unit)}</b><br>{unmarked(figures.metric)}<br>"
        f"{row['publisher']}, {dated(row)}"
        for _, row in figures.rows.iterrows()
    ]


def not_added(rows: pd.DataFrame) -> str:
    """Who gave the figures, and why they have no total."""
    publishers = rows["publisher"].astype("str").nunique()
    return (
        f"{counted(len(rows), 'figure')} by {counted(publishers, 'publisher')}, each by its own "
        "definition: never added, never averaged."
    )


def economic(steps: pd.DataFrame) -> str:
    """What the record of steps says of the corridor's worth and people, in one line."""
    if steps.empty:
        return ""
    named = [
        f"{row['title']} ({row['status']}, {when(row['date'], row['date_precision'])}, "
        f"{publication(row['source'])})"
        for _, row in steps.iterrows()
    ]
    return f"Said of it in the record of steps: {listed(named)}."
