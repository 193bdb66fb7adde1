"""``invoke serve`` end to end: drafts, faults in the page, rebuilds, a browser that reloads."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.request import urlopen  # noqa: TID251 -- a test asks the preview on loopback

from tests.browser import opened_browser
from tests.conftest import COMPANY, PEOPLE, git_environment, write
from tests.project import copy_project, invoke

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: Seconds for a rebuild, on a machine that has much else to do.
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(claim: Callable[[], bool], what: str) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if claim():
            return
        time.sleep(0.2)
    raise AssertionError(f"never: {what}")


class Served:
    """A running preview, what it said so far, and its pages."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.said = ""
        self.process = subprocess.Popen(
            (sys.executable, "-u", "-m", "invoke", "serve", f"--port={self.port}"),
            cwd=folder,
            env={**git_environment(folder), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    def _listen(self) -> None:
        assert self.process.stdout
        while chunk := os.read(self.process.stdout.fileno(), 4096):
            self.said += chunk.decode("utf-8", "replace")

    def page(self, path: str) -> str:
        """Return a page; empty when nobody answers yet."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Run the preview; it ends by Ctrl+C, without a traceback."""
    preview = Served(folder)
    try:
        eventually(lambda: bool(preview.page("/news/")), "an answer")
        yield preview
    finally:
        preview.process.send_signal(signal.SIGINT)
        preview.process.wait(timeout=30)
        preview.listener.join(timeout=30)
        if preview.process.stdout:
            preview.process.stdout.close()
        assert preview.process.stdout
        preview.process.stdout.close()
    assert "Traceback" not in preview.said.rpartition("built\n")[2], preview.said


def test_serve(tmp_path: Path) -> None:
    """From a draft to a broken file to a mended one, in the terminal, over HTTP and in a browser."""
    folder = copy_project(tmp_path / "site", content=False)
    company = COMPANY.replace("https://news.dar.example", "https://dar.example/news")
    text = "Title: Written\nStatus: draft\n\nFirst words.\n"
    piece = "content/en/blog/2026-01-01-a.md"
    write(folder, {"content/company.toml": company, "content/people.toml": PEOPLE, piece: text})
    with served(folder) as preview, opened_browser() as browser:
        assert "not public yet" in preview.page("/news/en/blog/").lower() or "is-hidden" in preview.page(
            "/news/en/blog/"
        )
        assert "hidden-note" in preview.page("/news/en/blog/a/")
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{preview.port}/news/en/blog/a/", wait_until="load")
        write(folder, {piece: text.replace("First", "Second")})
        page.wait_for_selector("text=Second words.", timeout=PATIENCE * 1000)
        write(folder, {piece: text.replace("Status", "Statsu")})
        page.wait_for_selector("text=did you mean", timeout=PATIENCE * 1000)
        assert "unknown key &quot;Statsu&quot;" in preview.page("/news/")
        eventually(lambda: 'unknown key "Statsu"' in preview.said, "the fault in the terminal")
        write(folder, {piece: text.replace("First", "Third")})
        page.wait_for_selector("text=Third words.", timeout=PATIENCE * 1000)
        theme = folder / "theme/templates/partials/footer.html"
        theme.write_text(theme.read_text("utf-8") + "<p>New foot</p>", "utf-8")
        page.wait_for_selector("text=New foot", timeout=PATIENCE * 1000)
        plugin = folder / "plugins/hiwar/text.py"
        sound = plugin.read_text("utf-8")
        plugin.write_text(sound + "\nthis is no Python\n", "utf-8")
        eventually(lambda: "SyntaxError" in preview.page("/news/"), "the plugin's fault in the page")
        plugin.write_text(sound, "utf-8")
        eventually(lambda: "Third words." in preview.page("/news/en/blog/a/"), "the page again")
        taken = invoke(folder, "serve", f"--port={preview.port}")
        assert (taken.code, f"port {preview.port} cannot be used" in taken.err) == (2, True), taken
