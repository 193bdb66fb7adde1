"""All feeds of one language: their documents, and the files that hold them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import unquote

from hiwar import urls
from hiwar.feeds import archive, atom, conversation, entries, jsonfeed, lists, rss
from hiwar.feeds.conversation import Topic
from hiwar.feeds.cuts import Chain
from hiwar.feeds.dates import apart
from hiwar.feeds.follow import FeedLink
from hiwar.feeds.lists import FeedList, ListKey, ListRow
from hiwar.feeds.planned import Planned, plan
from hiwar.model.feed import Enclosure, Feed
from hiwar.model.media import PLAYED
from hiwar.model.sketch import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiwar.feeds.cuts import Cuts
    from hiwar.feeds.edition import Edition
    from hiwar.model.company import Company
    from hiwar.model.feed import FeedComment, FeedEntry, FeedPicture
    from hiwar.model.piece import Piece, PieceId
    from hiwar.model.site import Site


@dataclass(frozen=True, slots=True)
class Extras:
    """What other rooms know about a piece."""

    #: What people say about it; None when it is discussed nowhere.
    comments: tuple[FeedComment, ...] | None = None


_NOTHING: Final = Extras()
#: Returns the share picture of a page by its absolute address.
Cards = Callable[[str], "FeedPicture | None"]


class Measurable(Protocol):
    """An entry that was not composed yet."""

    #: Names all that it is made of.
    stamp: str

    def __call__(self) -> FeedEntry:
        """Return it whole."""
        ...

    def take(self, entry: FeedEntry) -> int:
        """Have it as somebody else composed it, and return how many bytes it takes as Atom at most."""
        ...


#: Returns the sizes of entries.
Measured = Callable[[Sequence[Measurable]], list[int]]


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
    site: Site,
    edition: Edition,
    extras: Mapping[PieceId, Extras],
    *,
    has_dialogue: bool = True,
    measured: Measured | None = None,
) -> Publication:
    """Return all feeds of one language.

    Args:
        site: what may be shown.
        edition: the language.
        extras: what is known about its pieces; a piece may be missing.
        has_dialogue: whether the page stands on which the whole conversation is read.
        measured: remembers how long entries are; None measures them now.
    """
    made = _entries(site, edition, extras, measured or _measured)
    said = [
        (topic, conversation.compose(comments, topic, edition)) for topic, comments in _topics(site, edition, extras)
    ]
    about = {address_of(edition, topic.page): conversation.feed(topic, found, edition) for topic, found in said}
    heard = (entry for _, found in said for entry in found)
    whole = conversation.whole_feed(heard, edition, has_page=has_dialogue)
    row = ListRow(ListKey("conversation"), edition.translate("Everything people say"), whole.subtitle, ("dialogue",))
    everything = FeedList(row, edition.address("dialogue"), whole)
    return Publication(edition, (*lists.compose(site, edition, made), everything), about)


def _measured(found: Sequence[Measurable]) -> list[int]:
    return [one.take(one()) for one in found]


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


def _entries(
    site: Site, edition: Edition, extras: Mapping[PieceId, Extras], measured: Measured
) -> Mapping[PieceId, FeedEntry]:
    """Return the entries of all pieces that have a date, composed when a document that holds one is written."""
    dated = [(piece, piece.public_from) for piece in site.of(edition.lang)]
    made = [
        (_Made(site, edition, piece, has_comments=extras.get(piece.id, _NOTHING).comments is not None), published)
        for piece, published in dated
        if published
    ]
    planned = [
        plan(one, one.stamp, size, published, entries.updated(one.piece, published))
        for (one, published), size in zip(made, measured([one for one, _ in made]), strict=True)
    ]
    return dict(zip((one.piece.id for one, _ in made), apart(planned), strict=True))


class _Made:
    """The entry of a piece, composed once."""

    __slots__ = ("_edition", "_entry", "_has_comments", "_site", "piece", "stamp")

    def __init__(self, site: Site, edition: Edition, piece: Piece, *, has_comments: bool) -> None:
        self._site, self._edition, self.piece, self._has_comments = site, edition, piece, has_comments
        self._entry: FeedEntry | None = None
        self.stamp = f"{piece.stamp} {has_comments}"

    def __call__(self) -> FeedEntry:
        if self._entry is None:
            files = enclosures(self.piece, self._edition.company)
            people, has_comments = self._site.people, self._has_comments
            self._entry = entries.compose(
                self.piece, self._edition, people, has_comments=has_comments, enclosures=files
            )
        if self._entry is None:
            raise AssertionError("a dated piece has an entry")
        return self._entry

    def take(self, entry: FeedEntry) -> int:
        """Have it as somebody else composed it, and return how many bytes it takes as Atom at most."""
        self._entry = entry
        return archive.size(entry)


def enclosures(piece: Piece, company: Company) -> tuple[Enclosure, ...]:
    """Return the video and audio files of a piece."""
    played = ((file, PLAYED.get(file.suffix)) for file in piece.media)
    return tuple(Enclosure(urls.absolute(company, file.address), kind, file.size) for file, kind in played if kind)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a publication, before they are written."""

    edition: Edition
    #: Every list with its documents.
    chains: tuple[Chain, ...]

    def drafts(self, cards: Cards, icon: Callable[[], str], cuts: Cuts) -> Iterator[Draft]:
        """Give each file with what it rests on; every entry is written once for all files of a format.

        Args:
            cards: returns the share picture of a page by its absolute address, or None.
            icon: returns the address of a square picture of the company; empty when there is none.
            cuts: remembers which documents there are.
        """
        forms = {"atom": atom, "rss": rss, "json": jsonfeed}
        elements = {name: _with_cards(form.render_entry, cards) for name, form in forms.items()}
        for chain in self.chains:
            for number, row in enumerate(cuts.rows(chain)):
                for name, url in zip(forms, row, strict=False):
                    if url:
                        make = partial(_rendered, forms[name].render, chain, number, icon, elements[name])
                        rests_on, group = [name, row.made_of], f"feeds {self.edition.lang}"
                        yield Draft(address_of(self.edition, url), make, rests_on, group=group)


