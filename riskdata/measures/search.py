"""Find events by words and dates, whatever their case, accents or punctuation.

A positional word index (Manning, Raghavan & Schütze 2008, chapter 2): built once per version, it
answers a search without reading a text again.
"""

# pyarrow makes its functions when it is imported, where pyright does not see them.
# pyright: reportAttributeAccessIssue=false

import re
from bisect import bisect_left
from calendar import month_abbr, month_name
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from riskdata import names
from riskdata.selection import Mask

TEXTS = ("event_id", "place", "summary", "source", "notes")
LABELS = ("attack_type", "target_type")
END_OF_COLUMN = "\ue000"
BETWEEN_NAMES = f" {END_OF_COLUMN} "
BETWEEN_WORDS = rf"[^\p{{L}}\p{{N}}{END_OF_COLUMN}]+"
LAST_LETTER = "\U0010ffff"
MONTHS = {name.lower(): at for at in range(1, 13) for name in (month_name[at], month_abbr[at])} | {
    "sept": 9
}
DATE = (
    rf"(?:(?:\d\d?\s+)?(?:{'|'.join(MONTHS)})\s+\d{{4}}|"
    r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?)(?![\w-])"
)
WRITTEN = re.compile(rf'"([^"]*)"?|({DATE})|([^\s"]+)', re.IGNORECASE)


@dataclass(frozen=True, eq=False, repr=False)
class WordIndex:
    """Where each word stands, the words of all events counted through from 0.

    `words`: every distinct word, sorted. `positions`: the positions of the first word, then those
    of the second and so on, each group ascending; `starts` says where a word's group begins (one
    more than there are words). `events`: the position at which each event begins.
    """

    words: list[str]
    starts: NDArray[np.int64]
    positions: NDArray[np.int32]
    events: NDArray[np.int64]

    def positions_of(self, word: str, beginning: bool = False) -> NDArray[np.int32]:
        """Where the word stands, or every word with that `beginning`."""
        first = bisect_left(self.words, word)
        after = bisect_left(self.words, word + LAST_LETTER if beginning else word + "\0")
        return self.positions[self.starts[first] : self.starts[after]]


class Term(NamedTuple):
    """One thing to look for: words that follow each other, the last one `whole` or just begun."""

    words: tuple[str, ...]
    whole: bool


def index_words(events: pd.DataFrame) -> WordIndex:
    """The words of each event (a frame of the event schema): place, district and province with
    their other spellings, group with its abbreviation and other names, target, means, summary,
    source, notes, id and the date as far as it is known."""
    named = {
        column: events[column].cat.rename_categories(all_names)
        for column, all_names in [
            ("perpetrator", _all_names),
            ("district", _all_spellings("district")),
            ("province", _all_spellings("province")),
        ]
    }
    table = pa.Table.from_pandas(
        events[[*TEXTS, *LABELS]].assign(**named, date=_dates(events)), preserve_index=False
    )
    empty = pa.scalar("", pa.large_string())
    columns = [
        pc.fill_null(column.cast(pa.large_string()), empty).combine_chunks()
        for column in table.columns
    ]
    separator = pa.scalar(BETWEEN_NAMES, pa.large_string())
    texts = pc.binary_join_element_wise(*columns, empty, separator)

    split = pc.split_pattern_regex(_folded(texts), BETWEEN_WORDS)
    encoded = split.flatten().dictionary_encode()
    words = np.array(encoded.dictionary.to_pylist())
    alphabetical = np.argsort(words)
    rank = np.empty(len(words), dtype="int32")
    rank[alphabetical] = np.arange(len(words))
    codes = rank[encoded.indices.to_numpy()]
    return WordIndex(
        words=words[alphabetical].tolist(),
        starts=np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=len(words)))]),
        positions=np.argsort(codes, kind="stable").astype("int32"),
        events=split.offsets.to_numpy()[:-1],
    )


