"""Atom 1.0 (RFC 4287), with archives (RFC 5005) and threads (RFC 4685)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiwar.feeds.characters import legal, uri
from hiwar.feeds.dates import rfc3339_ready

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedgen.feed import FeedGenerator

    from hiwar.model.feed import Feed, FeedAuthor, FeedEntry

NAME: Final = "Atom"
TYPE: Final = "application/atom+xml"
_END: Final = b"</feed>"


def render_entry(entry: FeedEntry) -> bytes:
    """Return the ``entry`` element; the same in every feed that holds the entry."""
    # Feedgen and what it needs take 15 ms to import, and most builds write no feed.
    from feedgen.entry import FeedEntry as FeedgenEntry

    from hiwar.feeds.extension import IN_ATOM, EntryMend, written

    made = FeedgenEntry()
    made.register_extension("hiwar", EntryMend)
    made.hiwar.entry = entry
    made.id(uri(entry.id))
    made.title(legal(entry.title) or uri(entry.url))
    made.link(href=uri(entry.url), rel="alternate")
    made.published(rfc3339_ready(entry.published))
    made.updated(rfc3339_ready(entry.updated))
    made.author([_author(author) for author in entry.authors])
    made.category([{"term": legal(tag.term), "label": legal(tag.label)} for tag in entry.tags])
    if entry.summary:
        made.summary(legal(entry.summary))
    made.content(legal(str(entry.content)), type="html")
    return written(made.atom_entry(), IN_ATOM)


def render(feed: Feed, element: Callable[[FeedEntry], bytes] = render_entry) -> bytes:
    """Return the whole document.

    Args:
        feed: what to write; ``feed.atom`` is where the document will stand.
        element: writes one entry; give a remembering one to write many feeds.
    """
    head: bytes = _head(feed).atom_str().removesuffix(_END)
    return b"\n".join((head, *map(element, feed.entries), _END, b""))


def _head(feed: Feed) -> FeedGenerator:
    from feedgen.feed import FeedGenerator

    from hiwar.feeds.extension import IN_ATOM, FeedMend

    made = FeedGenerator()
    made.register_extension("hiwar", FeedMend)
    made.hiwar.feed = feed
    made.hiwar.namespaces = IN_ATOM
    made.id(uri(feed.id))
    made.title(legal(feed.title))
    made.subtitle(legal(feed.subtitle))
    made.language(feed.lang)
    made.updated(rfc3339_ready(feed.updated))
    made.author(_author(feed.author))
    made.generator("Hiwar")
    if feed.icon:
        made.icon(uri(feed.icon))
    made.link(href=uri(feed.page), rel="alternate", type="text/html")
    made.link(href=uri(feed.atom), rel="self", type=TYPE)
    for rel, address in _history(feed):
        made.link(href=uri(address), rel=rel, type=TYPE)
    if feed.hub:
        made.link(href=uri(feed.hub), rel="hub")
    return made


def _history(feed: Feed) -> list[tuple[str, str]]:
    links = [
        ("current", feed.current),
        ("prev-archive", feed.prev_archive),
        ("next-archive", feed.next_archive),
    ]
    return [(rel, address) for rel, address in links if address]


def _author(author: FeedAuthor) -> dict[str, str]:
    named = {"name": legal(author.name)}
    return {**named, "uri": uri(author.url)} if author.url else named
