"""What the colours of a stacked picture stand for, in one line that wraps."""

from collections.abc import Mapping
from html import escape

import streamlit as st

# The rim shows a square of the colour of the paper.
SQUARE = (
    "display:inline-block;width:.7em;height:.7em;margin-right:.35em;"
    "box-shadow:inset 0 0 0 1px #8888;background:"
)


def draw(colours: Mapping[str, str], title: str = "") -> None:
    """Draw each name behind a square of its colour, in the order given, after what they count."""
    items = "".join(
        '<span style="margin-right:1.1em;white-space:nowrap">'
        f'<i style="{SQUARE}{escape(colour)}"></i>{escape(name)}</span> '
        for name, colour in colours.items()
    )
    counted = f'<span style="margin-right:1.1em">{escape(title)}:</span> ' if title else ""
    st.html(f'<p class="source">{counted}{items}</p>')
