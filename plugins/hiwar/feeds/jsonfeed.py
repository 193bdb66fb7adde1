"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from hiwar.feeds.characters import legal, uri
from hiwar.feeds.dates import rfc3339_ready

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiwar.model.feed import Enclosure, Feed, FeedAuthor, FeedEntry

NAME: Final = "JSON Feed"
TYPE: Final = "application/feed+json"
VERSION: Final = "https://jsonfeed.org/version/1.1"
#: Explains our own key in items, as the specification asks ("Extensions").
ABOUT: Final = "https://www.rfc-editor.org/rfc/rfc4685"


def render_entry(entry: FeedEntry) -> bytes:
    """Return the item as JSON; the same in every feed that holds the entry."""
    item: dict[str, object] = {
        "id": uri(entry.id),
        "url": uri(entry.url),
        "title": legal(entry.title),
        "content_html": legal(str(entry.content)),
        "summary": legal(entry.summary),
        "image": uri(entry.card.url) if entry.card else "",
        "date_published": rfc3339_ready(entry.published).isoformat(),
        "date_modified": rfc3339_ready(entry.updated).isoformat(),
        "authors": [_author(author) for author in entry.authors],
        "tags": [legal(tag.label) for tag in entry.tags],
        "language": entry.lang,
        "attachments": [_attachment(file) for file in entry.enclosures],
    }
    if entry.conversation or entry.comments_feed:
        links = {"url": uri(entry.conversation), "feed_url": uri(entry.comments_feed)}
        item["_conversation"] = {"about": ABOUT, **_filled(links)}
    return _written(_filled(item))


def render(feed: Feed, element: Callable[[FeedEntry], bytes] = render_entry) -> bytes:
    """Return the whole document.

    Args:
        feed: what to write; ``feed.json`` is where the document will stand.
        element: writes one item; give a remembering one to write many feeds.
    """
    head: dict[str, object] = {
        "version": VERSION,
        "title": legal(feed.title),
        "home_page_url": uri(feed.page),
        "feed_url": uri(feed.json),
        "description": legal(feed.subtitle),
        "icon": uri(feed.icon),
        "authors": [_author(feed.author)],
        "language": feed.lang,
        "hubs": [{"type": "WebSub", "url": uri(feed.hub)}] if feed.hub else [],
    }
    items = b",\n".join(element(entry) for entry in feed.entries)
    return _written(_filled(head)).removesuffix(b"}") + b',"items":[\n' + items + b"\n]}\n"


def _author(author: FeedAuthor) -> dict[str, object]:
    return _filled({"name": legal(author.name), "url": uri(author.url)})


def _attachment(file: Enclosure) -> dict[str, object]:
    return _filled(
        {
            "url": uri(file.url),
            "mime_type": file.type,
            "title": legal(file.title),
            "size_in_bytes": file.length,
            "duration_in_seconds": file.duration,
        }
    )


def _filled(values: dict[str, object] | dict[str, str]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value}


def _written(values: dict[str, object]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
