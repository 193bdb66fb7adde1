"""``invoke listen``: hear what people said, and keep it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from hiwar import __version__
from hiwar.errors import Faults
from hiwar.http import Client
from hiwar.model.thread import Thread
from hiwar.platforms.adapter import Unheard
from hiwar.threads import exports, files, forgotten, mentions, passing
from hiwar.threads.asking import Outcome, Question, ask, fetch, policy_for
from hiwar.threads.reading import read, strangers
from hiwar.threads.schedule import is_due

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from hiwar.errors import Fault
    from hiwar.model.company import Company
    from hiwar.model.piece import Piece, PieceId
    from hiwar.threads.asking import Door
    from hiwar.threads.forgotten import Forgotten
    from hiwar.threads.subjects import Subject

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
#: The task's own exit code: some sources did not answer. All else was written.
SOME_UNHEARD: Final = 3


class Progress(Protocol):
    """Shows how far listening is."""

    def __call__(self, done: int, total: int, outcome: Outcome | None) -> None:
        """Take note of one more outcome; none at the start."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where to read and write."""

    content: Path
    #: Of this content folder.
    cache: Path
    #: Where one stands, for the paths of messages.
    cwd: Path
    #: Files exported from platforms that give no history to anybody.
    exports: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Means:
    """How to ask."""

    #: Where tokens come from, by `Ref.token_name`.
    environ: Mapping[str, str]
    #: Called at the start and after each source.
    progress: Progress
    #: The way to a host; None is the network.
    door: Door | None = None


@dataclass(frozen=True, slots=True)
class Listened:
    """What came of listening."""

    outcomes: tuple[Outcome, ...]
    #: Sources that were left alone this time.
    resting: int
    #: Files written.
    written: int
    #: What does not stop anybody, and should be looked at.
    warnings: tuple[Fault, ...] = ()
    #: What came of hearing the mentions of the site's pages, for a log; empty when there is nothing to say.
    mentions: str = ""
    #: Whether the mentions were asked for and not heard.
    is_mailbox_stale: bool = False

    @property
    def exit_code(self) -> int:
        """0 when all sources that were asked answered, `SOME_UNHEARD` when some did not."""
        return SOME_UNHEARD if self.unheard or self.is_mailbox_stale else 0

    @property
    def unheard(self) -> tuple[Outcome, ...]:
        """What did not answer, or not in a way that is believed; what is gone did answer."""
        return tuple(one for one in self.outcomes if one.why and not one.is_gone)


def listen(
    pieces: Sequence[Piece], company: Company, place: Place, means: Means, now: datetime, *, everything: bool
) -> Listened:
    """Ask every source that is due and write what is new.

    Args:
        pieces: all pieces, whether public or not.
        company: whose communities are listened to.
        place: where to read and write.
        means: how to ask.
        now: the moment of this hearing.
        everything: ask also what is not due.

    Raises:
        ContentError: an address lies in no community, or a thread's file is wrong.
        SetupError: the disk refuses, or the key of what is forgotten is not there.
    """
    passing.drop_expired(place.cache, now)
    subjects, threads, ears = _read(pieces, company, place, means)
    threads = passing.joined(threads, passing.read(place.cache, now))
    asked = files.read_asked(place.cache)
    due, resting = plan(subjects.values(), threads, {} if everything else asked, now, has_exports=bool(place.exports))
    means.progress(0, len(due), None)
    door = means.door or _network(company)
    session = _Session(place, threads, now, ears)
    try:
        for outcome in _ask(due, door, session, means.environ):
            session.take(outcome)
            means.progress(len(session.outcomes), len(due), outcome)
        session.hear_mentions(pieces, company, door, means.environ, {} if everything else asked)
    finally:
        files.write_asked(place.cache, asked | session.asked)
    return session.listened(resting, strangers(pieces, place.content, place.cwd))


def _ask(due: Sequence[Question], door: Door, session: _Session, environ: Mapping[str, str]) -> Iterator[Outcome]:
    """Yield what became of each question, of hosts first, then of exports."""
    exported = [question for question in due if question.ref.api.startswith(exports.SCHEME)]
    hosted = [question for question in due if not question.ref.api.startswith(exports.SCHEME)]
    yield from ask(hosted, door, environ, session.now, session.ears)
    yield from ask(exported, partial(exports.Exports, session.place.exports), {}, session.now, session.ears)


