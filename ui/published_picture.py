"""Pictures of published figures, drawn once for all viewers.

They depend on the region and the period alone, so that a click on a filter of the event record
finds them drawn.
"""

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from ui import data, panel
from ui.kept import kept


class Picture(NamedTuple):
    """A drawn picture with its finding, source and rows; no figure where there is nothing."""

    key: str
    words: str
    rows: pd.DataFrame
    figure: go.Figure | None = None
    source: str = ""
    methods: tuple[str, ...] = ("publishers",)


def show(picture: Picture, noun: str) -> None:
    """Set a picture on the page; `noun` names its rows."""
    panel.section(picture.words)
    if picture.figure is not None:
        panel.picture(picture.figure, picture.key, picture.words)
        panel.source(picture.source, *picture.methods)
        panel.evidence(picture.key, len(picture.rows), lambda: picture.rows, noun)


def once(what: str, make: Callable[[], Any], *seen: Hashable) -> Any:
    """What `make` gives, made once for each `what`, version of the published figures and `seen`:
    everything else that the result depends on."""
    versions = tuple(data.version(name) for name in ("published_statistics", "turning_points"))
    return _once(what, versions, seen, make)


@kept(512)
def _once(
    what: str, versions: tuple[str, ...], seen: tuple[Hashable, ...], _make: Callable[[], Any]
) -> Any:
    return _make()
