"""What a first visit to the pages looks at: the curated attacks of the last 12 months, and what
several pages draw from them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from riskdata.corridor import Corridor, corridor
from riskdata.measures import exposure, exposure_near, hotspots
from riskdata.nearness import kernel, to_projects
from riskdata.preparation import PreparedRecord, prepare
from riskdata.selection import Selection, between, selected

Frames = Mapping[str, pd.DataFrame]

RECORD = "incidents"
"""The record of the Overview, the hotspots and the exposure."""
SCALE_KM, HALF_LIFE = 25, 12


class View:
    """The frames with what several pages draw from them."""

    def __init__(self, frames: Frames, made: Corridor | None) -> None:
        self.frames = frames
        self.corridor = made or corridor(frames["cpec_projects"], frames["cpec_routes"])
        newest = frames[RECORD]["date"].max()
        start = newest - pd.DateOffset(years=1) + pd.Timedelta(days=1)
        self.selection = Selection(RECORD, start.date(), newest.date())

    @cached_property
    def record(self) -> PreparedRecord:
        """The curated attacks, prepared."""
        return prepare(
            self.frames[RECORD], self.frames["cpec_projects"], self.frames["cpec_routes"]
        )

    @cached_property
    def covered(self) -> pd.DataFrame:
        """How the record covers the period (`measures.hotspots.covered`)."""
        return self.coverage(hotspots.covered, self.selection, chinese=False)

    @cached_property
    def now(self) -> pd.DataFrame:
        """The attacks of covered time, as measured."""
        return hotspots.of_covered_time(
            selected(self.record.measured, self.selection), self.covered
        )

    def coverage(self, measure: Callable[..., Any], view: Selection, **arguments: bool) -> Any:
        """A measure of how the record covers a view's period."""
        known = self.frames["event_record_coverage"]
        return measure(known, record=view.record, start=view.start, end=view.end, **arguments)

    @cached_property
    def exposed(self) -> "Exposed":
        """The exposure of the corridor."""
        return Exposed(self)


class Exposed:
    """How exposed the corridor is at the end of a view's period, by the standard scales.

    `projects`: its projects with `exposure` and `band`, the most exposed first; `year`: the last 12
    months' rows of `exposure.sources`; `beside`: those of them within 25 km of a project; `known`
    and `recent`: whether the record covers any day up to the end, and any of the last 12 months.
    """

    def __init__(self, view: View) -> None:
        parts, selection = view.corridor, view.selection
        projects = parts.projects.table
        nearness = to_projects(view.record, projects, parts.projects.districts)
        sources = exposure.sources(view.record)
        first = sources["date"].min().date()
        everything = replace(selection, start=min(first, selection.start))
        covered = view.coverage(hotspots.covered, everything, chinese=False)
        self.known = hotspots.days_covered(covered) > 0
        self.recent = hotspots.days_covered(view.covered) > 0
        on_record = view.coverage(hotspots.covered, everything, chinese=True)
        events = hotspots.of_covered_time(selected(sources, everything), on_record)
        as_of = pd.Timestamp(selection.end)
        weight = exposure.weights(events, as_of, HALF_LIFE, nearness.places)
        scores = exposure.scores(kernel(nearness, SCALE_KM), weight)
        found = projects.assign(exposure=scores, band=exposure.bands(scores))
        self.projects = found.iloc[np.argsort(-scores, kind="stable")]
        counted = hotspots.of_covered_time(events, covered)
        self.year = between(counted, selection.start, selection.end)
        self.beside = exposure_near.beside(nearness, self.year, np.ones(len(projects), dtype=bool))
