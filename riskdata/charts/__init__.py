"""Figures from numbers: plotly in the house style. Nothing here reads a file or Streamlit."""
