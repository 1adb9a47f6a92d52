"""What the marks of an event map stand for, in words and colours to set below it."""

import pandas as pd

from riskdata.charts.theme import Theme

MARKS = (
    "Circle area: people killed; full circles are confirmed, pale ones reported, hollow ones "
    "unconfirmed. The heavy line is the Durand Line."
)


def colours(theme: Theme, provinces: pd.Series, corridor: bool) -> dict[str, str]:
    """Name and colour of each province that has events, of the others together, and of the
    corridor where it is drawn."""
    present = set(provinces.unique())
    key = {
        name: colour
        for name, colour in theme.province.items()
        if name in present and colour != theme.other
    }
    if present - set(key):
        key["Elsewhere"] = theme.other
    if corridor:
        key["CPEC projects and routes"] = theme.accent
    return key
