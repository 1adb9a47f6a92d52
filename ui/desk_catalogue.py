"""The catalogue that anyone may read: every dataset, how full it is, and its downloads."""

from contextlib import suppress
from html import escape

import streamlit as st

from riskdata.datapackage import as_csv
from riskdata.desk import exports, templates
from riskdata.desk.quality import quality
from riskdata.findings import data_desk as findings
from riskdata.reading import DatasetError
from riskdata.schema import SCHEMAS, UNBUNDLED
from riskdata.wording import day, number
from ui import data, desk_parts, panel


def title(name: str) -> str:
    """The dataset's title; its name where what it is cannot be read."""
    with suppress(DatasetError):
        return data.metadata(name).title
    return name


def section() -> None:
    """Every dataset in a line, one in full, and all of them as a package."""
    names = data.datasets()
    lines = []
    for name in names:
        with panel.guarded():
            known, found = data.metadata(name), data.once(quality, name, dataset=name)
            label = data.holdings().label(name)
            lines.append(
                [known.title, label, number(found.rows), day(known.as_of), findings.quality(found)]
            )
    panel.section(
        "What is held, and how full it is",
        "Empty cells mean not known, never zero. As of is the day on which these rows were first "
        "published here, or put together where they are bundled; how far they reach is their "
        "newest date. Whoever uses a dataset keeps to its licence.",
    )
    desk_parts.table(
        "Datasets",
        ["Dataset", "Version", "Rows", "As of", "How full, how firm"],
        [[escape(cell) for cell in line] for line in lines],
    )
    with st.container(horizontal=True):
        st.download_button(
            "All datasets with their description (zip)", _package,
            file_name=exports.package_name(data.holdings().number), mime="application/zip",
            on_click="ignore", key="desk-package",
            help="A Frictionless data package: the CSVs, datapackage.json, and what each is.",
        )  # fmt: skip
    one_dataset()


def _package() -> bytes:
    frames, about, versions = {}, {}, {}
    for name in data.datasets():
        with suppress(DatasetError):
            frames[name], about[name] = data.dataset(name), data.metadata(name)
            version = data.holdings().published(name)
            versions[name] = version.number if version else 0
    return exports.package_zip(frames, about, versions, data.holdings().number)


@st.fragment
def one_dataset() -> None:
    """The columns of a dataset, how full each is, and its downloads."""
    named = {title(name): name for name in [*data.datasets(), *UNBUNDLED]}
    chosen = st.selectbox("Dataset", list(named), key="dataset", bind="query-params", width=420)
    name = named[chosen]
    held = name in data.datasets()
    with panel.guarded():
        frame = data.dataset(name) if held else None
        with st.container(horizontal=True):
            if frame is not None:
                version = data.holdings().published(name)
                st.download_button(
                    "CSV", lambda: as_csv(frame), mime="text/csv", on_click="ignore",
                    file_name=exports.csv_name(name, version.number if version else 0),
                    key="desk-csv", help="Every row of the version shown",
                )  # fmt: skip
            st.download_button(
                "Blank template", lambda: templates.template(name, frame), mime="text/csv",
                file_name=templates.template_name(name), on_click="ignore", key="desk-template",
                help="The header, with one real row as an example",
            )  # fmt: skip
        if frame is None:
            panel.source(
                "Nothing is bundled: its publisher's terms let nobody pass it on. Upload an export "
                "of your own, and it becomes a record that every page offers."
            )
            return
        found = data.once(quality, name, dataset=name)
        columns = SCHEMAS[name].columns
        desk_parts.table(
            f"Columns of {chosen}",
            ["Column", "Filled", "What it is"],
            [
                [
                    escape(one.column), escape(findings.filled(one.share)),
                    escape(str(columns[one.column].description)),
                ]
                for one in found.filled
            ],
        )  # fmt: skip