def cut(publication: Publication) -> Files:
    """Return how the lists of a publication are cut; what people say has no archive but its pages."""
    chains = [
        Chain(listed.feed, _newest if listed.row.key.kind == "conversation" else _archived)
        for listed in publication.lists
    ]
    chains += (Chain(feed, _newest) for feed in publication.conversations.values())
    return Files(publication.edition, tuple(chains))


def _newest(feed: Feed) -> tuple[Feed, ...]:
    return (archive.newest(feed, size),)


def _archived(feed: Feed) -> tuple[Feed, ...]:
    return archive.documents(feed, size)


def size(entry: FeedEntry) -> int:
    """Return how many bytes an entry takes as Atom at most, without composing one that is planned."""
    return entry.size if isinstance(entry, Planned) else archive.size(entry)


def _rendered(
    render: Callable[[Feed, Callable[[FeedEntry], bytes]], bytes],
    chain: Chain,
    number: int,
    icon: Callable[[], str],
    element: Callable[[FeedEntry], bytes],
) -> bytes:
    return render(replace(chain.documents[number], icon=icon()), element)


def _with_cards(render_entry: Callable[[FeedEntry], bytes], cards: Cards) -> Callable[[FeedEntry], bytes]:
    """Return a function that writes an entry with its card, and remembers what it wrote."""

    def element(entry: FeedEntry) -> bytes:
        card = cards(entry.url)
        return render_entry(replace(entry.whole(), card=card) if card else entry)

    return cache(element)


def address_of(edition: Edition, url: str) -> str:
    """Return the address of an absolute URL of the site, from its root and not escaped."""
    return unquote(url.removeprefix(edition.company.url))
