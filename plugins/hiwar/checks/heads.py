"""Rules on heads: what search engines and the other language are told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

from hiwar.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiwar.checks.page import HtmlPage
    from hiwar.checks.rule import Subject

SITEMAP: Final = "/sitemap.xml"
_NAMESPACE: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_LINK: Final = "{http://www.w3.org/1999/xhtml}link"
#: sitemaps.org, "Sitemap file": addresses in one file.
_MOST_LISTED: Final = 50_000
_REBUILD: Final = "build the site again"


def wrong_canonicals(subject: Subject) -> Iterator[Fault]:
    """Yield indexed pages whose canonical address is not their own, and forwarding ones with another target."""
    for page in subject.tree.pages.values():
        found = [row.get("href", "") for row in page.links("canonical")]
        if page.is_redirect:
            targets = {subject.tree.find(href, page.address) for href in (*found, *_forwards(page))}
            if not found or len(targets) > 1:
                problem = "it forwards to another address than its canonical one"
                yield subject.in_page(page, 0, problem, "name one address in both")
        elif page.is_listed and found != [subject.tree.whole(page.address)]:
            problem = f"the canonical address is {found[0] if found else 'missing'}"
            yield subject.in_page(page, 0, problem, f"it is {subject.tree.whole(page.address)}")


def _forwards(page: HtmlPage) -> Iterator[str]:
    for tag in page.tags:
        if "http-equiv" in tag.attributes:
            yield from tag.element.addresses


def one_way_languages(subject: Subject) -> Iterator[Fault]:
    """Yield pages whose other languages do not answer: hreflang counts only both ways.

    Google Search Central, "Localized versions of your pages": each names all, itself included.
    """
    said = {page.address: alternates(subject, page) for page in subject.tree.listed}
    for page in subject.tree.listed:
        own = said[page.address]
        if own and page.address not in own.values():
            problem = "its hreflang links name other pages, and not itself"
            yield subject.in_page(page, 0, problem, "name all of them in each")
        for lang, address in own.items():
            other = subject.tree.pages.get(address)
            if lang == "x-default" or address == page.address or other is None:
                continue
            if page.address not in said.get(address, {}).values():
                problem = f'hreflang "{lang}" leads to {address}, which does not lead back'
                yield subject.in_page(page, 0, problem, "name both pages in both")
            if other.language and other.language != lang:
                problem = f'hreflang "{lang}" leads to {address}, which is in "{other.language}"'
                yield subject.in_page(page, 0, problem, "name the page in that language")


def alternates(subject: Subject, page: HtmlPage) -> dict[str, str]:
    """Return the addresses that a page names for each language."""
    found: dict[str, str] = {}
    for row in page.links("alternate"):
        target = subject.tree.find(row.get("href", ""), page.address)
        if "hreflang" in row and "type" not in row and target:
            found[row["hreflang"]] = target[0]
    return found


def missing_descriptions(subject: Subject) -> Iterator[Fault]:
    """Yield pages of pieces without a description for search results and cards."""
    for page in subject.tree.listed:
        if page.address in subject.pieces and not page.metas.get("description"):
            yield subject.of_piece(page, "the page has no description", "add a line Summary: …")


def wrong_sitemap(subject: Subject) -> Iterator[Fault]:
    """Yield where the sitemap and the pages disagree: pages it forgets or should not list, languages it swaps."""
    if not subject.tree.has(SITEMAP):
        return
    listed = _sitemap(subject)
    if listed is None:
        return  # `broken_feeds` says so
    shown = subject.tree.show(SITEMAP)
    pages = {subject.tree.whole(page.address): page for page in subject.tree.listed}
    for url in sorted(pages.keys() - listed.keys()):
        yield Fault(shown, 1, f'it does not list "{url}"', _REBUILD)
    for url in sorted(listed.keys() - pages.keys()):
        yield Fault(shown, 1, f'it lists "{url}", which search engines may not list or nobody can open', _REBUILD)
    for url in sorted(pages.keys() & listed.keys()):
        said = {row["hreflang"]: row.get("href", "") for row in pages[url].links("alternate") if "hreflang" in row}
        said.pop("x-default", None)
        if said != listed[url]:
            yield Fault(shown, 1, f'its languages of "{url}" are not those that the page names', _REBUILD)
    if len(listed) > _MOST_LISTED:
        yield Fault(shown, 1, f"it lists {len(listed)} pages, and search engines read {_MOST_LISTED}", "split it")


def _sitemap(subject: Subject) -> Mapping[str, Mapping[str, str]] | None:
    """Return the listed addresses, each with those of its languages; None when it is no XML."""
    try:
        # Our own output, built a moment ago: no entities to fear.
        root = ElementTree.fromstring(subject.tree.read(SITEMAP))  # noqa: S314
    except ElementTree.ParseError:
        return None
    return {
        row.findtext(f"{_NAMESPACE}loc", "").strip(): {
            link.get("hreflang", ""): link.get("href", "") for link in row.iter(_LINK)
        }
        for row in root.iter(f"{_NAMESPACE}url")
    }


def wrong_robots(subject: Subject) -> Iterator[Fault]:
    """Yield a ``robots.txt`` that shuts search engines out, or does not name the sitemap."""
    if not subject.tree.has("/robots.txt"):
        return
    text, shown = subject.tree.read("/robots.txt"), subject.tree.show("/robots.txt")
    shut = re.search(r"^Disallow:\s*/\s*$", text, re.MULTILINE | re.IGNORECASE)
    if shut:
        line = text.count("\n", 0, shut.start()) + 1
        yield Fault(shown, line, "it shuts search engines out, as a review does", "build without --review")
    elif subject.tree.whole(SITEMAP) not in text:
        yield Fault(shown, 1, "it does not name the sitemap", f"Sitemap: {subject.tree.whole(SITEMAP)}")
