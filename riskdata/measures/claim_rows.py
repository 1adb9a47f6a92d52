"""Claims tested on rows that are counted: events of a record, steps of China's presence, projects.

An event record answers only for time that it covers: where it holds attacks on Chinese targets
alone it is silent on all others.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from riskdata.measures.change import rate_ratio
from riskdata.measures.claim_answer import (
    FAILS,
    HOLDS,
    OPEN,
    OWN_SOURCE,
    Answer,
    Claim,
    Period,
    Unnamed,
    Untestable,
    by_interval,
)
from riskdata.measures.claim_filter import Conditions, FilterError, Mask, matches, parse
from riskdata.measures.coverage import NOT_COVERED
from riskdata.measures.hotspots import covered
from riskdata.measures.lenses import NOT_NAMED
from riskdata.preparation import CHINESE_TARGETS, PreparedRecord
from riskdata.selection import BELT_DEPTHS_KM, BORDER_BELT, PAKISTAN, Selection, in_region

PUBLISHED_COUNT = "published count"
"""Scope of a row that states a number of things instead of being one of them."""

COUNTED = ("attacks", "events")
"""What the metric of a claim on an event record may name."""

DEPTH_KM = Selection.depth_km
"""Depth of the border belt in a claim as it is written."""


@dataclass(frozen=True)
class Source:
    """Rows of one dataset. `record` and `coverage` are given for an event record only."""

    name: str
    rows: pd.DataFrame
    record: PreparedRecord | None = None
    coverage: pd.DataFrame | None = None


def _regions(source: Source, depth_km: int, conditions: Conditions) -> Mapping[str, Mask]:
    """The rows of each region that the conditions name."""
    if source.record is None:
        return {}
    events = source.record.measured
    known = {PAKISTAN, BORDER_BELT, *events["province"].cat.categories}
    known |= set(events["district"].cat.categories)
    named = {v for c in conditions if c.column == "region" for v in c.values}
    return {region: in_region(events, region, depth_km) for region in named & known}


def _belt_depths(conditions: Conditions) -> tuple[int, ...]:
    belt = any(c.column == "region" and BORDER_BELT in c.values for c in conditions)
    return (DEPTH_KM, *(km for km in BELT_DEPTHS_KM if km != DEPTH_KM)) if belt else (DEPTH_KM,)


def _in_region(source: Source, region: str) -> Mask:
    rows = source.rows
    if source.record is not None:
        return in_region(source.record.measured, region, DEPTH_KM)
    if region == PAKISTAN:
        return np.ones(len(rows), dtype=bool)
    for column in ("region", "province"):
        if column in rows:
            return (rows[column] == region).to_numpy(dtype=bool)
    raise Untestable(f"{source.name} does not tell {region} from the rest of Pakistan")


def _in_period(source: Source, period: Period | None) -> Mask:
    rows = source.rows
    if period is None:
        return np.ones(len(rows), dtype=bool)
    if "date" not in rows:
        raise Untestable(f"{source.name} has no column date to choose a period by")
    return rows["date"].between(*period).to_numpy(dtype=bool)


def _looked_at(source: Source, claim: Claim, conditions: Conditions) -> Mask:
    """The rows that a count may take in, of all time.

    Of an event record those that the metric names, without unconfirmed events unless the filter
    itself speaks of confidence.
    """
    mask = _in_region(source, claim.region)
    if source.record is None:
        return mask
    if claim.metric not in COUNTED:
        raise Untestable(f"an event record counts {' or '.join(COUNTED)}, not “{claim.metric}”")
    if claim.metric == "attacks":
        mask = mask & source.rows["attack"].to_numpy(dtype=bool)
    if not any(c.column == "confidence" for c in conditions):
        mask = mask & (source.rows["confidence"] != "unconfirmed").to_numpy(dtype=bool)
    return mask


def chinese_only(conditions: Conditions) -> bool:
    """Whether nothing but attacks on Chinese nationals and projects can pass."""
    return any(
        c.column == "target_type"
        and c.operator in ("=", "in")
        and {value.casefold() for value in c.values} <= {t.casefold() for t in CHINESE_TARGETS}
        for c in conditions
    )


def _gaps(source: Source, conditions: Conditions, periods: list[Period]) -> tuple[Period, ...]:
    """The parts of the periods for which an event record cannot speak; none for other datasets."""
    if source.coverage is None:
        return ()
    chinese = chinese_only(conditions)
    gaps = []
    for start, end in periods:
        table = covered(source.coverage, source.name, start.date(), end.date(), chinese)
        silent = table[table["status"] == NOT_COVERED]
        gaps += [Period(*gap) for gap in silent[["start", "end"]].to_numpy(object)]
    return tuple(gaps)


def _unnamed(
    source: Source, claim: Claim, conditions: Conditions, periods: list[Period]
) -> tuple[Unnamed, ...]:
    """Of events that pass but for their perpetrator, how many have none that is known; nothing
    where the claim names no perpetrator."""
    others = tuple(c for c in conditions if c.column != "perpetrator")
    if source.record is None or others == conditions:
        return ()
    regions = _regions(source, DEPTH_KM, others)
    passing = _looked_at(source, claim, others)
    passing &= matches(source.rows, others, source.name, regions)
    nobody = source.rows["perpetrator"].isin(NOT_NAMED).to_numpy(dtype=bool)
    inside = [(period, passing & _in_period(source, period)) for period in periods]
    return tuple(
        Unnamed(period, int((mask & nobody).sum()), int(mask.sum())) for period, mask in inside
    )


def _answer(source: Source, mask: Mask, counted: Mask, **given) -> Answer:
    """An answer that rests on the rows of a mask, of which some were counted."""
    labels = source.rows.index[mask]
    order = np.argsort(~counted[mask], kind="stable")
    return Answer(
        source=source.name,
        dataset=source.name,
        rows=labels.to_numpy()[order],
        counting=counted[mask][order],
        **given,
    )


def _silent(source: Source, **given) -> Answer:
    """An answer without any row behind it."""
    return Answer(source.name, source.name, OPEN, **given)


def _share(claim: Claim, source: Source, conditions: Conditions) -> list[Answer]:
    threshold, period = claim.needed_threshold(), claim.needed_period()
    if not conditions:
        raise Untestable("share_at_least needs a filter: the share of what?")
    # The whole is every attack, so a record of those on Chinese targets alone has no share.
    if gaps := _gaps(source, (), [period]):
        return [_silent(source, missing=gaps)]
    whole = _looked_at(source, claim, conditions) & _in_period(source, period)
    if not whole.any():
        return [_silent(source, why=f"no {claim.metric} in the period", period=period)]
    found = []
    unnamed = _unnamed(source, claim, conditions, [period])
    depths = _belt_depths(conditions)
    for depth in depths:
        regions = _regions(source, depth, conditions)
        part = whole & matches(source.rows, conditions, source.name, regions)
        figure, base = int(part.sum()), int(whole.sum())
        interval = binomtest(figure, base).proportion_ci(method="exact")
        low, high = float(interval.low), float(interval.high)
        found.append(
            _answer(
                source, whole, part,
                verdict=by_interval(low, high, threshold, strictly=False),
                value=figure / base, low=low, high=high, figure=figure, base=base,
                metric=claim.metric, period=period, unnamed=unnamed,
                definition=f"belt {depth} km deep" if len(depths) > 1 else "",
                reading="" if depth == DEPTH_KM else f"with a belt {depth} km deep",
            )
        )  # fmt: skip
    return found


def _rate_ratio(claim: Claim, source: Source, conditions: Conditions) -> list[Answer]:
    threshold, spans = claim.needed_threshold(), [claim.needed_period(), claim.needed_base()]
    if gaps := _gaps(source, conditions, spans):
        return [_silent(source, missing=gaps)]
    regions = _regions(source, DEPTH_KM, conditions)
    passing = _looked_at(source, claim, conditions) & matches(
        source.rows, conditions, source.name, regions
    )
    now, before = (passing & _in_period(source, span) for span in spans)
    if not (now | before).any():
        return [_silent(source, why=f"no such {claim.metric} in either period")]
    days = [(span.end - span.start).days + 1 for span in spans]
    change = rate_ratio(int(now.sum()), int(before.sum()), *days)
    unnamed = _unnamed(source, claim, conditions, spans)
    at_worst = rate_ratio(change.now, change.before + unnamed[1].events, *days) if unnamed else None
    return [
        _answer(
            source, now | before, now,
            verdict=by_interval(change.low, change.high, threshold, strictly=True),
            value=change.ratio, low=change.low, high=change.high,
            figure=change.now, base=change.before, metric=claim.metric,
            period=spans[0], base_period=spans[1], unnamed=unnamed, at_worst=at_worst,
        )
    ]  # fmt: skip


def _count(claim: Claim, source: Source, conditions: Conditions) -> list[Answer]:
    threshold = claim.needed_threshold()
    if claim.period and (gaps := _gaps(source, conditions, [claim.period])):
        return [_silent(source, missing=gaps)]
    regions = _regions(source, DEPTH_KM, conditions)
    mask = matches(source.rows, conditions, source.name, regions)
    mask &= _looked_at(source, claim, conditions) & _in_period(source, claim.period)
    number = int(mask.sum())
    verdict = HOLDS if number == threshold else FAILS
    given = {"value": number, "figure": number, "period": claim.period, "metric": claim.metric}
    unnamed = _unnamed(source, claim, conditions, [claim.period] if claim.period else [])
    return [
        _answer(source, mask, mask, verdict=verdict, unnamed=unnamed, **given),
        *_published_counts(claim, source, conditions, threshold),
    ]


def _published_counts(
    claim: Claim, source: Source, conditions: Conditions, threshold: float
) -> list[Answer]:
    """Rows that state the number itself and pass the filter but for their scope."""
    if "scope" not in source.rows:
        return []
    others = tuple(c for c in conditions if c.column != "scope")
    mask = matches(source.rows, others, source.name, {}) & _in_period(source, claim.period)
    mask &= (source.rows["scope"] == PUBLISHED_COUNT).to_numpy(dtype=bool)
    mask &= source.rows["value"].notna().to_numpy()
    found = []
    for i in np.flatnonzero(mask):
        row = source.rows.iloc[i]
        only = np.zeros(len(mask), dtype=bool)
        only[i] = True
        value = float(row["value"])
        own = row["source_url"] == claim.source_url
        found.append(
            _answer(
                source, only, only, verdict=HOLDS if value == threshold else FAILS,
                value=value, figure=value, metric=claim.metric, period=claim.period,
                definition=str(row["title"]), reading=OWN_SOURCE if own else "",
            )
        )  # fmt: skip
    return found


def _none_with(claim: Claim, source: Source, conditions: Conditions) -> list[Answer]:
    """The last condition is what no row may pass; the others say which rows are looked at."""
    if not conditions:
        raise Untestable("none_with needs a filter whose last condition no row may pass")
    periods = [claim.period] if claim.period else []
    if gaps := _gaps(source, conditions[:-1], periods):
        return [_silent(source, missing=gaps)]
    regions = _regions(source, DEPTH_KM, conditions)
    field = matches(source.rows, conditions[:-1], source.name, regions)
    field &= _in_region(source, claim.region) & _in_period(source, claim.period)
    passing = field & matches(source.rows, conditions[-1:], source.name, regions)
    figure, base = int(passing.sum()), int(field.sum())
    said = conditions[-1].of(1 if base == 1 else figure)
    given = {"figure": figure, "base": base, "metric": said}
    if not base:
        return [_silent(source, why="it has no such row at all", period=claim.period)]
    verdict = FAILS if figure else HOLDS
    why = " ".join(_described(source.rows[passing].head(3)))
    return [
        _answer(source, field, passing, verdict=verdict, value=figure, period=claim.period,
                why=why, **given)
    ]  # fmt: skip


def _described(rows: pd.DataFrame) -> list[str]:
    """What rows are: title or summary with the day, and what a reader must know of them."""
    said = []
    for row in rows.to_dict("records"):
        title = str(row.get("title") or row.get("summary") or row.get("name") or "").rstrip(".")
        when = f" ({row['date'].day} {row['date']:%b %Y})" if "date" in row else ""
        notes = f" {row['notes']}" if isinstance(row.get("notes"), str) else ""
        said.append(f"{title}{when}.{notes}")
    return said


def _row_equals(claim: Claim, source: Source, conditions: Conditions) -> list[Answer]:
    """One answer for each value that the claim states, from the row that meets most of them."""
    try:
        stated = parse(claim.metric)
    except FilterError:
        stated = ()
    if not stated or any(condition.operator != "=" for condition in stated):
        raise Untestable(f"row_equals needs values like column=2 as its metric, not {claim.metric}")
    periods = [claim.period] if claim.period else []
    if gaps := _gaps(source, conditions, periods):
        return [_silent(source, missing=gaps)]
    regions = _regions(source, DEPTH_KM, conditions)
    mask = matches(source.rows, conditions, source.name, regions)
    mask &= _in_region(source, claim.region) & _in_period(source, claim.period)
    met = [matches(source.rows, (one,), source.name, regions) for one in stated]
    if not mask.any():
        return [_silent(source, why="it has no such row", period=claim.period)]
    best = int(np.argmax(np.where(mask, np.sum(met, axis=0), -1)))
    row = source.rows.iloc[best]
    given = {
        "period": claim.period,
        "definition": _described(source.rows.iloc[[best]])[0],
        "of_speaker": _of_speaker(row.get("notes"), claim.speaker),
        "reading": OWN_SOURCE if row.get("source_url") == claim.source_url else "",
    }
    only = np.zeros(len(mask), dtype=bool)
    only[best] = True
    found = []
    for condition, passes in zip(stated, met, strict=True):
        value = row[condition.column]
        figure, base = _number(value), _number(condition.values[0])
        metric = condition.column.replace("_", " ")
        if pd.isna(value):
            verdict, why = OPEN, f"{metric} is not recorded"
        else:
            verdict = HOLDS if passes[best] else FAILS
            why = "" if passes[best] else f"{value}, said to be {condition.values[0]}"
        found.append(
            _answer(
                source, mask, only, verdict=verdict, why=why, metric=metric, figure=figure,
                base=base, value=_of_stated(figure, base, bool(passes[best])),
                unit=_unit(row, condition.column), **given,
            )
        )  # fmt: skip
    return found


def _of_speaker(notes: object, speaker: str) -> str:
    """The sentences of a row's notes that name the speaker of a statement."""
    name = speaker.removeprefix("The ").casefold()
    sentences = re.split(r"(?<=\.)\s+", notes) if isinstance(notes, str) and name else []
    return " ".join(sentence for sentence in sentences if name in sentence.casefold())


def _of_stated(figure: float, base: float, same: bool) -> float:
    """A figure as a multiple of the stated one; 1 where they are the same, words too."""
    if same:
        return 1.0
    return figure / base if base else nan


def _number(value: object) -> float:
    try:
        return float(str(value).replace(",", ""))
    except ValueError:
        return nan


def _unit(row: pd.Series, column: str) -> str:
    return str(row["unit"]) if column == "value" and isinstance(row.get("unit"), str) else ""


Test = Callable[[Claim, Source, Conditions], list[Answer]]

KINDS: dict[str, Test] = {
    "share_at_least": _share,
    "rate_ratio_above": _rate_ratio,
    "count_equals": _count,
    "row_equals": _row_equals,
    "none_with": _none_with,
}
"""The kinds of test that are run on rows."""


def answers(claim: Claim, sources: list[Source], conditions: Conditions) -> list[Answer]:
    """What each dataset's rows say. Raises `Untestable`."""
    test = KINDS[claim.test]
    return [answer for source in sources for answer in test(claim, source, conditions)]
