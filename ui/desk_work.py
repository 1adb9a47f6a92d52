"""The checking of an upload, in a process of its own: viewers of this one go on undisturbed."""

import pickle
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tempfile import NamedTemporaryFile

from riskdata.desk.drafts import Choice, Drafts
from riskdata.desk.worker import OUT_OF_MEMORY

ROOT = Path(__file__).parents[1]
TRACEBACK = "Traceback (most recent call last):"
FAILED = (
    "The check failed while it was at this: {step}. Nothing was published. Whoever runs the "
    "dashboard finds the reason in its log."
)

# One check at a time: two would leave viewers no processor.
_turns = ThreadPoolExecutor(1, "check")


class Work:
    """A check of an upload with its choices: waiting, under way or done."""

    def __init__(self, uploads: Mapping[str, bytes], choices: Mapping[str, Choice]) -> None:
        self._told = NamedTemporaryFile(prefix="corridor-watch-check-")  # noqa: SIM115 - it lives as long as the check
        self._begun = time.monotonic()
        self._worker: subprocess.Popen[bytes] | None = None
        self._abandoned = False
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
        if not self._answer.cancel() and self._worker:
            self._worker.kill()

    def _steps(self) -> list[str]:
        told = Path(self._told.name).read_text(errors="replace")
        return told.partition(TRACEBACK)[0].splitlines()

    def _ask(self, question: bytes) -> Drafts | str:
        command = [sys.executable, "-m", "riskdata.desk.worker"]
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._told
        ) as self._worker:
            if self._abandoned:
                self._worker.kill()
            answer, _ = self._worker.communicate(question)
        if self._worker.returncode == 0:
            return pickle.loads(answer)
        told = Path(self._told.name).read_text(errors="replace")
        if self._worker.returncode < 0 or "MemoryError" in told:
            return OUT_OF_MEMORY
        print(told, file=sys.stderr, flush=True)
        return FAILED.format(step=self.step)
