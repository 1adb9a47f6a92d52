"""Money and forces for the protection of Chinese nationals in sentences."""

from collections.abc import Sequence

import pandas as pd

from riskdata.findings.security_footprint import absent, kind
from riskdata.measures.security_footprint_protection import Grant
from riskdata.wording import NO_BREAK, counted, day, first_upper, listed, number, percent

CURRENCIES = {"PKR": "Rs", "USD": "US$"}


def amount(value: float, unit: str) -> str:
    """`Rs45 billion`, `US$11.6 million`, `15,000 personnel`."""
    currency, _, rest = unit.partition(" ")
    if currency not in CURRENCIES:
        return f"{number(value)} {unit}"
    for size, name in ((1e9, "billion"), (1e6, "million")):
        if value >= size:
            written = f"{value / size:.4g}{NO_BREAK}{name}"
            break
    else:
        written = number(value)
    return f"{CURRENCIES[currency]}{written} {rest}".strip()


def money(budgets: pd.DataFrame, repeated: Sequence[Grant], confirmed_only: bool = False) -> str:
    """Finding of the list of budgets: what became of grants that were given again, else the
    newest."""
    if budgets.empty:
        return absent("money for protection", confirmed_only)
    if repeated:
        return first_upper(grant(repeated[0]))
    newest = budgets.iloc[0]
    what = kind("money", confirmed_only)
    return f"The newest {what} for protection: {newest['title']}, {day(newest['date'])}"


def grant(one: Grant) -> str:
    """What one grant was, and how it stands to the one before."""
    return (
        f"{one.name} got {amount(one.value, one.unit)} on {day(one.date)}, "
        f"{_than(one)} on {day(one.before_date)}"
    )


def _than(one: Grant) -> str:
    share = one.value / one.before - 1
    if round(share * 100) == 0:
        return "as much as"
    return f"{percent(abs(share))} {'more' if share > 0 else 'less'} than"


def growth(repeated: Sequence[Grant]) -> str:
    """The newest grants that were given again, as a sentence; may be empty."""
    newest = [grant(one) for one in repeated if one.date == repeated[0].date]
    return f"{first_upper(listed(newest))}." if newest else ""


def label(one: Grant) -> str:
    """What the indicator of a grant shows."""
    return f"{one.name}, grant of {day(one.date)}"


def before(one: Grant) -> str:
    """`+19 % on 3 Oct 2024`."""
    share = round((one.value / one.before - 1) * 100)
    sign = "+" if share > 0 else "−" if share < 0 else "±"
    return f"{sign}{abs(share)}{NO_BREAK}% on {day(one.before_date)}"


def posted(forces: pd.DataFrame, confirmed_only: bool = False) -> str:
    """Finding of the list of forces: how many, and the largest strength given for one."""
    if forces.empty:
        return absent("force for protection", confirmed_only)
    steps = counted(len(forces), kind("step", confirmed_only))
    words = (
        f"{steps} since {forces['date'].min().year} to raise or post "
        "Pakistani forces for Chinese nationals and projects"
    )
    strengths = forces[forces["people"]]
    if strengths.empty:
        return words
    largest = strengths.nlargest(1, "value").iloc[0]
    return (
        f"{words}; the largest strength given is {amount(largest['value'], str(largest['unit']))} "
        f"({day(largest['date'])}, {largest['status']})"
    )


def not_added(budgets: pd.DataFrame) -> str:
    """Why the list has no total."""
    units = listed(list(dict.fromkeys(budgets["unit"].dropna().astype("str"))))
    return f"Amounts contain each other, in {units}: they are not added." if units else ""


def overlapping(forces: pd.DataFrame) -> str:
    """Why the strengths have no total; empty where none is given."""
    return "Forces contain and follow each other: no total." if forces["people"].any() else ""
