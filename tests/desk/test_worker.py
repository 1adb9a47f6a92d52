"""The process that checks an upload says in words why it cannot."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from riskdata import catalogue
from riskdata.desk import worker
from tests.browser.app import ROOT

CLAIMS = [("claims.csv", (catalogue.BUNDLED / "claims.csv").read_bytes())]


def test_without_the_store_nothing_is_compared_with_other_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    file = tmp_path / "corridor-watch.sqlite"
    file.write_bytes(b"this is no database at all, whatever its name says" * 100)
    monkeypatch.setenv("CORRIDOR_WATCH_DATA_DIR", str(tmp_path))
    said = worker.answer(CLAIMS, {})
    assert isinstance(said, str)
    assert said.startswith("The published data cannot be read, so nothing can be compared.")
    assert str(file) in said


def test_a_lower_limit_of_memory_than_its_own_is_kept():
    command = f"ulimit -v {4 << 20}; exec {sys.executable} -m riskdata.desk.worker"
    done = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, input=pickle.dumps((CLAIMS, {})), capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    drafts = pickle.loads(done.stdout)
    assert [one.dataset for one in drafts.drafts] == ["claims"]
