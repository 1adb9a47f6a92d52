"""The distance to the Afghan border in sentences."""

from math import isinf

import numpy as np
import pandas as pd

from riskdata.selection import BORDER_BELT, Selection
from riskdata.wording import counted, number, percent, tied

FEW = 10
"""Events below which half of them, and the band with most, say nothing."""


def profile(
    bands: pd.DataFrame, median_km: float, events: int, inside: int, depth_km: int, noun: str
) -> str:
    """How near half of the `events` are whose distance is known (those of the `bands`), how many
    lie in the belt (`inside`), which band saw most."""
    total = int(bands["events"].sum())
    if total == 0:
        return f"No {noun[:-1]} whose distance to the Afghan border is known"
    if total < FEW:
        return (
            f"{number(inside)} of {counted(total, noun[:-1])} fell within {depth_km} km of the "
            "Afghan border"
        )
    most = bands["events"].max()
    worst = [
        f"beyond {start:.0f} km" if isinf(end) else f"{start:.0f} to {end:.0f} km away"
        for start, end in bands.loc[bands["events"] == most, ["from_km", "to_km"]].to_numpy()
    ]
    peak = f"the band with most ({number(most)}) lies {worst[0]}"
    if len(worst) > 1:
        peak = f"most in one band ({number(most)}): {tied(worst, 'band')}"
    known = " whose distance is known" if total < events else ""
    return (
        f"Half of the {noun}{known} fell within {number(round(median_km))} km of the Afghan "
        f"border, {percent(inside / total)} within {depth_km} km; {peak}"
    )


def note(events: pd.DataFrame, measurable: np.ndarray, noun: str) -> str:
    """What is left out (not `measurable`), and what stands only for its district."""
    left_out = int((~measurable).sum())
    vague = int((measurable & ~events["placed"].to_numpy()).sum())
    parts = []
    if left_out:
        verb = "is" if left_out == 1 else "are"
        parts.append(
            f"{counted(left_out, noun[:-1])} known to the province or country only {verb} left out."
        )
    if vague:
        verb = "stands" if vague == 1 else "stand"
        parts.append(f"{counted(vague, noun[:-1])} known to the district only {verb} at its point.")
    return " ".join(parts)


def method(selection: Selection) -> str:
    """How the distance is taken, and of what."""
    text = "Geodesic distance to the nearest point of the Durand Line, in bands of 10 km."
    if selection.region == BORDER_BELT:
        text += " The whole country is drawn, so that the belt is seen against the rest."
    return text
