"""Published versions of the datasets: append-only, in SQLite or PostgreSQL.

An edition is what one act of publishing made: new versions of one dataset or of several, which go
live together or not at all. Editions are numbered 1, 2, 3 ...; edition 0 is the bundled data. A
version belongs to one dataset and is numbered 0, 1, 2 ... in it; its content stands once in the
store, compressed, under the SHA-256 of its bytes. Nothing is ever changed or deleted: undoing
publishes an old content as a new version.

A dataset that nobody published follows the files bundled with the code. Publishing first writes
down what those files hold, as versions of their own, so that an edition can be seen again as it
was after the code has brought other files.
"""

import gzip
import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

WAIT_SECONDS = 30
BUNDLED_AUTHOR = "Corridor Watch"
BUNDLED_NOTE = "The data bundled with the code."

_tables = sa.MetaData()
_content = sa.Table(
    "content",
    _tables,
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("gzip", sa.LargeBinary, nullable=False),
)
_edition = sa.Table(
    "edition",
    _tables,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("bundled", sa.Boolean, nullable=False),
)
_version = sa.Table(
    "version",
    _tables,
    sa.Column("dataset", sa.String(64), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("edition", sa.ForeignKey("edition.number"), nullable=False, index=True),
    sa.Column("hash", sa.ForeignKey("content.hash"), nullable=False),
    sa.Column("based_on", sa.Integer),
    sa.Column("restores", sa.Integer),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("as_of", sa.Date, nullable=False),
)
_audit = sa.Table(
    "audit",
    _tables,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
)
_setting = sa.Table(
    "setting",
    _tables,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)


@dataclass(frozen=True)
class Content:
    """What a version holds: the bytes of its CSV (`riskdata.datapackage.as_csv`), its rows, its
    as-of date."""

    csv: bytes
    rows: int
    as_of: date

    @property
    def hash(self) -> str:
        """SHA-256 of the CSV, in hex."""
        return hashlib.sha256(self.csv).hexdigest()


@dataclass(frozen=True)
class Change:
    """A new content for a dataset. `based_on` is the hash of the content that its author saw as the
    current one; `restores` the number of the version it brings back, if it does."""

    dataset: str
    content: Content
    based_on: str
    restores: int | None = None


@dataclass(frozen=True)
class Edition:
    """One act of publishing. `bundled`: it wrote down the files that came with the code."""

    number: int
    at: datetime
    author: str
    note: str
    bundled: bool


@dataclass(frozen=True)
class Version:
    """One content of a dataset. `based_on` is the number of the version that it followed."""

    dataset: str
    number: int
    edition: Edition
    hash: str
    based_on: int | None
    restores: int | None
    rows: int
    as_of: date


@dataclass(frozen=True)
class Entry:
    """One line of the audit list."""

    at: datetime
    who: str
    action: str
    outcome: str
    detail: str


class StoreError(Exception):
    """The store cannot be used now; the message says why and what to do."""


class Conflict(Exception):
    """Somebody else published the dataset meanwhile."""

    def __init__(self, dataset: str, current: Version | None) -> None:
        self.dataset, self.current = dataset, current
        super().__init__(
            f"{dataset} was published anew by {current.edition.author} "
            f"(version {current.number}: {current.edition.note})"
            if current
            else f"the bundled file of {dataset} has changed"
        )


class Store:
    """The versions behind one database address. One object serves all threads of a process."""

    def __init__(self, url: str) -> None:
        """`url` is an SQLAlchemy address; tables that are missing are made at the first use."""
        self._url = sa.make_url(url)
        if self._url.drivername in ("postgresql", "postgres"):
            self._url = self._url.set(drivername="postgresql+psycopg")
        sqlite = self._url.get_backend_name() == "sqlite"
        self._file = Path(self._url.database or "") if sqlite else None
        self._engine = _sqlite_engine(self._file) if self._file else _server_engine(self._url)
        self._ready = False

    @property
    def where(self) -> str:
        """Where the store is, without its password."""
        return self._url.render_as_string(hide_password=True)

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """A transaction that no other writer shares."""
        with self._explained():
            self._make_tables()
            with self._engine.connect() as connection:
                if self._file:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                else:
                    connection.execute(sa.text("LOCK TABLE edition IN EXCLUSIVE MODE"))
                yield connection
                connection.commit()

    def _make_tables(self) -> None:
        if not self._ready:
            if self._file:
                self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._engine.begin() as connection:
                if self._file:  # those that start together take turns
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                else:
                    connection.execute(sa.text("SELECT pg_advisory_xact_lock(20260106)"))
                _tables.create_all(connection)
            self._ready = True

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            raise StoreError(_in_words(error, self.where)) from error

    def newest(self) -> int:
        """Number of the newest edition, 0 where nothing was published yet."""
        if self._file and not self._file.exists():
            return 0
        with self._reading() as connection:
            if not self._ready:
                if not sa.inspect(connection).has_table("edition"):
                    return 0
                self._ready = True
            return connection.scalar(sa.select(sa.func.max(_edition.c.number))) or 0

    def editions(self) -> list[Edition]:
        """Every edition, the newest first."""
        if not self.newest():
            return []
        with self._reading() as connection:
            found = connection.execute(sa.select(_edition).order_by(_edition.c.number.desc()))
            return [_as_edition(row._mapping) for row in found]

    def versions(self, dataset: str | None = None) -> list[Version]:
        """Every version, of one dataset or of all, the newest first."""
        wanted = _versions().order_by(_version.c.edition.desc(), _version.c.dataset)
        if dataset is not None:
            wanted = wanted.where(_version.c.dataset == dataset)
        if not self.newest():
            return []
        with self._reading() as connection:
            return [_as_version(row._mapping) for row in connection.execute(wanted)]

    def as_of_edition(self, edition: int) -> dict[str, Version]:
        """The version of each dataset that was current in an edition.

        A dataset that the store knows nothing of by then is not in it.
        """
        if not self.newest():
            return {}
        with self._reading() as connection:
            return _current(connection, edition)

    def content(self, hash: str) -> bytes:
        """The CSV with this SHA-256. Raises `StoreError` where it is not, or no longer, whole."""
        with self._reading() as connection:
            packed = connection.scalar(sa.select(_content.c.gzip).where(_content.c.hash == hash))
        csv = gzip.decompress(packed) if packed else b""
        if hashlib.sha256(csv).hexdigest() != hash:
            raise StoreError(f"The content {hash[:12]} is not whole in {self.where}.")
        return csv

    def publish(
        self, changes: Sequence[Change], bundled: Mapping[str, Content], author: str, note: str
    ) -> Edition:
        """Publish the changes as one edition, or none of them.

        `bundled` holds the bundled content of every dataset that there is; what the store does not
        know of it is written down first. Raises `Conflict` where a change was based on what is no
        longer current, and `StoreError` where the store cannot be used; nothing is stored then.
        """
        packed = {one.content.hash: gzip.compress(one.content.csv, 6) for one in changes}
        with self._writing() as connection:
            last = connection.scalar(sa.select(sa.func.max(_edition.c.number)))
            current = _current(connection, last) if last is not None else {}
            following = {
                name: content
                for name, content in bundled.items()
                if name not in current
                or (current[name].edition.bundled and current[name].hash != content.hash)
            }
            if following:
                last = 0 if last is None else last + 1
                _write_edition(connection, last, BUNDLED_AUTHOR, BUNDLED_NOTE, bundled=True)
                for name, content in following.items():
                    _write_content(connection, content.hash, gzip.compress(content.csv, 6))
                    _write_version(connection, last, name, content, current.get(name), None)
                current = _current(connection, last)
            for change in changes:
                if current[change.dataset].hash != change.based_on:
                    known = current[change.dataset]
                    raise Conflict(change.dataset, None if known.edition.bundled else known)
            number = (last or 0) + 1
            _write_edition(connection, number, author, note, bundled=False)
            for change in changes:
                _write_content(connection, change.content.hash, packed[change.content.hash])
                _write_version(
                    connection, number, change.dataset, change.content, current[change.dataset],
                    change.restores,
                )  # fmt: skip
            written = connection.execute(sa.select(_edition).where(_edition.c.number == number))
            return _as_edition(written.one()._mapping)

    def note_down(self, who: str, action: str, outcome: str, detail: str) -> None:
        """Add a line to the audit list."""
        with self._writing() as connection:
            connection.execute(
                _audit.insert().values(
                    at=datetime.now(UTC), who=who, action=action, outcome=outcome, detail=detail
                )
            )

    def audit(self, most: int = 500) -> list[Entry]:
        """The newest lines of the audit list, the newest first."""
        with self._explained():
            self._make_tables()
        wanted = sa.select(_audit).order_by(_audit.c.number.desc()).limit(most)
        with self._reading() as connection:
            return [
                Entry(_utc(row.at), row.who, row.action, row.outcome, row.detail)
                for row in connection.execute(wanted)
            ]

    def setting(self, name: str, first: str | None = None) -> str | None:
        """What is stored under a name. Where nothing is, `first` is stored, if it is given."""
        wanted = sa.select(_setting.c.value).where(_setting.c.name == name)
        if first is None:
            with self._explained():
                self._make_tables()
            with self._reading() as connection:
                return connection.scalar(wanted)
        with self._writing() as connection:
            found = connection.scalar(wanted)
            if found is None:
                connection.execute(_setting.insert().values(name=name, value=first))
            return first if found is None else found

    def set_setting(self, name: str, value: str) -> None:
        """Store a value under a name, in the place of any other."""
        with self._writing() as connection:
            connection.execute(_setting.delete().where(_setting.c.name == name))
            connection.execute(_setting.insert().values(name=name, value=value))


def _sqlite_engine(path: Path) -> sa.Engine:
    def connect() -> sqlite3.Connection:
        options = {"timeout": WAIT_SECONDS, "isolation_level": None, "check_same_thread": False}
        if not os.access(path.parent, os.W_OK) and path.exists():
            # A reader of the write-ahead log needs files beside it, which cannot be made there.
            return sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, **options)
        opened = sqlite3.connect(path, **options)
        # Readers go on while a version is written.
        opened.execute("PRAGMA journal_mode = WAL")
        opened.execute("PRAGMA synchronous = FULL")
        opened.execute("PRAGMA foreign_keys = ON")
        return opened

    return sa.create_engine("sqlite://", creator=connect, poolclass=sa.QueuePool)


