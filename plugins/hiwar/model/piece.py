"""A piece: anything that a writer commits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from hiwar.model.announcement import Copy, Wording
from hiwar.model.kinds import FOLDERS
from hiwar.model.part import NO_PARTS

if TYPE_CHECKING:
    from datetime import datetime

    from markupsafe import Markup

    from hiwar.model.kinds import Kind, Status, Voice
    from hiwar.model.media import MediaFile
    from hiwar.model.offer import Price
    from hiwar.model.part import Parts, Passage


#: What pages other than its own show of a piece, and its stamp for them follows from.
SHOWN_ELSEWHERE: Final = (
    "kind", "slug", "lang", "title", "summary", "date", "tags", "authors", "voice", "illustration",
)  # fmt: skip


class PieceId(NamedTuple):
    """What both twins share, and what threads, feeds and links name."""

    kind: Kind
    slug: str


class Tag(NamedTuple):
    """A tag in one language."""

    #: NFC without marks and tatweel: one segment of an address.
    slug: str
    #: As readers see it.
    name: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a body, for a table of contents."""

    #: 2 to 6.
    level: int
    #: The fragment that leads to it.
    anchor: str
    text: str


class Link(NamedTuple):
    """A link from a body to a place on the site."""

    #: From the root of the site.
    address: str
    #: 1-based line of the file.
    line: int
    #: The id in that page; empty where the link names none.
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Illustration:
    """The picture that stands for a piece."""

    file: MediaFile
    #: What it shows, in the piece's language.
    alt: str


class Correction(NamedTuple):
    """What was wrong in a piece that was public, said in public."""

    #: Aware, in the company's time zone.
    date: datetime
    #: Plain text.
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One text in one language, read, checked and converted."""

    kind: Kind
    slug: str
    lang: str
    #: The file, relative to the content folder, with ``/``.
    source: str
    #: The file as messages name it, relative to where one stands.
    shown: str
    title: str
    #: Plain text; taken from the body when the writer gave none.
    summary: str
    #: The converted Markdown; addresses of the site in it begin with ``/``.
    body: Markup
    #: Aware, in the company's time zone; None on products and pages without one.
    date: datetime | None = None
    modified: datetime | None = None
    #: Aware; nothing of the piece is public before.
    embargo: datetime | None = None
    status: Status = "published"
    tags: tuple[Tag, ...] = ()
    #: Ids in people.toml.
    authors: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    series: str = ""
    #: Former slugs, oldest first.
    aliases: tuple[str, ...] = ()
    illustration: Illustration | None = None
    voice: Voice | None = None
    #: Addresses of its threads on platforms.
    discussion: tuple[str, ...] = ()
    #: Slugs of products.
    about: tuple[str, ...] = ()
    dateline: str = ""
    #: Plain text below the title.
    subtitle: str = ""
    #: Oldest first.
    corrections: tuple[Correction, ...] = ()
    #: Of a product, like all until `headings`: whether it is done for people rather than handed to them.
    is_service: bool = False
    #: For whom it is; plain text, often empty.
    audience: str = ""
    prices: tuple[Price, ...] = ()
    #: Who helps: ids in people.toml, whole addresses, and addresses of the site.
    support: tuple[str, ...] = ()
    #: What in it can be named, quoted and shared by itself.
    parts: Parts = NO_PARTS
    #: Fragments of the parts that have a card and a page of their own.
    carded: tuple[str, ...] = ()
    #: The body, cut where its parts stand.
    passages: tuple[Passage, ...] = ()
    headings: tuple[Heading, ...] = ()
    #: Files that its body and illustration name, each once.
    media: tuple[MediaFile, ...] = ()
    #: Links to places on the site, checked when all addresses are known.
    links: tuple[Link, ...] = ()
    #: Fragments that lead into the body.
    anchors: frozenset[str] = frozenset()
    #: What the writer wants said of it elsewhere.
    wording: Wording = field(default_factory=Wording)
    #: Where the company announced it, in its language, in the order of the ledger.
    copies: tuple[Copy, ...] = ()
    #: Hex SHA-256 of the source file.
    digest: str = ""
    #: A text that no other piece has, nor this one after any change; empty in a build that remembers nothing.
    stamp: str = ""
    #: A text that changes with what pages other than its own show of it; empty likewise.
    teaser_stamp: str = ""

    @property
    def id(self) -> PieceId:
        """Kind and slug, the same in both twins."""
        return PieceId(self.kind, self.slug)

    @property
    def folder(self) -> str:
        """The folder of its kind, as in every address."""
        return FOLDERS[self.kind]

    @property
    def public_from(self) -> datetime | None:
        """The moment from which it is public, drafts apart; None is always."""
        if self.date and self.embargo:
            return max(self.date, self.embargo)
        return self.date or self.embargo

    @property
    def changed(self) -> datetime | None:
        """When it was last changed in a way that readers should know of; None when never."""
        if not self.modified and not self.corrections:
            return None
        moments = [*([self.modified] if self.modified else []), *(it.date for it in self.corrections)]
        return max(moments, default=None)

    def is_public(self, now: datetime) -> bool:
        """Tell whether readers may see it at this moment."""
        start = self.public_from
        return self.status == "published" and (start is None or now >= start)
