"""How China's security presence grows, step by step: what is confirmed and what is rumour.

A step is a row of `security_footprint`; the record is gathered from the press, so that its number
of steps a year says as much of reporting as of what happened.
"""

import re
import unicodedata

import numpy as np
import pandas as pd

from riskdata.schema.vocabularies import STATUS

CONFIRMED = "confirmed"
SEARCHED = (
    "event_id", "title", "summary", "category", "domain", "scope", "status", "initiator", "source",
    "notes",
)  # fmt: skip


def shown(steps: pd.DataFrame, confirmed_only: bool) -> pd.DataFrame:
    """The steps that a reader asks for: all of them, or those that are confirmed."""
    return steps[steps["status"] == CONFIRMED] if confirmed_only else steps


def by_status(steps: pd.DataFrame) -> pd.Series:
    """How many steps have each status, from confirmed to denied."""
    return steps["status"].astype("str").value_counts().reindex(list(STATUS), fill_value=0)


def lanes(steps: pd.DataFrame) -> pd.DataFrame:
    """Steps by category: the index, with `steps` and a column a status (ints); the categories
    whose steps are best borne out come first, of equal ones the fullest."""
    texts = steps[["category", "status"]].astype("str")
    table = pd.crosstab(texts["category"], texts["status"])
    table = table.reindex(columns=list(STATUS), fill_value=0)
    table.insert(0, "steps", table.sum(axis=1))
    order = table.assign(share=table[CONFIRMED] / table["steps"])
    order = order.sort_values(["share", "steps"], ascending=False, kind="stable")
    return table.loc[order.index]


def newest_first(steps: pd.DataFrame) -> pd.DataFrame:
    """The steps in the order in which a list of developments is read."""
    return steps.sort_values("date", ascending=False, kind="stable")


def found(steps: pd.DataFrame, query: str) -> pd.DataFrame:
    """The steps that hold every word of a query, or a word that begins with it, the newest first.

    Dates are searched as written out (5 February 2025); upper and lower case and accents are alike,
    punctuation is left out, and a memorandum is an MoU.
    """
    words = re.findall(r"\w+", _folded(query))
    words = ["mou" if word.startswith("memorand") else word for word in words]
    rows = steps[list(SEARCHED)].itertuples(index=False)
    days = steps["date"].dt.strftime("%-d %B %Y")
    texts = [
        _folded(" ".join([day, *(cell for cell in row if cell == cell)]))
        for day, row in zip(days, rows, strict=True)
    ]
    mask = [all(re.search(rf"\b{word}", text) for word in words) for text in texts]
    return newest_first(steps[np.array(mask, dtype=bool)])


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
