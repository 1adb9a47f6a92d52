"""A page that anyone may view and only analysts may publish on, for the tests of roles."""

import streamlit as st

from riskdata.roles import Refused
from riskdata.store import store
from ui import roles

roles.announce_passphrase()
roles.sign_in_box()
st.text(f"Analyst: {roles.analyst()}")
if st.button("Publish"):
    try:
        st.text(f"Published by {roles.require_analyst('publish')}")
    except Refused as refusal:
        st.text(f"Refused: {refusal}")
for entry in store().audit():
    st.text(f"{entry.who}: {entry.action}, {entry.outcome}")
