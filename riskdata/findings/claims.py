"""What became of the statements that people repeat, in sentences."""

from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from math import inf, isfinite, isnan

import pandas as pd

from riskdata import catalogue
from riskdata.findings.claims_cautions import cautions
from riskdata.findings.coverage import share_held
from riskdata.measures import claim_figures, claim_rows
from riskdata.measures.claim_answer import FAILS, HOLDS, Answer, Claim, Period
from riskdata.measures.claims import Assessed
from riskdata.measures.coverage import Share
from riskdata.schema import EVENT_RECORDS
from riskdata.wording import (
    NO_BREAK,
    counted,
    day,
    first_upper,
    listed,
    number,
    of_many,
    percent,
    span,
)

SUBJECTS = {"violence": "violence", "China": "China in Pakistan"}

HOW_DRAWN = (
    "Each mark is one source's figure on a scale from 0, the upright line what the statement "
    "needs, the shaded side where it holds; a bar is a 95 per cent interval. Sources differ "
    "because they count different things, as the small print says."
)

HOW_TO_ADD = (
    "Each statement is a row of the dataset claims, put to every source by a test of its kind."
)


def heading(tested: Sequence[Assessed], subject: str = "") -> str:
    """How many statements hold for every source that has the figures, for some, for none."""
    on = f" on {subject}" if subject else " that are often repeated"
    if not tested:
        return f"No statement{on} is listed to be tested"
    outcomes = [one.outcome for one in tested]
    told = {
        "holds": ("holds", "hold", "for every source that has the figures"),
        "disputed": ("holds", "hold", "for some and not for others"),
        "does not hold": ("holds", "hold", "for none"),
        "not enough data": ("lacks", "lack", "the figures to tell"),
    }
    parts = [
        f"{outcomes.count(outcome)} {one if outcomes.count(outcome) == 1 else many} {words}"
        for outcome, (one, many, words) in told.items()
        if outcome in outcomes
    ]
    if cannot := outcomes.count("cannot be tested"):
        parts.append(f"{cannot} cannot be tested")
    return f"Of {counted(len(tested), 'statement')}{on}, {listed(parts)}"


def said_by(claim: Claim) -> str:
    """Who said it, and when."""
    return f"{claim.speaker}, {day(claim.spoken_on)}"


def name(source: str) -> str:
    """What a source is called: a publisher by its name, a dataset by what it holds."""
    if source in EVENT_RECORDS:
        return catalogue.EVENT_RECORDS[source].title
    return first_upper(source.replace("_", " ")) if source.islower() else source


def outcome(one: Assessed) -> str:
    """For whom a claim holds and for whom not, with the figures, and what to beware of."""
    return " ".join([_verdict(one), *cautions(one)])


def _verdict(one: Assessed) -> str:
    if one.problem:
        return f"Cannot be tested: {one.problem}."
    by = {
        verdict: _with_figures(one, [s for s, found in one.sources.items() if found == verdict])
        for verdict in (HOLDS, FAILS)
    }
    where = "in" if one.claim.test in claim_rows.KINDS else "for"
    if by[HOLDS] and by[FAILS]:
        return f"Disputed: holds {where} {by[HOLDS]}; not {where} {by[FAILS]}."
    if by[HOLDS]:
        return f"Holds {where} {by[HOLDS]}."
    if by[FAILS]:
        return f"Does not hold {where} {by[FAILS]}."
    near = [a for a in one.own if not isnan(a.value)]
    if near:
        told = "; ".join(f"{name(a.source)}: {figure(a, one.claim)}" for a in near)
        return f"Not enough data to tell in {told}."
    return "Not enough data to tell."


def _with_figures(one: Assessed, sources: list[str]) -> str:
    answers = {s: [a for a in one.own if a.source == s and a.decided] for s in sources}
    figures = {s: "; ".join(figure(a, one.claim) for a in given) for s, given in answers.items()}
    if one.claim.test in claim_rows.KINDS:
        return "; ".join(f"{name(source)}: {said}" for source, said in figures.items())
    told = [f"{name(source)} ({said})" for source, said in figures.items()]
    if len(told) <= MOST_NAMED:
        return listed(told)
    by_value = sorted(zip(answers.values(), told, strict=True), key=lambda pair: pair[0][0].value)
    return f"{len(told)} sources, from {by_value[0][1]} to {by_value[-1][1]}"


MOST_NAMED = 5
"""Sources that are named one by one with their figures at most."""


