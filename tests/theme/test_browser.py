"""What only a browser sees: room, direction, colour schemes, keyboard and hand, paper, what a page asks for."""

from __future__ import annotations

import gzip
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from tests.browser import opened_browser
from tests.theme.built import BASE, OWN, build, build_demo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

    from tests.theme.built import Built

HOST = "https://dar.example"
#: One page of each kind, in both languages where both have it.
KINDS = (
    "/", "/en/", "/blog/", "/en/blog/page/1/", "/press/", "/products/", "/blog/hard/", "/en/blog/first/",
    "/press/door/", "/en/products/door/", "/about/", "/people/", "/en/people/desk/", "/tags/", "/tags/خشب/",
    "/archive/", "/en/archive/2026/11/", "/404.html", "/follow/",
)  # fmt: skip
#: Targets of a pointer that stand in no line of text (WCAG 2.5.8); a teaser is as large as all of it.
SMALL = """() => [...document.querySelectorAll("a, button, summary, input")].filter(element => {
  const box = element.getBoundingClientRect();
  return box.width && (box.width < 24 || box.height < 24)
    && !element.closest(".body :is(p, li, td, dd), .missing, .teaser-title");
}).map(element => element.outerHTML)"""
PAGE_BYTES, STYLE_BYTES, SCRIPT_BYTES = 30_000, 14_000, 8_000
REQUESTS = 8
PICTURES = (".png", ".jpg", ".svg", ".ico")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the site of hard cases."""
    return build(OWN, tmp_path_factory.mktemp("public"), BASE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a running browser."""
    with opened_browser() as running:
        yield running


@contextmanager
def looking(browser: Browser, site: Built, **options: object) -> Iterator[Page]:
    """Give a page that finds the site at its address and nothing else anywhere."""

    def answer(route: Route) -> None:
        parts = urlsplit(route.request.url)
        name = unquote(parts.path).removeprefix(f"{site.base}/")
        file = site.output / (f"{name}index.html" if not name or name.endswith("/") else name)
        if f"{parts.scheme}://{parts.netloc}" == HOST and file.is_file():
            route.fulfill(path=file)
        else:
            route.abort()

    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.route("**/*", answer)
    try:
        yield context.new_page()
    finally:
        context.close()


def visit(page: Page, site: Built, path: str) -> None:
    page.goto(f"{HOST}{site.base}{path}")


def test_nothing_needs_a_wider_screen_than_320_pixels(browser: Browser, own: Built) -> None:
    """Nor 400 % zoom on one of 1280: only boxes of tables and code scroll sideways (WCAG 1.4.10)."""
    with looking(browser, own, viewport={"width": 320, "height": 600}) as page:
        for path in KINDS:
            visit(page, own, path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        visit(page, own, "/blog/hard/")
        assert page.evaluate("(box => box.scrollWidth > box.clientWidth)(document.querySelector('.scroll'))")


@pytest.mark.parametrize("width", [390, 1280])
def test_what_stands_alone_can_be_hit(browser: Browser, own: Built, width: int) -> None:
    """Each target has 24 pixels at least."""
    with looking(browser, own, viewport={"width": width, "height": 800}) as page:
        for path in KINDS:
            visit(page, own, path)
            assert page.evaluate(SMALL) == [], path


def test_both_directions_are_at_home(browser: Browser, own: Built) -> None:
    """The company's name stands where reading starts, and the sharp corner of its bubble too."""
    with looking(browser, own, viewport={"width": 1280, "height": 800}) as page:
        for path, is_start_right, corner in (("/", True, "Right"), ("/en/", False, "Left")):
            visit(page, own, path)
            box = page.locator(".brand").bounding_box()
            assert box
            assert (box["x"] > 640) is is_start_right
            style = f"getComputedStyle(document.querySelector('.mark')).borderBottom{corner}Radius"
            assert page.evaluate(style) == "0px"


def test_the_first_key_leads_to_the_text(browser: Browser, own: Built) -> None:
    """The skip link comes into sight, and Enter goes there."""
    with looking(browser, own) as page:
        visit(page, own, "/blog/hard/")
        page.keyboard.press("Tab")
        box = page.locator(".skip").bounding_box()
        assert box
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_wide_boxes_take_the_focus_and_show_it(browser: Browser, own: Built) -> None:
    """Who has no pointer can scroll a table."""
    with looking(browser, own, viewport={"width": 390, "height": 800}) as page:
        visit(page, own, "/blog/hard/")
        page.locator(".scroll").focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_light_and_dark_follow_the_reader(browser: Browser, own: Built) -> None:
    """Paper is light or dark by preference, and always light in print."""
    papers = {}
    for scheme in ("light", "dark"):
        with looking(browser, own, color_scheme=scheme) as page:
            visit(page, own, "/")
            read = "getComputedStyle(document.body).backgroundColor"
            papers[scheme] = page.evaluate(read)
            page.emulate_media(media="print")
            papers[f"{scheme} print"] = page.evaluate(read)
    assert papers["light"] != papers["dark"]
    assert papers["light"] == papers["light print"] == papers["dark print"]


def test_paper_has_the_text_and_its_address(browser: Browser, own: Built) -> None:
    """Nothing to click is printed."""
    with looking(browser, own) as page:
        visit(page, own, "/press/door/")
        page.emulate_media(media="print")
        assert page.locator(".paper-only").inner_text() == f"{HOST}/news/press/door/"
        assert not page.locator(".sections").is_visible()
        assert not page.locator(".languages").first.is_visible()
        assert page.locator("h1").is_visible()


def test_pages_work_without_scripts_and_ask_nobody_else(browser: Browser, own: Built) -> None:
    """Every request is for the site itself, at most eight before pictures, and none fails."""
    with looking(browser, own, java_script_enabled=False) as page:
        asked: list[str] = []
        failed: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfailed", lambda request: failed.append(request.url))
        for path in ("/blog/hard/", "/en/blog/first/", "/", "/press/door/"):
            asked.clear()
            visit(page, own, path)
            page.wait_for_load_state("networkidle")
            assert all(url.startswith(f"{HOST}{BASE}/") for url in asked), path
            assert len([url for url in asked if not url.endswith(PICTURES)]) <= REQUESTS, asked
        assert [url for url in failed if not url.endswith(".ico")] == []


def test_pages_are_light(own: Built, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Compressed as a host sends them: HTML without pictures, the one style sheet, all scripts."""
    demo = build_demo(tmp_path_factory)
    for site in (own, demo):
        heavy = {name: len(gzip.compress(page.text.encode())) for name, page in site.pages.items()}
        assert max(heavy.values()) <= PAGE_BYTES, heavy
        (style,) = (site.output / "theme").glob("site.*.css")
        assert len(gzip.compress(style.read_bytes())) <= STYLE_BYTES
        scripts = (site.output / "theme").glob("*.js")
        assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) <= SCRIPT_BYTES
