"""The Overview's indicators in words."""

from riskdata.findings.overview import year_of
from riskdata.measures.change import Change
from riskdata.measures.published import PublishedChange
from riskdata.measures.shares import Part
from riskdata.selection import BORDER_BELT, Selection
from riskdata.wording import (
    FEW,
    interval,
    number,
    percent,
    portion,
    signed_percent,
    span,
)


def published_label(what: str, change: PublishedChange) -> str:
    """`Attacks in 2025, PICSS`."""
    return f"{what.capitalize()} {year_of(change)}, {change.publisher}"


def lens_label(lens: str, noun: str, selection: Selection) -> str:
    """What an indicator of a lens counts."""
    where = (
        f"in the Afghan border belt, {selection.depth_km} km"
        if lens == BORDER_BELT
        else f"in {lens}"
    )
    return f"Share of {noun} {where}"


def change_words(change: Change, before: str) -> str:
    """`+17 % on the year before (+7 % to +28 %)`; the plain count where one of the two is small."""
    if min(change.now, change.before) < 10:
        return f"{number(change.before) if change.before else 'none'} {before}"
    reach = interval(change)
    return f"{signed_percent(change.ratio)} on {before}" + (f" ({reach})" if reach else "")


def chinese_value(attacks: int, days: int) -> str:
    """How many attacks aimed at Chinese targets; `days` as in `chinese_targets`."""
    return number(attacks) if days else "not covered"


def chinese_words(change: Change | None, selection: Selection, days: int) -> str:
    """What they were before; `change` is None where they cannot be set against it."""
    if change is not None:
        return change_words(change, selection.before_words)
    if days == selection.days:
        return f"{selection.before_words} is not covered"
    return f"{days:,} of {selection.days:,} days covered" if days else ""


def share_words(
    part: Part,
    then: Part | None,
    before: Part | None,
    compared: Selection | None,
    selection: Selection,
) -> str:
    """The range of a share of more than a few, and what it was; `then`, `before` and `compared` as
    in `shares`."""
    few = part.whole < FEW
    reach = "" if few else f"likely {part.low * 100:.0f} to {percent(part.high)}; "
    if then is None or before is None or compared is None:
        return f"{reach}no earlier period to set it against"
    earlier = compared.before()
    was = f"{portion(before.part, before.whole)} in {span(earlier.start, earlier.end)}"
    if (compared.start, compared.end) == (selection.start, selection.end):
        return f"{reach}{was}"
    now = portion(then.part, then.whole)
    return f"{reach}{now} in {span(compared.start, compared.end)}, {was}"
