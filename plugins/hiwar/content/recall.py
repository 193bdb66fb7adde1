"""Pieces that were read before: as they were, if all that they were made from is the same.

What a piece is made from: its file's bytes, our programs, who speaks, which products there are,
and what its links and pictures led to. The first four are in the key. The last is a list
of *finds*, each asked again.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from hiwar import codec
from hiwar.content.compose import tags_of
from hiwar.content.source import Source
from hiwar.errors import Faults
from hiwar.model.memory import Forgetful, ForgottenError, digest_of
from hiwar.model.piece import Piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from hiwar.content.files import PieceFile
    from hiwar.content.links import Find, Index
    from hiwar.content.tags import TagBook
    from hiwar.model.memory import Memory

_PIECES: Final = "pieces"
_BODIES: Final = "bodies"
#: What only the page of the piece itself shows: read when somebody asks for it.
_HEAVY: Final = ("body", "headings", "anchors", "parts", "passages")
#: What follows from other files, or from where one stands.
_MADE_ANEW: Final = ("shown", "tags")
_LIGHT: Final = tuple(row.name for row in fields(Piece) if row.name not in {*_HEAVY, *_MADE_ANEW})


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is remembered of a piece."""

    #: Values of its front matter and the line of each.
    values: Any
    lines: Any
    #: The values of `_LIGHT`.
    light: tuple[Any, ...]
    #: The key of the values of `_HEAVY`.
    heavy: str
    finds: tuple[Find, ...]
    #: Digest of all that is remembered.
    digest: str = ""


class RecalledPiece(Piece):
    """A piece whose text is read when it is asked for."""

    __slots__ = ("_load", "_own")
    _load: Callable[[], tuple[Any, ...]]
    _own: str

    def __getattr__(self, name: str) -> Any:
        """Return a value of `_HEAVY`, all of which are read now."""
        if name not in _HEAVY:
            raise AttributeError(name)
        for heavy, value in zip(_HEAVY, self._load(), strict=True):
            object.__setattr__(self, heavy, value)
        return object.__getattribute__(self, name)

    def __stamp__(self, text: Callable[[object], str]) -> str:
        """Return a text that no other piece has, without reading its own."""
        if hasattr(self, "_own"):
            return f"{self._own}{text(self.shown)}{text(self.tags)}"
        # Changed after it was read, and whole.
        return text(tuple(getattr(self, row.name) for row in fields(Piece)))


class Shelf:
    """Finds pieces that were read before, and keeps those that are read now."""

    def __init__(self, memory: Memory, folder: Path, known: Iterable[str]) -> None:
        self._memory, self._folder = memory, folder
        self._shared = digest_of("\n".join([memory.house, *known]).encode())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is remembered in this build."""
        return isinstance(self._memory, Forgetful)

    def source(self, file: PieceFile) -> Source | None:
        """Return a file as it was read before, or None."""
        if self.is_empty:
            return None
        try:
            key = self._key(file, self._memory.digest(file.path))
        except OSError:
            return None
        text = self._memory.recall(_PIECES, key)
        if text is None:
            return None
        try:
            found = codec.parse(text, self._folder)
        except codec.NotKeptError:
            return None
        found = replace(found, digest=digest_of(text.encode("utf-8", "surrogatepass")))
        self._memory.need(_BODIES, found.heavy)
        return Source(file, found.values, found.lines, "", 0, "", Faults(), found)

    def piece(self, source: Source, index: Index, tags: TagBook) -> Piece | None:
        """Return the piece of a source that was read before, if it links to what it linked to then."""
        found = source.recalled
        if found is None or not all(index.leads(find, source.file) for find in found.finds):
            return None
        return self._light(found, source.file.shown, tags_of(source, tags))

    def _light(self, found: Recalled, *made_anew: object) -> Piece:
        """Return a piece without its text; it has the values of `_MADE_ANEW`."""
        piece = object.__new__(RecalledPiece)
        for name, value in zip((*_LIGHT, *_MADE_ANEW), (*found.light, *made_anew), strict=True):
            object.__setattr__(piece, name, value)
        object.__setattr__(piece, "_own", found.digest)
        object.__setattr__(piece, "_load", lambda: self._heavy(found.heavy))
        return piece

    def keep(self, source: Source, piece: Piece, finds: Iterable[Find]) -> Piece:
        """Remember a piece that is without fault, and return it as the next build will know it.

        Args:
            source: its file as it was read.
            piece: what was made of it.
            finds: what its links and pictures led to.
        """
        if self.is_empty or source.faults.found:
            return piece
        try:
            heavy = codec.render(tuple(getattr(piece, name) for name in _HEAVY), self._folder)
            key = digest_of(heavy.encode("utf-8", "surrogatepass"))
            light = tuple(getattr(piece, name) for name in _LIGHT)
            row = Recalled(source.values, source.lines, light, key, tuple(finds))
            text = codec.render(row, self._folder)
        except codec.NotKeptError:
            return piece
        self._memory.keep(_BODIES, key, heavy)
        self._memory.keep(_PIECES, self._key(source.file, source.raw), text)
        return self._light(
            replace(row, digest=digest_of(text.encode("utf-8", "surrogatepass"))), piece.shown, piece.tags
        )

    def _key(self, file: PieceFile, digest: str) -> str:
        return f"{file.source}\n{digest}\n{self._shared}"

    def _heavy(self, key: str) -> tuple[Any, ...]:
        text = self._memory.recall(_BODIES, key)
        if text is None or digest_of(text.encode("utf-8", "surrogatepass")) != key:
            raise ForgottenError
        try:
            found: tuple[Any, ...] = codec.parse(text, self._folder)
        except codec.NotKeptError as error:
            raise ForgottenError from error
        return found
