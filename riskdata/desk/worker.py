"""Checks uploads in a process of its own: `python -m riskdata.desk.worker`.

Until a question comes it reads and works out what is published. Each question stands pickled on
standard input: the uploaded files (name and bytes each) and the choices made for their tables. The
answer goes pickled to standard output: the drafts, or in words why there are none, and whether the
process is still small enough to be asked again. Each step is told in a line on standard error.
Whoever serves viewers asks this process, so that neither its processor time nor its memory is
theirs. It ends with its standard input.
"""

import os
import pickle
import resource
import select
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress

from riskdata import editions
from riskdata.desk import published
from riskdata.desk.drafted import Choice, Drafts
from riskdata.desk.drafts import Tell, draft
from riskdata.desk.opening import read
from riskdata.reading import DatasetError

MOST_MEMORY = 8 << 30
"""Bytes of address space: an upload of two million events stays below it, and nothing that is
uploaded takes the machine's memory from the viewers."""

LARGEST_KEPT_KB = 1 << 20
"""Memory from which on the process is not asked again: a large upload leaves it large."""

POLITE = 10
"""Viewers' clicks go first."""

NOT_COMPARED = "The published data cannot be read, so nothing can be compared."

OUT_OF_MEMORY = (
    "The check needed more memory than it may have and was stopped; nothing was published. Upload "
    "fewer rows at once."
)


def _tell(step: str) -> None:
    print(" ".join(step.split()), file=sys.stderr, flush=True)


def answer(
    uploads: Sequence[tuple[str, bytes]], choices: Mapping[str, Choice], tell: Tell = _tell
) -> Drafts | str:
    """The drafts of uploaded files, or in words why there are none."""
    try:
        tables = []
        for name, content in uploads:
            tell(f"Reading {name}")
            tables += read(name, content)
        holdings = editions.holdings()
        if holdings.trouble:
            return f"{NOT_COMPARED} {holdings.trouble}"
        return draft(tables, choices, holdings, tell)
    except DatasetError as error:
        return f"{NOT_COMPARED} {error}"
    except MemoryError:
        return OUT_OF_MEMORY


def get_ready() -> None:
    """Work out what every check needs, until a question comes."""
    with suppress(DatasetError):
        for _ in published.steps(editions.holdings()):
            if select.select([sys.stdin], [], [], 0)[0]:
                return


if __name__ == "__main__":
    os.nice(POLITE)
    _, allowed = resource.getrlimit(resource.RLIMIT_AS)
    most = MOST_MEMORY if allowed == resource.RLIM_INFINITY else min(MOST_MEMORY, allowed)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    get_ready()
    with suppress(EOFError):
        while True:
            said = answer(*pickle.load(sys.stdin.buffer))
            small = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < LARGEST_KEPT_KB
            pickle.dump((said, small), sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
            sys.stdout.buffer.flush()
