"""What the pages are measured beside: a bare Streamlit page with one map and two bar charts.

`?record=` and `?since=` choose the events, so that the map has the points of the page measured.
"""

import pandas as pd
import plotly.express as px
import streamlit as st

from riskdata import catalogue


@st.cache_resource
def events(record: str) -> pd.DataFrame:
    """The record as it is read."""
    return catalogue.load(record)


st.set_page_config(layout="wide")
found = events(st.query_params["record"])
found = found[found["date"] >= st.query_params["since"]]
with st.sidebar:
    region = st.selectbox("Region", ["Pakistan", "Balochistan"])
if region != "Pakistan":
    found = found[found["province"] == region]
st.title(f"{len(found):,} events")
points = px.scatter_map(found, lat="latitude", lon="longitude", hover_name="place", zoom=4)
st.plotly_chart(points.update_layout(map_style="white-bg", height=600))
months = found.groupby(found["date"].dt.to_period("M").dt.to_timestamp()).size()
st.plotly_chart(px.bar(x=months.index, y=months))
provinces = found["province"].value_counts()
st.plotly_chart(px.bar(x=provinces.index, y=provinces))
