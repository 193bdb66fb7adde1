"""The rules on a built tree. Each yields faults; `RULES` lists them all."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from hiwar.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hiwar.checks.tree import HtmlPage, Tree

_ADDRESSES: Final = ("href", "src", "poster", "data")
_LOOPBACK: Final = re.compile(r"https?://(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?(?:/|$)|file://")


def dead_links(tree: Tree) -> Iterator[Fault]:
    """Every address within the site leads to a file, every fragment to an id."""
    for page in tree.pages.values():
        for tag in page.tags:
            for address in _addresses_of(tag.attributes):
                fault = _dead_link(tree, page, address, tag.line)
                if fault:
                    yield fault


def _addresses_of(attributes: Mapping[str, str]) -> Iterator[str]:
    for name in _ADDRESSES:
        if attributes.get(name):
            yield attributes[name]
    for candidate in attributes.get("srcset", "").split(","):
        if candidate.strip():
            yield candidate.split()[0]


def _dead_link(tree: Tree, page: HtmlPage, href: str, line: int) -> Fault | None:
    target = tree.local(href, page)
    if target is None:
        return None
    address, fragment = target
    if address not in tree.addresses:
        return Fault(page.shown, line, f'the address "{href}" leads nowhere', "link to a page of the site")
    if fragment and address in tree.pages and fragment not in tree.pages[address].anchors:
        return Fault(page.shown, line, f'"{href}" leads to no place in its page', "link to an id of that page")
    return None


def silent_pictures(tree: Tree) -> Iterator[Fault]:
    """Every picture has alternative text, if only an empty one for decoration."""
    for page in tree.pages.values():
        for tag in page.tags:
            if tag.name == "img" and "alt" not in tag.attributes:
                yield Fault(page.shown, tag.line, "a picture has no alternative text", 'write alt="…"')


def headless_pages(tree: Tree) -> Iterator[Fault]:
    """Every page says its language, its direction and its title, and has one first heading."""
    for page in tree.pages.values():
        names = Counter(tag.name for tag in page.tags)
        root = next((tag for tag in page.tags if tag.name == "html"), None)
        if root is None or not root.attributes.get("lang") or not root.attributes.get("dir"):
            yield Fault(page.shown, 1, "the page does not say its language and direction", '<html lang="…" dir="…">')
        if names["title"] < 1:
            yield Fault(page.shown, 1, "the page has no title", "<title>…</title>")
        if names["h1"] != 1 and not _is_redirect(page):
            yield Fault(page.shown, 1, f"the page has {names['h1']} first headings", "give it one <h1>")


def _is_redirect(page: HtmlPage) -> bool:
    return any(tag.attributes.get("http-equiv", "").lower() == "refresh" for tag in page.tags)


def doubled_ids(tree: Tree) -> Iterator[Fault]:
    """No id stands twice in a page: links to it and screen readers would miss the second."""
    for page in tree.pages.values():
        seen: set[str] = set()
        for tag in page.tags:
            own = tag.attributes.get("id")
            if own and own in seen:
                yield Fault(page.shown, tag.line, f'the id "{own}" stands twice', "rename one of them")
            seen |= {own} if own else set()


def private_addresses(tree: Tree) -> Iterator[Fault]:
    """No page links to the machine it was built on."""
    for page in tree.pages.values():
        for tag in page.tags:
            for address in _addresses_of(tag.attributes):
                if _LOOPBACK.match(address):
                    yield Fault(
                        page.shown, tag.line, f'"{address}" is on the machine that built it', "use a public one"
                    )


def empty_site(tree: Tree) -> Iterator[Fault]:
    """A site has a home."""
    if "/" not in tree.pages:
        yield Fault("index.html", 1, "the site has no home page", "build it with: invoke build")


RULES: Final[tuple[Callable[[Tree], Iterator[Fault]], ...]] = (
    empty_site,
    dead_links,
    silent_pictures,
    headless_pages,
    doubled_ids,
    private_addresses,
)


def check_tree(tree: Tree) -> tuple[Fault, ...]:
    """Return what all rules find, sorted by file and line."""
    return tuple(sorted({fault for rule in RULES for fault in rule(tree)}))
