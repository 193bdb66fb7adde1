"""What the page of each kind promises, on a site of hard cases as the public and as a review sees it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.theme.built import BASE, OWN, build

if TYPE_CHECKING:
    from tests.theme.built import Built

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the site of hard cases as the public sees it."""
    return build(OWN, tmp_path_factory.mktemp("public"), BASE)


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the site of hard cases with what is not public yet."""
    return build(OWN, tmp_path_factory.mktemp("reviewed"), BASE, review=True)


def test_only_what_may_be_listed_is_listed(own: Built) -> None:
    """Pages for nothing, for searching, for forwarding and of parts ask not to be; all others are in the sitemap."""
    quiet = {name for name, page in own.pages.items() if not page.is_indexed}
    searches = {"search/index.html", "en/search/index.html"}
    assert quiet == {"404.html", "blog/old-first/index.html", "press/door/fact-1/index.html", *searches}
    tree = ET.parse(own.output / "sitemap.xml").getroot()
    listed = {row.text for row in tree.iter(f"{SITEMAP}loc")}
    assert listed == {page.canonical for name, page in own.pages.items() if name not in quiet}
    for row in tree.iter(f"{SITEMAP}url"):
        links = {link.get("hreflang"): link.get("href") for link in row.iter(f"{XHTML}link")}
        assert not links or row.findtext(f"{SITEMAP}loc") in links.values()


def test_a_review_is_marked_and_not_listed(review: Built) -> None:
    """Each page asks not to be listed; what is hidden says why, on its page and in lists."""
    assert not any(page.is_indexed for page in review.pages.values())
    draft = review.pages["en/blog/draft/index.html"].all("//*[@role='note']")[0].text_content()
    assert "Draft" in draft
    later = review.pages["en/press/later/index.html"].all("//*[@role='note']")[0].text_content()
    assert "January 1, 2027" in later
    assert "Not public yet" in review.pages["en/blog/index.html"].tree.text_content()


def test_a_piece_says_when_a_language_lacks_it(own: Built) -> None:
    """In that language, with a way to that language's list."""
    note = own.pages["blog/hard/index.html"].all("//*[@class='missing']")[0]
    assert note.get("lang") == "en"
    assert "not available in English" in note.text_content()
    assert note.xpath(".//a/@href") == ["/news/en/blog/"]
    note = own.pages["en/blog/day-11/index.html"].all("//*[@class='missing']")[0]
    assert "باللغة العربية" in note.text_content()
    assert not own.pages["blog/first/index.html"].all("//*[@class='missing']")


def test_a_release_has_its_contacts_and_speakers_at_hand(own: Built, review: Built) -> None:
    """Telephone and e-mail are links; a quotation carries who said it, and in which voice."""
    page = own.pages["press/door/index.html"]
    links = page.all("//*[@id='contacts']//a/@href")
    assert {"tel:+966110000001", "mailto:desk@dar.example"} <= set(links)
    quotes = review.pages["en/press/later/index.html"].all("//figure")
    assert [quote.get("class") for quote in quotes] == ["quote by-official", "quote by-fan"]
    assert [quote.xpath("string(.//figcaption//a)") for quote in quotes] == ["The desk", "Friends of doors"]
    assert "@desk" not in review.pages["en/press/later/index.html"].tree.text_content()


def test_titles_are_texts(own: Built) -> None:
    """HTML in a title is shown and does nothing."""
    page = own.pages["en/blog/first/index.html"]
    assert "<b>&</b>" in page.tree.xpath("string(//h1)")
    assert "Dar & Sons" in page.tree.xpath("string(//title)")


def test_numbered_pages_know_nothing_newer(own: Built) -> None:
    """They link to older ones and to the list itself, so that a new piece changes none of them."""
    for name, page in own.pages.items():
        match = re.search(r"(.*)page/(\d+)/index.html$", name)
        if match:
            numbers = [int(number) for number in re.findall(r"/page/(\d+)/", " ".join(page.all("//a/@href")))]
            assert all(number < int(match.group(2)) for number in numbers), name
            assert f"{own.base}/{match.group(1)}" in map(unquote, page.all("//nav//a/@href")), name


def test_wide_things_scroll_by_keyboard(own: Built) -> None:
    """Tables and code stand in boxes that take the focus and have a name."""
    page = own.pages["blog/hard/index.html"]
    assert len(page.all("//div[@class='scroll'][@tabindex='0'][@role][@aria-label]/table")) == 1
    assert len(page.all("//pre[@tabindex='0'][@role][@aria-label]")) == 1
