"""What is worked out once for all viewers, however many of them ask at the same time.

Streamlit's own caches write out and hash every argument at each look; here the arguments are the
key themselves.
"""

import inspect
from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from threading import Condition
from typing import Any, TypeVar

import streamlit as st
from cachetools import LRUCache, cached
from cachetools.keys import hashkey

Answer = TypeVar("Answer")
_caches: list[LRUCache] = []


def kept(
    most: int, while_working: str = "Working it out"
) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Keep the newest `most` answers of a function; who asks for one that is being worked out
    waits for it, and is told `while_working`.

    Arguments are given by position. As with Streamlit's caches, those whose names begin with an
    underscore say how to work the answer out, not what is asked.
    """

    def decorated(function: Callable[..., Answer]) -> Callable[..., Answer]:
        names = inspect.signature(function).parameters
        asked = sum(not name.startswith("_") for name in names)
        cache = LRUCache(most)
        _caches.append(cache)

        def key(*given: Any) -> tuple:
            return hashkey(*given[:asked])

        held = cached(cache, key=key, condition=Condition())(function)

        @wraps(function)
        def answer(*given: Any) -> Answer:
            known = key(*given) in cache
            with nullcontext() if known else st.spinner(while_working):
                return held(*given)

        return answer

    return decorated


def forget() -> None:
    """Forget every answer."""
    for cache in _caches:
        cache.clear()
