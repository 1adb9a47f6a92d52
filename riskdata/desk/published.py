"""What is published, read and worked out once for every check of a process."""

from collections.abc import Iterator

import pandas as pd
from cachetools import LRUCache, cached

from riskdata.corridor import Corridor
from riskdata.corridor import corridor as corridor_of
from riskdata.desk.headline import Headline
from riskdata.desk.headlines import headlines as headlines_of
from riskdata.editions import Holdings

CORRIDOR = ("cpec_projects", "cpec_routes")


def _versions(holdings: Holdings, *names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, holdings.identity(name)) for name in names)


@cached(LRUCache(64), key=_versions)
def frame(holdings: Holdings, name: str) -> pd.DataFrame:
    """A dataset as published, never to be changed in place. Raises `DatasetError`."""
    return holdings.load(name)


def frames(holdings: Holdings) -> dict[str, pd.DataFrame]:
    """Every dataset as published. Raises `DatasetError`."""
    return {name: frame(holdings, name) for name in holdings.datasets()}


@cached(LRUCache(2), key=lambda holdings: _versions(holdings, *CORRIDOR))
def corridor(holdings: Holdings) -> Corridor:
    """The published corridor. Raises `DatasetError`."""
    return corridor_of(*(frame(holdings, name) for name in CORRIDOR))


@cached(LRUCache(2), key=lambda holdings: _versions(holdings, *holdings.datasets()))
def headlines(holdings: Holdings) -> list[Headline]:
    """The headline figures of the pages as they are. Raises `DatasetError`."""
    return headlines_of(frames(holdings), corridor(holdings))


def steps(holdings: Holdings) -> Iterator[None]:
    """Work all of it out, one step at a time. Raises `DatasetError`."""
    for name in holdings.datasets():
        yield
        frame(holdings, name)
    yield
    corridor(holdings)
    yield
    headlines(holdings)
