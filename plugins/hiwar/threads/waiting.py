"""What waits for somebody of the company: questions, mentions, names that look like ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.html import text_of
from hiwar.model.kinds import FOLDERS
from hiwar.text import shortened
from hiwar.threads import ledgers
from hiwar.threads.judging import seal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime, timedelta

    from hiwar.model.piece import PieceId
    from hiwar.model.thread import Comment, Thread
    from hiwar.threads.judging import Law
    from hiwar.threads.ledgers import Ledger
    from hiwar.threads.likeness import Names

_LINE: Final = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits."""

    piece: PieceId
    comment: Comment
    #: Where one answers, or looks.
    url: str
    #: Aware.
    since: datetime
    #: Of a stranger: the name of ours that theirs is taken for; empty otherwise.
    name: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """All that waits, each kind oldest first."""

    questions: tuple[Waiting, ...] = ()
    mentions: tuple[Waiting, ...] = ()
    alike: tuple[Waiting, ...] = ()


def gather(threads: Mapping[PieceId, Thread], law: Law, names: Names) -> Desk:
    """Return all that waits in these threads."""
    questions, mentions, alike = [], [], []
    for piece, thread in threads.items():
        found = _Finder(piece, thread)
        ledger: Ledger = ledgers.compose(thread, law, names)
        questions += [found.waiting(one.question, one.asked) for one in ledger.exchanges if one.is_open]
        mentions += [found.waiting(id_) for id_ in ledger.queued]
        alike += [found.waiting(one.comment, name=one.name) for one in ledger.alike]
    return Desk(_oldest_first(questions), _oldest_first(mentions), _oldest_first(alike))


def _oldest_first(rows: list[Waiting]) -> tuple[Waiting, ...]:
    return tuple(sorted(rows, key=lambda row: (row.since, row.comment.id)))


@dataclass(frozen=True, slots=True)
class _Finder:
    piece: PieceId
    thread: Thread

    def waiting(self, id_: str, since: datetime | None = None, name: str = "") -> Waiting:
        """Return a comment that waits, with the way to it."""
        pairs = ((one, source) for source in self.thread.sources for one in source.comments if one.id == id_)
        comment, source = next(pairs)
        return Waiting(self.piece, comment, comment.url or source.url, since or comment.published, name)


def render(desk: Desk, promise: timedelta | None, now: datetime, limit: int | None = None) -> str:
    """Return the list for people, with a line break at its end.

    Args:
        desk: all that waits.
        promise: within what the company says it answers.
        now: from when ages are counted.
        limit: of each kind; None is all.
    """
    return "\n".join(_lines(desk, promise, now, limit)) + "\n"


def _lines(desk: Desk, promise: timedelta | None, now: datetime, limit: int | None) -> Iterator[str]:
    late = sum(promise is not None and now - one.since > promise for one in desk.questions)
    if not (desk.questions or desk.mentions or desk.alike):
        yield "nothing waits for an answer"
    if desk.questions:
        yield f"questions that wait for an answer: {len(desk.questions)}" + (f", late: {late}" if late else "")
        for one in desk.questions[:limit]:
            yield f"  {_age(now - one.since)}  {_said(one)}"
            yield f"      {one.url}"
        yield from _rest(desk.questions, limit)
    if desk.mentions:
        yield f"mentions that wait for a moderator: {len(desk.mentions)}; to let one in, put it into moderation.toml"
        for one in desk.mentions[:limit]:
            yield f"  {_said(one)}"
            yield "      [[release]]"
            yield f'      mention = "{one.comment.id}"'
            yield f'      seal = "{seal(one.comment)}"'
            yield f"      # {one.url}"
        yield from _rest(desk.mentions, limit)
    if desk.alike:
        yield f"names that may be taken for yours: {len(desk.alike)}"
        for one in desk.alike[:limit]:
            yield f"  like “{one.name}”: {_said(one)}"
            yield f"      {one.url}"
        yield from _rest(desk.alike, limit)


def _rest(rows: tuple[Waiting, ...], limit: int | None) -> Iterator[str]:
    if limit is not None and len(rows) > limit:
        yield f"  and {len(rows) - limit} more"


def _said(one: Waiting) -> str:
    author = one.comment.author
    place = f"{FOLDERS[one.piece.kind]}/{one.piece.slug}"
    return shortened(f"{place}  {author.name or author.handle or '…'}: {text_of(one.comment.html)}", _LINE)


def _age(span: timedelta) -> str:
    hours = max(int(span.total_seconds() // 3600), 0)
    return f"{hours:>3} h" if hours <= 72 else f"{hours // 24:>3} d"
