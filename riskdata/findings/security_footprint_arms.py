"""Arms transfers in sentences."""

import pandas as pd

from riskdata.findings.security_footprint import years
from riskdata.measures.security_footprint_arms import (
    SHARE_OF_EXPORTS,
    SHARE_OF_IMPORTS,
    ShareChange,
)
from riskdata.wording import listed, month, percent

SHARES = {
    SHARE_OF_IMPORTS: "China's share in Pakistan's arms imports",
    SHARE_OF_EXPORTS: "Pakistan's share in China's arms exports",
}


def growth(imports: ShareChange | None, exports: ShareChange | None) -> str:
    """How both shares have moved between periods that have no year in common."""
    parts = []
    if imports is not None:
        parts.append(f"{SHARES[SHARE_OF_IMPORTS]} {_moved(imports)}")
    if exports is not None:
        told = imports is not None and _periods(imports) == _periods(exports)
        parts.append(f"{SHARES[SHARE_OF_EXPORTS]} {_moved(exports, told)}")
    return f"{listed(parts)}, as SIPRI prints them." if parts else ""


def _periods(change: ShareChange) -> tuple:
    return change.period, change.before_period


def _moved(change: ShareChange, told: bool = False) -> str:
    """`told`: that the sentence has named the same periods before."""
    now = percent(change.value / 100)
    period = "" if told else f" ({years(change.period)})"
    if change.before is None or change.before_period is None:
        return f"was {now}{period}"
    before = percent(change.before / 100)
    earlier = "" if told else f" ({years(change.before_period)})"
    if now == before:
        return f"stayed at {now}{earlier}{period}"
    verb = "rose" if change.value > change.before else "fell"
    return f"{verb} from {before}{earlier} to {now}{period}"


def before(change: ShareChange) -> str:
    """`73 % in 2016–20`: what a share is set against."""
    if change.before is None or change.before_period is None:
        return "no earlier period without a common year"
    return f"{percent(change.before / 100)} in {years(change.before_period)}"


def course(china: pd.DataFrame, metric: str) -> str:
    """Finding of the picture of a share (`measures.security_footprint_arms.from_china`): its
    course over periods without a common year, and the highest of all."""
    if china.empty:
        return f"{SHARES[metric]}: nothing is published"
    chain = china[china["apart"]]
    told = [_share(row) for _, row in chain.iterrows()]
    peak = china.nlargest(1, "value").iloc[0]
    sentence = f"{SHARES[metric]}: {listed(told)}"
    if peak["value"] > chain["value"].max():
        sentence += f"; the highest of all periods printed is {_share(peak)}"
    return sentence


def _share(row: pd.Series) -> str:
    return f"{percent(row['value'] / 100)} in {years((row['period_start'], row['period_end']))}"


def overlap(china: pd.DataFrame) -> str:
    """Which periods may be compared, and which figures SIPRI has restated."""
    if china.empty:
        return ""
    apart = [years((a, b)) for a, b in zip(china["period_start"], china["period_end"], strict=True)]
    bold = listed([name for name, alone in zip(apart, china["apart"], strict=True) if alone])
    restated = [
        f"{years((row['period_start'], row['period_end']))} from "
        f"{percent(row['first'] / 100)}{_when(row['first_printed'])} to "
        f"{percent(row['value'] / 100)}{_when(row['printed'])}"
        for _, row in china[china["first"].notna()].iterrows()
    ]
    again = (
        f" Restated: {listed(restated)}; the newest print is drawn, the first as a hollow mark."
        if restated
        else ""
    )
    return f"Periods of five years overlap; only those in bold ({bold}) share no year.{again}"


def _when(printed: pd.Timestamp) -> str:
    return "" if pd.isna(printed) else f" ({month(printed)})"


def newest_print(rows: pd.DataFrame) -> str:
    """When the newest figure drawn was printed; may be empty."""
    newest = rows["printed"].max()
    return "" if pd.isna(newest) else f"Newest print {month(newest)}."
