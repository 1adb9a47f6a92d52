"""A search finds what a reader means by it, and nothing by accident."""

import re
import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from riskdata import names
from riskdata.measures.search import index_words, matching


@pytest.fixture(scope="module")
def index(curated):
    return index_words(curated.events)


@pytest.fixture(scope="module")
def find(curated, index):
    """The event_ids that a query finds in the curated record."""
    return lambda query: set(curated.events.loc[matching(index, query), "event_id"])


def plain_words(*texts) -> list[str]:
    """Words in small letters without accents, by Python's own means."""
    text = " ".join(str(text) for text in texts if not pd.isna(text))
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", bare.lower())


SEARCHED = [
    "event_id", "place", "district", "province", "perpetrator", "target_type", "attack_type",
    "summary", "source", "notes",
]  # fmt: skip


@pytest.mark.parametrize("query", ["gwadar", "bomb", "police station", "chinese eng", "dawn 2024"])
def test_every_word_must_begin_a_word_of_the_event(curated, find, query):
    aliases = {
        row.group: f"{row.abbreviation} {row.aliases}" for row in names.groups().itertuples()
    }
    truth = {
        row["event_id"]
        for _, row in curated.events.iterrows()
        if all(
            any(
                word.startswith(wanted)
                for word in plain_words(*row[SEARCHED], aliases.get(row["perpetrator"]))
            )
            for wanted in query.split()
        )
    }
    assert find(query) == truth
    assert truth


@pytest.mark.parametrize(
    ("abbreviation", "group"),
    [("TTP", "Tehrik-i-Taliban Pakistan"), ("BLA", "Balochistan Liberation Army")],
)
def test_an_abbreviation_finds_every_attack_of_its_group(curated, find, abbreviation, group):
    of_group = set(curated.events.loc[curated.events["perpetrator"] == group, "event_id"])
    assert of_group <= find(abbreviation)
    assert of_group


def test_an_abbreviation_is_a_word_of_its_own(curated, find):
    found = curated.events[curated.events["event_id"].isin(find("BLA"))]
    other = found[found["perpetrator"] != "Balochistan Liberation Army"]
    texts = other[["place", "summary", "source", "notes"]].fillna("").agg(" ".join, axis="columns")
    assert texts.str.contains(r"\bBLA\b", case=False).all()


def test_other_names_of_a_group_find_it_too(curated, find):
    of_group = curated.events["perpetrator"] == "Tehrik-i-Taliban Pakistan"
    assert set(curated.events.loc[of_group, "event_id"]) <= find("Pakistani Taliban")


def test_quotation_marks_ask_for_whole_words_that_follow_each_other(curated, find):
    apart, together = find("station police"), find('"police station"')
    assert find('"station police"') == set()
    assert together < apart
    rows = curated.events[curated.events["event_id"].isin(together)]
    texts = rows[["event_id", "place", "summary", "source", "notes"]].fillna("")
    joined = texts.agg(" ".join, axis="columns")
    assert joined.str.contains(r"police\Wstation\b", case=False).all()
    assert find('"police stat"') == set()


@pytest.mark.parametrize("other", ['"police station"', "“Police Station”", "„POLICE STATION“"])
def test_any_quotation_marks_and_letters_do(find, other):
    assert find(other) == find('"police station"') != set()


def test_words_of_two_columns_are_no_phrase(curated, find):
    row = curated.events.iloc[0]
    phrase = f'"{plain_words(row["place"])[-1]} {plain_words(row["summary"])[0]}"'
    assert row["event_id"] not in find(phrase)


def test_punctuation_does_not_matter(find):
    assert find("Jamaat-ul-Ahrar") == find("jamaat ul ahrar") == find('"Jamaatul Ahrar"') != set()


