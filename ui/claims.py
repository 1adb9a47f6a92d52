"""Claims, tested: what each source says to the statements that people repeat."""

from collections.abc import Sequence
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import streamlit as st

from riskdata.charts import claims as charts
from riskdata.findings import claims as findings
from riskdata.measures import claims as measures
from riskdata.measures.claim_answer import Verdict
from riskdata.measures.claims import About, Assessed
from riskdata.measures.coverage import Share
from riskdata.reading import DatasetError
from riskdata.schema import EVENT_RECORDS
from ui import data, panel
from ui.kept import kept

STYLE = Path(__file__).with_suffix(".css")
# Pixels that a claim needs beside another; where there are fewer they stand in turn.
NARROWEST = 400
SHAPES: dict[Verdict, str] = {
    "holds": "holds",
    "does not hold": "fails",
    "not enough data": "open",
}
WORDS: dict[Verdict, str] = {
    "holds": "holds",
    "does not hold": "does not hold",
    "not enough data": "the interval lies on both sides: too few to tell",
}


class Drawn(NamedTuple):
    """A claim as tested, and as it is set on a page."""

    tested: Assessed
    html: str
    compact: str


def section(about: About) -> None:
    """Every claim of one half of the picture, each with its sources' marks and its rows."""
    with panel.guarded():
        chosen = [one for one in _claims() if one.tested.about == about]
        heading = findings.heading([one.tested for one in chosen], findings.SUBJECTS[about])
        panel.section(heading, findings.HOW_DRAWN if chosen else "")
        _draw([(one.tested, one.html) for one in chosen])
        panel.source(findings.HOW_TO_ADD, "claims")


def brief() -> None:
    """How all claims fare, and the one of each half that most sources can answer."""
    with panel.guarded():
        every = _claims()
        best = measures.most_answered([one.tested for one in every])
        panel.section(findings.heading([one.tested for one in every]), findings.the_two(best))
        _draw([(one.tested, one.compact) for one in every if one.tested in best])
        panel.source(findings.HOW_TO_ADD, "claims")


def _draw(chosen: Sequence[tuple[Assessed, str]]) -> None:
    if not chosen:
        return
    st.html(STYLE)
    st.html(_key([tested for tested, _ in chosen]))
    grid = st.grid(2, min_column_width=NARROWEST, gap=("small", "large"))
    for tested, html in chosen:
        with grid.cell():
            st.html(html)
            if tested.rows:
                panel.evidence(
                    f"claim-{tested.claim.claim_id}", tested.rows,
                    lambda tested=tested: measures.rows_behind(tested, _frame), "rows",
                )  # fmt: skip


def _key(tested: Sequence[Assessed]) -> str:
    """What the marks that occur mean."""
    drawn = {m.answer.verdict for one in tested if (s := charts.strip(one)) for m in s.marks}
    items = [
        f'<span><i class="claim-mark {SHAPES[verdict]}"></i>{words}</span>'
        for verdict, words in WORDS.items()
        if verdict in drawn
    ]
    return f'<p class="claim-key">{"".join(items)}</p>'


def _frame(dataset: str) -> pd.DataFrame:
    """A dataset as the claims are tested on it."""
    return data.record(dataset).events if dataset in EVENT_RECORDS else data.dataset(dataset)


def _claims() -> list[Drawn]:
    """Every claim put to every source. Raises `DatasetError` where claims.csv cannot be read."""
    named = set(measures.datasets_of(data.dataset("claims"))) & set(data.datasets())
    needed = ["claims", *sorted(named), "published_statistics", "cpec_projects", "cpec_routes"]
    return _drawn(tuple((name, data.version(name)) for name in needed))


@kept(8, "Testing the claims")
def _drawn(versions: tuple[tuple[str, str | None], ...]) -> list[Drawn]:
    claims = data.dataset("claims")
    frames, records = {}, {}
    for name in measures.datasets_of(claims):
        with suppress(DatasetError):
            frames[name] = data.dataset(name)
            if name in EVENT_RECORDS:
                records[name] = data.record(name)
    tested = measures.evaluate(claims, frames, records)
    return [_set(one) for one in tested]


