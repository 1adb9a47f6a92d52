"""`python -m riskdata`: the data desk for scheduled updates, with exit codes and JSON."""

import io
import json
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdata import catalogue, datapackage, editions, roles
from riskdata.cli.main import main
from riskdata.cli.text import harmless
from riskdata.cli.upload import _outcome
from riskdata.datapackage import as_csv
from riskdata.desk.check import Checked
from riskdata.desk.drafted import Draft, Drafts
from riskdata.desk.finding import Finding
from riskdata.schema import SCHEMAS
from riskdata.store import Change, Content, store
from tests.desk.foreign import ACLED_HEADER, acled_row, bundled_ucdp, ged_of, gtd_row

ROOT = Path(__file__).parents[2]
COMMANDS = ["check", "publish", "history", "restore", "export", "template", "passphrase"]
POINTS = "turning_points"
NOTHING = Content(b"", 0, date(2026, 1, 6))


@pytest.fixture(scope="module")
def small(tmp_path_factory, frames) -> Path:
    """The bundled datasets, cut to what keeps a check quick."""
    projects, routes, kept = frames["cpec_projects"], frames["cpec_routes"], dict(frames)
    kept["cpec_projects"] = projects[projects["location_precision"] == "exact"]
    kept["cpec_routes"] = routes[routes["route_id"] == "northern-kkh"]
    kept["ucdp_events"] = frames["ucdp_events"].tail(50)
    kept["places"] = frames["places"].head(50)
    about = {name: catalogue.metadata(name) for name in kept}
    folder = tmp_path_factory.mktemp("datasets")
    for name, content in datapackage.files(kept, about, dict.fromkeys(kept, 0), 0):
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path, small):
    monkeypatch.setenv("CORRIDOR_WATCH_DATASETS", str(small))
    monkeypatch.setenv("CORRIDOR_WATCH_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture(scope="module")
def once_published(small, tmp_path_factory) -> Path:
    """A data folder in which one edition was published from the command line."""
    folder = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CORRIDOR_WATCH_DATASETS", str(small))
        environment.setenv("CORRIDOR_WATCH_DATA_DIR", str(folder))
        rows = reworded(points())
        rows.loc[len(rows)] = rows.iloc[0].to_dict() | {"date": "2024-01-01", "title": "A new turn"}
        rows.to_csv(folder / "upload.csv", index=False)
        line = ["publish", "--append", "--author", "S. Malik", "--note", "Reworded", "--quiet"]
        assert main([*line, str(folder / "upload.csv")]) == 0
        store().close()
    return folder


@pytest.fixture
def published(once_published, tmp_path) -> None:
    """A data folder of the test's own, with that edition in it."""
    shutil.copytree(once_published, tmp_path / "data")


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(capsys) -> Callable[..., Said]:
    """The command line carried out in this process."""

    def carried_out(*argv: str | Path) -> Said:
        try:
            code = main([str(word) for word in argv])
        except SystemExit as end:
            code = int(end.code or 0)
        return Said(code, *capsys.readouterr())

    return carried_out


def rows_of(dataset: str) -> pd.DataFrame:
    """A bundled dataset as text, an empty cell as ""."""
    content = io.BytesIO(as_csv(catalogue.load(dataset)))
    return pd.read_csv(content, dtype="str", keep_default_na=False)


def points() -> pd.DataFrame:
    return rows_of(POINTS)


@pytest.fixture
def written(tmp_path) -> Callable[..., Path]:
    """Rows written to a file."""

    def file(rows: pd.DataFrame, name: str = f"{POINTS}.csv") -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        rows.to_csv(path, index=False)
        return path

    return file


def reworded(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with one column other than published, and nothing to object to."""
    return rows.assign(why="Anew: " + rows["why"])


def wrong(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with a mistake that nobody can mend, and one that can be."""
    rows.loc[0, "date"] = "\x1b[2Jsome\u202eday"
    rows.loc[1, "date_precision"] = "Day"
    return rows


def now(dataset: str = POINTS) -> pd.DataFrame:
    """The dataset as every viewer sees it at the next click."""
    return editions.holdings().load(dataset)


# Help and wrong use


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples_and_exit_codes(run, command):
    said = run(command, "--help")
    assert said.code == 0
    assert f"python -m riskdata {command}" in said.out.split("examples:")[1]
    assert "exit codes:" in said.out
    assert command in run("--help").out


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["upload"],
        ["check"],
        ["check", "no-such-file.csv"],
        ["check", "."],
        ["check", "x.csv", "--dataset", "weather"],
        ["check", "x.csv", "--column", "Lat"],
        ["publish", "x.csv"],
        ["publish", "x.csv", "--note", "  "],
        ["publish", "x.csv", "--note", "n" * 501],
        ["history", "weather"],
        ["restore", POINTS, "first", "--note", "back"],
        ["restore", POINTS, "7", "--note", "back"],
        ["export", "out.zip", "--edition", "7"],
        ["template", POINTS, "-o", "/dev/null/file.csv"],
    ],
)
def test_wrong_use_is_told_in_words_and_changes_nothing(run, argv, tmp_path):
    said = run(*argv)
    assert said.code == 2
    assert said.err.strip()
    assert not said.out
    assert not (tmp_path / "data").exists()


