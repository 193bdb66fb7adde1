"""A thread: what people said about a piece, as the archive keeps it.

One thread belongs to a piece and its twin; it has one source for each address
of the piece's ``discussion``, and each source keeps its own comments. Comments
that two sources share are merged where they are shown, never in the archive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from datetime import datetime

    from hiwar.model.piece import PieceId

#: ``live`` answers; ``stale`` did not the last time; ``gone`` says that the
#: thread is no more, and what was heard is kept.
SourceState = Literal["live", "stale", "gone"]
#: ``visible`` is shown; ``hidden`` by its thread's owner and not shown;
#: ``missing`` from whole answers without a word why, and shown so; ``deleted``
#: by its author or a moderator: its text is erased, its place kept; ``queued``
#: came from anybody at all, and is shown nowhere until a moderator releases it.
CommentState = Literal["visible", "hidden", "missing", "deleted", "queued"]
SOURCE_STATES: Final[tuple[SourceState, ...]] = get_args(SourceState)
COMMENT_STATES: Final[tuple[CommentState, ...]] = get_args(CommentState)


@dataclass(frozen=True, slots=True)
class Author:
    """Who speaks, as the platform names them; all empty when nobody is named."""

    #: Plain text in one line, without controls; may hold ``<`` and ``&``.
    name: str = ""
    #: Address of the account, by which the company's own are recognised: one
    #: that the platform vouches for, never a website that its author typed.
    url: str = ""
    #: As one would mention them: ``@lab@social.example``.
    handle: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses that people know this account by, its lasting one first.

        Some platforms vouch for a name that may change beside an id that does
        not: Bluesky for a handle beside the DID, YouTube for one beside the channel.
        """
        name = self.handle.removeprefix("@").lower()
        for lasting, by_name in (("/profile/did:", "/profile/"), ("/channel/", "/@")):
            front, found, _ = self.url.partition(lasting)
            if found and name:
                return self.url, f"{front}{by_name}{name}"
        return (self.url,) if self.url else ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture, video or file that hangs on a comment: linked, never shown."""

    #: Absolute, http or https.
    url: str
    #: What it shows, in its author's words; empty when nothing was written.
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """One thing that somebody said, clean enough to be shown as it is."""

    #: Canonical IRI, the same through whichever server it was heard.
    id: str
    #: Its id in the source's interface, to ask after it alone; may be empty.
    key: str
    #: The ``id`` it answers; empty when it answers the thread's first post.
    parent: str
    #: Permalink for people; empty when the platform has none.
    url: str
    author: Author
    #: Aware, UTC, like ``edited``.
    published: datetime
    #: Sanitised HTML; empty when deleted.
    html: str
    edited: datetime | None = None
    #: BCP 47, as the platform or its author says; empty when nobody did.
    lang: str = ""
    #: Plain text: what the author warns of before one reads on; often empty.
    warning: str = ""
    attachments: tuple[Attachment, ...] = ()
    #: The licence its platform publishes it under, by its short name, where that has to be said: ``CC BY-SA 4.0``.
    license: str = ""
    state: CommentState = "visible"
    #: The first hearing that missed it; None while it is heard.
    absent_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Validator:
    """What a server gave to ask "has this changed?" with (RFC 9110, 8.8)."""

    #: The address it is for.
    url: str
    #: With its quotes and ``W/``, exactly as received; may be empty.
    etag: str = ""
    #: The Last-Modified field as received; may be empty.
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One address of the discussion, and all that was ever heard there."""

    platform: str
    #: As the writer named it, and where one joins in.
    url: str
    state: SourceState = "live"
    #: Aware, UTC: the hearing that last brought something new; None before the first.
    heard: datetime | None = None
    #: Whether the last answer held the whole tree, as far as one can tell.
    complete: bool = True
    #: Since when it is stale or gone; None when live.
    since: datetime | None = None
    #: Why it is stale or gone, in words for a log; empty when live.
    why: str = ""
    validator: Validator | None = None
    #: Aware, UTC: from then on the platform's terms forbid to keep or show this; None is never.
    expires: datetime | None = None
    #: By date, then id: oldest first.
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation about a piece, in both its languages."""

    piece: PieceId
    #: By platform, then address.
    sources: tuple[Source, ...] = ()
    #: Hex SHA-256 of the file it was read from; empty when it was not.
    digest: str = field(default="", compare=False)
