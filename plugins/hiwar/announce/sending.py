"""Saying it: begun in the ledger, said, noted in the ledger; looked for before it is said again.

Whatever breaks off in between leaves a row that says ``sending``. Such a thing
is looked for at its place first, and said only when the place has it not. So a
crash at any moment neither doubles nor forgets it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeVar, cast

from hiwar import ledger as ledgers
from hiwar.announce.place import Sent, Unclear, Unsaid
from hiwar.announce.plan import intent
from hiwar.announce.registry import BY_NAME
from hiwar.http import Refused, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from hiwar.announce.place import Answer, Call, Draft, Place, Seat, Steps
    from hiwar.announce.plan import Task
    from hiwar.ledger import Ledger
    from hiwar.model.announcement import Announcement

_T = TypeVar("_T")
#: Calls of one act; more is a platform that leads us round in circles.
MAX_CALLS: Final = 60
State = Literal["sent", "found", "refused", "unclear", "withdrawn"]


class Caller(Protocol):
    """What makes calls: the network, or a double."""

    def __call__(self, call: Call) -> Answer:
        """Return the answer to a call.

        Raises:
            Refused: it is not ours to make; nothing was sent.
            Unreachable: there is none.
        """
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one task."""

    draft: Draft
    platform: str
    state: State
    #: For people; empty unless it stands there.
    address: str = ""
    #: Why not, or why nobody knows.
    why: str = ""


@dataclass(slots=True)
class Book:
    """The ledger while things are said; each change is kept before anything else happens."""

    rows: Ledger
    #: Puts the ledger on the disk, whole.
    keep: Callable[[Ledger], None]

    def note(self, *rows: Announcement) -> None:
        """Put rows in, and keep them."""
        self.rows = ledgers.merge(self.rows, *rows)
        self.keep(self.rows)

    def forget(self, row: Announcement) -> None:
        """Take a row out that never came to anything."""
        self.rows = tuple(other for other in self.rows if other.id != row.id)
        self.keep(self.rows)


@dataclass(slots=True)
class Session:
    """One run of saying things."""

    book: Book
    call: Caller
    now: Callable[[], datetime]
    outcomes: list[Outcome] = field(default_factory=list)

    def begin(self, tasks: Iterable[Task]) -> None:
        """Note what is about to be said, all at once."""
        self.book.note(*(intent(task) for task in tasks if not task.is_retry))

    def say(self, task: Task, seat: Seat) -> Outcome:
        """Say one thing that was begun, and note what became of it."""
        place = BY_NAME[task.community.platform]
        outcome = self._settled(place, task.draft, seat, is_retry=task.is_retry)
        self.outcomes.append(outcome)
        return outcome

    def withdraw(self, row: Announcement, draft: Draft, seat: Seat) -> Outcome:
        """Delete what was said, and note it: it is never said again."""
        place = BY_NAME[seat.community.platform]
        try:
            sent = _sent(row) or drive(place.find(draft, seat), self.call)
            if sent:
                drive(place.withdraw(sent, seat), self.call)
            self.book.note(replace(row, state="withdrawn", moment=self._moment()))
            outcome = Outcome(draft, place.PLATFORM, "withdrawn", row.address)
        except (Unsaid, Unclear, Unreachable) as reason:
            outcome = Outcome(draft, place.PLATFORM, "refused", row.address, str(reason))
        self.outcomes.append(outcome)
        return outcome

    def _settled(self, place: Place, draft: Draft, seat: Seat, *, is_retry: bool) -> Outcome:
        row = _begun(self.book.rows, draft)
        try:
            if is_retry:
                there = drive(place.find(draft, seat), self.call)
                if there:
                    return self._noted(place, draft, row, there, "found")
            return self._noted(place, draft, row, drive(place.send(draft, seat), self.call), "sent")
        except (Unsaid, Refused) as reason:
            if not is_retry:
                # The place said no in its own words: nothing stands there, and the next run begins anew.
                self.book.forget(row)
            return Outcome(draft, place.PLATFORM, "refused", why=str(reason))
        except (Unclear, Unreachable) as reason:
            return self._looked_for(place, draft, seat, row, str(reason))

    def _looked_for(self, place: Place, draft: Draft, seat: Seat, row: Announcement, why: str) -> Outcome:
        """Return what the place has after no clear answer came; the row stays when it cannot tell either."""
        try:
            there = drive(place.find(draft, seat), self.call)
        except (Unsaid, Unclear, Unreachable) as reason:
            return Outcome(draft, place.PLATFORM, "unclear", why=f"{why}; {reason}" if str(reason) != why else why)
        if there:
            return self._noted(place, draft, row, there, "found")
        return Outcome(draft, place.PLATFORM, "unclear", why=why)

    def _noted(self, place: Place, draft: Draft, row: Announcement, sent: Sent, state: State) -> Outcome:
        self.book.note(replace(row, state="sent", moment=self._moment(), address=sent.address, key=sent.key))
        return Outcome(draft, place.PLATFORM, state, sent.address)

    def _moment(self) -> datetime:
        return self.now().astimezone(UTC).replace(microsecond=0)


def drive(steps: Steps[_T], call: Caller) -> _T:
    """Make the calls of an act until it is done, and return what it returns.

    Raises:
        Unsaid, Unclear: the place says so.
        Unreachable, Refused: of the network.
    """
    asked = next(steps)
    for _ in range(MAX_CALLS):
        try:
            asked = steps.send(call(asked))
        except StopIteration as end:
            return cast("_T", end.value)
    raise Unclear(f"needs more than {MAX_CALLS} calls")


def _begun(rows: Ledger, draft: Draft) -> Announcement:
    return next(row for row in rows if row.id == draft.id)


def _sent(row: Announcement) -> Sent | None:
    return Sent(row.address, row.key) if row.key else None
