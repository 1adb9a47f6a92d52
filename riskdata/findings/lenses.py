"""Balochistan and the Afghan border belt in sentences."""

from math import isnan

import pandas as pd

from riskdata.findings.place import place
from riskdata.measures.lenses import LEAST, KilledShare, Overlap, tells_shares
from riskdata.measures.shares import Part
from riskdata.selection import BORDER_BELT, PAKISTAN, Selection
from riskdata.wording import FEW, counted, number, percent, share_of, span


def name(lens: str, depth_km: int) -> str:
    """The lens as it stands at the beginning of a sentence."""
    return f"Within {depth_km} km of the Afghan border" if lens == BORDER_BELT else f"In {lens}"


def overlap(found: Overlap, depth_km: int, noun: str) -> str:
    """How far the two lenses show the same events."""
    if not found.whole:
        return f"No {noun[:-1]} of this selection in Pakistan"
    either = found.balochistan + found.belt - found.both
    words = (
        f"Balochistan and the belt within {depth_km} km of the Afghan border hold "
        f"{number(either)} of the {counted(found.whole, noun[:-1])}"
    )
    if not found.both:
        return f"{words}; none lies in both"
    words = f"{words}; {number(found.both)} {'lies' if found.both == 1 else 'lie'} in both"
    if min(found.balochistan, found.belt) < FEW:
        return (
            f"{words}, of {number(found.balochistan)} in Balochistan and {number(found.belt)} in "
            "the belt"
        )
    return (
        f"{words}, {percent(found.both / found.balochistan)} of Balochistan's and "
        f"{percent(found.both / found.belt)} of the belt's"
    )


def share(
    lens: str, part: Part | None, killed: KilledShare | None, depth_km: int, noun: str
) -> str:
    """What part of the events and of the people killed falls to a lens."""
    where = name(lens, depth_km)
    if part is None:
        return f"{where}: no {noun[:-1]} of this selection"
    words = f"{where}: {share_of(part.part, part.whole, noun[:-1])}"
    words += _range(part.low, part.high) if part.whole >= FEW else ""
    if killed is None:
        return words
    reach = "" if isnan(killed.low) or part.whole < FEW else _range(killed.low, killed.high)
    return f"{words}, {_of_killed(killed, part)}{reach}"


def _of_killed(killed: KilledShare, part: Part) -> str:
    return share_of(killed.part, killed.whole, "person killed", "people killed", part.whole)


def _range(low: float, high: float) -> str:
    return f" ({low * 100:.0f}–{percent(high)})"


def lede(
    shares: dict[str, tuple[Part | None, KilledShare | None]], depth_km: int, noun: str
) -> str:
    """Both lenses in one sentence; may be empty."""
    parts = []
    for lens, (part, killed) in shares.items():
        if part is None:
            return ""
        dead = "" if killed is None else f" and {_of_killed(killed, part)}"
        where = f"The {depth_km} km along the Afghan border" if lens == BORDER_BELT else lens
        held = share_of(part.part, part.whole, f"recorded {noun[:-1]}")
        parts.append(f"{where} saw {held}{dead}.")
    return " ".join(parts)


def groups(found: pd.DataFrame, unnamed: int, whole: int, noun: str) -> str:
    """Over the table of groups (`measures.lenses.top`), and how often of `whole` none is named."""
    if found.empty:
        return f"Groups: none is named for any of the {counted(whole, noun[:-1])}"
    words = f"Groups: {found['name'].iloc[0]} is named most"
    if unnamed:
        words += f"; for {number(unnamed)} of {number(whole)} nobody is named"
    return words


def worst(found: pd.DataFrame, whole: int, noun: str) -> str:
    """Over the table of the worst districts (`measures.lenses.top`)."""
    if found.empty:
        return f"Districts: none is known for any of the {counted(whole, noun[:-1])}"
    held = share_of(found["events"].sum(), whole, noun[:-1])
    first = "the first holds" if len(found) == 1 else f"the first {len(found)} hold"
    return f"Districts: {first} {held} here"


def course_note(course: pd.DataFrame, covered: pd.DataFrame, noun: str) -> str:
    """How the course (`measures.lenses.course`) is to be read."""
    text = (
        f"Above, the share of the country's {noun} with its 95 % interval (left out below {LEAST} "
        f"{noun}); below, how many."
        if tells_shares(course)
        else f"No shares are drawn: they need two times with {LEAST} {noun} of the country."
    )
    text += " Hatched: not wholly covered."
    if covered["status"].str.contains("sample").any():
        text += (
            " The record is a sample of uneven density: the counts are no trend, "
            "and a share leans to where the sources looked."
        )
    return text


def whole_country(selection: Selection) -> str:
    """What the two lenses are taken of."""
    text = (
        f"Both lenses take the whole country. Shares are of {span(selection.start, selection.end)}"
    )
    if selection.region == PAKISTAN:
        return f"{text}."
    return f"{text}; the region chosen ({place(selection)}) does not narrow them."
