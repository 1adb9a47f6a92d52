"""The real app, run without a browser, on the bundled data or on a changed copy of it."""

import json
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from streamlit.runtime.state.common import user_key_from_element_id
from streamlit.testing.v1 import AppTest

from riskdata.catalogue import BUNDLED
from tests.browser.app import ROOT, page_files, page_views

PAGES = page_files()
VIEWS = [pytest.param(view, id=view.name) for view in page_views()]

Visit = Callable[..., AppTest]


@pytest.fixture
def visit() -> Visit:
    """`visit(page, **filters)`: the page that a link with those filters opens."""

    def open_page(page: str = "overview", **filters: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        app.query_params.update(filters)
        app.run()
        if page != "overview":
            app.switch_page(f"pages/{page}.py").run()
        return app

    return open_page


@pytest.fixture
def datasets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the bundled datasets that the app reads instead of them."""
    folder = tmp_path / "datasets"
    shutil.copytree(BUNDLED, folder, ignore=shutil.ignore_patterns("geo", "names"))
    monkeypatch.setenv("CORRIDOR_WATCH_DATASETS", str(folder))
    return folder


def text(app: AppTest) -> str:
    """Everything that the page's main part says, as HTML."""
    return "\n".join(element.proto.body for element in app.main.get("html"))


def plain(html: str) -> str:
    """The words of HTML, as a reader sees them."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def headings(app: AppTest) -> list[str]:
    """The findings, the page's own first."""
    return [plain(h) for h in re.findall(r'<h[12] class="finding">(.*?)</h[12]>', text(app))]


SENT = re.compile(
    r'<i data-map="st-key-(.*?)" data-bounds=".*?" data-traces="(.*?)" hidden>(.*?)</i>'
)


class Picture(NamedTuple):
    """A chart or a map as the browser shows it: its key, its alternative text, its figure."""

    key: str
    alt: str
    data: list[dict[str, Any]]
    layout: dict[str, Any]


def pictures(app: AppTest) -> list[Picture]:
    """The pictures of the page's main part, in its order; each map with the traces sent for it."""
    sent = {}
    for html in app.main.get("html"):
        for chart, traces, alt in SENT.findall(html.proto.body):
            sent[chart] = json.loads(unescape(traces))["data"], unescape(alt)
    found = []
    for chart in app.main.get("plotly_chart"):
        key, figure = user_key_from_element_id(chart.proto.id) or "", json.loads(chart.proto.spec)
        traces, alt = sent.pop(key, ([], chart.proto.alt))
        found.append(Picture(key, alt, figure["data"] + traces, figure["layout"]))
    assert not sent, "traces were sent for maps that the page has not"
    return found
