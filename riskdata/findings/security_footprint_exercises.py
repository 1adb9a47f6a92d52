"""Joint exercises in sentences."""

import pandas as pd

from riskdata.findings.security_footprint import absent, kind
from riskdata.measures.change import Change
from riskdata.measures.security_footprint_exercises import FiveYears, PublishedCount
from riskdata.schema.vocabularies import DOMAIN
from riskdata.wording import counted, in_words, listed, number, publication


def held(exercises: pd.DataFrame, confirmed_only: bool = False) -> str:
    """Finding of the picture: how many exercises of each arm, and how many were bilateral."""
    if exercises.empty:
        return absent("joint exercise", confirmed_only)
    counts = exercises["domain"].astype("str").value_counts()
    arms = [f"{number(counts[arm])} {arm}" for arm in DOMAIN if arm in counts]
    bilateral = int((exercises["scope"] == "bilateral").sum())
    all_told = counted(len(exercises), kind("joint exercise", confirmed_only))
    return (
        f"{all_told} since {exercises['year'].min()}: "
        f"{listed(arms)}; {number(bilateral)} of them between the two alone"
    )


def compared(change: FiveYears | None) -> str:
    """Whether there were more of them in the newest five whole years than in the five before."""
    if change is None:
        return ""
    now, then = years(change)
    return (
        f"{in_words(change.change.now)} confirmed joint "
        f"{'exercise' if change.change.now == 1 else 'exercises'} in {now}, after "
        f"{number(change.change.before)} in {then}: {_verdict(change.change)}."
    )


def _verdict(change: Change) -> str:
    if change.now == change.before:
        return "no change"
    words = "more" if change.now > change.before else "fewer"
    return f"{words} on this record, which may lack some"


def label(change: FiveYears) -> str:
    """What the indicator counts."""
    return f"Confirmed joint exercises, {years(change)[0]}"


def before(change: FiveYears) -> str:
    """`14 in 2016–20: fewer, which chance may explain`."""
    return f"{number(change.change.before)} in {years(change)[1]}: {_verdict(change.change)}"


def years(change: FiveYears) -> tuple[str, str]:
    """The newer five years and the older five."""
    return (
        f"{change.first}–{change.last % 100:02d}",
        f"{change.first - 5}–{(change.last - 5) % 100:02d}",
    )


def published(count: PublishedCount) -> str:
    """Which of the exercises on record a published number holds."""
    row, listed_rows = count.row, count.listed
    outside = listed_rows[~listed_rows["numbered"]]
    first, last = count.years
    words = (
        f"{publication(row['source'])} counts {number(count.number)} bilateral {row['domain']} "
        f"exercises from {first} to {last} ({row['status']}). On record are "
        f"{number(len(listed_rows))}: {number(count.counted)} that it counts"
    )
    if len(outside):
        words += (
            f", and {number(len(outside))} outside its numbered series "
            f"({'; '.join(outside['title'])})"
        )
    missing = count.number - count.counted
    if missing > 0:
        words += f". {in_words(missing)} of the {number(count.number)} {_has(missing)} no row"
    return words + "."


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def counts_apart(of: int, counts: int) -> str:
    """Why the timeline counts more steps of this kind than there are exercises; empty where it does
    not."""
    if not counts:
        return ""
    told = (
        "one published count, which is no exercise itself"
        if counts == 1
        else f"{number(counts)} published counts, which are no exercises themselves"
    )
    return f"The timeline's {counted(of, 'joint exercise')} include {told}."


def key(exercises: pd.DataFrame, confirmed_only: bool = False) -> str:
    """What the shapes and the numbers under the years stand for."""
    return (
        "Circle: the two alone; square: others took part. Under each year, the number of "
        f"{kind('exercises', confirmed_only)} on record, {number(len(exercises))} in all."
    )


def one_by_one(exercises: pd.DataFrame) -> str:
    """Label of the list of every exercise."""
    return f"{counted(len(exercises), 'exercise')}, one by one"


def detail(row: pd.Series) -> str:
    """Arm, company and count of one exercise in small print."""
    parts = [str(row["domain"]), str(row["scope"])]
    if row["numbered"]:
        parts.append("counted in the published number")
    return " · ".join(parts)
