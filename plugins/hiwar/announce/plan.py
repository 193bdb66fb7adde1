"""What there is to say: each new piece, once, in each place that wants its kind and language."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from hiwar.announce.compose import compose
from hiwar.ledger import former_ids
from hiwar.model.announcement import Announcement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hiwar.announce.compose import Message
    from hiwar.announce.place import Draft
    from hiwar.ledger import Ledger
    from hiwar.model.announcement import AnnouncementId
    from hiwar.model.community import Community
    from hiwar.model.company import Company
    from hiwar.model.piece import Piece

#: What came out longer ago is no news, unless it is named: a new community does not get the archive.
FRESH: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to say at one place."""

    draft: Draft
    community: Community
    #: What the ledger has of it: something that was decided, and perhaps done; None at the first try.
    row: Announcement | None = None

    @property
    def is_retry(self) -> bool:
        """Whether it may stand there already."""
        return self.row is not None


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for."""

    now: datetime
    #: Slugs of pieces, whatever their age; empty takes all that is new.
    slugs: frozenset[str] = frozenset()


def plan(
    pieces: Iterable[Piece], company: Company, ledger: Ledger, choice: Choice, message: Callable[[Piece], Message]
) -> tuple[Task, ...]:
    """Return what is to be said, oldest piece first; what was begun and not ended comes with it, whatever its age.

    Args:
        pieces: that are public, in the order in which they came out.
        company: its communities.
        ledger: what was said, or begun.
        choice: what is asked for.
        message: composes what may be said of a piece.
    """
    return tuple(_tasks(pieces, company, ledger, choice, message))


def _tasks(
    pieces: Iterable[Piece], company: Company, ledger: Ledger, choice: Choice, message: Callable[[Piece], Message]
) -> Iterator[Task]:
    known = {row.id: row for row in ledger}
    for piece in pieces:
        if not piece.is_public(choice.now) or piece.wording.is_silent:
            continue
        is_wanted = piece.slug in choice.slugs if choice.slugs else _is_fresh(piece, choice.now)
        said: Message | None = None
        for community in company.communities:
            if not _takes(community, piece):
                continue
            row = _row(piece, community, known)
            if row and row.state != "sending":
                continue
            if row or (is_wanted and (choice.slugs or not _is_discussed(piece, community))):
                said = said or message(piece)
                yield _task(compose(said, community), community, row, choice.now)


def _task(draft: Draft, community: Community, row: Announcement | None, now: datetime) -> Task:
    # The id that it was begun under: the piece may have been renamed since.
    id_ = row.id if row else draft.id
    return Task(replace(draft, id=id_, moment=row.moment if row else now), community, row)


def _is_fresh(piece: Piece, now: datetime) -> bool:
    return piece.public_from is not None and now - piece.public_from < FRESH


def _takes(community: Community, piece: Piece) -> bool:
    return piece.kind in community.announce and community.language in {"", piece.lang}


def _is_discussed(piece: Piece, community: Community) -> bool:
    """Tell whether somebody named a thread there already: a second one would part the conversation."""
    return any(url.startswith(community.url + "/") for url in piece.discussion)


def _row(piece: Piece, community: Community, known: dict[AnnouncementId, Announcement]) -> Announcement | None:
    """Return what the ledger has of a piece at a place, under this name or a former one."""
    for id_, row in known.items():
        is_here = (id_.lang, id_.place, id_.account, id_.part) == (piece.lang, community.url, community.account, "")
        if is_here and id_.piece in former_ids(piece.id, piece.aliases):
            return row
    return None


def intent(task: Task) -> Announcement:
    """Return the row that says it will be said, to be kept before it is."""
    moment = task.draft.moment.astimezone(UTC).replace(microsecond=0)
    return Announcement(task.draft.id, "sending", moment, digest(task.draft))


def digest(draft: Draft) -> str:
    """Return what tells one text from another: half a SHA-256 of all that is sent."""
    picture = draft.picture.content if draft.picture else b""
    parts = (draft.title, draft.text, draft.url, draft.warning, draft.summary)
    return hashlib.sha256("\0".join(parts).encode() + picture).hexdigest()[:32]