def _server_engine(url: sa.URL) -> sa.Engine:
    return sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 5})


def _in_words(error: Exception, where: str) -> str:
    said = str(getattr(error, "orig", None) or error).strip().splitlines()
    reason = said[0] if said else type(error).__name__
    for sign, words in {
        "disk is full": "There is no space left where the data are kept. Make room, then try again",
        "No space left": "There is no space left where the data are kept. Make room, then try "
        "again",
        "readonly": "The data folder may only be read. Let the user who runs the dashboard write "
        "in it",
        "unable to open": "The data folder cannot be opened. Let it be there, and let the user who "
        "runs the dashboard read and write in it",
        "locked": "Another process has held the store for too long. Try again",
        "connection": "The database does not answer. Try again in a moment; if it lasts, see "
        "whether it runs",
    }.items():
        if sign in reason:
            return f"{words} ({where}: {reason})."
    return f"The store cannot be used ({where}: {reason})."


def _versions() -> sa.Select:
    return sa.select(
        _version,
        *(_edition.c[name] for name in ("at", "author", "note", "bundled")),
    ).join(_edition, _edition.c.number == _version.c.edition)


def _current(connection: sa.Connection, edition: int) -> dict[str, Version]:
    newest = (
        sa.select(_version.c.dataset, sa.func.max(_version.c.number).label("number"))
        .where(_version.c.edition <= edition)
        .group_by(_version.c.dataset)
        .subquery()
    )
    wanted = _versions().join(
        newest,
        (newest.c.dataset == _version.c.dataset) & (newest.c.number == _version.c.number),
    )
    found = [_as_version(row._mapping) for row in connection.execute(wanted)]
    return {version.dataset: version for version in found}


