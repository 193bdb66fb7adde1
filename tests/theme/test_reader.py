"""What a reader's browser pays and gets: bytes, requests, no violation of accessibility, and scripts that only help."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.theme.built import Built

#: Compressed bytes.
HTML, CSS, JS, FONTS = 30_000, 14_000, 8_000, 60_000
#: Before pictures.
REQUESTS = 8
#: One of each template, below each language's home.
TYPES = ("", "blog/", "press/", "products/", "people/", "people/lab/", "tags/", "tags/lab/", "archive/",
         "archive/2026/11/", "search/", "follow/", "blog/why-99-4/", "blog/drop-3-glass/", "press/batch-a9-recall/",
         "products/qatra-tap/", "about/")  # fmt: skip
SCRIPTS = ROOT / "theme/static/js"
#: A page with code in it, as the templates make them.
COPIED = """<!doctype html><html lang="en"><head><script src="/site.js"></script></head><body>
<div class="body"><pre>pelican
  --verbose</pre></div>
<template class="copy-button"><p data-done="Copied"><button>Copy</button> <span role="status"></span></p></template>
</body></html>"""


def weight(content: bytes) -> int:
    return len(gzip.compress(content))


def test_a_post_is_light(demo: Built) -> None:
    """Its HTML without the conversation, compressed."""
    posts = {name: page.text for name, page in demo.pages.items() if re.search(r"(blog|press)/[^/]+/index", name)}
    assert len(posts) > 20
    for name, text in posts.items():
        alone = re.sub(r'<section id="conversation".*?</section>', "", text, flags=re.DOTALL)
        assert weight(alone.encode()) <= HTML, name


def test_a_release_is_light_before_it_is_compressed(demo: Built) -> None:
    """At most 60 KB of HTML with every part's share links, without the conversation."""
    releases = {name: page.text for name, page in demo.pages.items() if re.search(r"press/[^/]+/index", name)}
    assert len(releases) == 8
    for name, text in releases.items():
        alone = re.sub(r'<section id="conversation".*?</section>', "", text, flags=re.DOTALL)
        assert len(alone.encode()) <= 60_000, name


def test_styles_scripts_and_fonts_are_light(demo: Built) -> None:
    """All of the theme's, compressed; fonts by script, and they are compressed already."""
    theme = demo.output / "theme"
    assert sum(weight(path.read_bytes()) for path in theme.glob("*.css")) <= CSS
    assert sum(weight(path.read_bytes()) for path in theme.glob("*.js")) <= JS
    for script in ("arabic", "latin"):
        assert 0 < sum(path.stat().st_size for path in theme.glob(f"*-{script}.*.woff2")) <= FONTS


@pytest.mark.parametrize("path", ["blog/why-99-4/", "en/blog/why-99-4/"])
def test_a_post_asks_for_little_and_nobody_else(browser: Browser, host: str, path: str) -> None:
    """At most eight requests before pictures, none to a third party, and nothing is kept."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[tuple[str, str]] = []
    page.on("request", lambda request: asked.append((request.resource_type, request.url)))
    page.goto(f"{host}/{path}", wait_until="networkidle")
    assert all(url.startswith((host, "data:")) for _, url in asked)
    assert len([kind for kind, _ in asked if kind != "image"]) <= REQUESTS
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("lang", ["", "en/"])
def test_axe_finds_no_violation(browser: Browser, host: str, lang: str, width: int, scheme: str) -> None:
    """On a page of each type."""
    # axe is put into the page by its evaluation, which the pages' policy rightly refuses to others.
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = {}
    for path in TYPES:
        page.goto(f"{host}/{lang}{path}")
        rows = Axe().run(page).response["violations"]
        if rows:
            found[path] = [(row["id"], row["nodes"][0]["html"][:120]) for row in rows]
    context.close()
    assert found == {}


@pytest.mark.parametrize("lang", ["", "en/"])
def test_nothing_scrolls_sideways_on_the_narrowest_screen(browser: Browser, host: str, lang: str) -> None:
    """At 320 pixels, which is 1280 at 400 % (WCAG 1.4.10)."""
    page = browser.new_page(viewport={"width": 320, "height": 800})
    for path in TYPES:
        page.goto(f"{host}/{lang}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    page.close()


def paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_light_and_dark_by_choice(browser: Browser, host: str) -> None:
    """The choice is kept before the first paint of the next page, and "as on this device" leaves nothing behind."""
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{host}/en/")
    light = paper(page)
    page.get_by_label("Colours").select_option("dark")
    dark = paper(page)
    assert light != dark
    page.goto(f"{host}/en/blog/", wait_until="commit")
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    assert paper(page) == dark
    assert page.get_by_label("Colours").input_value() == "dark"
    page.get_by_label("Colours").select_option("auto")
    assert paper(page) == light
    assert page.evaluate("localStorage.length") == 0
    context.close()


def test_code_is_copied(browser: Browser, host: str) -> None:
    """As it stands in the text, and it is said."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/en/blog/", lambda route: route.fulfill(body=COPIED, content_type="text/html"))
    page.route("**/site.js", lambda route: route.fulfill(path=SCRIPTS / "site.js"))
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=host)
    page.goto(f"{host}/en/blog/")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "pelican\n  --verbose"
    context.close()