# Check


def test_a_check_names_row_column_value_and_remedy_of_every_problem(run, written, tmp_path):
    said = run("check", written(wrong(points())))
    assert said.code == 1
    assert r"row 2, `date`: `\x1b[2Jsome\u202eday` is no date" in said.out, "nothing steers"
    assert "Write it as year-month-day" in said.out
    assert "row 3, `date_precision`: `Day` is not in the list" in said.out
    assert "did you mean day?" in said.out
    assert "--fix would mend" in said.out
    assert not (tmp_path / "data").exists(), "a check writes nothing"


@given(st.text())
def test_a_harmless_line_holds_only_what_can_be_seen(line):
    assert harmless(line).isprintable()


def test_a_check_says_what_would_change_and_what_the_headlines_become(run, written):
    rows = rows_of("arms_transfers")
    china = (rows["supplier"] == "China") & (rows["value"] == "80")
    rows.loc[china, "value"] = "77.4"
    rows.loc[rows.index[-1], "supplier"], old = "Atlantis", rows["supplier"].iloc[-1]
    said = run("check", written(rows, "arms.csv"), "--accept-warnings")
    assert said.code == 0
    assert "1 row added, 1 row changed and 1 row removed" in said.out
    changed = said.out.split("Changed cells (1)\n")[1].splitlines()[0]
    assert changed.strip().startswith("Pakistan, China, 2021, 2025, SIPRI")
    assert changed.endswith("→ 77.4")
    assert "Atlantis" in said.out.split("Added rows")[1]
    assert old in said.out.split("Removed rows")[1]
    assert "Security footprint, " in said.out
    assert "80 % → 77 %" in said.out


@pytest.mark.parametrize("append", [[], ["--append"]])
def test_two_files_that_say_different_things_of_one_row_want_a_look(run, written, append):
    rows = points()
    first = written(rows, "one/first.csv")
    second = written(rows.assign(why=["Because", *rows["why"][1:]]).iloc[::-1], "two/second.csv")
    same = written(rows.iloc[:3], "two/same.csv")
    said = run("check", first, second, *append, "--json")
    (found,) = said.data["files"][1]["findings"]
    day, title, why = rows.loc[0, ["date", "title", "why"]]
    assert (found["level"], found["row"], found["value"]) == ("warning", len(rows) + 1, "Because")
    assert found["message"] == f"is `{why}` in first.csv for {day}, {title}"
    assert "contradict" not in run("check", first, same, *append).out


