"""Judgements as a list: statement, likelihood on its scale, confidence, and what each rests on."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from riskdata.findings.security_footprint_judgements import confidence, ground, judge, likelihood
from riskdata.measures.security_footprint_judgements import Ground, Judgement, ladder
from riskdata.wording import counted
from ui.incident_list import link
from ui.ledger import mark


def show(judgements: Sequence[Judgement]) -> None:
    """Draw judgements in the order given; `ledger.style` must have been loaded on the page."""
    st.html(listed(judgements))


def listed(judgements: Sequence[Judgement]) -> str:
    """Judgements in the order given as HTML."""
    items = "".join(
        f"<li><p>{escape(one.statement)}</p>"
        f'<div class="odds">{_scale(one.likelihood)}<strong>{escape(likelihood(one))}</strong>'
        f"<span>{escape(confidence(one))}</span>"
        f"{f'<span>{escape(one.horizon)}</span>' if one.horizon else ''}</div>"
        f"<small>{escape(one.topic)} · {escape(judge(one))} · {_source(one)}"
        f"{f' · {escape(one.notes)}' if one.notes else ''}</small>{_grounds(one.grounds)}</li>"
        for one in judgements
    )
    return f'<ul class="judgements">{items}</ul>'


def _source(one: Judgement) -> str:
    return link(pd.Series({"source": one.source, "source_url": one.source_url or None}))


def _scale(word: str) -> str:
    return "".join(
        f'<span class="scale"><i style="left:{rung.low}%;width:{rung.high - rung.low}%"></i></span>'
        for rung in ladder()
        if rung.word == word
    )


def _grounds(grounds: Sequence[Ground]) -> str:
    items = "".join(f"<li>{_ground(one)}</li>" for one in grounds)
    return (
        f"<details><summary>Rests on {counted(len(grounds), 'ground')}</summary>"
        f"<ul>{items}</ul></details>"
    )


def _ground(one: Ground) -> str:
    if one.row is None:
        return escape(one.text)
    status = str(one.row["confidence" if one.incident else "status"])
    name = escape(one.text)
    if one.incident:
        name = f'<a href="incidents?event={name}" target="_self">{name}</a>'
    return f"{mark(status)}{escape(ground(one))} · {name} · {link(one.row)}"