def _read(
    pieces: Sequence[Piece], company: Company, place: Place, means: Means
) -> tuple[Mapping[PieceId, Subject], dict[PieceId, Thread], Forgotten]:
    faults = Faults()
    subjects, threads = read(pieces, company, place.content, place.cwd, faults)
    shown = forgotten.shown_path(place.content, place.cwd)
    ears = forgotten.read_forgotten(place.content, means.environ, shown, faults)
    faults.raise_if_any()
    return subjects, dict(threads), ears


@dataclass(slots=True)
class _Session:
    """What came of listening so far; each outcome is on the disk when it is taken."""

    place: Place
    threads: dict[PieceId, Thread]
    now: datetime
    #: What is not to be heard.
    ears: Forgotten
    outcomes: list[Outcome] = field(default_factory=list)
    written: set[PieceId] = field(default_factory=set)
    #: When each address was asked.
    asked: dict[str, datetime] = field(default_factory=dict)
    mentions: str = ""
    is_mailbox_stale: bool = False

    def listened(self, resting: int, warnings: tuple[Fault, ...]) -> Listened:
        """Return all that came of it."""
        outcomes = tuple(self.outcomes)
        return Listened(outcomes, resting, len(self.written), warnings, self.mentions, self.is_mailbox_stale)

    def take(self, outcome: Outcome) -> None:
        """Put an outcome into its thread, and write that when something is new."""
        self.outcomes.append(outcome)
        self.asked[outcome.question.ref.url] = self.now
        piece = outcome.question.piece
        if outcome.is_new:
            self.threads[piece] = _with(self.threads.get(piece), outcome)
            passing.write_thread(self.place.cache, self.threads[piece])
            if files.write_thread(self.place.content, self.threads[piece]):
                self.written.add(piece)

    def hear_mentions(
        self,
        pieces: Sequence[Piece],
        company: Company,
        door: Door,
        environ: Mapping[str, str],
        asked: Mapping[str, datetime],
    ) -> None:
        """Ask for what other sites say about any page, and put it where it belongs."""
        mailbox = mentions.mailbox_of(company)
        if not mailbox:
            return
        if not environ.get(mailbox.token_name, "").strip():
            self.mentions = f"mentions: not asked for, because there is no token in {mailbox.token_name}"
            return
        is_whole = self.now - asked.get(mailbox.url, _LONG_AGO) >= mentions.WHOLE_EACH
        prior = None if is_whole else mentions.heard_before(mailbox, self.threads.values())
        try:
            heard = fetch(mailbox, prior, door, environ, self.ears)
        except Unheard as reason:
            self.mentions, self.is_mailbox_stale = f"mentions: {reason}", True
            return
        delivered = mentions.deliver(heard, mailbox, mentions.places_of(pieces, company), self.threads, self.now)
        for outcome in delivered.outcomes:
            self.take(outcome)
        self.asked |= {mailbox.url: self.now if heard.complete else asked.get(mailbox.url, _LONG_AGO)}
        self.mentions = f"mentions of pages without a conversation: {delivered.strays}" if delivered.strays else ""


def plan(
    subjects: Iterable[Subject],
    threads: Mapping[PieceId, Thread],
    asked: Mapping[str, datetime],
    now: datetime,
    *,
    has_exports: bool = False,
) -> tuple[tuple[Question, ...], int]:
    """Return the sources to ask now, and how many are left alone.

    What is heard from exports is asked whenever there are some, and never else.
    """
    due, resting = [], 0
    for subject in subjects:
        thread = threads.get(subject.piece)
        priors = {source.url: source for source in thread.sources} if thread else {}
        for ref in subject.refs:
            prior = priors.get(ref.url)
            is_exported = ref.api.startswith(exports.SCHEME)
            if has_exports if is_exported else is_due(prior, asked.get(ref.url), subject.began, now):
                due.append(Question(subject.piece, ref, prior))
            else:
                resting += 1
    return tuple(due), resting


def _with(thread: Thread | None, outcome: Outcome) -> Thread:
    """Return the thread with one source as it is from now on."""
    piece, source = outcome.question.piece, outcome.source
    others = [other for other in thread.sources if other.url != source.url] if thread else []
    sources = sorted([*others, source], key=lambda one: (one.platform, one.url))
    return replace(thread or Thread(piece), sources=tuple(sources), digest="")


def _network(company: Company) -> Door:
    agent = f"Hiwar/{__version__} (+{company.url})"
    return partial(Client, agent, policy_for(company.communities))
