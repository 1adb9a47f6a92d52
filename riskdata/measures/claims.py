"""Statements that people repeat, each tested on every source that has the figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from riskdata.measures import claim_figures, claim_rows
from riskdata.measures.claim_answer import (
    FAILS,
    HOLDS,
    Answer,
    Claim,
    Untestable,
    claims_of,
)
from riskdata.measures.claim_filter import Conditions, readings
from riskdata.measures.claim_rows import Source
from riskdata.preparation import PreparedRecord
from riskdata.schema import EVENT_RECORDS, SCHEMAS

About = Literal["violence", "China"]

KINDS = (*claim_figures.KINDS, *claim_rows.KINDS)
"""Every kind of test that there is."""

Outcome = Literal["holds", "does not hold", "disputed", "not enough data", "cannot be tested"]


@dataclass(frozen=True)
class Assessed:
    """A claim with what each source answers; `problem` says why it cannot be tested, "" if it can.

    `elsewhere` are the rows of other figures that hold the claim's very number: `dataset`, `what`,
    `value`, `unit`, `when`, `source` and `own` (bool: the statement's own source).
    """

    claim: Claim
    answers: tuple[Answer, ...] = ()
    problem: str = ""
    elsewhere: pd.DataFrame | None = None

    @property
    def about(self) -> About:
        """Which half of the picture it belongs to."""
        return about(self.claim)

    @cached_property
    def own(self) -> list[Answer]:
        """The answers to the claim as it is written, which alone make its outcome."""
        return [answer for answer in self.answers if not answer.reading]

    @cached_property
    def sources(self) -> dict[str, str]:
        """What each source says that decides: `holds` where all its own answers hold."""
        verdicts: dict[str, str] = {}
        for answer in self.own:
            if answer.decided and verdicts.get(answer.source) != FAILS:
                verdicts[answer.source] = answer.verdict
        undecided = {answer.source for answer in self.own if not answer.decided}
        # A part of the claim that is not known leaves it open, unless another part refutes it.
        return {
            source: verdict
            for source, verdict in verdicts.items()
            if verdict == FAILS or source not in undecided
        }

    @property
    def chinese_only(self) -> bool:
        """Whether it speaks of nothing but attacks on Chinese nationals and projects."""
        return not self.problem and claim_rows.chinese_only(readings(self.claim.filter)[0])

    @cached_property
    def rows(self) -> int:
        """How many rows it was tested on (`rows_behind`)."""
        datasets = {answer.dataset for answer in self.answers}
        behind = ([a.rows for a in self.answers if a.dataset == name] for name in datasets)
        return sum(len(np.unique(np.concatenate(rows))) for rows in behind)

    @property
    def outcome(self) -> Outcome:
        """Whether it holds for all sources that have the figures, for none, or for some."""
        if self.problem:
            return "cannot be tested"
        verdicts = set(self.sources.values())
        if not verdicts:
            return "not enough data"
        if len(verdicts) > 1:
            return "disputed"
        return "holds" if verdicts == {HOLDS} else "does not hold"


def about(claim: Claim) -> About:
    """`violence` for claims on published figures of it or on events, `China` for all others."""
    violent = ("published_statistics", *EVENT_RECORDS)
    return "violence" if claim.dataset in violent else "China"


def datasets_of(claims: pd.DataFrame) -> list[str]:
    """The datasets that the claims need, event records among them, unknown ones left out."""
    named = {str(name) for name in claims["dataset"].dropna()}
    if named & set(EVENT_RECORDS):
        named |= {*EVENT_RECORDS, "event_record_coverage"}
    return sorted(named & set(SCHEMAS))


def evaluate(
    claims: pd.DataFrame,
    frames: Mapping[str, pd.DataFrame],
    records: Mapping[str, PreparedRecord],
) -> list[Assessed]:
    """Every row of the dataset `claims`, in its order, tested or said why it cannot be.

    `frames` are the datasets that can be read, `records` the prepared event records among them.
    """
    return [assess(claim, frames, records) for claim in claims_of(claims)]


def assess(
    claim: Claim, frames: Mapping[str, pd.DataFrame], records: Mapping[str, PreparedRecord]
) -> Assessed:
    """One claim, put to every source."""
    try:
        found = _answers(claim, frames, records)
    except Untestable as error:
        return Assessed(claim, problem=str(error))
    return Assessed(claim, tuple(found), elsewhere=_elsewhere(claim, frames, found))


def _answers(
    claim: Claim, frames: Mapping[str, pd.DataFrame], records: Mapping[str, PreparedRecord]
) -> list[Answer]:
    if claim.test not in KINDS:
        raise Untestable(f"“{claim.test}” is none of the kinds of test: {', '.join(KINDS)}")
    if claim.dataset not in SCHEMAS:
        raise Untestable(f"“{claim.dataset}” is no dataset")
    if claim.dataset not in frames:
        raise Untestable(f"{claim.dataset} cannot be read")
    own, *further = readings(claim.filter)
    if claim.test in claim_figures.KINDS:
        frame = frames[claim.dataset]

        def ask(conditions: Conditions) -> list[Answer]:
            return claim_figures.answers(claim, frame, conditions)
    else:
        sources = _sources(claim, frames, records)

        def ask(conditions: Conditions) -> list[Answer]:
            return claim_rows.answers(claim, sources, conditions)

    found = ask(own)
    for conditions in further:
        added = " and ".join(c.of() for c in conditions if c not in own)
        said = f"{'only ' if set(own) <= set(conditions) else ''}those that {added}"
        found += [replace(a, reading=said) for a in ask(conditions) if not a.reading]
    return found


def _sources(
    claim: Claim, frames: Mapping[str, pd.DataFrame], records: Mapping[str, PreparedRecord]
) -> list[Source]:
    """What a claim is put to: its dataset, or of event records every one, its own first."""
    if claim.dataset not in EVENT_RECORDS:
        return [Source(claim.dataset, frames[claim.dataset])]
    if "event_record_coverage" not in frames:
        raise Untestable("event_record_coverage cannot be read, so no record can answer for a time")
    names = [claim.dataset, *(name for name in EVENT_RECORDS if name != claim.dataset)]
    coverage = frames["event_record_coverage"]
    return [
        Source(name, records[name].events, records[name], coverage)
        for name in names
        if name in records
    ]


SCALE = {"million": 1e6, "billion": 1e9}
ELSEWHERE = ["dataset", "what", "value", "unit", "when", "source", "own"]


def _plain_unit(value: pd.Series, unit: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Values and units with `million` and `billion` multiplied out."""
    words = unit.astype(str).str.rsplit(" ", n=1)
    scale = words.str[-1].map(SCALE).fillna(1.0)
    return value * scale, unit.astype(str).where(scale == 1, words.str[0])


def _elsewhere(
    claim: Claim, frames: Mapping[str, pd.DataFrame], found: Sequence[Answer]
) -> pd.DataFrame | None:
    """The rows, under another name, that hold the number of a threshold test in its unit.

    Only where the claim's figures have a unit; else a number alone would say nothing.
    """
    units = {answer.unit for answer in found} - {""}
    if claim.test not in ("at_least", "equals") or len(units) != 1 or claim.threshold is None:
        return None
    number, unit = _plain_unit(pd.Series([claim.threshold]), pd.Series(list(units)))
    rows = []
    for dataset in ("cpec_headlines", "arms_transfers", "security_footprint"):
        if dataset not in frames:
            continue
        frame = frames[dataset]
        values, known = _plain_unit(frame["value"], frame["unit"])
        same = (values == number[0]) & (known == unit[0])
        if dataset == claim.dataset:
            same &= frame["metric"] != claim.metric
        rows += [
            {
                "dataset": dataset,
                "what": str(row.get("title", row.get("metric"))),
                "value": row["value"],
                "unit": str(row["unit"]),
                "when": row.get("date", row.get("as_of", row.get("period_end"))),
                "source": str(row.get("publisher", row["source"])),
                "own": row["source_url"] == claim.source_url,
            }
            for row in frame[same].to_dict("records")
        ]
    return pd.DataFrame(rows, columns=ELSEWHERE) if rows else None


def rows_behind(one: Assessed, frame_of: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """The rows that a claim was tested on, each once, with what was said of it first.

    `frame_of` gives a dataset by name with the index that it was tested with. Columns: `verdict`,
    `answer_of` (publisher or dataset), `reading`, `counted` (bool: part of the figure), then the
    dataset's own.
    """
    parts = []
    seen: dict[str, np.ndarray] = {}
    for answer in one.answers:
        before = seen.get(answer.dataset, np.empty(0, dtype="int64"))
        new = ~np.isin(answer.rows, before)
        seen[answer.dataset] = np.union1d(before, answer.rows)
        if not new.any():
            continue
        said = {
            "verdict": _verdict_on_rows(one, answer),
            "answer_of": answer.source,
            "reading": answer.reading or "as written",
            "counted": answer.counting[new] if len(answer.counting) else True,
        }
        own = list(SCHEMAS[answer.dataset].columns)
        table = frame_of(answer.dataset).loc[answer.rows[new], own].reset_index(drop=True)
        parts.append(table.assign(**said)[[*said, *own]])
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _verdict_on_rows(one: Assessed, answer: Answer) -> str:
    """The verdict of an answer; of several on the very same rows each with what it is on."""
    alike = [
        other
        for other in one.answers
        if (other.dataset, other.reading) == (answer.dataset, answer.reading)
        and np.array_equal(other.rows, answer.rows)
    ]
    if len(alike) == 1:
        return answer.verdict
    return "; ".join(f"{other.metric}: {other.verdict}" for other in alike)


def most_answered(tested: Sequence[Assessed]) -> list[Assessed]:
    """Of each half of the picture the claim that most sources can answer, then the one on which
    they differ most, then the first."""
    best: dict[str, Assessed] = {}
    for one in tested:
        if not one.sources:
            continue
        other = best.get(one.about)
        if other is None or _weight(one) > _weight(other):
            best[one.about] = one
    return [best[half] for half in ("violence", "China") if half in best]


def _weight(one: Assessed) -> tuple[int, int]:
    verdicts = list(one.sources.values())
    holding = verdicts.count(HOLDS)
    return len(verdicts), min(holding, len(verdicts) - holding)