def _shares(one: Assessed) -> dict[str, Share | None]:
    """What each event record that answers holds of a publisher's count of the period."""
    found: dict[str, Share | None] = {}
    for answer in one.own:
        if answer.source in EVENT_RECORDS and answer.decided and one.claim.period:
            found[answer.source] = None
            start, end = (day.date() for day in one.claim.period)
            with suppress(DatasetError):
                found[answer.source] = data.coverage(answer.source, one.claim.region, start, end)
    return found


def _set(one: Assessed) -> Drawn:
    claim = one.claim
    start = (
        f'<div class="claim"><h3>“{escape(claim.statement)}”</h3>'
        f'<p class="by"><a href="{escape(claim.source_url)}" title="{escape(claim.source)}">'
        f"{escape(findings.said_by(claim))}</a></p>"
        f'<p class="outcome">{_verdict_first(findings.outcome(one))}</p>{_strip(one)}'
    )
    gaps, source = findings.open_answers(one), findings.source(one, _shares(one))
    elsewhere = findings.elsewhere(one)
    whole, compact = (
        start + "".join(f'<p class="small">{escape(words)}</p>' for words in small if words)
        for small in (
            [gaps, *findings.remarks(one), elsewhere, source],
            [gaps, elsewhere, source],
        )
    )
    return Drawn(one, f"{whole}</div>", f"{compact}</div>")


def _verdict_first(outcome: str) -> str:
    """The sentence with the words before its first figure or name in bold."""
    for verdict in ("Holds", "Does not hold", "Disputed", "Not enough data", "Cannot be tested"):
        if outcome.startswith(verdict):
            return f"<strong>{verdict}</strong>{escape(outcome.removeprefix(verdict))}"
    return escape(outcome)


def _strip(one: Assessed) -> str:
    drawn = charts.strip(one)
    if drawn is None:
        return ""
    start, end = drawn.holds
    ground = (
        f'<i class="band" style="left:{start:.1f}%;width:{end - start:.1f}%"></i>'
        f'<i class="base"></i><i class="line" style="left:{drawn.line:.1f}%"></i>'
    )
    side = "left" if drawn.line < 20 else "right" if drawn.line > 70 else ""
    unit = next((answer.unit for answer in one.answers if answer.unit), "")
    scale = "" if drawn.from_zero else " (logarithmic scale)"
    rows = [
        '<li class="axis" aria-hidden="true"><span></span><span class="strip">'
        f'<span class="{side}" style="left:{drawn.line:.1f}%">'
        f"{escape(findings.needed(one.claim, unit))}{scale}</span></span><span></span></li>"
    ]
    reading = ""
    for mark in drawn.marks:
        answer = mark.answer
        if answer.reading != reading:
            reading = answer.reading
            rows.append(f'<li class="reading">{escape(findings.reading(reading))}</li>')
        name, apart = findings.label(answer, one)
        small = f" <small>{escape(apart)}</small>" if apart else ""
        rows.append(
            f'<li><span class="who">{escape(name)}{small}</span>'
            f'<span class="strip" aria-hidden="true">{ground}{_mark(mark)}</span>'
            f'<span class="number">{escape(findings.in_short(answer, one.claim))}'
            f'<span class="unseen">: {answer.verdict}</span></span></li>'
        )
    return f"<ul>{''.join(rows)}</ul>"


def _mark(mark: charts.Mark) -> str:
    interval = ""
    if mark.low is not None and mark.high is not None:
        beyond = " beyond" if mark.beyond else ""
        interval = (
            f'<i class="interval{beyond}" '
            f'style="left:{mark.low:.1f}%;width:{mark.high - mark.low:.1f}%"></i>'
        )
    if mark.at is None:
        return interval
    shape = SHAPES[mark.answer.verdict]
    return f'{interval}<i class="claim-mark {shape}" style="left:{mark.at:.1f}%"></i>'
