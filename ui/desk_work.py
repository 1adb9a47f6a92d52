"""The checking of an upload, in a process of its own: viewers of this one go on undisturbed."""

import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from tempfile import NamedTemporaryFile

from riskdata.desk.drafts import Choice, Drafts
from riskdata.desk.worker import OUT_OF_MEMORY

ROOT = Path(__file__).parents[1]
Uploads = Sequence[tuple[str, bytes]]

# One check at a time: two would leave viewers no processor.
_turns = ThreadPoolExecutor(1, "check")


class Work:
    """A check of an upload with its choices: waiting, under way or done."""

    def __init__(self, uploads: Uploads, choices: Mapping[str, Choice]) -> None:
        self._told = NamedTemporaryFile(prefix="corridor-watch-check-")  # noqa: SIM115 - it lives as long as the check
        question = pickle.dumps((uploads, choices), pickle.HIGHEST_PROTOCOL)
        self._answer: Future[Drafts | str] = _turns.submit(self._ask, question)

    @property
    def step(self) -> str:
        """What is being done now, in words."""
        *_, step = ["Waiting for another check to end", *self._steps()]
        return step

    @property
    def done(self) -> bool:
        """Whether there is an answer."""
        return self._answer.done()

    def answer(self) -> Drafts | str:
        """The drafts, or in words why there are none."""
        return self._answer.result()

    def _steps(self) -> list[str]:
        return Path(self._told.name).read_text(errors="replace").splitlines()

    def _ask(self, question: bytes) -> Drafts | str:
        command = [sys.executable, "-m", "riskdata.desk.worker"]
        worker = subprocess.run(
            command, cwd=ROOT, input=question, stdout=subprocess.PIPE, stderr=self._told
        )
        if worker.returncode == 0:
            return pickle.loads(worker.stdout)
        if worker.returncode < 0 or "MemoryError" in self.step:
            return OUT_OF_MEMORY
        return f"The check failed, and nothing was published ({self.step})."
