"""The exposure of the corridor as the pages see it: distances prepared once per version, kernels
once per scale, and on a click only what the chosen events weigh."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from riskdata.corridor import Corridor, corridor
from riskdata.measures import exposure, hotspots
from riskdata.measures.alignments import compared
from riskdata.measures.exposure_ranks import SCALES_KM
from riskdata.nearness import Nearness, kernel, to_projects, to_stretches
from riskdata.selection import PAKISTAN, Selection, between, selected
from ui import data
from ui.kept import kept

SCALE_KM, HALF_LIFE = 25, 12
"""What a page takes where the reader sets nothing: km and months."""


class Near(NamedTuple):
    """How near a record's places and the districts are to the projects and to the stretches, and
    the record's events as sources of exposure."""

    projects: Nearness
    stretches: Nearness
    sources: pd.DataFrame


def the_corridor() -> Corridor:
    """The published corridor. Raises `DatasetError` where it cannot be read."""
    return data.once(corridor, "cpec_projects", "cpec_routes")


def near(record: str) -> Near:
    """What is near the corridor in a record."""
    return _near(record, _versions(record))


def kernels(record: str, scale_km: float) -> tuple[csr_array, csr_array]:
    """What projects and stretches feel of each place of a record, at a scale."""
    return _kernels(record, _versions(record), float(scale_km))


def _versions(record: str) -> tuple[str, ...]:
    return tuple(data.version(name) for name in (record, "cpec_projects", "cpec_routes"))


@kept(8, "Measuring distances to the corridor")
def _near(record: str, versions: tuple[str, ...]) -> Near:
    prepared, parts = data.record(record), the_corridor()
    return Near(
        to_projects(prepared, parts.projects.table, parts.projects.districts),
        to_stretches(prepared, parts.stretches.table, parts.stretches.districts),
        exposure.sources(prepared),
    )


@kept(64)
def _kernels(
    record: str, versions: tuple[str, ...], scale_km: float
) -> tuple[csr_array, csr_array]:
    found = near(record)
    return kernel(found.projects, scale_km), kernel(found.stretches, scale_km)


class Exposure(NamedTuple):
    """The exposure of the corridor to the events that a selection lets through.

    `events` are the sources that count, wherever they were: all on record up to `as_of`, the last
    day of the period, `chinese_alone` of them of time of which the record holds attacks on Chinese
    targets only. `year` are those of the last 12 months, from `year_start` on, of the time that the
    record covers for what is selected; `covered` and `year_covered` tell how it does. `projects`
    and `stretches` are the exposure of each.
    """

    as_of: pd.Timestamp
    year_start: date
    covered: pd.DataFrame
    year_covered: pd.DataFrame
    events: pd.DataFrame
    year: pd.DataFrame
    chinese_alone: int
    projects: np.ndarray
    stretches: np.ndarray

    @property
    def known(self) -> bool:
        """Whether the record covers any day up to `as_of`."""
        return hotspots.days_covered(self.covered) > 0

    @property
    def recent(self) -> pd.DataFrame | None:
        """`year`, or None where the record covers no day of it."""
        return self.year if hotspots.days_covered(self.year_covered) else None


def of(selection: Selection, scale_km: float = SCALE_KM, half_life: float = HALF_LIFE) -> Exposure:
    """The exposure at the end of a selection's period; its region and start play no part.

    Raises `DatasetError` where the record or the corridor cannot be read.
    """
    found = near(selection.record)
    first = found.sources["date"].min().date()
    everything = Selection(
        record=selection.record, start=min(first, selection.start), end=selection.end,
        region=PAKISTAN, perpetrators=selection.perpetrators, targets=selection.targets,
        kinds=selection.kinds, confidence=selection.confidence,
    )  # fmt: skip
    chinese = hotspots.chinese_only(everything)
    on_record = _covered(everything, everything.start, chinese=True)
    covered = _covered(everything, everything.start, chinese)
    # A score is a sum and no rate: what is on record adds to it, whatever else of its time is not.
    chosen = selected(found.sources, everything, exposure.COUNTED)
    events = hotspots.of_covered_time(chosen, on_record)
    of_covered_time = hotspots.of_covered_time(events, covered)
    as_of = pd.Timestamp(selection.end)
    opening = (as_of - pd.DateOffset(years=1) + pd.Timedelta(days=1)).date()
    weight = exposure.weights(events, as_of, half_life, found.projects.places)
    to_project, to_stretch = kernels(selection.record, scale_km)
    return Exposure(
        as_of,
        opening,
        covered,
        _covered(everything, opening, chinese),
        events,
        between(of_covered_time, opening, selection.end),
        len(events) - len(of_covered_time),
        exposure.scores(to_project, weight),
        exposure.scores(to_stretch, weight),
    )


def _covered(selection: Selection, start: date, chinese: bool) -> pd.DataFrame:
    return data.once(
        hotspots.covered, "event_record_coverage", record=selection.record, start=start,
        end=selection.end, chinese=chinese,
    )  # fmt: skip


def alignments(record: str, found: Exposure) -> pd.DataFrame:
    """The corridor's alignments set against each other (`measures.alignments.compared`)."""
    parts = the_corridor()
    return compared(
        parts.stretches.table, parts.lengths, near(record).stretches, found.recent, found.stretches
    )


def at_every_scale(record: str) -> Mapping[float, csr_array]:
    """The kernels of the projects at each of the scales that ranks are compared at."""
    return {scale: kernels(record, scale)[0] for scale in SCALES_KM}
