"""The data desk without a browser: what it says of the data, and of a store that cannot be used."""

import re
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from riskdata import editions
from riskdata.store import Change, Content, Store
from tests.pages.conftest import Visit, headings, plain, text

PART = "desk-part"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a store that nobody has used yet."""
    monkeypatch.setenv("CORRIDOR_WATCH_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def published(folder: Path) -> Store:
    """A store in which the turning points stand without their last row."""
    store = Store(f"sqlite:///{folder / 'corridor-watch.sqlite'}")
    bundled = editions.bundled()
    held = bundled["turning_points"]
    fewer = Content(b"".join(held.csv.splitlines(keepends=True)[:-1]), held.rows - 1, held.as_of)
    change = Change("turning_points", fewer, held.hash)
    store.publish([change], bundled, "Saima", "One point less")
    return store


def lines(app: AppTest, label: str) -> list[list[str]]:
    """The cells of a table of the page."""
    (body,) = re.findall(rf'aria-label="{label}".*?<tbody>(.*?)</tbody>', text(app), re.DOTALL)
    return [
        [plain(cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ]


def of(app: AppTest, title: str) -> list[str]:
    """What the catalogue says of a dataset: version, rows, as-of date, quality."""
    return next(cells for name, *cells in lines(app, "Datasets") if name == title)


def test_the_catalogue_tells_the_figures_of_the_data(visit: Visit, datasets: Path):
    attacks = pd.read_csv(datasets / "incidents.csv", dtype="str")
    app = visit("data_desk")
    version, rows, _, quality = of(app, "Curated attacks")
    assert (version, rows) == ("bundled", f"{len(attacks):,}")
    assert "coordinates in every row" in quality
    assert "As of is the day on which these rows were first published" in plain(text(app))

    half = attacks[attacks.index % 2 == 0].assign(confidence="confirmed")
    half.to_csv(datasets / "incidents.csv", index=False)
    app = visit("data_desk")
    _, rows, _, quality = of(app, "Curated attacks")
    assert rows == f"{len(half):,}"
    assert "confidence: 100 % confirmed;" in quality.replace("\xa0", " ")
    total = sum(int(cells[2].replace(",", "")) for cells in lines(app, "Datasets"))
    assert f"16 datasets with {total:,} rows" in headings(app)[0]


@pytest.mark.parametrize(
    ("dataset", "title"), [("turning_points", "Turning points"), ("incidents", "Curated attacks")]
)
def test_a_dataset_that_cannot_be_read_is_named_and_the_others_are_there(
    visit: Visit, datasets: Path, dataset: str, title: str
):
    path = datasets / f"{dataset}.csv"
    rows = pd.read_csv(path, dtype="str", keep_default_na=False)
    rows.loc[0, "date"] = "26th of August"
    rows.to_csv(path, index=False)
    app = visit("data_desk")
    assert headings(app)[0].startswith("16 datasets")
    assert f"{dataset}.csv cannot be shown." in plain(text(app))
    assert "Row 2, column date: “26th of August”" in plain(text(app))
    assert title not in [name for name, *_ in lines(app, "Datasets")]
    assert len(lines(app, "Datasets")) == 15


def test_the_filters_stay_for_the_other_pages_though_they_change_nothing_here(visit: Visit):
    app = visit("data_desk")
    before = headings(app)
    for region in ("Sindh", "Punjab"):
        app.selectbox(key="region").select(region).run()
    assert app.selectbox(key="region").value == "Punjab"
    assert headings(app) == before


def test_a_record_that_nobody_brought_has_its_template_and_says_why(visit: Visit):
    app = visit("data_desk", dataset="acled_events")
    titles = app.selectbox(key="dataset").options
    app.selectbox(key="dataset").set_value(titles[-2]).run()
    assert "Nothing is bundled" in plain(text(app))
    assert [button.proto.label for button in app.get("download_button")][-1] == "Blank template"


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("History", "Nothing has been published yet: every dataset is as it was bundled"),
        ("Audit", "Nothing has happened yet"),
    ],
)
def test_before_the_first_publish_the_lists_say_so(visit: Visit, folder: Path, part, told):
    assert told in headings(visit("data_desk", **{PART: part}))
    assert not folder.exists(), "looking leaves no trace"


def test_the_history_and_the_catalogue_name_the_published_version(visit: Visit, published: Store):
    newest = published.versions("turning_points")[0]
    app = visit("data_desk", **{PART: "History"})
    assert "Turning points: 2 versions, none of which is ever deleted" in headings(app)
    version, edition, _, author, note, rows, content = lines(app, "Versions of Turning points")[0]
    assert (version, edition, author, note) == ("1", "1", "Saima", "One point less")
    assert (rows, content) == (str(newest.rows), newest.hash[:12])
    assert of(visit("data_desk"), "Turning points")[0] == "version 1"
    assert of(visit("data_desk", edition="0"), "Turning points")[0] == "bundled"
    app = visit("data_desk", **{PART: "Audit"})
    assert lines(app, "Audit list")[0][1:4] == ["Saima", "publish", "done"]


def test_a_long_history_shows_its_newest_until_all_is_asked_for(visit: Visit, published: Store):
    for number in range(1, 26):
        published.note_down("Saima", "publish", "refused", f"try {number}")
    app = visit("data_desk", **{PART: "Audit"})
    assert len(lines(app, "Audit list")) == 20
    app.toggle(key="audit-all").set_value(True).run()
    assert len(lines(app, "Audit list")) == 26


@pytest.fixture(params=["no database", "no such address", "no server"])
def unusable(request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store that cannot be asked; what the page names."""
    if request.param == "no database":
        folder.mkdir()
        (folder / "corridor-watch.sqlite").write_text("Dear colleague, " * 100)
        return "corridor-watch.sqlite"
    address = "nosuch://somewhere/desk"
    if request.param == "no server":
        address = "postgresql://desk:secret@127.0.0.1:9/desk"
    monkeypatch.setenv("CORRIDOR_WATCH_DATABASE_URL", address)
    return address.partition(":secret")[0]


