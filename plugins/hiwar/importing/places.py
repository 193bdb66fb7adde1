"""Where the addresses in old texts lead: imported pieces, files, the old site, nowhere."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import unquote, urlsplit

from hiwar.importing.anchors import match_anchor
from hiwar.importing.elements import words
from hiwar.importing.report import What
from hiwar.importing.rewriting import Target
from hiwar.text import nfc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
#: Schemes that a page may link to; others run or open something.
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "sms", "xmpp", "matrix", "ftp", "ftps", "magnet", "geo"})
_BRACED: Final = re.compile(r"[{|](?:filename|static|attach|author|tag|category|index)[}|]")
_TEXT_SUFFIX: Final = re.compile(r"(?:\.(?:md|mdx|markdown|mkd|html?|php|aspx?))?$", re.IGNORECASE)
#: Folders that engines leave out of addresses, or add to them.
_FREE: Final = words("blog blogs post posts _posts news article articles en ar")
_NUMBER: Final = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Moved:
    """An old text and where it stands now."""

    #: The source, relative to the imported folder.
    rel: str
    #: The piece, relative to the content folder.
    target: str
    #: Names by which the last part of an address may call it.
    names: frozenset[str]
    #: Whole paths at which it stood.
    addresses: frozenset[str]
    #: Categories, which some engines put into addresses.
    folders: frozenset[str]
    #: Whether readers may see it now.
    is_public: bool


class Shelf(Protocol):
    """Takes files over into the content folder."""

    def take(self, rel: str) -> str | None:
        """Return the name of a file of the imported folder in ``media/``, or None when it cannot be shown."""
        ...

    def find(self, path: str, beside: str) -> str | None:
        """Return the file that an address names, relative to the imported folder."""
        ...


@dataclass(frozen=True, slots=True)
class Index:
    """All old texts, for looking up where an address leads."""

    moved: tuple[Moved, ...]
    by_rel: dict[str, Moved] = field(init=False, default_factory=dict)
    by_name: dict[str, list[Moved]] = field(init=False, default_factory=dict)
    by_address: dict[str, Moved] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for text in self.moved:
            self.by_rel[text.rel] = text
            for name in sorted(text.names):
                self.by_name.setdefault(name, []).append(text)
            for address in sorted(text.addresses):
                self.by_address.setdefault(address, text)

    def find(self, path: str, beside: str) -> Moved | None:
        """Return the text that a path names, as seen from another text or from the root of the old site."""
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(beside), path)) if path[:1] != "/" else path[1:]
        bare = _bare(joined)
        for suffix in ("", ".md", ".mdx", ".markdown", "/index.md", "/index.mdx", "/_index.md"):
            if text := self.by_rel.get(joined.rstrip("/") + suffix) or self.by_rel.get(bare + suffix):
                return text
        if text := self.by_address.get(_bare(path)):
            return text
        return self._by_name(path, bare)

    def _by_name(self, path: str, bare: str) -> Moved | None:
        parts = [part for part in _bare(path).split("/") if part not in {"", ".", ".."}]
        if not parts:
            return None
        found = [text for text in self.by_name.get(parts[-1], ()) if _may_stand_in(text, parts[:-1])]
        if len(found) > 1:
            found = [text for text in found if _bare(text.rel).endswith("/".join(parts))] or found
        if len(found) > 1:
            near = [text for text in found if posixpath.dirname(text.rel) == posixpath.dirname(bare)]
            found = near or found
        return found[0] if len(found) == 1 else None


def _may_stand_in(text: Moved, folders: Iterable[str]) -> bool:
    own = {part.casefold() for part in text.rel.split("/")} | text.folders | _FREE
    return all(folder in own or _NUMBER.fullmatch(folder) for folder in folders)


def _bare(path: str) -> str:
    """Return a path as addresses are compared: without suffix, slashes around it, and capitals."""
    bare = _TEXT_SUFFIX.sub("", path.strip("/")).casefold()
    return bare.removesuffix("/index").removesuffix("/_index")


bare_address = _bare


@dataclass(frozen=True, slots=True)
class TextPlaces:
    """Where the addresses in one text lead."""

    here: Moved
    index: Index
    shelf: Shelf
    #: Where the old site stands, without a slash at its end; empty when nobody said.
    base: str
    #: The fragments that lead into a text.
    anchors: Callable[[Moved], frozenset[str]]

    def link(self, address: str) -> Target:
        """Return where a link leads."""
        typed = _BRACED.sub("", nfc(unquote_ascii(address.strip())), count=1)
        if not typed:
            return Target("", What.LINK_OUT)
        if typed.startswith("www."):
            typed = f"https://{typed}"
        if typed.startswith("//"):
            typed = f"https:{typed}"
        scheme = _SCHEME.match(typed)
        if scheme:
            return self._elsewhere(typed, scheme.group(1).lower(), address)
        return self._inside(typed, address)

    def _elsewhere(self, typed: str, scheme: str, address: str) -> Target:
        if scheme not in _SCHEMES or not _is_whole(typed):
            return Target("", What.LINK_OUT)
        own = typed.removeprefix(self.base) if self.base else typed
        if own != typed and own[:1] in {"", "/"}:
            path, _, fragment = own.partition("#")
            found = self.index.find(path or "/", self.here.rel)
            if found and (found.is_public or not self.here.is_public):
                return self._piece(found, fragment)
        return Target(typed, None if typed == address.strip() else What.LINK_BASE)

    def _inside(self, typed: str, address: str) -> Target:
        path, _, fragment = typed.partition("#")
        path = unquote(path.partition("?")[0])
        if not path:
            return self._fragment(fragment)
        found = self.index.find(path, self.here.rel)
        if found and (found.is_public or not self.here.is_public):
            return self._piece(found, fragment)
        file = self.shelf.find(path, self.here.rel)
        taken = self.shelf.take(file) if file else None
        if taken:
            return Target(taken, What.PICTURE)
        if self.base and not found:
            return self._on_base(path, typed)
        del address
        return Target("", What.LINK_OUT)

    def _on_base(self, path: str, typed: str) -> Target:
        if path.startswith("/"):
            return Target(_origin(self.base) + typed, What.LINK_BASE)
        folder = posixpath.dirname(self.here.rel)
        joined = posixpath.normpath(posixpath.join("/", folder, path))
        rest = typed[len(typed.partition("#")[0].partition("?")[0]) :]
        return Target(f"{self.base}{joined}{rest}", What.LINK_BASE)

    def _piece(self, found: Moved, fragment: str) -> Target:
        address = posixpath.relpath(found.target, posixpath.dirname(self.here.target))
        if not fragment:
            return Target(address, What.LINK_PIECE)
        anchor = match_anchor(unquote(fragment), self.anchors(found))
        return Target(f"{address}#{anchor}", What.LINK_PIECE) if anchor else Target(address, What.FRAGMENT)

    def _fragment(self, fragment: str) -> Target:
        anchor = match_anchor(unquote(fragment), self.anchors(self.here)) if fragment else ""
        if not anchor:
            return Target("", What.LINK_OUT)
        return Target(f"#{anchor}", None if anchor == fragment else What.FRAGMENT)

    def picture(self, address: str) -> Target:
        """Return where a picture or another file that a page shows lies."""
        typed = _BRACED.sub("", nfc(unquote_ascii(address.strip())), count=1)
        typed = f"https:{typed}" if typed.startswith("//") else typed
        own = typed.removeprefix(self.base) if self.base and typed.startswith(f"{self.base}/") else typed
        path = unquote(own.partition("#")[0].partition("?")[0])
        file = self.shelf.find(path, self.here.rel) if path and not _SCHEME.match(path) else None
        taken = self.shelf.take(file) if file else None
        if taken:
            return Target(taken, What.PICTURE)
        scheme = _SCHEME.match(typed)
        if scheme and scheme.group(1).lower() in {"http", "https"} and _is_whole(typed):
            return Target(typed, What.PICTURE_LINK)
        return Target("", What.PICTURE_OUT)


def unquote_ascii(address: str) -> str:
    """Return an address with the braces of Pelican's ``{filename}`` typed out, which some editors escape."""
    return address.replace("%7B", "{").replace("%7D", "}") if address.startswith("%7B") else address


def _is_whole(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.netloc or (parts.scheme not in {"http", "https", "ftp", "ftps"} and parts.path))


def _origin(base: str) -> str:
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}"
