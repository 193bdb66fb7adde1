"""A ledger for each thread: what it adds to the numbers of the site, without the words.

A ledger depends on the thread's file, the moderator's rules and our names. It is
kept under a hash of all of them, so a build reads only the threads that changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from hiwar.html import spoken_direction, text_of
from hiwar.threads import archive
from hiwar.threads.accounts import plain
from hiwar.threads.conversation import causes, heard_of
from hiwar.threads.exchanges import Exchange, match
from hiwar.threads.tree import grow
from hiwar.wholefiles import put

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hiwar.model.conversation import Cause
    from hiwar.model.piece import PieceId
    from hiwar.model.thread import Comment, Thread
    from hiwar.threads.judging import Law
    from hiwar.threads.likeness import Names
    from hiwar.threads.tree import Tree

#: The newest voices of a thread that other pages may show.
_NEWEST: Final = 2
_FILE: Final = "ledgers.json"
#: What counts is part of every key, so that nobody has to remember a version number.
_OWN_MODULES: Final = (
    *sorted(Path(__file__).parent.glob("*.py")),
    *(Path(__file__).parents[1] / f"{name}.py" for name in ("html", "skeletons", "text")),
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A comment that other pages may show."""

    id: str
    #: Aware; never after the thread was heard.
    published: datetime
    #: ``rtl`` or ``ltr``.
    direction: str
    #: Who said it, as a hash: one person speaks once.
    author: str


