"""The process that checks an upload says in words why it cannot."""

import io
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from riskdata import catalogue
from riskdata.desk import worker
from riskdata.desk.drafted import Drafts
from tests.browser.app import ROOT
from ui import desk_work

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
    drafts, small = pickle.loads(done.stdout)
    assert small
    assert [one.dataset for one in drafts.drafts] == ["claims"]


def test_one_process_answers_check_after_check_and_ends_with_its_input():
    done = subprocess.run(
        [sys.executable, "-m", "riskdata.desk.worker"],
        cwd=ROOT, input=pickle.dumps((CLAIMS, {})) + pickle.dumps((CLAIMS * 2, {})),
        capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    answers = io.BytesIO(done.stdout)
    counts = [len(pickle.load(answers)[0].drafts) for _ in range(2)]
    assert counts == [1, 2]
    assert not answers.read()


def test_after_a_check_that_was_given_up_the_next_ones_are_answered():
    given_up = desk_work.Work(dict(CLAIMS), {})
    given_up.abandon()
    first = desk_work.Work(dict(CLAIMS), {})
    assert isinstance(first.answer(), Drafts)
    again = desk_work.Work(dict(CLAIMS), {})
    first.abandon()
    assert isinstance(again.answer(), Drafts)
    assert again.step == "Working out what is new", "what was told of the check before is not its"
