"""A page of the built site, read once: its tags that matter, its words, its structured data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from hiwar.checks.nesting import Nesting
from hiwar.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: A comment or declaration; an element whose content is no markup; any other tag; one that never ends.
_TOKEN: Final = re.compile(
    r"""<!--.*?-->|<!\w[^>]*>
    |<(script|style|textarea|title)\b((?:[^>"']|"[^"]*"|'[^']*')*)>(.*?)</\1\s*>
    |<(/?)([a-zA-Z][^\s/>]*)([^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*)>
    |</?[a-zA-Z]""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_ATTRIBUTE: Final = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_ADDRESSES: Final = ("href", "src", "poster", "data", "xlink:href", "cite", "action")
#: Elements that rules ask for by name, whatever attributes they have.
_ASKED: Final = frozenset({"html", "title", "h1", "meta", "link", "img", "script", "style"})


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag, apart from where it stands: the same one in all pages is read once."""

    name: str
    #: Names in lower case, values without entities.
    attributes: Mapping[str, str]
    #: Every address that it names.
    addresses: tuple[str, ...]
    #: Whether a rule could want it.
    matters: bool


class Tag(NamedTuple):
    """A start tag in a page."""

    element: Element
    #: Offset of it in the page's text.
    place: int

    @property
    def name(self) -> str:
        """Its name, in lower case."""
        return self.element.name

    @property
    def attributes(self) -> Mapping[str, str]:
        """Its attributes."""
        return self.element.attributes


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the rules want of a page's text."""

    tags: tuple[Tag, ...]
    #: Plain text of ``<title>``; empty when there is none.
    title: str
    #: Each with its offset.
    json_ld: tuple[tuple[str, int], ...]
    #: Offset of the first script or style in the page; None when there is none.
    inline_code: int | None
    #: The first tag without its partner, and its offset.
    torn: tuple[str, int] | None


@dataclass(frozen=True)
class HtmlPage:
    """A page of the tree."""

    #: From the root of the site: ``/blog/launch/``.
    address: str
    #: The file as messages name it.
    shown: str
    path: Path

    @property
    def text(self) -> str:
        """The file's text: read each time, since together the pages of a site are large."""
        return self.path.read_text("utf-8", "replace")

    @cached_property
    def parsed(self) -> Parsed:
        """Its tags and what else the rules want."""
        return parse(self.text)

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Its start tags that a rule could want, in order."""
        return self.parsed.tags

    @property
    def title(self) -> str:
        """The text of its title."""
        return self.parsed.title

    def line(self, place: int) -> int:
        """Return the 1-based line of an offset."""
        return self.text.count("\n", 0, place) + 1

    @cached_property
    def metas(self) -> Mapping[str, str]:
        """What its ``<meta>`` say: content by name or property; the first where several have one name."""
        found: dict[str, str] = {}
        for row in self._attributes("meta"):
            found.setdefault(row.get("name") or row.get("property", ""), row.get("content", ""))
        return found

    @cached_property
    def language(self) -> str:
        """The language that it declares; empty when it declares none."""
        return next((row.get("lang", "") for row in self._attributes("html")), "")

    @cached_property
    def is_redirect(self) -> bool:
        """Whether it only sends its reader on."""
        return any(row.get("http-equiv", "").lower() == "refresh" for row in self._attributes("meta"))

    @cached_property
    def is_listed(self) -> bool:
        """Whether search engines may list it."""
        return "noindex" not in self.metas.get("robots", "")

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Where a fragment may lead in it."""
        own = (row.get("id") or row.get("name", "") for _, row in self._with_place())
        return frozenset(own) | {"", "top"}

    def links(self, rel: str) -> Iterator[Mapping[str, str]]:
        """Yield the attributes of its ``<link>`` of a relation."""
        for row in self._attributes("link"):
            if rel in row.get("rel", "").lower().split():
                yield row

    def _attributes(self, name: str) -> Iterator[Mapping[str, str]]:
        return (tag.attributes for tag in self.tags if tag.name == name)

    def _with_place(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        for tag in self.tags:
            if "id" in tag.attributes or (tag.name == "a" and "name" in tag.attributes):
                yield tag.name, tag.attributes


def parse(text: str) -> Parsed:
    """Return what the rules want of a page's text."""
    reading = _Reading()
    for match in _TOKEN.finditer(text):
        raw, raw_attributes, inside, slash, name, attributes = match.groups()
        if name:
            reading.take(name.lower(), attributes, match.start(), is_end=bool(slash))
        elif raw:
            reading.take_raw(read_element(raw.lower(), raw_attributes), inside, match)
        elif not match.group().startswith("<!"):
            reading.nesting.wrong = reading.nesting.wrong or (match.group() + "…", match.start())
    return reading.finish()


class _Reading:
    """A page on its way through `parse`."""

    def __init__(self) -> None:
        self.nesting = Nesting()
        self._tags: list[Tag] = []
        self._json_ld: list[tuple[str, int]] = []
        self._title = ""
        self._inline_code: int | None = None

    def take(self, name: str, attributes: str, place: int, *, is_end: bool) -> None:
        if is_end:
            self.nesting.end(name, place)
            return
        self.nesting.start(name, place, is_closed=attributes.endswith("/"))
        element = read_element(name, attributes)
        if element.matters:
            self._tags.append(Tag(element, place))

    def take_raw(self, element: Element, inside: str, match: re.Match[str]) -> None:
        """Take an element whose content is no markup."""
        self._tags.append(Tag(element, match.start()))
        if element.name == "title":
            self._title = self._title or one_line(unescape(inside))
        elif element.attributes.get("type") == "application/ld+json":
            self._json_ld.append((inside, match.start(3)))
        elif self._inline_code is None and _runs(element):
            self._inline_code = match.start()

    def finish(self) -> Parsed:
        return Parsed(tuple(self._tags), self._title, tuple(self._json_ld), self._inline_code, self.nesting.finish())


def _runs(element: Element) -> bool:
    return element.name == "style" or (element.name == "script" and "src" not in element.attributes)


@lru_cache(maxsize=1 << 16)
def read_element(name: str, attributes: str) -> Element:
    """Return a start tag as values.

    Args:
        name: in lower case.
        attributes: the text between name and ``>``.
    """
    found: dict[str, str] = {}
    for key, *values in _ATTRIBUTE.findall(attributes):
        found.setdefault(key.lower(), unescape(next((value for value in values if value), "")))
    addresses = tuple(_addresses(name, found))
    runs = any(key == "style" or key.startswith("on") for key in found)
    named = "id" in found or (name == "a" and "name" in found)
    matters = name in _ASKED or bool(addresses) or runs or named
    return Element(name, found, addresses, matters)


def _addresses(name: str, attributes: Mapping[str, str]) -> Iterator[str]:
    for key in _ADDRESSES:
        if attributes.get(key):
            yield attributes[key].strip()
    for key in ("srcset", "imagesrcset"):
        for candidate in attributes.get(key, "").split(","):
            if candidate.strip():
                yield candidate.split()[0]
    if name == "meta":
        yield from _told(attributes)


def _told(attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield the addresses in a ``<meta>``: where it forwards to, and what platforms are told."""
    content = attributes.get("content", "")
    if attributes.get("http-equiv", "").lower() == "refresh":
        yield content.partition("=")[2].strip().strip("'\"")
    elif content.startswith(("https://", "http://")):
        yield content
