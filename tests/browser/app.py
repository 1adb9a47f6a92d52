"""The real dashboard, served on a free port for as long as a test needs it."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from ui import methods_link

ROOT = Path(__file__).parents[2]
START_SECONDS = 60


@dataclass(frozen=True)
class App:
    """A running dashboard: where it answers, and what it has written so far."""

    url: str
    log_file: Path

    def log(self) -> str:
        """Everything the server has printed."""
        return self.log_file.read_text()


LOOKS = {
    "attack_trends": ("look", ["What the publishers count", "Who, whom and how", "Claims, tested"]),
    "hotspots": (
        "closer",
        ["Balochistan and the border belt", "Year by year", "Distance to the border"],
    ),
    "cpec_exposure": ("look", ["Projects and routes", "Chinese nationals as targets"]),
    "data_desk": ("desk-part", ["Datasets", "Upload"]),
    "methods": ("part", list(methods_link.PARTS)),
}
"""Pages of which a part is one of several: what chooses it in the address, and what it can be."""

CLOSER = [("cpec_exposure", "project", "Gwadar deep-sea port")]
"""Parts further down that are not there at first."""


class View(NamedTuple):
    """A page as a reader can look at it: its file's name and what its address says."""

    page: str
    chosen: dict[str, str]

    @property
    def address(self) -> str:
        """Where it stands: "/", "/hotspots?closer=Year+by+year"."""
        path = "/" if self.page == "overview" else f"/{self.page}"
        return f"{path}?{urlencode(self.chosen)}" if self.chosen else path

    @property
    def name(self) -> str:
        """A name for files and tests: "hotspots-year-by-year"."""
        return "-".join([self.page, *re.findall(r"\w+", " ".join(self.chosen.values()).lower())])


def page_files() -> list[str]:
    """Name of every page's file, in the order in which dashboard.py declares them: "overview"."""
    return re.findall(r'st\.Page\(\s*"\w+/(\w+)\.py"', (ROOT / "dashboard.py").read_text())


def page_views() -> list[View]:
    """Every page as it opens, and with every other part of those of which a reader chooses one."""
    found = []
    for page in page_files():
        found.append(View(page, {}))
        name, values = LOOKS.get(page, ("", []))
        found += [View(page, {name: value}) for value in values[1:]]
        found += [View(page, {key: value}) for within, key, value in CLOSER if within == page]
    return found


@contextmanager
def serving(
    script: Path = ROOT / "dashboard.py",
    datasets: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[App]:
    """Serve the dashboard, or another Streamlit script, until the block ends.

    `datasets` is a folder to read instead of the bundled one; `environment` holds what the server
    is to find in its environment besides what there is. Raises `RuntimeError` with the
    server's own words if it does not answer.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = {**os.environ, **(environment or {})}
    if datasets:
        variables["CORRIDOR_WATCH_DATASETS"] = str(datasets)
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += ["--server.address=127.0.0.1", f"--server.port={port}", "--server.headless=true"]
    command += ["--server.fileWatcherType=none", "--browser.gatherUsageStats=false"]
    with tempfile.TemporaryDirectory() as folder:
        app = App(f"http://127.0.0.1:{port}", Path(folder) / "server.log")
        with app.log_file.open("w") as log:
            server = subprocess.Popen(
                command, cwd=script.parent, env=variables, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            _wait_until_healthy(app, server)
            yield app
        finally:
            server.terminate()
            server.wait(timeout=30)


def _wait_until_healthy(app: App, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{app.url}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise RuntimeError(f"The dashboard did not start:\n{app.log()}")
