"""What Regional hotspots is set from besides charts: small maps in a grid, short tables."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from riskdata.wording import number
from ui.panel import Rows

STYLE = Path(__file__).with_suffix(".css")


def small_maps(drawings: Sequence[tuple[str, str, str]], sizes: Mapping[int, float]) -> None:
    """Draw small maps (title, SVG document, line below), as many in a row as fit, under a key of
    their circles: pixels across by the number killed."""
    maps = "".join(
        f"<figure><figcaption>{escape(title)}</figcaption>"
        # Streamlit strips SVG elements from HTML; an image may hold one.
        f'<img alt="{escape(f"Map of {title}: {below}")}" '
        f'src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">'
        f"<p>{escape(below)}</p></figure>"
        for title, svg, below in drawings
    )
    key = "".join(
        f'<span><i style="width:{across:.1f}px;height:{across:.1f}px"></i>{number(killed)}</span>'
        for killed, across in sizes.items()
    )
    st.html(f'<p class="size-key">{key}killed</p><div class="small-maps">{maps}</div>')


def top(caption: str, table: pd.DataFrame, noun: str, colour: str) -> None:
    """Draw the names with most events (`name`, `events`, `killed`) as a table with bars."""
    most = max(table["events"].max(), 1)
    columns = table["name"].astype(str), table["events"].to_numpy(), table["killed"].to_numpy()
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td class="bar">'
        f'<i style="width:{events / most:.0%};background:{colour}"></i></td>'
        f"<td>{number(events)}</td><td>{number(killed)}</td></tr>"
        for name, events, killed in zip(*columns, strict=True)
    )
    st.html(
        f'<table class="top"><caption>{escape(caption)}</caption><thead><tr><th scope="col">'
        f'<span class="unseen">Name</span></th><td></td><th scope="col">{escape(noun)}</th>'
        f'<th scope="col">killed</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def with_changes(places: pd.DataFrame, moved: pd.DataFrame | None) -> Rows:
    """Rows of places with what changed in each, where a change can be told."""
    rows = places if moved is None else places.join(moved.add_prefix("change_"))
    return rows.reset_index
