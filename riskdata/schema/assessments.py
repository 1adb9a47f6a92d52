"""Steps of China's presence, judgements, claims, turning points, and what records cover."""

import pandas as pd
import pandera.pandas as pa

from riskdata.schema import vocabularies as words
from riskdata.schema.columns import (
    choice,
    dataset,
    day,
    identifier,
    in_order,
    label,
    measure,
    partial_date,
    rule,
    text,
    web_address,
)


def _for_exercises(column: str) -> pa.Check:
    return rule(
        f"is a joint exercise without {column}, or has a {column} without being one",
        f"Fill {column} for joint exercises and leave it empty elsewhere.",
        ["category"],
        lambda frame: (frame["category"] == "joint exercise") == frame[column].notna(),
    )


security_footprint = dataset(
    "security_footprint",
    "one step of China's security presence, or a rumour of one",
    ["event_id"],
    {
        "event_id": identifier("Identifier of the step"),
        "date": day("Day of the step or of the report"),
        "date_precision": choice("How exactly the date is known", words.DATE_PRECISION),
        "category": choice("What kind of step", words.FOOTPRINT_CATEGORY),
        "domain": choice("Arm of an exercise", words.DOMAIN, empty=True),
        "scope": choice("Who took part in an exercise", words.SCOPE, empty=True),
        "title": text("The step in a line"),
        "status": choice("How well it is borne out", words.STATUS),
        "matter": label(
            "What a claim of Chinese guards, troops or bases is about; its answers name the same",
            empty=True,
        ),
        "initiator": choice("Who took the step", words.INITIATOR),
        "value": measure("A number that belongs to it", "see unit", empty=True),
        "unit": label("What the number counts", empty=True),
        "summary": text("What happened, in our words"),
        "source": text("Publication, title and date"),
        "source_url": web_address(),
        "notes": text("What a reader must know", empty=True),
    },
    [
        _for_exercises("domain"),
        _for_exercises("scope"),
        rule(
            "says nothing of the matter that it belongs to",
            "Name what the claim is about, in the same words for it and its answers.",
            ["matter"],
            lambda frame: (
                ~frame["category"].isin(["basing", "private security contractors"])
                | frame["matter"].notna()
            ),
        ),
        rule(
            "is given without unit",
            "Say what the number counts.",
            ["value"],
            lambda frame: frame["unit"].notna(),
        ),
    ],
)

turning_points = dataset(
    "turning_points",
    "one dated event that explains a jump, for annotation",
    ["date", "title"],
    {
        "date": day("Day of the event"),
        "date_precision": choice("How exactly the date is known", words.DATE_PRECISION),
        "title": text("The event in a few words"),
        "region": label("Region whose figures it moved"),
        "why": text("Why it matters"),
        "source": text("Publication, title and date"),
        "source_url": web_address(),
    },
)

judgements = dataset(
    "judgements",
    "one analytic judgement",
    ["judgement_id"],
    {
        "judgement_id": identifier("Identifier of the judgement"),
        "topic": label("What it is about"),
        "statement": text("The judgement, in our words"),
        "likelihood": choice(
            "Probability word after ICD 203; empty where the source gives none",
            words.LIKELIHOOD,
            empty=True,
        ),
        "confidence": choice(
            "Analytic confidence; empty where the source states none",
            words.ANALYTIC_CONFIDENCE,
            empty=True,
        ),
        "horizon": text("For when, or on what condition", empty=True),
        "basis": text("What it rests on: identifiers of rows, or words"),
        "source": text("Who judged, and where"),
        "source_url": web_address(),
        "as_of": partial_date("When it was made, as far as known", empty=True),
        "notes": text("The source's own word, and what qualifies it", empty=True),
    },
)

claims = dataset(
    "claims",
    "one testable statement that people repeat",
    ["claim_id"],
    {
        "claim_id": identifier("Identifier of the claim"),
        "statement": text("The claim in plain words"),
        "speaker": label("Who made it"),
        "spoken_on": day("When it was made"),
        "test": label(
            "How it is tested, one of "
            + ", ".join(words.CLAIM_TEST)
            + " (docs/claims.md); another word is shown as a claim that cannot be tested"
        ),
        "dataset": label("Dataset that it is tested on"),
        "metric": text(
            "What is counted: a metric of the dataset; attacks or events of an event record; for "
            "row_equals the stated values, as column=value; column=value"
        ),
        "region": label("Region that it speaks of"),
        "period_start": day("First day of the period", empty=True),
        "period_end": day("Last day of the period", empty=True),
        "base_start": day("First day of the period compared with", empty=True),
        "base_end": day("Last day of the period compared with", empty=True),
        "threshold": measure("Number to reach", "as the test says", empty=True),
        "filter": text("Which rows count, in the language of docs/claims.md", empty=True),
        "source": text("Publication, title and date"),
        "source_url": web_address(),
        "notes": text("How the words are read", empty=True),
    },
    [in_order("period_start", "period_end"), in_order("base_start", "base_end")],
)


def _after_the_one_before(frame: pd.DataFrame) -> pd.Series:
    by_time = frame.sort_values(["record", "period_start"], kind="stable")
    ended = by_time.groupby("record", observed=True)["period_end"].shift()
    apart = ended.isna() | (ended < by_time["period_start"])
    return apart.reindex(frame.index)


event_record_coverage = dataset(
    "event_record_coverage",
    "one period that an event record covers, and how",
    ["record", "period_start"],
    {
        "record": label("Event record"),
        "period_start": day("First day covered"),
        "period_end": day("Last day covered"),
        "release": text("Release that the events come from"),
        "status": choice("How far it is covered", words.COVERAGE_STATUS),
        "notes": text("What a reader must know", empty=True),
    },
    [
        in_order("period_start", "period_end"),
        rule(
            "overlaps the period before it",
            "Let each period of a record start after the one before has ended.",
            ["period_start", "record", "period_end"],
            _after_the_one_before,
        ),
    ],
)

SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "security_footprint": security_footprint,
    "turning_points": turning_points,
    "judgements": judgements,
    "claims": claims,
    "event_record_coverage": event_record_coverage,
}
