"""The blank file of a dataset, for analysts to fill.

Its one example is a whole row of the version that the dataset holds now. Left in by mistake it is
a row like any other that is held already: it adds nothing and says nothing that is not so.
"""

import pandas as pd

from riskdata.datapackage import as_csv
from riskdata.schema import SCHEMAS


def template_name(dataset: str) -> str:
    """Name of a dataset's blank file: "incidents-template.csv"."""
    return f"{dataset}-template.csv"


def template(dataset: str, held: pd.DataFrame | None) -> bytes:
    """CSV of a dataset's header, in the schema's order, and of one example row.

    The example is the row of `held` that has the most cells filled, the last of several. Without
    any rows the header stands alone.
    """
    columns = list(SCHEMAS[dataset].columns)
    if held is None or held.empty:
        return as_csv(pd.DataFrame(columns=columns))
    fullest = held.notna().sum(axis="columns")[::-1].idxmax()
    return as_csv(held.loc[[fullest], columns])


def is_blank(dataset: str, uploaded: pd.DataFrame, held: pd.DataFrame | None) -> bool:
    """Whether an upload, as read, is the template as it was given out: its example, no more."""
    return len(uploaded) < 2 and as_csv(uploaded) == template(dataset, held)
