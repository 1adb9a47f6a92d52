"""Canonical names of groups, publishers, provinces and districts, and the variants of each.

One small table a kind of name, beside the bundled datasets: `names/groups.csv`,
`names/publishers.csv`, and `regions.csv` with `district_aliases.csv`. Always the tables bundled
with the code: a name or spelling added to another datasets folder is not known. Variants are
mended when a dataset is read, so that rows keep what their source wrote and the rest sees one
spelling.
"""

import csv
import difflib
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import pandas as pd

FOLDER = Path(__file__).parent / "datasets"
BETWEEN = " / "
"""Stands between the two groups of a fight in which neither is the state ("Turi / Mangal")."""

Kind = Literal["group", "publisher", "district", "province"]


def _rows(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


@cache
def _region_rows(kind: str) -> list[dict[str, str]]:
    return [row for row in _rows("regions.csv") if row["kind"] == kind]


@cache
def canonical(kind: Kind) -> tuple[str, ...]:
    """Every canonical name of a kind, in the order of its table."""
    if kind == "group":
        return tuple(row["group"] for row in _rows("names/groups.csv"))
    if kind == "publisher":
        return tuple(row["publisher"] for row in _rows("names/publishers.csv"))
    return tuple(row["region"] for row in _region_rows(kind))


@cache
def _variants(kind: Kind) -> dict[str, str]:
    """Folded spelling to canonical name; a canonical name always leads to itself."""
    found: dict[str, str] = {}
    if kind == "district":
        for row in _rows("district_aliases.csv"):
            found[_folded(row["alias"])] = row["district"]
    elif kind == "province":
        for row in _rows("names/province_spellings.csv"):
            found[_folded(row["written"])] = row["province"]
    elif kind in ("group", "publisher"):
        for row in _rows(f"names/{kind}s.csv"):
            abbreviation = row.get("abbreviation") or row[kind]
            for variant in [abbreviation, *filter(None, row["aliases"].split("; "))]:
                found[_folded(variant)] = row[kind]
    found.update({_folded(name): name for name in canonical(kind)})
    return found


def _mended(kind: Kind, name: str) -> str:
    if kind != "group":
        return _variants(kind).get(_folded(name), name)
    parts = [_variants(kind).get(_folded(part), part) for part in name.split(BETWEEN)]
    return BETWEEN.join(dict.fromkeys(parts))


def mend(kind: Kind, written: pd.Series) -> pd.Series:
    """The same series with each known variant replaced by its canonical name.

    Case and runs of spaces do not matter. Groups joined by " / " are mended one by one, and a
    group named on both sides is named once. Unknown names are left as written.
    """
    return written.map({name: _mended(kind, name) for name in written.dropna().unique()})


def known(kind: Kind, written: pd.Series) -> pd.Series:
    """True where every part of the name is canonical, and where nothing is written."""
    names = frozenset(canonical(kind))
    separator = BETWEEN if kind == "group" else "\0"
    unknown = {
        name
        for name in written.dropna().unique()
        if not all(part in names for part in name.split(separator))
    }
    return ~written.isin(unknown)


@lru_cache(maxsize=4096)
def nearest(kind: Kind, written: str) -> str | None:
    """The canonical name whose spelling or variant is most like an unknown one, if any is."""
    variants = _variants(kind)
    alike = difflib.get_close_matches(_folded(written), variants, n=1, cutoff=0.7)
    return variants[alike[0]] if alike else None


@cache
def spellings(kind: Kind) -> dict[str, tuple[str, ...]]:
    """Canonical name to its other spellings and abbreviations.

    A variant that has nothing of the name in it is a part of the place or a former name, and one
    that has all of it names a part or adds a word such as district: neither is a spelling.
    """
    found: dict[str, list[str]] = {name: [] for name in canonical(kind)}
    for variant, name in _variants(kind).items():
        if not set(_words(name)) <= set(_words(variant)) and _alike(variant, name):
            found[name].append(variant)
    return {name: tuple(variants) for name, variants in found.items()}


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold())


def _alike(variant: str, name: str) -> bool:
    """Whether most letters are the same, or the variant is made of some of the name's in order."""
    letters, whole = "".join(_words(variant)), "".join(_words(name))
    rest = iter(whole)
    return all(letter in rest for letter in letters) or (
        difflib.SequenceMatcher(None, letters, whole).ratio() >= 0.7
    )


@cache
def groups() -> pd.DataFrame:
    """The table of groups: group, abbreviation, family, aliases (all text, "" when empty)."""
    return pd.DataFrame(_rows("names/groups.csv"), dtype="str")


@cache
def publishers() -> pd.DataFrame:
    """The table of publishers: publisher, full_name, counts, url, aliases (text, "" when empty)."""
    return pd.DataFrame(_rows("names/publishers.csv"), dtype="str")


@cache
def province_of() -> dict[str, str]:
    """Canonical district to the province that it lies in."""
    return {row["region"]: row["province"] for row in _region_rows("district")}
