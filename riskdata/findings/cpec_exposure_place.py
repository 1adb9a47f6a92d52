"""Where projects and events are counted, as it stands in a sentence; money."""

from riskdata.selection import BORDER_BELT, PAKISTAN, Selection
from riskdata.wording import NO_BREAK, number


def dollars(millions: float) -> str:
    """An amount given in millions: `US$27 million`, `US$4.2 billion`."""
    if millions < 1000:
        return f"US${number(millions)}{NO_BREAK}million"
    return f"US${millions / 1000:,.1f}{NO_BREAK}billion"


def place(selection: Selection) -> str:
    """Which projects are listed, after `projects`; empty for all of them."""
    if selection.region == PAKISTAN:
        return ""
    if selection.region == BORDER_BELT:
        return f" within {selection.depth_km}{NO_BREAK}km of the Afghan border"
    return f" in {selection.region}"


def the(region: str) -> str:
    """A region with its article, if it takes one."""
    return f"the {region}" if region == BORDER_BELT else region


def beyond(region: str) -> str:
    """Says of a line that it is measured on either side of the region's boundary."""
    return f"beyond {the(region)} too"


def everywhere(region: str) -> str:
    """Says of what is counted in the whole country that no region narrows it."""
    return "" if region == PAKISTAN else f" in all {PAKISTAN}"