@dataclass(frozen=True, slots=True)
class Alike:
    """A stranger whose name is taken for one of ours."""

    #: The id of a comment of theirs.
    comment: str
    #: The name of ours.
    name: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What one thread adds to the numbers."""

    #: Comments that are shown.
    count: int = 0
    #: Aware; None when it was never heard.
    heard: datetime | None = None
    exchanges: tuple[Exchange, ...] = ()
    newest: tuple[Spoken, ...] = ()
    hidden: tuple[tuple[Cause, int], ...] = ()
    #: Ids of comments that wait for a moderator.
    queued: tuple[str, ...] = ()
    alike: tuple[Alike, ...] = ()
    #: Lines of the moderator's rules that found something, and of those that may not.
    used: tuple[int, ...] = ()
    wrong: tuple[int, ...] = ()


def compose(thread: Thread, law: Law, names: Names) -> Ledger:
    """Return the ledger of a thread."""
    tree, heard = grow(thread.sources, law, thread.piece), heard_of(thread.sources)
    shown = [one for one in tree.comments.values() if one.state != "deleted"]
    return Ledger(
        count=len(shown),
        heard=heard,
        exchanges=match(tree, law.accounts, tree.verdict, heard),
        newest=_newest(shown, heard),
        hidden=causes(tree),
        queued=tuple(sorted(tree.verdict.queued)),
        alike=_alike(thread, tree, law, names),
        used=tuple(sorted(tree.verdict.used)),
        wrong=tuple(sorted(tree.verdict.wrong)),
    )


def _newest(shown: Iterable[Comment], heard: datetime | None) -> tuple[Spoken, ...]:
    """Return the last words of those who spoke last, newest first."""
    found: dict[str, Spoken] = {}
    moments = [(min(one.published, heard or one.published), one) for one in shown]
    for moment, comment in sorted(moments, key=lambda pair: (pair[0], pair[1].id), reverse=True):
        author = _key(comment)
        if author not in found and len(found) < _NEWEST:
            found[author] = Spoken(comment.id, moment, spoken_direction(text_of(comment.html)), author)
    return tuple(found.values())


def _key(comment: Comment) -> str:
    """Return who speaks, as a hash; each comment of nobody is its own."""
    author = comment.author
    name = plain(author.url) if author.url else author.handle or author.name or comment.id
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _alike(thread: Thread, tree: Tree, law: Law, names: Names) -> tuple[Alike, ...]:
    """Return strangers who may be taken for us, each once: those that are shown, and those that wait."""
    found: dict[str, Alike] = {}
    for comment in (comment for source in thread.sources for comment in source.comments):
        waits = comment.id in tree.verdict.queued
        is_shown = comment.id in tree.comments and tree.comments[comment.id].state != "deleted"
        if (waits or is_shown) and law.accounts.voice(comment) is None and _key(comment) not in found:
            name = names.resembling(comment.author)
            if name:
                found[_key(comment)] = Alike(comment.id, name)
    return tuple(found.values())


@dataclass(slots=True)
class Ledgers:
    """The ledgers of a site, kept between builds."""

    folder: Path
    law: Law
    names: Names
    #: How many threads were read anew.
    read: int = 0

    def gather(self, threads: Mapping[PieceId, Thread]) -> dict[PieceId, Ledger]:
        """Return the ledger of each thread; a cache that is lost or damaged costs time only."""
        kept, base = self._kept(), self._base()
        found, rows = {}, {}
        for piece, thread in threads.items():
            key = _digest(base, piece.kind, piece.slug, thread.digest or archive.render(thread))
            ledger, row = _parse(kept.get(key)), kept.get(key)
            if ledger is None:
                ledger = compose(thread, self.law, self.names)
                row = _row(ledger)
                self.read += 1
            found[piece], rows[key] = ledger, row
        if rows != kept:
            self._keep(rows)
        return found

    def _keep(self, rows: Mapping[str, Any]) -> None:
        with contextlib.suppress(OSError):  # a cache that cannot be written is none
            put(self.folder / _FILE, json.dumps(rows, separators=(",", ":")).encode())

    def _base(self) -> str:
        """Return the hash of everything that all ledgers depend on."""
        accounts, modules = self.law.accounts, [path.read_bytes() for path in _OWN_MODULES]
        said = [self.law.moderation.digest, sorted(accounts.known.items()), sorted(accounts.withdrawn.items())]
        return _digest(repr(said), repr(self.names), *(hashlib.sha256(module).hexdigest() for module in modules))

    def _kept(self) -> dict[str, Any]:
        try:
            rows = json.loads((self.folder / _FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return rows if isinstance(rows, dict) else {}


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _row(ledger: Ledger) -> list[Any]:
    """Return a ledger as JSON."""
    return [
        ledger.count,
        ledger.heard.isoformat() if ledger.heard else "",
        [
            [one.question, one.answer, one.asked.timestamp(), _seconds(one.waited), one.is_edited_since]
            for one in ledger.exchanges
        ],
        [[one.id, one.published.timestamp(), one.direction, one.author] for one in ledger.newest],
        [list(pair) for pair in ledger.hidden],
        list(ledger.queued),
        [[one.comment, one.name] for one in ledger.alike],
        list(ledger.used),
        list(ledger.wrong),
    ]


def _seconds(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds()


def _parse(row: object) -> Ledger | None:
    """Return the ledger that was kept; None when it is not there, or not what was written."""
    try:
        count, heard, exchanges, newest, hidden, queued, alike, used, wrong = cast("list[Any]", row)
        return Ledger(
            count=int(count),
            heard=datetime.fromisoformat(heard) if heard else None,
            exchanges=tuple(
                Exchange(
                    question,
                    answer,
                    datetime.fromtimestamp(asked, UTC),
                    None if waited is None else timedelta(seconds=waited),
                    bool(edited),
                )
                for question, answer, asked, waited, edited in exchanges
            ),
            newest=tuple(
                Spoken(id_, datetime.fromtimestamp(published, UTC), way, author)
                for id_, published, way, author in newest
            ),
            hidden=tuple((cause, int(number)) for cause, number in hidden),
            queued=tuple(queued),
            alike=tuple(Alike(comment, name) for comment, name in alike),
            used=tuple(used),
            wrong=tuple(wrong),
        )
    except (TypeError, ValueError, OverflowError, OSError):
        return None
