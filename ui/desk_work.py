"""The checking of an upload, in a process of its own: viewers of this one go on undisturbed."""

import atexit
import pickle
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock

from riskdata.desk.drafted import Choice, Drafts
from riskdata.desk.worker import OUT_OF_MEMORY

ROOT = Path(__file__).parents[1]
TRACEBACK = "Traceback (most recent call last):"
FAILED = (
    "The check failed while it was at this: {step}. Nothing was published. Whoever runs the "
    "dashboard finds the reason in its log."
)

# One check at a time: two would leave viewers no processor.
_turns = ThreadPoolExecutor(1, "check")


class _Worker:
    """A process that checks uploads, one after the other."""

    def __init__(self) -> None:
        self._steps = NamedTemporaryFile(prefix="corridor-watch-check-")  # noqa: SIM115 - it lives as long as the process
        self._process = subprocess.Popen(
            [sys.executable, "-m", "riskdata.desk.worker"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._steps,
        )  # fmt: skip

    @property
    def ended(self) -> int | None:
        """The exit code, None while it runs."""
        return self._process.poll()

    def told(self) -> bytes:
        """What it has said of its steps so far."""
        return Path(self._steps.name).read_bytes()

    def ask(self, question: bytes) -> tuple[Drafts | str, bool]:
        """The answer, and whether more may be asked. Raises OSError or EOFError where the process
        ends instead."""
        given, answered = self._process.stdin, self._process.stdout
        assert given is not None
        assert answered is not None
        given.write(question)
        given.flush()
        return pickle.load(answered)

    def kill(self) -> None:
        """Have it end now."""
        self._process.kill()

    def end(self) -> int:
        """End it, if it still runs; its exit code."""
        with suppress(OSError):
            self._process.communicate()
        return self._process.wait()


# Touched in the turns only, until Python ends.
_waiting: list[_Worker] = []


def get_ready() -> None:
    """Have a process wait for the next check, so that it answers at once."""
    _turns.submit(_wait_for_a_check)


def _wait_for_a_check() -> None:
    if not _waiting:
        _waiting.append(_Worker())


def _take() -> _Worker:
    """The process that waits, or a new one where none does any more."""
    worker = _waiting.pop() if _waiting else _Worker()
    return worker if worker.ended is None else _Worker()


@atexit.register
def _end() -> None:
    while _waiting:
        worker = _waiting.pop()
        worker.kill()
        worker.end()


class Work:
    """A check of an upload with its choices: waiting, under way or done."""

    def __init__(self, uploads: Mapping[str, bytes], choices: Mapping[str, Choice]) -> None:
        self._begun = time.monotonic()
        self._worker: _Worker | None = None
        self._told_before = 0
        self._abandoned = self._answered = False
        self._handing_over = Lock()
        question = pickle.dumps((list(uploads.items()), dict(choices)), pickle.HIGHEST_PROTOCOL)
        self._answer: Future[Drafts | str] = _turns.submit(self._ask, question)

    @property
    def step(self) -> str:
        """What is being done now, in words."""
        begun = "Starting the check" if self._worker else "Waiting for another check to end"
        *_, step = [begun, *self._steps()]
        return step

    @property
    def seconds(self) -> int:
        """How long ago the check was asked for."""
        return round(time.monotonic() - self._begun)

    @property
    def done(self) -> bool:
        """Whether there is an answer."""
        return self._answer.done()

    def answer(self) -> Drafts | str:
        """The drafts, or in words why there are none."""
        return self._answer.result()

    def abandon(self) -> None:
        """End the check: nobody waits for its answer any more."""
        self._abandoned = True
        with self._handing_over:
            if not self._answer.cancel() and self._worker and not self._answered:
                self._worker.kill()

    def _steps(self) -> list[str]:
        told = self._worker.told()[self._told_before :] if self._worker else b""
        return told.decode(errors="replace").partition(TRACEBACK)[0].splitlines()

    def _ask(self, question: bytes) -> Drafts | str:
        worker = _take()
        self._told_before, self._worker = len(worker.told()), worker
        if self._abandoned:
            worker.kill()
        try:
            answer, may_be_asked_again = worker.ask(question)
        except (OSError, EOFError):
            return self._failed(worker)
        with self._handing_over:
            self._answered = True  # from here on the process may be at another check
        if may_be_asked_again:
            _waiting.append(worker)
        else:
            worker.end()
            _wait_for_a_check()
        return answer

    def _failed(self, worker: _Worker) -> str:
        """Why the process ended instead of answering, in words."""
        code = worker.end()
        told = worker.told().decode(errors="replace")
        if code < 0 or "MemoryError" in told:
            return OUT_OF_MEMORY
        print(told, file=sys.stderr, flush=True)
        return FAILED.format(step=self.step)
