"""Figures that publishers counted: violence, arms, the corridor, Chinese victims."""

import pandas as pd
import pandera.pandas as pa

from riskdata.schema import vocabularies as words
from riskdata.schema.columns import (
    choice,
    count,
    dataset,
    day,
    in_order,
    label,
    measure,
    name,
    rule,
    text,
    web_address,
    year,
)

_PERIOD_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def _is_whole_period(frame: pd.DataFrame) -> pd.Series:
    """Whether a month, quarter, half-year or year is one of the calendar's; NA for others."""
    start, after = frame["period_start"].dt, (frame["period_end"] + pd.Timedelta(days=1)).dt
    months = frame["period"].astype(object).map(_PERIOD_MONTHS).astype("float64")
    first, following = start.year * 12 + start.month - 1, after.year * 12 + after.month - 1
    whole = (start.day == 1) & (after.day == 1)
    return (whole & (following - first == months) & (first % months == 0)) | months.isna()


published_statistics = dataset(
    "published_statistics",
    "one publisher's figure for a period, region and metric",
    ["publisher", "period_start", "period_end", "region", "metric"],
    {
        "publisher": name("Who counted", "publisher"),
        "period": choice("What span the figure covers", words.PERIOD),
        "period_start": day("First day of the period"),
        "period_end": day("Last day of the period"),
        "region": label("Region as the publisher draws it"),
        "metric": choice("What was counted", words.STATISTIC_METRIC),
        "value": measure("The figure as published", "as the metric says"),
        "definition": label(
            "The publisher's own definition; a series is one publisher, metric and definition"
        ),
        "source": text("Publication, title and date"),
        "source_url": web_address(),
        "notes": text("What a reader must know of the figure", empty=True),
    },
    [
        in_order("period_start", "period_end"),
        rule(
            "is no whole calendar period from period_start to period_end",
            "Check both days, or write other.",
            ["period", "period_start", "period_end"],
            _is_whole_period,
        ),
        rule(
            "is no GTI score (0 to 10)",
            "Write the score as published.",
            ["value", "metric"],
            lambda frame: (frame["metric"] != "GTI score") | (frame["value"] <= 10),
        ),
        rule(
            "is no place among countries (1 or more)",
            "Write the rank as published.",
            ["value", "metric"],
            lambda frame: (frame["metric"] != "GTI rank") | (frame["value"] >= 1),
        ),
        rule(
            "is a count and must be a whole number",
            "Write the number as published.",
            ["value", "metric"],
            lambda frame: (frame["value"] % 1 == 0) | (frame["metric"] == "GTI score"),
        ),
    ],
)

arms_transfers = dataset(
    "arms_transfers",
    "one figure of arms transfers over a period, as one report prints it",
    ["recipient", "supplier", "period_start", "period_end", "publisher", "metric", "source"],
    {
        "recipient": label("Country that imports"),
        "supplier": label("Country that exports, or all suppliers"),
        "period_start": year("First year of the period", at_least=1950),
        "period_end": year("Last year of the period", at_least=1950),
        "publisher": name("Who counted", "publisher"),
        "metric": choice("What was measured", words.ARMS_METRIC),
        "value": measure("The figure as printed", "see unit", at_least=None),
        "unit": choice("Unit of the figure", words.ARMS_UNIT),
        "source": text("Publication, title and date"),
        "source_url": web_address(),
        "notes": text("Restatements, and what it is compared with", empty=True),
    },
    [
        in_order("period_start", "period_end"),
        rule(
            "is no share between 0 and 100 per cent",
            "Write the share in per cent.",
            ["value", "metric"],
            lambda frame: (
                ~frame["metric"].astype(object).str.contains("share of", na=False)
                | frame["value"].between(0, 100)
            ),
        ),
        rule(
            "falls by more than 100 per cent",
            "Write the change in per cent.",
            ["value"],
            lambda frame: frame["value"] >= -100,
        ),
        rule(
            "is less than 0, though it is no change",
            "Write the number as published.",
            ["value", "metric"],
            lambda frame: (
                frame["metric"].astype(object).str.startswith("change", na=False)
                | (frame["value"] >= 0)
            ),
        ),
        rule(
            "is no place among countries (1 or more)",
            "Write the rank as published.",
            ["value", "metric"],
            lambda frame: (frame["metric"] != "recipient world rank") | (frame["value"] >= 1),
        ),
    ],
)

cpec_headlines = dataset(
    "cpec_headlines",
    "one published headline figure of the corridor",
    ["metric", "as_of", "publisher"],
    {
        "metric": label("What the figure is of"),
        "value": measure("The figure as published", "see unit"),
        "unit": label("Unit of the figure"),
        "as_of": day("Day for which, or on which, it was published"),
        "publisher": name("Who gave the figure", "publisher"),
        "definition": text("What is in it and what is not"),
        "source": text("Publication, title and date"),
        "source_url": web_address(),
        "notes": text("How the date was found", empty=True),
    },
)

prc_nationals = dataset(
    "prc_nationals",
    "one published toll of Chinese nationals over a span",
    ["publisher", "period_start", "period_end"],
    {
        "period_start": day("First day of the span"),
        "period_end": day("Last day of the span"),
        "publisher": name("Who counted", "publisher"),
        "attacks": count("Attacks", "attacks", empty=True),
        "killed": count("Chinese nationals killed", "people", empty=True),
        "wounded": count("Chinese nationals wounded", "people", empty=True),
        "source": text("Publication, title and date"),
        "source_url": web_address(),
        "notes": text("What the span and the toll hold", empty=True),
    },
    [in_order("period_start", "period_end")],
)

SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "published_statistics": published_statistics,
    "arms_transfers": arms_transfers,
    "cpec_headlines": cpec_headlines,
    "prc_nationals": prc_nationals,
}
