"""How lists are cut into documents, remembered until an entry of the list is another.

A site of ten thousand pieces has three thousand documents. An edit changes the entries of a
handful of lists; the documents of all others are the same, and nobody has to cut them again.
"""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from hiwar.feeds.planned import Planned
from hiwar.model.feed import Feed
from hiwar.model.memory import digest_of
from hiwar.stamps import Stamps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiwar.model.memory import Memory

_ROOM: Final = "documents"
#: Returns what a document says besides its entries.
_frame: Final = attrgetter(*(row.name for row in fields(Feed) if row.name not in {"entries", "author"}))


class Row(NamedTuple):
    """What is known of a document without cutting its list."""

    #: Its address in each format; empty where it is in none of that.
    atom: str
    rss: str
    json: str
    #: A text for all that it is made of.
    made_of: str


class Chain:
    """A list and its documents: the feed for subscribers, then its archive."""

    def __init__(self, feed: Feed, cut: Callable[[Feed], tuple[Feed, ...]]) -> None:
        """Cut nothing yet.

        Args:
            feed: with all entries of the list, newest first.
            cut: returns its documents.
        """
        self.feed, self._cut = feed, cut

    @cached_property
    def documents(self) -> tuple[Feed, ...]:
        """All documents, newest first."""
        return self._cut(self.feed)


class Cuts:
    """Remembers the documents of one language's lists from build to build."""

    def __init__(self, memory: Memory, lang: str) -> None:
        """Remember in a memory.

        Args:
            memory: of the build.
            lang: code of the language.
        """
        self._memory, self._lang = memory, lang
        self._known = _parsed(memory.recall(_ROOM, lang))
        self._asked: dict[str, tuple[str, list[Row]]] = {}
        self._stamps = Stamps()

    def rows(self, chain: Chain) -> Sequence[Row]:
        """Return a row for each document of a list; it is cut only when its entries are others than the last time."""
        name, key = chain.feed.id, self._key(chain.feed)
        known = self._known.get(name)
        if known is None or not key or known[0] != key:
            known = key, [Row(it.atom, it.rss, it.json, self._made_of(it)) for it in chain.documents]
        self._asked[name] = known
        return known[1]

    def keep(self) -> None:
        """Remember the documents that were asked for."""
        if self._asked != self._known:
            self._memory.keep(_ROOM, self._lang, json.dumps(self._asked, separators=(",", ":")))

    def _key(self, feed: Feed) -> str:
        """Return the digest of all that decides how a list is cut; empty where nobody can say."""
        entries = [f"{entry.stamp} {entry.size}" for entry in feed.entries if isinstance(entry, Planned)]
        if len(entries) < len(feed.entries):
            return ""
        said = [self._memory.house, *map(str, _frame(feed)), *entries]
        return digest_of("\n".join(said).encode("utf-8", "surrogatepass"))

    def _made_of(self, document: Feed) -> str:
        stood = [entry.stamp for entry in document.entries if isinstance(entry, Planned)]
        if len(stood) < len(document.entries):
            return self._stamps.known(document)
        # One digest: all documents of a site name each entry a dozen times.
        return digest_of(repr([*map(str, _frame(document)), *stood]).encode("utf-8", "surrogatepass"))


def _parsed(text: str | None) -> dict[str, tuple[str, list[Row]]]:
    try:
        found = json.loads(text or "{}")
        return {name: (key, [Row(*row) for row in rows]) for name, (key, rows) in found.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
