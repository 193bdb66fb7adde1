"""A conversation: a thread as one page shows it, in the page's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, get_args

from markupsafe import Markup

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from hiwar.model.kinds import Voice
    from hiwar.model.moderation import Reason
    from hiwar.model.speaker import Speaker
    from hiwar.model.thread import Comment, SourceState

#: Why comments are out of sight: for a reason of the moderator's, by their own
#: platform, or because they came after the conversation was closed.
Cause = Literal["insult", "spam", "private", "off-topic", "impersonation", "unlawful", "platform", "closed"]
CAUSES: Final[tuple[Cause, ...]] = get_args(Cause)


@dataclass(frozen=True, slots=True)
class Venue:
    """A source as readers see it: where things were said, and where one joins in."""

    #: The platform's name, as people write it in the page's language.
    platform: str
    #: The community's name in the page's language, else its host.
    name: str
    #: The thread there.
    url: str
    state: SourceState = "live"
    #: Since when it is stale or gone, in the company's time zone; None when live.
    since: datetime | None = None
    #: Whether all of it was heard, as far as one can tell.
    is_complete: bool = True
    #: Whether one may answer from one's own server of the fediverse.
    is_federated: bool = False
    #: Whether there is a thread in which one can answer.
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """One comment where it stands in the conversation, with what answers it."""

    comment: Comment
    #: The fragment that leads to it: ``comment-1f3a…``.
    anchor: str
    #: One or two letters in place of a picture; empty when the name has none.
    initials: str
    #: Of the text: ``rtl`` or ``ltr``.
    direction: str
    #: In the company's time zone, like ``edited``.
    published: datetime
    edited: datetime | None
    #: Where it was heard, each platform once.
    venues: tuple[Venue, ...]
    #: The company's own account speaks; None for everybody else.
    speaker: Speaker | None = None
    #: Oldest first.
    answers: tuple[Turn, ...] = ()
    #: All that lies deeper than answers may nest, flat, oldest first.
    folded: tuple[Turn, ...] = ()
    #: In the folded part: the turn that it answers.
    answered: Turn | None = None
    #: The comment's HTML as the page shows it: paragraphs that read the other way say so.
    html: Markup = field(default=Markup())
    #: How long somebody waited for it; None unless it is the first answer to a question.
    waited: timedelta | None = None
    #: Whether it asks something, and whether the company answered.
    question: Literal["", "open", "answered"] = ""
    #: It asks something else now than when it was answered.
    is_edited_since: bool = False
    #: A moderator lets it stand first.
    is_pinned: bool = False
    #: Why a moderator hid it; None for all others.
    reason: Reason | None = None

    @property
    def voice(self) -> Voice | None:
        """The voice of whoever speaks for the company; None for everybody else."""
        return self.speaker.voice if self.speaker else None

    @property
    def is_deleted(self) -> bool:
        """Whether only its place is left."""
        return self.comment.state == "deleted"

    @property
    def is_missing(self) -> bool:
        """Whether its platform no longer has it, and did not say why."""
        return self.comment.state == "missing"


@dataclass(frozen=True, slots=True)
class Conversation:
    """All that is shown of a thread."""

    #: Pinned ones, then oldest first.
    turns: tuple[Turn, ...]
    #: Comments that are shown; places of deleted ones do not count.
    count: int
    #: The moment from which this is, in the company's time zone; None when nothing was ever heard.
    heard: datetime | None
    venues: tuple[Venue, ...]
    #: Those where something was said that is shown.
    places: tuple[Venue, ...] = ()
    #: How many comments are not shown, for each cause that there is.
    hidden: tuple[tuple[Cause, int], ...] = ()
    #: Since when nobody can join in, in the company's time zone; None while it is open.
    closed: datetime | None = None

    @property
    def is_federated(self) -> bool:
        """Whether a reader's own server is any use here."""
        return any(venue.is_federated for venue in self.venues)
