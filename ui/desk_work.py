"""The checking of an upload, in a process of its own: viewers of this one go on undisturbed."""

import pickle
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from riskdata.desk.drafts import Choice, Drafts
from riskdata.desk.worker import OUT_OF_MEMORY

ROOT = Path(__file__).parents[1]
Uploads = Sequence[tuple[str, bytes]]

# One check at a time: two would leave viewers no processor.
_turns = ThreadPoolExecutor(1, "check")


class Work:
    """A check of an upload with its choices: waiting, under way or done."""

    def __init__(self, uploads: Uploads, choices: Mapping[str, Choice]) -> None:
        self.step = "Waiting for another check to end"
        self._question = pickle.dumps((uploads, choices), pickle.HIGHEST_PROTOCOL)
        self._answer: Future[Drafts | str] = _turns.submit(self._ask)

    @property
    def done(self) -> bool:
        """Whether there is an answer."""
        return self._answer.done()

    def answer(self) -> Drafts | str:
        """The drafts, or in words why there are none."""
        return self._answer.result()

    def _ask(self) -> Drafts | str:
        command = [sys.executable, "-m", "riskdata.desk.worker"]
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as worker:  # fmt: skip
            assert worker.stdin and worker.stdout and worker.stderr
            listener = threading.Thread(target=self._listen, args=(worker.stderr,))
            listener.start()
            worker.stdin.write(self._question)
            worker.stdin.close()
            said = worker.stdout.read()
            listener.join()
        if worker.returncode == 0:
            return pickle.loads(said)
        if worker.returncode < 0 or "MemoryError" in self.step:
            return OUT_OF_MEMORY
        return f"The check failed, and nothing was published ({self.step})."

    def _listen(self, steps) -> None:
        for line in steps:
            self.step = line.decode(errors="replace").strip()
