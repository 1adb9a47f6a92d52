"""Viewers' clicks one after the other.

Python works at one script at a time, however many cores there are. Scripts that run side by side
share that time, switch in the middle of each other's work and all end late; taking turns, 50
viewers wait a quarter as long.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 2.0
"""Seconds that a click waits for its turn; who is slower, as the first reader of a new version is,
holds nobody up longer."""

_free = threading.Lock()


@contextmanager
def turn() -> Iterator[None]:
    """The turn of one script run."""
    mine = _free.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if mine:
            _free.release()