def figure(answer: Answer, claim: Claim) -> str:
    """The number that a verdict rests on, and what it was made of."""
    now, before = answer.figure, answer.base
    match claim.test:
        case "ratio_at_least":
            return f"{_times(answer.value)}, {number(before)} to {number(now)}"
        case "highest_since" if answer.base_period is not None:
            return f"{number(now)}, after {number(before)} in {span(*answer.base_period)}"
        case "share_at_least":
            return (
                f"{number(now)} of {number(before)} {claim.metric}, "
                f"{percent(answer.value)} ({_ends(answer, percent)})"
            )
        case "rate_ratio_above":
            said = f"{number(now)} {claim.metric} after {number(before)}"
            if isfinite(answer.value):
                said += f", {_times(answer.value)} the yearly rate"
            return f"{said} ({_ends(answer, _plain)})"
        case "row_equals":
            if isnan(now) or isnan(before):
                return answer.why or "as stated"
            stated = "as stated" if answer.verdict == HOLDS else f"said to be {number(before)}"
            if answer.unit:
                return f"{amount(now, answer.unit)}, {stated}"
            return f"{_column(answer.metric)} {number(now)}, {stated}"
        case "none_with":
            return f"{number(now)} of {of_many(int(before), rows(answer.dataset))} {answer.metric}"
        case "count_equals":
            return f"{of_many(int(now), rows(answer.dataset))} listed"
    return amount(now, answer.unit)


def rows(dataset: str) -> str:
    """What the rows of a dataset are, in a word."""
    return "events" if dataset in EVENT_RECORDS else ROWS.get(dataset, "rows")


ROWS = {"security_footprint": "steps", "cpec_projects": "projects"}


def _column(metric: str) -> str:
    """A column's name as it is written in a sentence."""
    return metric.replace("chinese", "Chinese")


def _ends(answer: Answer, words: Callable[[float], str]) -> str:
    high = "no upper bound" if answer.high == inf else words(answer.high)
    return f"{words(answer.low)} to {high}"


def _plain(value: float) -> str:
    return f"{value:.1f}" if value < 10 else number(value)


def _times(ratio: float) -> str:
    return f"{_plain(ratio)} times"


def amount(value: float, unit: str) -> str:
    """A figure in its unit: `US$62 billion`, `81 %`, `8 exercises`."""
    if unit == "per cent":
        return f"{number(value)}{NO_BREAK}%"
    if unit.startswith("USD"):
        scale = unit.removeprefix("USD").strip()
        if not scale:
            scale = next((word for size, word in SIZES.items() if value >= size), "")
            value /= next((size for size, word in SIZES.items() if word == scale), 1)
        return f"US${number(value)}{NO_BREAK}{scale}".rstrip(NO_BREAK)
    return f"{number(value)}{NO_BREAK}{unit}" if unit else number(value)


SIZES = {1e9: "billion", 1e6: "million"}


def in_short(answer: Answer, claim: Claim) -> str:
    """The number beside a mark."""
    match claim.test:
        case "ratio_at_least" | "rate_ratio_above" if isfinite(answer.value):
            return _times(answer.value)
        case "share_at_least":
            return percent(answer.value)
        case "none_with":
            return f"{number(answer.figure)} of {number(answer.base)}"
        case "row_equals" if isnan(answer.figure):
            return answer.why or "as stated"
        case "highest_since" if answer.base_period is not None and isfinite(answer.value):
            return f"{percent(answer.value)} of {span(*answer.base_period)}"
    return "" if isnan(answer.figure) else amount(answer.figure, answer.unit)


def needed(claim: Claim, unit: str = "") -> str:
    """What stands at the line that the sources are held against."""
    threshold = 0.0 if claim.threshold is None else claim.threshold
    match claim.test:
        case "ratio_at_least":
            return f"{number(threshold)} times"
        case "highest_since":
            return f"highest of {span(*claim.base)}" if claim.base else "highest before"
        case "share_at_least":
            return percent(threshold)
        case "rate_ratio_above":
            return "as often" if threshold == 1 else f"{number(threshold)} times as often"
        case "row_equals":
            return "as stated"
        case "none_with":
            return "none"
    return amount(threshold, unit)


def label(answer: Answer, one: Assessed) -> tuple[str, str]:
    """What a mark is called, and what sets it apart from another of the same source."""
    source = name(answer.source)
    if one.claim.test == "row_equals":
        return (source, "") if answer.unit else (first_upper(_column(answer.metric)), source)
    same = {
        a.definition: a.definition.split(", ")
        for a in one.answers
        if a.decided and (a.source, a.reading) == (answer.source, answer.reading)
    }
    if len(same) > 1:
        shared = takewhile(lambda parts: len(set(parts)) == 1, zip(*same.values(), strict=False))
        return source, first_upper(", ".join(same[answer.definition][len(list(shared)) :]))
    dated = answer.period is not None and answer.period.start == answer.period.end
    if answer.period is not None and dated and not one.claim.period:
        return source, str(answer.period.end.year)
    return source, ""


def reading(words: str) -> str:
    """What sets further answers apart from the claim as it is written."""
    return f"{first_upper(words)}:"


