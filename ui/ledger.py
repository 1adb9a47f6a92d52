"""Steps of the security footprint as lists: developments, claims with answers, sums, figures."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from riskdata.findings.incidents import when
from riskdata.findings.security_footprint_headlines import dated, figure
from riskdata.findings.security_footprint_ledger import ended, entry, period
from riskdata.findings.security_footprint_protection import amount
from riskdata.measures.security_footprint_ledger import Episode
from riskdata.schema.vocabularies import STATUS
from riskdata.wording import publication
from ui.incident_list import link

_STYLE = Path(__file__).with_suffix(".css")


def style() -> None:
    """Load the style of the lists; once a page."""
    st.html(_STYLE)


def mark(status: str, shape: str = "") -> str:
    """The mark of a status as HTML; the words beside it say the same."""
    return f'<i class="mark {escape(status)} {shape}"></i>'


def key(steps: pd.DataFrame) -> str:
    """What the marks of the steps' statuses stand for, as HTML."""
    found = set(steps["status"].astype("str"))
    items = "".join(
        f"<span>{mark(status)}{escape(status)}: {escape(meaning)}</span>"
        for status, meaning in STATUS.items()
        if status in found
    )
    return f'<p class="marks">{items}</p>'


def latest(steps: pd.DataFrame) -> None:
    """Draw steps (rows of `security_footprint`) in the order given."""
    st.html(listed(steps))


def listed(steps: pd.DataFrame, detail: Callable[[pd.Series], str] | None = None) -> str:
    """Steps in the order given as HTML. `detail` says what stands in small print in the place of
    the category."""
    items = "".join(
        f'<li><span class="when">{escape(when(row["date"], row["date_precision"]))}</span>'
        f'<span class="what"><strong>{mark(str(row["status"]), _shape(row))}'
        f"{escape(row['title'])}.</strong> {escape(row['summary'])} "
        f'<span class="small">{escape(detail(row) if detail else str(row["category"]))} · '
        f"{escape(str(row['status']))} · {link(row)}{_note(row)}</span></span></li>"
        for _, row in steps.iterrows()
    )
    return f'<ul class="latest">{items}</ul>'


def _shape(row: pd.Series) -> str:
    return "square" if row["scope"] == "multinational" else ""


def _publication(row: pd.Series) -> str:
    """The name of the publication alone, linked, as HTML."""
    return link(row.replace({row["source"]: publication(row["source"])}))


def _note(row: pd.Series) -> str:
    return "" if pd.isna(row["notes"]) else f" · {escape(row['notes'])}"


def sums(steps: pd.DataFrame, bars: pd.Series) -> str:
    """Steps with their amounts as HTML; `bars` are the lengths (0 to 1) of the bars that are drawn
    below them, NaN for none."""
    rows = "".join(
        f'<tr><td class="when">{escape(when(row["date"], row["date_precision"]))}</td>'
        f"<td>{mark(str(row['status']))}{escape(row['title'])}"
        f"<small>{escape(str(row['status']))} · {_publication(row)}</small></td>"
        f'<td class="number">{_sum(row, bar)}</td></tr>'
        for (_, row), bar in zip(steps.iterrows(), bars, strict=True)
    )
    return (
        '<table class="amounts"><thead><tr><th scope="col">When</th><th scope="col">What</th>'
        f'<th scope="col" class="number">Amount</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _sum(row: pd.Series, length: float) -> str:
    if pd.isna(row["value"]):
        return "not given"
    bar = "" if pd.isna(length) else f'<i class="bar" style="width:{length * 5:.2f}rem"></i>'
    return f"{escape(amount(row['value'], str(row['unit'])))}{bar}"


def claims(episodes: Sequence[Episode]) -> str:
    """Episodes in the order given as HTML: what was claimed on one side, what was answered on the
    other."""
    sections = "".join(
        f'<section><div><p class="outcome">{escape(ended(episode))}</p>'
        f'<p class="side">{"<br>".join(map(escape, _named(episode)))}</p></div>'
        f"{_side('Claimed', episode.claims, 'The report itself is not on record.')}"
        f"{_side('Answered', episode.answers, 'No answer on record.')}</section>"
        for episode in episodes
    )
    return f'<div class="ledger">{sections}</div>'


def _named(episode: Episode) -> list[str]:
    """The matter, and when it was unless its name tells."""
    return [words for words in (episode.matter, period(episode)) if words]


def _side(title: str, rows: pd.DataFrame, nothing: str) -> str:
    items = "".join(
        f"<li><details><summary>{mark(str(row['status']))}{escape(row['title'])}</summary>"
        f"<p>{escape(row['summary'])}{_note(row)} · {link(row)}</p></details>"
        f"<small>{escape(entry(row))}</small></li>"
        for _, row in rows.iterrows()
    )
    below = f"<ul>{items}</ul>" if items else f"<p><small>{escape(nothing)}</small></p>"
    return f'<div><p class="side">{title}</p>{below}</div>'


def figures(rows: pd.DataFrame) -> str:
    """Headline figures (rows of `cpec_headlines`) in the order given as HTML, with definitions."""
    body = "".join(
        f'<tr><td class="when">{escape(dated(row))}</td>'
        f"<td>{escape(str(row['metric']))}<small>{escape(str(row['publisher']))}: "
        f"{escape(row['definition'])} {link(row)}{_note(row)}</small></td>"
        f'<td class="number">{escape(figure(row["value"], str(row["unit"])))}</td></tr>'
        for _, row in rows.iterrows()
    )
    return (
        '<table class="amounts"><thead><tr><th scope="col">As of</th><th scope="col">Figure and '
        'definition</th><th scope="col" class="number">Value</th></tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )
