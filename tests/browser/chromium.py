"""The browser that the browser tests drive: found on this machine, or installed by `make test`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = """No Chromium or Chrome was found, and none could be installed.
The browser tests need one. Install it with one of these, then try again:
  sudo apt-get install chromium                       (Debian)
  .venv/bin/python -m playwright install chromium     (any Linux, macOS or Windows)
Or put your own Chromium or Chrome on the PATH."""

# Maps are drawn with WebGL, here in software; nothing is fetched in the background.
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--use-gl=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
]


@contextmanager
def running() -> Iterator[Browser]:
    """A headless Chromium until the block ends. Without one the test that asked for it is skipped,
    or fails where `make test` needs it."""
    path = find()
    if path is None:
        if os.environ.get("CORRIDOR_WATCH_BROWSER") == "required":
            pytest.fail(MISSING)
        pytest.skip("no Chromium or Chrome on this machine: `make test` installs one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def find() -> str | None:
    """Path of the machine's own Chromium or Chrome, else of Playwright's, else None."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if shutil.which(path) else None


def install() -> str | None:
    """Install Debian's Chromium where that is allowed, else Playwright's own; its path, or None."""
    if apt := _apt():
        print("Installing Debian's Chromium for the browser tests", flush=True)
        if all(
            subprocess.run([*apt, *arguments]).returncode == 0
            for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium"])
        ) and (path := find()):
            return path
    print("Installing Playwright's Chromium for the browser tests", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])
    return find()


def _apt() -> list[str] | None:
    """The beginning of an apt-get command that may install packages unasked, or None."""
    if not shutil.which("apt-get"):
        return None
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if os.geteuid() == 0:
        return apt
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n", *apt]
    return None


if __name__ == "__main__":
    sys.exit(None if find() or install() else MISSING)
