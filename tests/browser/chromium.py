"""The browser that the browser tests drive: found on this machine, or installed by `make test`."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = """No Chromium or Chrome was found, and none could be installed.
The browser tests need one. Install it with one of these, then try again:
  sudo apt-get install chromium                       (Debian)
  .venv/bin/python -m playwright install chromium     (any Linux, macOS or Windows)
Or put your own Chromium or Chrome on the PATH."""


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
