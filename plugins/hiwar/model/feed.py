"""A feed: what readers subscribe to, before it is written in any format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


class FeedAuthor(NamedTuple):
    """Who wrote an entry."""

    name: str
    #: A page about them; empty when there is none.
    url: str = ""


class FeedTag(NamedTuple):
    """What an entry is about."""

    #: The tag's slug.
    term: str
    #: As readers see it.
    label: str


class ReplyTo(NamedTuple):
    """What an entry answers (RFC 4685, section 3)."""

    #: The id of the entry that is answered, in whichever feed it stands.
    id: str
    #: Where people read it.
    url: str


@dataclass(frozen=True, slots=True)
class FeedPicture:
    """The share card of an entry."""

    url: str
    #: Media type, such as ``image/jpeg``.
    type: str
    #: Pixels.
    width: int
    height: int
    #: What it shows, in the entry's language.
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A video or audio file that readers may fetch and play."""

    url: str
    #: Media type, such as ``video/mp4``.
    type: str
    #: True size in bytes.
    length: int
    title: str = ""
    #: Seconds; 0 when not known.
    duration: int = 0


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One piece, or one comment, as feeds carry it."""

    #: A URI that survives every move: ``tag:qatra.example,2026:ar/blog/why``.
    id: str
    #: Where people read it.
    url: str
    #: Plain text.
    title: str
    lang: str
    #: Aware, like ``updated``.
    published: datetime
    updated: datetime
    #: HTML that is safe in a reader, every address in it absolute.
    content: str
    #: Plain text; empty when there is none.
    summary: str = ""
    authors: tuple[FeedAuthor, ...] = ()
    tags: tuple[FeedTag, ...] = ()
    card: FeedPicture | None = None
    enclosures: tuple[Enclosure, ...] = ()
    #: Where its conversation is read and joined; empty when there is none.
    conversation: str = ""
    #: The feed of its conversation; empty when it has none.
    comments_feed: str = ""
    #: None when it answers nothing.
    reply_to: ReplyTo | None = None

    @property
    def month(self) -> str:
        """In which it was published: ``2026-10``."""
        return self.published.isoformat()[:7]  # strftime does not fill up years before 1000

    def whole(self) -> FeedEntry:
        """Return the entry with all its values."""
        return self

    def moved(self, updated: datetime) -> FeedEntry:
        """Return the entry with another moment of its last change."""
        return replace(self, updated=updated)


@dataclass(frozen=True, slots=True)
class Feed:
    """One document: the newest entries of a list, or one month of its archive."""

    #: The same in every document of one list, for ever.
    id: str
    #: Plain text.
    title: str
    #: Plain text: what one gets by following.
    subtitle: str
    lang: str
    #: The page that shows the same list.
    page: str
    #: Aware; the newest ``updated`` of its entries.
    updated: datetime
    #: Newest first.
    entries: tuple[FeedEntry, ...]
    author: FeedAuthor
    #: Where the document stands as Atom, RSS and JSON; empty when it does not.
    atom: str = ""
    rss: str = ""
    json: str = ""
    #: The archive document of the month before (RFC 5005, section 4).
    prev_archive: str = ""
    #: That of the month after; only where the chain ends.
    next_archive: str = ""
    #: On archive documents, the feed that readers subscribe to; else empty.
    current: str = ""
    #: WebSub hub; empty when there is none.
    hub: str = ""
    #: The stylesheet for browsers; empty when there is none.
    stylesheet: str = ""
    #: A square picture of the company; empty when there is none.
    icon: str = ""


@dataclass(frozen=True, slots=True)
class FeedComment:
    """One comment that readers of a conversation's feed get."""

    #: The same through whichever source it was heard: an absolute address, as a rule.
    id: str
    #: Where people read it; empty when its platform has no such address.
    url: str
    author: FeedAuthor
    #: Aware; ``updated`` is the same when it was never edited.
    published: datetime
    updated: datetime
    #: Sanitised HTML.
    html: str
    #: BCP 47; empty when nobody said.
    lang: str = ""
    #: The ``id`` of the comment that it answers; empty when it answers the piece.
    parent: str = ""
    #: Whether it speaks for the company.
    is_official: bool = False
