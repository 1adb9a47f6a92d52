"""A page with one map and one filter, for the tests of what maps do in the browser."""

from pathlib import Path

import pandas as pd
import streamlit as st

import ui
from riskdata import geography
from riskdata.charts import maps
from ui import browser, panel

st.html(Path(ui.__file__).with_name("style.css"))
browser.attach()
look = panel.current_theme()
doubled = st.checkbox("Double")
areas = geography.districts()
values = pd.Series(range(len(areas)), index=areas["name"], dtype=float) * (2 if doubled else 1)
cards = [f"{name}: {value:,.0f}" for name, value in values.items()]
fill = maps.area_fill(look, "district", values, cards, limits=[20, 40, 80, 120])
picked = panel.map_picture(
    maps.base_map(look, "map", [fill]),
    "map",
    f"Khuzdar: {values['Khuzdar']:,.0f}",
    on_select="rerun",
    selection_mode="points",
)
names = [point["location"] for point in picked.selection.points]  # pyright: ignore[reportAttributeAccessIssue]
st.text(f"theme {look.name}, doubled {doubled}, picked {names}")
st.container(height=1500)
