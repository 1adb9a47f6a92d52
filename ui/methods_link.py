"""Where each measure and source is explained on Methods and sources, and links that lead there."""

from collections.abc import Mapping
from html import escape
from urllib.parse import quote, urlencode

PAGE = "methods"

PARTS: Mapping[str, Mapping[str, str]] = {
    "Measures of an event": {
        "severity": "Severity",
        "recency": "Recency",
        "border-belt": "Afghan border belt",
        "exposure": "Exposure",
    },
    "Measures of counts": {
        "change": "Change",
        "change-in-deaths": "Change in deaths",
        "share": "Shares",
        "per-million": "Events per million people",
        "lethality": "Killed per attack",
        "coverage": "Coverage",
        "spread": "Spread between publishers",
        "alignments": "Alignments compared",
        "ledger": "Claims and their answers",
        "claims": "Claims, tested",
    },
    "Publishers and records": {
        "covered-years": "Which years are covered",
        "publishers": "How publishers differ",
        "records": "What the choice of record changes",
    },
    "Datasets and words": {
        "datasets": "Datasets",
        "one-dataset": "One dataset in detail",
        "words": "Words for certainty",
        "maps": "Maps and boundaries",
    },
}
"""The parts of the page, one shown at a time, and in each the title of its sections by anchor."""

SECTIONS: Mapping[str, str] = {
    anchor: title for sections in PARTS.values() for anchor, title in sections.items()
}
"""Title of each section by its anchor, in the order of the page."""


def part_of(anchor: str) -> str:
    """The part of the page that a section stands in. Raises `KeyError` for an anchor of none."""
    SECTIONS[anchor]
    return next(part for part, sections in PARTS.items() if anchor in sections)


def address(anchor: str, dataset: str = "") -> str:
    """Address of a section, from any page; `dataset` is the title of one, for `one-dataset`.

    Raises `KeyError` for an anchor of none.
    """
    part = part_of(anchor)
    # What the page opens with is left out: Streamlit would take it out, and the anchor with it.
    chosen = {} if part == next(iter(PARTS)) else {"part": part}
    chosen |= {"dataset": dataset} if dataset else {}
    query = f"?{urlencode(chosen, quote_via=quote)}" if chosen else ""
    return f"{PAGE}{query}#{anchor}"


def link(anchor: str, words: str = "", dataset: str = "") -> str:
    """HTML that leads to a section in a tab of its own, so that the reader's view stays.

    `words` are what is written on it, the section's title where there are none.
    """
    said = escape(words or dataset or SECTIONS[anchor])
    return f'<a href="{escape(address(anchor, dataset))}" target="_blank">{said}</a>'


def links(*anchors: str) -> str:
    """`How it is worked out: Exposure, Severity.` as HTML, each name a link; nothing for none."""
    if not anchors:
        return ""
    return f' <span class="methods">How it is worked out: {", ".join(map(link, anchors))}.</span>'
