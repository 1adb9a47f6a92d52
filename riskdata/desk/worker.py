"""Checks one upload in a process of its own: `python -m riskdata.desk.worker`.

The question stands pickled on standard input: the uploaded files (name and bytes each) and the
choices made for their tables. The answer goes pickled to standard output: the drafts, or in words
why there are none. Each step is told in a line on standard error. Whoever serves viewers asks this
process, so that neither its processor time nor its memory is theirs.
"""

import os
import pickle
import resource
import sys
from collections.abc import Mapping, Sequence

from riskdata import editions
from riskdata.desk.drafts import Choice, Drafts, draft, read
from riskdata.reading import DatasetError

MOST_MEMORY = 8 << 30
"""Bytes of address space: an upload of two million events stays below it, and nothing that is
uploaded takes the machine's memory from the viewers."""

POLITE = 10
"""Viewers' clicks go first."""

NOT_COMPARED = "The published data cannot be read, so nothing can be compared."

OUT_OF_MEMORY = (
    "The check needed more memory than it may have and was stopped; nothing was published. Upload "
    "fewer rows at once."
)


def answer(uploads: Sequence[tuple[str, bytes]], choices: Mapping[str, Choice]) -> Drafts | str:
    """The drafts of uploaded files, or in words why there are none."""
    try:
        tables = []
        for name, content in uploads:
            _tell(f"Reading {name}")
            tables += read(name, content)
        holdings = editions.holdings()
        if holdings.trouble:
            return f"{NOT_COMPARED} {holdings.trouble}"
        return draft(tables, choices, holdings, _tell)
    except DatasetError as error:
        return f"{NOT_COMPARED} {error}"
    except MemoryError:
        return OUT_OF_MEMORY


def _tell(step: str) -> None:
    print(" ".join(step.split()), file=sys.stderr, flush=True)


if __name__ == "__main__":
    os.nice(POLITE)
    _, allowed = resource.getrlimit(resource.RLIMIT_AS)
    most = MOST_MEMORY if allowed == resource.RLIM_INFINITY else min(MOST_MEMORY, allowed)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    said = answer(*pickle.load(sys.stdin.buffer))
    pickle.dump(said, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
