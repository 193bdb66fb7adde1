"""The demo in the hands of those who have no mouse, little eyesight, little patience, or no JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser import opened_browser
from tests.served import served
from tests.theme.built import build_demo
from tests.theme.sources import SHEETS, without_comments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

POST, RELEASE = "blog/drop-3-glass/", "press/batch-a9-recall/"
#: One of each kind, below each language's home.
KINDS = ("", "blog/", POST, RELEASE, "products/qatra-tap/", "people/lab/", "archive/2026/11/", "search/")
#: What takes the focus in turn, in the order of the page.
STOPS = """() => [...document.querySelectorAll(
  "a[href], button, input, select, textarea, summary, video[controls], [tabindex='0']")]
  .filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.disabled)
  .filter(element => element.type !== "radio" || element.checked)"""
#: Where the focus is: which of them, whether it can be seen, and whether something says so.
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const rings = [null, "::after"].map(part => getComputedStyle(element, part).outlineStyle);
  const style = getComputedStyle(element);
  return {
    at: window.stops.indexOf(element),
    isSeen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    hasRing: rings.some(ring => ring !== "none") || style.boxShadow !== "none",
    html: element.outerHTML.slice(0, 120),
  };
}"""
#: What stands alone and has to be hit (WCAG 2.5.8); links in running text may be smaller.
SMALL = """() => [...document.querySelectorAll("a, button, summary, input, select")].filter(element => {
  const box = (element.closest("label") || element).getBoundingClientRect();
  return box.width && (box.width < 24 || box.height < 24)
    && !element.closest(".body :is(p, li, td, dd), .turn-bubble, .missing, .teaser-title, .boilerplate p");
}).map(element => element.outerHTML.slice(0, 160))"""
SHOWN = """names => [...document.querySelectorAll(names)].filter(element => element.checkVisibility())
  .map(element => element.outerHTML.slice(0, 160))"""
#: What keeps its shape where the reader's own colours replace ours.
SHAPED = ".badge, .button, .chip, .teaser.is-card, .quote, .meet, .turn-bubble, .search-input, .neighbour > a"
SHAPELESS = f"""() => [...document.querySelectorAll("{SHAPED}")].filter(element => {{
  const style = getComputedStyle(element);
  return element.checkVisibility() && (style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 1);
}}).map(element => element.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the demo."""
    with served(build_demo(tmp_path_factory).output) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a browser."""
    with opened_browser() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page in which no script fails."""
    # Waiting for what the page says is done by an evaluation, which its policy rightly refuses to others.
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    opened = context.new_page()
    failed: list[str] = []
    opened.on("pageerror", lambda error: failed.append(str(error)))
    yield opened
    context.close()
    assert failed == []


@pytest.mark.parametrize("address", ["", f"en/{POST}", RELEASE, "en/search/"])
def test_the_keyboard_reaches_everything_in_order(page: Page, host: str, address: str) -> None:
    """Each stop once, as it stands in the page, seen and marked; and then the way leads out."""
    page.goto(f"{host}/{address}")
    count = page.evaluate(f"(window.stops = ({STOPS})()).length")
    seen: list[dict[str, Any]] = []
    for _ in range(count + 1):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None:
            break
        seen.append(found)
    assert [stop["at"] for stop in seen] == list(range(count)), seen
    assert [stop["html"] for stop in seen if not (stop["isSeen"] and stop["hasRing"])] == []


