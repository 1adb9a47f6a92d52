"""The small language in which a claim says which rows count.

Conditions are separated by semicolons and a row must pass all of them:
`target_type in (Chinese nationals, CPEC project); killed >= 1`. Operators are `=`, `!=`, `>=`,
`<=`, `in (...)` and `contains`. Text is compared without regard to case; a value that holds a
comma, semicolon or bracket stands in double quotes. Further readings of the claim follow `||`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from riskdata import names
from riskdata.measures.claim_answer import Untestable
from riskdata.schema import SCHEMAS

Mask = NDArray[np.bool_]

STATES = ("status", "confidence")
"""Columns whose words say how a row stands, so that it is what they say."""

OPERATORS = ("=", "!=", ">=", "<=", "in", "contains")


class FilterError(Untestable):
    """A filter that cannot be read, or that asks for what the dataset has not."""


@dataclass(frozen=True)
class Condition:
    """One condition on a column; `values` has several entries for `in` alone."""

    column: str
    operator: str
    values: tuple[str, ...]

    def of(self, number: int = 2) -> str:
        """What one row, or several, that pass it are or have, in words: `are confirmed`."""
        is_, has = ("is", "has") if number == 1 else ("are", "have")
        column, values = self.column.replace("_", " "), " or ".join(self.values)
        if self.operator == "contains":
            return f"{has} “{values}” in the {column}"
        if self.column in STATES and self.operator in ("=", "in", "!="):
            return f"{is_} {'not ' if self.operator == '!=' else ''}{values}"
        said = {"!=": "other than ", ">=": "of at least ", "<=": "of at most "}
        return f"{has} the {column} {said.get(self.operator, '')}{values}"


Conditions = tuple[Condition, ...]

_CONDITION = re.compile(
    r"\s*(?P<column>\w+)\s*(?P<operator>!=|>=|<=|=|\bin\b|\bcontains\b)\s*(?P<rest>.*?)\s*",
    re.DOTALL | re.IGNORECASE,
)
_VALUE = re.compile(r'\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[^",;()|]*))\s*')


def readings(text: str) -> list[Conditions]:
    """The readings of a filter, the claim's own first; no conditions where it is empty.

    Raises `FilterError`.
    """
    return [parse(part) for part in _split(text, "||")]


def parse(text: str) -> Conditions:
    """The conditions of one reading. Raises `FilterError` with what cannot be read."""
    parts = _split(text, ";")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    if not text.strip():
        return ()
    return tuple(_condition(part) for part in parts)


def _split(text: str, sign: str) -> list[str]:
    """The text at each sign outside quotation marks."""
    if text.count('"') % 2:
        raise FilterError(f"the filter has a quotation mark that is not closed: {text.strip()}")
    parts = [""]
    for i, piece in enumerate(text.split('"')):
        if i % 2:
            parts[-1] += f'"{piece}"'
            continue
        first, *rest = piece.split(sign)
        parts[-1] += first
        parts += rest
    return parts


def _condition(text: str) -> Condition:
    found = _CONDITION.fullmatch(text)
    if found is None:
        raise FilterError(
            f"“{text.strip()}” in the filter is no condition: write column, one of "
            f"{' '.join(OPERATORS)}, and a value"
        )
    column, operator = found["column"], found["operator"].lower()
    rest = found["rest"]
    if operator == "in":
        if not (rest.startswith("(") and rest.endswith(")")):
            raise FilterError(f"“{text.strip()}” in the filter lacks its brackets: in (a, b)")
        return Condition(column, operator, tuple(_value(v, text) for v in _split(rest[1:-1], ",")))
    return Condition(column, operator, (_value(rest, text),))


def _value(text: str, condition: str) -> str:
    found = _VALUE.fullmatch(text)
    if found is None:
        raise FilterError(
            f"“{condition.strip()}” in the filter has a value that cannot be read: put it in "
            "double quotes"
        )
    value = found["quoted"] if found["quoted"] is not None else found["bare"].strip()
    if not value.strip():
        raise FilterError(f"“{condition.strip()}” in the filter names no value")
    return value


def matches(
    frame: pd.DataFrame, conditions: Conditions, dataset: str, regions: Mapping[str, Mask]
) -> Mask:
    """Which rows of a dataset pass all conditions; an empty cell passes none.

    `regions` has the rows of each region that the column `region` may name where the dataset has no
    such column. Raises `FilterError` for a column that it lacks and a value that the column cannot
    hold.
    """
    mask = np.ones(len(frame), dtype=bool)
    for condition in conditions:
        mask &= _passes(frame, condition, dataset, regions)
    return mask


def _passes(
    frame: pd.DataFrame, condition: Condition, dataset: str, regions: Mapping[str, Mask]
) -> Mask:
    name = condition.column
    if name not in frame:
        if name == "region" and regions:
            return _in_regions(condition, regions, len(frame))
        raise FilterError(f"{dataset} has no column {name} to filter by")
    column = frame[name]
    if isinstance(column.dtype, pd.CategoricalDtype):
        _check_words(condition, dataset)
        accepted = _compared(column.cat.categories.to_series().astype(str), condition)
        return np.append(accepted, False)[column.cat.codes.to_numpy()]
    return _compared(column, condition) & column.notna().to_numpy()


def _in_regions(condition: Condition, regions: Mapping[str, Mask], length: int) -> Mask:
    if condition.operator not in ("=", "!=", "in"):
        raise FilterError(f"a region cannot be compared by {condition.operator}")
    mask = np.zeros(length, dtype=bool)
    for value in condition.values:
        if value not in regions:
            raise FilterError(f"“{value}” is no region that events can be placed in")
        mask |= regions[value]
    return ~mask if condition.operator == "!=" else mask


def _check_words(condition: Condition, dataset: str) -> None:
    """Refuse a word that the column's closed list lacks: it would count nothing, quietly."""
    column = SCHEMAS[dataset].columns.get(condition.column)
    if column is None or condition.operator == "contains":
        return
    metadata = column.metadata or {}
    known = metadata.get("choices")
    if known is None and "names" in metadata:
        known = names.canonical(metadata["names"])
        if metadata["names"] == "group":
            known = [*known, "unknown"]
    folded = {word.casefold() for word in known or ()}
    for value in condition.values:
        if folded and value.casefold() not in folded:
            raise FilterError(f"“{value}” is no word of {dataset}'s column {condition.column}")


