"""Tables as the desk reads them, made from bundled datasets and changed for tests."""

import io

import pandas as pd

from riskdata import catalogue
from riskdata.cells import Table
from riskdata.datapackage import as_csv
from riskdata.schema import SCHEMAS


def table_of(dataset: str, rows: int | None = None) -> Table:
    """The bundled dataset as the app exports it, the first rows of it at most."""
    content = as_csv(catalogue.load(dataset)[:rows])
    cells = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False, na_values=[""])
    return Table(f"{dataset}.csv", cells.set_index(pd.RangeIndex(2, len(cells) + 2)))


def changed(table: Table, column: str, cells: dict[int, str | None]) -> Table:
    """The table with other cells in some spreadsheet rows of a column."""
    frame = table.cells.copy()
    mended = frame[column].astype(object)
    for row, cell in cells.items():
        mended[row] = cell
    frame[column] = mended.astype("str")
    return Table(table.file, frame)


def column_of(dataset: str, column: str, cells: list[str]) -> Table:
    """A table of the dataset that has a single column."""
    assert column in SCHEMAS[dataset].columns
    index = pd.RangeIndex(2, len(cells) + 2)
    return Table("upload.csv", pd.DataFrame({column: cells}, index=index, dtype="str"))
