"""The small maps of the years in sentences."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from riskdata.measures.hotspot_years import Years
from riskdata.selection import Selection
from riskdata.wording import counted, listed, number, span, tied


def most_in(found: pd.DataFrame, noun: str, region: str) -> str:
    """Which districts saw most in which years (`measures.hotspot_years.leaders`), or, where
    `region` is a district, in which year it did."""
    led = found[found["district_events"] > 0]
    if led.empty:
        return f"No {noun[:-1]} of this selection in the years that the record covers"
    if set().union(*led["districts"]) == {region}:
        most = led["events"].max()
        years = led.loc[led["events"] == most, "year"].tolist()
        return f"{region} saw most in {_in_words(years)}: {counted(most, noun[:-1])}"
    runs: dict[str, list[int]] = {}
    for names, year in zip(led["districts"], led["year"].tolist(), strict=True):
        label = tied(names, "district") + (" alike" if len(names) > 1 else "")
        runs.setdefault(label, []).append(year)
    often = sorted(runs, key=lambda label: -len(runs[label]))[:3]
    newest = led["year"].iloc[-1]
    shown = {name: years for name, years in runs.items() if name in often or newest in years}
    words = [f"{label} in {_in_words(years)}" for label, years in shown.items()]
    rest = "; others in the other years" if len(shown) < len(runs) else ""
    if any(len(names) > 1 for names in led["districts"]):
        return f"Districts with most {noun}: {'; '.join(words)}{rest}"
    return f"The district with most {noun} was {listed(words)}{rest}"


def note(found: Years) -> str:
    """Which years are drawn and which are not."""
    text = "Circle area: people killed, on one scale in all years; hue: province."
    if found.older:
        text += f" The latest {len(found.shown)} covered years are drawn, {found.older} are older."
    if found.missing:
        text += f" Not covered and not drawn: {_in_words(found.missing)}."
    return text


def _in_words(of: Sequence[int]) -> str:
    """`2022, 2024 and 2025`; three and more in a row as `2004 to 2021`."""
    runs: list[list[int]] = []
    for year in of:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts = []
    for run in runs:
        parts += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(year) for year in run]
    return listed(parts)


def period(past: Selection) -> str:
    """Why these years."""
    return (
        f"Years of {span(past.start, past.end)}: the period looked at, or the five years to its "
        "last day where it is shorter."
    )


class Caption(NamedTuple):
    """The title over a year's map and the line under it."""

    title: str
    below: str


def captions(leaders: pd.DataFrame, years: pd.DataFrame, noun: str, region: str) -> list[Caption]:
    """A caption a year, of `measures.hotspot_years.leaders` and the years themselves. Where
    `region` is a district, nothing is said of which saw most."""
    found = []
    for year, led in zip(years.to_dict("records"), leaders.to_dict("records"), strict=True):
        start, end = year["start"], year["end"]
        if year["whole"]:
            title = str(year["year"])
        elif (start.month, start.day) == (1, 1) and not end.is_month_end:
            title = f"{year['year']}, to {end.day} {end:%b}"
        else:
            title = span(start, end)
        below = f"{counted(led['events'], noun[:-1])}, {number(led['killed'])} killed"
        if led["district_events"] and led["districts"] != (region,):
            each = " each" if len(led["districts"]) > 1 else ""
            below += (
                f"; most in {tied(led['districts'], 'district')} "
                f"({number(led['district_events'])}{each})"
            )
        found.append(Caption(title, below))
    return found
