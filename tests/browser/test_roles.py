"""Signing in, in a real browser: by the shared passphrase and by a real OpenID provider.

The provider is a process of its own, with which the app and the browser speak over HTTP.
"""

import json
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from riskdata.roles import new_passphrase
from riskdata.store import Store
from tests.browser.app import ROOT, App, serving
from tests.browser.visiting import Visits
from tests.browser.watching import settled

USERS = {
    "saima": {"email": "Saima@Example.org", "email_verified": True},
    "farah": {"email": "farah@example.org", "email_verified": True},
    "bilal": {"email": "bilal@example.org", "email_verified": True},
    "mallory": {"email": "saima@example.org", "email_verified": False},
}
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "{cookie_secret}"
client_id = "corridor-watch"
client_secret = "given by the provider"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[corridor_watch]
analysts = ["saima@example.org"]
"""


@contextmanager
def serving_roles(folder: Path, settings: str = "") -> Iterator[App]:
    script = shutil.copy(Path(__file__).with_name("roles_app.py"), folder)
    if settings:
        (folder / ".streamlit").mkdir()
        (folder / ".streamlit" / "secrets.toml").write_text(settings)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", str(ROOT))
        environment.setenv("CORRIDOR_WATCH_DATA_DIR", str(folder))
        environment.setenv("CORRIDOR_WATCH_ANALYSTS", "nobody@example.org, Farah@example.org")
        environment.delenv("CORRIDOR_WATCH_DATABASE_URL", raising=False)
        with serving(Path(script)) as app:
            yield app


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Address of an OpenID provider that knows `USERS`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", f"--port={port}"]
    for name, claims in USERS.items():
        command += ["--user-claims", json.dumps({"sub": name, **claims})]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=5)
                break
            except OSError:
                assert time.monotonic() < deadline, "the provider did not start"
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def with_provider(provider, tmp_path_factory) -> Iterator[App]:
    settings = SECRETS.format(cookie_secret=secrets.token_hex(32), provider=provider)
    with serving_roles(tmp_path_factory.mktemp("with_provider"), settings) as app:
        yield app


@pytest.fixture
def with_passphrase(tmp_path) -> Iterator[App]:
    with serving_roles(tmp_path) as app:
        yield app


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    settled(page)


def sign_in_at_provider(browser: Browser, app: App, user: str) -> Page:
    page = Visits(browser, app)("/").page
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name=user, exact=True).click()
    page.wait_for_url(f"{app.url}/**")
    return settled(page)


def sign_in(page: Page, name: str, passphrase: str) -> None:
    page.get_by_label("Your name", exact=True).fill(name)
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    press(page, "Sign in")


def printed_passphrase(app: App) -> str:
    found = re.findall(r"shown only now: (\S+)", app.log())
    assert len(found) == 1
    return found[0]


def test_an_analyst_named_in_the_settings_signs_in_and_publishes(browser, with_provider):
    page = sign_in_at_provider(browser, with_provider, "saima")
    expect(page.get_by_text("Signed in as saima@example.org.")).to_be_visible()
    press(page, "Publish")
    expect(page.get_by_text("Published by saima@example.org")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("button", name="End session").click()  # the provider's own question
    page.wait_for_url(f"{with_provider.url}/**")
    expect(page.get_by_text("Analyst: None")).to_be_visible()


def test_an_analyst_may_be_named_in_the_environment_instead(browser, with_provider):
    page = sign_in_at_provider(browser, with_provider, "farah")
    expect(page.get_by_text("Analyst: farah@example.org")).to_be_visible()


@pytest.mark.parametrize(
    ("user", "told", "noted"),
    [
        ("bilal", "bilal@example.org, who may view but not publish", "bilal@example.org"),
        ("mallory", "did not give a verified e-mail address", "a viewer"),
    ],
)
def test_anyone_else_whom_the_provider_knows_may_only_view(
    browser, with_provider, user, told, noted
):
    page = sign_in_at_provider(browser, with_provider, user)
    expect(page.get_by_text(told)).to_be_visible()
    expect(page.get_by_text("Analyst: None")).to_be_visible()
    press(page, "Publish")
    expect(page.get_by_text("Refused: Only analysts may do this.")).to_be_visible()
    expect(page.get_by_text(f"{noted}: publish, refused").first).to_be_visible()


def test_no_passphrase_is_drawn_where_a_provider_says_who_is_who(browser, with_provider):
    page = Visits(browser, with_provider)("/").page
    expect(page.get_by_label("Passphrase", exact=True)).to_have_count(0)
    assert "passphrase" not in with_provider.log()


def test_the_passphrase_on_the_console_signs_an_analyst_in_until_it_is_renewed(
    browser, with_passphrase, tmp_path
):
    page = Visits(browser, with_passphrase)("/").page
    press(page, "Publish")
    expect(page.get_by_text("Refused: Only analysts may do this.")).to_be_visible()
    sign_in(page, "Saima \u202e Khan", printed_passphrase(with_passphrase))
    expect(page.get_by_text("Signed in as Saima Khan.")).to_be_visible()
    press(page, "Publish")
    expect(page.get_by_text("Published by Saima Khan")).to_be_visible()

    new_passphrase(Store(f"sqlite:///{tmp_path / 'corridor-watch.sqlite'}"))
    press(page, "Publish")
    expect(page.get_by_text("Refused: The passphrase has been renewed.")).to_be_visible()
    expect(page.get_by_text("Saima Khan: publish, refused")).to_be_visible()


def test_signing_out_makes_a_viewer_again(browser, with_passphrase):
    page = Visits(browser, with_passphrase)("/").page
    sign_in(page, "Saima", printed_passphrase(with_passphrase))
    press(page, "Sign out")
    expect(page.get_by_text("Analyst: None")).to_be_visible()
    press(page, "Publish")
    expect(page.get_by_text("Refused: Only analysts may do this.")).to_be_visible()


def test_wrong_tries_are_slowed_down_and_a_viewer_notices_nothing(browser, with_passphrase):
    page, viewer = (Visits(browser, with_passphrase)("/").page for _ in range(2))
    for told, pause in [("", 0), ("", 0), (" Try again in 2 seconds.", 2), (" Try again in 4", 0)]:
        sign_in(page, "Mallory", "guess")
        expect(page.get_by_role("alert")).to_contain_text(f"That is not the passphrase.{told}")
        page.wait_for_timeout(1000 * pause)
    sign_in(page, "Mallory", printed_passphrase(with_passphrase))
    expect(page.get_by_role("alert")).to_contain_text("There were too many wrong tries.")
    press(viewer, "Publish")
    expect(viewer.get_by_text("Refused: Only analysts may do this.")).to_be_visible()
    expect(viewer.get_by_text("Mallory: sign in, wrong passphrase")).to_have_count(4)
