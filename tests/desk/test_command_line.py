"""`python -m riskdata`: the data desk for scheduled updates, with exit codes and JSON."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdata import catalogue, datapackage, editions, roles
from riskdata.cli.main import main
from riskdata.cli.text import harmless
from riskdata.datapackage import as_csv
from riskdata.store import Change, Content, store
from tests.desk.foreign import ACLED_HEADER, acled_row

ROOT = Path(__file__).parents[2]
COMMANDS = ["check", "publish", "history", "restore", "export", "template", "passphrase"]
POINTS = "turning_points"


@pytest.fixture(scope="module")
def small(tmp_path_factory, frames) -> Path:
    """The bundled datasets, cut to what keeps a check quick."""
    projects, routes, kept = frames["cpec_projects"], frames["cpec_routes"], dict(frames)
    kept["cpec_projects"] = projects[projects["location_precision"] == "exact"]
    kept["cpec_routes"] = routes[routes["route_id"] == "northern-kkh"]
    kept["ucdp_events"] = frames["ucdp_events"].tail(200)
    about = {name: catalogue.metadata(name) for name in kept}
    folder = tmp_path_factory.mktemp("datasets")
    for name, content in datapackage.files(kept, about, dict.fromkeys(kept, 0), 0):
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path, small):
    monkeypatch.setenv("CORRIDOR_WATCH_DATASETS", str(small))
    monkeypatch.setenv("CORRIDOR_WATCH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "100")


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


@pytest.fixture
def reworded(written) -> Path:
    """A file with one cell other than published, and nothing to object to."""
    return written(points().assign(why=lambda rows: "Anew: " + rows["why"]))


@pytest.fixture
def shortened(written) -> Path:
    """A file that lacks a row of what is published, which is doubtful."""
    return written(points().iloc[:-1])


@pytest.fixture
def wrong(written) -> Path:
    """A file with a mistake that cannot be mended and one that can."""
    rows = points()
    rows.loc[0, "date"] = "some day"
    rows.loc[1, "date_precision"] = "Day"
    return written(rows, "wrong.csv")


def published() -> pd.DataFrame:
    return editions.holdings().load(POINTS)


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
        ["export", "/dev/null/package"],
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


def test_a_check_names_row_column_value_and_remedy_of_every_problem(run, wrong, tmp_path):
    said = run("check", wrong)
    assert said.code == 1
    assert "row 2, `date`: `some day` is no date" in said.out
    assert "Write it as year-month-day" in said.out
    assert "row 3, `date_precision`: `Day` is not in the list" in said.out
    assert "did you mean day?" in said.out
    assert "--fix would mend" in said.out
    assert not (tmp_path / "data").exists(), "a check writes nothing"


def test_the_same_problems_come_as_json(run, wrong):
    said = run("check", wrong, "--json")
    assert said.code == said.data["exit_code"] == 1
    assert said.data["outcome"] == "errors"
    (file,) = said.data["files"]
    assert file["file"] == "wrong.csv"
    assert file["dataset"] == POINTS
    assert [(one["row"], one["column"], one["value"]) for one in file["findings"]] == [
        (2, "date", "some day"),
        (3, "date_precision", "Day"),
    ]
    assert file["findings"][1]["suggestion"] == "day"


def test_a_check_says_what_would_change_down_to_the_cell(run, written):
    rows = points()
    rows.loc[0, "title"], old = "Nawab Akbar Bugti killed", rows.loc[0, "title"]
    rows.loc[1, "why"] = "It was so."
    said = run("check", written(rows))
    assert "1 row added, 1 row changed and 1 row removed" in said.out
    assert f"{rows.loc[1, 'date']}, {rows.loc[1, 'title']}, `why`: " in said.out
    assert "→ It was so." in said.out
    assert f"{rows.loc[0, 'date']}, Nawab Akbar Bugti killed" in said.out
    assert f"{rows.loc[0, 'date']}, {old}" in said.out


def test_a_check_says_what_the_headlines_become(run, written):
    attacks = rows_of("incidents")
    newest = attacks.loc[attacks["confidence"] == "confirmed", "date"].idxmax()
    killed = int(attacks.loc[newest, "killed"])
    attacks.loc[newest, "killed"] = str(killed + 5)
    file = written(attacks, "incidents.csv")
    said = run("check", file, "--accept-warnings", "--json")
    assert said.data["outcome"] == "ready"
    moved = [one for one in said.data["headlines"] if one["changed"]]
    assert "Overview" in {one["page"] for one in moved}
    line = next(one for one in moved if one["before"] != one["after"])
    assert f"{line['before']} → {line['after']}" in harmless(run("check", file).out)


def test_fixes_are_made_only_when_asked_for(run, written):
    rows = points()
    rows.loc[1, "date_precision"] = "Day"
    file = written(rows)
    assert run("check", file).code == 1
    said = run("check", file, "--fix", "--json")
    assert (said.code, said.data["outcome"]) == (0, "nothing new")
    (fix,) = said.data["files"][0]["fixes_made"]
    assert (fix["old"], fix["new"], fix["rows"]) == ("Day", "day", [3])


def test_a_column_is_read_as_another_when_told(run, written):
    rows = points().rename(columns={"why": "Reason given"})
    file = written(rows)
    assert run("check", file).code == 1
    assert run("check", file, "--column", "Reason given=why").code == 0
    missing = run("check", file, "--column", "Cause=why")
    assert missing.code == 2
    assert "no file has a column “Cause”" in missing.err
    twice = run("check", file, "--column", "Reason given=title")
    assert twice.code == 2
    assert "two columns called “title”" in twice.err


def test_an_event_record_that_could_be_either_is_asked_for(run, written):
    rows = rows_of("incidents").tail(3)
    rows["event_id"] = ["a-1", "a-2", "a-3"]
    file = written(rows, "events.csv")
    asked = run("check", file)
    assert asked.code == 1
    assert "--dataset incidents or ucdp_events" in asked.out
    chosen = run("check", file, "--dataset", "incidents", "--append", "--json")
    assert chosen.data["files"][0]["dataset"] == "incidents"


def test_files_of_one_name_are_told_apart(run, written):
    rows = points()
    rows.loc[0, "date"] = "some day"
    first, second = written(rows, "may/new.csv"), written(points(), "june/new.csv")
    said = run("check", first, second, first, "--json")
    assert [Path(one["file"]).parts[-2:] for one in said.data["files"]] == [
        ("may", "new.csv"),
        ("june", "new.csv"),
    ]
    assert [len(one["findings"]) for one in said.data["files"]] == [1, 0]


def test_what_a_file_holds_cannot_steer_the_terminal(run, written):
    rows = points()
    rows.loc[0, "date"] = "\x1b[2Jsome\u202eday"
    said = run("check", written(rows))
    assert "\x1b" not in said.out
    assert "\u202e" not in said.out
    assert r"\x1b[2Jsome\u202eday" in said.out


@given(st.text())
def test_a_harmless_line_holds_only_what_can_be_seen(line):
    assert harmless(line).isprintable()


# Publish


def test_a_publish_goes_live_under_its_author_and_is_noted(run, reworded):
    said = run("publish", reworded, "--note", "Reworded", "--author", "S. Malik", "--json")
    assert said.code == 0
    assert (said.data["outcome"], said.data["edition"]) == ("published", 1)
    assert published()["why"].str.startswith("Anew: ").all()
    (made, bundled) = run("history", POINTS, "--json").data["versions"]
    assert (made["author"], made["note"], made["version"]) == ("S. Malik", "Reworded", 1)
    assert made["sha256"] == said.data["changes"][0]["sha256"]
    assert (bundled["version"], bundled["bundled"]) == (0, True)
    (entry,) = store().audit()
    assert (entry.who, entry.action, entry.outcome) == ("S. Malik", "publish", "done")


def test_what_is_published_already_is_not_published_again(run, reworded):
    run("publish", reworded, "--note", "Reworded")
    again = run("publish", reworded, "--note", "Reworded")
    assert again.code == 0
    assert "Nothing was published." in again.out
    assert store().newest() == 1


def test_warnings_stop_a_publish_until_they_are_accepted(run, shortened, tmp_path):
    stopped = run("publish", shortened, "--note", "Shorter")
    assert stopped.code == 3
    assert "--accept-warnings" in stopped.out
    assert "would be gone" in stopped.out
    assert not (tmp_path / "data").exists()
    assert run("publish", shortened, "--note", "Shorter", "--accept-warnings").code == 0
    assert len(published()) == len(points()) - 1


def test_an_error_in_one_file_stops_them_all(run, wrong, reworded, tmp_path):
    said = run("publish", reworded, wrong, "--note", "Both", "--accept-warnings")
    assert said.code == 1
    assert not (tmp_path / "data").exists()


def test_rows_are_added_where_that_is_asked_for(run, written):
    new = points().iloc[:1].assign(date="2024-01-01", title="A new turn")
    assert run("publish", written(new), "--append", "--note", "One more").code == 0
    assert len(published()) == len(points()) + 1


def test_a_foreign_export_becomes_a_record_with_what_it_covers(run, written):
    export = pd.DataFrame(
        [acled_row(), acled_row(event_id_cnty="PAK2", event_type="Protests")],
        columns=ACLED_HEADER.split(","),
    )
    said = run(
        "publish", written(export, "export.csv"), "--note", "ACLED", "--accept-warnings", "--json"
    )
    assert said.code == 0, said.out
    assert {one["dataset"] for one in said.data["changes"]} == {
        "acled_events", "event_record_coverage",
    }  # fmt: skip
    converted = next(one for one in said.data["files"] if one["dataset"] == "acled_events")
    assert sum(one["rows"] for one in converted["conversion"]["dropped"]) == 1
    assert "acled_events" in editions.holdings().records()
    assert store().newest() == 1


class Meanwhile(io.StringIO):
    """Standard error while which somebody else publishes, at the step that takes longest."""

    def write(self, text: str) -> int:
        if "headlines" in text and not store().newest():
            now = editions.holdings().content(POINTS)
            rows = catalogue.load(POINTS).iloc[:-2]
            other = Content(as_csv(rows), len(rows), now.as_of)
            change = Change(POINTS, other, now.hash)
            store().publish([change], editions.bundled(), "Imran", "Two rows less")
        return super().write(text)


def test_whoever_comes_second_is_told_and_overwrites_nothing(run, reworded, monkeypatch):
    told = Meanwhile()
    monkeypatch.setattr(sys, "stderr", told)
    said = run("publish", reworded, "--note", "Reworded", "--author", "Saima", "--json")
    assert said.code == 4
    assert said.data["outcome"] == "conflict"
    assert "Imran" in told.getvalue()
    assert "run the command again" in told.getvalue()
    assert len(published()) == len(points()) - 2
    assert ("Saima", "publish", "conflict") in [
        (one.who, one.action, one.outcome) for one in store().audit()
    ]


# Versions


def test_a_version_is_brought_back_as_a_new_one(run, reworded):
    run("publish", reworded, "--note", "Reworded")
    said = run("restore", POINTS, "0", "--note", "Too wordy", "--author", "Saima", "--json")
    assert (said.code, said.data["edition"]) == (0, 2)
    assert (said.data["version"]["version"], said.data["version"]["restores"]) == (2, 0)
    assert published().equals(catalogue.load(POINTS))
    assert "Too wordy (brings back version 0)" in run("history", POINTS).out
    assert store().audit()[0].action == "restore"
    again = run("restore", POINTS, "0", "--note", "Once more")
    assert again.code == 0
    assert "Nothing was published" in again.out
    assert store().newest() == 2


def test_before_anything_is_published_the_history_says_so(run):
    assert "it is as bundled" in run("history").out
    assert run("history", "--json").data["versions"] == []


def test_an_export_can_serve_as_the_datasets_and_holds_any_edition(
    run, reworded, tmp_path, monkeypatch, small
):
    run("publish", reworded, "--note", "Reworded")
    said = run("export", tmp_path / "package", "--json")
    assert (said.code, said.data["edition"]) == (0, 1)
    run("export", tmp_path / "old.zip", "--edition", "0")
    run("export", tmp_path / "old", "--edition", "0")
    assert (tmp_path / "old.zip").read_bytes().startswith(b"PK")
    assert (tmp_path / "old" / f"{POINTS}.csv").read_bytes() == (
        small / f"{POINTS}.csv"
    ).read_bytes()
    monkeypatch.setenv("CORRIDOR_WATCH_DATASETS", str(tmp_path / "package"))
    assert catalogue.load(POINTS)["why"].str.startswith("Anew: ").all()


def test_a_template_is_written_out_or_to_a_file(run, tmp_path):
    shown = run("template", POINTS)
    assert shown.out.splitlines()[0] == ",".join(points())
    run("template", POINTS, "-o", tmp_path / "blank.csv")
    assert (tmp_path / "blank.csv").read_bytes() == shown.out.encode()
    assert run("template", "acled_events").out.count("\r\n") == 1


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
def test_a_store_that_cannot_be_used_is_told_in_words(run, reworded, monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    for argv in (["publish", reworded, "--note", "Reworded"], ["passphrase", "--new"]):
        said = run(*argv, "--json")
        assert (said.code, said.data["outcome"]) == (5, "unusable")
        assert said.data["reason"] in said.err
        assert "secret" not in said.out + said.err


# The real command


def command(*argv: str | Path, **options) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "riskdata", *map(str, argv)]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=120, **options)


def test_what_is_piped_is_json_alone_and_the_steps_stand_on_standard_error(wrong):
    said = command("check", wrong, "--json")
    assert said.returncode == json.loads(said.stdout)["exit_code"] == 1
    assert said.stderr.splitlines()[0] == "Reading wrong.csv"
    assert "\x1b" not in said.stdout + said.stderr


def test_a_reader_that_turns_away_is_no_error():
    asked = f"{sys.executable} -m riskdata template claims | true; echo ${{PIPESTATUS[0]}}"
    said = subprocess.run(
        ["bash", "-c", asked], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert (said.stdout.strip(), said.stderr) == ("0", "")