def test_without_its_store_every_page_goes_on_with_the_bundled_data(visit: Visit, unusable: str):
    for page in ("overview", "data_desk"):
        app = visit(page)
        said = plain(text(app))
        assert not app.exception
        assert "New data cannot be looked up at the moment" in said
        assert "secret" not in said
        assert len(headings(app)[0].split()) > 4
        assert "bundled data" in said


def test_what_needs_the_store_says_what_is_wrong(visit: Visit, unusable: str):
    for part in ("Upload", "History", "Audit"):
        app = visit("data_desk", **{PART: part})
        (told,) = re.findall(r'<p class="desk-notice" role="alert">(.*?)</p>', text(app))
        assert len(plain(told).split()) > 5
        assert "Traceback" not in told


@pytest.mark.parametrize("asked", ["99", "abc"])
def test_a_link_to_an_edition_that_is_not_there_says_so(visit: Visit, published: Store, asked: str):
    app = visit("overview", edition=asked)
    assert f"The link asks for edition {asked}, which is not here." in plain(text(app))
    next(button for button in app.button if button.label == "Show the newest").click().run()
    assert "The link asks for" not in plain(text(app))


def page_that_asks_for_all() -> None:
    from riskdata.schema import SCHEMAS
    from ui import data, edition

    data.begin()
    for name in SCHEMAS:
        data.version_if_readable(name)
    edition.footer()


@pytest.mark.parametrize("asked", [None, "1"], ids=["live", "pinned"])
def test_the_foot_names_no_dataset_that_has_no_rows(published: Store, asked: str | None):
    app = AppTest.from_function(page_that_asks_for_all)
    if asked:
        app.query_params["edition"] = asked
    foot = plain(text(app.run()))
    assert "Drawn from edition 1" in foot
    assert "Curated attacks (bundled" in foot
    assert "ACLED" not in foot


def test_a_link_to_an_older_edition_says_so_and_leads_back(visit: Visit, published: Store):
    assert published.newest() == 1
    app = visit("overview", edition="0")
    assert "You see the bundled data, as its link asks for." in plain(text(app))
    next(button for button in app.button if button.label == "Show the newest").click().run()
    assert "You see the bundled data" not in plain(text(app))
    assert "edition" not in app.query_params
    assert "Drawn from edition 1" in plain(text(app))
