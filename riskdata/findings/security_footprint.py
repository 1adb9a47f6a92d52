"""The security footprint in sentences: the bottom line, the timeline, and what a search found."""

from collections.abc import Sequence
from textwrap import wrap

import pandas as pd

from riskdata.catalogue import Metadata
from riskdata.findings.incidents import when
from riskdata.measures.security_footprint import CONFIRMED, by_status, lanes
from riskdata.measures.security_footprint_arms import ShareChange
from riskdata.schema.vocabularies import STATUS
from riskdata.wording import counted, day, first_upper, in_words, listed, number, percent, unmarked

FEW = 3
UNCOUNTABLE = {
    "basing",
    "intelligence cooperation",
    "private security contractors",
    "surveillance technology",
}
PARTIES = {"PRC": "China", "joint": "China and Pakistan", "other": "another party"}


def party(initiator: str) -> str:
    """Who took a step, in words."""
    return PARTIES.get(initiator, initiator)


def plural(category: str) -> str:
    """A category as it stands in a sentence: `joint exercises`."""
    return category if category in UNCOUNTABLE else f"{category}s"


def statuses(counts: pd.Series) -> str:
    """`122 confirmed, 36 reported and 6 denied`."""
    return listed([f"{number(count)} {status}" for status, count in counts.items() if count])


def headline(arms: ShareChange | None, presence: pd.DataFrame) -> str:
    """The page's finding: China's share in Pakistan's arms, and what is confirmed of its guards,
    troops and bases there (`measures.security_footprint_ledger.entries`)."""
    parts = []
    if arms is not None:
        parts.append(
            f"China supplied {percent(arms.value / 100)} of Pakistan's arms imports in "
            f"{years(arms.period)}"
        )
    claims = claimed(presence)
    if len(claims):
        confirmed = int(by_status(claims)[CONFIRMED])
        told = "none is confirmed" if not confirmed else in_words(confirmed).lower() + (
            " is confirmed" if confirmed == 1 else " are confirmed"
        )  # fmt: skip
        parts.append(
            f"of {counted(len(claims), 'claim')} on record about Chinese guards, troops or bases "
            f"there, {told}"
        )
    nothing = "No step of China's security presence in Pakistan is on record"
    return first_upper("; ".join(parts)) or nothing


def claimed(presence: pd.DataFrame) -> pd.DataFrame:
    """The claims among the entries of the ledger: a denial or refusal is none, and never confirmed
    as one."""
    return presence[~presence["answer"]]


def years(period: tuple[int, int]) -> str:
    """`2021–25`."""
    first, last = period
    return f"{first}" if first == last else f"{first}–{last % 100:02d}"


def rumour(presence: pd.DataFrame) -> str:
    """Which claims about guards, troops and bases are confirmed, and how the others stand."""
    claims = claimed(presence)
    if claims.empty:
        return ""
    confirmed = claims[claims["status"] == CONFIRMED]
    told = f"None of the {number(len(claims))} is confirmed"
    if 0 < len(confirmed) <= FEW:
        named = [
            f"{row['title']} ({when(row['date'], row['date_precision'])})"
            for _, row in confirmed.iterrows()
        ]
        told = f"Confirmed of guards, troops and bases: {'; '.join(named)}"
    elif len(confirmed):
        told = f"{number(len(confirmed))} of the {number(len(claims))} are confirmed"
    return f"{told}. The others: {others(presence)}."


def confirmed_of(presence: pd.DataFrame) -> str:
    """`2 of 28`, claims."""
    claims = claimed(presence)
    return f"{number(by_status(claims)[CONFIRMED])} of {number(len(claims))}"


def others(presence: pd.DataFrame) -> str:
    """How the claims that are not confirmed stand, and how many answers speak against claims."""
    told = statuses(by_status(claimed(presence)).drop(CONFIRMED)) or "none"
    answers = int(presence["answer"].sum())
    beside = f"; {counted(answers, 'denial or refusal', 'denials and refusals')} on record"
    return f"{told}{beside if answers else ''}"


def record(steps: pd.DataFrame, confirmed_only: bool = False) -> str:
    """How many steps are on record, how they stand, and which of them are drawn."""
    if steps.empty:
        return ""
    counts = by_status(steps)
    drawn = ""
    if confirmed_only and counts[CONFIRMED] < len(steps):
        drawn = f"; only the {number(counts[CONFIRMED])} confirmed are drawn"
    return (
        f"{counted(len(steps), 'step')} on record since {steps['date'].min().year}: "
        f"{statuses(counts)}. Beside each name, how many of its steps are confirmed{drawn}."
    )


