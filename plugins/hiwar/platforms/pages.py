"""What a page of the web says about itself in its head."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

#: Heads are short; the rest of a page is not looked at.
_MAX_HEAD: Final = 200_000
_FEEDS: Final = frozenset({"application/atom+xml", "application/rss+xml"})


def alternate_feeds(page: str) -> tuple[str, ...]:
    """Return the addresses of the feeds that a page names, as written, in their order."""
    reader = _Head()
    reader.feed(page[:_MAX_HEAD].partition("</head>")[0])
    return tuple(reader.found)


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        is_feed = "alternate" in values.get("rel", "").split() and values.get("type", "") in _FEEDS
        if tag == "link" and is_feed and values.get("href"):
            self.found.append(values["href"])
