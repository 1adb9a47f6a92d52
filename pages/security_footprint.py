"""How is China's security presence growing, what is confirmed, what is rumour, what follows?"""

from typing import Any

import streamlit as st

from riskdata.findings import security_footprint as findings
from riskdata.findings import security_footprint_arms as arms_findings
from riskdata.findings import security_footprint_exercises as exercise_findings
from riskdata.findings import security_footprint_judgements as judgement_findings
from riskdata.findings import security_footprint_protection as protection_findings
from riskdata.measures import security_footprint_arms as arms
from riskdata.measures import security_footprint_headlines as headlines
from riskdata.measures import security_footprint_judgements as judgements
from riskdata.wording import day, first_upper, number, percent
from ui import claims, data, filters, indicators, ledger, panel
from ui import security_footprint as parts

STEPS, TRANSFERS, FIGURES = "security_footprint", "arms_transfers", "cpec_headlines"
JUDGED = ("judgements", STEPS, "incidents")
# Pixels that a part beside another needs; where there are fewer the two stand in turn.
NARROWEST, NARROWEST_LIST = 300, 360

filters.unfiltered()
look = panel.current_theme()
metadata = data.metadata(STEPS)
ledger.style()


def of_steps(make, **arguments) -> Any:
    """A part made of the steps that are shown."""
    return data.once(make, STEPS, confirmed_only=confirmed_only, **arguments)


def again(part: parts.Part) -> str:
    """The source line of a further part made of steps."""
    return findings.again(metadata, part.rows)


top = st.container()
imports = exports = None
found: list[judgements.Judgement] | None = None
can_compare = False
with panel.guarded():
    imports, exports = (
        arms.newest(data.once(arms.from_china, TRANSFERS, metric=metric))
        for metric in (arms.SHARE_OF_IMPORTS, arms.SHARE_OF_EXPORTS)
    )
    can_compare = True
with panel.guarded():
    found = data.once(judgements.judged, *JUDGED)
bottom = data.once(parts.bottom_line, STEPS, imports=imports, exports=exports)

with top:
    panel.heading(
        f"Security footprint · as of {day(metadata.as_of)}",
        bottom.finding,
        [*bottom.sentences, judgement_findings.implication(judgements.foremost(found or []))],
    )
    panel.source(
        "The sidebar's filters choose among attacks and other events; nothing on this page is "
        "counted from those, so they change nothing here."
    )

row = []
if imports is not None:
    shares = data.once(arms.from_china, TRANSFERS, metric=arms.SHARE_OF_IMPORTS)
    row.append(
        indicators.Indicator(
            key="footprint-imports",
            label=f"China's share in Pakistan's arms imports, {findings.years(imports.period)}",
            value=percent(imports.value / 100),
            change=arms_findings.before(imports),
            count=len(shares),
            rows=lambda: shares,
            noun="figures",
        )
    )
if bottom.five_years is not None:
    row.append(
        indicators.Indicator(
            key="footprint-exercises",
            label=exercise_findings.label(bottom.five_years),
            value=number(bottom.five_years.change.now),
            change=exercise_findings.before(bottom.five_years),
            count=len(bottom.five_years.rows),
            rows=lambda: bottom.five_years.rows,
            noun="exercises",
        )
    )
if bottom.grant is not None:
    row.append(
        indicators.Indicator(
            key="footprint-grant",
            label=protection_findings.label(bottom.grant),
            value=protection_findings.amount(bottom.grant.value, bottom.grant.unit),
            change=protection_findings.before(bottom.grant),
            count=len(bottom.grant.rows),
            rows=lambda: bottom.grant.rows,
            noun="grants",
        )
    )
if len(bottom.entries):
    row.append(
        indicators.Indicator(
            key="footprint-presence",
            label="Claims of Chinese guards, troops or bases that are confirmed",
            value=bottom.confirmed,
            change=bottom.others,
            count=len(bottom.entries),
            rows=lambda: bottom.entries,
            noun="entries",
        )
    )
if row:
    indicators.row(row)

confirmed_only = st.toggle("Only what is confirmed", key="confirmed", bind="query-params")
panel.source(of_steps(findings.hidden))
part = of_steps(parts.timeline, theme_name=look.name)
parts.draw(part, "footprint-timeline", "steps", findings.source(metadata, part.rows), "words")
claims.section("China")


@st.fragment
def developments() -> None:
    """The newest steps, or those that answer to a search."""
    query = st.text_input(
        "Search the steps", key="find", bind="query-params", type="search", live=True,
        placeholder="Warrior-VIII, Gwadar base, US$162 million, February 2025 ...",
        help="Every word must be found: title, summary, category, status, month, source, notes.",
    ).strip()  # fmt: skip
    part = of_steps(parts.developments, query=query)
    parts.draw(part, "footprint-developments", "steps", again(part), "words")


developments()

if can_compare:
    pair = st.grid(2, min_column_width=NARROWEST, gap=("large", "small"))
    for metric in (arms.SHARE_OF_IMPORTS, arms.SHARE_OF_EXPORTS):
        with pair.cell():
            part = data.once(parts.shares, TRANSFERS, metric=metric, theme_name=look.name)
            line = findings.credited(data.metadata(TRANSFERS))
            parts.draw(part, f"footprint-{metric}", "figures", line, "datasets")

part = of_steps(parts.joint_exercises, theme_name=look.name)
parts.draw(part, "footprint-exercises-by-year", "exercises", again(part), "words")

pair = st.grid(2, min_column_width=NARROWEST_LIST, gap=("large", "small"))
for make in (parts.budgets, parts.forces):
    with pair.cell():
        part = of_steps(make)
        parts.draw(part, f"footprint-{make.__name__}", "steps", again(part), "words")

part = of_steps(parts.claims_and_answers)
parts.draw(part, "footprint-ledger", "entries", again(part), "ledger", "words")


@st.fragment
def headline_figures() -> None:
    """What publishers gave for the corridor, a subject at a time."""
    subject = st.segmented_control(
        "Figures of CPEC", headlines.SUBJECTS, default=headlines.MONEY, required=True,
        key="cpec", bind="query-params",
    )  # fmt: skip
    # A fragment would show an error of its own as a failure of the app.
    with panel.guarded():
        part = data.once(
            parts.headline_figures, FIGURES,
            subject=subject or headlines.MONEY, theme_name=look.name,
        )  # fmt: skip
        line = findings.credited(data.metadata(FIGURES))
        parts.draw(part, "footprint-headlines", "figures", line, "datasets")


headline_figures()
panel.source(of_steps(parts.economic))


@st.fragment
def on_topic(found: list[judgements.Judgement]) -> None:
    """The judgements of one topic or of all."""
    topic = st.segmented_control(
        "Judgements on", [parts.ALL, *judgements.topics(found)], default=parts.ALL, required=True,
        key="topic", bind="query-params", format_func=first_upper,
    )  # fmt: skip
    chosen = data.once(parts.on_topic, *JUDGED, topic=topic or parts.ALL)
    st.html(chosen.listed)
    if chosen.folded:
        with st.expander(chosen.folded):
            st.html(chosen.further)


if found is not None:
    part = data.once(parts.ladder, *JUDGED, theme_name=look.name)
    line = findings.credited(data.metadata("judgements"))
    parts.draw(part, "footprint-judgements", "judgements", line, "words")
    on_topic(found)
