"""The most memory that a piece of work held at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

PROCESS = Path("/proc/self")


class Weighed(NamedTuple):
    """What the work returned, and how many megabytes this process grew by at most meanwhile."""

    result: Any
    megabytes: float


def weighed(work: Callable[[], Any]) -> Weighed:
    """Do the work and watch the resident memory of this process (Linux)."""
    # 5 resets the high-water mark, see proc_pid_clear_refs(5).
    (PROCESS / "clear_refs").write_text("5")
    before = _kilobytes("VmRSS")
    result = work()
    return Weighed(result, max(_kilobytes("VmHWM") - before, 0) / 1024)


def _kilobytes(field: str) -> int:
    status = (PROCESS / "status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(field))
