"""The browser that tests look at pages with: one that is there, else one that can be had."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
#: Nothing that a browser does by itself may reach the network.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
MISSING = "no browser: install Chromium or Google Chrome, for example with: apt-get install chromium"


@functools.cache
def find_browser() -> str:
    """Return the path of a Chromium or Chrome; get one where there is none."""
    for find in (_installed, _downloaded, _packaged):
        found = find()
        if found:
            return found
    raise AssertionError(MISSING)


def _installed() -> str:
    named = os.environ.get("CHROME_PATH", "")
    found = (path for path in (named, *map(str, APPLICATIONS)) if path and Path(path).is_file())
    return next(found, "") or next(filter(None, map(shutil.which, NAMES)), "")


def _downloaded() -> str:
    """Return Playwright's own Chromium, downloaded if need be."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not Path(path).is_file():
        _run(sys.executable, "-m", "playwright", "install", "chromium")
    return path if Path(path).is_file() else ""


def _packaged() -> str:
    """Return the package of Debian, installed as root."""
    if not shutil.which("apt-get") or os.geteuid():
        return ""
    _run("apt-get", "update")
    _run("apt-get", "install", "--yes", "--no-install-recommends", "chromium")
    return _installed()


def _run(*command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, capture_output=True, env=environment, stdin=subprocess.DEVNULL, timeout=600)


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Give a running browser; it is closed in the end."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))
        except Error as error:
            raise AssertionError(f"{MISSING} ({error.message.splitlines()[0]})") from error
        try:
            yield browser
        finally:
            browser.close()
