"""The search page in a browser: what people type is found, by hand, by keyboard, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser import opened_browser
from tests.search.cases import SCRIPT, WORDS
from tests.served import served
from tests.theme.built import build_demo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

#: The module's functions, imported as the page does.
IMPORTED = """async ([source, texts]) => {
  const module = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  return texts.map((text) => Object.fromEntries(module.words(text).map((word) => [word, module.forms(word)])));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a browser."""
    with opened_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the demo."""
    with served(build_demo(tmp_path_factory).output) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page in which no script fails."""
    opened = browser.new_page()
    failed: list[str] = []
    opened.on("pageerror", lambda error: failed.append(str(error)))
    opened.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    yield opened
    opened.close()
    assert failed == []


def ask(page: Page, address: str, question: str) -> list[str]:
    """Type a question and return the titles that are found."""
    page.goto(address)
    page.get_by_role("searchbox").fill(question)
    expect(page.get_by_role("status")).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    return page.locator(".search-hits a").all_text_contents()


def test_the_script_agrees_with_python(page: Page) -> None:
    """On the whole table."""
    found = page.evaluate(IMPORTED, [SCRIPT.read_text("utf-8"), [case["text"] for case in WORDS]])
    assert found == [case["words"] for case in WORDS]


@pytest.mark.parametrize("lang", ["", "en/"])
@pytest.mark.parametrize("question", ["مرشّح", "والمُرَشَّحات", "cartridge", "Cartridges", "المياه", "٤١٢"])
def test_it_finds_both_languages_on_each_page(page: Page, host: str, lang: str, question: str) -> None:
    """As people type it."""
    assert ask(page, f"{host}/{lang}search/", question)


def test_a_kind_narrows_and_the_address_keeps_it(page: Page, host: str) -> None:
    """What was asked can be shared; going back leaves the page in one step."""
    page.goto(f"{host}/en/")
    everything = ask(page, f"{host}/en/search/", "water")
    page.get_by_label("Products").check()
    page.wait_for_load_state("networkidle")
    products = page.locator(".search-hits a")
    expect(page.locator(".search-kind", has_text="Blog")).to_have_count(0)
    assert 0 < products.count() < len(everything) + 1
    assert page.url.endswith("?q=water&kind=p")
    assert page.locator(".languages a").first.get_attribute("href")
    assert "q=water" in page.locator(".languages a").first.evaluate("link => link.href")
    page.reload()
    page.wait_for_selector(".search-hits a")
    assert page.get_by_role("searchbox").input_value() == "water"
    page.go_back()
    assert page.url == f"{host}/en/"


def test_more_is_shown_by_keyboard(page: Page, host: str) -> None:
    """And the focus goes to the first new result."""
    assert len(ask(page, f"{host}/en/search/", "the")) == 10
    page.get_by_role("button", name="Show more").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".search-hits li").nth(10)).to_be_visible()
    index = "[...document.querySelectorAll('.search-hits a')].indexOf(document.activeElement)"
    assert page.evaluate(index) == 10


@pytest.mark.parametrize("question", ["zzzzqqqq", "<zzzzqqqq> x9x9"])
def test_nothing_is_said_plainly(page: Page, host: str, question: str) -> None:
    """To screen readers, too."""
    assert ask(page, f"{host}/search/", question) == []
    assert "لا نتائج" in page.get_by_role("status").text_content()


@pytest.mark.parametrize("question", ["   ", "؟!", "😀", "و"])
def test_no_word_is_no_question(page: Page, host: str, question: str) -> None:
    """The page says nothing."""
    page.goto(f"{host}/search/")
    page.get_by_role("searchbox").fill(question)
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("status").text_content() == ""


def test_results_are_text(page: Page, host: str) -> None:
    """Titles are never taken for markup, and each says its language where it is another."""
    ask(page, f"{host}/search/", "cartridge")
    assert page.locator(".search-hits a[lang=en]").count() > 0
    assert page.locator(".search-hits script, .search-hits img").count() == 0


def test_without_scripts_it_says_where_to_look(browser: Browser, host: str) -> None:
    """No form that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}/en/search/")
    assert not page.locator(".search-form").is_visible()
    assert page.locator(".search-without a[href='/en/archive/']").is_visible()
    context.close()


def test_an_index_that_does_not_come_is_said(browser: Browser, host: str) -> None:
    """And asked for again with the next letter."""
    page = browser.new_page()
    page.route("**/search/start.json", lambda route: route.abort())
    page.goto(f"{host}/en/search/")
    page.get_by_role("searchbox").fill("water")
    expect(page.get_by_role("status")).to_contain_text("could not be read")
    page.unroute("**/search/start.json")
    page.get_by_role("searchbox").fill("wate")
    page.wait_for_selector(".search-hits a")
    page.close()
