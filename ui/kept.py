"""What is worked out once for all viewers, however many of them ask at the same time.

Streamlit's own caches write out and hash every argument at each look; here the arguments are the
key themselves.
"""

import inspect
from collections.abc import Callable
from threading import Condition
from typing import TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

Answer = TypeVar("Answer")
_caches: list[LRUCache] = []


def kept(most: int) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Keep the newest `most` answers of a function; who asks for one that is being worked out
    waits for it.

    Arguments are given by position. As with Streamlit's caches, those whose names begin with an
    underscore say how to work the answer out, not what is asked.
    """

    def decorated(function: Callable[..., Answer]) -> Callable[..., Answer]:
        names = inspect.signature(function).parameters
        asked = sum(not name.startswith("_") for name in names)
        cache = LRUCache(most)
        _caches.append(cache)
        return cached(cache, key=lambda *given: hashkey(*given[:asked]), condition=Condition())(
            function
        )

    return decorated


def forget() -> None:
    """Forget every answer."""
    for cache in _caches:
        cache.clear()
