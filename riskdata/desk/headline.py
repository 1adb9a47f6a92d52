"""One figure that a page leads with, and those of two states of the data side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

OVERVIEW, TRENDS, HOTSPOTS, EXPOSURE, FOOTPRINT, INCIDENTS, METHODS = (
    "Overview",
    "Attack trends",
    "Regional hotspots",
    "CPEC exposure",
    "Security footprint",
    "Incidents",
    "Methods and sources",
)
PAGES = (OVERVIEW, TRENDS, HOTSPOTS, EXPOSURE, FOOTPRINT, INCIDENTS, METHODS)
"""Those whose figures are told: all but the data desk, which leads with what is published."""
FINDING = "Finding"
COMPARED = pd.Index(
    ["page", "figure", "before", "after", "detail_before", "detail_after", "changed"]
)


@dataclass(frozen=True)
class Headline:
    """One figure as a page shows it; `key` stays the same when `label` follows the data.

    `detail` is the line under the figure, "" where there is none.
    """

    page: str
    key: str
    label: str
    value: str
    detail: str = ""


def before_and_after(old: Sequence[Headline], new: Sequence[Headline]) -> pd.DataFrame:
    """The headlines of two states of the data, in the order of the pages.

    Columns: `page`, `figure` (its label), `before` and `after` ("" where a page shows none),
    `detail_before` and `detail_after`, `changed` (bool). Where the label itself follows the data,
    `before` names the old one.
    """
    was, now = ({one.key: one for one in found} for found in (old, new))
    rows = []
    for key in dict.fromkeys([*now, *was]):
        earlier, later = was.get(key), now.get(key)
        label = (later or was[key]).label
        before, after = (one.value if one else "" for one in (earlier, later))
        if earlier and earlier.label != label:
            before = f"{before} ({earlier.label})"
        details = [one.detail if one else "" for one in (earlier, later)]
        rows.append(((later or was[key]).page, label, before, after, *details, earlier != later))
    return pd.DataFrame(rows, columns=COMPARED)