def open_answers(one: Assessed) -> str:
    """Which sources cannot answer, and what each of them lacks."""
    by_gap: dict[str, list[str]] = {}
    for answer in one.own:
        if not answer.decided and isnan(answer.value):
            by_gap.setdefault(_gap(answer, one.claim), []).append(name(answer.source))
    if not by_gap:
        return ""
    told = [f"{listed(sources)} ({gap})" for gap, sources in by_gap.items()]
    return f"Not enough data: {'; '.join(told)}."


def _gap(answer: Answer, claim: Claim) -> str:
    if not answer.missing:
        return answer.why
    gaps = _spans(answer.missing)
    if answer.source in EVENT_RECORDS:
        return f"does not cover {gaps}"
    if not isnan(answer.figure) and not isnan(answer.base) and claim.period:
        return (
            f"{number(answer.figure)} in {span(*claim.period)} is above all that it has before, "
            f"but it has no figure for {gaps}"
        )
    return f"no figure for {gaps}"


def _spans(periods: Sequence[Period]) -> str:
    """`2014, 2015 and 2017 to 2019`: three periods or more in a row are told as one."""
    runs: list[list[Period]] = []
    for period in sorted(periods):
        if runs and runs[-1][-1].end + pd.Timedelta(days=1) == period.start:
            runs[-1].append(period)
        else:
            runs.append([period])
    told = [[Period(run[0].start, run[-1].end)] if len(run) > MOST_APART else run for run in runs]
    return listed([span(*period) for run in told for period in run])


MOST_APART = 2
"""Periods in a row that are still told one by one."""


def remarks(one: Assessed) -> list[str]:
    """What else a reader must know: how the words are read, the rows that refute it, which years
    the verdict could do without."""
    said = [f"Note: {one.claim.notes}"] if one.claim.notes else []
    if one.claim.test == "none_with":
        said += [f"Against it: {answer.why}" for answer in one.own if answer.why and answer.decided]
    if one.claim.test == "row_equals":
        rows = [a.definition.replace(a.of_speaker, "").strip() for a in one.own if a.definition]
        said += [f"The row: {row}" for row in dict.fromkeys(rows)]
    without = [f"{name(a.source)} {_spans(a.missing)}" for a in one.own if a.decided and a.missing]
    if without:
        said.append(f"No figure, which cannot change the verdict: {'; '.join(without)}.")
    return said


def elsewhere(one: Assessed) -> str:
    """Where else the claim's number stands; may be empty."""
    if one.elsewhere is None:
        return ""
    told = []
    for row in one.elsewhere.to_dict("records"):
        value = amount(row["value"], row["unit"])
        what = row["what"]
        if value.replace(NO_BREAK, " ") not in what:
            what = f"{what}, {value}"
        by = "the statement's own source" if row["own"] else row["source"]
        when = day(row["when"]) if isinstance(row["when"], pd.Timestamp) else row["when"]
        told.append(f"{what} ({by}, {when})")
    return f"The number itself stands elsewhere: {'; '.join(told)}."


def the_two(chosen: Sequence[Assessed]) -> str:
    """Which claims stand on the Overview."""
    if not chosen:
        return ""
    halves = listed([f"one on {SUBJECTS[one.about]}" for one in chosen])
    return (
        f"Shown here are those that most sources can answer, {halves}; the others stand on Attack "
        "trends and Security footprint."
    )


def source(one: Assessed, shares: Mapping[str, Share | None]) -> str:
    """What each source counts, for which time, and how far a record covers it.

    `shares` has what each event record holds of a publisher's count of the period; of attacks on
    Chinese targets alone it is no measure.
    """
    claim = one.claim
    if one.problem:
        return f"Row {claim.claim_id} of claims.csv: test {claim.test}, dataset {claim.dataset}."
    said = []
    if claim.test in claim_figures.KINDS:
        counts: dict[str, list[str]] = {}
        for answer in one.answers:
            if answer.decided:
                counts.setdefault(answer.definition.rstrip("."), []).append(name(answer.source))
        said = [
            f"{listed(list(dict.fromkeys(who)))}: {_lower(what)}" for what, who in counts.items()
        ]
        when = f"Figures of {span(*claim.period)}" if claim.period else "Newest figure of each"
        if claim.base:
            when += f" against {span(*claim.base)}"
        return f"{'. '.join([*said, when])}."
    what = rows(claim.dataset)
    when = f"{what} of {span(*claim.period)}" if claim.period else f"all {what}"
    if claim.base:
        when += f" against {span(*claim.base)}"
    said.append(f"{catalogue.metadata(claim.dataset).title}: {when}")
    answering = {answer.source for answer in one.own if answer.decided}
    for record, share in shares.items():
        if record in answering and claim.test != "row_equals":
            said.append("Unconfirmed ones left out")
            every = "It means to hold every known attack on Chinese nationals and projects"
            said.append(every if one.chinese_only else f"A sample: {_lower(share_held(share))}")
    return f"{'. '.join(said)}."


def _lower(words: str) -> str:
    """Words as they go on after a colon; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
