"""The contents of entries, made only for the documents that change."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from hiwar.feeds.archive import size_of
from hiwar.model.feed import Unmade
from hiwar.model.memory import digest_of
from hiwar.stamps import Stamps

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiwar.model.memory import Memory
    from hiwar.model.piece import Piece

_ROOM: Final = "entries"


class Shelf:
    """Remembers how long each content is: documents are cut by that, long before it is needed."""

    def __init__(self, memory: Memory, words: str) -> None:
        """Remember in a memory.

        Args:
            memory: of the build.
            words: says all that contents are made from besides pieces.
        """
        self._memory, self._words = memory, digest_of(words.encode("utf-8", "surrogatepass"))
        self._stamps = Stamps()

    def later(self, piece: Piece, told: str, make: Callable[[], str]) -> str | Unmade:
        """Return a content that is made when it is written; a piece that was just read has it now.

        Args:
            piece: whose it is.
            told: what else decides it.
            make: returns it.
        """
        if not self._memory.house or not hasattr(piece, "__stamp__"):
            return make()
        said = f"{self._words}\n{self._stamps.text(piece)}\n{told}"
        key = digest_of(said.encode("utf-8", "surrogatepass"))
        found = self._memory.recall(_ROOM, key)
        if found is None or not found.isdecimal():
            text = make()
            self._memory.keep(_ROOM, key, str(size_of(text)))
            return Unmade(key, size_of(text), lambda: text)
        return Unmade(key, int(found), cache(make))
