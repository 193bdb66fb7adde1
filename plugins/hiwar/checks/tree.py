"""A built folder, indexed for the rules: files, pages, tags with their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from hiwar.errors import SetupError
from hiwar.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_TAG: Final = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s[^<>]*)?)>")
_ATTRIBUTE: Final = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
#: Where what looks like a tag is none.
_VERBATIM: Final = re.compile(r"<!--.*?-->|<(script|style)\b[^>]*>.*?</\1>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag in a page."""

    name: str
    attributes: Mapping[str, str]
    #: 1-based line of the page's file.
    line: int


@dataclass(frozen=True)
class HtmlPage:
    """A page of the tree."""

    #: From the root of the site: ``/blog/launch/``.
    address: str
    #: The file as messages name it.
    shown: str
    text: str

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """Its start tags, in order."""
        return tuple(self._tags())

    def _tags(self) -> Iterator[Tag]:
        text = _VERBATIM.sub(lambda match: "\n" * match.group().count("\n"), self.text)
        line, at = 1, 0
        for match in _TAG.finditer(text):
            line += text.count("\n", at, match.start())
            at = match.start()
            attributes = {
                name.lower(): unescape(next((value for value in values if value), ""))
                for name, *values in _ATTRIBUTE.findall(match.group(2))
            }
            yield Tag(match.group(1).lower(), attributes, line)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The ids in it."""
        return frozenset(tag.attributes["id"] for tag in self.tags if "id" in tag.attributes)


@dataclass(frozen=True, slots=True)
class Tree:
    """A built site."""

    #: Addresses of all files; pages by their folder's.
    addresses: frozenset[str]
    #: By address.
    pages: Mapping[str, HtmlPage]
    #: The path that every address begins with; often empty.
    base_path: str
    #: ``https://news.example.org``: an address that begins with it is the site's own.
    url: str

    def local(self, href: str, origin: HtmlPage) -> tuple[str, str] | None:
        """Return address and fragment of a link within the site; None when it leads elsewhere."""
        if href.startswith(self.url + "/") or href == self.url:
            href = self.base_path + href.removeprefix(self.url)
        if re.match(r"[a-zA-Z][\w+.-]*:|//", href):
            return None
        path, _, fragment = href.partition("#")
        path = nfc(unquote(path.partition("?")[0]))
        if not path:
            return origin.address, unquote(fragment)
        if not path.startswith("/"):
            path = self.base_path + origin.address.rpartition("/")[0] + "/" + path
        return path.removeprefix(self.base_path) or "/", unquote(fragment)


def read_tree(folder: Path, shown: str, url: str, base_path: str) -> Tree:
    """Read a built folder.

    Args:
        folder: where it lies.
        shown: its path as messages name it.
        url: of the site, without a slash at the end.
        base_path: the path of that url.

    Raises:
        SetupError: there is no such folder.
    """
    if not folder.is_dir():
        raise SetupError(f"{shown}: there is no such folder; build it with: invoke build")
    pages: dict[str, HtmlPage] = {}
    addresses: set[str] = set()
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = nfc(path.relative_to(folder).as_posix())
        address = "/" + name.removesuffix("index.html") if path.name == "index.html" else f"/{name}"
        addresses.add(address)
        if path.suffix == ".html":
            pages[address] = HtmlPage(address, f"{shown}/{name}", path.read_text("utf-8", "replace"))
    return Tree(frozenset(addresses), pages, base_path, url)
