"""A built folder, indexed for the rules: files, pages, tags with their lines."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from hiwar import urls
from hiwar.errors import SetupError
from hiwar.text import nfc, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_TAG: Final = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s[^<>]*)?)>")
_ATTRIBUTE: Final = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_TITLE: Final = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_JSON_LD: Final = re.compile(r"""<script type="application/ld\+json">(.*?)</script>""", re.DOTALL)
_INLINE: Final = re.compile(r"<style\b|<script\b(?![^>]*\bsrc=)", re.IGNORECASE)
_TEXTS: Final = (
    ".xml",
    ".json",
    ".txt",
    ".css",
    ".js",
    ".svg",
    ".webmanifest",
    ".opml",
    ".vtt",
    "_headers",
    "_redirects",
)
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
    def title(self) -> str:
        """The text of its title."""
        match = _TITLE.search(self.text)
        return one_line(unescape(match.group(1))) if match else ""

    @cached_property
    def json_ld(self) -> tuple[str, ...]:
        """Its structured data, as text."""
        return tuple(_JSON_LD.findall(self.text))

    @cached_property
    def has_inline_code(self) -> bool:
        """Whether a script or a style stands in it; structured data is neither."""
        return bool(_INLINE.search(_JSON_LD.sub("", self.text)))

    @cached_property
    def is_redirect(self) -> bool:
        """Whether it only sends its reader on."""
        return any(tag.attributes.get("http-equiv", "").lower() == "refresh" for tag in self.tags)

    @cached_property
    def is_listed(self) -> bool:
        """Whether search engines may list it."""
        robots = [tag.attributes for tag in self.tags if tag.name == "meta" and tag.attributes.get("name") == "robots"]
        return not any("noindex" in row.get("content", "") for row in robots)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The ids in it."""
        return frozenset(tag.attributes["id"] for tag in self.tags if "id" in tag.attributes)


@dataclass(frozen=True)
class Tree:
    """A built site."""

    folder: Path
    #: The folder as messages name it.
    shown: str

    #: Addresses of all files; pages by their folder's.
    addresses: frozenset[str]
    #: By address.
    pages: Mapping[str, HtmlPage]
    #: The path that every address begins with; often empty.
    base_path: str
    #: ``https://news.example.org``: an address that begins with it is the site's own.
    url: str

    #: Bytes of each file, by address.
    sizes: Mapping[str, int]

    @cached_property
    def listed(self) -> tuple[HtmlPage, ...]:
        """The pages that search engines may list."""
        return tuple(page for page in self.pages.values() if page.is_listed)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The text of every file that is text, by address."""
        found = {address: page.text for address, page in self.pages.items()}
        for address in self.addresses - found.keys():
            if address.endswith(_TEXTS):
                found[address] = (self.folder / urls.file_path(address)).read_text("utf-8", "replace")
        return found

    @cached_property
    def plain_texts(self) -> Mapping[str, str]:
        """The same without tags and entities, on one line, with the addresses in it."""
        return {address: f"{address} {one_line(unescape(text))} {_words(text)}" for address, text in self.texts.items()}

    @cached_property
    def media_digests(self) -> Mapping[str, str]:
        """SHA-256 of every file below ``/media/``, by address."""
        return {
            address: hashlib.sha256((self.folder / urls.file_path(address)).read_bytes()).hexdigest()
            for address in self.addresses
            if address.startswith("/media/")
        }

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
    sizes: dict[str, int] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = nfc(path.relative_to(folder).as_posix())
        address = "/" + name.removesuffix("index.html") if path.name == "index.html" else f"/{name}"
        sizes[address] = path.stat().st_size
        if path.suffix == ".html":
            pages[address] = HtmlPage(address, f"{shown}/{name}", path.read_text("utf-8", "replace"))
    return Tree(folder, shown, frozenset(sizes), pages, base_path, url, sizes)


def _words(text: str) -> str:
    return one_line(unescape(re.sub(r"<[^>]+>", " ", text)))
