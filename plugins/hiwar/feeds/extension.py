"""What feedgen 1.0 leaves out or gets wrong, mended in one extension.

Each mend names the behaviour that it changes; when feedgen changes, it can go.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

from hiwar.feeds.characters import legal, uri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from hiwar.model.feed import Feed, FeedEntry

ATOM: Final = "http://www.w3.org/2005/Atom"
XML: Final = "http://www.w3.org/XML/1998/namespace"
#: RFC 5005, section 3.
HISTORY: Final = "http://purl.org/syndication/history/1.0"
#: RFC 4685, section 2.
THREAD: Final = "http://purl.org/syndication/thread/1.0"
#: Media RSS 1.5.1, rssboard.org/media-rss.
MEDIA: Final = "http://search.yahoo.com/mrss/"
#: Dublin Core elements 1.1.
DC: Final = "http://purl.org/dc/elements/1.1/"
#: wellformedweb.org, "The CommentAPI".
WFW: Final = "http://wellformedweb.org/CommentAPI/"
#: rss-specification's "content" module.
CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
#: What the root of a document declares, so that its entries need not.
IN_ATOM: Final = MappingProxyType({"fh": HISTORY, "media": MEDIA, "thr": THREAD})
IN_RSS: Final = MappingProxyType({"atom": ATOM, "content": CONTENT, "dc": DC, "media": MEDIA, "wfw": WFW})


def written(element: _Element, namespaces: Mapping[str, str]) -> bytes:
    """Return an entry's bytes, to stand below a root that declares the namespaces.

    Some readers of RSS look for ``content:encoded`` by its prefix; feedgen's
    entries get theirs only below a root.
    """
    root = etree.Element("root", nsmap=dict(namespaces))
    declared = etree.tostring(root).removeprefix(b"<root").removesuffix(b"/>")
    root.append(element)
    return etree.tostring(element, encoding="utf-8").replace(declared, b"", 1)


def _add(parent: _Element, space: str, name: str, text: str = "", **attributes: str) -> None:
    child = etree.SubElement(parent, f"{{{space}}}{name}", attributes)
    child.text = text or None


class FeedMend(BaseExtension):  # type: ignore[misc]  # feedgen ships no types
    """The head of a document: its stylesheet, its hub, its place in an archive."""

    feed: Feed
    namespaces: Mapping[str, str]

    def extend_ns(self) -> dict[str, str]:
        """Return the prefixes that the root declares."""
        return dict(self.namespaces)

    def extend_atom(self, root: _Element) -> _Element:
        """Mark archive documents (RFC 5005, section 4); feedgen has no such element."""
        if self.feed.current:
            _add(root, HISTORY, "archive")
        self._style(root)
        return root

    def extend_rss(self, root: _Element) -> _Element:
        """Declare the hub (WebSub, section 4), which feedgen writes in Atom alone, and the language for CSS."""
        root.set(f"{{{XML}}}lang", self.feed.lang)
        channel = root[0]
        if self.feed.hub:
            etree.SubElement(channel, f"{{{ATOM}}}link", {"rel": "hub", "href": uri(self.feed.hub)})
        self._style(root)
        return root

    def _style(self, root: _Element) -> None:
        if self.feed.stylesheet:
            data = f'type="text/css" href="{uri(self.feed.stylesheet).replace("&", "&amp;")}"'
            root.addprevious(etree.ProcessingInstruction("xml-stylesheet", data))


class EntryMend(BaseEntryExtension):  # type: ignore[misc]  # feedgen ships no types
    """One entry: its links, language, authors, card and place in a conversation."""

    entry: FeedEntry

    def extend_atom(self, root: _Element) -> _Element:
        """Add what feedgen has no word for."""
        root.set(f"{{{XML}}}lang", self.entry.lang)
        self._mend_links(root)
        self._add_card(root)
        answered = self.entry.reply_to
        if answered:
            _add(root, THREAD, "in-reply-to", ref=uri(answered.id), href=uri(answered.url), type="text/html")
        return root

    def extend_rss(self, root: _Element) -> _Element:
        """Name authors as Dublin Core does: feedgen drops those without an e-mail."""
        for author in self.entry.authors:
            _add(root, DC, "creator", legal(author.name))
        if self.entry.comments_feed:
            _add(root, WFW, "commentRss", uri(self.entry.comments_feed))
        self._add_card(root)
        return root

    def _mend_links(self, root: _Element) -> None:
        """Write the entry's links again: feedgen 1.0 loses all but their href (its issue 135)."""
        for link in root.findall("link"):
            root.remove(link)
        entry = self.entry
        _link(root, rel="alternate", type="text/html", href=entry.url)
        for file in entry.enclosures:
            title = {"title": legal(file.title)} if file.title else {}
            _link(root, rel="enclosure", type=file.type, length=str(file.length), href=file.url, **title)
        if entry.comments_feed:
            _link(root, rel="replies", type="application/atom+xml", href=entry.comments_feed)
        if entry.conversation:
            _link(root, rel="replies", type="text/html", href=entry.conversation)

    def _add_card(self, root: _Element) -> None:
        """Add the card; feedgen's own media extension groups it and has no place for its alt text."""
        card = self.entry.card
        if not card:
            return
        size = {"width": str(card.width), "height": str(card.height)}
        _add(root, MEDIA, "content", url=uri(card.url), type=card.type, medium="image", **size)
        if card.alt:
            _add(root[-1], MEDIA, "description", legal(card.alt), type="plain")
        _add(root, MEDIA, "thumbnail", url=uri(card.url), **size)


def _link(root: _Element, *, href: str, **attributes: str) -> None:
    etree.SubElement(root, "link", attributes | {"href": uri(href)})
