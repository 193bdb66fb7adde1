"""A built folder, indexed for the rules: its files, its pages, and where addresses lead."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin

from hiwar import urls
from hiwar.checks import packed
from hiwar.checks.page import HtmlPage
from hiwar.errors import SetupError
from hiwar.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TEXTS: Final = (
    *(".xml", ".json", ".txt", ".css", ".js", ".svg", ".webmanifest", ".opml", ".vtt", ".csv"),
    *("_headers", "_redirects", "CNAME"),
)
_SCHEME: Final = re.compile(r"[a-zA-Z][\w+.-]*:|//")
_INDEX: Final = "index.html"
#: Stands for the host in front of a path, where only the path matters.
_HOST: Final = "https://site"

#: An address of the site and a fragment in it, both without escapes.
Target = tuple[str, str]


@dataclass(frozen=True)
class Tree:
    """A built site."""

    folder: Path
    #: The folder as messages name it.
    shown: str
    #: ``https://news.example.org``: an address that begins with it is the site's own.
    url: str
    #: The path that every address begins with; often empty.
    base_path: str
    #: By address.
    pages: Mapping[str, HtmlPage]
    #: Bytes of each file, by address; pages by their folder's.
    sizes: Mapping[str, int]
    _targets: dict[str, Target | None] = field(default_factory=dict)

    def has(self, address: str) -> bool:
        """Tell whether something stands at an address."""
        return address in self.sizes

    @cached_property
    def listed(self) -> tuple[HtmlPage, ...]:
        """The pages that search engines may list."""
        return tuple(page for page in self.pages.values() if page.is_listed)

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Addresses of the files that are text and no pages, sorted."""
        return tuple(sorted(it for it in self.sizes if it not in self.pages and it.endswith(_TEXTS)))

    def read(self, address: str) -> str:
        """Return the text of a file."""
        return self.path(address).read_text("utf-8", "replace")

    def path(self, address: str) -> Path:
        """Return where a file lies."""
        return self.folder / urls.file_path(address)

    def show(self, address: str) -> str:
        """Return a file's path as messages name it."""
        return f"{self.shown}/{urls.file_path(address)}"

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield address and text of every page, of every other file that is text, and of what is packed in one."""
        for address, page in self.pages.items():
            yield address, page.text
        for address in self.files:
            yield address, self.read(address)
        for address in self.packed:
            for name, text in packed.texts(self.path(address)):
                yield f"{address}!/{name}" if name else address, text

    @cached_property
    def packed(self) -> tuple[str, ...]:
        """Addresses of archives and documents, sorted."""
        return tuple(sorted(it for it in self.sizes if it.endswith((".zip", ".pdf"))))

    @cached_property
    def media_digests(self) -> Mapping[str, str]:
        """SHA-256 of every file below ``/media/``, by address."""
        return {
            address: hashlib.sha256(self.path(address).read_bytes()).hexdigest()
            for address in self.sizes
            if address.startswith("/media/")
        }

    def whole(self, address: str) -> str:
        """Return an address as the rest of the world names it."""
        return self.url + urls.quoted(address)

    def find(self, href: str, origin: str) -> Target | None:
        """Return address and fragment of a link within the site; None when it leads elsewhere.

        Args:
            href: as a page names it.
            origin: address of that page.
        """
        if not href.startswith("/") and not _SCHEME.match(href):
            return self._resolved(urljoin(f"{_HOST}{self.base_path}{urls.quoted(origin)}", href))
        if href not in self._targets:
            self._targets[href] = self._found(href)
        return self._targets[href]

    def _found(self, href: str) -> Target | None:
        if href == self.url or href.startswith((f"{self.url}/", f"{self.url}?", f"{self.url}#")):
            return self._resolved(f"{_HOST}{self.base_path}{href.removeprefix(self.url)}")
        return None if _SCHEME.match(href) else self._resolved(urljoin(f"{_HOST}/", href))

    def _resolved(self, url: str) -> Target:
        path, _, fragment = url.removeprefix(_HOST).partition("#")
        path = nfc(unquote(path.partition("?")[0])) or "/"
        if not f"{path}/".startswith(f"{self.base_path}/"):
            # Outside of the site, though on its host: no address begins like this.
            return path.lstrip("/"), ""
        address = path.removeprefix(self.base_path) or "/"
        return address.removesuffix(_INDEX) if address.endswith(f"/{_INDEX}") else address, nfc(unquote(fragment))


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
    for entry, name in _files(folder, ""):
        address = "/" + nfc(name.removesuffix(_INDEX) if entry.name == _INDEX else name)
        sizes[address] = entry.stat().st_size
        if name.endswith(".html"):
            pages[address] = HtmlPage(address, f"{shown}/{name}", Path(entry.path))
    return Tree(folder, shown.rstrip("/"), url, base_path, pages, sizes)


def _files(folder: Path | str, prefix: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Yield the regular files below a folder, sorted, with their paths in it."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{prefix}{entry.name}/")
        elif entry.is_file():
            yield entry, prefix + entry.name
