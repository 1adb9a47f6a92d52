"""Two contents of a dataset set against each other, row by row and cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

LISTED = 500_000
"""Changed cells that are listed one by one; all are counted."""

Positions = NDArray[np.intp]


@dataclass(frozen=True)
class Difference:
    """What became of a dataset's rows, matched by their key.

    `added`: rows of the new frame whose key is new. `removed`: rows of the old one whose key is
    gone. `changed`: one row a changed cell, in the order of the new frame: the key columns,
    `column`, `old`, `new` (text as a CSV writes it, NA where empty), the first LISTED of them.
    `changed_rows`: rows in both with a changed cell; `cells`: how many cells of each column
    changed (columns without any left out). `unchanged`: rows alike in every cell.
    """

    added: pd.DataFrame
    removed: pd.DataFrame
    changed: pd.DataFrame
    changed_rows: int
    cells: dict[str, int]
    unchanged: int

    @property
    def empty(self) -> bool:
        """Whether both hold the same rows, in whatever order."""
        return self.added.empty and self.removed.empty and not self.changed_rows


def compare(old: pd.DataFrame, new: pd.DataFrame, key: Sequence[str]) -> Difference:
    """How `new` differs from `old`: two frames of one dataset as read, each key once in each.

    Empty cells are alike; categories are compared by what they say. Time and memory grow with the
    number of cells.
    """
    key = list(key)
    in_old, in_new = matched(old, new, key)
    columns = [str(column) for column in new if column not in key]
    differs = np.zeros((len(in_old), len(columns)), dtype=bool)
    for at, column in enumerate(columns):
        differs[:, at] = _differs(old[column].iloc[in_old], new[column].iloc[in_new])
    counts = differs.sum(axis=0)
    a_row = differs.any(axis=1)
    return Difference(
        added=new.iloc[_others(new, in_new)],
        removed=old.iloc[_others(old, in_old)],
        changed=_listed(old, new, key, columns, in_old, in_new, differs),
        changed_rows=int(a_row.sum()),
        cells={name: int(count) for name, count in zip(columns, counts, strict=True) if count},
        unchanged=int((~a_row).sum()),
    )


def append(
    current: pd.DataFrame, new: pd.DataFrame, key: Sequence[str], *, overwrite: bool
) -> pd.DataFrame:
    """The current rows and, below them, those of `new` whose key is not among them.

    A row whose key is known already takes the place of the current one if `overwrite`, else the
    current one stays. `compare(current, appended, key)` names what that changes.
    """
    in_current, in_new = matched(current, new, list(key))
    order = np.arange(len(current))
    if overwrite:
        order[in_current] = len(current) + in_new
    order = np.concatenate([order, len(current) + _others(new, in_new)])
    return pd.DataFrame(
        {
            column: _stacked(current[column], new[column]).take(order).reset_index(drop=True)
            for column in current
        }
    )


def is_new(current: pd.DataFrame, new: pd.DataFrame, key: Sequence[str]) -> NDArray[np.bool_]:
    """Which rows of `new` have a key that `current` has not, or other cells than there."""
    key = list(key)
    in_current, in_new = matched(current, new, key)
    found = np.ones(len(new), dtype=bool)
    found[in_new] = False
    for column in new.columns.difference(key):
        found[in_new] |= _differs(current[column].iloc[in_current], new[column].iloc[in_new])
    return found


def matched(old: pd.DataFrame, new: pd.DataFrame, key: list[str]) -> tuple[Positions, Positions]:
    """Positions in both frames of the rows that share a key, in the order of the new one."""
    both = pd.concat([_plain(old[key]), _plain(new[key])], ignore_index=True)
    numbers = both.groupby(key, sort=False, dropna=False).ngroup().to_numpy()
    at = np.full(numbers.max(initial=-1) + 1, -1)
    at[numbers[: len(old)]] = np.arange(len(old))
    in_old = at[numbers[len(old) :]]
    in_new = np.flatnonzero(in_old >= 0)
    return in_old[in_new], in_new


def _others(frame: pd.DataFrame, positions: Positions) -> Positions:
    return np.setdiff1d(np.arange(len(frame)), positions)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype(dict.fromkeys(frame.select_dtypes("category"), "str"))


def _differs(old: pd.Series, new: pd.Series) -> NDArray[np.bool_]:
    """Where two columns of equal length say something else, whatever their index."""
    if isinstance(new.dtype, pd.CategoricalDtype):
        names = new.cat.categories.union(old.cat.categories, sort=False)
        old, new = (column.cat.set_categories(names).cat.codes for column in (old, new))
    a, b = old.array, new.array
    alike = np.asarray(pd.array(a == b, dtype="boolean").fillna(False), dtype=bool)
    return ~(alike | (np.asarray(a.isna()) & np.asarray(b.isna())))


def _listed(
    old: pd.DataFrame,
    new: pd.DataFrame,
    key: list[str],
    columns: list[str],
    in_old: Positions,
    in_new: Positions,
    differs: NDArray[np.bool_],
) -> pd.DataFrame:
    pairs, at = (found[:LISTED] for found in np.nonzero(differs))
    was, now = (np.empty(len(pairs), dtype=object) for _ in range(2))
    for position, column in enumerate(columns):
        cells = at == position
        if cells.any():
            was[cells] = _written(old[column].iloc[in_old[pairs[cells]]])
            now[cells] = _written(new[column].iloc[in_new[pairs[cells]]])
    listed = new[key].iloc[in_new[pairs]].reset_index(drop=True)
    return listed.assign(
        column=pd.Series(np.array(columns, dtype=object)[at], dtype="str"),
        old=pd.Series(was, dtype="str"),
        new=pd.Series(now, dtype="str"),
    )


def _written(column: pd.Series) -> NDArray[np.object_]:
    if pd.api.types.is_datetime64_dtype(column.dtype):
        column = column.dt.strftime("%Y-%m-%d")
    return column.astype("str").to_numpy(dtype=object)


def _stacked(upper: pd.Series, lower: pd.Series) -> pd.Series:
    """One column under another; categories of an open list are found anew, as reading does."""
    if isinstance(upper.dtype, pd.CategoricalDtype) and upper.dtype != lower.dtype:
        both = pd.concat([upper.astype("str"), lower.astype("str")])
        return both.astype("category")
    return pd.concat([upper, lower])
