"""What of each piece stands in the index, remembered from build to build."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import TYPE_CHECKING, Final

from hiwar.search import index

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiwar.model.memory import Memory

_ROOM: Final = "words"


class Shelf:
    """Reads the words of pieces once."""

    def __init__(self, memory: Memory, rules: str) -> None:
        """Remember in a memory.

        Args:
            memory: of the build.
            rules: says by what pieces are read, besides our programs.
        """
        self._memory, self._rules = memory, rules

    def find(self, stamp: str, entry: Callable[[], index.Entry]) -> index.Indexed:
        """Return what of a piece stands in the index.

        Args:
            stamp: of the piece; empty in a build that remembers nothing.
            entry: returns it as search knows it.
        """
        if not stamp:
            return index.read(entry())
        key = f"{stamp} {self._rules}"
        found = _parsed(self._memory.recall(_ROOM, key))
        if found is None:
            found = index.read(entry())
            self._memory.keep(_ROOM, key, json.dumps(astuple(found), ensure_ascii=False, separators=(",", ":")))
        return found


def _parsed(text: str | None) -> index.Indexed | None:
    try:
        return index.Indexed(*json.loads(text or ""))
    except (ValueError, TypeError):
        return None
