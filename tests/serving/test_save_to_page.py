"""How long a save takes to stand in the browser: reported, never asserted."""

from __future__ import annotations

import re
import time
from statistics import median
from typing import TYPE_CHECKING

import pytest

from hiwar.bench.pelicans import compose
from hiwar.bench.seed import AUTHORS, compose_entries
from tests.browser import opened_browser
from tests.conftest import COMPANY, write
from tests.figures import PROPERTY
from tests.project import copy_project
from tests.serving.preview import PATIENCE, eventually, previewed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

POSTS = 1_000
SAVES = 12
#: Milliseconds, from a save to the page.
ASKED = 150
#: Notes when the page began to load and when a marked word came into it, by the clock that Python has, too.
SCRIPT = """
new MutationObserver(() => {
  const found = document.body && document.body.textContent.match(/Marker ([0-9]+)/);
  if (found && window.seen !== found[1]) {
    window.seen = found[1];
    window.noted(found[1], performance.timeOrigin, Date.now());
  }
}).observe(document, { childList: true, subtree: true, characterData: true });
"""


def project(folder: Path, *, without: str) -> Path:
    """Return a copy of this project with many posts.

    Args:
        folder: where it shall lie.
        without: a pattern of the plugins that it does not have.
    """
    copy_project(folder, content=False)
    settings = folder / "pelicanconf.py"
    settings.write_text(re.sub(rf'    "hiwar\.({without})\.plugin",\n', "", settings.read_text()))
    people = "".join(f'[{name}]\nname = {{ ar = "{name}", en = "{name}" }}\n' for name in AUTHORS)
    write(folder, {"content/company.toml": COMPANY, "content/people.toml": people})
    write(folder, dict(map(compose, compose_entries(POSTS))))
    return folder


#: For each save: when the page began to load, and when it had the words; milliseconds since the epoch.
Seen = dict[str, tuple[float, float]]


def measure(page: Page, seen: Seen, save: Callable[[int], None], number: int) -> tuple[float, float]:
    """Save, and return the milliseconds until the page had it, and how many of them it took to load."""
    began = time.time()
    save(number)
    while str(number) not in seen:
        assert time.time() - began < PATIENCE, f"save {number} never came"
        page.wait_for_timeout(5)
    loading, there = seen[str(number)]
    return there - began * 1000, there - loading


@pytest.mark.slow
@pytest.mark.parametrize("without", ["search|cards", "none"])
def test_from_a_save_to_the_page(tmp_path: Path, record_property: Callable[[str, object], None], without: str) -> None:
    """At a thousand posts, with the browser that is there; a first save warms what the first save needs."""
    folder = project(tmp_path / "site", without=without)
    piece = sorted((folder / "content/en/blog").glob("*.md"))[POSTS // 4]
    text = piece.read_text("utf-8")

    def save(number: int) -> None:
        piece.write_text(f"{text}\n\nMarker {number} is here.\n", "utf-8")

    with previewed(folder, patience=600) as preview, opened_browser() as browser:
        page = browser.new_page()
        seen: Seen = {}
        page.expose_function("noted", lambda number, *moments: seen.setdefault(number, moments))
        page.add_init_script(SCRIPT)
        page.goto(f"{preview.address}/en/blog/{piece.stem[11:]}/", wait_until="load")
        measure(page, seen, save, 0)
        calm = []
        for number in range(1, 1 + SAVES):
            eventually(lambda: preview.builds > number, "the build of the save before")  # noqa: B023 -- asked at once
            calm.append(measure(page, seen, save, number))
        eventually(lambda: preview.builds > 1 + SAVES, "the last build")
        builds = [1000 * float(found) for found in re.findall(r"in ([0-9.]+) s\n", preview.said)][-SAVES:]
        hasty = [measure(page, seen, save, number) for number in range(1 + SAVES, 1 + 2 * SAVES)]
    left_out = f" without {without.replace('|', ' and ')}" if without != "none" else ""
    record_property(
        PROPERTY,
        f"a save in the page, {POSTS:,} posts{left_out}: {_said(calm)}; asked: {ASKED} ms; the site is built "
        f"{median(builds):.0f} ms after it; each save as soon as the one before is seen: {_said(hasty)}",
    )


def _said(rows: list[tuple[float, float]]) -> str:
    whole, loads = zip(*rows, strict=True)
    return f"median {median(whole):.0f} ms, {min(whole):.0f} to {max(whole):.0f}, of them loading {median(loads):.0f}"
