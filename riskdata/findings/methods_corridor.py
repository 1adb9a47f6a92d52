"""How the corridor's alignments and the claims about its guards are counted, worked on the data."""

from collections.abc import Sequence

import pandas as pd

from riskdata.findings.methods import Explained, Step, exact
from riskdata.findings.security_footprint_ledger import ENDED
from riskdata.measures.alignments import BESIDE_KM
from riskdata.measures.security_footprint_ledger import Episode, with_outcome
from riskdata.wording import counted, listed, number

NOTHING = "the data at hand hold nothing to work it on"


def alignments(compared: pd.DataFrame, title: str, noun: str) -> Explained:
    """Events to the length of an alignment. `compared` is `measures.alignments.compared`."""
    words = (
        f"How many {noun} of the last 12 months lie within {number(BESIDE_KM)} km of an "
        "alignment's own roads, to 100 km of them; roads that lie on each other are measured "
        "once. Only events "
        "known to their town or better count. The interval is the exact one of a Poisson count."
    )
    formula = "rate = events ÷ km × 100"
    source = "Own measure; interval: Garwood 1936"
    if compared.empty or not compared["events"].iloc[0]:
        return Explained("alignments", words, formula, source, NOTHING)
    first = compared.iloc[0]
    km = round(float(first["km"]), 1)
    return Explained(
        "alignments",
        words,
        formula,
        source,
        f"the {first['alignment']} alignment, {counted(first['events'], noun[:-1])} of the record "
        f"{title} along {number(km)} km",
        (
            Step(
                "Per 100 km",
                f"{number(first['events'])} ÷ {km} × 100",
                exact(first["events"] / km * 100, 3),
            ),
        ),
        f"Likely {first['low']:.1f} to {first['high']:.1f}.",
    )


def ledger(episodes: Sequence[Episode]) -> Explained:
    """How a claim of Chinese guards, troops or bases comes to be denied, confirmed or open."""
    words = (
        "Each row of the dataset that claims or denies Chinese guards, troops or bases names its "
        "matter; rows of one matter stand together. The matter is denied where a government denied "
        "it, turned down where a report says that somebody refused, confirmed where every claim of "
        "it is, and else open. Of figures printed more than once, such as SIPRI's shares, the "
        "newest print is drawn and the earlier ones are named beside it."
    )
    counts = {words: len(with_outcome(episodes, outcome)) for outcome, words in ENDED.items()}  # pyright: ignore[reportArgumentType]
    told = [f"{number(count)} {words}" for words, count in counts.items() if count]
    if not told:
        return Explained("ledger", words, "one verdict a matter", "Own measure", NOTHING)
    return Explained(
        "ledger",
        words,
        "matters = denied + turned down + confirmed + open",
        "Own measure",
        f"{counted(len(episodes), 'matter')}, {listed(told)}",
        (
            Step(
                "Matters",
                " + ".join(number(count) for count in counts.values()),
                number(len(episodes)),
            ),
        ),
    )
