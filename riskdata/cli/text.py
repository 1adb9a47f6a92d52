"""Lines that may stand in any terminal."""

import sys
from collections.abc import Callable, Sequence

from riskdata.wording import NO_BREAK


def harmless(line: str) -> str:
    """A line with its characters that steer a terminal, or cannot be seen, spelled out."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii")
        for sign in line.replace(NO_BREAK, " ")
    )


def columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table as lines, its columns one below another."""
    widths = [max(map(len, cells)) for cells in zip(header, *rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (header, *rows)
    ]


def told(quiet: bool) -> Callable[[str], None]:
    """What tells the steps of a check on standard error, or keeps them to itself."""

    def tell(step: str) -> None:
        if not quiet:
            print(harmless(step), file=sys.stderr, flush=True)

    return tell
