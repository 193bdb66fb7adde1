"""``invoke serve`` end to end: drafts, faults in the page, rebuilds, a browser that reloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import opened_browser
from tests.conftest import COMPANY, PEOPLE, write
from tests.project import copy_project, invoke
from tests.serving.preview import PATIENCE, eventually, previewed

if TYPE_CHECKING:
    from pathlib import Path

PIECE = "content/en/blog/2026-01-01-a.md"
TEXT = "Title: Written\nStatus: draft\n\nFirst words.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with one draft."""
    folder = copy_project(tmp_path / "site", content=False)
    write(folder, {"content/company.toml": COMPANY, "content/people.toml": PEOPLE, PIECE: TEXT})
    return folder


def put(folder: Path, words: str) -> None:
    """Save a whole text at once, as careful editors do."""
    write(folder, {"aside": TEXT.replace("First", words)})
    (folder / "aside").rename(folder / PIECE)


def test_serve(project: Path) -> None:
    """From a draft to a broken file to a mended one, in the terminal, over HTTP and in a browser."""
    folder, piece, text = project, PIECE, TEXT
    write(folder, {"content/company.toml": COMPANY.replace("https://news.dar.example", "https://dar.example/news")})
    with previewed(folder, "/news/") as preview, opened_browser() as browser:
        assert "not public yet" in preview.page("/news/en/blog/").lower() or "is-hidden" in preview.page(
            "/news/en/blog/"
        )
        assert "hidden-note" in preview.page("/news/en/blog/a/")
        page = browser.new_page()
        page.goto(f"{preview.address}/news/en/blog/a/", wait_until="load")
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


def test_one_save_is_one_build_and_one_reload(project: Path) -> None:
    """And a save that changes nothing is no reload."""
    with previewed(project) as preview, opened_browser() as browser:
        page = browser.new_page()
        loads: list[int] = []
        page.on("load", lambda _: loads.append(1))
        page.goto(f"{preview.address}/en/blog/a/", wait_until="load")
        for number, words in enumerate(("Second", "Third"), 1):
            put(project, words)
            page.wait_for_selector(f"text={words} words.", timeout=PATIENCE * 1000)
            page.wait_for_timeout(1000)
            assert (preview.builds, len(loads)) == (1 + number, 1 + number), preview.said
        put(project, "Third")
        eventually(lambda: preview.builds == 4, "a build")
        page.wait_for_timeout(1000)
        assert len(loads) == 3


def test_a_fault_that_only_the_build_finds(project: Path) -> None:
    """The words are seen first; then what is wrong, until it is mended."""
    with previewed(project) as preview, opened_browser() as browser:
        page = browser.new_page()
        page.goto(f"{preview.address}/en/blog/a/", wait_until="load")
        put(project, "[Lost](/nowhere/) and second")
        page.wait_for_selector("text=/nowhere/", timeout=PATIENCE * 1000)
        page.wait_for_selector("text=This is not built yet", timeout=PATIENCE * 1000)
        put(project, "Third")
        page.wait_for_selector("text=Third words.", timeout=PATIENCE * 1000)


def test_the_last_of_quick_saves_is_what_one_sees(project: Path) -> None:
    """Whether they fall before a build, into it, or before the page hears again."""
    with previewed(project) as preview, opened_browser() as browser:
        page = browser.new_page()
        page.goto(f"{preview.address}/en/blog/a/", wait_until="load")
        for number, pause in enumerate((0, 5, 20, 60, 120, 250, 400, 600)):
            write(project, {PIECE: TEXT.replace("First", f"Some {number}")})
            page.wait_for_timeout(pause)
            write(project, {PIECE: TEXT.replace("First", f"Last {number}")})
            page.wait_for_selector(f"text=Last {number} words.", timeout=PATIENCE * 1000)


def test_a_page_that_was_open_before_the_preview_comes_anew(project: Path) -> None:
    """When the preview is started again, and something was written meanwhile."""
    with opened_browser() as browser:
        page = browser.new_page()
        with previewed(project) as preview:
            page.goto(f"{preview.address}/en/blog/a/", wait_until="load")
            port = preview.port
        put(project, "Other")
        with previewed(project, port=port):
            page.wait_for_selector("text=Other words.", timeout=PATIENCE * 1000)
