"""Find events by words, whatever their case, accents or punctuation.

A positional word index (Manning, Raghavan & Schütze 2008, chapter 2): built once per version, it
answers a search without reading a text again.
"""

# pyarrow makes its functions when it is imported, where pyright does not see them.
# pyright: reportAttributeAccessIssue=false

import re
from bisect import bisect_left
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
LABELS = ("province", "district", "attack_type", "target_type")
END_OF_COLUMN = "\ue000"
BETWEEN_WORDS = rf"[^\p{{L}}\p{{N}}{END_OF_COLUMN}]+"
LAST_LETTER = "\U0010ffff"


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
    """The words of each event (a frame of the event schema): place, district, province, group
    with its abbreviation and other names, target, means, summary, source, notes and id."""
    groups = events["perpetrator"].cat.rename_categories(_all_names)
    table = pa.Table.from_pandas(
        events[[*TEXTS, *LABELS]].assign(groups=groups), preserve_index=False
    )
    empty = pa.scalar("", pa.large_string())
    columns = [
        pc.fill_null(column.cast(pa.large_string()), empty).combine_chunks()
        for column in table.columns
    ]
    separator = pa.scalar(f" {END_OF_COLUMN} ", pa.large_string())
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
    each other in one column; in quotation marks they match as whole words.
    """
    found = []
    for quoted, plain in re.findall(r'"([^"]*)"?|([^\s"]+)', re.sub("[“”„«»]", '"', query)):
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


@cache
def _names_by_group() -> dict[str, str]:
    columns = (names.groups()[column] for column in ("group", "abbreviation", "aliases"))
    between = f" {END_OF_COLUMN} "
    return {
        group: between.join([group, abbreviation, *aliases.split("; ")])
        for group, abbreviation, aliases in zip(*columns, strict=True)
    }


def _all_names(perpetrator: str) -> str:
    """Every name of the group, or of both groups, with a column's end between them."""
    known = _names_by_group()
    groups = perpetrator.split(names.BETWEEN)
    return f" {END_OF_COLUMN} ".join(known.get(group, group) for group in groups)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(
        words[0] for name in names.groups()["abbreviation"] if len(words := _words(name)) == 1
    )
