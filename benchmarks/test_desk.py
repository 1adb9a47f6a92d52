"""An upload of a million incidents on the data desk: read, checked, compared, headlines.

The upload goes to the process that the page has check it. Beside it: `pandas.read_csv` of the same
file, and what a viewer waits for a click while the check is under way.
"""

import asyncio
import gzip
import io
import os
import pickle
import random
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pandas as pd
import pytest

from benchmarks.conftest import events_of
from benchmarks.memory import weighed
from benchmarks.test_viewers import click
from benchmarks.viewer import Viewer
from riskdata.datapackage import as_csv
from riskdata.desk.drafted import Choice, Drafts
from tests.browser.app import ROOT, serving

ROWS = 1_000_000
NAME = "incidents.csv.gz"
CLICKS_ALONE = 20


class Check(NamedTuple):
    """What a check said, its seconds and peak megabytes, and the seconds of each of its steps."""

    drafts: Drafts
    seconds: float
    megabytes: float
    steps: dict[str, float]


@pytest.fixture(scope="module")
def upload() -> bytes:
    """A million incidents, packed: unpacked they are larger than an upload may be."""
    return gzip.compress(as_csv(events_of("incidents", ROWS)), 1)


def check(upload: bytes) -> Check:
    """Have the upload checked and added to what is published."""
    question = pickle.dumps(([(NAME, upload)], {NAME: Choice(append=True)}))
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "riskdata.desk.worker"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as worker, ThreadPoolExecutor(2) as pool:  # fmt: skip
        assert worker.stdin
        assert worker.stdout
        assert worker.stderr
        said = pool.submit(worker.stdout.read)
        begun = pool.submit(lambda: [(line, time.perf_counter()) for line in worker.stderr or ()])
        worker.stdin.write(question)
        worker.stdin.close()
        drafts, _ = pickle.loads(said.result())
        steps = begun.result()
        end = time.perf_counter()
        _, status, used = os.wait4(worker.pid, 0)
        worker.returncode = os.waitstatus_to_exitcode(status)
    ends = [at for _, at in steps[1:]] + [end]
    took: dict[str, float] = {}
    for (line, at), over in zip(steps, ends, strict=True):
        name = re.sub(r" \S*incidents\S*$", " the file", line.decode().strip())
        took[name] = took.get(name, 0) + over - at
    return Check(drafts, end - start, used.ru_maxrss / 1024, took)


def test_a_million_incidents(benchmark, upload):
    found = benchmark.pedantic(lambda: check(upload))
    (draft,) = found.drafts.drafts
    assert draft.ready
    assert draft.added == ROWS
    content = gzip.decompress(upload)
    start = time.perf_counter()
    plain, megabytes = weighed(lambda: pd.read_csv(io.BytesIO(content)))
    assert len(plain) == ROWS
    benchmark.extra_info["desk"] = {
        "rows": ROWS, "seconds": found.seconds, "megabytes": found.megabytes, "steps": found.steps,
        "plain seconds": time.perf_counter() - start, "plain megabytes": megabytes,
    }  # fmt: skip


async def clicks(url: str, until: ThreadPoolExecutor | None, upload: bytes) -> list[float]:
    """Seconds of a viewer's clicks, one a second: some, or as long as a check takes."""
    viewer, draw, waits = await Viewer.open(url), random.Random(len(upload)), []
    work = until.submit(check, upload) if until else None
    while not work.done() if work else len(waits) < CLICKS_ALONE:
        waits.append((await click(viewer, draw)).seconds)
        await asyncio.sleep(1)
    await viewer.close()
    return waits


def test_a_viewer_while_a_million_incidents_are_checked(benchmark, upload):
    with serving() as app, ThreadPoolExecutor(1) as pool:
        alone = asyncio.run(clicks(app.url, None, b""))
        beside = benchmark.pedantic(lambda: asyncio.run(clicks(app.url, pool, upload)))
    benchmark.extra_info["clicks"] = {"alone": alone, "beside a check": beside}
