"""Entries before they are composed: documents are cut by their moments and sizes, and most stay as they are."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

from hiwar.model.feed import FeedEntry

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_NAMES: Final = tuple(row.name for row in fields(FeedEntry))


class Planned(FeedEntry):
    """An entry that knows when it was published and how long it is, and composes the rest when somebody asks."""

    __slots__ = ("_compose", "month", "size", "stamp")
    _compose: Callable[[], FeedEntry]
    #: A text that no other entry has, nor this one after any change.
    stamp: str
    #: In which it was published: ``2026-10``.
    month: str
    #: Bytes that it takes as Atom at most.
    size: int

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __getattr__(self, name: str) -> Any:
        """Return a value of the whole entry, all of which are set now."""
        if name not in _NAMES:
            raise AttributeError(name)
        whole = self._compose()
        for other in _NAMES:
            if other not in {"published", "updated"}:
                object.__setattr__(self, other, getattr(whole, other))
        return object.__getattribute__(self, name)

    def whole(self) -> FeedEntry:
        """Return the entry composed."""
        return FeedEntry(*(getattr(self, name) for name in _NAMES))

    def moved(self, updated: datetime) -> FeedEntry:
        """Return the entry with another moment of its last change."""
        return plan(self._compose, self.stamp.rpartition(" ")[0], self.size, self.published, updated)


def plan(compose: Callable[[], FeedEntry], made_of: str, size: int, published: datetime, updated: datetime) -> Planned:
    """Return an entry that is composed later.

    Args:
        compose: returns it whole.
        made_of: names all that it is made of.
        size: bytes that it takes as Atom at most.
        published: its moment, aware.
        updated: that of its last change.
    """
    entry = object.__new__(Planned)
    put = object.__setattr__
    put(entry, "_compose", compose)
    changed = updated.isoformat()
    put(entry, "stamp", f"{made_of} {changed}")
    put(entry, "month", (changed if updated is published else published.isoformat())[:7])
    put(entry, "size", size)
    put(entry, "published", published)
    put(entry, "updated", updated)
    return entry