def terms(query: str) -> list[Term]:
    """What a reader's search asks for; all of it must be found.

    A word matches those that begin with it (`bomb` finds bombing), but for a group's abbreviation
    (`BLA` does not find blast). Words in quotation marks, or joined by punctuation, must follow
    each other in one column; in quotation marks they match as whole words. A month or a day, as
    the pages or a table write it, asks for the events of that time.
    """
    found = []
    for quoted, when, plain in WRITTEN.findall(re.sub("[“”„«»]", '"', query)):
        if re.fullmatch(DATE, when or quoted.strip(), re.IGNORECASE):
            found.append(Term((_date_word(when or quoted),), whole=False))
            continue
        words = tuple(_words(quoted or plain))
        if words:
            abbreviation = len(words) == 1 and words[0] in _abbreviations()
            found.append(Term(words, whole=bool(quoted) or abbreviation))
    return found


def matching(index: WordIndex, query: str) -> Mask:
    """Which events, in the order they were indexed, hold every term of the query."""
    mask = np.ones(len(index.events), dtype=bool)
    for term in terms(query):
        holds = np.zeros_like(mask)
        holds[np.searchsorted(index.events, _positions(index, term), side="right") - 1] = True
        mask &= holds
    return mask


def _positions(index: WordIndex, term: Term) -> NDArray[np.int32]:
    """Where the term's first word stands, followed by the others."""
    *before, last = term.words
    at = index.positions_of(last, beginning=not term.whole) - len(before)
    for i, word in enumerate(before):
        at = np.intersect1d(at, index.positions_of(word) - i)
    return at


def _folded(texts: pa.Array) -> pa.Array:
    """Decomposed (NFKD), without combining marks, in small letters."""
    decomposed = pc.utf8_normalize(texts, "NFKD")
    return pc.utf8_lower(pc.replace_substring_regex(decomposed, r"\p{Mn}+", ""))


def _words(text: str) -> list[str]:
    split = pc.split_pattern_regex(_folded(pa.array([text], pa.large_string())), BETWEEN_WORDS)
    return [word for word in split.flatten().to_pylist() if word]


def _dates(events: pd.DataFrame) -> pd.Series:
    """Each date as one word, `2024m10d06`, cut to as much as is known: it begins with the words of
    its month and year."""
    dates = events["date"].map({day: f"{day:%Ym%md%d}" for day in events["date"].unique()})
    for precision, letters in [("month", 7), ("year", 4)]:
        dates = dates.mask(events["date_precision"] == precision, dates.str[:letters])
    return dates


def _date_word(written: str) -> str:
    """The word of a day or a month (`_dates`): of `6 Oct 2024`, `October 2024`, `2024-10`."""
    parts = re.split(r"[\s-]+", written.strip().casefold())
    year, month, *day = parts if parts[0].isdecimal() and len(parts[0]) == 4 else parts[::-1]
    return f"{year}m{MONTHS.get(month) or int(month):02}" + "".join(f"d{int(at):02}" for at in day)


@cache
def _all_spellings(kind: names.Kind) -> dict[str, str]:
    """Each name of a kind with every other spelling of it, a column's end between them."""
    return {
        name: BETWEEN_NAMES.join([name, *others]) for name, others in names.spellings(kind).items()
    }


@cache
def _names_by_group() -> dict[str, str]:
    columns = (names.groups()[column] for column in ("group", "abbreviation", "aliases"))
    return {
        group: BETWEEN_NAMES.join([group, abbreviation, *aliases.split("; ")])
        for group, abbreviation, aliases in zip(*columns, strict=True)
    }


def _all_names(perpetrator: str) -> str:
    """Every name of the group, or of both groups, with a column's end between them."""
    known = _names_by_group()
    groups = perpetrator.split(names.BETWEEN)
    return BETWEEN_NAMES.join(known.get(group, group) for group in groups)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(
        words[0] for name in names.groups()["abbreviation"] if len(words := _words(name)) == 1
    )
