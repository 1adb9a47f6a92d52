"""What the ranking of places says."""

import pandas as pd

from riskdata.findings.hotspots import Periods, one_of, verdict, what
from riskdata.measures.hotspots import Count
from riskdata.wording import (
    counted,
    number,
    span,
    tied,
)


def ranking(
    table: pd.DataFrame,
    changes: pd.DataFrame | None,
    periods: Periods | None,
    count: Count,
    noun: str,
    region: str,
) -> str:
    """What the ranking (`measures.hotspots.ranked`) and the changes beside it, between two
    `periods`, show.

    Both are of the province where `region` is a district, which is then told in particular.
    """
    things = what(count, noun)
    if table.empty:
        return f"No district with {things} of this selection"
    values = table[count]
    if region in table.index and len(table) > 1:
        position = int((values > values[region]).sum()) + 1
        verb = "shares place" if (values == values[region]).sum() > 1 else "is number"
        return (
            f"{region} {verb} {position} of the {len(table)} districts of "
            f"{table['province'].iloc[0]} with {noun}, by {number(values[region])} {things}"
        )
    if changes is not None and periods is not None:
        clear = changes.loc[table.index].query("direction in ['up', 'down']")
        if len(clear):
            name, change = clear.index[0], clear.to_dict("records")[0]
            when = span(periods[0].start, periods[0].end)
            counts = f"{number(change['now'])} {things} in {when} after {number(change['before'])}"
            return f"{name}, {counts}: {verdict(change)}"
    most = values.iloc[0]
    leaders = list(values.index[values == most])
    if not most:
        return f"None of these {noun} is known to have killed anyone"
    if len(leaders) == len(values) > 1:
        return f"Each of the {len(values)} districts with {noun} saw {so_many(most, count, noun)}"
    if len(leaders) > 1:
        return f"{tied(leaders, 'district')} lead with {so_many(most, count, noun)} each"
    return f"{leaders[0]} leads with {so_many(most, count, noun)}"


def so_many(value: float, count: Count, noun: str) -> str:
    """A number of what is counted: `3 people killed`."""
    return counted(value, one_of(count, noun), what(count, noun))


def most_shown(shown: int, of: int) -> str:
    """How much of a ranking is drawn; may be empty."""
    return f"The first {shown} of {of} districts are drawn, the table holds all. " * (shown < of)
