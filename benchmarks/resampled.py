"""Event records of any size, drawn from the real rows."""

import numpy as np
import pandas as pd


def resampled(events: pd.DataFrame, size: int) -> pd.DataFrame:
    """`size` rows drawn from an event record with replacement, always the same ones.

    Each has an event_id of its own and a date up to 45 days from its own, within the span of the
    record; everything else is as in the row it was drawn from, so the rows obey the schema.
    """
    chance = np.random.default_rng(size)
    rows = events.iloc[chance.integers(0, len(events), size)].reset_index(drop=True)
    shift = pd.to_timedelta(chance.integers(-45, 46, size), unit="D")
    date = (rows["date"] + shift).clip(events["date"].min(), events["date"].max())
    number = pd.Series(np.arange(size), dtype="str")
    return rows.assign(
        event_id=rows["event_id"] + "-" + number,
        date=date.astype(events["date"].dtype),
        date_end=rows["date_end"].where(rows["date_end"].isna(), date),
    )
