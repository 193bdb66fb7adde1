"""A company's own look in a browser: what it chose is what readers see, and everybody can read it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import opened_browser
from tests.conftest import COMPANY, PEOPLE, ROOT, write
from tests.served import served
from tests.site.building import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

LOOK = """\
logo = "logo.svg"
numerals = "arabic"
hijri = true

[colors]
official = "#5b2a86"
fan = "#8a3b00"
accent = "#c2185b"
paper = { light = "#ffffff", dark = "#120d1a" }

[fonts]
text = "fonts/text-400.ttf"
text-bold = "fonts/text-600.ttf"
heading = "fonts/heading-600.ttf"

[navigation]
header = ["shop", "blog"]

[navigation.links]
shop = { name = { ar = "المتجر", en = "Shop" }, url = "https://shop.dar.example" }
"""
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30" fill="#5b2a86"/></svg>'
)
POST = "Title: {}\nAuthors: desk\nVoice: {}\n\n{} [link](https://dar.example/)\n\n> {}\n\n```python\nprint(1)\n```\n"
#: The letters with which something is drawn, as the browser chose them.
FONTS = "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family.replaceAll('\"', ''))"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a site with a look of its own."""
    folder = tmp_path_factory.mktemp("own")
    content = folder / "content"
    shutil.copytree(ROOT / "theme/cards/fonts", content / "media/fonts")
    write(content, {"company.toml": COMPANY + LOOK, "people.toml": PEOPLE, "media/logo.svg": LOGO})
    for voice in ("official", "fan"):
        write(content, {f"ar/blog/2026-03-12-{voice}.md": POST.format("عنوان", voice, "نص", "قول")})
        write(content, {f"en/blog/2026-03-12-{voice}.md": POST.format("Title", voice, "Text", "Saying")})
    build(content, folder / "output")
    with served(folder / "output") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a browser."""
    with opened_browser() as opened:
        yield opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(browser: Browser, host: str, scheme: str) -> None:
    """One colour of each voice was named for light pages; those of dark pages follow."""
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for path in ("", "en/", "blog/official/", "en/blog/fan/", "en/people/desk/"):
        page.goto(f"{host}/{path}")
        rows = Axe().run(page).response["violations"]
        found |= {path: [(row["id"], row["nodes"][0]["html"][:120]) for row in rows]} if rows else {}
    context.close()
    assert found == {}


def test_it_is_what_readers_see(browser: Browser, host: str) -> None:
    """Colours, letters, logo, menu; nothing of it breaks the policy."""
    page = browser.new_page(color_scheme="light")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{host}/blog/official/", wait_until="networkidle")
    color = page.locator(".body a").first.evaluate("link => getComputedStyle(link).color")
    assert color == "rgb(91, 42, 134)"
    assert {"Own Text", "Own Heading"} <= set(page.evaluate(FONTS))
    assert "Hiwar Heading Arabic" not in page.evaluate(FONTS), "the company's font has every letter of the page"
    box = page.locator(".logo").bounding_box()
    assert box
    assert (box["width"], box["height"]) == (96, 32)
    assert page.locator(".sections a").all_text_contents() == ["المتجر", "المدوّنة"]
    assert "١٢ مارس ٢٠٢٦ (٢٣ رمضان ١٤٤٧ هـ)" in page.locator(".dateline").first.inner_text()
    assert complaints == []
    page.close()
