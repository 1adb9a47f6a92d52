"""The database behind the store: its tables, how it is reached, and its failures in plain words."""

import os
import sqlite3
from pathlib import Path
from time import monotonic, sleep

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DisconnectionError, NoSuchModuleError

from riskdata.versions import StoreError

WAIT_SECONDS = 30
"""How long a writer waits for the one before it."""

tables = sa.MetaData()
content = sa.Table(
    "content",
    tables,
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("gzip", sa.LargeBinary, nullable=False),
)
edition = sa.Table(
    "edition",
    tables,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("bundled", sa.Boolean, nullable=False),
)
version = sa.Table(
    "version",
    tables,
    sa.Column("dataset", sa.String(64), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("edition", sa.ForeignKey("edition.number"), nullable=False, index=True),
    sa.Column("hash", sa.ForeignKey("content.hash"), nullable=False),
    sa.Column("based_on", sa.Integer),
    sa.Column("restores", sa.Integer),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("as_of", sa.Date, nullable=False),
)
audit = sa.Table(
    "audit",
    tables,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
)
setting = sa.Table(
    "setting",
    tables,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)


def parsed(address: str) -> sa.URL:
    """An SQLAlchemy address, with the driver that we bring where it names PostgreSQL alone.

    Raises `StoreError` where it is no address of an SQLite file or a PostgreSQL database.
    """
    try:
        url = sa.make_url(address)
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        known = url.get_dialect().name
    except (ArgumentError, NoSuchModuleError, ValueError):
        known = ""
    if known not in ("sqlite", "postgresql") or not url.database:
        # The address itself is not repeated: it may hold a password.
        raise StoreError(
            "CORRIDOR_WATCH_DATABASE_URL is no address of a database. Write it like "
            "postgresql://user:password@host/database."
        )
    return url


def file_engine(path: Path) -> sa.Engine:
    """The SQLite file, opened anew where it was replaced, or may be written to only now.

    Using it raises `OSError` where the file is gone.
    """
    engine = sa.create_engine("sqlite://", creator=lambda: _open(path), poolclass=sa.QueuePool)

    @event.listens_for(engine, "checkout")
    def is_as_it_was_opened(_connection, record, _proxy) -> None:
        now = _state(path)
        if record.info.setdefault("state", now) != now:
            raise DisconnectionError("the file has changed")

    return engine


def _open(path: Path) -> sqlite3.Connection:
    how, *_ = _state(path)
    opened = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        timeout=WAIT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    if how == "mode=rw":
        _let_readers_go_on(opened)
        opened.execute("PRAGMA synchronous = FULL")
        opened.execute("PRAGMA foreign_keys = ON")
    return opened


def _let_readers_go_on(opened: sqlite3.Connection) -> None:
    """Have what is written kept in a log beside the file until it is whole."""
    until = monotonic() + WAIT_SECONDS
    while True:
        try:
            opened.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # Of those that open a new file together, SQLite turns all but one away unasked to wait.
            if error.sqlite_errorname != "SQLITE_BUSY" or monotonic() > until:
                raise
            sleep(0.01)


def _state(path: Path) -> tuple[str, int, int, int]:
    """How the file is to be opened, and what a connection to it goes by."""
    status = path.stat()
    if os.access(path.parent, os.W_OK) and os.access(path, os.W_OK):
        return "mode=rw", status.st_dev, status.st_ino, 0
    if path.with_name(f"{path.name}-wal").exists():
        return "mode=ro", status.st_dev, status.st_ino, 0
    # A reader of the write-ahead log needs files beside it, which cannot be made there.
    return "immutable=1", status.st_dev, status.st_ino, status.st_mtime_ns


def server_engine(url: sa.URL) -> sa.Engine:
    """The PostgreSQL database. A host that has gone is noticed after seconds, not minutes."""
    return sa.create_engine(
        url,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5, "tcp_user_timeout": 10_000},
    )


def alone() -> list[str]:
    """What makes a PostgreSQL transaction the only one that writes, while readers go on. A writer
    that hangs gives way to the others."""
    return [
        f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'",
        f"SET LOCAL idle_in_transaction_session_timeout = '{2 * WAIT_SECONDS}s'",
        "LOCK TABLE edition IN EXCLUSIVE MODE",
    ]


FULL = "There is no space left where the data are kept. Make room, then try again"
CLOSED = "The data folder may only be read. Let the user who runs the dashboard write in it"
NO_FOLDER = (
    "The data folder cannot be opened. Let it be a folder, and let the user who runs the dashboard "
    "read and write in it"
)
LOCKED = "Somebody else's publishing has held the store for too long. Try again"
SILENT = "The database does not answer. Try again in a moment; if it lasts, see whether it runs"
REFUSING = (
    "The database does not let the dashboard in. Mend the user, password and database in "
    "CORRIDOR_WATCH_DATABASE_URL"
)
DAMAGED = (
    "The data file is damaged, or is no store of this dashboard. Move it away and put its newest "
    "backup in its place"
)
# The first sign found in what the database said decides.
WORDS = {
    "disk is full": FULL,
    "No space left": FULL,
    "disk I/O error": "The disk that holds the data does not work as it should. See whether it is "
    "full or broken",
    "readonly": CLOSED,
    "Read-only file system": CLOSED,
    "read-only transaction": "The database may only be read. Let it be written to",
    "Permission denied": CLOSED,
    "permission denied": REFUSING,
    "unable to open": NO_FOLDER,
    "Not a directory": NO_FOLDER,
    "File exists": NO_FOLDER,
    "No such file": "The data file is gone. Bring it back, or start the dashboard anew without it",
    "not a database": DAMAGED,
    "malformed": DAMAGED,
    "no such column": DAMAGED,
    "locked": LOCKED,
    "lock timeout": LOCKED,
    "authentication failed": REFUSING,
    "no password supplied": REFUSING,
    "no pg_hba.conf entry": REFUSING,
    "does not exist": REFUSING,
    "too many clients": "The database serves too many others. Try again in a moment; if it lasts, "
    "let it take more connections",
    "connection": SILENT,
    "terminating": SILENT,
    "resolve": SILENT,
}


def in_words(error: Exception, where: str) -> str:
    """What a failure of the database means and what to do about it, for a reader."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()
    reason = said[0] if said else type(error).__name__
    words = next((WORDS[sign] for sign in WORDS if sign in reason), "The store cannot be used")
    return f"{words} ({where}: {reason})."