def test_all_that_is_published_is_as_of_the_day_of_publishing(run, written):
    events = rows_of("incidents").tail(3)
    files = written(reworded(points())), written(events.assign(summary="Anew"), "incidents.csv")
    today = date.today()
    said = run("check", "--append", *files, "--json")
    assert {one["dataset"] for one in said.data["changes"]} == {POINTS, "incidents"}
    assert {one["as_of"] for one in said.data["changes"]} <= {str(today), str(date.today())}


def test_the_command_that_is_offered_for_a_column_can_be_given_to_a_shell(run, written):
    file = written(points().rename(columns={"why": "Why, in ‘short’ it's"}))
    said = run("check", file, "--column", "Why, in ‘short’ it's=why")
    assert said.code == 0
    file = written(points().rename(columns={"date_precision": "date's precision"}))
    told = run("check", file).out
    (offered,) = [line for line in told.splitlines() if "If so: " in line]
    argv = shlex.split(offered.removeprefix("  If so: "))
    assert argv == ["--column", "date's precision=date_precision"]
    again = run("check", file, *argv)
    assert (again.code, "lacks" in told, "lacks" in again.out) == (0, True, False)


@pytest.mark.parametrize(
    ("tables", "doubts", "said"),
    [
        (1, 0, "1 table cannot be published as it stands."),
        (2, 0, "2 tables cannot be published as they stand."),
        (0, 1, "Look at the warning first; "),
        (0, 2, "Look at the 2 warnings first; "),
    ],
)
def test_one_and_many_are_told_apart(tables, doubts, said):
    warning = Finding("warning", "no source", 2, "source", None, "is empty", "Name the source.")
    looked_at = Draft("a.csv", checked=Checked(None, [warning] * doubts, []), content=NOTHING)
    drafts = (*[Draft("b.csv")] * tables, *[looked_at] * bool(doubts))
    found = Drafts(drafts, (Change(POINTS, NOTHING, ""),))
    assert _outcome(found, False)[1].startswith(said)


def in_sheets(**sheets: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    with pd.ExcelWriter(out) as book:
        for title, rows in sheets.items():
            rows.to_excel(book, sheet_name=title, index=False)
    return out.getvalue()


NOTES = pd.DataFrame({"What to know": ["Of this file", "And more"], "Who says so": ["M.", "K."]})


def test_a_sheet_of_notes_beside_the_data_is_left_out_and_said_to_be(run, tmp_path):
    file = tmp_path / "book.xlsx"
    file.write_bytes(in_sheets(Notes=NOTES, Data=points()))
    said = run("check", file, "--json")
    assert (said.code, said.data["outcome"]) == (0, "nothing new")
    assert said.data["left_out"] == ["book.xlsx: sheet Notes"]
    assert [one["file"] for one in said.data["files"]] == ["book.xlsx: sheet Data"]
    told = run("check", file).out
    assert "book.xlsx: sheet Notes is left out: no column of it is known here" in told


@pytest.mark.parametrize(
    "sheets",
    [
        {"Notes": NOTES},
        {"Notes": NOTES, "Data": NOTES},
        {"Notes": NOTES.rename(columns={"Who says so": "source"}), "Data": rows_of(POINTS)},
    ],
)
def test_no_sheet_is_left_out_where_none_is_known_or_one_of_its_columns_is(run, tmp_path, sheets):
    file = tmp_path / "book.xlsx"
    file.write_bytes(in_sheets(**sheets))
    said = run("check", file, "--json")
    assert (said.code, said.data["left_out"]) == (1, [])
    assert len(said.data["files"]) == len(sheets)


def test_fixes_and_columns_are_taken_over_only_when_asked_for(run, written, tmp_path):
    rows = points().rename(columns={"why": "Reason given"})
    rows.loc[1, "date_precision"] = "Day"
    file = written(rows)
    line = ["publish", file, "--fix", "--column", "Reason given=why", "--note", "Same", "--json"]
    said = run(*line)
    assert (said.code, said.data["outcome"]) == (0, "nothing new")
    (fix,) = said.data["files"][0]["fixes_made"]
    assert (fix["old"], fix["new"], fix["rows"]) == ("Day", "day", [3])
    assert not (tmp_path / "data").exists(), "what is published already is not published again"


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        ("Cause=why", "no file has a column “Cause”"),
        ("why=title", "two columns called “title”"),
    ],
)
def test_a_column_that_cannot_be_taken_for_another_is_wrong_use(run, written, column, reason):
    said = run("check", written(points()), "--column", column, "--json")
    assert (said.code, said.data["outcome"]) == (2, "usage")
    assert reason in said.err


