"""The real app, run without a browser, on the bundled data or on a changed copy of it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from riskdata.catalogue import BUNDLED

ROOT = Path(__file__).parents[2]
PAGES = ["overview", "attack_trends", "hotspots", "incidents"]

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
