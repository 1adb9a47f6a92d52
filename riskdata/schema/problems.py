"""What can be wrong with a dataset, told so that it can be mended."""

from collections.abc import Sequence
from dataclasses import dataclass

BLANK_ROWS = "blank_rows"
"""Key in a frame's attrs, absent as a rule: spreadsheet rows passed over among those read."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong. `row` counts as a spreadsheet does: the header is row 1."""

    dataset: str
    file: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    remedy: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        what = self.message if self.value is None else f"{self.value!r} {self.message}"
        return f"{', '.join(place)}: {what}. {self.remedy}"


class DatasetError(Exception):
    """A dataset that cannot be used, with every problem found in it."""

    def __init__(self, dataset: str, file: str, problems: Sequence[Problem]) -> None:
        self.dataset, self.file, self.problems = dataset, file, list(problems)
        more = len(self.problems) - 1
        rest = f" (and {more:,} more problem{'s' if more > 1 else ''})" if more else ""
        super().__init__(f"{self.problems[0]}{rest}")

    def __reduce__(self) -> tuple:
        return DatasetError, (self.dataset, self.file, self.problems)
