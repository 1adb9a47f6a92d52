"""Which edition of the data a page shows: said below it, pinned by its link, and told when newer
data are there."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from riskdata import editions
from riskdata.wording import day
from ui import data
from ui.desk_catalogue import title

LOOKED_FOR = "30s"
"""How often an open page asks whether there is anything newer."""


def notice() -> None:
    """Say above the page that it shows older data, or that the store cannot be asked."""
    shown = data.holdings()
    if shown.trouble:
        st.html(
            '<div class="edition-notice" role="status">New data cannot be looked up at the moment: '
            f"this is what was last read, {escape(shown.words())}. {escape(shown.trouble)}</div>"
        )
    asked = st.session_state.get(data.PINNED)
    if shown.pinned and shown.number < shown.newest:
        _pinned(
            f"You see {shown.words()}, as its link asks for. Newer data have been published since."
        )
    elif asked and not shown.pinned and not shown.trouble:
        _pinned(
            f"The link asks for edition {asked}, which is not here. You see the newest: "
            f"{shown.words()}."
        )
    else:
        newer()


def _pinned(said: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="edition-pinned"):
        st.html(f'<div class="edition-notice" role="status">{escape(said)}</div>')
        st.button("Show the newest", on_click=data.unpin, type="tertiary")


@st.fragment(run_every=LOOKED_FOR)
def newer() -> None:
    """Offer the newest data where they came after the page was drawn."""
    shown = data.holdings()
    now = editions.holdings()
    if now.number > shown.number and not now.trouble:
        with st.container(horizontal=True, vertical_alignment="center", key="edition-newer"):
            author = escape(now.edition.author) if now.edition else ""
            st.html(f'<div class="edition-notice" role="status">New data from {author}.</div>')
            if st.button("Refresh", type="tertiary"):
                st.rerun()


def footer() -> None:
    """Which versions the page was drawn from, with a link that will show them again."""
    shown = data.holdings()
    parts = [
        f"{escape(title(name))} ({shown.label(name)}, {identity})"
        for name, identity in sorted(data.asked_for().items())
    ]
    when = ""
    if shown.edition and shown.number:
        at = shown.edition.at
        when = f", published {day(at)} at {at:%H:%M} UTC by {escape(shown.edition.author)}"
    address = urlencode({**st.query_params.to_dict(), data.PINNED: str(shown.number)}, doseq=True)
    st.html(
        f'<footer class="edition">Drawn from {escape(shown.words())}{when}: {"; ".join(parts)}. '
        f'<a href="?{escape(address)}" target="_self">Link to these very data</a></footer>'
    )
