"""Rules on addresses: everything leads somewhere, and nothing to this machine."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from hiwar.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.checks.page import Element, HtmlPage, Tag
    from hiwar.checks.rule import Subject

_LOOPBACK: Final = re.compile(
    r"(?:[a-z]+:)?//(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?::\d+)?(?:[/?#]|$)|file:", re.IGNORECASE
)
#: Elements whose addresses a browser fetches without being asked.
_FETCHED: Final = frozenset(
    {"img", "script", "source", "video", "audio", "track", "iframe", "embed", "object", "input", "image", "use"}
)
_FETCHED_LINKS: Final = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "prefetch", "preconnect", "manifest"}
)
#: Addresses that a browser opens without asking anybody.
_OWN: Final = ("data:", "blob:", "#")
_STYLE_URL: Final = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)""")
#: Where an address ends in the text of a feed, whatever its format.
_REST: Final = r"""[^\s"'<>\\)]*"""


def dead_links(subject: Subject) -> Iterator[Fault]:
    """Yield addresses within the site that lead to no file, or to no place in a page."""
    for page in subject.tree.pages.values():
        for tag in page.tags:
            for href in tag.element.addresses:
                problem = _dead(subject, page, href)
                if problem:
                    yield _dead_link(subject, page, tag, href, problem)
        for text, place in page.parsed.json_ld:
            for href, at in _own_addresses(subject, text):
                target = subject.tree.find(href, page.address)
                if target and not subject.tree.has(target[0]):
                    yield subject.in_page(page, place + at, f'"{href}" in its JSON-LD leads nowhere', _FIX)


_FIX: Final = "link to a page or a file of the site"


def _dead_link(subject: Subject, page: HtmlPage, tag: Tag, href: str, problem: str) -> Fault:
    """Return the fault at the writer's line when the piece has the link, else in the page."""
    piece = subject.pieces.get(page.address)
    target = subject.tree.find(href, page.address) or ("", "")
    for link in piece.links if piece else ():
        address, _, fragment = link.address.partition("#")
        if piece and (address, fragment) == target:
            return Fault(piece.shown, link.line, problem, _FIX)
    return subject.in_page(page, tag.place, problem, _FIX, href if href.startswith("#") else "")


def _dead(subject: Subject, page: HtmlPage, href: str) -> str:
    target = subject.tree.find(href, page.address)
    if target is None:
        return ""
    address, fragment = target
    if not subject.tree.has(address):
        return f'"{href}" leads nowhere'
    if page.address == "/404.html" and not href.startswith(("/", "#", subject.tree.url)):
        return f'"{href}" leads elsewhere from every address that is not found'
    other = subject.tree.pages.get(address)
    # "#:~:text=" points at words (WICG, "Text Fragments").
    is_lost = other and fragment not in other.anchors and not fragment.startswith(":~:")
    return f'"{href}" leads to no place in its page' if is_lost else ""


def dead_feed_links(subject: Subject) -> Iterator[Fault]:
    """Yield addresses in feeds, sitemap, manifest and style sheets that lead nowhere."""
    for address in subject.tree.files:
        text = subject.tree.read(address)
        found = _style_addresses(text) if address.endswith(".css") else _own_addresses(subject, text)
        for href, place in found:
            target = subject.tree.find(unescape(href), address)
            if target and not subject.tree.has(target[0]):
                line = text.count("\n", 0, place) + 1
                yield Fault(subject.tree.show(address), line, f'"{href}" leads nowhere', "build the site again")


def _own_addresses(subject: Subject, text: str) -> Iterator[tuple[str, int]]:
    """Yield the site's own whole addresses in a text, each once, with its offset."""
    seen: set[str] = set()
    for match in re.finditer(re.escape(subject.tree.url) + r"(?=[/?#])" + _REST, text):
        # In escaped HTML an address ends where the entity of a quote or bracket begins.
        href = re.split(r"&(?:quot|lt|gt|#34|#39|amp;(?:quot|lt|gt|#34|#39));", match.group())[0].rstrip(".,;")
        if href not in seen:
            seen.add(href)
            yield href, match.start()


def _style_addresses(text: str) -> Iterator[tuple[str, int]]:
    for match in _STYLE_URL.finditer(text):
        href = next(part for part in (*match.groups(), "") if part is not None)
        if not href.startswith(_OWN):
            yield href, match.start()


def loopback_addresses(subject: Subject) -> Iterator[Fault]:
    """Yield addresses that a browser would open on its reader's own machine, unasked or as the page's own.

    A link in a text may name one: how-to texts say ``http://localhost:8000``.
    """
    for page in subject.tree.pages.values():
        for tag in page.tags:
            if is_fetched(tag.element) or tag.name in {"link", "meta"}:
                for href in tag.element.addresses:
                    if _LOOPBACK.match(href) and not href.startswith(subject.tree.url):
                        problem = f'"{href}" is on the machine of whoever reads it'
                        yield subject.in_page(page, tag.place, problem, "name a public address", href)


def third_parties(subject: Subject) -> Iterator[Fault]:
    """Yield what a page would fetch from elsewhere unasked (promise 6)."""
    for page in subject.tree.pages.values():
        for tag in page.tags:
            if is_fetched(tag.element):
                for href in tag.element.addresses:
                    if not href.startswith(_OWN) and subject.tree.find(href, page.address) is None:
                        problem = f'the page fetches "{href}" without being asked'
                        yield subject.in_page(page, tag.place, problem, "keep a copy on the site, or link to it", href)


def is_fetched(element: Element) -> bool:
    """Tell whether a browser asks for a tag's address without its reader's asking."""
    if element.name == "link":
        return bool(_FETCHED_LINKS & set(element.attributes.get("rel", "").lower().split()))
    return element.name in _FETCHED
