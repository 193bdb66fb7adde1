"""The dialogue of the whole site in one language: what is open, what was answered, who spoke last."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from hiwar.html import spoken_direction, text_of
from hiwar.i18n import direction
from hiwar.model.conversation import CAUSES, Cause
from hiwar.model.dialogue import Dialogue, Excerpt, Numbers, Question, Talk
from hiwar.platforms.registry import NAMES, adapter
from hiwar.text import direction as text_direction
from hiwar.text import one_line, shortened
from hiwar.threads import numbers
from hiwar.threads.anchors import anchor
from hiwar.threads.conversation import initials
from hiwar.threads.mixing import mix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime, timedelta

    from hiwar.model.page import Anchor
    from hiwar.model.piece import PieceId
    from hiwar.model.thread import Comment, Source, Thread
    from hiwar.threads.conversation import Manner
    from hiwar.threads.exchanges import Exchange
    from hiwar.threads.ledgers import Ledger
    from hiwar.threads.mixing import Pick

#: Questions that the page shows; the numbers count all.
MAX_OPEN: Final = 100
MAX_ANSWERED: Final = 50
_NEWEST: Final = 8
_NEWEST_AT_HOME: Final = 4
_OPEN_AT_HOME: Final = 3
#: Characters of a comment.
_LENGTH: Final = 280


class Asked(NamedTuple):
    """A question, and whose thread it stands in."""

    piece: PieceId
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Affairs:
    """What all languages have in common: counted once."""

    threads: Mapping[PieceId, Thread]
    #: Of pieces that readers may see, no others.
    ledgers: Mapping[PieceId, Ledger]
    #: All questions, oldest first.
    asked: tuple[Asked, ...]
    #: The newest hearing; None before the first.
    heard: datetime | None
    #: Within what the company says it answers; None when it promises nothing.
    promise: timedelta | None
    numbers: Numbers
    #: For the page of the dialogue, and for the home page.
    newest: tuple[Pick, ...]
    newest_at_home: tuple[Pick, ...]

    @property
    def open(self) -> tuple[Asked, ...]:
        """The questions that nobody has answered, oldest first."""
        return tuple(row for row in self.asked if row.exchange.is_open)

    def hidden(self) -> tuple[tuple[Cause, int], ...]:
        """Return how many comments are not shown, by cause."""
        counts = Counter[Cause]()
        for ledger in self.ledgers.values():
            counts.update(dict(ledger.hidden))
        return tuple((cause, counts[cause]) for cause in CAUSES if counts[cause])


def gather(threads: Mapping[PieceId, Thread], ledgers: Mapping[PieceId, Ledger], promise: timedelta | None) -> Affairs:
    """Return the affairs of a site.

    Args:
        threads: what was heard.
        ledgers: of the threads whose pieces readers may see, no others.
        promise: within what the company says it answers.
    """
    found = [Asked(piece, one) for piece, ledger in ledgers.items() for one in ledger.exchanges]
    found.sort(key=lambda row: (row.exchange.asked, row.exchange.question))
    heard = max((ledger.heard for ledger in ledgers.values() if ledger.heard), default=None)
    return Affairs(
        threads=threads,
        ledgers=ledgers,
        asked=tuple(found),
        heard=heard,
        promise=promise,
        numbers=numbers.count([row.exchange for row in found], promise, heard),
        newest=mix(ledgers, _NEWEST),
        newest_at_home=mix(ledgers, _NEWEST_AT_HOME),
    )


@dataclass(slots=True)
class Teller:
    """Tells the affairs in one language."""

    affairs: Affairs
    #: Each piece with its title and address, in this language where it has that.
    topics: Mapping[PieceId, Anchor]
    manner: Manner
    _comments: dict[PieceId, dict[str, tuple[Comment, Source]]] = field(default_factory=dict)

    def dialogue(self) -> Dialogue:
        """Return all that the page shows."""
        affairs, zone = self.affairs, self.manner.timezone
        answered = heapq.nlargest(
            MAX_ANSWERED,
            (row for row in affairs.asked if not row.exchange.is_open),
            key=lambda row: (self._answered_at(row), row.exchange.question),
        )
        asked = [row.exchange for row in affairs.asked]
        is_rtl = direction(self.manner.lang) == "rtl"
        return Dialogue(
            heard=affairs.heard.astimezone(zone) if affairs.heard else None,
            numbers=affairs.numbers,
            open=tuple(islice(self._questions(affairs.open), MAX_OPEN)),
            answered=tuple(self._questions(answered)),
            months=numbers.by_month(asked, affairs.promise, affairs.heard, zone, is_rtl=is_rtl),
            hidden=affairs.hidden(),
            newest=self._newest(affairs.newest),
            count=sum(ledger.count for ledger in affairs.ledgers.values()),
        )

    def talk(self, address: str) -> Talk:
        """Return what the home page tells."""
        newest_open = islice(self._questions(reversed(self.affairs.open)), _OPEN_AT_HOME)
        affairs = self.affairs
        return Talk(address, self._newest(affairs.newest_at_home), tuple(newest_open), affairs.numbers)

    def _newest(self, picks: Iterable[Pick]) -> tuple[Excerpt, ...]:
        return tuple(self._excerpt(pick.piece, pick.spoken.id) for pick in picks)

    def _questions(self, rows: Iterable[Asked]) -> Iterator[Question]:
        for piece, one in rows:
            yield Question(
                asked=self._excerpt(piece, one.question),
                answer=None if one.is_open else self._excerpt(piece, one.answer),
                waited=one.waited,
                is_edited_since=one.is_edited_since,
                is_late=bool(numbers.is_late(one, self.affairs.promise, self.affairs.heard)),
            )

    def _answered_at(self, row: Asked) -> datetime:
        exchange = row.exchange
        if exchange.waited is not None:
            return exchange.asked + exchange.waited
        return self._moment(row.piece, self._find(row.piece, exchange.answer)[0])

    def _excerpt(self, piece: PieceId, id_: str) -> Excerpt:
        comment, source = self._find(piece, id_)
        platform = source.platform
        text = one_line(comment.warning or text_of(comment.html))
        return Excerpt(
            text=shortened(text, _LENGTH),
            lang=comment.lang,
            direction=text_direction(text) if comment.warning else spoken_direction(text),
            author=comment.author.name or comment.author.handle,
            initials=initials(comment.author.name),
            published=self._moment(piece, comment).astimezone(self.manner.timezone),
            about=self.topics[piece],
            anchor=anchor(id_),
            platform=self.manner.translate(adapter(platform).NAME) if platform in NAMES else platform,
            url=comment.url or source.url,
            speaker=self.manner.speaker(comment),
            is_warned=bool(comment.warning),
        )

    def _moment(self, piece: PieceId, comment: Comment) -> datetime:
        heard = self.affairs.ledgers[piece].heard
        return min(comment.published, heard or comment.published)

    def _find(self, piece: PieceId, id_: str) -> tuple[Comment, Source]:
        if piece not in self._comments:
            found: dict[str, tuple[Comment, Source]] = {}
            for source in self.affairs.threads[piece].sources:
                for comment in source.comments:
                    found.setdefault(comment.id, (comment, source))
            self._comments[piece] = found
        return self._comments[piece][id_]
