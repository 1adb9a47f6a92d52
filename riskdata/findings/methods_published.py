"""The measures of counts in plain words, each worked on the figures that the pages open with."""

from collections.abc import Mapping
from math import sqrt

import pandas as pd

from riskdata.findings.methods import Explained, Step, exact
from riskdata.measures.coverage import AGAINST, Share
from riskdata.measures.hotspots import LEAST
from riskdata.measures.methods_published import WorkedDeaths, WorkedShare, Z
from riskdata.measures.published import PublishedChange
from riskdata.wording import counted, interval, listed, number, percent, span

METRICS = {"killed (all parties)": "dead"}

NO_FIGURES = "the figures at hand hold nothing to work it on"


def _years(newest: PublishedChange) -> str:
    return (
        f"{newest.publisher}, {span(newest.start, newest.end)} against the year before: "
        f"{number(newest.change.now)} after {number(newest.change.before)}"
    )


def change(newest: PublishedChange | None) -> Explained:
    """A count of attacks against that of the year before."""
    words = (
        "A count divided by that of an equally long time before. Attacks happen by chance too, "
        "so each ratio has its exact 95 per cent interval: where that holds 1, the pages say that "
        f"no change is clear. Of a place with fewer than {LEAST} events in both periods together "
        "nothing is said, as no split of so few could rule out chance. No change is taken across "
        "time that a record does not cover."
    )
    formula = (
        "ratio = now ÷ before; an end of the interval = p ÷ (1 − p), p the end of the interval of "
        "the share of now in both"
    )
    source = (
        "Przyborowski & Wilenski 1940, Homogeneity of results in testing samples from Poisson "
        "series; Clopper & Pearson 1934"
    )
    if newest is None:
        return Explained("change", words, formula, source, NO_FIGURES)
    now, before = newest.change.now, newest.change.before
    low, high = newest.change.low, newest.change.high
    steps = (
        Step("Ratio", f"{number(now)} ÷ {number(before)}", exact(newest.change.ratio, 4)),
        Step("p, lower end", f"BETA.INV(0.025, {now}, {before + 1})", exact(low / (1 + low))),
        Step("Lower end", f"{exact(low / (1 + low))} ÷ (1 − {exact(low / (1 + low))})",
             exact(low, 4)),
        Step("p, upper end", f"BETA.INV(0.975, {now + 1}, {before})", exact(high / (1 + high))),
        Step("Upper end", f"{exact(high / (1 + high))} ÷ (1 − {exact(high / (1 + high))})",
             exact(high, 4)),
    )  # fmt: skip
    told = "no change is clear" if newest.change.direction == "unclear" else "beyond chance"
    return Explained(
        "change",
        words,
        formula,
        source,
        _years(newest),
        steps,
        f"{interval(newest.change)}: {told}. BETA.INV is a function of every spreadsheet.",
    )


def change_in_deaths(worked: WorkedDeaths | None) -> Explained:
    """The dead of a year against those of the year before."""
    words = (
        "The dead come in clusters: one bomb, many dead. Counting them as if each died by an event "
        "of its own would make noise look like news. Of published months the spread of the months "
        "widens the interval; of an event record each event's own toll does (the squared tolls "
        "added up, by the square of their sum); where only the sums of two years are known no "
        "interval is given."
    )
    formula = (
        "interval = ratio ÷ e^(reach) to ratio × e^(reach); reach = t × √(dispersion × (1 ÷ now + "
        "1 ÷ before))"
    )
    source = (
        "McCullagh & Nelder 1989, Generalized Linear Models, ch. 6 (months); Bohm & Zech 2014, "
        "weighted Poisson events (tolls)"
    )
    if worked is None:
        return Explained("change-in-deaths", words, formula, source, NO_FIGURES)
    newest = worked.newest
    now, before, ratio = newest.change.now, newest.change.before, newest.change.ratio
    reach = worked.quantile * sqrt(worked.dispersion * (1 / now + 1 / before))
    quantile, dispersion = exact(worked.quantile), exact(worked.dispersion)
    steps = (
        Step("Ratio", f"{number(now)} ÷ {number(before)}", exact(ratio)),
        Step(f"t of {counted(worked.freedom, 'degree')} of freedom",
             f"T.INV.2T(0.05, {worked.freedom})", quantile),
        Step("Reach", f"{quantile} × √({dispersion} × (1 ÷ {number(now)} + 1 ÷ {number(before)}))",
             exact(reach)),
        Step("Lower end", f"{exact(ratio)} ÷ e^({exact(reach)})", exact(newest.change.low, 4)),
        Step("Upper end", f"{exact(ratio)} × e^({exact(reach)})", exact(newest.change.high, 4)),
    )  # fmt: skip
    return Explained(
        "change-in-deaths",
        words,
        formula,
        source,
        _years(newest),
        steps,
        f"{interval(newest.change)}. The dispersion, {dispersion}, is the sum over both years of "
        "(month − mean)² ÷ mean of its year, by the degrees of freedom: 1 would be pure chance.",
    )


