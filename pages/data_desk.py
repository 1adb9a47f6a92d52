"""What data are there, how are they kept current, and who changed what and when?"""

import streamlit as st

from riskdata.findings import data_desk as findings
from riskdata.reading import DatasetError
from riskdata.store import StoreError, store
from riskdata.wording import day
from ui import data, desk_catalogue, desk_history, desk_upload, filters, methods, panel, roles

DATASETS, UPLOAD, HISTORY, AUDIT = "Datasets", "Upload", "History", "Audit"

filters.chosen()
methods.style()
rows = 0
names = data.datasets()
for name in names:
    try:
        rows += len(data.dataset(name))
    except DatasetError:
        continue
panel.heading(
    "Data desk",
    findings.finding(data.holdings().edition, len(names), rows),
    [
        "Anyone may read and download everything here. Analysts upload new files: checked, "
        "compared and published as new versions. Nothing is ever deleted."
    ],
)

part = st.segmented_control(
    "Look at", [DATASETS, UPLOAD, HISTORY, AUDIT], default=DATASETS, required=True,
    key="desk-part", bind="query-params",
)  # fmt: skip


def upload() -> None:
    """Signing in, then the way of a file."""
    try:
        roles.announce_passphrase()
        roles.sign_in_box()
        if roles.analyst():
            if "desk-conflict" in st.session_state:
                st.warning(st.session_state.pop("desk-conflict"))
            desk_upload.section()
        else:
            panel.source("Sign in to upload. Reading and downloading need no signing in.")
    except StoreError as error:
        st.error(str(error))


def audit() -> None:
    """Who did what: published, restored, was refused."""
    try:
        found = store().audit()
    except StoreError as error:
        st.error(str(error))
        return
    panel.section("Who published, restored, or was refused" if found else "Nothing yet")
    if found:
        methods.table(
            ["When (UTC)", "Who", "What", "Outcome", "Details"],
            [
                (f"{day(one.at)} {one.at:%H:%M:%S}", [one.who, one.action, one.outcome, one.detail])
                for one in found
            ],
        )


if part == DATASETS:
    desk_catalogue.section()
elif part == UPLOAD:
    upload()
elif part == HISTORY:
    desk_history.section()
else:
    audit()
panel.source(findings.SOURCE)
