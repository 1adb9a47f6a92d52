"""One thing that a check has to say of a file."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]

MOST_ALIKE = 10_000
"""Findings of one kind in one column that are told one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An error stops publishing; a warning wants to be looked at.

    `kind` names what many findings have in common, `row` counts as the spreadsheet does,
    `message` follows the value, `remedy` says how to mend it. `suggestion` is what the cell may
    have meant, where something is likely.
    """

    level: Level
    kind: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    remedy: str
    suggestion: str | None = None

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row is not None else []
        place += [f"`{self.column}`"] if self.column is not None else []
        value = f"`{self.value}` " if self.value is not None else ""
        where = f"{', '.join(place)}: " if place else ""
        if self.suggestion:
            return f"{where}{value}{self.message}; did you mean {self.suggestion}?"
        return f"{where}{value}{self.message}. {self.remedy}".strip()


def bounded(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same findings, but of more than MOST_ALIKE alike the rest only as a number at the end."""
    seen: Counter[tuple[Level, str, str | None]] = Counter()
    remedies: dict[tuple[Level, str, str | None], str] = {}
    for finding in findings:
        alike = finding.level, finding.kind, finding.column
        seen[alike] += 1
        if seen[alike] <= MOST_ALIKE:
            yield finding
        else:
            remedies[alike] = finding.remedy
    for alike, remedy in remedies.items():
        level, kind, column = alike
        message = f"{seen[alike] - MOST_ALIKE:,} more rows of this kind ({kind})"
        yield Finding(level, kind, None, column, None, message, remedy)
