"""Readers are told what the abbreviations of a text stand for, those in it and no others."""

from hypothesis import given
from hypothesis import strategies as st

from riskdata.findings.abbreviations import MEANINGS, explained


def test_what_a_text_holds_is_told_in_the_order_of_the_alphabet():
    said = explained("Four PSCs and the PLA, say MoUs of the PLA")
    assert said == (
        "MoU: memorandum of understanding; PLA: People's Liberation Army, China's armed forces; "
        "PSC: private security company."
    )


def test_a_part_of_another_word_is_none():
    assert explained("PLAN, the EPSC and a soci\u00e9t\u00e9 SSDX") == ""


@given(st.text())
def test_whatever_is_written_only_known_ones_are_told(text):
    told = explained(text)
    assert all(short in text for short in MEANINGS if f"{short}: " in told)
