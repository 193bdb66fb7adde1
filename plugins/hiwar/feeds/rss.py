"""RSS 2.0 (rssboard.org/rss-specification), after the RSS Advisory Board's profile."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from hiwar.feeds.characters import legal, uri
from hiwar.feeds.dates import rfc822_ready

if TYPE_CHECKING:
    from collections.abc import Callable

    from feedgen.feed import FeedGenerator

    from hiwar.model.feed import Feed, FeedEntry

NAME: Final = "RSS"
TYPE: Final = "application/rss+xml"
_END: Final = b"</channel></rss>"


def render_entry(entry: FeedEntry) -> bytes:
    """Return the ``item`` element; the same in every feed that holds the entry.

    RSS has one enclosure an item: the first.
    """
    # Feedgen and what it needs take 15 ms to import, and most builds write no feed.
    from feedgen.entry import FeedEntry as FeedgenEntry

    from hiwar.feeds.extension import IN_RSS, EntryMend, written

    made = FeedgenEntry()
    made.register_extension("hiwar", EntryMend)
    made.hiwar.entry = entry
    made.id(uri(entry.id))
    made.title(legal(entry.title) or uri(entry.url))
    made.link(href=uri(entry.url), rel="alternate")
    made.published(rfc822_ready(entry.published))
    made.category([{"term": legal(tag.label)} for tag in entry.tags])
    made.description(escape(legal(entry.summary or entry.title), quote=False))
    made.content(legal(str(entry.content)), type="CDATA")
    if entry.conversation:
        made.comments(uri(entry.conversation))
    for file in entry.enclosures[:1]:
        made.enclosure(uri(file.url), file.length, file.type)
    return written(made.rss_entry(), IN_RSS)


def render(feed: Feed, element: Callable[[FeedEntry], bytes] = render_entry) -> bytes:
    """Return the whole document.

    Args:
        feed: what to write; ``feed.rss`` is where the document will stand.
        element: writes one item; give a remembering one to write many feeds.
    """
    head: bytes = _head(feed).rss_str().removesuffix(_END)
    return b"\n".join((head, *map(element, feed.entries), _END, b""))


def _head(feed: Feed) -> FeedGenerator:
    from feedgen.feed import FeedGenerator

    from hiwar.feeds.extension import IN_RSS, FeedMend

    made = FeedGenerator()
    made.register_extension("hiwar", FeedMend)
    made.hiwar.feed = feed
    made.hiwar.namespaces = IN_RSS
    made.title(legal(feed.title))
    made.description(legal(feed.subtitle or feed.title))
    made.language(feed.lang)
    made.lastBuildDate(rfc822_ready(feed.updated))
    made.generator("Hiwar")
    if feed.icon:
        made.image(uri(feed.icon), legal(feed.title), uri(feed.page))
    made.link(href=uri(feed.rss), rel="self", type=TYPE)
    # The last alternate link becomes the channel's own.
    made.link(href=uri(feed.page), rel="alternate", type="text/html")
    return made