@pytest.mark.parametrize(("lang", "width"), [("", 390), ("en/", 390), ("", 1280)])
def test_what_stands_alone_can_be_hit(browser: Browser, host: str, lang: str, width: int) -> None:
    """24 pixels each way at least."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    found = {}
    for path in KINDS:
        page.goto(f"{host}/{lang}{path}")
        found[path] = page.evaluate(SMALL)
    page.close()
    assert {path: rows for path, rows in found.items() if rows} == {}


def test_without_scripts_nothing_is_missing(browser: Browser, host: str) -> None:
    """Every text, every way; what only a script can do is not offered."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}/en/{RELEASE}")
    for name in ("h1", ".body", "#conversation .turn", ".languages a", ".footer nav"):
        expect(page.locator(name).first).to_be_visible()
    expect(page.locator(".scheme")).to_be_hidden()
    page.goto(f"{host}/search/")
    expect(page.locator(".search-form")).to_be_hidden()
    expect(page.locator(".search-without a").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", [POST, RELEASE])
@pytest.mark.parametrize("lang", ["", "en/"])
def test_a_page_prints_as_a_document(page: Page, host: str, lang: str, path: str) -> None:
    """On a few sheets of paper, tagged for those who read it by ear, with nothing to press."""
    page.goto(f"{host}/{lang}{path}")
    printed = page.pdf(format="A4", tagged=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
    assert 1 < sheets < 16
    assert b"/StructTreeRoot" in printed
    page.emulate_media(media="print")
    shown = page.evaluate(SHOWN, "button, select, input, nav")
    assert shown == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", KINDS)
def test_nothing_is_lost_in_forced_colours(page: Page, host: str, path: str) -> None:
    """What is a shape by its ground alone has a line there."""
    page.emulate_media(forced_colors="active")
    page.goto(f"{host}/en/{path}")
    assert page.evaluate(SHAPELESS) == []


def test_nothing_moves() -> None:
    """So nobody needs to ask for less motion."""
    moving = re.compile(r"\b(?:animation|transition|scroll-behavior|@keyframes|view-transition)")
    assert [sheet.name for sheet in SHEETS if moving.search(without_comments(sheet.read_text("utf-8")))] == []


@pytest.mark.parametrize(("address", "other"), [
    (POST, f"en/{POST}"), ("people/lab/", "en/people/lab/"), ("archive/2026/11/", "en/archive/2026/11/"),
    ("blog/moya-or-maa/", "en/blog/"),
])  # fmt: skip
def test_the_language_switch_keeps_the_place(page: Page, host: str, address: str, other: str) -> None:
    """The same page, or the list it would stand in; and back again is where one was."""
    page.goto(f"{host}/{address}")
    page.locator(".languages").get_by_role("link", name="English").first.click()
    expect(page).to_have_url(f"{host}/{other}")
    page.go_back()
    expect(page).to_have_url(f"{host}/{address}")


def test_the_language_switch_keeps_the_question(page: Page, host: str) -> None:
    """What was asked is asked in the other language's page."""
    page.goto(f"{host}/en/search/?q=recall")
    expect(page.locator(".search-hits li").first).to_be_visible()
    page.locator(".languages a").first.click()
    expect(page.get_by_role("searchbox")).to_have_value("recall")
    expect(page.locator(".search-hits li").first).to_be_visible()


def test_going_back_is_one_step(page: Page, host: str) -> None:
    """Typing, choosing and jumping about leave no trail; what was found is still there, where it was."""
    page.goto(f"{host}/en/")
    page.goto(f"{host}/en/search/")
    page.get_by_role("searchbox").press_sequentially("filter")
    expect(page.locator(".search-hits li").first).to_be_visible()
    page.get_by_label("Blog").check()
    page.get_by_label("Colours").select_option("dark")
    page.locator(".search-hits a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("filter")
    expect(page.get_by_label("Blog")).to_be_checked()
    expect(page.locator(".search-hits li").first).to_be_visible()
    page.go_back()
    expect(page).to_have_url(f"{host}/en/")


def test_going_back_returns_to_the_line(page: Page, host: str) -> None:
    """Not to the top of a long list."""
    page.goto(f"{host}/en/blog/")
    link = page.locator(".teaser-title a").nth(6)
    link.focus()
    line = page.evaluate("scrollY")
    assert line > 300
    link.press("Enter")
    expect(page.locator(".body")).to_be_visible()
    page.go_back()
    page.wait_for_function(f"Math.abs(scrollY - {line}) < 100")


def test_one_walks_through_the_blog(page: Page, host: str) -> None:
    """From a post to the one before it and back, to its series, its author, its tags."""
    page.goto(f"{host}/en/{POST}")
    title = page.locator("h1").inner_text()
    page.locator(".neighbour a[rel=prev]").click()
    assert page.locator("h1").inner_text() != title
    page.locator(".neighbour a[rel=next]").click()
    assert page.locator("h1").inner_text() == title
    expect(page.locator(".series-part")).to_contain_text("Part 3")
    page.locator(".byline .author, .dateline .author").first.click()
    expect(page.locator(".person h1")).to_be_visible()
    expect(page.locator(".person .reach a").first).to_be_visible()
