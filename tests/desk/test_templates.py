"""The blank file of each dataset, and what becomes of one that comes back."""

import csv
import io

import pandas as pd
import pytest

from riskdata import catalogue
from riskdata.datapackage import as_csv
from riskdata.desk.templates import is_blank, template
from riskdata.reading import DatasetError, read
from riskdata.schema import SCHEMAS


def cells_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


@pytest.mark.parametrize("dataset", catalogue.datasets())
def test_the_template_is_the_header_and_the_fullest_row_that_is_held(dataset, frames):
    header, *held = cells_of(as_csv(frames[dataset]))
    assert header == list(SCHEMAS[dataset].columns)
    filled = [sum(map(bool, row)) for row in held]
    last_fullest = max(range(len(held)), key=lambda row: (filled[row], row))
    assert cells_of(template(dataset, frames[dataset])) == [header, held[last_fullest]]


def test_a_template_that_comes_back_as_it_was_is_known(frames):
    held = frames["incidents"]
    given_out = template("incidents", held)
    assert is_blank("incidents", read("incidents", given_out, "incidents.csv"), held)
    filled = pd.concat([read("incidents", given_out, "incidents.csv"), held.head(1)])
    assert not is_blank("incidents", filled, held)


def test_the_example_left_in_by_mistake_says_nothing_new(frames):
    held = frames["incidents"]
    example = read("incidents", template("incidents", held), "incidents.csv")
    together = pd.concat([held, example]).drop_duplicates()
    assert len(together) == len(held)


def test_without_any_rows_the_header_stands_alone_and_coming_back_so_is_refused():
    blank = template("incidents", None)
    assert blank.decode().strip().split(",") == list(SCHEMAS["incidents"].columns)
    with pytest.raises(DatasetError, match="has no rows"):
        read("incidents", blank, "incidents.csv")


def test_the_example_is_as_harmless_as_every_export(frames):
    held = frames["incidents"].head(1).assign(notes="=1+1")
    assert template("incidents", held) == as_csv(held)
    assert b',"\'=1+1"\r\n' in template("incidents", held)
