"""The data desk as analysts and viewers use it: each in a browser of their own, on one server.

The tests follow each other in time: what one has published is there for the next.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from riskdata.catalogue import load
from riskdata.datapackage import as_csv
from riskdata.roles import new_passphrase
from riskdata.store import Store
from tests.browser.app import App, serving
from tests.browser.visiting import RECORDER, Visit, choose, go
from tests.browser.watching import charts, settled
from tests.desk import foreign

PATIENCE = 180_000
"""Milliseconds that a check may take on a busy machine."""
expect.set_options(timeout=30_000)
CHINESE = "Attacks on Chinese nationals and projects"
HOSTILE = {
    "place": "<b>Bolan</b> *Mail* <img src=x onerror=\"document.title='run'\">",
    "summary": "<script>document.title='run'</script> **Two** [engineers](https://evil.example) "
    "\u05e9\u05dc\u05d5\u05dd \u202ewere hit",
    "source": "<a href=\"https://evil.example\">Dawn</a> ![x](https://evil.example/x.png)",
    "notes": '=HYPERLINK("https://evil.example","Read on")',
}  # fmt: skip
# Keeps what a page would send where `caught` is a list, and lets another page send it.
WIRE = """
(() => {
  const rest = window.__rest, send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (message) {
    rest.resend = (bytes) => send.call(this, new Uint8Array(bytes));
    if (!rest.caught) return send.call(this, message);
    rest.caught.push([...new Uint8Array(message)]);
  };
})();
"""
AUTHOR = "Saima <b>Khan</b>"
NOTE = "An attack of **May** <i>2026</i> ![x](https://evil.example/y.png) =1+1"


@dataclass
class Desk:
    """A dashboard with a store of its own, and those who look at it."""

    browser: Browser
    app: App
    folder: Path
    opened: list[Visit] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return Store(f"sqlite:///{self.folder / 'corridor-watch.sqlite'}")

    def visit(self, address: str = "/", clock: bool = False) -> Page:
        """A page in a new browser, which shares nothing with the others."""
        context = self.browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_init_script(RECORDER + WIRE)
        if clock:
            context.clock.install()
        visit = Visit(context.new_page(), urlsplit(address).path)
        visit.watch()
        self.opened.append(visit)
        visit.page.goto(self.app.url + address)
        return settled(visit.page)

    def analyst(self, name: str, part: str = "Upload") -> Page:
        """A page on which an analyst has signed in."""
        page = self.visit("/data_desk?desk-part=Upload")
        (passphrase,) = re.findall(r"shown only now: (\S+)", self.app.log())
        page.get_by_label("Your name", exact=True).fill(name)
        page.get_by_label("Passphrase", exact=True).fill(passphrase)
        press(page, "Sign in")
        return page if part == "Upload" else to(page, part)


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("data")
    with serving(environment={"CORRIDOR_WATCH_DATA_DIR": str(folder)}) as app:
        yield Desk(browser, app, folder)


@pytest.fixture(autouse=True)
def nobody_stays(desk: Desk) -> Iterator[None]:
    """Whoever looked at the dashboard in a test leaves with it."""
    before = len(desk.opened)
    yield
    for visit in desk.opened[before:]:
        visit.page.context.close()


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).first.click()
    settled(page)


def to(page: Page, part: str) -> Page:
    """Another part of the data desk."""
    page.get_by_role("radio", name=part, exact=True).click()
    return settled(page)


def lay(page: Page, **files: bytes) -> None:
    """Upload files, and wait until they are checked."""
    page.locator("input[type=file]").set_input_files(
        [
            {
                "name": name if "." in name else f"{name}.csv",
                "mimeType": "application/octet-stream",
                "buffer": content,
            }
            for name, content in files.items()
        ]
    )
    expect(page.get_by_text("On the desk:")).to_be_visible(timeout=30_000)
    checked(page)


def pick(page: Page, label: str, option: str) -> None:
    """Choose an option of a box on the desk."""
    page.get_by_role("combobox", name=re.compile(label)).first.click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def checked(page: Page) -> None:
    settled(page)
    page.locator(".desk-busy").wait_for(state="detached", timeout=PATIENCE)
    settled(page)


def publish(page: Page, note: str) -> None:
    for tick in page.get_by_text(re.compile("I have looked at|All who can open")).all():
        tick.click()
    page.get_by_label("Note: what is new, and why").fill(note)
    press(page, "Publish")
    checked(page)


def said(page: Page) -> str:
    """What the desk tells of what just happened."""
    return page.locator(".desk-notice").first.inner_text()


def findings(page: Page) -> list[str]:
    """The findings that a reader reads, without what isolates their writing."""
    return page.locator(".desk-findings li").all_inner_texts()


def rows(page: Page, label: str) -> list[list[str]]:
    """The cells of a table."""
    lines = page.get_by_role("region", name=label).locator("tbody tr").all()
    return [line.locator("th, td").all_inner_texts() for line in lines]


def headlines(page: Page) -> dict[tuple[str, ...], tuple[str, str]]:
    """Page and name of each headline figure that would change: what it is, what it would be."""
    return {
        tuple(first.split("\n")): (now.split("\n")[0], then.split("\n")[0])
        for first, now, then in rows(page, "Headline figures now and then")
    }


def indicator(page: Page, label: str) -> str:
    return page.locator(".indicator").filter(has_text=label).locator(".value").inner_text()


def download(page: Page, button: str) -> pd.DataFrame:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).first.click()
    return pd.read_csv(waiting.value.path(), dtype="str", keep_default_na=False)


def held(dataset: str) -> pd.DataFrame:
    """The bundled rows as a spreadsheet has them."""
    return pd.read_csv(BytesIO(as_csv(load(dataset))), dtype="str", keep_default_na=False)


def csv(rows: pd.DataFrame) -> bytes:
    return rows.to_csv(index=False).encode()


def with_another_attack() -> bytes:
    """The curated attacks and one more, of which the texts are not to be trusted."""
    attacks = held("incidents")
    more = {"event_id": "PK-2026-05-24-desk", "target_type": "Chinese nationals", **HOSTILE}
    return csv(pd.concat([attacks, attacks.tail(1).assign(**more)]))


def with_another_turning_point(title: str) -> bytes:
    points = held("turning_points")
    return csv(pd.concat([points, points.tail(1).assign(title=title)]))


def with_mistakes() -> bytes:
    attacks = held("incidents")
    in_balochistan = attacks.index[attacks["province"] == "Balochistan"]
    attacks.loc[in_balochistan[:2], "province"] = "Baluchistan"
    attacks.loc[12, "killed"] = "1,234"
    attacks.loc[20, "province"] = HOSTILE["summary"]
    return csv(attacks)


def an_acled_export() -> bytes:
    rows = [
        foreign.acled_row(event_id_cnty=f"PAK{day}", event_date=f"{day:02d} October 2024")
        for day in range(1, 32)
    ]
    rows.append(foreign.acled_row(event_id_cnty="PAK99", event_type="Protests"))
    return csv(pd.DataFrame(rows, columns=foreign.ACLED_HEADER.split(",")))


def test_a_good_file_moves_the_number_that_every_viewer_sees(desk: Desk) -> None:
    viewer, reader = desk.visit("/"), desk.visit("/data_desk", clock=True)
    before = indicator(viewer, CHINESE)
    page = desk.analyst(AUTHOR)
    lay(page, incidents=with_another_attack())
    expect(page.get_by_text("1 row added")).to_be_visible()
    expect(page.get_by_text("Compared with the bundled data.")).to_be_visible()
    assert headlines(page)["Overview", CHINESE] == (before, str(int(before) + 1))

    assert page.get_by_text("I have looked at").count(), "there is something to look at"
    press(page, "Publish")
    expect(page.get_by_text("write a note first")).to_be_visible()
    assert desk.store.newest() == 0

    publish(page, NOTE)
    assert said(page).startswith("Edition 1 is published: Curated attacks.")
    assert desk.store.newest() == 1
    go(viewer, "Overview")
    assert indicator(viewer, CHINESE) == str(int(before) + 1)

    expect(reader.locator("h1")).to_contain_text("nothing has been published yet")
    reader.clock.fast_forward("00:31")
    expect(reader.get_by_text("New data from")).to_be_visible()
    press(reader, "Refresh")
    expect(reader.locator("h1")).to_contain_text("edition 1 was published on")


def test_what_a_file_or_a_person_wrote_is_shown_as_text(desk: Desk) -> None:
    page = desk.visit("/incidents?period=All&event=PK-2026-05-24-desk")
    for text in ("<script>", "**Two** [engineers]", "<b>Bolan</b> *Mail*", "=HYPERLINK"):
        expect(page.locator("article.incident")).to_contain_text(text)
    go(page, "Data desk")
    to(page, "History")
    (newest, *_) = rows(page, "Versions of Curated attacks")
    assert [newest[column] for column in (1, 3, 4)] == ["1", AUTHOR, NOTE]
    page.get_by_text("Added 1 row").click()
    to(page, "Audit")
    assert any(line[1:4] == [AUTHOR, "publish", "done"] for line in rows(page, "Audit list"))
    expect(page.locator("footer")).to_contain_text(f"by {AUTHOR}")
    assert page.locator("main img, h1 b, footer b").count() == 0
    assert page.locator("main script").count() == 1, "the page's own, which draws maps"


def test_every_mistake_is_told_with_its_row_and_mended_where_asked(desk: Desk) -> None:
    page = desk.analyst("Bilal")
    lay(page, **{"May, #2": with_mistakes()})
    told = findings(page)
    misspelt = [line for line in told if line.endswith("did you mean Balochistan?")]
    assert len(misspelt) == 1
    first, second = re.findall(r"\d+", misspelt[0])
    assert misspelt[0].startswith(
        f"rows {first} and {second}, province: Baluchistan is another spelling of a known province;"
    )
    assert any(line.startswith("row 14, killed: 1,234") for line in told)
    assert any(line.startswith("row 22, province: <script>") for line in told)
    expect(page.get_by_text("cannot be published as it stands")).to_be_visible()
    assert page.get_by_role("button", name="Publish", exact=True).count() == 0
    problems = download(page, "Problem list (CSV)")
    errors = problems[problems["level"] == "error"]
    assert {first, second, "14", "22"} <= set(errors["row"])
    assert errors["how to mend it"].str.len().min() > 0

    press(page, "Apply all of them")
    checked(page)
    of_provinces = [line for line in findings(page) if "province:" in line]
    assert of_provinces
    assert all(line.startswith("row 22, province") for line in of_provinces)
    mended = download(page, "Corrected CSV")
    assert mended.loc[[int(first) - 2, int(second) - 2], "province"].eq("Balochistan").all()
    assert mended.loc[12, "killed"] == "1234"
    press(page, "Clear the desk")
    expect(page.get_by_text("A file is recognised by its columns.")).to_be_visible()


def test_what_only_a_person_can_know_is_asked_and_taken_over(desk: Desk) -> None:
    rows = held("turning_points").rename(columns={"why": "Hintergrund"}).assign(date="03/04/2024")
    page = desk.analyst("Bilal")
    lay(page, points=csv(rows))
    assert "row 1, why: is missing from the header. Add the column." in findings(page)
    pick(page, "A column of the file", "Hintergrund")
    pick(page, "is read as", "why")
    press(page, "Read the column so")
    checked(page)
    expect(page.get_by_text("Columns read as you said: “Hintergrund” is why.")).to_be_visible()
    assert all("may be 3 April or 4 March" in line for line in findings(page))
    page.get_by_role("radio", name="Day first").click()
    checked(page)
    expect(page.get_by_text("date: day before month.")).to_be_visible()
    page.get_by_role("radio", name="Month first").click()
    checked(page)
    press(page, "Apply")
    checked(page)
    assert download(page, "Corrected CSV")["date"].unique().tolist() == ["2024-03-04"]
    press(page, "Clear the desk")


def test_a_sheet_of_notes_is_left_out_until_it_is_taken_in(desk: Desk) -> None:
    book = BytesIO()
    with pd.ExcelWriter(book) as sheets:
        pd.DataFrame({"To": ["know"], "Of": ["it"]}).to_excel(sheets, sheet_name="Notes")
        held("turning_points").to_excel(sheets, sheet_name="Data", index=False)
    page = desk.analyst("Bilal")
    lay(page, **{"book.xlsx": book.getvalue()})
    expect(page.get_by_text("sheet Notes is left out: no column of it is known")).to_be_visible()
    expect(page.get_by_text("sheet Data: Turning points: nothing in it differs")).to_be_visible()
    press(page, "Take it in")
    checked(page)
    expect(page.get_by_text("sheet Notes cannot be read")).to_be_visible()
    press(page, "Leave it out")
    checked(page)
    press(page, "Clear the desk")


def test_what_becomes_of_an_export_is_told_beside_its_errors(desk: Desk) -> None:
    page = desk.analyst("Bilal")
    lay(page, acled=an_acled_export().replace(b",2,", b",some,", 1))
    assert any("some is no number" in line for line in findings(page))
    expect(page.get_by_text("Left out, 1 row: No attack by its type: Protests.")).to_be_visible()
    page.get_by_text("Words read as others").click()
    (line,) = [each for each in rows(page, "Words read as others") if each[0] == "actor1"]
    assert line == ["actor1", "BLA: Baloch Liberation Army", "Balochistan Liberation Army", "30"]
    press(page, "Clear the desk")


def test_an_export_and_another_file_go_live_together(desk: Desk) -> None:
    page = desk.analyst("Bilal")
    lay(page, acled=an_acled_export(), points=with_another_turning_point("Desk opens"))
    expect(page.get_by_text("It covers 1 Oct 2024 to 31 Oct 2024")).to_be_visible()
    expect(page.get_by_text("Left out, 1 row").first).to_be_visible()
    publish(page, "ACLED of October 2024")
    assert said(page).startswith("Edition 2 is published:")
    of_edition = [one.dataset for one in desk.store.versions() if one.edition.number == 2]
    assert sorted(of_edition) == ["acled_events", "event_record_coverage", "turning_points"]

    viewer = desk.visit("/attack_trends?look=Who%2C+whom+and+how")
    choose(viewer, "Event record", "ACLED events")
    choose(viewer, "Period", "All")
    assert charts(viewer)
    expect(viewer.locator("footer")).to_contain_text("ACLED events (version 1")


def test_of_two_analysts_one_is_told_and_loses_nothing(desk: Desk) -> None:
    farah, bilal = desk.analyst("Farah"), desk.analyst("Bilal")
    lay(farah, turning_points=with_another_turning_point("Farah's"))
    lay(bilal, turning_points=with_another_turning_point("Bilal's"))
    publish(farah, "Hers first")
    assert said(farah).startswith("Edition 3 is published")
    publish(bilal, "His at the same time")
    assert "Nothing was published" in said(bilal)
    assert "by Farah (version 2: Hers first)" in said(bilal)
    assert desk.store.newest() == 3
    expect(bilal.get_by_text("1 row added and 1 row removed")).to_be_visible()
    publish(bilal, "His, after a look at hers")
    assert said(bilal).startswith("Edition 4 is published")
    outcomes = [(one.who, one.outcome) for one in desk.store.audit() if one.action == "publish"]
    assert outcomes[:3] == [("Bilal", "done"), ("Bilal", "conflict"), ("Farah", "done")]


def test_a_link_pins_what_was_published_then(desk: Desk) -> None:
    page = desk.visit("/?edition=0")
    expect(page.get_by_text("You see the bundled data, as its link asks for.")).to_be_visible()
    then = indicator(page, CHINESE)
    go(page, "Data desk")
    to(page, "History")
    expect(page.get_by_text("You see the bundled data")).to_be_visible()
    assert "edition=0" in page.url
    go(page, "Overview")
    assert indicator(page, CHINESE) == then
    press(page, "Show the newest")
    assert int(indicator(page, CHINESE)) == int(then) + 1
    assert "edition=" not in page.url


def test_a_version_is_brought_back_as_a_new_one(desk: Desk) -> None:
    page = desk.analyst("Farah", "History")
    choose(page, "Dataset", "Curated attacks")
    choose(page, "Look at version", "0")
    expect(page.get_by_text("Removed 1 row")).to_be_visible()
    press(page, "Bring version 0 back")
    now, then = headlines(page)["Overview", CHINESE]
    assert int(then) == int(now) - 1
    page.get_by_label("Note: why").fill("The attack was counted twice")
    press(page, "Bring it back")
    assert said(page).startswith("Edition 5 is published: version 0 of Curated attacks is back.")
    newest, before, first = desk.store.versions("incidents")
    assert (newest.hash, newest.restores) == (first.hash, 0)
    assert before.hash != first.hash
    page.set_viewport_size({"width": 1024, "height": 768})
    lines = page.locator(".desk-table .hash").evaluate_all(
        "hashes => hashes.map(hash => hash.getClientRects().length)"
    )
    assert len(lines) > 1
    assert set(lines) == {1}, "no hash is broken"


def test_viewers_cannot_publish_whatever_they_send(desk: Desk) -> None:
    page = desk.visit("/data_desk?desk-part=Upload")
    assert page.locator("input[type=file]").count() == 0
    to(page, "History")
    assert page.get_by_role("button", name=re.compile("Bring version")).count() == 0

    analyst = asked_to_bring_back(desk, "Not mine to publish")
    newest = desk.store.newest()
    # Caught on its way, the analyst's click never arrives; the viewer's browser sends it instead.
    analyst.evaluate("window.__rest.caught = []")
    analyst.get_by_role("button", name="Bring it back").click()
    caught = analyst.evaluate("window.__rest.caught")
    assert caught
    page.evaluate("(frames) => frames.forEach((frame) => window.__rest.resend(frame))", caught)
    settled(page)
    assert desk.store.newest() == newest


def test_whoever_is_no_analyst_any_more_is_refused(desk: Desk) -> None:
    page = asked_to_bring_back(desk, "Too late")
    newest = desk.store.newest()
    new_passphrase(desk.store)
    press(page, "Bring it back")
    expect(page.get_by_text("The passphrase has been renewed.")).to_be_visible()
    assert desk.store.newest() == newest
    assert ("Farah", "restore", "refused") in [
        (one.who, one.action, one.outcome) for one in desk.store.audit()
    ]


def asked_to_bring_back(desk: Desk, note: str) -> Page:
    """An analyst's page just before the last click."""
    page = desk.analyst("Farah", "History")
    choose(page, "Look at version", "1")
    press(page, "Bring version 1 back")
    page.get_by_label("Note: why").fill(note)
    return page


def test_nothing_went_wrong_or_out_meanwhile(desk: Desk) -> None:
    hosts = {host for visit in desk.opened for host in visit.hosts}
    assert hosts == {urlsplit(desk.app.url).netloc}
    assert [error for visit in desk.opened for error in visit.errors] == []
    assert "Traceback" not in desk.app.log()
