"""``invoke listen``: hear what people said, and keep it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from hiwar import __version__
from hiwar.errors import Faults
from hiwar.http import Client
from hiwar.model.thread import Thread
from hiwar.threads import files
from hiwar.threads.asking import Outcome, Question, ask, policy_for, tokens_for
from hiwar.threads.reading import read
from hiwar.threads.schedule import is_due

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from hiwar.model.company import Company
    from hiwar.model.piece import Piece, PieceId
    from hiwar.threads.asking import Door
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
class Listened:
    """What came of listening."""

    outcomes: tuple[Outcome, ...]
    #: Sources that were left alone this time.
    resting: int
    #: Files written.
    written: int

    @property
    def exit_code(self) -> int:
        """0 when all sources that were asked answered, `SOME_UNHEARD` when some did not."""
        return SOME_UNHEARD if self.unheard else 0

    @property
    def unheard(self) -> tuple[Outcome, ...]:
        """What did not answer, or not in a way that is believed; what is gone did answer."""
        return tuple(one for one in self.outcomes if one.why and not one.is_gone)


def listen(
    pieces: Sequence[Piece],
    company: Company,
    place: Place,
    now: datetime,
    *,
    everything: bool,
    environ: Mapping[str, str],
    progress: Progress,
    door: Door | None = None,
) -> Listened:
    """Ask every source that is due and write what is new.

    Args:
        pieces: all pieces, whether public or not.
        company: whose communities are listened to.
        place: where to read and write.
        now: the moment of this hearing.
        everything: ask also what is not due.
        environ: where tokens come from, by `Community.token_name`.
        progress: called at the start and after each source.
        door: the way to a host; by default the network.

    Raises:
        ContentError: an address lies in no community, or a thread's file is wrong.
        SetupError: the disk refuses.
    """
    faults = Faults()
    subjects, heard = read(pieces, company, place.content, place.cwd, faults)
    faults.raise_if_any()
    threads = dict(heard)
    asked = files.read_asked(place.cache)
    due, resting = plan(subjects.values(), threads, {} if everything else asked, now)
    door = door or _network(company)
    progress(0, len(due), None)
    outcomes: list[Outcome] = []
    written: set[PieceId] = set()
    try:
        for outcome in ask(due, door, tokens_for(company.communities, environ), now):
            outcomes.append(outcome)
            if outcome.is_new and _keep(outcome, threads, place.content):
                written.add(outcome.question.piece)
            progress(len(outcomes), len(due), outcome)
    finally:
        files.write_asked(place.cache, {**asked, **{outcome.question.ref.url: now for outcome in outcomes}})
    return Listened(tuple(outcomes), resting, len(written))


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


def _keep(outcome: Outcome, threads: dict[PieceId, Thread], content: Path) -> bool:
    """Put an outcome into its thread and write that; tell whether the file changed."""
    piece = outcome.question.piece
    threads[piece] = _with(threads.get(piece), outcome)
    return files.write_thread(content, threads[piece])


def _with(thread: Thread | None, outcome: Outcome) -> Thread:
    """Return the thread with one source as it is from now on."""
    piece, source = outcome.question.piece, outcome.source
    others = [other for other in thread.sources if other.url != source.url] if thread else []
    sources = sorted([*others, source], key=lambda one: (one.platform, one.url))
    return replace(thread or Thread(piece), sources=tuple(sources))


def _network(company: Company) -> Door:
    agent = f"Hiwar/{__version__} (+{company.url})"
    return partial(Client, agent, policy_for(company.communities))