def share(worked: WorkedShare | None, record: str, period: str) -> Explained:
    """A part of a record's attacks."""
    words = (
        "A part of a record's attacks, with the interval in which it would lie if the record were "
        "a random sample. It is not quite one: large attacks are likelier to be in it. Shares "
        "of the dead have wider intervals, as each event brings its own toll."
    )
    formula = "interval = (p + z² ÷ 2n ± z × √(p × (1 − p) ÷ n + z² ÷ 4n²)) ÷ (1 + z² ÷ n)"
    source = (
        "Wilson 1927, Probable inference; for the dead the ratio estimator of Cochran 1977, "
        "Sampling Techniques, ch. 6"
    )
    if worked is None:
        return Explained("share", words, formula, source, NO_FIGURES)
    n, p, z = number(worked.whole), exact(worked.share), exact(Z)
    middle = worked.share + Z**2 / (2 * worked.whole)
    reach = Z * sqrt(
        worked.share * (1 - worked.share) / worked.whole + Z**2 / (4 * worked.whole**2)
    )
    below = 1 + Z**2 / worked.whole
    steps = (
        Step("Share p", f"{number(worked.part)} ÷ {n}", p),
        Step("Middle", f"{p} + {z}² ÷ (2 × {n})", exact(middle)),
        Step("Reach", f"{z} × √({p} × (1 − {p}) ÷ {n} + {z}² ÷ (4 × {n}²))", exact(reach)),
        Step("Lower end", f"({exact(middle)} − {exact(reach)}) ÷ (1 + {z}² ÷ {n})",
             exact((middle - reach) / below, 4)),
        Step("Upper end", f"({exact(middle)} + {exact(reach)}) ÷ (1 + {z}² ÷ {n})",
             exact((middle + reach) / below, 4)),
    )  # fmt: skip
    return Explained(
        "share",
        words,
        formula,
        source,
        f"{worked.province} in {record}, {period}: {number(worked.part)} of {n} attacks",
        steps,
        f"{percent(worked.share)}, between {percent(worked.low)} and {percent(worked.high)}.",
    )


def per_million(worked: WorkedShare | None, record: str, period: str) -> Explained:
    """A province's attacks set against its people."""
    words = (
        "Events by the people of the newest census, or by the area of the place as drawn. The "
        "interval is that of a count that comes by chance. The dead get none here, as they come in "
        "clusters."
    )
    formula = "rate = events ÷ people × 1,000,000"
    source = "Garwood 1936, Fiducial limits for the Poisson distribution"
    if worked is None or not worked.population > 0:
        return Explained("per-million", words, formula, source, NO_FIGURES)
    part, millions = worked.part, worked.population / 1e6
    low, high = worked.rate_low * millions, worked.rate_high * millions
    steps = (
        Step("Events per million people", f"{number(part)} ÷ {exact(millions)}",
             exact(worked.per_million, 4)),
        Step("Fewest events that chance allows", f"CHISQ.INV(0.025, {2 * part}) ÷ 2", exact(low)),
        Step("Most events", f"CHISQ.INV(0.975, {2 * part + 2}) ÷ 2", exact(high)),
        Step("Lower end", f"{exact(low)} ÷ {exact(millions)}", exact(worked.rate_low, 4)),
        Step("Upper end", f"{exact(high)} ÷ {exact(millions)}", exact(worked.rate_high, 4)),
    )  # fmt: skip
    return Explained(
        "per-million",
        words,
        formula,
        source,
        f"{worked.province} in {record}, {period}: {counted(part, 'attack')}, "
        f"{number(worked.population)} people in {worked.population_year:.0f}",
        steps,
        "CHISQ.INV is a function of every spreadsheet.",
    )


