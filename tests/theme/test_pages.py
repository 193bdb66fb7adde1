"""Every page that the theme makes: of the demo, of a site of hard cases below a path, and of its review."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest

from tests.theme.built import BASE, OWN, build, build_demo

if TYPE_CHECKING:
    from tests.theme.built import Built

ARABIC = re.compile(r"[\u0600-\u06ff]")
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
#: What the pages' policy refuses; a block of data (HTML, 4.12.1) runs nothing.
INLINE = "//style | //*[@style] | //script[not(@src or @type='application/ld+json')] | //@*[starts-with(name(), 'on')]"
#: Elements that load something.
LOADED = {"img": "src", "script": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src"}


@pytest.fixture(scope="module", params=["demo", "own", "review"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return each of the sites in turn."""
    if request.param == "demo":
        return build_demo(tmp_path_factory)
    folder = tmp_path_factory.mktemp(request.param)
    return build(OWN, folder, BASE, review=request.param == "review")


def test_html_is_well_formed(site: Built) -> None:
    """No parser has to guess (WHATWG HTML, 13.2)."""
    wrong = {}
    for name, page in site.pages.items():
        parser = html5lib.HTMLParser()
        parser.parse(page.text)
        if parser.errors:
            wrong[name] = parser.errors[:3]
    assert wrong == {}


def test_every_page_has_its_language_and_one_heading(site: Built) -> None:
    """`lang` and `dir` on <html>, one <h1>, one <main>, a title."""
    for name, page in site.pages.items():
        lang = "en" if name.startswith("en/") else "ar"
        assert (page.tree.get("lang"), page.tree.get("dir")) == (lang, DIRECTIONS[lang]), name
        assert len(page.all("//h1")) == len(page.all("//main")) == len(page.all("//title")) == 1, name
        assert page.tree.xpath("string(//h1)").strip(), name
        assert page.all("//title/text()")[0].strip(), name


def test_headings_skip_no_level_before_the_text(site: Built) -> None:
    """Who listens to headings is not left to wonder what is missing."""
    for name, page in site.pages.items():
        headings = page.all("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
        levels = [int(heading.tag[1]) for heading in headings]
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), (name, levels)


def test_every_page_names_its_address(site: Built) -> None:
    """A canonical address that leads to the page itself, or to what it forwards to."""
    for name, page in site.pages.items():
        path = urlsplit(page.canonical).path
        assert site.has(path) or name == "404.html", name
        if not page.all("//meta[@http-equiv='refresh']"):
            assert unquote(path).removeprefix(site.base).strip("/") in {name, name.removesuffix("/index.html"), ""}


def test_twins_name_each_other(site: Built) -> None:
    """`hreflang` goes both ways, names the page itself, and x-default is the default language's."""
    named = {}
    for page in site.pages.values():
        rows = {link.get("hreflang"): link.get("href") for link in page.all("//link[@rel='alternate'][@hreflang]")}
        if rows:
            named[page.canonical] = rows
    assert named
    for address, rows in named.items():
        lang = "en" if urlsplit(address).path.startswith(f"{site.base}/en/") else "ar"
        assert rows[lang] == address
        assert rows["x-default"] == rows["ar"]
        assert all(named[other] == rows for other in rows.values())


def test_nothing_is_inline_or_from_a_third_party(site: Built) -> None:
    """What the pages' policy will refuse is not there."""
    for name, page in site.pages.items():
        assert not page.all(INLINE), name
        loaded = [element.get(LOADED[element.tag]) for tag in LOADED for element in page.all(f"//{tag}[@src]")]
        loaded += page.all("//link[@rel='stylesheet' or @rel='preload' or @rel='icon']/@href")
        assert loaded, name
        assert all(site.has(urljoin(f"{site.base}/", address)) for address in loaded), name


def test_links_lead_somewhere(site: Built) -> None:
    """Every link within the site, and every jump within a page."""
    for name, page in site.pages.items():
        ids = set(page.all("//@id"))
        for address in page.all("//a/@href"):
            parts = urlsplit(urljoin(f"{site.base}/{name}", address))
            if address.startswith("#"):
                assert unquote(parts.fragment) in ids, (name, address)
            elif not parts.scheme and not parts.netloc:
                assert site.has(parts.path), (name, address)


def test_ids_are_unique(site: Built) -> None:
    """A jump has one place to go."""
    for name, page in site.pages.items():
        ids = page.all("//@id")
        assert len(ids) == len(set(ids)), name


def test_everything_has_a_name_in_the_language_of_the_page(site: Built) -> None:
    """Navigation is named, each once; pictures have an `alt`; Arabic pages are named in Arabic."""
    for name, page in site.pages.items():
        names = page.all("//nav/@aria-label | //aside/@aria-label")
        assert len(names) == len(page.all("//nav | //aside")) == len(set(names)), name
        assert not page.all("//img[not(@alt)]"), name
        arabic = page.all("//*[@aria-label][not(ancestor-or-self::*[@lang='en'])]/@aria-label")
        assert all(ARABIC.search(label) for label in arabic if page.tree.get("lang") == "ar"), name


def test_the_skip_link_comes_first(site: Built) -> None:
    """The first thing that the tab key meets leads to the text."""
    for name, page in site.pages.items():
        if not page.all("//meta[@http-equiv='refresh']"):
            first = page.all("(//a | //button | //summary)[1]")[0]
            assert first.get("href") == "#main", name


def test_times_are_for_machines_too(site: Built) -> None:
    """Each date is whole and says its offset."""
    for page in site.pages.values():
        for moment in page.all("//time/@datetime"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", moment)


def test_no_text_of_templates_is_left_in_english(site: Built) -> None:
    """The frame of an Arabic page is Arabic, but for names of languages, addresses and numbers."""
    for name, page in site.pages.items():
        if page.tree.get("lang") == "ar":
            for element in page.all("//header[@class='masthead']//a[not(@lang)] | //footer//a[not(@lang)]"):
                text = element.text_content()
                assert ARABIC.search(text) or "@" in text or text.startswith("+"), (name, text)


def test_every_listed_page_says_what_stands_there(site: Built) -> None:
    """In a sentence for search engines and cards, but for texts and people of whom nothing is said."""
    for name, page in site.pages.items():
        is_list = re.fullmatch(r"(?:en/)?(?:blog|press|products|people|tags|archive)/index\.html", name)
        if is_list or (site.base == "" and page.is_indexed):
            assert page.all("//meta[@name='description']/@content"), name
