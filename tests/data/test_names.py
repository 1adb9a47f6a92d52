"""One spelling of each name, however it was written."""

import pandas as pd
import pytest

from riskdata import names


def mended(kind: names.Kind, written: str) -> str:
    return names.mend(kind, pd.Series([written])).iloc[0]


@pytest.mark.parametrize(
    ("kind", "written", "canonical"),
    [
        ("district", "Abbotabad", "Abbottabad"),
        ("district", "  bajaur   AGENCY ", "Bajaur"),
        ("district", "Upper South Waziristan", "South Waziristan"),
        ("group", "BLA", "Balochistan Liberation Army"),
        ("group", "Tehreek-e-Taliban Pakistan", "Tehrik-i-Taliban Pakistan"),
        # UCDP's code for an actor that it could not name.
        ("group", "XXX770", "unknown"),
        ("group", "XXX770 / XXX770", "unknown"),
        ("group", "Government of India / Pakistan", "India / Pakistan"),
        (
            "group",
            "TTP - MR / TTP - MT",
            "Tehrik-i-Taliban Pakistan (faction MR) / Tehrik-i-Taliban Pakistan (faction MT)",
        ),
        ("publisher", "South Asia Terrorism Portal (SATP)", "SATP"),
        ("publisher", "Interior Ministry", "Ministry of Interior"),
        ("group", "Someone New", "Someone New"),
    ],
)
def test_a_variant_leads_to_its_canonical_name(kind, written, canonical):
    assert mended(kind, written) == canonical


def test_a_fight_is_known_only_if_both_sides_are():
    written = pd.Series(["Turi / Mangal", "Turi / Nobody", "Nobody", None])
    assert names.known("group", written).tolist() == [True, False, False, True]


@pytest.mark.parametrize("kind", ["group", "publisher", "district", "province"])
def test_canonical_names_are_unique_and_lead_to_themselves(kind):
    canonical = names.canonical(kind)
    assert len(set(canonical)) == len(canonical) > 6
    assert [mended(kind, name) for name in canonical] == list(canonical)


@pytest.mark.parametrize(
    ("table", "column"), [(names.groups(), "group"), (names.publishers(), "publisher")]
)
def test_no_variant_leads_to_two_names(table, column):
    variants = [
        (variant.casefold(), row[column])
        for _, row in table.iterrows()
        for variant in [row[column], *filter(None, row["aliases"].split("; "))]
    ]
    assert len({variant for variant, _ in variants}) == len(variants)


def test_every_group_belongs_to_a_family():
    assert set(names.groups()["family"]) == {
        "Baloch nationalist",
        "TTP and allies",
        "Islamic State",
        "Sindhi nationalist",
        "sectarian",
        "tribal or local",
        "political party",
        "state",
        "other",
        "unknown",
    }


def test_every_publisher_says_what_it_counts():
    table = names.publishers()
    assert (table[["full_name", "counts"]] != "").all(axis=None)


def test_every_district_lies_in_a_province():
    assert set(names.province_of().values()) == set(names.canonical("province"))
    assert len(names.province_of()) == len(names.canonical("district")) == 154
