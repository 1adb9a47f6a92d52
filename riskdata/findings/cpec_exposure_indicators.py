"""The indicators of exposure in words."""

import pandas as pd

from riskdata.findings.cpec_exposure import TOP, no_cost
from riskdata.findings.cpec_exposure_place import dollars, everywhere, the
from riskdata.selection import PAKISTAN
from riskdata.wording import (
    NO_BREAK,
    counted,
    listed,
    number,
)


def top_label() -> str:
    """What the indicator of the highest band counts."""
    return f"Projects in the band {TOP[0]}"


def top_value(table: pd.DataFrame) -> str:
    """How many projects are in the highest band, of how many."""
    return f"{number((table['band'] == TOP[0]).sum())} of {number(len(table))}"


def top_words(table: pd.DataFrame) -> str:
    """How many more are in the band below."""
    return f"{number((table['band'] == TOP[1]).sum())} more in the band {TOP[1]}"


def money_label() -> str:
    """What the indicator of the money counts."""
    return f"Standing in the bands {listed(TOP)}"


def money_value(table: pd.DataFrame, cost: pd.DataFrame) -> str:
    """US$ in the two highest bands; `cost` is `exposure_value.costs` of the table."""
    there = cost[table["band"].isin(TOP)]
    if there["cost"].any():
        return dollars(there["cost"].sum()).replace(NO_BREAK, " ")
    return "none published" if there["unknown"].any() else "none"


def money_words(cost: pd.DataFrame) -> str:
    """Of how much, and how many projects have no published cost."""
    unknown = int(cost["unknown"].sum())
    if not cost["cost"].any():
        return no_cost(cost) if unknown else "no project with a cost is in use or being built"
    missing = f"; {counted(unknown, 'project')} without a published cost" if unknown else ""
    return f"of {dollars(cost['cost'].sum())} in use or being built{missing}"


def near_label(noun: str, region: str, months: str) -> str:
    """What the indicator of near events counts; `months` is what the 12 months are called."""
    where = "" if region == PAKISTAN else f" in or through {the(region)}, anywhere along it,"
    return f"{noun.capitalize()} within 25 km of a project{where} in {months}"


def near_words(year: pd.DataFrame, region: str) -> str:
    """Of how many, wherever in the country."""
    known = number((year["point"] >= 0).sum())
    return f"of {known}{everywhere(region)} known to the town or better"
