"""Pieces that were read before: as they were, if all that they were made from is the same.

What a piece is made from: its file's bytes, our programs, who speaks, which products there are,
and what its links and pictures led to. The first is in its row of the outline, the next three
are what the whole outline was made with. The last is a list of *finds*, each asked again.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hiwar import codec
from hiwar.content import outline
from hiwar.content.compose import tags_of
from hiwar.content.source import Source
from hiwar.errors import Faults
from hiwar.model.memory import Forgetful, ForgottenError, digest_of
from hiwar.model.piece import SHOWN_ELSEWHERE, Piece, PieceId
from hiwar.stamps import Stamps

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hiwar.content.files import PieceFile
    from hiwar.content.links import Find, Index
    from hiwar.content.outline import Recalled, Row
    from hiwar.content.tags import TagBook
    from hiwar.model.memory import Memory
    from hiwar.model.piece import Tag

_PIECES: Final = "pieces"
_BODIES: Final = "bodies"
#: What only the page of the piece itself shows.
_BODY: Final = ("body", "headings", "anchors", "parts", "passages")
#: What its place, the company and its row say.
_KNOWN: Final = ("kind", "slug", "lang", "source", "shown", "tags", "stamp", "teaser_stamp")
_ROW: Final = (*outline.PLAIN, *outline.NAMES, *outline.PACKED)
#: The rest: what a list, a feed or a neighbour shows.
_OTHERS: Final = tuple(row.name for row in fields(Piece) if row.name not in {*_BODY, *_KNOWN, *_ROW})


class RecalledPiece(Piece):
    """A piece whose values are read when they are asked for: its text, and what others show of it."""

    # Its id is asked for more often than anything else.
    __slots__ = ("_shelf", "_text_key", "id")
    _shelf: Shelf
    _text_key: str

    def __getattr__(self, name: str) -> Any:
        """Return a value that was not asked for yet; all of its kind are read now."""
        if name in _OTHERS:
            self._set(_OTHERS, self._shelf.load(_PIECES, self.stamp.partition(" ")[0]))
        elif name in _BODY:
            self._set(_BODY, self._shelf.load(_BODIES, self._text_key))
        else:
            raise AttributeError(name)
        return object.__getattribute__(self, name)

    def having(self, stamp: str, **values: object) -> Piece:
        """Return the piece with other values, still without its text.

        Args:
            stamp: says what differs.
            values: by name; of which none is its text's.
        """
        piece = object.__new__(RecalledPiece)
        whole = f"{self.stamp} {digest_of(stamp.encode('utf-8', 'surrogatepass'))}"
        own = {name: getattr(self, name) for name in _EAGER}
        for name, value in {**own, **values, "stamp": whole}.items():
            object.__setattr__(piece, name, value)
        return piece

    def _set(self, names: tuple[str, ...], values: tuple[Any, ...]) -> None:
        for name, value in zip(names, values, strict=True):
            if not _is_set(self, name):
                object.__setattr__(self, name, value)

    def __stamp__(self, _text: object) -> str:
        """Return a text that no other piece has, without reading its own."""
        return self.stamp


def _is_set(piece: Piece, name: str) -> bool:
    try:
        object.__getattribute__(piece, name)
    except AttributeError:
        return False
    return True


#: What a recalled piece has from the beginning, and what puts it there: this is done for every piece of a site.
_EAGER: Final = (*_KNOWN, *_ROW, "_shelf", "_text_key", "id")
_PUTS: Final = tuple(getattr(RecalledPiece, name).__set__ for name in _EAGER)


class Packed(NamedTuple):
    """A piece that was read now, as it is kept."""

    row: Row
    #: The values of `_BODY`, and those of `_OTHERS`.
    body: str
    others: str
    tags: tuple[Tag, ...]


class Shelf:
    """Finds pieces that were read before, and keeps those that are read now."""

    def __init__(self, memory: Memory, folder: Path, rules: Iterable[str]) -> None:
        """Open the shelf.

        Args:
            memory: of the build.
            folder: the content folder.
            rules: texts that say by what all files are named and read, besides our programs.
        """
        self._memory, self._folder = memory, folder
        self._outline = outline.read(memory, digest_of("\n".join([memory.house, *rules]).encode()), folder)

    def settle(self, products: Iterable[str]) -> None:
        """Say which products there are now: front matters may name them."""
        self._outline.settle("\n".join(products))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is remembered in this build."""
        return isinstance(self._memory, Forgetful)

    def names(self) -> frozenset[str]:
        """Return the sources whose names were found to be right by the same rules."""
        return frozenset(self._outline.rows)

    def source(self, file: PieceFile) -> Source | None:
        """Return a file as it was read before, or None."""
        if self.is_empty or file.source not in self._outline.rows:
            return None
        try:
            row = self._outline.find(file.source, self._memory.digest(file.place))
            found = self._outline.recalled(row) if row else None
        except (OSError, *codec.BROKEN):
            return None
        if row is None or found is None:
            return None
        return Source(file, self._outline.front(found), row.lines, "", 0, "", Faults(), found)

    def piece(self, source: Source, index: Index, tags: TagBook) -> Piece | None:
        """Return the piece of a source that was read before, if it links to what it linked to then."""
        found = source.recalled
        if found is None:
            return None
        if len(found.row.finds) > 1:
            try:
                finds = codec.unpacked(found.row.finds, self._folder)
            except codec.BROKEN:
                return None
            if not all(index.leads(find, source.file) for find in finds):
                return None
        return self._recalled(found, source.file, tags_of(source, tags))

    def _recalled(self, found: Recalled, file: PieceFile, tags: tuple[Tag, ...]) -> Piece:
        row = found.row
        known = (file.kind, file.slug, file.lang, file.source, file.shown, tags, row.stamp, row.teaser_stamp)
        id_ = PieceId(file.kind, file.slug)
        piece = object.__new__(RecalledPiece)
        for put, value in zip(_PUTS, (*known, *found.values, self, row.body, id_), strict=True):
            put(piece, value)
        return piece

    def pack(self, source: Source, piece: Piece, finds: Iterable[Find]) -> Packed | Piece:
        """Return a piece as it will be kept; as it is where it has a fault, or nothing is remembered.

        Args:
            source: its file as it was read.
            piece: what was made of it.
            finds: what its links and pictures led to.
        """
        if self.is_empty:
            return piece
        try:
            return _stamped(piece) if source.faults.found else self._packed(source, piece, tuple(finds))
        except codec.NotKeptError:
            return _stamped(piece)

    def _packed(self, source: Source, piece: Piece, finds: tuple[Find, ...]) -> Packed:
        folder = self._folder
        body = codec.render(tuple(getattr(piece, name) for name in _BODY), folder)
        others = codec.render(tuple(getattr(piece, name) for name in _OTHERS), folder)
        body_key, values = digest_of(body.encode("utf-8", "surrogatepass")), outline.pack(piece, folder)
        said = f"{body_key} {others} {values!r} {piece.kind} {piece.slug} {piece.lang} {piece.tags!r}"
        stamp = digest_of(said.encode("utf-8", "surrogatepass"))
        typed, corrections = source.values.get("tags") or (), source.values.get("corrections")
        corrected = codec.packed(corrections, folder) if corrections else None
        lines = {name: source.lines[name] for name in ("tags", "aliases") if name in source.lines}
        row = outline.Row(
            digest=source.raw,
            stamp=stamp,
            body=body_key,
            teaser_stamp=_teaser_stamp(piece),
            tags=list(typed),
            corrected=corrected,
            lines=lines,
            finds=codec.packed(finds, folder),
            values=values,
        )
        return Packed(row, body, others, piece.tags)

    def put(self, source: Source, made: Packed | Piece) -> Piece:
        """Remember what `pack` returned, and return the piece as the next build will know it."""
        if isinstance(made, Piece):
            self._outline.kept.pop(made.source, None)
            return made
        self._memory.keep(_BODIES, made.row.body, made.body)
        self._memory.keep(_PIECES, made.row.stamp, made.others)
        self._outline.kept[source.file.source] = made.row
        return self._recalled(self._outline.recalled(made.row), source.file, made.tags)

    def finish(self) -> None:
        """Remember what all pieces together are."""
        if not self.is_empty:
            self._memory.need(_PIECES, *(row.stamp for row in self._outline.kept.values()))
            self._memory.need(_BODIES, *(row.body for row in self._outline.kept.values()))
            self._outline.keep(self._memory)

    def load(self, room: str, key: str) -> tuple[Any, ...]:
        """Return values that were kept.

        Raises:
            ForgottenError: they are not there any more, or not whole.
        """
        text = self._memory.recall(room, key)
        if text is None:
            raise ForgottenError
        try:
            found: tuple[Any, ...] = codec.parse(text, self._folder)
        except codec.NotKeptError as error:
            raise ForgottenError from error
        return found


def _stamped(piece: Piece) -> Piece:
    """Return a piece that is read in every build, with its stamps."""
    return replace(piece, stamp=Stamps().stamp(piece), teaser_stamp=_teaser_stamp(piece))


def _teaser_stamp(piece: Piece) -> str:
    return Stamps().stamp(tuple(getattr(piece, name) for name in SHOWN_ELSEWHERE))


def altered(piece: Piece, stamp: str, **values: Any) -> Piece:
    """Return a piece with other values than it was read with, but not with another text.

    Args:
        piece: as it was read.
        stamp: says what differs.
        values: by name.
    """
    if isinstance(piece, RecalledPiece):
        return piece.having(stamp, **values)
    return replace(piece, **values, stamp=f"{piece.stamp} {stamp}" if piece.stamp else "")