def coverage(held: Share | None, titles: Mapping[str, str], record: str) -> Explained:
    """How much of a publisher's count a record holds; `titles` names the records."""
    measured = [
        f"{titles[name]} against {publisher}'s {METRICS.get(metric, metric)}"
        for name, (publisher, metric) in AGAINST.items()
        if name in titles
    ]
    words = (
        "How much of what a publisher counts a record holds, over the parts of a period that "
        f"the record covers and the publisher has figures for: {listed(measured)}. Every row of "
        "the record counts, unconfirmed ones too, whatever the filters leave: it says how thin the "
        "record is, not how many attacks there were, as definitions differ."
    )
    formula = "coverage = events (or dead) in the record ÷ the publisher's figure for the same time"
    source = "Own measure; the periods are those of the dataset event_record_coverage"
    if held is None:
        return Explained("coverage", words, formula, source, NO_FIGURES)
    what = "attacks" if held.metric == "attacks" else "dead"
    figures = f"{counted(len(held.rows), 'figure')} of {held.publisher}"
    return Explained(
        "coverage",
        words,
        formula,
        source,
        f"{titles[record]} against {figures}, {span(held.start, held.end)}",
        (
            Step(f"Part of {held.publisher}'s {what}",
                 f"{number(held.held)} ÷ {number(held.published)}", exact(held.share, 4)),
        ),
        f"The record holds {percent(held.share)} of them.",
    )  # fmt: skip


def spread(newest: pd.Series | None) -> Explained:
    """How far the publishers lie apart."""
    words = (
        "The band from the lowest to the highest publisher of a year, of those whose main series "
        "has at least three years. It is no interval of chance: each publisher counts by its own "
        "definition, and none of them is added to another."
    )
    formula = "spread = highest publisher ÷ lowest publisher of the same year"
    source = "Own measure"
    if newest is None:
        return Explained("spread", words, formula, source, NO_FIGURES)
    low, high = float(newest["low"]), float(newest["high"])
    return Explained(
        "spread",
        words,
        formula,
        source,
        f"attacks in {newest['year']:.0f}: {newest['least']} counts {number(low)}, "
        f"{newest['most']} {number(high)}",
        (Step("Spread", f"{number(high)} ÷ {number(low)}", exact(high / low, 4)),),
        f"{number(newest['publishers'])} publishers are drawn as lines in that year.",
    )


def lethality(newest: pd.Series | None) -> Explained:
    """The dead per attack."""
    words = (
        "People killed divided by attacks, only of publishers that define both alike, and of the "
        "attacks of a record whose toll is known. A publisher that counts attacks in which nobody "
        "dies has a lower figure than one that counts lethal ones alone: compare each with its own "
        "past."
    )
    formula = "killed per attack = people killed in the attacks ÷ attacks"
    source = "Own measure"
    if newest is None:
        return Explained("lethality", words, formula, source, NO_FIGURES)
    return Explained(
        "lethality",
        words,
        formula,
        source,
        f"{newest['publisher']}, {newest['year']}: {number(newest['killed'])} killed in "
        f"{number(newest['attacks'])} attacks",
        (
            Step("Killed per attack",
                 f"{number(newest['killed'])} ÷ {number(newest['attacks'])}",
                 exact(newest["per_attack"], 4)),
        ),
        f"{newest['definition']}.",
    )  # fmt: skip


KINDS_OF_CLAIMS = {
    "at_least": "the figure is as high as the statement says, or higher",
    "equals": "the figure is the very one that the statement gives",
    "ratio_at_least": "the figure is at least so many times that of an earlier period",
    "highest_since": "the figure is higher than in every year (or like period) before it",
    "share_at_least": "what the statement is about makes up at least a given share of all",
    "rate_ratio_above": "its number a year is more than so many times that of an earlier period",
    "count_equals": "as many of a kind are on record as the statement says",
    "row_equals": "an event, step or project is on record just as the statement describes it",
    "none_with": "of all of a kind on record none is as the statement rules out",
}
"""What is put to each source in the kinds of test of the dataset `claims`, for readers."""


def claims(kinds: pd.DataFrame) -> Explained:
    """How statements are put to the test."""
    number_of = int(kinds["claims"].sum())
    return Explained(
        "claims",
        f"{counted(number_of, 'statement')} that people repeat, each written as a test of one kind "
        "and put to every publisher or record that has the figures. The verdict is given for each: "
        "holds, does not hold, or not enough data, also where an interval reaches to both sides. "
        "Where the sources differ the claim is called disputed. An analyst adds a claim by adding "
        "a row to the dataset claims, which names its kind of test by the short name that stands "
        "last below; an unknown kind is reported, never passed over.",
        "a claim holds by a source if its figures pass the test that fits the statement",
        "Own measure; intervals as above",
        "the kinds of test, and how many claims are of each",
    )
