"""What figures need from the browser that Streamlit alone does not give them; see `browser.js`."""

from collections.abc import Sequence
from pathlib import Path

import plotly.io
from streamlit.components.v2 import component

_SCRIPT = Path(__file__).with_name("browser.js").read_text(encoding="utf-8")


def attach() -> None:
    """Let maps fit their place and keep the reader's view, and draw the page anew in the colours
    of another theme when the reader changes to it."""
    component("figures", js=_SCRIPT)(key="figures", on_scheme_change=lambda: None)


def fill(chart: str, traces: Sequence, alt: str) -> None:
    """Draw traces on the map whose chart has that key, beside its first, and say what it shows."""
    figure = plotly.io.to_json({"data": traces}, validate=False)
    data = {"chart": chart, "figure": figure, "alt": alt}
    component("figures", js=_SCRIPT)(key=f"{chart}-data", data=data)
