"""What a valid dataset is: its columns, units, vocabularies, keys and rules, declared once.

From it come validation (`riskdata.reading`), the data dictionary (`python -m riskdata.schema`)
and the Frictionless data package (`riskdata.datapackage`).
"""

import pandas as pd
import pandera.pandas as pa

from riskdata.schema import across, assessments, events, places, projects, statistics
from riskdata.schema.problems import DatasetError, Problem

__all__ = ["EVENT_RECORDS", "SCHEMAS", "UNBUNDLED", "DatasetError", "Problem", "cross_check"]

EVENT_RECORDS = tuple(events.RECORDS)
UNBUNDLED = events.UNBUNDLED

SCHEMAS: dict[str, pa.DataFrameSchema] = {
    **events.RECORDS,
    **statistics.SCHEMAS,
    **projects.SCHEMAS,
    **assessments.SCHEMAS,
    **places.SCHEMAS,
}


def cross_check(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Every breach of the rules between datasets, as read.

    A rule is judged where the datasets that it compares are given.
    """
    return across.cross_check(frames, SCHEMAS.keys(), EVENT_RECORDS)
