"""A page with one map and one filter, for the tests of what maps do in the browser."""

import pandas as pd
import streamlit as st

from riskdata import geography
from riskdata.charts import maps
from riskdata.charts.theme import theme
from ui import browser

browser.attach()
look = theme("dark" if st.context.theme.type == "dark" else "light")
doubled = st.checkbox("Double")
areas = geography.districts()
values = pd.Series(range(len(areas)), index=areas["name"], dtype=float) * (2 if doubled else 1)
fill = maps.area_fill(look, "district", values, list(values.index), maps.steps(values))
picked = st.plotly_chart(
    maps.base_map(look, 500, "map", [fill]),
    theme=None,
    config=maps.CONFIG,
    key="map",
    on_select="rerun",
)
names = [point["location"] for point in picked.selection.points]
st.text(f"theme {look.name}, doubled {doubled}, picked {names}")
st.container(height=1500)
