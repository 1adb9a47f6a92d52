"""Coverage by year, how publishers and records differ, and what datasets lack."""

import numpy as np
import pandas as pd
import pytest

from riskdata import catalogue, geography
from riskdata.findings import methods_sources as findings
from riskdata.measures import methods_coverage, methods_datasets
from riskdata.measures import methods_publishers as publishers
from riskdata.measures import methods_records as records
from riskdata.schema import SCHEMAS
from riskdata.wording import percent


def figures(*rows: tuple) -> pd.DataFrame:
    """Published figures: publisher, first and last day, metric, value and definition."""
    table = pd.DataFrame(
        rows, columns=["publisher", "period_start", "period_end", "metric", "value", "definition"]
    )
    table["period_start"], table["period_end"] = (
        pd.to_datetime(table[f"period_{end}"]) for end in ("start", "end")
    )
    return table.assign(region="Pakistan", period="year", notes="")


def year(publisher: str, of: int, value: float, definition: str = "attacks") -> tuple:
    return publisher, f"{of}-01-01", f"{of}-12-31", "attacks", value, definition


def test_a_year_is_covered_by_its_figure_or_by_its_months():
    found = methods_coverage.publisher_years(
        figures(
            year("A", 2020, 5),
            ("A", "2021-01-01", "2021-03-31", "attacks", 2, "attacks"),
            ("A", "2021-03-01", "2021-03-31", "attacks", 1, "attacks"),
            ("A", "2021-11-01", "2022-02-28", "attacks", 1, "attacks"),
            year("B", 2020, 7),
            ("B", "2020-01-01", "2020-12-31", "killed", 9, "dead"),
        ),
        "Pakistan",
    )
    shares = found.set_index(["metric", "publisher", "year"])["share"].to_dict()
    assert shares == pytest.approx(
        {
            ("attacks", "A", 2020): 1,
            ("attacks", "A", 2021): 5 / 12,
            ("attacks", "A", 2022): 2 / 12,
            ("attacks", "B", 2020): 1,
            ("killed", "B", 2020): 1,
        }
    )
    assert found["metric"].drop_duplicates().tolist() == ["attacks", "killed"]
    assert found["publisher"].iloc[0] == "A"


def test_the_bundled_figures_are_covered_where_they_have_rows(statistics):
    found = methods_coverage.publisher_years(statistics, "Pakistan")
    here = statistics[statistics["region"] == "Pakistan"]
    for metric in methods_coverage.METRICS:
        rows = here[here["metric"] == metric]
        expected = {
            (publisher, year)
            for publisher, start, end in zip(
                rows["publisher"], rows["period_start"], rows["period_end"], strict=True
            )
            for year in range(start.year, end.year + 1)
        }
        mine = found[found["metric"] == metric]
        assert set(zip(mine["publisher"], mine["year"], strict=True)) == expected
    assert found["share"].between(0, 1, inclusive="right").all()


def test_publishers_are_set_against_each_other_on_the_same_year_only():
    rows = figures(
        year("A", 2020, 10), year("B", 2020, 25), year("C", 2020, 20),
        year("A", 2021, 10), year("A", 2021, 90, "all kinds"),
        year("A", 2022, 10), year("B", 2022, 0),
        year("A", 2023, 10), year("B", 2023, 40),
    )  # fmt: skip
    found = publishers.differences(publishers.figures(rows, "Pakistan", "attacks"))
    assert found["year"].tolist() == [2020, 2023]
    assert found["ratio"].tolist() == [2.5, 4]
    assert found["publishers"].tolist() == [3, 2]
    worst = publishers.widest(found)
    assert worst is not None
    assert (worst["year"], worst["highest"], worst["lowest"]) == (2023, "B", "A")
    assert publishers.widest(found.head(0)) is None


def test_how_far_publishers_differ_is_told_by_metric_the_widest_first():
    attacks = publishers.differences(
        publishers.figures(figures(year("A", 2020, 10), year("B", 2020, 25)), "Pakistan", "attacks")
    )
    worst = {"killed": attacks.iloc[0].replace({2.5: 1.5}), "attacks": attacks.iloc[0]}
    assert findings.differ({"attacks": attacks}, worst) == (
        "Publishers differ on the same year by up to 2.5 times for attacks in 2020 and 1.5 "
        "times for people killed in attacks in 2020, of up to 1 year that two or more of them count"
    )


def test_a_named_perpetrator_is_a_plain_share(curated, record_coverage):
    (one,) = records.compared({"incidents": curated}, record_coverage).own
    rows = dict(findings.finding_rows([one], 50))
    assert rows["With a named perpetrator"] == [percent(one.named / one.attacks)]


