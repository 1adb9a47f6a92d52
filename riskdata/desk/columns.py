"""The columns by which a table is known: those of our datasets, and of foreign exports.

Foreign columns after the codebooks: UCDP GED 25.1 (the Candidate releases have the same), ACLED
(the columns of the export and of the API), GTD (codebook of 2021).
"""

import csv
import re
from pathlib import Path

from riskdata.schema import SCHEMAS

EXPORTS = {"ucdp_ged": "UCDP GED", "acled": "ACLED", "gtd": "GTD"}
"""Foreign exports that the desk converts, and what they are called."""

with (Path(__file__).parent / "export_columns.csv").open(encoding="utf-8", newline="") as opened:
    _ROWS = list(csv.DictReader(opened))

EXPORT_COLUMNS = {
    export: frozenset(row["column"] for row in _ROWS if row["export"] == export)
    for export in EXPORTS
}
"""Every column that an export is known to have."""

NEEDED_COLUMNS = {
    export: frozenset(row["column"] for row in _ROWS if row["export"] == export and row["needed"])
    for export in EXPORTS
}
"""The columns that the conversion of an export cannot do without."""


def folded(name: str) -> str:
    """A column's name without what writers of headers disagree on: case, and what stands between
    words or is invisible."""
    visible = "".join(sign for sign in name if sign.isprintable() or sign.isspace())
    return re.sub(r"[\s_\-.]+", "_", visible.strip().casefold())


KNOWN = frozenset().union(
    *EXPORT_COLUMNS.values(), *(schema.columns for schema in SCHEMAS.values())
)
"""Every column that some table is known to have."""
