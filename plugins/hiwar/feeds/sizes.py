"""How long entries are: documents are cut by that, long before an entry is needed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiwar.model.memory import Memory

_ROOM: Final = "entries"


class Sizes:
    """Remembers the sizes of one language's entries from build to build."""

    def __init__(self, memory: Memory, words: str) -> None:
        """Remember in a memory.

        Args:
            memory: of the build.
            words: digest of all that sizes follow from besides pieces.
        """
        self._memory, self._words = memory, words
        self._known = _parsed(memory.recall(_ROOM, words))
        self._asked: dict[str, int] = {}

    def of(self, stamp: str, measure: Callable[[], int]) -> int:
        """Return the size of an entry, which is measured when its stamp is new."""
        found = self._known.get(stamp)
        size = self._asked[stamp] = measure() if found is None else found
        return size

    def keep(self) -> None:
        """Remember the sizes that were asked for."""
        if self._asked != self._known:
            self._memory.keep(_ROOM, self._words, json.dumps(self._asked))


def _parsed(text: str | None) -> dict[str, int]:
    try:
        found = json.loads(text or "{}")
        return {str(stamp): int(size) for stamp, size in found.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
