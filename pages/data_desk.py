"""What data are there, how are they kept current, and who changed what and when?"""

from contextlib import suppress

import streamlit as st

from riskdata.desk.quality import quality
from riskdata.findings import data_desk as findings
from riskdata.reading import DatasetError
from riskdata.store import StoreError
from ui import (
    data,
    desk_catalogue,
    desk_history,
    desk_parts,
    desk_upload,
    filters,
    methods,
    panel,
    roles,
)

DATASETS, UPLOAD, HISTORY, AUDIT = "Datasets", "Upload", "History", "Audit"


def rows() -> int:
    """The rows of all datasets that can be read."""
    found = 0
    for name in data.datasets():
        with suppress(DatasetError):
            found += data.once(quality, name, dataset=name).rows
    return found


def upload() -> None:
    """Signing in, then the way of a file."""
    try:
        roles.announce_passphrase()
        with st.container(horizontal=True, vertical_alignment="center", key="desk-who"):
            roles.sign_in_box()
        owner = roles.analyst()
        if owner:
            desk_upload.section(owner)
        else:
            panel.source("Sign in to upload. Reading and downloading need no signing in.")
    except StoreError as error:
        desk_parts.notice(str(error), urgent=True)


filters.unfiltered()
methods.style()
panel.heading(
    "Data desk",
    findings.finding(data.holdings().edition, len(data.datasets()), rows()),
    [
        "Anyone may read and download everything here. Analysts upload new files: checked, "
        "compared and published as new versions. Nothing is ever deleted."
    ],
)
part = st.segmented_control(
    "Part of this page", [DATASETS, UPLOAD, HISTORY, AUDIT], default=DATASETS, required=True,
    key="desk-part", bind="query-params", label_visibility="collapsed",
)  # fmt: skip
with st.container(key="data-desk"):
    if part == DATASETS:
        desk_catalogue.section()
    elif part == UPLOAD:
        upload()
    elif part == HISTORY:
        desk_history.section()
    else:
        desk_history.audit()
panel.source(findings.SOURCE)
