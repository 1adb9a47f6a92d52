"""Small hand-made datasets on which claims are tested."""

from dataclasses import replace
from typing import Any

import pandas as pd

from riskdata.measures.claim_answer import Claim, Period
from riskdata.measures.claims import Assessed, assess
from riskdata.preparation import PreparedRecord, prepare
from riskdata.reading import read
from riskdata.schema import SCHEMAS
from tests.data.files import as_bytes

CLAIM = Claim(
    claim_id="c",
    statement="It is so",
    speaker="Someone",
    spoken_on=pd.Timestamp("2025-04-29"),
    test="at_least",
    dataset="published_statistics",
    metric="attacks",
    region="Pakistan",
    period=None,
    base=None,
    threshold=None,
    filter="",
    source="Somewhere",
    source_url="https://example.org/claim",
    notes="",
)


def years(first: int, last: int | None = None) -> Period:
    return Period(pd.Timestamp(first, 1, 1), pd.Timestamp(last or first, 12, 31))


def claim(**given: Any) -> Claim:
    return replace(CLAIM, **given)


def statistics(*figures: tuple[str, str, int, float], metric: str = "attacks") -> pd.DataFrame:
    """Yearly figures of Pakistan as (publisher, definition, year, value)."""
    return read(
        "published_statistics",
        as_bytes(
            [
                {
                    "publisher": publisher, "period": "year", "period_start": f"{year}-01-01",
                    "period_end": f"{year}-12-31", "region": "Pakistan", "metric": metric,
                    "value": str(value), "definition": definition, "source": "A report",
                    "source_url": "https://example.org/report", "notes": "",
                }
                for publisher, definition, year, value in figures
            ]
        ),
        "published_statistics.csv",
    )  # fmt: skip


EVENT = {
    "date_precision": "day", "event_kind": "attack", "province": "Balochistan",
    "location_precision": "town", "attack_type": "bombing", "target_type": "police",
    "perpetrator": "unknown", "attribution": "unknown", "confidence": "confirmed",
    "summary": "A bomb went off.", "source": "A paper", "source_url": "https://example.org/paper",
    "district": "Quetta", "place": "A town", "latitude": "30.18", "longitude": "67.0",
}  # fmt: skip
BESIDE_BORDER = {"province": "Khyber Pakhtunkhwa", "district": "Khyber",
                 "latitude": "34.1", "longitude": "71.1"}  # fmt: skip
FAR = {"province": "Punjab", "district": "Lahore", "latitude": "31.55", "longitude": "74.34"}


def events(*rows: dict[str, str]) -> PreparedRecord:
    """A prepared event record; each row says what differs from a bombing in Quetta."""
    columns = dict.fromkeys(SCHEMAS["incidents"].columns, "")
    written = [{**columns, **EVENT, "event_id": f"E-{i}", **row} for i, row in enumerate(rows)]
    return prepare(read("incidents", as_bytes(written), "incidents.csv"), None, None)


STEP = {
    "date_precision": "day", "category": "basing", "domain": "", "scope": "", "title": "A step",
    "status": "reported", "matter": "A base", "initiator": "PRC", "value": "", "unit": "",
    "summary": "Something.",
    "source": "A paper", "source_url": "https://example.org/paper", "notes": "",
}  # fmt: skip


def steps(*rows: dict[str, str]) -> pd.DataFrame:
    """Steps of China's security presence; each row says what differs from a reported base."""
    written = [{"event_id": f"S-{i}", **STEP, **row} for i, row in enumerate(rows)]
    return read("security_footprint", as_bytes(written), "security_footprint.csv")


def covers(*rows: tuple[str, int, int, str]) -> pd.DataFrame:
    """What records cover, as (record, first year, last year, status)."""
    return read(
        "event_record_coverage",
        as_bytes(
            [
                {"record": record, "period_start": f"{first}-01-01", "period_end": f"{last}-12-31",
                 "release": "curated", "status": status, "notes": ""}
                for record, first, last, status in rows
            ]
        ),
        "event_record_coverage.csv",
    )  # fmt: skip


def on_figures(frame: pd.DataFrame, **given) -> Assessed:
    """A claim put to published figures."""
    return assess(claim(**given), {"published_statistics": frame}, {})


def verdicts(one: Assessed) -> dict[str, str]:
    """What each source says to the claim as it is written."""
    assert not one.problem
    return {answer.source: answer.verdict for answer in one.own}
