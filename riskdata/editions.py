"""The datasets as one edition holds them: published versions before bundled files.

A dataset that nobody published is the file in the datasets folder (`riskdata.catalogue`), in the
newest edition as it is there now, in an older one as it was written down then.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from threading import Lock

import pandas as pd

from riskdata import catalogue, schema
from riskdata.catalogue import Metadata
from riskdata.datapackage import as_csv
from riskdata.reading import DatasetError, Problem, read
from riskdata.store import Content, Edition, Store, StoreError, Version, address, store

BUNDLED = "bundled"


@dataclass(frozen=True)
class Holdings:
    """The datasets of one edition.

    `edition` is None where nothing was published yet. `pinned`: a reader asked for this edition, so
    that bundled files are shown as they were then. `newest` is the number of the newest edition.
    `trouble` says why the store cannot be asked, where it cannot: what was last seen of it stands
    here.
    """

    number: int = 0
    edition: Edition | None = None
    versions: Mapping[str, Version] = field(default_factory=dict, repr=False)
    newest: int = 0
    pinned: bool = False
    trouble: str = ""

    def datasets(self) -> list[str]:
        """The name of every dataset that there is, in the order of the schemas."""
        on_disk = set(catalogue.datasets())
        return [name for name in schema.SCHEMAS if name in on_disk or self._filled(name)]

    def records(self) -> list[str]:
        """The event records among them."""
        return [name for name in self.datasets() if name in schema.EVENT_RECORDS]

    def _filled(self, name: str) -> bool:
        return name in self.versions and self.versions[name].rows > 0

    def published(self, name: str) -> Version | None:
        """The version in the store that is shown; None where the bundled file is."""
        version = self.versions.get(name)
        follows = version is None or (version.edition.bundled and not self.pinned)
        return None if follows else version

    def identity(self, name: str) -> str:
        """12 hex digits that change with the content. Raises `DatasetError` where there is none."""
        version = self.published(name)
        return version.hash[:12] if version else catalogue.version(name)

    def label(self, name: str) -> str:
        """Which version is shown, in words: "version 3", or "bundled" for the files' own."""
        version = self.published(name)
        return f"version {version.number}" if version and version.number else BUNDLED

    def metadata(self, name: str) -> Metadata:
        """What the dataset is, as of the day of its version. Raises `DatasetError`."""
        version = self.published(name)
        known = catalogue.metadata(name)
        return replace(known, as_of=version.as_of) if version else known

    def load(self, name: str) -> pd.DataFrame:
        """The dataset's frame as `riskdata.reading.read` gives it. Raises `DatasetError`."""
        version = self.published(name)
        if version is None:
            return catalogue.load(name)
        return read(name, self._stored(version), f"{name}.csv")

    def _stored(self, version: Version) -> bytes:
        name, file = version.dataset, f"{version.dataset}.csv"
        try:
            packed = _fetched.get(version.hash) or store().packed(version.hash)
            return store().unpacked(version.hash, packed)
        except StoreError as error:
            problem = Problem(name, file, None, None, None, "cannot be fetched", str(error))
            raise DatasetError(name, file, [problem]) from error

    def content(self, name: str) -> Content:
        """What the store would hold of the dataset as it is here. Raises `DatasetError`."""
        version = self.published(name)
        if version:
            return Content(self._stored(version), version.rows, version.as_of)
        if name not in self.datasets():
            empty = as_csv(pd.DataFrame(columns=list(schema.SCHEMAS[name].columns)))
            return Content(empty, 0, self.metadata(name).as_of)
        return _bundled_content(name, catalogue.version(name))

    def words(self) -> str:
        """The edition in words: "edition 3", "the bundled data"."""
        return f"edition {self.number}" if self.number else "the bundled data"


@lru_cache(maxsize=64)
def _of(asked: Store, number: int) -> tuple[Edition | None, Mapping[str, Version]]:
    edition = next((one for one in asked.editions() if one.number == number), None)
    return edition, asked.as_of_edition(number)


# One of each dataset, as a rule.
@lru_cache(maxsize=32)
def _bundled_content(name: str, _version: str) -> Content:
    frame = catalogue.load(name)
    return Content(as_csv(frame), len(frame), catalogue.metadata(name).as_of)


_seen: dict[str, Holdings] = {}
_fetched: dict[str, bytes] = {}
_fetching = Lock()


def _fetch(asked: Store, versions: Mapping[str, Version]) -> None:
    """Keep what the newest edition holds, packed, so that it can be shown whatever becomes of the
    store."""
    published = {one.hash for one in versions.values() if not one.edition.bundled}
    with _fetching:
        for hash in published - _fetched.keys():
            _fetched[hash] = asked.packed(hash)
        for hash in _fetched.keys() - published:
            del _fetched[hash]


def holdings(number: int | None = None) -> Holdings:
    """The datasets of an edition, by default of the newest. An edition that is not there gives the
    newest.

    Where the store cannot be asked, what was last seen of it, or the bundled files; `trouble` says
    so.
    """
    seen, trouble = _seen.get(address(), Holdings()), ""
    try:
        newest = store().newest()
    except StoreError as error:
        newest, trouble = seen.newest, str(error)
    pinned = number is not None and 0 <= number <= newest
    wanted = number if number is not None and pinned else newest
    try:
        edition, versions = _of(store(), wanted) if newest else (None, {})
        if wanted == newest and not trouble:
            _fetch(store(), versions)
    except StoreError as error:
        return replace(seen, trouble=str(error))
    found = Holdings(wanted, edition, versions, newest, pinned, trouble)
    if not pinned:
        _seen[address()] = found
    return found


def bundled() -> dict[str, Content]:
    """What the bundled files hold, of every dataset that there can be. Raises `DatasetError`."""
    return {name: Holdings().content(name) for name in schema.SCHEMAS}
