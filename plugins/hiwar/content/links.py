"""Where the addresses in a body lead: pieces, files, places on the site, elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from hiwar import urls
from hiwar.model.media import MediaError, MediaFile
from hiwar.model.memory import digest_of
from hiwar.model.piece import Link
from hiwar.text import nearest, nfc

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hiwar.content.files import PieceFile
    from hiwar.errors import Faults
    from hiwar.model.company import Company, Person
    from hiwar.model.media import MediaLibrary
    from hiwar.model.part import Recording

_BRACED: Final = re.compile(r"[{|](\w+)[|}](.*)", re.DOTALL)
_KNOWN_BRACES: Final = frozenset({"filename", "static", "attach"})
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "sms", "xmpp", "matrix", "ftp", "ftps", "magnet", "geo"})
_QUERY: Final = re.compile(r"[?#]")
_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


class Find(NamedTuple):
    """What a body asked of the site, and the answer that its HTML is made from."""

    #: ``piece``: what a path leads to; ``hidden``: whether readers may not follow; ``file``: a file;
    #: ``words``: the digest of one.
    kind: str
    #: A path as typed, or the source of a piece.
    asked: str
    #: The source of a piece, whether it is hidden, a file; None where there is nothing.
    answer: str | bool | MediaFile | None


@dataclass(frozen=True)
class Index:
    """What the pieces of a site may link to."""

    #: The content folder.
    folder: Path
    company: Company
    #: By source path.
    files: Mapping[str, PieceFile]
    #: Source paths of the pieces that readers may see.
    public: frozenset[str]
    library: MediaLibrary
    #: Who may be quoted, by id.
    people: Mapping[str, Person] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def by_name(self) -> Mapping[tuple[str, str], list[PieceFile]]:
        """The pieces of each language by the names of their files."""
        found: dict[tuple[str, str], list[PieceFile]] = {}
        for file in self.files.values():
            found.setdefault((file.lang, nfc(file.path.name)), []).append(file)
        return found

    def piece(self, path: str, origin: PieceFile) -> PieceFile | None:
        """Return the piece that a path names, as seen from another piece."""
        wanted = self._joined(path, origin)
        if wanted in self.files:
            return self.files[wanted]
        if "/" in path:
            return None
        same_name = self.by_name.get((origin.lang, nfc(path)), ())
        return same_name[0] if len(same_name) == 1 else None

    def media(self, path: str, origin: PieceFile) -> Path | None:
        """Return the file that a path names: beside the piece, else in ``media/``."""
        for candidate in (
            self._joined(path, origin),
            "media/" + path.removeprefix("/").removeprefix("media/"),
        ):
            file = _on_disk(self.folder / candidate)
            # Links that leave the content folder are not followed.
            if file and self.folder.resolve() in file.resolve().parents:
                return file
        return None

    def is_hidden(self, target: str, origin: PieceFile) -> bool:
        """Tell whether a piece is not public yet that a public one would lead to, by its source."""
        return origin.source in self.public and target not in self.public

    def words_of(self, path: str, origin: PieceFile) -> str | None:
        """Return the digest of a file that a path names; None where it is not, or cannot be read."""
        source = self.media(path, origin)
        try:
            return digest_of(source.read_bytes()) if source else None
        except OSError:
            return None

    def leads(self, find: Find, origin: PieceFile) -> bool:
        """Tell whether what a body asked for is still the same."""
        if find.kind == "piece":
            target = self.piece(find.asked, origin)
            return (target.source if target else None) == find.answer
        if find.kind == "hidden":
            return self.is_hidden(find.asked, origin) == find.answer
        if find.kind == "words":
            return self.words_of(find.asked, origin) == find.answer
        source = self.media(find.asked, origin)
        try:
            return (self.library.file(source) if source else None) == find.answer
        except MediaError:
            return False

    def nearest(self, path: str, origin: PieceFile, *, is_piece: bool) -> str:
        """Return a fix for a path that leads nowhere."""
        if is_piece:
            names = [file.path.name for file in self.files.values() if file.lang == origin.lang]
        else:
            media = self.folder / "media"
            names = [file.relative_to(media).as_posix() for file in sorted(media.rglob("*")) if file.is_file()]
            names += [file.name for file in sorted(origin.path.parent.iterdir()) if file.suffix != ".md"]
        near = nearest(path.rsplit("/", 1)[-1], names)
        if near:
            return f'did you mean "{near}"?'
        return "write the file name of a piece" if is_piece else "put the file into content/media/"

    def _joined(self, path: str, origin: PieceFile) -> str:
        """Return the path relative to the content folder, ``..`` resolved as text."""
        parts: list[str] = [] if path.startswith("/") else origin.source.split("/")[:-1]
        for part in nfc(path).split("/"):
            if part == ".." and parts:
                parts.pop()
            elif part not in {"", ".", ".."}:
                parts.append(part)
        return "/".join(parts)


def _on_disk(file: Path) -> Path | None:
    """Return the file that has this name in any normal form: a Mac writes others than a keyboard."""
    try:
        if file.is_file():
            return file
        if file.name.isascii() or not file.parent.is_dir():
            return None
        return next((other for other in sorted(file.parent.iterdir()) if nfc(other.name) == nfc(file.name)), None)
    except (OSError, ValueError):  # a name too long for the file system, or with a NUL
        return None


@dataclass(slots=True)
class Resolver:
    """Resolves the addresses of one body, and remembers what it saw."""

    index: Index
    origin: PieceFile
    body: str
    #: 1-based line of the file on which the body begins.
    body_line: int
    faults: Faults
    links: list[Link] = field(default_factory=list)
    media: dict[str, MediaFile] = field(default_factory=dict)
    #: Video and sound by their anchors.
    recordings: dict[str, Recording] = field(default_factory=dict)
    #: Files of pictures by the address that the page has for each.
    pictures: dict[str, MediaFile] = field(default_factory=dict)
    #: Fragments of the piece's own, with the line that asks for each.
    fragments: list[tuple[str, int]] = field(default_factory=list)
    #: What it asked of the site.
    finds: list[Find] = field(default_factory=list)
    #: Whether a picture was shown before: the first of a page is loaded at once, the others when they come near.
    is_led: bool = False

    def line_of(self, needle: str) -> int:
        """Return the line of the file on which a text of the body stands first."""
        at = self.body.find(needle) if needle else -1
        if at < 0:
            at = max(self.body.casefold().find(needle.casefold()), 0)
        return self.body_line + self.body.count("\n", 0, at)

    def note(self, needle: str, problem: str, fix: str = "") -> None:
        """Note a fault at the line where a text of the body stands."""
        self.faults.add(self.origin.shown, self.line_of(needle), problem, fix)

    def href(self, address: str) -> str:
        """Return the address as the page will have it; unchanged where it has a fault."""
        typed = address.strip()
        braced = _BRACED.fullmatch(unquote(typed)) if typed[:1] in {"{", "|", "%"} else None
        if braced:
            return self._braced(typed, braced.group(1), braced.group(2))
        scheme = _SCHEME.match(typed)
        if scheme and scheme.group(1).lower() not in _SCHEMES:
            self.note(typed, f'the address "{typed[:60]}" runs or opens something', "write an address with https://")
            return typed
        if scheme or typed.startswith("//"):
            return typed
        if typed.startswith("#"):
            self.fragments += [(unquote(typed[1:]), self.line_of(typed))] if typed != "#" else []
            return typed
        if typed.startswith("/"):
            return self._public(typed)
        return self._relative(typed, typed)

    def file(self, address: str) -> MediaFile | None:
        """Return the file of the content folder that an address names, or note why there is none."""
        typed = address.strip()
        braced = _BRACED.fullmatch(unquote(typed))
        return self._media(typed, braced.group(2) if braced else unquote(_QUERY.split(typed, maxsplit=1)[0]))

    def _braced(self, typed: str, brace: str, rest: str) -> str:
        if brace not in _KNOWN_BRACES:
            near = nearest(brace, _KNOWN_BRACES) or "filename"
            self.note(typed, f'"{{{brace}}}" means nothing here', f"write {{{near}}}{rest}")
            return typed
        return self._relative(typed, rest)

    def _relative(self, typed: str, rest: str) -> str:
        path, _, fragment = rest.partition("#")
        path = unquote(path.partition("?")[0])
        if not path:
            return self._piece_href(typed, self.origin, fragment)
        if path.lower().endswith((".md", ".markdown", ".mdx")):
            target = self.index.piece(path, self.origin)
            self.finds.append(Find("piece", path, target.source if target else None))
            if target:
                return self._piece_href(typed, target, fragment)
            self.note(
                typed,
                f'the link "{typed}" leads to no piece',
                self.index.nearest(path, self.origin, is_piece=True),
            )
            return typed
        file = self._media(typed, path)
        return urls.href(self.index.company, file.address) if file else typed

    def _piece_href(self, typed: str, target: PieceFile, fragment: str) -> str:
        is_hidden = self.index.is_hidden(target.source, self.origin)
        self.finds.append(Find("hidden", target.source, is_hidden))
        if is_hidden:
            self.note(
                typed,
                f'the link "{typed}" leads to a piece that is not public yet',
                "wait, or delete the link",
            )
            return typed
        address = urls.piece_address(self.index.company, target.lang, target.kind, target.slug)
        link = Link(address, self.line_of(typed), unquote(fragment))
        self.links.append(link)
        return urls.href(self.index.company, address, link.fragment)

    def _public(self, typed: str) -> str:
        path, _, fragment = typed.partition("#")
        address = nfc(unquote(path.partition("?")[0]))
        self.links.append(Link(address, self.line_of(typed), unquote(fragment)))
        return self.index.company.base_path + typed

    def _media(self, typed: str, path: str) -> MediaFile | None:
        source = self.index.media(path, self.origin)
        if source is None:
            fix = self.index.nearest(path, self.origin, is_piece=False)
            self.note(typed, f'there is no file "{path}"', fix)
            return None
        return self._look(path, source, typed)

    def companion(self, path: str, typed: str) -> MediaFile | None:
        """Return a file that may be there, and goes with what was typed; None where it is not."""
        source = self.index.media(path, self.origin)
        if source is None:
            self.finds.append(Find("file", path, None))
            return None
        return self._look(path, source, typed)

    def words(self, path: str) -> Path | None:
        """Return a file whose words become part of the piece; None where it is not."""
        self.finds.append(Find("words", path, self.index.words_of(path, self.origin)))
        return self.index.media(path, self.origin)

    def _look(self, path: str, source: Path, typed: str) -> MediaFile | None:
        try:
            file = self.index.library.file(source)
        except MediaError as error:
            self.note(typed, error.problem, error.fix)
            return None
        self.finds.append(Find("file", path, file))
        if file.has_place and file.address not in self.media:
            self.faults.add(self.origin.shown, self.line_of(typed), *told_place(file), "warning")
        self.media[file.address] = file
        return file


def told_place(file: MediaFile) -> tuple[str, str]:
    """Return what to say of a picture whose file names the place: readers do not get that, the repository does."""
    problem = (
        f'the file "{file.source.name}" says where it was taken; that is left out of the site, not of the repository'
    )
    return problem, "take the place out of the file, and export it again"
