"""Small contents, and ways to publish them, for the tests of the store."""

from collections.abc import Sequence
from datetime import date

from riskdata.store import Change, Content, Edition, Store, Version

DAY = date(2026, 1, 6)
DATASETS = ("incidents", "cpec_projects", "claims")


def content(*rows: str) -> Content:
    """A content of one column, in which "one" and "two" are rows."""
    return Content("\r\n".join(["word", *rows, ""]).encode(), len(rows), DAY)


BUNDLED = {name: content(f"bundled {name}") for name in DATASETS}


def current(store: Store) -> dict[str, Version]:
    """The current version of each dataset in the store."""
    return store.as_of_edition(store.newest())


def change(store: Store, dataset: str, new: Content, restores: int | None = None) -> Change:
    """A new content, based on what is current."""
    known = current(store).get(dataset)
    return Change(dataset, new, known.hash if known else BUNDLED[dataset].hash, restores)


def publish(store: Store, author: str, note: str, **new: Content | Sequence[str]) -> Edition:
    """Publish contents, or rows, by the name of their dataset."""
    changes = [
        change(store, name, rows if isinstance(rows, Content) else content(*rows))
        for name, rows in new.items()
    ]
    return store.publish(changes, BUNDLED, author, note)