# Publish


def test_a_publish_goes_live_under_its_author_and_is_noted(run, published):
    assert now()["why"].str.startswith("Anew: ").all()
    assert len(now()) == len(points()) + 1
    (made, bundled) = run("history", POINTS, "--json").data["versions"]
    assert (made["version"], made["author"], made["note"]) == (1, "S. Malik", "Reworded")
    assert (made["edition"], made["rows"]) == (1, len(points()) + 1)
    assert made["sha256"] == editions.holdings().content(POINTS).hash
    assert (bundled["version"], bundled["bundled"]) == (0, True)
    (entry,) = store().audit()
    assert (entry.who, entry.action, entry.outcome) == ("S. Malik", "publish", "done")


def test_an_error_in_one_file_stops_them_all(run, written, tmp_path):
    events = rows_of("incidents").tail(3).assign(event_id=["a-1", "a-2", "a-3"])
    files = [
        written(wrong(points()), "may/new.csv"),
        written(reworded(points()), "june/new.csv"),
        written(events, "events.csv"),
    ]
    said = run("publish", *files, files[0], "--note", "All", "--accept-warnings", "--json")
    assert (said.code, said.data["outcome"]) == (1, "errors")
    may, june, undecided = said.data["files"]
    assert Path(may["file"]).parts[-2:] == ("may", "new.csv"), "two of one name are told apart"
    assert [len(may["findings"]), len(june["findings"])] == [2, 0]
    assert "choose incidents or ucdp_events" in undecided["recognised"]
    assert not (tmp_path / "data").exists()


def test_warnings_stop_a_publish_until_they_are_accepted(run, written, tmp_path):
    said = run("publish", written(points().iloc[:-1]), "--note", "Shorter")
    assert said.code == 3
    assert "would be gone" in said.out
    assert "--accept-warnings" in said.out
    assert "Nothing was published." in said.out
    assert not (tmp_path / "data").exists()


def test_a_foreign_export_becomes_a_record_together_with_what_it_covers(run, written):
    export = pd.DataFrame(
        [acled_row(), acled_row(event_id_cnty="PAK2", event_type="Protests")],
        columns=ACLED_HEADER.split(","),
    )
    file = written(export, "export.csv")
    said = run("publish", file, "--note", "ACLED", "--accept-warnings", "--json")
    assert (said.code, said.data["outcome"], said.data["edition"]) == (0, "published", 1)
    changed = {one["dataset"] for one in said.data["changes"]}
    assert changed == {"acled_events", "event_record_coverage"}
    converted = next(one for one in said.data["files"] if one["dataset"] == "acled_events")
    assert sum(one["rows"] for one in converted["conversion"]["dropped"]) == 1
    assert "acled_events" in editions.holdings().records()


