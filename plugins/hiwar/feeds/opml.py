"""OPML 2.0 (opml.org/spec2.opml): all feeds of the site, to take along at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiwar.feeds.characters import legal, uri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiwar.model.feed import Feed


def render(title: str, owner: str, groups: Iterable[tuple[str, Iterable[Feed]]]) -> bytes:
    """Return a list of subscriptions that readers import.

    Args:
        title: of the list, plain text.
        owner: whose feeds they are.
        groups: a heading and its feeds, each in the order to show.
    """
    from lxml import etree

    root = etree.Element("opml", {"version": "2.0"})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = legal(title)
    etree.SubElement(head, "ownerName").text = legal(owner)
    body = etree.SubElement(root, "body")
    for heading, feeds in groups:
        group = etree.SubElement(body, "outline", {"text": legal(heading)})
        for feed in feeds:
            etree.SubElement(group, "outline", _outline(feed))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _outline(feed: Feed) -> dict[str, str]:
    return {
        "type": "rss",
        "text": legal(feed.title),
        "title": legal(feed.title),
        "description": legal(feed.subtitle),
        "language": feed.lang,
        "htmlUrl": uri(feed.page),
        "xmlUrl": uri(feed.atom),
    }
