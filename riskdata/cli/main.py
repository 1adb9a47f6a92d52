"""A command line carried out: what is printed, and the exit code."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from riskdata.cli.answer import Answer, Code, Stopped
from riskdata.cli.arguments import parser
from riskdata.cli.text import harmless
from riskdata.reading import DatasetError
from riskdata.store import StoreError


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command and print its answer; the exit code (`answer.Code`).

    Raises SystemExit for help, and with code 2 for a command line that cannot be understood.
    """
    arguments = parser().parse_args(argv)
    as_json = getattr(arguments, "json", False)
    try:
        answer = _run(arguments)
    except Stopped as error:
        return _refuse(error.code, str(error), as_json)
    except StoreError as error:
        return _refuse(Code.UNUSABLE, str(error), as_json)
    except DatasetError as error:
        return _refuse(Code.UNUSABLE, f"The published data cannot be read. {error}", as_json)
    except MemoryError:
        words = "There is not enough memory for that. Give fewer rows at once."
        return _refuse(Code.ERRORS, words, as_json)
    return _print(answer, as_json)


def _run(arguments: Namespace) -> Answer:
    # What a check takes is long to load; whoever asks for the history need not wait for it.
    if arguments.command in ("check", "publish"):
        from riskdata.cli import upload as commands
    elif arguments.command == "restore":
        from riskdata.cli import restore as commands
    else:
        from riskdata.cli import versions as commands
    return getattr(commands, arguments.command)(arguments)


def _refuse(code: Code, reason: str, as_json: bool) -> int:
    print(harmless(reason), file=sys.stderr)
    if not as_json:
        return code
    return _print(Answer(code, [], {"outcome": code.name.lower(), "reason": reason}), as_json)


def _print(answer: Answer, as_json: bool) -> int:
    try:
        if answer.content is not None:
            sys.stdout.buffer.write(answer.content)
        elif as_json:
            # Plain ASCII, so that no encoding and no terminal can spoil it.
            print(json.dumps({**answer.data, "exit_code": answer.code}, indent=2))
        else:
            sys.stdout.reconfigure(errors="backslashreplace")  # pyright: ignore
            print("\n".join(map(harmless, answer.lines)))
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is still to come
        if not isinstance(error, BrokenPipeError):  # else whoever read along has seen enough
            print(f"The answer cannot be written: {error.strerror}.", file=sys.stderr)
            return answer.code or Code.USAGE
    return answer.code
