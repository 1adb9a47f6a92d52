"""A region as it stands in a sentence."""

from riskdata.selection import BORDER_BELT, Selection


def place(selection: Selection) -> str:
    """The region as it stands in a sentence."""
    if selection.region == BORDER_BELT:
        return f"the belt within {selection.depth_km} km of the Afghan border"
    return selection.region