def test_the_widest_year_of_the_bundled_figures_by_another_way(statistics):
    worst = publishers.widest(publishers.by_metric(statistics, "Pakistan")["attacks"])
    rows = statistics[
        (statistics["region"] == "Pakistan")
        & (statistics["metric"] == "attacks")
        & (statistics["period"] == "year")
    ]
    years = rows.groupby(rows["period_start"].dt.year)
    ratio = years["value"].max() / years["value"].min()
    several = years["publisher"].nunique() > 1
    assert worst is not None
    assert worst["year"] == ratio[several].idxmax()
    assert worst["ratio"] == pytest.approx(ratio[several].max())


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def test_the_time_that_two_records_share():
    one = [(day("2020-01-01"), day("2020-12-31")), (day("2022-01-01"), day("2022-06-30"))]
    other = [(day("2020-06-01"), day("2022-02-28"))]
    assert records.overlap(one, other) == [
        (day("2020-06-01"), day("2020-12-31")),
        (day("2022-01-01"), day("2022-02-28")),
    ]
    assert records.overlap(one, [(day("2021-01-01"), day("2021-12-31"))]) == []


def test_time_with_attacks_on_chinese_targets_only_is_not_compared(record_coverage):
    assert records.stretches(record_coverage, "incidents")[0][0] == day("2022-01-01")
    assert records.stretches(record_coverage, "nobody") == []


def test_each_record_answers_for_the_same_days(curated, ucdp, record_coverage):
    found = records.compared({"incidents": curated, "ucdp_events": ucdp}, record_coverage)
    assert [one.record for one in found.own] == ["incidents", "ucdp_events"]
    assert len({one.days for one in found.shared}) == 1
    for one in (*found.own, *found.shared):
        rows = catalogue.load(one.record)
        inside = np.zeros(len(rows), dtype=bool)
        for start, end in one.stretches:
            inside |= rows["date"].between(start, end).to_numpy()
        rows = rows[inside & rows["event_kind"].isin(["attack", "attack or clash"]).to_numpy()]
        rows = rows[rows["confidence"] != "unconfirmed"]
        assert one.attacks == len(rows)
        assert one.killed == rows["killed"].sum()
        assert one.balochistan is not None
        assert one.balochistan.part == (rows["province"] == "Balochistan").sum()
        named = rows[~rows["perpetrator"].isin(["unknown", "not recorded"])]["perpetrator"]
        assert one.named == len(named)
        assert one.groups["events"].tolist() == named.value_counts().head(3).tolist()


def test_records_without_common_time_are_not_set_against_each_other(curated, ucdp, record_coverage):
    early = record_coverage[record_coverage["period_end"] < "2023"]
    found = records.compared({"incidents": curated, "ucdp_events": ucdp}, early)
    assert found.shared == []
    assert [one.record for one in found.own] == ["ucdp_events"]


@pytest.mark.parametrize("name", catalogue.datasets())
def test_every_dataset_can_be_described(name):
    frame = catalogue.load(name)
    columns = methods_datasets.dictionary(frame, name)
    assert columns["column"].tolist() == list(SCHEMAS[name].columns)
    raw = pd.read_csv(catalogue.BUNDLED / f"{name}.csv", dtype=str, keep_default_na=False)
    filled = {column: float((raw[column] != "").mean()) for column in raw}
    mine = columns.set_index("column")["filled"].to_dict()
    assert {column: mine[column] for column in filled} == pytest.approx(filled)
    for column, words, counts in columns[["column", "words", "rows"]].itertuples(index=False):
        assert list(counts) == list(words)
        assert sum(counts.values()) == (frame[column].notna().sum() if words else 0)
    counts = methods_datasets.rows_by_year(frame)
    span = methods_datasets.span_of(frame)
    assert (span is None) == counts.empty
    if span:
        assert counts.index[0] == span.first
        assert 0 < counts.sum() <= len(frame)


def test_gaps_are_counted_from_the_cells():
    raw = pd.read_csv(catalogue.BUNDLED / "incidents.csv", dtype=str, keep_default_na=False)
    found = {gap.what: gap.rows for gap in methods_datasets.gaps(catalogue.load("incidents"))}
    expected = {
        "with a date known to the week, month or year only": (raw["date_precision"] != "day").sum(),
        "with no perpetrator named": raw["perpetrator"].isin(["", "unknown"]).sum(),
        "with an unknown number of dead": (raw["killed"] == "").sum(),
        "with an unknown number of wounded": (raw["wounded"] == "").sum(),
        "unconfirmed or denied": (raw["confidence"] == "unconfirmed").sum(),
    }
    assert found | expected == found


def test_rows_without_coordinates_are_a_gap():
    frame = catalogue.load("incidents")
    frame.loc[frame.index[:7], ["latitude", "longitude"]] = np.nan
    found = {gap.what: gap.rows for gap in methods_datasets.gaps(frame)}
    assert found["without coordinates"] == 7


def test_every_file_of_geometry_has_its_origin_and_licence():
    told = methods_datasets.geometry_sources()
    for path in geography.FOLDER.glob("*.geojson"):
        assert any(path.name in one.file for one in told)
    assert all(one.origin and one.licence for one in told)
