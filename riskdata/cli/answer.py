"""What a command answers: lines to read, the same for programs, and how to go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class Code(IntEnum):
    """Exit codes."""

    DONE = 0
    ERRORS = 1
    USAGE = 2
    WARNINGS = 3
    CONFLICT = 4
    UNUSABLE = 5


IN_WORDS = {
    Code.DONE: "done; also where the files hold nothing new",
    Code.ERRORS: "the files have errors: nothing was published",
    Code.USAGE: "wrong use: an option, a file or a version that there is not, or nowhere to write",
    Code.WARNINGS: "the files have warnings, and --accept-warnings was not given: nothing was "
    "published",
    Code.CONFLICT: "somebody else published meanwhile: nothing was published, run it again",
    Code.UNUSABLE: "the published data or their store cannot be used now",
}


@dataclass(frozen=True)
class Answer:
    """`lines` are for people, `data` is for --json: plain values, `outcome` among them. `content`
    is written to standard output in place of the lines, where it is given."""

    code: Code
    lines: Sequence[str]
    data: Mapping[str, Any] = field(default_factory=dict)
    content: bytes | None = None


class Stopped(Exception):
    """Why a command could not be carried out, in a sentence for the user."""

    def __init__(self, code: Code, reason: str) -> None:
        self.code = code
        super().__init__(reason)
