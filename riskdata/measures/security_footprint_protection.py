"""What Pakistan spends and whom it posts to protect Chinese nationals and projects."""

import re
from dataclasses import dataclass

import pandas as pd

from riskdata.measures.security_footprint import newest_first

BUDGET, DEPLOYMENT = "security budget", "force deployment"
RUPEES = "PKR"
PEOPLE = ("personnel", "police", "troops", "soldiers", "guards")
AMOUNT = re.compile(r"(?:Rs|US\$)?\d[\d.,]*(?: (?:billion|million))?")


def budgets(steps: pd.DataFrame) -> pd.DataFrame:
    """Money given for protection, the newest first; amounts of one unit may contain each other and
    are never added."""
    return newest_first(steps[steps["category"] == BUDGET])


def forces(steps: pd.DataFrame) -> pd.DataFrame:
    """Pakistani forces raised or posted to protect, the newest first, with `people` (bool): whether
    the value is a number of people. Their strengths overlap and are never added."""
    rows = newest_first(of_pakistan(steps))
    first = rows["unit"].astype("str").str.split().str[0]
    return rows.assign(people=first.isin(PEOPLE) & rows["value"].notna())


def of_pakistan(steps: pd.DataFrame) -> pd.DataFrame:
    """The deployments that Pakistan itself made; a denial is none."""
    return steps[
        (steps["category"] == DEPLOYMENT)
        & (steps["initiator"] == "Pakistan")
        & (steps["status"] != "denied")
    ]


@dataclass(frozen=True)
class Grant:
    """Money given under one name more than once: the newest against the one before it."""

    name: str
    unit: str
    value: float
    date: pd.Timestamp
    before: float
    before_date: pd.Timestamp
    rows: pd.DataFrame


def repeated(steps: pd.DataFrame) -> list[Grant]:
    """Grants of one unit whose titles differ by the amount alone, the newest and largest first."""
    rows = budgets(steps)
    rows = rows[rows["value"].notna()]
    if rows.empty:
        return []
    names = rows["title"].str.replace(AMOUNT, "", regex=True).str.strip()
    names = names.str.removeprefix("for ")
    grants = []
    for (name, unit), group in rows.groupby([names, rows["unit"].astype("str")]):
        group = newest_first(group)
        if group["date"].nunique() > 1:
            now, before = group.iloc[0], group[group["date"] < group["date"].iloc[0]].iloc[0]
            grants.append(
                Grant(
                    str(name), str(unit), now["value"], now["date"],
                    before["value"], before["date"], group,
                )
            )  # fmt: skip
    return sorted(grants, key=lambda grant: (grant.date, grant.value), reverse=True)
