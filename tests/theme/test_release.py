"""A release can be read, quoted, copied and passed on, part by part, with a script and without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser import opened_browser
from tests.conftest import COMPANY, write
from tests.content.cases import picture
from tests.served import served
from tests.theme.built import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.theme.built import Built

PEOPLE = """\
[desk]
name = { ar = "المكتب", en = "The desk" }
role = { ar = "للصحافة", en = "For the press" }
email = "desk@dar.example"
phone = "+966 11 000 0010"
messaging = { whatsapp = "+966 11 000 0010", telegram = "dar_example", signal = "+966 11 000 0010" }
"""
RELEASE = """\
Title: {title}
Subtitle: {subtitle}
Date: {date}
Tags: {tag}
Dateline: {place}
Contact: desk
Image: a.png | A glass

{lede}

## {facts}

- {fact}
- 249

> {said}
> — @desk

![A glass](a.png "{caption} | Sara")

## {questions}

### {asked}

{answer}
"""
WORDS = {
    "en": {
        "title": "We open", "subtitle": "Every number", "tag": "Lab", "place": "Riyadh", "lede": "We open today.",
        "facts": "Facts", "fact": "99.4 % of it", "said": "Ask us.", "caption": "At night", "questions": "Questions",
        "asked": "Why?", "answer": "Because.",
    },
    "ar": {
        "title": "نفتح", "subtitle": "كل رقم", "tag": "مختبر", "place": "الرياض", "lede": "نفتح اليوم.",
        "facts": "حقائق", "fact": "99.4٪ منه", "said": "اسألونا.", "caption": "في الليل", "questions": "أسئلة",
        "asked": "لماذا؟", "answer": "لأن.",
    },
}  # fmt: skip
SAID = "“Ask us.”\n— The desk, Dar\nhttps://news.dar.example/en/press/open/quote-1/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return two releases in two languages, built."""
    folder = tmp_path_factory.mktemp("release")
    files: dict[str, str | bytes] = {"company.toml": COMPANY, "people.toml": PEOPLE, "media/a.png": picture((80, 60))}
    for lang, words in WORDS.items():
        files[f"{lang}/press/open.md"] = RELEASE.format(date="2026-05-02", **words)
        files[f"{lang}/press/first.md"] = RELEASE.format(date="2026-05-01", **words)
    write(folder / "content", files)
    return build(folder / "content", folder, "")