def _compared(column: pd.Series, condition: Condition) -> Mask:
    operator, values = condition.operator, condition.values
    if operator == "contains":
        if not pd.api.types.is_string_dtype(column):
            raise FilterError(f"{condition.column} holds no text, so it cannot contain any")
        found = column.str.contains(values[0], case=False, regex=False, na=False)
        return found.to_numpy(dtype=bool)
    if pd.api.types.is_string_dtype(column):
        if operator in (">=", "<="):
            raise FilterError(f"{condition.column} holds text, so it has no {operator}")
        found = column.str.casefold().isin([value.casefold() for value in values])
        return ~found.to_numpy(dtype=bool) if operator == "!=" else found.to_numpy(dtype=bool)
    numbers = [_typed(value, column, condition.column) for value in values]
    if operator in ("=", "in", "!="):
        found = column.isin(numbers).to_numpy(dtype=bool)
        return ~found if operator == "!=" else found
    within = column >= numbers[0] if operator == ">=" else column <= numbers[0]
    return within.fillna(False).to_numpy(dtype=bool)


def _typed(text: str, column: pd.Series, name: str) -> object:
    """A value as the column's numbers, days or truths."""
    dtype = column.dtype
    try:
        if pd.api.types.is_datetime64_any_dtype(dtype):
            return pd.Timestamp(text).tz_localize(None)
        if pd.api.types.is_bool_dtype(dtype):
            return {"true": True, "yes": True, "false": False, "no": False}[text.casefold()]
        return float(text.replace(",", ""))
    except (KeyError, ValueError) as error:
        kind = "day" if pd.api.types.is_datetime64_any_dtype(dtype) else "number"
        raise FilterError(f"“{text}” is no {kind}, which {name} holds") from error
