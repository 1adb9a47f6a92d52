"""A process that is killed while it publishes leaves the old edition or the new one, never else."""

import itertools
import random
import signal
import sqlite3
import time
from pathlib import Path

from riskdata.store import Content, Store
from tests.store.processes import WHOLE, begin, publish_when_told
from tests.store.publishing import BUNDLED, DATASETS, DAY, current, publish

ROUNDS = {"sqlite": 200, "postgresql": 50} if WHOLE else {"sqlite": 6, "postgresql": 4}
STEP = 1 if WHOLE else 9


def noise(draw: random.Random) -> dict[str, Content]:
    """A new content of each dataset, large enough to be written in many steps."""
    return {name: Content(draw.randbytes(200_000), draw.randrange(9), DAY) for name in DATASETS}


def held(store: Store) -> dict[str, bytes]:
    """What a reader is given of each dataset, whole or not at all."""
    found = {name: bundled.csv for name, bundled in BUNDLED.items()}
    return found | {name: store.content(one.hash) for name, one in current(store).items()}


def bytes_of(contents: dict[str, Content]) -> dict[str, bytes]:
    return {name: content.csv for name, content in contents.items()}


def assert_chained(store: Store) -> None:
    """Editions and the versions of each dataset follow each other without a gap."""
    numbers = [one.number for one in store.editions()]
    assert numbers == list(range(len(numbers)))[::-1]
    for name in DATASETS:
        chain = [(one.number, one.based_on) for one in store.versions(name)]
        assert chain == [(n, n - 1 if n else None) for n in range(len(chain))][::-1]


def test_dying_before_any_statement_of_the_first_publishing_leaves_nothing(open_store, new_address):
    """It makes the tables, writes down the bundled data, and publishes."""
    draw = random.Random(1)
    died = 0
    for fatal in itertools.count(0, STEP):
        address, new = new_address(), noise(draw)
        process, said = begin(publish_when_told, address, "Saima", new, fatal)
        assert said.recv() == "ready"
        said.send("go")
        process.join(60)
        store = open_store(address)
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        store.note_down("Bilal", "looked", "done", "")  # waits for what a server still does
        assert store.versions() == store.editions() == []
        assert len(store.audit()) == 1
        store.close()
        died += 1
    assert died * STEP > 40
    assert held(store) == bytes_of(new)
    assert_chained(store)


def test_a_process_killed_at_any_moment_leaves_the_old_edition_or_the_new(open_store, address):
    kind = address.partition(":")[0]
    draw = random.Random(2)
    store = open_store()
    publish(store, "Saima", "first", **noise(draw))
    took = longest_of_three(address, draw)
    ended = {"old": 0, "new": 0}
    for _ in range(ROUNDS[kind]):
        before, new = held(store), noise(draw)
        process, said = begin(publish_when_told, address, "Saima", new)
        assert said.recv() == "ready"
        said.send("go")
        time.sleep(draw.uniform(0, 1.2 * took))
        process.kill()
        process.join(60)
        after_it = open_store()
        after_it.note_down("Bilal", "looked", "done", "")  # waits for what a server still does
        now = held(after_it)
        after_it.close()
        assert now in (before, bytes_of(new))
        assert held(store) == now  # who was connected all the time sees the same
        ended["new" if now == bytes_of(new) else "old"] += 1
        told = [entry for entry in store.audit(10_000) if entry.action == "publish"]
        assert len(told) == sum(not one.bundled for one in store.editions())
    print(f"{kind}: {ended} of {ROUNDS[kind]} kills within {1.2 * took:.3f} s")
    assert_chained(store)
    if kind == "sqlite":
        assert_sound(Path(address.removeprefix("sqlite:///")))
    publish(store, "Bilal", "goes on", incidents=["one"])


def longest_of_three(address: str, draw: random.Random) -> float:
    """Seconds that publishing takes in another process, left alone."""
    took = []
    for _ in range(3):
        process, said = begin(publish_when_told, address, "Saima", noise(draw))
        assert said.recv() == "ready"
        began = time.monotonic()
        said.send("go")
        assert said.recv() == "done"
        took.append(time.monotonic() - began)
        process.join(60)
    return max(took)


def assert_sound(file: Path) -> None:
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
