"""How the weight of an event fades with its age and with its distance."""

import numpy as np
import plotly.graph_objects as go

from riskdata.charts.theme import Theme, figure
from riskdata.measures.methods_event import WorkedEvent, WorkedExposure
from riskdata.nearness import REACH_KM
from riskdata.severity import DAYS_IN_MONTH

LEAST_MONTHS = 36
PANELS = (("x", 0.0, 0.46), ("x2", 0.56, 1.0))


def fading(
    theme: Theme,
    event: WorkedEvent,
    found: WorkedExposure | None,
    half_life: float,
    scale_km: float,
) -> go.Figure:
    """Recency by months and nearness by km, with the event where it stands on either.

    An event that is spread over its district has no distance: a dotted line marks its mean.
    """
    age = event.age / DAYS_IN_MONTH
    months = np.linspace(0, max(LEAST_MONTHS, age * 1.1), 80)
    km = np.linspace(0, REACH_KM, 80)
    traces = [
        _curve(theme, "x", months, 0.5 ** (months / half_life)),
        _curve(theme, "x2", km, np.exp(-km / scale_km)),
        _dot(theme, "x", age, event.recency, "%{x:.1f} months: %{y:.0f} %"),
    ]
    if found is not None:
        near = float(found.added["nearness"])
        if found.way is not None:
            traces.append(_dot(theme, "x2", found.way.km, near, "%{x:.1f} km: %{y:.0f} %"))
        else:
            traces.append(
                {
                    **_curve(theme, "x2", np.array([0, REACH_KM]), np.array([near, near])),
                    "line": {"color": theme.ink, "width": 1.5, "dash": "dot"},
                }
            )
    axes = {
        f"{name[0]}axis{name[1:]}": {
            "domain": [start, end], "rangemode": "tozero", "title": {"text": words}, "nticks": 5,
        }
        for (name, start, end), words in zip(
            PANELS, ("Months since the event", "Km to the project"), strict=True
        )
    }  # fmt: skip
    return figure(
        theme, 220, traces, **axes,
        yaxis={"range": [0, 104], "ticksuffix": " %", "nticks": 5,
               "title": {"text": "Weight left"}},
    )  # fmt: skip


def _curve(theme: Theme, axis: str, x: np.ndarray, share: np.ndarray) -> dict:
    return {
        "type": "scatter",
        "mode": "lines",
        "xaxis": axis,
        "x": x.tolist(),
        "y": (share * 100).tolist(),
        "line": {"color": theme.context, "width": 2},
        "hoverinfo": "skip",
    }


def _dot(theme: Theme, axis: str, x: float, share: float, card: str) -> dict:
    return {
        "type": "scatter",
        "mode": "markers",
        "xaxis": axis,
        "x": [x],
        "y": [share * 100],
        "cliponaxis": False,
        "marker": {"color": theme.ink, "size": 11},
        "hovertemplate": f"{card}<extra></extra>",
    }
