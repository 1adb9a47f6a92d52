"""The data as they are published now, and the publishing of changes to them."""

from collections.abc import Sequence
from contextlib import suppress

from riskdata import editions
from riskdata.cli.answer import Code, Stopped
from riskdata.editions import Holdings
from riskdata.reading import DatasetError
from riskdata.store import Change, Conflict, Edition, store


def holdings(number: int | None = None) -> Holdings:
    """The datasets of an edition, by default of the newest.

    Raises `Stopped` where the store cannot be asked, or has no such edition.
    """
    found = editions.holdings(number)
    if found.trouble:
        raise Stopped(Code.UNUSABLE, found.trouble)
    if number is not None and not found.pinned:
        raise Stopped(
            Code.USAGE, f"There is no edition {number}; the newest is edition {found.newest}."
        )
    return found


def title(dataset: str) -> str:
    """The dataset's title; its name where what it is cannot be read."""
    with suppress(DatasetError):
        return editions.holdings().metadata(dataset).title
    return dataset


def publish(deed: str, changes: Sequence[Change], author: str, note: str) -> Edition:
    """Publish changes; a conflict is noted in the audit list as what became of the deed, "publish"
    or "restore".

    Raises `Stopped` for a conflict, `DatasetError` where a bundled file cannot be read,
    `StoreError` where the store cannot be used; nothing was published then.
    """
    try:
        return store().publish(changes, editions.bundled(), author, note)
    except Conflict as error:
        store().note_down(author, deed, "conflict", str(error))
        raise Stopped(
            Code.CONFLICT,
            f"Nothing was published: {error}. Look at what is published now, then run the command "
            "again.",
        ) from error
