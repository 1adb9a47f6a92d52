"""A map as the browser draws it, for plotly's own checks."""

from typing import Any

import plotly.graph_objects as go

from riskdata.charts.maps import Map


def whole(drawn: Map) -> Any:
    """The ground and the traces as one figure, once plotly has found nothing wrong with it."""
    ground = drawn.ground.to_dict()
    return go.Figure({**ground, "data": [*ground["data"], *drawn.traces]})
