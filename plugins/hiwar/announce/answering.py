"""An answer to somebody, in the thread where they spoke."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar import i18n
from hiwar.announce.compose import marked
from hiwar.announce.place import Draft, Reply, Unclear, Unsaid
from hiwar.announce.registry import BY_NAME
from hiwar.announce.sending import Outcome, drive
from hiwar.announce.wanted import refuse_too_long
from hiwar.errors import SetupError
from hiwar.http import Refused, Unreachable
from hiwar.model.announcement import AnnouncementId
from hiwar.text import direction, nfc

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hiwar.announce.place import Seat
    from hiwar.announce.sending import Caller
    from hiwar.model.piece import PieceId
    from hiwar.model.thread import Comment, Source

#: A bot cannot see what is said below its channel's messages.
ANSWERED: Final = frozenset(BY_NAME) - {"telegram"}
_HASH: Final = 12


@dataclass(frozen=True, slots=True)
class Question:
    """What is answered, and where it was said."""

    piece: PieceId
    source: Source
    comment: Comment


def compose_answer(question: Question, text: str, languages: Sequence[str], seat: Seat, now: datetime) -> Draft:
    """Return an answer, in the one of the site's languages that is written as the text is.

    Raises:
        SetupError: it says nothing, or too much for the place; nobody's words are cut.
    """
    words = nfc(text).strip()
    if not words:
        raise SetupError("the answer says nothing")
    comment, platform = question.comment, question.source.platform
    way = direction(words)
    lang = next((lang for lang in languages if i18n.direction(lang) == way), languages[0])
    part = hashlib.sha256(f"{comment.id}\0{words}".encode()).hexdigest()[:_HASH]
    draft = Draft(
        id=AnnouncementId(question.piece, lang, seat.community.url, seat.account, f"answer-{part}"),
        text=marked(words, lang),
        # Bluesky's interface knows a post by its address, and that is its id.
        reply=Reply(
            comment.id if platform == "bluesky" else comment.key,
            question.source.url,
            comment.author.handle if platform == "mastodon" else "",
        ),
        epoch=int(comment.published.timestamp()),
        moment=now,
    )
    refuse_too_long(draft, platform)
    return draft


def answer(draft: Draft, seat: Seat, call: Caller) -> Outcome:
    """Say it, unless it was said before; look for it when no clear answer came."""
    place = BY_NAME[seat.community.platform]
    try:
        there = drive(place.find(draft, seat), call)
        if there:
            return Outcome(draft, place.PLATFORM, "found", there.address)
        return Outcome(draft, place.PLATFORM, "sent", drive(place.send(draft, seat), call).address)
    except (Unsaid, Refused) as reason:
        return Outcome(draft, place.PLATFORM, "refused", why=str(reason))
    except (Unclear, Unreachable) as reason:
        return Outcome(draft, place.PLATFORM, "unclear", why=f"{reason}; run it again, and it is looked for first")
