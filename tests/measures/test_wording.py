"""How the sources of the data are named in short."""

import pytest

from riskdata import catalogue
from riskdata.wording import NO_BREAK, publication, signed_percent


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The Soufan Center, IntelBrief, 2025-04", "The Soufan Center"),
        ("Newszop (Reuters, PTI), 11 troops killed, 2025-10-08", "Newszop (Reuters, PTI)"),
        ("SIPRI", "SIPRI"),
        ("A paper (never closed, 2025", "A paper (never closed"),
        (", 2025", ""),
        ("", ""),
    ],
)
def test_a_publication_is_what_stands_before_the_first_comma_outside_brackets(source, name):
    assert publication(source) == name


@pytest.mark.parametrize("dataset", ["incidents", "security_footprint", "cpec_headlines"])
def test_no_publication_of_the_data_is_cut_within_brackets(dataset: str):
    names = [publication(source) for source in catalogue.load(dataset)["source"].dropna()]
    assert [name for name in names if name.count("(") != name.count(")")] == []


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(1.17, "+17"), (0.72, "−28"), (1.004, "+0.4"), (0.9991, "−0.1"), (1.0001, "±0"), (1.0, "±0")],
)
def test_a_change_below_one_per_cent_is_not_called_none(ratio, words):
    assert signed_percent(ratio) == f"{words}{NO_BREAK}%"
