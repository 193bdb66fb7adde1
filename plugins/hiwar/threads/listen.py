"""``invoke listen``: hear what people said, and keep it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from hiwar import __version__
from hiwar.errors import Faults
from hiwar.http import Client
from hiwar.model.thread import Thread
from hiwar.threads import files, forgotten
from hiwar.threads.asking import Outcome, Question, ask, policy_for, tokens_for
from hiwar.threads.reading import read, strangers
from hiwar.threads.schedule import is_due

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from hiwar.errors import Fault
    from hiwar.model.company import Company
    from hiwar.model.piece import Piece, PieceId
    from hiwar.threads.asking import Door
    from hiwar.threads.forgotten import Forgotten
    from hiwar.threads.subjects import Subject

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


@dataclass(frozen=True, slots=True)
class Means:
    """How to ask."""

    #: Where tokens come from, by `Community.token_name`.
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

    @property
    def exit_code(self) -> int:
        """0 when all sources that were asked answered, `SOME_UNHEARD` when some did not."""
        return SOME_UNHEARD if self.unheard else 0

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
    subjects, threads, ears = _read(pieces, company, place, means)
    asked = files.read_asked(place.cache)
    due, resting = plan(subjects.values(), threads, {} if everything else asked, now)
    means.progress(0, len(due), None)
    session = _Session(place, threads, now)
    try:
        tokens = tokens_for(company.communities, means.environ)
        for outcome in ask(due, means.door or _network(company), tokens, now, ears):
            session.take(outcome)
            means.progress(len(session.outcomes), len(due), outcome)
    finally:
        files.write_asked(place.cache, asked | session.asked)
    return session.listened(resting, strangers(pieces, place.content, place.cwd))


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
    outcomes: list[Outcome] = field(default_factory=list)
    written: set[PieceId] = field(default_factory=set)

    @property
    def asked(self) -> dict[str, datetime]:
        """When each address was asked."""
        return {outcome.question.ref.url: self.now for outcome in self.outcomes}

    def listened(self, resting: int, warnings: tuple[Fault, ...]) -> Listened:
        """Return all that came of it."""
        return Listened(tuple(self.outcomes), resting, len(self.written), warnings)

    def take(self, outcome: Outcome) -> None:
        """Put an outcome into its thread, and write that when something is new."""
        self.outcomes.append(outcome)
        piece = outcome.question.piece
        if outcome.is_new:
            self.threads[piece] = _with(self.threads.get(piece), outcome)
            if files.write_thread(self.place.content, self.threads[piece]):
                self.written.add(piece)


def plan(
    subjects: Iterable[Subject], threads: Mapping[PieceId, Thread], asked: Mapping[str, datetime], now: datetime
) -> tuple[tuple[Question, ...], int]:
    """Return the sources to ask now, and how many are left alone."""
    due, resting = [], 0
    for subject in subjects:
        thread = threads.get(subject.piece)
        priors = {source.url: source for source in thread.sources} if thread else {}
        for ref in subject.refs:
            prior = priors.get(ref.url)
            if is_due(prior, asked.get(ref.url), subject.began, now):
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
