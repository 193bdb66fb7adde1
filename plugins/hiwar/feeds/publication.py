"""All feeds of one language: their documents, and the files that hold them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from hiwar import urls
from hiwar.feeds import archive, atom, conversation, entries, jsonfeed, lists, rss
from hiwar.feeds.conversation import Topic
from hiwar.feeds.dates import apart
from hiwar.feeds.follow import FeedLink
from hiwar.feeds.lists import FeedList, ListKey, ListRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hiwar.feeds.edition import Edition
    from hiwar.model.feed import Enclosure, Feed, FeedComment, FeedEntry, FeedPicture
    from hiwar.model.piece import PieceId
    from hiwar.model.site import Site


@dataclass(frozen=True, slots=True)
class Extras:
    """What other rooms know about a piece."""

    #: What people say about it; None when it is discussed nowhere.
    comments: tuple[FeedComment, ...] | None = None
    card: FeedPicture | None = None
    enclosures: tuple[Enclosure, ...] = ()


_NOTHING: Final = Extras()


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that one can follow in one language."""

    edition: Edition
    #: The home's first, the whole conversation's last.
    lists: tuple[FeedList, ...]
    #: The feed of the conversation about a piece, by the piece's address.
    conversations: Mapping[str, Feed]

    def links(self) -> Mapping[str, FeedLink]:
        """Return how a piece's page names the feed of its conversation."""
        return {
            address: FeedLink(feed.title, address_of(self.edition, feed.atom), atom.TYPE, atom.NAME)
            for address, feed in self.conversations.items()
        }


def compose(site: Site, edition: Edition, extras: Mapping[PieceId, Extras]) -> Publication:
    """Return all feeds of one language.

    Args:
        site: what may be shown.
        edition: the language.
        extras: what is known about its pieces; a piece may be missing.
    """
    made = _entries(site, edition, extras)
    said = [
        (topic, conversation.compose(comments, topic, edition)) for topic, comments in _topics(site, edition, extras)
    ]
    about = {address_of(edition, topic.page): conversation.feed(topic, found, edition) for topic, found in said}
    whole = conversation.whole_feed((entry for _, found in said for entry in found), edition)
    row = ListRow(ListKey("conversation"), edition.translate("Everything people say"), whole.subtitle, ("dialogue",))
    listed = (*lists.compose(site, edition, made), FeedList(row, edition.address("dialogue"), whole))
    return Publication(edition, listed, about)


def _topics(
    site: Site, edition: Edition, extras: Mapping[PieceId, Extras]
) -> Iterator[tuple[Topic, tuple[FeedComment, ...]]]:
    """Give every piece that is discussed, products and pages too, with what is said about it."""
    for piece in site.of(edition.lang):
        comments = extras.get(piece.id, _NOTHING).comments
        if comments is not None:
            page = urls.absolute(edition.company, urls.piece(edition.company, piece))
            since = piece.public_from or edition.beginning
            yield Topic(entries.entry_id(edition, piece), piece.title, piece.lang, page, since), comments


def _entries(site: Site, edition: Edition, extras: Mapping[PieceId, Extras]) -> Mapping[PieceId, FeedEntry]:
    made: dict[PieceId, FeedEntry] = {}
    for piece in site.of(edition.lang):
        known = extras.get(piece.id, _NOTHING)
        entry = entries.compose(
            piece,
            edition,
            site.people,
            has_comments=known.comments is not None,
            card=known.card,
            enclosures=known.enclosures,
        )
        if entry:
            made[piece.id] = entry
    return dict(zip(made, apart(made.values()), strict=True))


@dataclass(frozen=True)
class Files:
    """The files of a publication, each entry written once for all of them."""

    publication: Publication
    #: Every document: of each list the feed for subscribers and its archives.
    documents: tuple[Feed, ...]
    _element: Callable[[FeedEntry], bytes]

    @classmethod
    def of(cls, publication: Publication) -> Files:
        """Return the files, cut into documents but not yet written."""
        element = cache(atom.render_entry)

        def size(entry: FeedEntry) -> int:
            return len(element(entry))

        listed = (document for one in publication.lists for document in _documents(one, size))
        about = (archive.newest(feed, size) for feed in publication.conversations.values())
        return cls(publication, (*listed, *about), element)

    def addresses(self) -> tuple[str, ...]:
        """Return where the files will stand, from the root of the site."""
        edition = self.publication.edition
        stands = (url for document in self.documents for url in (document.atom, document.rss, document.json) if url)
        return tuple(address_of(edition, url) for url in stands)

    def render(self) -> Iterator[tuple[str, bytes]]:
        """Give each file's address and bytes."""
        edition = self.publication.edition
        item, row = cache(rss.render_entry), cache(jsonfeed.render_entry)
        for document in self.documents:
            yield address_of(edition, document.atom), atom.render(document, self._element)
            if document.rss:
                yield address_of(edition, document.rss), rss.render(document, item)
            if document.json:
                yield address_of(edition, document.json), jsonfeed.render(document, row)


def _documents(listed: FeedList, size: Callable[[FeedEntry], int]) -> tuple[Feed, ...]:
    """Return a list's documents; what people say has no archive but its pages."""
    if listed.row.key.kind == "conversation":
        return (archive.newest(listed.feed, size),)
    return archive.documents(listed.feed, size)


def address_of(edition: Edition, url: str) -> str:
    """Return the address of an absolute URL of the site, from its root and not escaped."""
    return unquote(url.removeprefix(edition.company.url))
