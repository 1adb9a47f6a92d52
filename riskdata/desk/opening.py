"""The tables of an uploaded file, each as far as it can be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from riskdata.cells import Table
from riskdata.desk.drafted import Draft
from riskdata.desk.files import Part, parts
from riskdata.desk.finding import Finding
from riskdata.desk.recognise import recognise
from riskdata.desk.tables import names_columns, table
from riskdata.schema import DatasetError


@dataclass(frozen=True)
class Beside:
    """A sheet that has no column known here, in a workbook that has a table of ours on another:
    it is left out unless the analyst takes it in."""

    sheet: Table | Draft


Opened = Table | Draft | Beside


def read(name: str, content: bytes) -> list[Opened]:
    """The tables of an uploaded file; a draft that says why in place of each that cannot be
    read."""
    try:
        found = parts(name, content)
    except DatasetError as error:
        return [refused(name, error)]
    tables = [_read(part) for part in found]
    beside = _beside(found, tables)
    return [
        Beside(one) if part.name in beside else one for part, one in zip(found, tables, strict=True)
    ]


def _beside(found: Sequence[Part], tables: Sequence[Table | Draft]) -> set[str]:
    """The sheets of which no column is known, in workbooks that have a table of ours as well."""
    strange = {part.name for part in found if part.workbook and not names_columns(part)}
    known = {
        part.workbook
        for part, one in zip(found, tables, strict=True)
        if strange and isinstance(one, Table) and _is_ours(one)
    }
    return {part.name for part in found if part.name in strange and part.workbook in known}


def _read(part: Part) -> Table | Draft:
    try:
        return table(part)
    except DatasetError as error:
        return refused(part.name, error, notes=part.notes)


def _is_ours(one: Table) -> bool:
    found = recognise(one)
    return bool(found.dataset or found.choices)


def refused(file: str, error: DatasetError, **known) -> Draft:
    """The draft of what cannot be read or converted."""
    findings = tuple(
        Finding("error", "the file", one.row, one.column, one.value, one.message, one.remedy)
        for one in error.problems
    )
    return Draft(file, refused=findings, **known)
