"""What people say, as entries: RFC 4685 ties each to what it answers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from hiwar.feeds import content
from hiwar.feeds.characters import legal, uri
from hiwar.feeds.dates import apart
from hiwar.feeds.edition import is_known
from hiwar.feeds.entries import ANCHOR, FILE
from hiwar.model.feed import Feed, FeedAuthor, FeedComment, FeedEntry, FeedTag, ReplyTo
from hiwar.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from hiwar.feeds.edition import Edition
    from hiwar.model.conversation import Conversation, Turn
    from hiwar.model.thread import Comment

#: Characters of a stranger's name that a title shows.
_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class Topic:
    """What a conversation is about."""

    #: The id of the piece's entry, whether or not it stands in a feed.
    id: str
    #: The piece's own, plain text.
    title: str
    lang: str
    #: Its absolute address, with a slash at the end.
    page: str
    #: Aware: when one could begin to talk about it.
    since: datetime

    @property
    def conversation(self) -> str:
        """Where the conversation is read and joined."""
        return self.page + ANCHOR

    @property
    def feed(self) -> str:
        """Where the feed of the conversation stands."""
        return self.page + FILE


def heard(conversation: Conversation, page: str) -> tuple[FeedComment, ...]:
    """Return what a page's conversation shows, without the places of deleted comments.

    Args:
        conversation: of the page.
        page: its absolute address.
    """
    return tuple(_comment(turn, page) for turn in _turns(conversation.turns) if not turn.is_deleted)


def _turns(turns: Iterable[Turn]) -> Iterator[Turn]:
    for turn in turns:
        yield turn
        yield from _turns(turn.answers)
        yield from turn.folded


def _comment(turn: Turn, page: str) -> FeedComment:
    said = turn.comment
    return FeedComment(
        id=said.id,
        url=said.url or f"{page}#{turn.anchor}",
        author=FeedAuthor(said.author.name or said.author.handle, said.author.url),
        published=turn.published,
        updated=turn.edited or turn.published,
        html=_html(said),
        lang=said.lang,
        parent=said.parent,
        is_official=turn.voice == "official",
    )


def _html(said: Comment) -> str:
    """Return the text, folded below its author's warning, and its attachments as links."""
    links = (f'<li><a href="{escape(file.url)}">{escape(file.alt or file.url)}</a></li>' for file in said.attachments)
    text = said.html + (f"<ul>{''.join(links)}</ul>" if said.attachments else "")
    return f"<details><summary>{escape(said.warning)}</summary>{text}</details>" if said.warning else text


def compose(comments: Iterable[FeedComment], about: Topic, edition: Edition) -> tuple[FeedEntry, ...]:
    """Return the comments on a piece as entries, newest first.

    Args:
        comments: those that may be shown.
        about: the piece.
        edition: of the piece's language.
    """
    listed = tuple(comments)
    known = {comment.id: comment for comment in listed}
    return _newest_first(_entry(comment, known.get(comment.parent), about, edition) for comment in listed)


def feed(about: Topic, comments: Iterable[FeedEntry], edition: Edition) -> Feed:
    """Return the feed of the conversation about one piece."""
    title = edition.translate("The conversation about “%(title)s”") % {"title": about.title}
    subtitle = edition.translate("What people say about “%(title)s”, and our answers") % {"title": about.title}
    return Feed(
        id=f"{about.id}/comments",
        title=title,
        subtitle=subtitle,
        lang=edition.lang,
        page=about.conversation,
        updated=about.since,
        entries=apart(comments),
        author=edition.author,
        atom=about.feed,
        hub=edition.hub,
        stylesheet=edition.stylesheet,
    )


def whole_feed(comments: Iterable[FeedEntry], edition: Edition, *, has_page: bool = True) -> Feed:
    """Return the feed of everything that people say about pieces in one language.

    Args:
        comments: about any piece; one may come twice.
        edition: of the language.
        has_page: whether a page shows the same; the home is named instead.
    """
    once = {entry.id: entry for entry in comments}
    name = edition.translate("The conversation")
    return Feed(
        id=edition.tag_uri(edition.lang, "dialogue", "comments"),
        title=edition.said("%(company)s: %(list)s", company=edition.name, list=name),
        subtitle=edition.translate("What people say about everything we publish, and our answers"),
        lang=edition.lang,
        page=edition.absolute("dialogue") if has_page else edition.absolute(),
        updated=edition.beginning,
        entries=apart(_newest_first(once.values())),
        author=edition.author,
        atom=edition.absolute("dialogue") + "comments.xml",
        hub=edition.hub,
        stylesheet=edition.stylesheet,
    )


def comment_id(edition: Edition, comment: FeedComment) -> str:
    """Return the id of a comment: the same in both languages and in every feed.

    Platforms name comments in ways that readers of feeds reject, so it is hashed.
    """
    name = hashlib.sha256(comment.id.encode(errors="replace")).hexdigest()
    return edition.tag_uri("comments", name[:32])


def _newest_first(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.published, entry.id), reverse=True))


def _entry(comment: FeedComment, parent: FeedComment | None, about: Topic, edition: Edition) -> FeedEntry:
    place = edition.place(about.page)
    lang = comment.lang if is_known(comment.lang) else about.lang
    name = _name(comment, edition)
    return FeedEntry(
        id=comment_id(edition, comment),
        url=_page(comment, about, edition),
        title=_title(comment, name, about, edition),
        lang=lang,
        published=comment.published,
        updated=max(comment.updated, comment.published),
        content=content.compose(comment.html, place, lang, "auto"),
        authors=(FeedAuthor(name, comment.author.url and place.absolute(comment.author.url)),),
        tags=(FeedTag("official", edition.translate("official answer")),) if comment.is_official else (),
        conversation=about.conversation,
        reply_to=_answered(parent, about, edition),
    )


def _answered(parent: FeedComment | None, about: Topic, edition: Edition) -> ReplyTo:
    if parent is None:
        return ReplyTo(about.id, about.page)
    return ReplyTo(comment_id(edition, parent), _page(parent, about, edition))


def _page(comment: FeedComment, about: Topic, edition: Edition) -> str:
    """Return where people read a comment: at its source, else in the page of the piece."""
    source = edition.place(about.page).absolute(comment.url) if comment.url else ""
    return source or uri(about.conversation)


def _title(comment: FeedComment, name: str, about: Topic, edition: Edition) -> str:
    _ = edition.translate
    official, other = _("Official answer from %(name)s on “%(title)s”"), _("%(name)s on “%(title)s”")
    return (official if comment.is_official else other) % {
        "name": edition.isolated(name),
        "title": about.title,
    }


def _name(comment: FeedComment, edition: Edition) -> str:
    return shortened(legal(comment.author.name), _NAME) or edition.translate("Somebody")