def test_an_event_id_finds_its_event(curated, find):
    assert find(curated.events["event_id"].iloc[0]) == {curated.events["event_id"].iloc[0]}


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("Oct 2024", "2024-10-01", "2024-10-31"),
        ("october 2024", "2024-10-01", "2024-10-31"),
        ('"Oct 2024"', "2024-10-01", "2024-10-31"),
        ("ſept 2024", "2024-09-01", "2024-09-30"),
        ("2024-10", "2024-10-01", "2024-10-31"),
        ("6 Oct 2024", "2024-10-06", "2024-10-06"),
        ("6\u00a0Oct\u00a02024", "2024-10-06", "2024-10-06"),
        ("2024-10-06", "2024-10-06", "2024-10-06"),
    ],
)
def test_a_written_date_finds_the_events_of_that_time(curated, find, written, first, last):
    of_time = curated.events[curated.events["date"].between(first, last)]
    assert find(written) == set(of_time["event_id"]) != set()


def test_a_date_and_words_go_together(curated, find):
    assert find("karachi Oct 2024") == find("karachi") & find("Oct 2024") != set()


def test_a_year_finds_its_events_whatever_their_id(ucdp):
    year = ucdp.events["date"].dt.year == 2010
    assert matching(index_words(ucdp.events), "2010")[year].all()
    assert year.any()


def test_a_day_finds_none_of_which_only_the_month_is_known(curated):
    events = curated.events.head(3).assign(
        event_id="", summary="", source="", notes="", date=pd.Timestamp("2024-10-01"),
        date_precision=pd.Categorical(["day", "month", "year"]),
    )  # fmt: skip
    index = index_words(events)
    assert matching(index, "1 Oct 2024").tolist() == [True, False, False]
    assert matching(index, "Oct 2024").tolist() == [True, True, False]
    assert matching(index, "2024").tolist() == [True, True, True]


@pytest.mark.parametrize(
    ("written", "column", "name"),
    [
        ("Noshki", "district", "Nushki"),
        ("D.I. Khan", "district", "Dera Ismail Khan"),
        ("Baluchistan", "province", "Balochistan"),
        ("KPK", "province", "Khyber Pakhtunkhwa"),
    ],
)
def test_any_spelling_of_a_place_finds_it(curated, find, written, column, name):
    there = set(curated.events.loc[curated.events[column] == name, "event_id"])
    assert there
    assert there <= find(written)


def test_the_name_of_a_part_does_not_find_the_whole(curated, find):
    karachi = set(curated.events.loc[curated.events["district"] == "Karachi", "event_id"])
    assert not karachi <= find("Korangi")


def test_an_empty_search_leaves_everything(curated, find):
    assert find("") == find("  ") == find('""') == find("...") == set(curated.events["event_id"])


def test_what_is_nowhere_finds_nothing(find):
    assert find("xyzzy") == find("gwadar xyzzy") == set()


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Gwādar", "gwadar"),
        ("Gwadar", "GWĀDAR"),
        ("کراچی", "کراچی"),
        ("ﬁeld post", "field"),
        ("Ｑuetta", "quetta"),
        ("Peshawar’s bazaar", "peshawar's"),
        ("a line\nand another", "another"),
    ],
)
def test_accents_case_and_forms_of_letters_do_not_matter(curated, written, asked):
    bannu = curated.events[curated.events["district"] == "Bannu"].head(3)
    events = bannu.assign(place=["", written, ""], event_id="", summary="", source="", notes="")
    assert matching(index_words(events), asked).tolist() == [False, True, False]


@given(some.text(some.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_may_be_typed(index, typed):
    assert len(matching(index, typed)) == len(index.events)


@given(row=some.integers(0, 900), word=some.integers(0, 60), length=some.integers(1, 20))
def test_any_beginning_of_any_word_of_an_event_finds_it(curated, index, row, word, length):
    event = curated.events.iloc[row % len(curated.events)]
    words = plain_words(*event[["place", "summary", "notes"]])
    beginning = words[word % len(words)][:length]
    abbreviations = {abbreviation.lower() for abbreviation in names.groups()["abbreviation"]}
    if beginning not in abbreviations or beginning in words:
        assert matching(index, beginning)[event.name]


def test_a_record_put_together_from_parts_is_searched_whole(curated):
    parts = pd.concat([curated.events.head(400), curated.events.tail(400)], ignore_index=True)
    assert matching(index_words(parts), parts["event_id"].iloc[799])[799]
