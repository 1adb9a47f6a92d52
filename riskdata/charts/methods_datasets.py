"""When a dataset's rows are from."""

import pandas as pd
import plotly.graph_objects as go

from riskdata.charts.published_years import year_axis
from riskdata.charts.theme import Theme, figure, unit


def by_year(theme: Theme, counts: pd.Series) -> go.Figure:
    """How many rows speak of each year (`methods_datasets.rows_by_year`)."""
    years = counts.index.tolist()
    return figure(
        theme,
        190,
        [
            {
                "type": "bar",
                "x": years,
                "y": counts.tolist(),
                "marker": {"color": theme.context},
                "hovertemplate": "%{x}: %{y:,} rows<extra></extra>",
            }
        ],
        annotations=[unit(theme, "Rows a year")],
        xaxis=year_axis(years[0], years[-1]),
        margin={"t": 30},
    )
