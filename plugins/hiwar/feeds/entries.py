"""A piece as an entry: the same in every feed that holds it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from hiwar import i18n, renditions, urls
from hiwar.feeds import content
from hiwar.model.feed import FeedAuthor, FeedEntry, FeedTag

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hiwar.feeds.edition import Edition
    from hiwar.model.company import Person
    from hiwar.model.feed import Enclosure
    from hiwar.model.piece import Piece

#: Where the conversation stands in every page of a piece.
ANCHOR: Final = "#conversation"
#: The feed of the conversation, beside the page.
FILE: Final = "comments.xml"


def entry_id(edition: Edition, piece: Piece) -> str:
    """Return the id of a piece: of its oldest slug, since that never changes."""
    return edition.tag_uri(piece.lang, piece.folder, oldest_slug(piece))


def oldest_slug(piece: Piece) -> str:
    """Return the slug under which a piece was first known."""
    return piece.aliases[0] if piece.aliases else piece.slug


def compose(
    piece: Piece,
    edition: Edition,
    people: Mapping[str, Person],
    *,
    has_comments: bool = False,
    enclosures: tuple[Enclosure, ...] = (),
) -> FeedEntry | None:
    """Return the entry of a piece but for its card, or None when the piece has no date.

    Args:
        piece: what readers shall get, whole.
        edition: of the piece's language.
        people: its authors, by id.
        has_comments: whether it is discussed, and a feed of its conversation stands beside it.
        enclosures: video and audio files of the piece.
    """
    published = piece.public_from
    if published is None:
        return None
    page = urls.absolute(edition.company, urls.piece(edition.company, piece))
    return FeedEntry(
        id=entry_id(edition, piece),
        url=page,
        title=piece.title,
        lang=piece.lang,
        published=published,
        updated=updated(piece, published),
        content=_content(piece, edition, page, has_comments=has_comments),
        summary=piece.summary,
        authors=_authors(piece, edition, people),
        tags=tuple(FeedTag(tag.slug, tag.name) for tag in piece.tags),
        enclosures=enclosures,
        conversation=page + ANCHOR if has_comments else "",
        comments_feed=page + FILE if has_comments else "",
    )


def updated(piece: Piece, published: datetime) -> datetime:
    """Return when an entry was last changed in a way that readers should know of."""
    return max(piece.changed, published) if piece.changed else published


def _authors(piece: Piece, edition: Edition, people: Mapping[str, Person]) -> tuple[FeedAuthor, ...]:
    named = ((people[name].name[piece.lang], edition.absolute("people", name)) for name in piece.authors)
    return tuple(FeedAuthor(name, page) for name, page in named) or (edition.author,)


def _content(piece: Piece, edition: Edition, page: str, *, has_comments: bool) -> str:
    invitation = _invitation(piece, edition, has_comments=has_comments)
    text = "\n".join(part for part in (_illustration(piece, edition), str(piece.body), invitation) if part)
    return content.compose(text, edition.place(page), piece.lang, i18n.direction(piece.lang))


def _illustration(piece: Piece, edition: Edition) -> str:
    shown = piece.illustration
    if not shown:
        return ""
    address, width, height = renditions.shown(shown.file)
    source = escape(urls.absolute(edition.company, address))
    size = f' width="{width}" height="{height}"' if width else ""
    return f'<p><img src="{source}" alt="{escape(shown.alt)}"{size}></p>'


def _invitation(piece: Piece, edition: Edition, *, has_comments: bool) -> str:
    """Return the last line: where one answers. Where nobody talks about it yet, that is where the company is met."""
    hosts = [(address, urlsplit(address).netloc) for address in piece.discussion]
    links = [f'<a href="{escape(address)}"><bdi dir="ltr">{escape(host)}</bdi></a>' for address, host in hosts]
    if has_comments:
        links.append(f'<a href="{ANCHOR}">{escape(edition.translate("the conversation on our page"))}</a>')
    if not links:
        met = escape(edition.absolute("follow"))
        links.append(f'<a href="{met}">{escape(edition.translate("our accounts and communities"))}</a>')
    return f"<p>{escape(edition.translate('What do you say? Answer us here:'))} {' · '.join(links)}</p>"
