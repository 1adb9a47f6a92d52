"""The commands, their options, and their help with examples."""

import argparse
import getpass
from datetime import date
from pathlib import Path

from riskdata.cli.answer import IN_WORDS
from riskdata.desk.columns import EXPORTS
from riskdata.desk.written_dates import Order
from riskdata.schema import SCHEMAS

RUN = "python -m riskdata"
LONGEST_AUTHOR, LONGEST_NOTE = 80, 500

CODES = "\n".join(
    [
        "exit codes:",
        *(f"  {code:>3}  {words}" for code, words in IN_WORDS.items()),
        "  130  stopped with Ctrl-C: published whole, or not at all",
    ]
)
STORE = """the store:
  CORRIDOR_WATCH_DATABASE_URL names a PostgreSQL; else it is SQLite in the folder
  CORRIDOR_WATCH_DATA_DIR, else in `data` below the current one: the same as the dashboard's.
  Whoever may write there may publish; no passphrase is asked for."""
FILES = """The files: CSV, also as .csv.gz, .zip of CSVs or .xlsx. Ours are recognised by their
columns; UCDP GED, UCDP Candidate, ACLED and GTD exports are converted. All files go
together: with an error in one, none can be published. The steps are told on standard
error (--quiet: they are not)."""


def parser() -> argparse.ArgumentParser:
    """The whole command line. Wrong use ends the process with exit code 2."""
    whole = argparse.ArgumentParser(
        prog=RUN,
        description="The data desk of Corridor Watch: check files, publish them, undo.",
        epilog=f"{CODES}\n\n{STORE}\n\nEach command has help of its own: {RUN} publish --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _check(commands)
    _publish(commands)
    _history(commands)
    _restore(commands)
    _export(commands)
    _template(commands)
    _passphrase(commands)
    return whole


def _command(commands, name: str, does: str, more: str, *examples: str) -> argparse.ArgumentParser:
    told = "\n".join(f"  {RUN} {example}" for example in examples)
    return commands.add_parser(
        name,
        help=does[0].lower() + does[1:],
        description=f"{does}.\n\n{more}",
        epilog=f"examples:\n{told}\n\n{CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _check(commands) -> None:
    command = _command(
        commands, "check", "Say what files would change, and what is wrong in them",
        f"Nothing is published. The exit code is what publish would meet.\n\n{FILES}",
        "check incidents.csv",
        "check --append --fix new-incidents.xlsx",
        'check --column "Lat=latitude" --column "Long=longitude" places.csv',
        "check --json upload.zip 2>/dev/null | jq .files[].findings",
    )  # fmt: skip
    _of_files(command)
    _json(command)


def _publish(commands) -> None:
    command = _command(
        commands, "publish", "Check files, and publish them where nothing is wrong",
        "They go live together, at every viewer's next click. What is published already is not\n"
        f"published again: then nothing happens, with exit code 0.\n\n{FILES}",
        'publish incidents.csv --note "Attacks of May 2026"',
        'publish --quiet GEDEvent_v26_0_4.csv --note "UCDP Candidate, April" --accept-warnings',
        'publish --append new.csv claims.csv --note "June, with its claims" --author "S. Malik"',
    )  # fmt: skip
    _of_files(command)
    _signed(command)
    _json(command)


def _history(commands) -> None:
    command = _command(
        commands, "history", "List every version, the newest first",
        "With author, time, note, rows and SHA-256.",
        "history", "history incidents", "history incidents --json",
    )  # fmt: skip
    _dataset(command, nargs="?", does="of this dataset only")
    _json(command)


def _restore(commands) -> None:
    command = _command(
        commands, "restore", "Publish an old version again, as a new one",
        "Nothing is lost: what is published now stays in the history. The answer says what\n"
        "becomes of the headline figures of the pages.",
        'restore incidents 3 --note "Version 4 had the tolls of 2024 twice"',
    )  # fmt: skip
    _dataset(command, does="the dataset")
    command.add_argument("number", type=int, metavar="NUMBER", help="the version to bring back")
    _signed(command)
    _quiet(command)
    _json(command)


def _export(commands) -> None:
    command = _command(
        commands, "export", "Write every dataset as a Frictionless data package",
        "With datapackage.json, and what each dataset is. A folder of it can serve as\n"
        "CORRIDOR_WATCH_DATASETS.",
        "export package/", "export corridor-watch.zip", "export --edition 3 as-it-was.zip",
    )  # fmt: skip
    command.add_argument(
        "out", type=Path, metavar="FOLDER|FILE.zip", help="where to write; made where it is missing"
    )
    command.add_argument(
        "--edition", type=int, metavar="N", help="as it was in edition N (default: the newest)"
    )
    _json(command)


def _template(commands) -> None:
    command = _command(
        commands, "template", "Write the blank file of a dataset",
        "Its header, with one real row as an example.",
        "template incidents > incidents.csv", "template acled_events -o acled.csv",
    )  # fmt: skip
    _dataset(command, does="the dataset")
    command.add_argument(
        "-o", "--out", type=Path, metavar="FILE", help="where to write (default: standard output)"
    )


def _passphrase(commands) -> None:
    command = _command(
        commands, "passphrase", "Print the analysts' passphrase, drawn now",
        "It is kept only as a hash, so it can be shown only when it is drawn: the\n"
        "first time, or with --new.",
        "passphrase", "passphrase --new",
    )  # fmt: skip
    command.add_argument(
        "--new", action="store_true",
        help="draw another; whoever is signed in with the one before is signed out",
    )  # fmt: skip
    _author(command)
    _json(command)


def _of_files(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", type=Path, nargs="+", metavar="FILE", help="what to read")
    command.add_argument(
        "--dataset", choices=[*SCHEMAS, *EXPORTS], metavar="NAME",
        help=f"what the files are, where their columns leave it open: {', '.join(SCHEMAS)}; or an "
        f"export: {', '.join(EXPORTS)}",
    )  # fmt: skip
    command.add_argument(
        "--column", type=_renaming, action="append", default=[], metavar="THEIRS=OURS",
        help="read a column as one of the dataset's (may be given several times)",
    )  # fmt: skip
    command.add_argument(
        "--append", action="store_true",
        help="add the rows to what is published, a row with a known key in the place of the one "
        "there (default: replace what is published; exports replace the time that they cover)",
    )  # fmt: skip
    command.add_argument(
        "--covers", type=_period, metavar="FIRST:LAST",
        help="the days that an export covers, like 2024-10-01:2024-10-31 (default: as its name or "
        "its events tell)",
    )  # fmt: skip
    command.add_argument(
        "--dates", type=_order, metavar="day-first|month-first",
        help="how dates like 03/04/2024 are to be read where nothing in their column tells",
    )  # fmt: skip
    command.add_argument(
        "--fix", action="store_true", help="make all the mendings that the check offers"
    )
    command.add_argument(
        "--accept-warnings", action="store_true", help="the warnings are known, and no obstacle"
    )
    _quiet(command)


def _quiet(command: argparse.ArgumentParser) -> None:
    command.add_argument("-q", "--quiet", action="store_true", help="do not tell the steps")


def _dataset(command: argparse.ArgumentParser, does: str, nargs: str | None = None) -> None:
    command.add_argument(
        "dataset", choices=list(SCHEMAS), metavar="DATASET", nargs=nargs,
        help=f"{does}: {', '.join(SCHEMAS)}",
    )  # fmt: skip


def _signed(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--note", type=_line(LONGEST_NOTE), required=True, help="what is new, and why"
    )
    _author(command)


def _author(command: argparse.ArgumentParser) -> None:
    # argparse gives a text that is a default to `type` as well, and only where it is used.
    command.add_argument(
        "--author", type=_author_named, default="",
        help="who stands in the history (default: the user who runs this)",
    )  # fmt: skip


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="answer with one JSON object")


def _line(most: int):
    def line(text: str) -> str:
        plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
        if not 0 < len(plain) <= most:
            raise argparse.ArgumentTypeError(f"write a text of 1 to {most} characters")
        return plain

    return line


def _author_named(name: str) -> str:
    if name:
        return _line(LONGEST_AUTHOR)(name)
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise argparse.ArgumentTypeError("the user has no name here: say who you are") from None


def _period(text: str) -> tuple[date, date]:
    try:
        first, last = map(date.fromisoformat, text.split(":"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not like 2024-10-01:2024-10-31") from None
    if last < first:
        raise argparse.ArgumentTypeError(f"{text!r} ends before it begins")
    return first, last


def _order(text: str) -> Order:
    orders: dict[str, Order] = {"day-first": "day first", "month-first": "month first"}
    if text not in orders:
        raise argparse.ArgumentTypeError(f"{text!r} is neither day-first nor month-first")
    return orders[text]


def _renaming(text: str) -> tuple[str, str]:
    theirs, sign, ours = (part.strip() for part in text.rpartition("="))
    if not (theirs and sign and ours):
        raise argparse.ArgumentTypeError(f'{text!r} is not like "Lat=latitude"')
    return theirs, ours