@pytest.fixture(scope="module")
def host(site: Built) -> Iterator[str]:
    """Give its address."""
    with served(site.output) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a browser."""
    with opened_browser() as opened:
        yield opened


def opened(browser: Browser, address: str, **context: object) -> Page:
    """Return a page, opened."""
    page = browser.new_context(**context).new_page()  # type: ignore[arg-type] # whatever a context takes
    page.goto(address)
    return page


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_has_every_part(site: Built, lang: str) -> None:
    """Each with its address, in order, and what a journalist reaches for."""
    page = site.pages["press/open/index.html" if lang == "ar" else "en/press/open/index.html"]
    words = WORDS[lang]
    assert page.all("//p[@class='subtitle']/text()") == [words["subtitle"]]
    anchors = ["fact-1", "fact-2", "quote-1", "photo-1", "question-1"]
    found = page.all("//*[@class='body']//@id")
    assert [anchor for anchor in found if anchor in anchors] == anchors
    assert words["caption"] in page.all("//figure[@id='photo-1']/figcaption")[0].text_content()
    assert page.all("//figure[@id='quote-1']//span[@class='quote-role']")
    ways = page.all("//section[@id='contacts']//a/@href")
    assert ways[1:] == [
        "tel:+966110000010", "mailto:desk@dar.example", "https://wa.me/966110000010", "https://t.me/dar_example",
        "https://signal.me/#p/+966110000010",
    ]  # fmt: skip
    assert len(page.all("//section[@class='earlier']//article")) == 1


def test_a_part_s_own_page_declares_its_own_card(site: Built) -> None:
    """And leads on; search engines leave it out."""
    whole, fact, said = (site.pages[f"en/press/open/{part}index.html"] for part in ("", "fact-1/", "quote-1/"))
    cards = {page.all("//meta[@property='og:image']/@content")[0] for page in (whole, fact, said)}
    assert len(cards) == 3
    assert said.all("//meta[@property='og:url']/@content") == ["https://news.dar.example/en/press/open/quote-1/"]
    assert said.all("//a[@class='button']/@href")[0] == "/en/press/open/#quote-1"
    assert not said.is_indexed
    assert "quote-1/" not in (site.output / "sitemap.xml").read_text("utf-8")


def test_a_shared_quotation_leads_to_its_place(browser: Browser, host: str) -> None:
    """In a browser that runs scripts; one that does not shows the quotation."""
    page = opened(browser, f"{host}/en/press/open/quote-1/")
    page.wait_for_url(f"{host}/en/press/open/#quote-1")
    page.context.close()
    still = opened(browser, f"{host}/en/press/open/quote-1/", java_script_enabled=False)
    expect(still.locator("blockquote")).to_have_text("Ask us.")
    still.locator(".part-alone .button").click()
    assert still.url == f"{host}/en/press/open/#quote-1"
    still.context.close()


def test_copying_takes_words_speaker_and_address(browser: Browser, host: str) -> None:
    """Of one part; and it says that it is done."""
    page = opened(browser, f"{host}/en/press/open/", permissions=["clipboard-read", "clipboard-write"])
    tools = page.locator("#quote-1 .tools")
    tools.locator("summary").click()
    tools.get_by_role("button", name="Copy").click()
    expect(tools.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == SAID
    page.context.close()


def test_the_device_s_sheet_is_offered_where_there_is_one(browser: Browser, host: str) -> None:
    """With words and address apart."""
    without = opened(browser, f"{host}/en/press/open/")
    without.evaluate("navigator.share === undefined || (() => { throw Error('this browser has one') })()")
    assert without.locator("#share .share-more button").count() == 1
    without.context.close()
    context = browser.new_context()
    context.add_init_script("navigator.share = async (given) => { window.given = given; }")
    page = context.new_page()
    page.goto(f"{host}/en/press/open/")
    page.locator("#share").get_by_role("button", name="More…").click()
    assert page.evaluate("window.given") == {"text": "We open", "url": "https://news.dar.example/en/press/open/"}
    context.close()


def test_a_reader_s_own_server_is_opened_and_remembered(browser: Browser, host: str) -> None:
    """However its name is typed."""
    page = opened(browser, f"{host}/en/press/open/")
    # With no content, the page stays.
    page.route("https://social.example/**", lambda route: route.fulfill(status=204))
    page.locator(".share-fediverse summary").click()
    page.locator(".share-fediverse input").fill("@me@Social.example")
    with page.expect_request("https://social.example/**") as asked:
        page.get_by_role("button", name="Post from there").click()
    assert page.evaluate("localStorage.getItem('hiwar-server')") == "social.example"
    assert parse_qs(urlsplit(asked.value.url).query) == {"text": ["We open\nhttps://news.dar.example/en/press/open/"]}
    page.context.close()


@pytest.mark.parametrize("path", ["press/open/", "en/press/open/"])
def test_without_scripts_every_place_is_one_link_away(browser: Browser, host: str, path: str) -> None:
    """Nothing is shown that does nothing."""
    page = opened(browser, f"{host}/{path}", java_script_enabled=False)
    links = [link.get_attribute("href") or "" for link in page.locator("#share a").all()]
    hosts = ["wa.me", "t.me", "x.com", "www.facebook.com", "www.linkedin.com", "bsky.app", "www.reddit.com", "",
             "mastodon.social"]  # fmt: skip
    assert [urlsplit(link).netloc for link in links] == hosts
    assert page.locator("button:visible").count() == 0
    page.locator(".share-fediverse summary").click()
    expect(page.locator(".share-post")).to_be_visible()
    page.locator("#fact-2 summary").click()
    expect(page.locator('#fact-2 a[href="#fact-2"]')).to_be_visible()
    page.context.close()


def test_only_one_part_is_open_at_a_time(browser: Browser, host: str) -> None:
    """So that the page stays calm."""
    page = opened(browser, f"{host}/press/open/")
    for part in ("fact-1", "quote-1"):
        page.locator(f"#{part} summary").click()
    assert page.locator(".tools[open]").count() == 1
    page.context.close()


def test_links_are_what_they_say(site: Built) -> None:
    """No third party is asked, and no address is cut by a sign in the words."""
    page = site.pages["press/open/index.html"]
    hrefs = page.all("//*[contains(@class, 'share-places')]//a/@href")
    assert all(re.fullmatch(r"[^\s\"<>]+", href) for href in hrefs)
    assert not page.all("//script[starts-with(@src, 'http')]")
