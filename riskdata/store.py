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
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from riskdata import database
from riskdata.versions import Change, Conflict, Content, Edition, Entry, StoreError, Version

__all__ = ["Change", "Conflict", "Content", "Edition", "Entry", "Store", "StoreError", "Version"]

PACKING = 3
"""Half the time of gzip's usual level, for a sixth more space."""
BUNDLED_AUTHOR = "Corridor Watch"
BUNDLED_NOTE = "The data bundled with the code."


class Store:
    """The versions behind one database address. One object serves all threads of a process."""

    def __init__(self, url: str) -> None:
        """`url` is an SQLAlchemy address; tables that are missing are made at the first writing.

        Raises `StoreError` where it is no address of an SQLite file or a PostgreSQL database.
        """
        self._url = database.parsed(url)
        sqlite = self._url.get_backend_name() == "sqlite"
        self._file = Path(self._url.database or "") if sqlite else None
        self._engine = (
            database.file_engine(self._file) if self._file else database.server_engine(self._url)
        )
        self._ready = False

    @property
    def where(self) -> str:
        """Where the store is, without its password."""
        return self._url.render_as_string(hide_password=True)

    def close(self) -> None:
        """Close the connections that nobody uses at the moment; the next use opens one anew."""
        self._engine.dispose()

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
                    for statement in database.alone():
                        connection.execute(sa.text(statement))
                yield connection
                connection.commit()

    def _make_tables(self) -> None:
        if not self._ready:
            if self._file:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.touch()
            with self._engine.begin() as connection:
                if self._file:  # those that start together take turns
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                else:
                    connection.execute(sa.text("SELECT pg_advisory_xact_lock(20260106)"))
                database.tables.create_all(connection)
            self._ready = True

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            raise StoreError(database.in_words(error, self.where)) from error

    def _begun(self) -> bool:
        """Whether anything was ever stored. Where it was, a file that is gone is an error."""
        if not self._ready:
            with self._explained():
                if self._file and not self._file.exists():
                    return False
                with self._engine.connect() as connection:
                    self._ready = sa.inspect(connection).has_table(database.edition.name)
        return self._ready

    def newest(self) -> int:
        """Number of the newest edition, 0 where nothing was published yet."""
        if not self._begun():
            return 0
        with self._reading() as connection:
            return connection.scalar(sa.select(sa.func.max(database.edition.c.number))) or 0

    def editions(self) -> list[Edition]:
        """Every edition, the newest first."""
        if not self._begun():
            return []
        wanted = sa.select(database.edition).order_by(database.edition.c.number.desc())
        with self._reading() as connection:
            return [_as_edition(row._mapping) for row in connection.execute(wanted)]

    def versions(self, dataset: str | None = None) -> list[Version]:
        """Every version, of one dataset or of all, the newest first."""
        if not self._begun():
            return []
        version = database.version.c
        wanted = _versions().order_by(version.edition.desc(), version.dataset)
        if dataset is not None:
            wanted = wanted.where(version.dataset == dataset)
        with self._reading() as connection:
            return [_as_version(row._mapping) for row in connection.execute(wanted)]

    def as_of_edition(self, edition: int) -> dict[str, Version]:
        """The version of each dataset that was current in an edition.

        A dataset that the store knows nothing of by then is not in it.
        """
        if not self._begun():
            return {}
        with self._reading() as connection:
            return _current(connection, edition)

    def content(self, hash: str) -> bytes:
        """The CSV with this SHA-256. Raises `StoreError` where it is not, or no longer, whole."""
        return self.unpacked(hash, self.packed(hash))

    def packed(self, hash: str) -> bytes:
        """The content with this SHA-256 as it is stored, for `unpacked`."""
        kept = database.content.c
        with self._reading() as connection:
            return connection.scalar(sa.select(kept.gzip).where(kept.hash == hash)) or b""

    def unpacked(self, hash: str, packed: bytes) -> bytes:
        """The CSV of a packed content. Raises `StoreError` where it is not whole."""
        try:
            csv = gzip.decompress(packed)
        except (OSError, EOFError, zlib.error):
            csv = b""
        if hashlib.sha256(csv).hexdigest() != hash:
            raise StoreError(
                f"The content {hash[:12]} is not whole in the store. Bring it back from a backup, "
                f"or publish its file again with any change ({self.where})."
            )
        return csv

    def publish(
        self, changes: Sequence[Change], bundled: Mapping[str, Content], author: str, note: str
    ) -> Edition:
        """Publish the changes as one edition, or none of them; the audit list gets a line of it.

        `bundled` holds the bundled content of every dataset that there is; what the store does not
        know of it is written down first. Raises `Conflict` where a change was based on what is no
        longer current, and nothing is stored; raises `StoreError` where the store cannot be used.
        Then nothing is stored either, unless the database was lost just as it confirmed.
        """
        packed = {one.content.hash: gzip.compress(one.content.csv, PACKING) for one in changes}
        with self._writing() as connection:
            last = connection.scalar(sa.select(sa.func.max(database.edition.c.number)))
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
                    _write_content(connection, content.hash, gzip.compress(content.csv, PACKING))
                    _write_version(connection, last, name, content, current.get(name), None)
                current = _current(connection, last)
            for change in changes:
                if current[change.dataset].hash != change.based_on:
                    known = current[change.dataset]
                    raise Conflict(change.dataset, None if known.edition.bundled else known)
            made = _write_edition(connection, (last or 0) + 1, author, note, bundled=False)
            for change in changes:
                _write_content(connection, change.content.hash, packed[change.content.hash])
                _write_version(
                    connection, made.number, change.dataset, change.content,
                    current[change.dataset], change.restores,
                )  # fmt: skip
            _write_entry(connection, author, _deed(changes), "done", _told(made, changes, current))
            return made

    def note_down(self, who: str, action: str, outcome: str, detail: str) -> None:
        """Add a line to the audit list."""
        with self._writing() as connection:
            _write_entry(connection, who, action, outcome, detail)

    def audit(self, most: int = 500) -> list[Entry]:
        """The newest lines of the audit list, the newest first."""
        if not self._begun():
            return []
        wanted = sa.select(database.audit).order_by(database.audit.c.number.desc()).limit(most)
        with self._reading() as connection:
            return [
                Entry(_utc(row.at), row.who, row.action, row.outcome, row.detail)
                for row in connection.execute(wanted)
            ]

    def setting(self, name: str, first: str | None = None) -> str | None:
        """What is stored under a name. Where nothing is, `first` is stored, if it is given."""
        kept = database.setting.c
        wanted = sa.select(kept.value).where(kept.name == name)
        if first is None:
            if not self._begun():
                return None
            with self._reading() as connection:
                return connection.scalar(wanted)
        with self._writing() as connection:
            found = connection.scalar(wanted)
            if found is None:
                connection.execute(database.setting.insert().values(name=name, value=first))
            return first if found is None else found

    def set_setting(self, name: str, value: str) -> None:
        """Store a value under a name, in the place of any other."""
        kept = database.setting
        with self._writing() as connection:
            connection.execute(kept.delete().where(kept.c.name == name))
            connection.execute(kept.insert().values(name=name, value=value))


