"""All feeds of one language: their documents, and the files that hold them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
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
    enclosures: tuple[Enclosure, ...] = ()
    #: Turns what makes its content into that content, now or later.
    later: entries.Later = lambda _piece, _told, make: make()


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


def compose(
    site: Site, edition: Edition, extras: Mapping[PieceId, Extras], *, has_dialogue: bool = True
) -> Publication:
    """Return all feeds of one language.

    Args:
        site: what may be shown.
        edition: the language.
        extras: what is known about its pieces; a piece may be missing.
        has_dialogue: whether the page stands on which the whole conversation is read.
    """
    made = _entries(site, edition, extras)
    said = [
        (topic, conversation.compose(comments, topic, edition)) for topic, comments in _topics(site, edition, extras)
    ]
    about = {address_of(edition, topic.page): conversation.feed(topic, found, edition) for topic, found in said}
    heard = (entry for _, found in said for entry in found)
    whole = conversation.whole_feed(heard, edition, has_page=has_dialogue)
    row = ListRow(ListKey("conversation"), edition.translate("Everything people say"), whole.subtitle, ("dialogue",))
    everything = FeedList(row, edition.address("dialogue"), whole)
    return Publication(edition, (*lists.compose(site, edition, made), everything), about)


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
            enclosures=known.enclosures,
            later=known.later,
        )
        if entry:
            made[piece.id] = entry
    return dict(zip(made, apart(made.values()), strict=True))


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a publication, before they are written."""

    edition: Edition
    #: Every document: of each list the feed for subscribers and its archives.
    documents: tuple[Feed, ...]

    def addresses(self) -> tuple[str, ...]:
        """Return where the files will stand, from the root of the site."""
        stands = (url for document in self.documents for url in (document.atom, document.rss, document.json) if url)
        return tuple(address_of(self.edition, url) for url in stands)

    def render(self, cards: Mapping[str, FeedPicture], icon: str = "") -> Iterator[tuple[str, bytes]]:
        """Give each file's address and bytes, every entry written once for all files of a format.

        Args:
            cards: share pictures by the absolute address of their page.
            icon: a square picture of the company; empty when there is none.
        """
        for address, _, make in self.prepare(cards, icon):
            yield address, make()

    def prepare(
        self, cards: Mapping[str, FeedPicture], icon: str = ""
    ) -> Iterator[tuple[str, tuple[object, ...], Callable[[], bytes]]]:
        """Give each file's address, all that decides its bytes, and what makes them."""
        forms = (("atom", atom), ("rss", rss), ("json", jsonfeed))
        elements = {name: _with_cards(form.render_entry, cards) for name, form in forms}
        for document in self.documents:
            shown = tuple(cards.get(entry.url) for entry in document.entries)
            for name, form in forms:
                url = getattr(document, name)
                if url:
                    whole = replace(document, icon=icon)
                    said = (name, document, shown, icon)
                    yield address_of(self.edition, url), said, partial(form.render, whole, elements[name])


def cut(publication: Publication) -> Files:
    """Return the documents of a publication; what people say has no archive but its pages."""
    size = cache(archive.size)
    documents: list[Feed] = []
    for listed in publication.lists:
        if listed.row.key.kind == "conversation":
            documents.append(archive.newest(listed.feed, size))
        else:
            documents += archive.documents(listed.feed, size)
    documents += (archive.newest(feed, size) for feed in publication.conversations.values())
    return Files(publication.edition, tuple(documents))


def _with_cards(
    render_entry: Callable[[FeedEntry], bytes], cards: Mapping[str, FeedPicture]
) -> Callable[[FeedEntry], bytes]:
    """Return a function that writes an entry with its card, and remembers what it wrote."""

    def element(entry: FeedEntry) -> bytes:
        card = cards.get(entry.url)
        return render_entry(replace(entry, card=card) if card else entry)

    return cache(element)


def address_of(edition: Edition, url: str) -> str:
    """Return the address of an absolute URL of the site, from its root and not escaped."""
    return unquote(url.removeprefix(edition.company.url))