EXPORTS = {
    "ucdp.csv": (
        ged_of(bundled_ucdp().tail(3)),
        {"best": "a few"},
        {"country": "India", "country_id": "750"},
        "Not in Pakistan: India",
    ),
    "acled.csv": (
        pd.DataFrame([acled_row(event_id_cnty=f"PAK{at}") for at in range(3)]),
        {"fatalities": "a few"},
        {"event_type": "Protests"},
        "No attack by its type: Protests",
    ),
    "gtd.csv": (
        pd.DataFrame([gtd_row(eventid=f"20140314000{at}") for at in range(3)]),
        {"nkill": "a few"},
        {"country_txt": "India"},
        "Not in Pakistan: India",
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_what_becomes_of_an_export_is_told_beside_its_errors(run, written, name):
    rows, wrong, elsewhere, reason = EXPORTS[name]
    rows = rows.reset_index(drop=True)
    rows.loc[0, list(wrong)] = list(wrong.values())
    rows.loc[1, list(elsewhere)] = list(elsewhere.values())
    file = written(rows, name)
    said = run("check", file, "--json")
    (found,) = said.data["files"]
    assert (said.code, found["conversion"]) == (1, None)
    assert [(one["row"], one["value"]) for one in found["findings"]] == [(2, "a few")]
    told = found["conversion_of_rows_without_errors"]
    assert told["dropped"] == [{"reason": reason, "rows": 1}]
    assert {one["rows"] for one in told["mapped"]} == {1}
    assert f"Left out, 1 row: {reason}." in run("check", file).out


def test_without_a_column_nothing_is_foreseen_of_an_export(run, written):
    rows = EXPORTS["gtd.csv"][0].drop(columns="gname")
    (found,) = run("check", written(rows, "gtd.csv"), "--json").data["files"]
    assert found["findings"]
    assert found["conversion_of_rows_without_errors"] is None


def test_what_a_workbook_of_an_export_says_as_an_error_is_told_where_its_row_is_kept(run, tmp_path):
    rows = [acled_row(tags="#N/A"), acled_row(event_id_cnty="PAK2", country="India", tags="#REF!")]
    file = tmp_path / "acled.xlsx"
    file.write_bytes(in_sheets(Data=pd.DataFrame(rows, columns=ACLED_HEADER.split(","))))
    told = [one for one in run("check", file, "--json").data["files"] if one["conversion"]]
    (found,) = [one for one in told[0]["findings"] if "workbook" in one["kind"]]
    assert (found["row"], found["column"], found["value"]) == (2, "tags", "#N/A")


def test_an_export_may_be_added_to_its_record_without_covering_more(run, written):
    def export(name: str, *ids: str, **cells: str) -> Path:
        rows = [acled_row(event_id_cnty=one, **cells) for one in ids]
        return written(pd.DataFrame(rows, columns=ACLED_HEADER.split(",")), name)

    line = ["--note", "ACLED", "--accept-warnings", "--json"]
    year = ["--covers", "2024-01-01:2024-12-31"]
    assert run("publish", export("all.csv", "PAK1", "PAK2"), *year, *line).code == 0
    periods = now("event_record_coverage")
    assert run("publish", export("more.csv", "PAK3"), "--append", *line).code == 0
    assert sorted(now("acled_events")["event_id"]) == ["ACLED-PAK1", "ACLED-PAK2", "ACLED-PAK3"]
    pd.testing.assert_frame_equal(now("event_record_coverage"), periods)
    beyond = export("beyond.csv", "PAK4", event_date="2025-02-03")
    said = run("check", beyond, "--append", *line[2:])
    assert said.code == 1
    assert "lies outside the periods that the record covers" in said.out
    assert run("publish", export("again.csv", "PAK4"), *year, *line).code == 0
    assert list(now("acled_events")["event_id"]) == ["ACLED-PAK4"]


def test_which_number_of_a_date_is_the_day_may_be_said(run, written):
    rows = points()
    rows["date"] = "03/04/2024"
    said = run("check", written(rows))
    assert "Say which number is the day: --dates day-first or --dates month-first" in said.out
    said = run("check", written(rows), "--dates", "month-first", "--fix", "--json")
    (fix,) = said.data["files"][0]["fixes_made"]
    assert (fix["old"], fix["new"]) == ("03/04/2024", "2024-03-04")


class Meanwhile(io.StringIO):
    """Standard error while which somebody else publishes, at the step that takes longest."""

    def write(self, text: str) -> int:
        if "headlines" in text and not store().newest():
            before = editions.holdings().content(POINTS)
            rows = catalogue.load(POINTS).iloc[:-2]
            other = Content(as_csv(rows), len(rows), before.as_of)
            change = Change(POINTS, other, before.hash)
            store().publish([change], editions.bundled(), "Imran", "Two rows less")
        return super().write(text)


def test_whoever_comes_second_is_told_and_overwrites_nothing(run, written, monkeypatch):
    file, told = written(reworded(points())), Meanwhile()
    monkeypatch.setattr(sys, "stderr", told)
    said = run("publish", file, "--note", "Reworded", "--author", "Saima", "--json")
    assert (said.code, said.data["outcome"]) == (4, "conflict")
    assert "Imran" in told.getvalue()
    assert "run the command again" in told.getvalue()
    assert len(now()) == len(points()) - 2
    refused = store().audit()[0]
    assert (refused.who, refused.action, refused.outcome) == ("Saima", "publish", "conflict")


# Versions


def test_a_version_is_brought_back_as_a_new_one(run, published):
    line = ["restore", POINTS, "0", "--note", "Too wordy", "--author", "Saima"]
    said = run(*line, "--json")
    assert (said.code, said.data["edition"]) == (0, 2)
    assert (said.data["version"]["version"], said.data["version"]["restores"]) == (2, 0)
    assert now().equals(catalogue.load(POINTS))
    assert "Too wordy (brings back version 0)" in run("history", POINTS).out
    assert (store().audit()[0].who, store().audit()[0].action) == ("Saima", "restore")
    again = run(*line)
    assert again.code == 0
    assert "Nothing was published" in again.out
    assert store().newest() == 2


def test_bringing_a_version_back_tells_what_the_headlines_become(run, written):
    rows = rows_of("arms_transfers")
    rows.loc[(rows["supplier"] == "China") & (rows["value"] == "80"), "value"] = "77.4"
    said = ["--note", "Anew", "--quiet"]
    assert run("publish", written(rows, "arms.csv"), "--accept-warnings", *said).code == 0
    back = run("restore", "arms_transfers", "0", *said)
    assert (back.code, back.err) == (0, "")
    assert "77 % → 80 %" in back.out
    assert "version 2 of" in back.out
    again = run("restore", "arms_transfers", "1", "--note", "Back", "--json")
    assert "Working out the headlines of the pages" in again.err
    figures = {one["figure"]: one for one in again.data["headlines"] if one["changed"]}
    assert any("80" in one["before"] and "77" in one["after"] for one in figures.values())
    assert again.data["findings"] == []


def test_a_version_that_breaks_the_rules_of_today_is_brought_back_and_said_to(run, written):
    export = pd.DataFrame([acled_row()], columns=ACLED_HEADER.split(","))
    file = written(export, "export.csv")
    assert run("publish", file, "--note", "ACLED", "--accept-warnings").code == 0
    said = run("restore", "acled_events", "0", "--note", "None of it")
    assert said.code == 0
    assert "by the rules of today, so that pages may be unable to show it" in said.out
    assert "acled_events" not in editions.holdings().records()


def test_a_record_is_brought_back_with_what_it_covered_then(run, written):
    def export(name: str, *ids: str) -> Path:
        rows = [acled_row(event_id_cnty=one) for one in ids]
        return written(pd.DataFrame(rows, columns=ACLED_HEADER.split(",")), name)

    def covered(record: str) -> list[str]:
        rows = now("event_record_coverage")
        return rows.loc[rows["record"] == record, "period_end"].dt.strftime("%Y-%m-%d").tolist()

    said = ["--note", "ACLED", "--accept-warnings", "--json"]
    run("publish", export("a.csv", "PAK1"), "--covers", "2024-10-01:2024-10-31", *said)
    run("publish", export("b.csv", "PAK1", "PAK2"), "--covers", "2024-09-01:2024-12-31", *said)
    others = covered("ucdp_events")
    assert covered("acled_events") == ["2024-12-31"]
    assert run("restore", "acled_events", "1", "--note", "Back").code == 0
    assert list(now("acled_events")["event_id"]) == ["ACLED-PAK1"]
    assert covered("acled_events") == ["2024-10-31"]
    assert covered("ucdp_events") == others
    assert store().audit()[0].action == "restore"


def test_before_anything_is_published_the_history_says_so(run):
    assert "it is as bundled" in run("history").out
    assert run("history", "--json").data["versions"] == []


def test_an_export_can_serve_as_the_datasets_and_holds_any_edition(
    run, published, tmp_path, monkeypatch, small
):
    said = run("export", tmp_path / "package", "--json")
    assert (said.code, said.data["edition"]) == (0, 1)
    assert run("export", tmp_path / "old.zip", "--edition", "0").code == 0
    with zipfile.ZipFile(tmp_path / "old.zip") as old:
        assert old.read(f"{POINTS}.csv") == (small / f"{POINTS}.csv").read_bytes()
    monkeypatch.setenv("CORRIDOR_WATCH_DATASETS", str(tmp_path / "package"))
    assert catalogue.load(POINTS)["why"].str.startswith("Anew: ").all()


def test_a_template_is_written_out_or_to_a_file(run, tmp_path):
    shown = run("template", POINTS)
    assert shown.out.splitlines()[0] == ",".join(SCHEMAS[POINTS].columns)
    run("template", POINTS, "-o", tmp_path / "blank.csv")
    assert (tmp_path / "blank.csv").read_bytes() == shown.out.encode()
    assert run("template", "acled_events").out.count("\r\n") == 1, "no row of it is bundled"


def test_the_passphrase_is_shown_when_it_is_drawn_and_can_be_renewed(run):
    first = run("passphrase").out.strip()
    assert roles.check(store(), "Saima", first, "here").outcome == "accepted"
    second = run("passphrase")
    assert (second.code, second.out) == (2, "")
    renewed = run("passphrase", "--new", "--author", "Root").out.strip()
    assert roles.check(store(), "Saima", first, "here").outcome == "wrong"
    assert roles.check(store(), "Saima", renewed, "there").outcome == "accepted"
    assert ("Root", "renew passphrase") in [(one.who, one.action) for one in store().audit()]


# The store


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CORRIDOR_WATCH_DATABASE_URL", "nonsense"),
        ("CORRIDOR_WATCH_DATABASE_URL", "postgresql://me:secret@127.0.0.1:1/none"),
        ("CORRIDOR_WATCH_DATA_DIR", "/dev/null/data"),
    ],
)
def test_a_store_that_cannot_be_used_is_told_in_words(run, monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    said = run("passphrase", "--new", "--json")
    assert (said.code, said.data["outcome"]) == (5, "unusable")
    assert said.data["reason"] in said.err
    assert "secret" not in said.out + said.err


def test_nothing_is_compared_with_data_that_cannot_be_asked_for(run, written, monkeypatch):
    monkeypatch.setenv("CORRIDOR_WATCH_DATABASE_URL", "postgresql://me@127.0.0.1:1/none")
    said = run("check", written(points()))
    assert (said.code, said.out) == (5, "")


# The real command


def test_what_is_piped_is_json_alone_and_the_steps_stand_on_standard_error(written):
    line = [sys.executable, "-m", "riskdata", "check", written(wrong(points())), "--json"]
    said = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=120)
    answer = json.loads(said.stdout)
    assert said.returncode == answer["exit_code"] == 1
    (file,) = answer["files"]
    assert (file["file"], file["dataset"]) == (f"{POINTS}.csv", POINTS)
    assert [(one["row"], one["column"], one["suggestion"]) for one in file["findings"]] == [
        (2, "date", None),
        (3, "date_precision", "day"),
    ]
    assert said.stderr.splitlines()[0] == f"Reading {POINTS}.csv"
    assert "\x1b" not in said.stdout + said.stderr


def test_an_answer_that_nobody_takes_is_no_crash():
    asked = f"{sys.executable} -m riskdata history"
    script = f"{asked} | true; echo ${{PIPESTATUS[0]}}; {asked} > /dev/full; echo $?"
    said = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert said.stdout.split() == ["0", "2"]
    assert said.stderr == "The answer cannot be written: No space left on device.\n"
