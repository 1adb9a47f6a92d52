"""What a click on a filter costs on each page: one run of the page's script.

The data are in memory, but nobody has chosen these filters before: nothing that is kept per filter
helps. The time is the processor's, so that it is the same on one core and on a busy machine; it
includes some 10 ms that Streamlit's test harness takes to gather the elements.
"""

import time

import pytest
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner

from tests.browser.app import ROOT, View, page_views

CLICKS = [
    ("confidence", "Confirmed only"),
    ("region", "Balochistan"),
    ("region", "Afghan border belt"),
    ("confidence", "Unconfirmed too"),
    ("region", "Pakistan"),
    ("period", "Since 2021"),
    ("period", "All"),
]


@pytest.fixture(autouse=True)
def compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server compiles each file once, the harness for each run."""
    cache = ScriptCache()
    for harness in (app_test, local_script_runner):
        monkeypatch.setattr(harness, "ScriptCache", lambda: cache)


@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize("view", page_views(), ids=lambda view: view.name)
def test_filter_click(run, published, view: View):
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=300)
    app.query_params.update(view.chosen)
    app.run()
    app.switch_page(f"pages/{view.page}.py").run()
    clicks = iter(CLICKS)

    def choose() -> None:
        key, value = next(clicks)
        app.selectbox(key=key).select(value)

    run(app.run, setup=choose, rounds=len(CLICKS))
    assert not app.exception
    assert app.main.get("html")
