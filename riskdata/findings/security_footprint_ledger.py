"""Claims about Chinese guards, troops and bases, and what was answered, in sentences."""

from collections.abc import Sequence

import pandas as pd

from riskdata.findings.incidents import when
from riskdata.findings.security_footprint import party
from riskdata.measures.security_footprint_ledger import Episode, with_outcome
from riskdata.wording import NO_BREAK, counted, listed, month, number, publication

ENDED = {
    "denied": "denied",
    "turned down": "turned down at second hand",
    "confirmed": "confirmed",
    "open": "open",
}


HIDDEN = (
    "Claims and their answers are hidden while only what is confirmed is shown: "
    "confirmed alone, a claim would stand without its denial"
)


def outcomes(episodes: Sequence[Episode]) -> str:
    """Finding of the ledger: how many matters were denied, turned down, confirmed or stay open."""
    if not episodes:
        return "Nothing is on record about Chinese guards, troops or bases"
    first = min(episode.start for episode in episodes).year
    told = [
        f"{number(count)} {words}"
        for outcome, words in ENDED.items()
        if (count := len(with_outcome(episodes, outcome)))  # pyright: ignore[reportArgumentType]
    ]
    return (
        f"Chinese guards, troops and bases: of {counted(len(episodes), 'matter')} claimed or "
        f"denied since {first}, {listed(told)}"
    )


def method() -> str:
    """How claims and answers were put together."""
    return (
        "Claims and answers on one matter stand together. Denied: a government denied it; turned "
        "down: a report says so; open: neither confirmed nor answered."
    )


def ended(episode: Episode) -> str:
    """How an episode stands: `Denied by Pakistan and China`."""
    if episode.outcome == "denied":
        return f"Denied by {listed([party(name) for name in episode.by])}"
    if episode.outcome == "open":
        statuses = listed(list(dict.fromkeys(episode.claims["status"].astype("str"))))
        return f"Open: {statuses}, not answered"
    return ENDED[episode.outcome].capitalize()


def entry(row: pd.Series) -> str:
    """When it was said, how it stands, who denies it, and who tells it, in small print."""
    by = f" by {party(str(row['initiator']))}" if row["status"] == "denied" else ""
    return (
        f"{when(row['date'], row['date_precision'])} · {row['status']}{by} · told by "
        f"{publication(row['source'])}"
    )


def period(episode: Episode) -> str:
    """The day of an episode of one entry, else its months: many days are known to the month. Empty
    where the matter itself names it."""
    words = _period(episode)
    return "" if words.replace(NO_BREAK, " ") in episode.matter else words


def _period(episode: Episode) -> str:
    rows = pd.concat([episode.claims, episode.answers])
    if len(rows) == 1:
        return when(rows["date"].iloc[0], rows["date_precision"].iloc[0])
    start, end = episode.start, episode.end
    if (start.year, start.month) == (end.year, end.month):
        return month(end)
    return f"{start:%b}{'' if start.year == end.year else f' {start.year}'} to {end:%b %Y}"
