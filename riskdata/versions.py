"""What the store keeps: contents, versions, editions, the audit list; and what it refuses with."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Content:
    """What a version holds: the bytes of its CSV (`riskdata.datapackage.as_csv`), its rows, and the
    day on which they were first published, or put together where they are bundled."""

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
