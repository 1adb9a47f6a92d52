"""Shares of arms: the newest print stands, the first is kept, overlaps are told apart."""

import csv

import pandas as pd
import pytest

from riskdata import catalogue
from riskdata.catalogue import BUNDLED
from riskdata.measures import security_footprint_arms as arms


@pytest.fixture(scope="module")
def transfers() -> pd.DataFrame:
    return catalogue.load("arms_transfers")


def made(*rows: tuple[str, int, int, float, str]) -> pd.DataFrame:
    """Shares of imports: supplier, first and last year, value, source."""
    return pd.DataFrame(
        [
            {
                "recipient": "Pakistan", "supplier": supplier, "period_start": start,
                "period_end": end, "publisher": "SIPRI", "metric": arms.SHARE_OF_IMPORTS,
                "value": value, "source": source,
            }
            for supplier, start, end, value, source in rows
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "day"),
    [
        ("Deccan Chronicle, takes 61%: report, 2026-03-09", "2026-03-09"),
        ("Profit, imports fell between 2008-12 and 2013-17, 2018-03-12", "2018-03-12"),
        ("Deccan Herald, 81% (SIPRI report of March 2025)", "2025-03-01"),
        ("SIPRI, Trends 2014 (fact sheet, March 2015), stored copy", "2015-03-01"),
        ("A yearbook, 2019", "2019-01-01"),
    ],
)
def test_a_figure_was_printed_on_the_last_date_of_its_source(source: str, day: str):
    assert arms.printed(source) == pd.Timestamp(day)


def test_a_source_without_a_date_has_no_print_date():
    assert pd.isna(arms.printed("A page without a date"))


def test_every_source_of_the_data_has_a_date(transfers):
    dates = [arms.printed(source) for source in transfers["source"]]
    assert all(pd.Timestamp("2014-01-01") < day < pd.Timestamp.now() for day in dates)


def test_the_newest_print_stands_and_the_first_is_kept():
    rows = arms.shares(
        made(
            ("China", 2016, 2020, 74, "Paper, title, 2021-03-15"),
            ("China", 2016, 2020, 73, "Paper, title, 2026-03-09"),
            ("China", 2021, 2025, 80, "Paper, title, 2026-03-09"),
        ),
        arms.SHARE_OF_IMPORTS,
    )
    assert rows["value"].tolist() == [80, 73]
    assert pd.isna(rows["first"].iloc[0])
    assert rows["first"].iloc[1] == 74
    assert rows["first_printed"].iloc[1] == pd.Timestamp("2021-03-15")


def test_rows_drawn_are_the_newest_print_and_a_first_one_that_differed():
    printed = made(
        ("Italy", 2016, 2020, 6, "A, 2021"),
        ("China", 2016, 2020, 74, "B, 2021"),
        ("China", 2016, 2020, 75, "C, 2022"),
        ("China", 2016, 2020, 73, "D, 2023"),
        ("Italy", 2016, 2020, 7, "E, 2023"),
        ("China", 2021, 2025, 80, "F, 2025"),
        ("China", 2021, 2025, 80, "G, 2026"),
    )
    drawn = arms.drawn(printed, arms.SHARE_OF_IMPORTS)
    assert [source[0] for source in drawn["source"]] == ["B", "D", "E", "G"]
    of_exports = printed.assign(metric=arms.SHARE_OF_EXPORTS)
    drawn = arms.drawn(of_exports, arms.SHARE_OF_EXPORTS)
    assert [source[0] for source in drawn["source"]] == ["B", "D", "G"]
    assert arms.drawn(printed[:0], arms.SHARE_OF_EXPORTS).empty


def test_a_figure_printed_again_as_it_was_is_not_restated():
    rows = arms.shares(
        made(
            ("China", 2016, 2020, 74, "A, 2021-03-15"), ("China", 2016, 2020, 74, "B, 2022-03-15")
        ),
        arms.SHARE_OF_IMPORTS,
    )
    assert len(rows) == 1
    assert rows[["first", "first_printed"]].isna().all(axis=None)


def test_what_sipri_restated_in_the_data(transfers):
    rows = arms.from_china(transfers, arms.SHARE_OF_IMPORTS)
    restated = rows[rows["first"].notna()]
    told = restated[["period_start", "period_end", "first", "value"]].astype(int)
    assert told.to_numpy().tolist() == [[2016, 2020, 74, 73], [2015, 2019, 73, 74]]


def test_periods_apart_share_no_year_and_begin_with_the_newest(transfers):
    for metric in (arms.SHARE_OF_IMPORTS, arms.SHARE_OF_EXPORTS):
        rows = arms.from_china(transfers, metric)
        chain = rows[rows["apart"]]
        years = [
            year
            for start, end in zip(chain["period_start"], chain["period_end"], strict=True)
            for year in range(start, end + 1)
        ]
        assert len(years) == len(set(years))
        assert chain["period_end"].iloc[0] == rows["period_end"].max()


def test_each_period_stands_once_and_says_what_the_file_says(transfers):
    with (BUNDLED / "arms_transfers.csv").open(encoding="utf-8", newline="") as file:
        lines = [
            line
            for line in csv.DictReader(file)
            if line["metric"] == arms.SHARE_OF_IMPORTS and line["supplier"] == "China"
        ]
    printed: dict[tuple[str, str], set[float]] = {}
    for line in lines:
        period = line["period_start"], line["period_end"]
        printed.setdefault(period, set()).add(float(line["value"]))
    rows = arms.from_china(transfers, arms.SHARE_OF_IMPORTS)
    assert len(rows) == len(printed)
    for _, row in rows.iterrows():
        values = printed[str(row["period_start"]), str(row["period_end"])]
        assert row["value"] in values
        assert (len(values) > 1) == pd.notna(row["first"])


def test_the_newest_share_against_a_period_without_a_common_year(transfers):
    imports = arms.newest(arms.from_china(transfers, arms.SHARE_OF_IMPORTS))
    assert imports == arms.ShareChange(80, (2021, 2025), 73, (2016, 2020))
    alone = arms.newest(
        arms.from_china(made(("China", 2021, 2025, 80, "A, 2026")), arms.SHARE_OF_IMPORTS)
    )
    assert alone == arms.ShareChange(80, (2021, 2025), None, None)
    nobody = made(("Italy", 2021, 2025, 8, "A, 2026"))
    assert arms.newest(arms.from_china(nobody, arms.SHARE_OF_IMPORTS)) is None