REST = "Claims and judgements rest on all steps either way."
"""What the switch does not change."""


def kind(noun: str, confirmed_only: bool) -> str:
    """What is counted: `step`, or `confirmed step`."""
    return f"{CONFIRMED} {noun}" if confirmed_only else noun


def absent(what: str, confirmed_only: bool) -> str:
    """That there is nothing of a kind, or nothing that is confirmed."""
    return f"No {what} is on record{' that is confirmed' if confirmed_only else ''}"


def hidden(steps: pd.DataFrame, confirmed_only: bool) -> str:
    """What the switch does to the page, or has done."""
    others = by_status(steps).drop(CONFIRMED)
    if not confirmed_only:
        return (
            f"{counted(int(others.sum()), 'step is', 'steps are')} not confirmed "
            f"({statuses(others)}); the switch hides them from the pictures and lists below. {REST}"
            if others.sum()
            else "Every step on record is confirmed."
        )
    return (
        f"Only confirmed steps are drawn and listed from here down: {statuses(others)} are hidden. "
        f"{REST}"
        if others.sum()
        else "Every step on record is confirmed: nothing is hidden."
    )


def timeline(steps: pd.DataFrame, confirmed_only: bool) -> str:
    """Which categories are borne out best and which least; where only confirmed steps are shown,
    which categories hold most of them."""
    if steps.empty:
        return absent("step", confirmed_only)
    table = lanes(steps)
    if confirmed_only:
        most = table["steps"].sort_values(ascending=False, kind="stable").head(FEW)
        named = [f"{plural(str(name))} ({number(count)})" for name, count in most.items()]
        return (
            f"{counted(int(table['steps'].sum()), 'confirmed step')} since "
            f"{steps['date'].min().year}, most of them {listed(named)}"
        )
    told = [
        f"{plural(str(name))} ({number(row[CONFIRMED])} of {number(row['steps'])})"
        for name, row in table.iterrows()
    ]
    if len(told) < 4:
        return f"Confirmed: {listed(told)}"
    return (
        f"Borne out best are {listed(told[:2])}; least {listed(told[-2:])}: "
        "confirmed of all steps on record"
    )


def cards(steps: pd.DataFrame) -> list[str]:
    """What pointing at a step tells, as HTML of plotly: title, date, status, summary, source."""
    return [
        "<br>".join(
            [
                f"<b>{_broken(row['title'])}</b>",
                f"{when(row['date'], row['date_precision'])} · {row['category']}",
                f"{row['status']}: {STATUS[str(row['status'])]}",
                _broken(row["summary"]),
                f"<i>{_broken(row['source'])}</i>",
            ]
        )
        for _, row in steps.iterrows()
    ]


def _broken(text: str) -> str:
    """A text in lines that fit a card on a narrow screen."""
    return "<br>".join(wrap(unmarked(text), 46, break_on_hyphens=False))


def source(metadata: Metadata, steps: pd.DataFrame) -> str:
    """Source line of what is drawn from the steps, with the record's own limit."""
    return (
        f"{credited(metadata)} {counted(len(steps), 'row')}. A gathered record: more steps in a "
        "year may be more reporting."
    )


def again(metadata: Metadata, rows: pd.DataFrame) -> str:
    """Source line of what is drawn further down the page from the same record."""
    return f"{metadata.title}, source as above. {counted(len(rows), 'row')}."


def credited(metadata: Metadata) -> str:
    """What a dataset is, whose it is, and as of when."""
    return f"{metadata.title}, as of {day(metadata.as_of)}. {metadata.credit}."


def developments(steps: pd.DataFrame, query: str, of: int, confirmed_only: bool = False) -> str:
    """Heading of the list of steps: what a search found, or the newest."""
    if query:
        return (
            f"{counted(len(steps), 'step')} of {number(of)} "
            f"{CONFIRMED if confirmed_only else 'on record'} "
            f"{'answers' if len(steps) == 1 else 'answer'} to “{query}”"
        )
    if steps.empty:
        return absent("development", confirmed_only)
    newest = steps["date"].max()
    return f"The newest {kind('developments', confirmed_only)}, to {day(newest)}"


def more(shown: int, steps: Sequence | pd.DataFrame) -> str:
    """That a list is cut, and where the rest is; empty where it is whole."""
    if shown >= len(steps):
        return ""
    return (
        f"The newest {number(shown)} of {number(len(steps))}: the others open below with their "
        "sources, or come up by searching."
    )
