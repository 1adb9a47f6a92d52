"""Writes docs/data-dictionary.md: `python -m riskdata.schema`."""

from pathlib import Path

from riskdata.schema import dictionary

DICTIONARY = Path(__file__).parents[2] / "docs" / "data-dictionary.md"

if __name__ == "__main__":
    DICTIONARY.write_text(dictionary.markdown(), encoding="utf-8")
