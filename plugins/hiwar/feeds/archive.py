"""The documents of a list: the newest entries, and a chain of months behind them.

RFC 5005, section 4: a reader that follows ``prev-archive`` gets everything. A
month is whole in its document, also when some of it still stands among the
newest, so that the document changes only when an entry of that month does.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from hiwar.feeds.characters import uri
from hiwar.i18n import direction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiwar.model.feed import Feed, FeedEntry

#: How many entries a document for subscribers holds.
NEWEST: Final = 50
#: Bytes of entries in one document. Past 5,000,000 bytes in all, the W3C Feed
#: Validation Service reads no further, and smaller readers give up earlier.
LIMIT: Final = 4_500_000
#: Bytes of an entry besides its texts, rounded up.
_FRAME: Final = 3_000


def size(entry: FeedEntry) -> int:
    """Return how many bytes an entry takes as Atom at most, its card and enclosures within reason."""
    return size_of(entry.content) + 4 * len(entry.summary) + _FRAME


def size_of(text: str) -> int:
    """Return how many bytes a text takes as Atom."""
    return len(text.encode(errors="replace")) + 3 * (text.count("<") + text.count(">")) + 4 * text.count("&")


def documents(feed: Feed, size: Callable[[FeedEntry], int] = size, limit: int = LIMIT) -> tuple[Feed, ...]:
    """Return the feed for subscribers, then its archive documents, newest first.

    Args:
        feed: with all entries of the list, newest first.
        size: bytes of an entry as Atom; give a remembering one to cut many feeds.
        limit: bytes of all entries in one document.
    """
    shown = newest(feed, size, limit)
    older = feed.entries[len(shown.entries) :]
    months = _months([entry for entry in feed.entries if entry.month <= older[0].month] if older else ())
    addresses = [f"{feed.atom.removesuffix('.xml')}-{name}.xml" for name, _ in months]
    before = [*addresses[1:], ""] if addresses else []
    archives = tuple(
        _of(
            feed,
            _shortened_to(entries, size, limit),
            atom=address,
            rss="",
            json="",
            current=feed.atom,
            prev_archive=previous,
            # The end of the chain alone says what follows: any other archive
            # would change when a later month begins.
            next_archive=addresses[-2] if not previous and len(addresses) > 1 else "",
        )
        for address, previous, (_, entries) in zip(addresses, before, months, strict=True)
    )
    return (replace(shown, prev_archive=addresses[0] if addresses else ""), *archives)


def newest(feed: Feed, size: Callable[[FeedEntry], int] = size, limit: int = LIMIT) -> Feed:
    """Return the feed for subscribers of a list that has no archive."""
    return _of(feed, _newest(feed.entries, size, limit))


def _months(entries: Sequence[FeedEntry]) -> list[tuple[str, tuple[FeedEntry, ...]]]:
    return [(name, tuple(group)) for name, group in groupby(entries, key=lambda entry: entry.month)]


def _of(feed: Feed, entries: Sequence[FeedEntry], **values: Any) -> Feed:
    updated = max((entry.updated for entry in entries), default=feed.updated)
    return replace(feed, entries=tuple(entries), updated=updated, **values)


def _newest(entries: Sequence[FeedEntry], size: Callable[[FeedEntry], int], limit: int) -> tuple[FeedEntry, ...]:
    kept: list[FeedEntry] = []
    total = 0
    for entry in entries[:NEWEST]:
        fitting = entry if size(entry) <= limit else shortened(entry)
        total += size(fitting)
        if total > limit and kept:
            break
        kept.append(fitting)
    return tuple(kept)


def _shortened_to(entries: Sequence[FeedEntry], size: Callable[[FeedEntry], int], limit: int) -> list[FeedEntry]:
    """Return the entries of a month, the longest without their content if all do not fit."""
    sizes = [size(entry) for entry in entries]
    kept = list(entries)
    total = sum(sizes)
    if total <= limit:
        return kept
    for place in sorted(range(len(kept)), key=lambda place: -sizes[place]):
        if total <= limit:
            break
        kept[place] = shortened(entries[place])
        total -= sizes[place] - size(kept[place])
    return kept


def shortened(entry: FeedEntry) -> FeedEntry:
    """Return the entry with its summary and a link for content."""
    link = f'<a href="{escape(uri(entry.url))}">{escape(entry.title, quote=False)}</a>'
    text = f"<p>{escape(entry.summary, quote=False)}</p><p>{link}</p>"
    return replace(entry.whole(), content=f'<div lang="{entry.lang}" dir="{direction(entry.lang)}">{text}</div>')
