"""Where figures come from and how much they cover, in small print."""

from collections.abc import Iterable

import pandas as pd

from riskdata.catalogue import Metadata
from riskdata.measures.coverage import Share, has_share
from riskdata.wording import counted, day, listed, percent, span


def share_held(share: Share | None) -> str:
    """What a record holds of a publisher's count: all its rows, whatever the filters leave."""
    if share is None:
        return (
            "No publisher counts this region over the time covered, so how much of it the record "
            "holds is not known"
        )
    attacks = share.metric == "attacks"
    gaps = "" if share.unbroken else ", leaving out what either does not cover"
    return (
        f"The whole record{', unconfirmed attacks too,' if attacks else ''} holds "
        f"{percent(share.share)} of the "
        f"{counted(share.published, 'attack' if attacks else 'death')} that {share.publisher} "
        f"counts in {span(share.start, share.end)}{gaps}"
    )


def gaps(covered: pd.DataFrame) -> str:
    """The parts of a period that a record covers in a lesser way than the rest, or not at all."""
    parts = [
        f"{span(start, end)}: {status}"
        for start, end, status in covered[["start", "end", "status"]].to_numpy(object)
        if not has_share(status) or len(covered) > 1
    ]
    return "; ".join(parts)


def record_source(metadata: Metadata, share: Share | None, covered: pd.DataFrame) -> str:
    """Source line of a picture drawn from an event record; where nothing of the period has a share
    (`covered`), the gaps say why."""
    parts = [
        f"{metadata.title}: {metadata.credit}, as of {day(metadata.as_of)}",
        share_held(share) if covered["status"].map(has_share).any() else "",
        gaps(covered),
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def published_source(rows: pd.DataFrame, notes: Iterable[str] = ()) -> str:
    """Source line of a picture of published statistics: who counts what, and until when."""
    defined = [
        f"{publisher}: {str(definition)[0].lower()}{str(definition)[1:]}"
        for publisher, definition in rows[["publisher", "definition"]]
        .drop_duplicates()
        .itertuples(index=False)
    ]
    newest = f"Figures to {day(rows['period_end'].max())}"
    return ". ".join(["; ".join(defined), newest, *notes]) + "."


def marks(points: Iterable) -> list[str]:
    """What the numbers over a chart stand for (`charts.theme.TurningPoint` in order), if any."""
    named = [f"{i} {point.title} ({day(point.day)})" for i, point in enumerate(points, start=1)]
    return [f"Turning points: {listed(named)}"] if named else []
