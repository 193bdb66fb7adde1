"""Draws ``docs/screenshots/``: eight kinds of pages of the demo, in both languages, on a phone and on a desk.

Run it from the project's folder when the theme has changed:
``PYTHONPATH=plugins python -m tests.docs.draw_screenshots``
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.browser import opened_browser
from tests.docs.draw_screenshot import build
from tests.docs.pages import ROOT
from tests.served import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = ROOT / "docs/screenshots"
#: Bytes that all pictures together may weigh.
LIMIT = 3_000_000
#: By their names: below each language's home, with what is asked where something is.
KINDS = {
    "home": "",
    "blog": "blog/",
    "post": "blog/drop-3-glass/",
    "press": "press/",
    "release": "press/batch-a9-recall/",
    "product": "products/qatra-tap/",
    "dialogue": "dialogue/",
    "search": "search/?q={}",
}
LANGUAGES = {"ar": ("", "مرشح"), "en": ("en/", "filter")}
#: CSS pixels: each width, and how much of a page is shown at most.
SIZES = {390: 2600, 1280: 2200}
QUALITY = 56


def photograph(browser: Browser, address: str, width: int) -> Image.Image:
    """Return what a page shows, all of its pictures there."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address)
    page.evaluate("document.querySelectorAll('img').forEach(picture => { picture.loading = 'eager'; })")
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all([...document.images].map(picture => picture.decode().catch(() => {})))")
    height = min(SIZES[width], page.evaluate("document.documentElement.scrollHeight"))
    taken = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    page.close()
    return Image.open(io.BytesIO(taken)).convert("RGB")


def draw(folder: Path, host: str, browser: Browser) -> int:
    """Write every picture and return what they weigh."""
    folder.mkdir(parents=True, exist_ok=True)
    for former in folder.glob("*.webp"):
        former.unlink()
    for kind, path in KINDS.items():
        for lang, (home, word) in LANGUAGES.items():
            for width in SIZES:
                picture = photograph(browser, f"{host}/{home}{path.format(word)}", width)
                picture.save(folder / f"{kind}-{lang}-{width}.webp", "WEBP", quality=QUALITY, method=6)
    return sum(path.stat().st_size for path in folder.glob("*.webp"))


def main() -> None:
    """Draw them all again."""
    with tempfile.TemporaryDirectory() as private:
        output = Path(private, "output")
        build(output)
        with served(output) as host, opened_browser() as browser:
            weight = draw(FOLDER, host, browser)
    if weight > LIMIT:
        sys.exit(f"{weight} bytes: lower QUALITY or the heights in SIZES")


if __name__ == "__main__":
    main()
