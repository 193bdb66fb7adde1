"""Rules on addresses: everything leads somewhere, nothing to this machine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiwar.checks.rule import Subject
    from hiwar.checks.tree import HtmlPage
    from hiwar.errors import Fault

_ADDRESSES: Final = ("href", "src", "poster", "data")
_LOOPBACK: Final = re.compile(
    r"(?:https?:)?//(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)(?::\d+)?(?:/|$)|file:"
)
#: Elements whose addresses a browser fetches without being asked.
_FETCHED: Final = frozenset(
    {"img", "script", "source", "video", "audio", "track", "iframe", "embed", "object", "input"}
)
_FETCHED_LINKS: Final = frozenset({"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "manifest"})


def addresses(attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield every address that a tag names."""
    for name in _ADDRESSES:
        if attributes.get(name):
            yield attributes[name]
    for candidate in attributes.get("srcset", "").split(","):
        if candidate.strip():
            yield candidate.split()[0]


def dead_links(subject: Subject) -> Iterator[Fault]:
    """Yield addresses within the site that lead to no file, or to no id in its page."""
    for page in subject.tree.pages.values():
        for tag in page.tags:
            for address in addresses(tag.attributes):
                problem = _dead(subject, page, address)
                if problem:
                    yield subject.fault(page, tag.line, problem, "link to a page of the site, or to an id in it")


def _dead(subject: Subject, page: HtmlPage, href: str) -> str:
    target = subject.tree.local(href, page)
    if target is None:
        return ""
    address, fragment = target
    if address not in subject.tree.addresses:
        return f'the address "{href}" leads nowhere'
    other = subject.tree.pages.get(address)
    return f'"{href}" leads to no place in its page' if fragment and other and fragment not in other.anchors else ""


def loopback_addresses(subject: Subject) -> Iterator[Fault]:
    """Yield addresses that a reader's browser would open on the reader's own machine.

    A link in a text may name one: how-to texts say ``http://localhost:8000``.
    """
    for page in subject.tree.pages.values():
        for tag in page.tags:
            for address in addresses(tag.attributes):
                if _LOOPBACK.match(address) and (is_fetched(tag.name, tag.attributes) or tag.name == "link"):
                    problem = f'"{address}" is on the machine that built it'
                    yield subject.fault(page, tag.line, problem, "name a public address")


def is_fetched(name: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether a browser asks for a tag's address without its reader's asking."""
    if name == "link":
        return bool(_FETCHED_LINKS & set(attributes.get("rel", "").lower().split()))
    return name in _FETCHED


def third_parties(subject: Subject) -> Iterator[Fault]:
    """Yield what a page would fetch from elsewhere unasked (promise 6)."""
    for page in subject.tree.pages.values():
        for tag in page.tags:
            if is_fetched(tag.name, tag.attributes):
                for address in addresses(tag.attributes):
                    if not address.startswith("data:") and subject.tree.local(address, page) is None:
                        problem = f'the page asks "{address}" without being told to'
                        yield subject.fault(page, tag.line, problem, "keep a copy on the site, or link to it")
