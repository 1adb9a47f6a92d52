"""What figures need from the browser that Streamlit alone does not give them."""

from html import escape
from pathlib import Path

import plotly.io
import streamlit as st
from streamlit.components.v2 import component

from riskdata.charts.maps import Map

_ADDRESS, _COPY, _MAPS, _PRINT, _THEME = (
    Path(__file__).with_name(name).read_text(encoding="utf-8")
    for name in ("address.js", "copy.js", "maps.js", "print.js", "theme.js")
)


def attach() -> None:
    """Let maps fit their place and keep the reader's view, let the page be printed, let links
    lead to other views of it and buttons copy, and draw it anew in the colours of another theme
    when the reader changes to it."""
    st.html(f"<script>{_MAPS}{_PRINT}{_ADDRESS}{_COPY}</script>", unsafe_allow_javascript=True)
    component("theme", js=_THEME)(key="theme", on_scheme_change=lambda: None)


def fill(chart: str, drawn: Map, alt: str) -> None:
    """Draw a map's traces on its ground, whose chart has that key, show its bounds where the reader
    has chosen no other view, and say what it shows."""
    text = str(plotly.io.to_json({"data": drawn.traces}, validate=False))
    # Streamlit's cleaning would drop an attribute in which it sees the end of a tag.
    held = escape(text.replace("<", "\\u003c").replace(">", "\\u003e"))
    st.html(
        f'<i data-map="st-key-{chart}" data-bounds="{list(drawn.bounds)}" data-traces="{held}" '
        f"hidden>{escape(alt)}</i>"
    )


def show(part: str) -> None:
    """Scroll to the container of a key."""
    st.html(
        f"<script>document.querySelector('.st-key-{part}').scrollIntoView({{behavior: "
        "matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth'})</script>",
        unsafe_allow_javascript=True,
    )
