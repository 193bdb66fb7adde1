"""How long entries are: documents are cut by that, long before an entry is needed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiwar.feeds.publication import Measurable
    from hiwar.model.crew import Crew
    from hiwar.model.feed import FeedEntry
    from hiwar.model.memory import Memory

#: From so many entries on, others help to compose them.
_MANY: Final = 100
_ROOM: Final = "entries"


class Sizes:
    """Remembers the sizes of one language's entries from build to build."""

    def __init__(self, memory: Memory, words: str, crew: Crew) -> None:
        """Remember in a memory.

        Args:
            memory: of the build.
            words: digest of all that sizes follow from besides pieces.
            crew: composes entries.
        """
        self._memory, self._words, self._crew = memory, words, crew
        self._known = _parsed(memory.recall(_ROOM, words))
        self._asked: dict[str, int] = {}

    def of(self, entries: Sequence[Measurable]) -> list[int]:
        """Return the sizes of entries, of which those with a new stamp are composed."""
        known = [self._known.get(entry.stamp) for entry in entries]
        new = [entry for entry, size in zip(entries, known, strict=True) if size is None]
        with self._memory.held(), self._crew.work(new, _whole, many=_MANY) as composed:
            sizes = [
                entry.take(next(composed)) if size is None else size for entry, size in zip(entries, known, strict=True)
            ]
        self._asked.update(zip((entry.stamp for entry in entries), sizes, strict=True))
        return sizes

    def keep(self) -> None:
        """Remember the sizes that were asked for."""
        if self._asked != self._known:
            self._memory.keep(_ROOM, self._words, json.dumps(self._asked))


def _whole(entry: Measurable) -> FeedEntry:
    return entry()


def _parsed(text: str | None) -> dict[str, int]:
    try:
        found = json.loads(text or "{}")
        return {str(stamp): int(size) for stamp, size in found.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
