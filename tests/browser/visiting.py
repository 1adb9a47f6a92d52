"""Opening pages of the dashboard in a browser, and noting what goes wrong or out meanwhile."""

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.browser.app import App
from tests.browser.watching import settled

# Runs before the page's own scripts. Keeps the time of the last change in the document, of the
# last touch of the reader, and whether the server still owes an answer to what was sent to it.
RECORDER = """
(() => {
  const rest = window.__rest = {changed: performance.now(), sent: 0, received: 0};
  const changed = () => { rest.changed = performance.now(); };
  new MutationObserver(changed).observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true});
  for (const kind of ["pointerdown", "pointerup", "click", "keydown", "input", "popstate"])
    addEventListener(kind, changed, true);
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...message) {
    if (!this.__watched) {
      this.__watched = true;
      this.addEventListener("message", () => { rest.received = performance.now(); });
    }
    rest.sent = performance.now();
    return send.apply(this, message);
  };
})();
"""


@dataclass
class Visit:
    """One page opened in the browser, and everything that went wrong or out while it was open."""

    page: Page
    path: str
    errors: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def watch(self) -> None:
        """Write down console errors, uncaught exceptions and the host of every request."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(f"uncaught: {error}"))
        self.page.on("request", self._request)
        self.page.on("websocket", lambda socket: self.hosts.add(_host(socket.url)))

    def _console(self, message: ConsoleMessage) -> None:
        # A deep link makes Streamlit look for its server below the page's own path first.
        address = urlsplit(message.location.get("url", "")).path
        probes = {f"{self.path}/_stcore/health", f"{self.path}/_stcore/host-config"}
        if message.type == "error" and not (self.path != "/" and address in probes):
            self.errors.append(f"{message.text} ({address})")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).scheme in {"http", "https", "ws", "wss"}:
            self.hosts.add(_host(request.url))


def _host(url: str) -> str:
    return urlsplit(url).netloc


class Visits:
    """Opens pages in one browser, with one browsing context for each size and colour scheme."""

    def __init__(self, browser: Browser, app: App) -> None:
        self._browser = browser
        self._app = app
        self._contexts: dict[tuple[int, int, str], BrowserContext] = {}

    def __call__(
        self,
        address: str,
        width: int = 1440,
        height: int = 900,
        scheme: Literal["light", "dark"] = "light",
        app: App | None = None,
    ) -> Visit:
        """Open an address such as "/incidents?group=TTP", and wait until it is at rest.

        `app` is another server than the usual one. Close `Visit.page` when done with it.
        """
        visit = Visit(self._context(width, height, scheme).new_page(), address.partition("?")[0])
        visit.watch()
        visit.page.goto((app or self._app).url + address)
        settled(visit.page)
        return visit

    def _context(self, width: int, height: int, scheme: Literal["light", "dark"]) -> BrowserContext:
        key = (width, height, scheme)
        if key not in self._contexts:
            self._contexts[key] = self._browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            self._contexts[key].add_init_script(RECORDER)
        return self._contexts[key]


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a filter in the sidebar."""
    page.get_by_role("combobox", name=re.compile(label)).first.click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")
    settled(page)


def go(page: Page, title: str) -> None:
    """Change the page by the navigation menu."""
    page.locator('[data-testid="stSidebarNav"]').get_by_role("link", name=title).click()
    settled(page)