def _versions() -> sa.Select:
    edition = database.edition.c
    return sa.select(
        database.version, edition.at, edition.author, edition.note, edition.bundled
    ).join(database.edition, edition.number == database.version.c.edition)


def _current(connection: sa.Connection, edition: int) -> dict[str, Version]:
    version = database.version.c
    newest = (
        sa.select(version.dataset, sa.func.max(version.number).label("number"))
        .where(version.edition <= edition)
        .group_by(version.dataset)
        .subquery()
    )
    wanted = _versions().join(
        newest, (newest.c.dataset == version.dataset) & (newest.c.number == version.number)
    )
    found = [_as_version(row._mapping) for row in connection.execute(wanted)]
    return {version.dataset: version for version in found}


def _write_edition(
    connection: sa.Connection, number: int, author: str, note: str, *, bundled: bool
) -> Edition:
    made = Edition(number, datetime.now(UTC), author, note, bundled)
    connection.execute(
        database.edition.insert().values(
            number=number, at=made.at, author=author, note=note, bundled=bundled
        )
    )
    return made


def _write_content(connection: sa.Connection, hash: str, packed: bytes) -> None:
    kept = database.content
    if connection.scalar(sa.select(kept.c.hash).where(kept.c.hash == hash)) is None:
        connection.execute(kept.insert().values(hash=hash, gzip=packed))


def _write_version(
    connection: sa.Connection,
    edition: int,
    dataset: str,
    content: Content,
    before: Version | None,
    restores: int | None,
) -> None:
    connection.execute(
        database.version.insert().values(
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


def _write_entry(
    connection: sa.Connection, who: str, action: str, outcome: str, detail: str
) -> None:
    connection.execute(
        database.audit.insert().values(
            at=datetime.now(UTC), who=who, action=action, outcome=outcome, detail=detail
        )
    )


def _deed(changes: Sequence[Change]) -> str:
    return "restore" if any(change.restores is not None for change in changes) else "publish"


def _told(made: Edition, changes: Sequence[Change], before: Mapping[str, Version]) -> str:
    """In words: "edition 3: incidents version 4, which is version 2 again"."""
    parts = [
        f"{change.dataset} version {before[change.dataset].number + 1}"
        + ("" if change.restores is None else f", which is version {change.restores} again")
        for change in changes
    ]
    return f"edition {made.number}: {'; '.join(parts)}"


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
    """The store of this process. Raises `StoreError` where its address is none."""
    return _opened(address())
