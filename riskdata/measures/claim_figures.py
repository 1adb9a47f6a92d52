"""Claims tested on what publishers print: one answer a series, or a print where one has several.

A series is one publisher, metric and definition, and is compared with nothing but itself.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise
from math import inf, nan
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from riskdata.measures.claim_answer import (
    FAILS,
    HOLDS,
    OPEN,
    OWN_SOURCE,
    Answer,
    Claim,
    Period,
    Untestable,
)
from riskdata.measures.claim_filter import Conditions, matches

RELATED = {
    "killed": ("killed (all parties)",),
    "killed (all parties)": ("killed",),
}
"""Metrics that answer the same question otherwise: they are shown, and make no verdict."""

PARTS = ("half-year", "quarter", "month")
"""Shorter periods whose figures add up to a longer one of the same series."""

NOT_SUMMED = ("GTI rank", "GTI score")

DAY = pd.Timedelta(days=1)


class Figure(NamedTuple):
    """One row of a dataset of figures.

    `row` is its label there, `span` the kind of period ("" where there is none), `own` whether it
    comes from the statement's own source. A figure of one day has `start` and `end` alike.
    """

    publisher: str
    metric: str
    definition: str
    start: pd.Timestamp
    end: pd.Timestamp
    span: str
    value: float
    unit: str
    source: str
    own: bool
    row: int

    @property
    def series(self) -> tuple[str, str, str]:
        """What it may be compared within."""
        return self.metric, self.publisher, self.definition


Series = Sequence[Figure]


def figures(frame: pd.DataFrame, claim: Claim, conditions: Conditions) -> list[Figure]:
    """The figures that a claim may rest on, of all periods, in the order of time.

    Raises `Untestable` where the dataset holds no figures by publisher and time.
    """
    lacking = [name for name in ("publisher", "metric", "value") if name not in frame]
    if lacking:
        raise Untestable(
            f"{claim.test} needs the columns publisher, metric and value, and {claim.dataset} "
            f"lacks {' and '.join(lacking)}"
        )
    wanted = (claim.metric, *RELATED.get(claim.metric, ()))
    mask = matches(frame, conditions, claim.dataset, {}) & frame["metric"].isin(wanted).to_numpy()
    rows = frame[_in_region(frame, claim) & mask & frame["value"].notna()]
    start, end = _days(rows, claim.dataset)
    columns = [
        *(_texts(rows, name) for name in ("publisher", "metric", "definition")),
        list(start),
        list(end),
        _texts(rows, "period"),
        rows["value"].astype(float).tolist(),
        _texts(rows, "unit"),
        _texts(rows, "source"),
        (rows["source_url"] == claim.source_url).tolist(),
        rows.index.tolist(),
    ]
    return sorted((Figure(*row) for row in zip(*columns, strict=True)), key=lambda f: f.start)


def _texts(rows: pd.DataFrame, column: str) -> list[str]:
    return rows[column].astype(str).tolist() if column in rows else [""] * len(rows)


def _in_region(frame: pd.DataFrame, claim: Claim) -> pd.Series:
    for column in ("region", "recipient"):
        if column in frame:
            return frame[column] == claim.region
    if claim.region != "Pakistan":
        raise Untestable(f"{claim.dataset} does not tell {claim.region} from the rest of Pakistan")
    return pd.Series(True, index=frame.index)


def _days(rows: pd.DataFrame, dataset: str) -> tuple[pd.Series, pd.Series]:
    if "as_of" in rows:
        return rows["as_of"], rows["as_of"]
    if "period_start" not in rows:
        raise Untestable(f"{dataset} does not say of which time its figures are")
    start, end = rows["period_start"], rows["period_end"]
    if pd.api.types.is_datetime64_any_dtype(start):
        return start, end
    # Years, as SIPRI's periods are given.
    return (
        pd.to_datetime({"year": start.astype("int64"), "month": 1, "day": 1}),
        pd.to_datetime({"year": end.astype("int64"), "month": 12, "day": 31}),
    )


def found(series: Series, period: Period | None) -> Sequence[Series]:
    """The figures of a series for a period, each as the rows that it is the sum of.

    Several where the publisher printed several for the very period. Of figures given for one day
    the newest inside the period, or the newest of all without one. Shorter periods are summed where
    together they fill it. Raises `Untestable` for periods where none is asked for.
    """
    dated = [figure for figure in series if figure.start == figure.end]
    if dated:
        inside = [f for f in dated if period is None or period.start <= f.start <= period.end]
        newest = max((figure.start for figure in inside), default=None)
        return [[figure] for figure in inside if figure.start == newest]
    if period is None:
        raise Untestable("figures of whole periods need period_start and period_end")
    same = [[f] for f in series if (f.start, f.end) == period]
    if same or series[0].metric in NOT_SUMMED:
        return same
    inside = [f for f in series if period.start <= f.start and f.end <= period.end]
    for span in PARTS:
        parts = [figure for figure in inside if figure.span == span]
        if _fill(parts, period):
            return [parts]
    return []


def _fill(parts: Series, period: Period) -> bool:
    """Whether figures in the order of time fill a period without gap or overlap."""
    return (
        bool(parts)
        and (parts[0].start, parts[-1].end) == period
        and all(earlier.end + DAY == later.start for earlier, later in pairwise(parts))
    )


class SeveralPrints(Untestable):
    """A series that has several figures where one is needed."""


def _one(series: Series, period: Period) -> Series | None:
    """The figure of a series for a period that is compared with another."""
    prints = found(series, period)
    if len(prints) > 1:
        raise SeveralPrints("it prints several figures for one of the periods compared")
    return prints[0] if prints else None


def _value(parts: Series) -> float:
    return sum(figure.value for figure in parts)


def _told(claim: Claim, series: Series) -> dict[str, Any]:
    """What an answer says of its series."""
    first = series[0]
    return {
        "source": first.publisher,
        "dataset": claim.dataset,
        "metric": first.metric,
        "definition": first.definition or first.metric,
        "unit": first.unit,
        "reading": f"counted otherwise: {first.metric}" if first.metric != claim.metric else "",
    }


def _rows(*parts: Series) -> np.ndarray:
    """The rows that an answer rests on."""
    return np.array([figure.row for part in parts for figure in part], dtype="int64")


def _threshold(
    claim: Claim, series: Series, holds: Callable[[float, float], bool]
) -> Iterator[Answer]:
    threshold = claim.needed_threshold()
    told = _told(claim, series)
    prints = found(series, claim.period)
    if not prints and claim.period is not None:
        yield Answer(**told, verdict=OPEN, missing=(claim.period,))
    for parts in prints:
        value = _value(parts)
        given: dict[str, Any] = {**told}
        if not parts[0].definition:
            # Then a print is told from another by where it stands.
            given["definition"] = f"{parts[0].metric}, {parts[0].source}"
        if all(figure.own for figure in parts):
            given["reading"] = OWN_SOURCE
        yield Answer(
            **given,
            rows=_rows(parts),
            verdict=HOLDS if holds(value, threshold) else FAILS,
            value=value,
            figure=value,
            period=Period(parts[0].start, parts[-1].end),
        )


def _ratio(claim: Claim, series: Series) -> Iterator[Answer]:
    threshold = claim.needed_threshold()
    told = _told(claim, series)
    period, earlier = claim.needed_period(), claim.needed_base()
    now, before = _one(series, period), _one(series, earlier)
    if now is None or before is None:
        missing = [gap for gap, part in ((earlier, before), (period, now)) if part is None]
        yield Answer(**told, verdict=OPEN, missing=tuple(missing))
        return
    figure, base = _value(now), _value(before)
    told |= {"figure": figure, "base": base, "base_period": earlier, "period": period}
    told["rows"] = _rows(before, now)
    if base == 0:
        why = "nothing is counted in the period compared with, so there is no ratio"
        yield Answer(**told, verdict=OPEN, why=why)
        return
    ratio = figure / base
    yield Answer(**told, verdict=HOLDS if ratio >= threshold else FAILS, value=ratio)


def _highest(claim: Claim, series: Series) -> Iterator[Answer]:
    told = _told(claim, series)
    period = claim.needed_period()
    steps = steps_of(claim.needed_base(), period)
    now = _one(series, period)
    known = {step: parts for step in steps if (parts := _one(series, step)) is not None}
    missing = tuple(step for step in steps if step not in known)
    if now is None:
        yield Answer(**told, verdict=OPEN, missing=(*missing, period))
        return
    figure = _value(now)
    told |= {"figure": figure, "period": period, "missing": missing}
    told["rows"] = _rows(*known.values(), now)
    if not known:
        yield Answer(**told, verdict=OPEN)
        return
    peak = max(known, key=lambda step: _value(known[step]))
    base = _value(known[peak])
    told |= {"base": base, "base_period": peak}
    # One period that was as high refutes the claim, whatever those without a figure were like.
    if base < figure and missing:
        yield Answer(**told, verdict=OPEN)
        return
    verdict = HOLDS if figure > base else FAILS
    yield Answer(**told, verdict=verdict, value=figure / base if base else inf if figure else nan)


def steps_of(base: Period, period: Period) -> list[Period]:
    """The periods of the claim's own length that fill the base period, the oldest first.

    Raises `Untestable` where they do not fill it.
    """
    after = period.end + DAY
    months = (after.year - period.start.year) * 12 + after.month - period.start.month
    steps: list[Period] = []
    start = base.start
    while months > 0 and start <= base.end:
        following = base.start + pd.DateOffset(months=months * (len(steps) + 1))
        steps.append(Period(start, following - DAY))
        start = following
    if not steps or steps[-1].end != base.end or after.day != period.start.day:
        raise Untestable("the base period is not made of whole periods of the claim's own length")
    return steps


KINDS: dict[str, Callable[[Claim, Series], Iterator[Answer]]] = {
    "at_least": partial(_threshold, holds=lambda value, threshold: value >= threshold),
    "equals": partial(_threshold, holds=lambda value, threshold: value == threshold),
    "ratio_at_least": _ratio,
    "highest_since": _highest,
}
"""The kinds of test that are run on figures, each on one series at a time."""


def answers(claim: Claim, frame: pd.DataFrame, conditions: Conditions) -> list[Answer]:
    """What each series says, the named metric's first, the largest values first.

    Of a publisher's series of the named metric that lack figures one is told, the one that lacks
    least, and only where no other has them. Raises `Untestable`.
    """
    known = figures(frame, claim, conditions)
    if not any(figure.metric == claim.metric for figure in known):
        raise Untestable(f"nobody publishes “{claim.metric}” for {claim.region}")
    by_series = groupby(sorted(known, key=lambda f: f.series), key=lambda f: f.series)
    given: list[Answer] = []
    for series in sorted((list(rows) for _, rows in by_series), key=len, reverse=True):
        try:
            given += KINDS[claim.test](claim, series)
        except SeveralPrints as error:
            given.append(Answer(**_told(claim, series), verdict=OPEN, why=str(error)))
    decided = [answer for answer in given if answer.decided]
    told = {answer.source for answer in decided if answer.metric == claim.metric}
    least: dict[str, Answer] = {}
    for answer in given:
        if not answer.decided and not answer.reading and answer.source not in told:
            other = least.get(answer.source, answer)
            least[answer.source] = min(other, answer, key=lambda a: len(a.missing))
    decided.sort(key=lambda answer: (bool(answer.reading), -answer.value))
    return [*decided, *least.values()]
