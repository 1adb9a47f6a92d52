"""The filter language of claims: read whole or refused in words, never by another error."""

import re
from contextlib import suppress

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdata.measures.claim_filter import (
    OPERATORS,
    Condition,
    FilterError,
    matches,
    parse,
    readings,
)
from tests.measures.claim_cases import BESIDE_BORDER, events, steps


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("", ()),
        ("   ", ()),
        ("supplier = China", (Condition("supplier", "=", ("China",)),)),
        ("supplier=China;", (Condition("supplier", "=", ("China",)),)),
        (
            "target_type in (Chinese nationals, CPEC project); killed >= 1",
            (
                Condition("target_type", "in", ("Chinese nationals", "CPEC project")),
                Condition("killed", ">=", ("1",)),
            ),
        ),
        ('place = "Here; (west)"', (Condition("place", "=", ("Here; (west)",)),)),
        ('place in ("a, b", c)', (Condition("place", "in", ("a, b", "c")),)),
        ("notes contains of eight", (Condition("notes", "contains", ("of eight",)),)),
        ("status != denied", (Condition("status", "!=", ("denied",)),)),
        ("incidents = in", (Condition("incidents", "=", ("in",)),)),
    ],
)  # fmt: skip
def test_conditions_are_read(text, conditions):
    assert parse(text) == conditions


def test_further_readings_follow_two_bars_outside_quotation_marks():
    assert readings('a = 1 || b = "x || y"') == [parse("a = 1"), parse('b = "x || y"')]


@pytest.mark.parametrize(
    ("text", "many", "one"),
    [
        ("status = confirmed", "are confirmed", "is confirmed"),
        ("confidence != unconfirmed", "are not unconfirmed", "is not unconfirmed"),
        ("status in (denied, reported)", "are denied or reported", "is denied or reported"),
        ("notes contains leak", "have “leak” in the notes", "has “leak” in the notes"),
        ("target_type = police", "have the target type police", "has the target type police"),
        ("value >= 3", "have the value of at least 3", "has the value of at least 3"),
    ],
)
def test_a_condition_is_told_in_words(text, many, one):
    (condition,) = parse(text)
    assert (condition.of(0), condition.of(1)) == (many, one)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("incident near Jinnah International Airport", "is no condition"),
        ("supplier", "is no condition"),
        ("= China", "is no condition"),
        ("supplier = ", "names no value"),
        ('supplier = ""', "names no value"),
        ("supplier in China, France", "lacks its brackets"),
        ("supplier in ()", "names no value"),
        ("supplier in (China,)", "names no value"),
        ('supplier = "China', "a quotation mark that is not closed"),
        ("supplier = China (mainland)", "cannot be read: put it in double quotes"),
        ("a = 1;; b = 2", "is no condition"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(text, said):
    with pytest.raises(FilterError, match=re.escape(said)):
        parse(text)


plain = st.text(st.characters(exclude_characters='"', exclude_categories=["Cs"]), min_size=1)
written = plain.filter(str.strip)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with suppress(FilterError):
        assert all(isinstance(one, Condition) for reading in readings(text) for one in reading)


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[A-Za-z_]\w{0,9}", fullmatch=True).filter(str.isascii),
            st.sampled_from(OPERATORS),
            st.lists(written, min_size=1, max_size=3),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_every_quoted_condition_comes_back_as_it_was_meant(meant):
    parts, expected = [], []
    for column, operator, values in meant:
        values = values if operator == "in" else values[:1]
        quoted = [f'"{value}"' for value in values]
        rest = f"({', '.join(quoted)})" if operator == "in" else quoted[0]
        parts.append(f"{column} {operator} {rest}")
        expected.append(Condition(column, operator, tuple(values)))
    assert parse("; ".join(parts)) == tuple(expected)


ROWS = steps(
    {"date": "2015-11-11", "status": "confirmed", "value": "2281", "unit": "acres"},
    {"date": "2024-09-18", "status": "unconfirmed", "notes": "A leak"},
    {"date": "2025-04-29", "status": "denied", "value": "3", "unit": "bases"},
)


def passing(text: str, frame: pd.DataFrame = ROWS) -> list[int]:
    return np.flatnonzero(matches(frame, parse(text), "security_footprint", {})).tolist()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", [0, 1, 2]),
        ("status = confirmed", [0]),
        ("STATUS = confirmed", None),
        ("status = Confirmed", [0]),
        ("status != confirmed", [1, 2]),
        ("status in (confirmed, denied)", [0, 2]),
        ("value >= 3", [0, 2]),
        ("value <= 3.0", [2]),
        ("value = 2,281", None),
        ('value = "2,281"', [0]),
        ("value != 3", [0]),
        ("date >= 2024-01-01", [1, 2]),
        ("date = 2015-11-11", [0]),
        ("notes contains LEAK", [1]),
        ("notes = a leak", [1]),
        ("status = denied; value >= 3", [2]),
        ("status contains confirmed", [0, 1]),
    ],
)
def test_rows_that_pass(text, rows):
    if rows is None:
        with pytest.raises(FilterError):
            passing(text)
    else:
        assert passing(text) == rows


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour = blue", "has no column colour"),
        ("region = Balochistan", "has no column region"),
        ("status = confrimed", "“confrimed” is no word of"),
        ("value = many", "“many” is no number, which value holds"),
        ("date >= spring", "“spring” is no day, which date holds"),
        ("title >= 3", "title holds text"),
        ("value contains 3", "value holds no text"),
    ],
)
def test_what_a_dataset_cannot_answer_is_refused_in_words(text, said):
    with pytest.raises(FilterError, match=re.escape(said)):
        passing(text)


@given(st.sampled_from(sorted(ROWS.columns)), st.sampled_from(OPERATORS), written)
def test_any_value_put_to_any_column_gives_rows_or_words(column, operator, value):
    with suppress(FilterError):
        mask = matches(ROWS, (Condition(column, operator, (value,)),), "security_footprint", {})
        assert mask.dtype == bool
        assert len(mask) == len(ROWS)


RECORD = events(
    {"date": "2024-01-01"},
    {
        "date": "2024-02-01",
        "perpetrator": "Balochistan Liberation Army",
        "attribution": "blamed",
        **BESIDE_BORDER,
    },
)


@given(st.sampled_from(sorted(RECORD.events.columns)), st.sampled_from(OPERATORS), written)
def test_any_value_put_to_an_event_record_gives_rows_or_words(column, operator, value):
    with suppress(FilterError):
        mask = matches(RECORD.events, (Condition(column, operator, (value,)),), "incidents", {})
        assert len(mask) == 2


def test_a_region_is_a_column_only_where_rows_can_be_placed():
    here = {"Balochistan": np.array([True, False])}
    found = matches(RECORD.events, parse("region = Balochistan"), "incidents", here)
    assert found.tolist() == [True, False]
    with pytest.raises(FilterError, match="is no region that events can be placed in"):
        matches(RECORD.events, parse("region in (Balochistan, Atlantis)"), "incidents", here)
    with pytest.raises(FilterError, match="cannot be compared"):
        matches(RECORD.events, parse("region contains Baloch"), "incidents", here)
