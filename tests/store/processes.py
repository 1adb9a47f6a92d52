"""Publishing in processes of their own, which a test may kill; and how long a campaign is."""

import multiprocessing
import os
import signal
import sys
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from riskdata.store import Conflict, Content, Store
from tests.store.publishing import publish

WHOLE = os.environ.get("CORRIDOR_WATCH_FAULTS") == "whole"
"""Whether the long campaigns run whole (`make faults`) or, as in `make test`, a short round."""

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__, "psycopg"])


def begin(what: Any, *arguments: Any) -> tuple[BaseProcess, Connection]:
    """Call `what` in another process with a connection and the arguments; the process and the
    other end of that connection."""
    # A page that was run in this process stands as its main module, and each child would run it.
    sys.modules["__main__"] = ModuleType("__main__")
    ours, theirs = _processes.Pipe()
    process = _processes.Process(target=what, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def publish_when_told(
    said: Connection, address: str, author: str, new: dict[str, Content], fatal: int | None = None
) -> None:
    """Publish `new` as one edition once anything is said, and answer "done".

    `fatal` counts the statements sent to the database, each commit among them: the process kills
    itself in front of the one of that number.
    """
    store = Store(address)
    said.send("ready")
    said.recv()
    if fatal is not None:
        _die_before(fatal)
    publish(store, author, "of another process", **new)
    said.send("done")


def _die_before(fatal: int) -> None:
    sent = 0

    def count(*_: Any) -> None:
        nonlocal sent
        if sent == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        sent += 1

    event.listen(sa.Engine, "before_cursor_execute", count)
    event.listen(sa.Engine, "commit", count)


def publish_again_and_again(said: Connection, address: str, author: str, times: int) -> None:
    """Publish incidents `times` times, each time on what is current then; answer how often somebody
    else was faster."""
    store, conflicts = Store(address), 0
    said.send("ready")
    said.recv()
    for time in range(times):
        while True:
            try:
                publish(store, author, str(time), incidents=[f"{author} {time}"])
                break
            except Conflict:
                conflicts += 1
    said.send(conflicts)
