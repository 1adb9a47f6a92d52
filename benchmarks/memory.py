"""The most memory that a piece of work held at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

PROCESS = Path("/proc/self")


def _kilobytes(field: str) -> int:
    status = (PROCESS / "status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(field))


def peak_megabytes(work: Callable[[], Any]) -> float:
    """How much the resident memory of this process rose at most while the work ran (Linux)."""
    # 5 resets the high-water mark, see proc_pid_clear_refs(5).
    (PROCESS / "clear_refs").write_text("5")
    before = _kilobytes("VmRSS")
    work()
    return (_kilobytes("VmHWM") - before) / 1024