def _write_edition(
    connection: sa.Connection, number: int, author: str, note: str, *, bundled: bool
) -> None:
    connection.execute(
        _edition.insert().values(
            number=number, at=datetime.now(UTC), author=author, note=note, bundled=bundled
        )
    )


def _write_content(connection: sa.Connection, hash: str, packed: bytes) -> None:
    known = connection.scalar(sa.select(_content.c.hash).where(_content.c.hash == hash))
    if known is None:
        connection.execute(_content.insert().values(hash=hash, gzip=packed))


def _write_version(
    connection: sa.Connection,
    edition: int,
    dataset: str,
    content: Content,
    before: Version | None,
    restores: int | None,
) -> None:
    connection.execute(
        _version.insert().values(
            dataset=dataset,
            number=before.number + 1 if before else 0,
            edition=edition,
            hash=content.hash,
            based_on=before.number if before else None,
            restores=restores,
            rows=content.rows,
            as_of=content.as_of,
        )
    )


def _utc(at: datetime) -> datetime:
    """SQLite gives back times without their zone."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _as_edition(row: Mapping, number: str = "number") -> Edition:
    return Edition(row[number], _utc(row["at"]), row["author"], row["note"], row["bundled"])


def _as_version(row: Mapping) -> Version:
    return Version(
        dataset=row["dataset"],
        number=row["number"],
        edition=_as_edition(row, "edition"),
        hash=row["hash"],
        based_on=row["based_on"],
        restores=row["restores"],
        rows=row["rows"],
        as_of=row["as_of"],
    )


def address() -> str:
    """Where the store is: CORRIDOR_WATCH_DATABASE_URL, else SQLite in CORRIDOR_WATCH_DATA_DIR,
    else SQLite in `data` in the folder that the dashboard was started in."""
    url = os.environ.get("CORRIDOR_WATCH_DATABASE_URL")
    if url:
        return url
    folder = Path(os.environ.get("CORRIDOR_WATCH_DATA_DIR") or "data").absolute()
    return f"sqlite:///{folder / 'corridor-watch.sqlite'}"


@lru_cache(maxsize=8)
def _opened(address: str) -> Store:
    return Store(address)


def store() -> Store:
    """The store of this process."""
    return _opened(address())
