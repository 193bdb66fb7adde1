"""What a platform's terms let one keep for a while only: below the cache, never in git.

A file in git stays in its history, so these sources lie beside the archive, in
the same form: ``passing/<folder>/<slug>.json``. Losing them costs one hearing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hiwar.model.kinds import KINDS
from hiwar.model.piece import PieceId
from hiwar.model.thread import Thread
from hiwar.threads import archive
from hiwar.threads.files import write_text
from hiwar.trees import explained

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

FOLDER: Final = "passing"


def read(cache: Path, now: datetime) -> dict[PieceId, Thread]:
    """Return what may still be shown; a file that cannot be read holds nothing.

    Args:
        cache: the folder of this room below the cache.
        now: what expired until then is left out.
    """
    threads = (_fresh(thread, now) for _, thread in _stored(cache))
    return {thread.piece: thread for thread in threads if thread.sources}


def moments(threads: Iterable[Thread]) -> list[datetime]:
    """Return when something of them must not be shown any longer."""
    return [source.expires for thread in threads for source in thread.sources if source.expires]


def drop_expired(cache: Path, now: datetime) -> None:
    """Delete from the disk what must not be kept any longer, and what cannot be read.

    Raises:
        SetupError: the disk refuses.
    """
    for path, thread in list(_stored(cache)):
        fresh = _fresh(thread, now)
        if fresh != thread or not fresh.sources:
            _store(path, fresh)


def write_thread(cache: Path, thread: Thread) -> None:
    """Store the sources of a thread that expire.

    Raises:
        SetupError: the disk refuses.
    """
    passing = tuple(source for source in thread.sources if source.expires)
    folder = next(folder for folder, kind in KINDS.items() if kind == thread.piece.kind)
    _store(cache / FOLDER / folder / f"{thread.piece.slug}.json", replace(thread, sources=passing))


def joined(threads: Mapping[PieceId, Thread], passing: Mapping[PieceId, Thread]) -> dict[PieceId, Thread]:
    """Return threads with the sources of both."""
    found = dict(threads)
    for piece, thread in passing.items():
        lasting = found.get(piece, Thread(piece)).sources
        known = {source.url for source in lasting}
        sources = [*lasting, *(source for source in thread.sources if source.url not in known)]
        found[piece] = Thread(piece, tuple(sorted(sources, key=lambda one: (one.platform, one.url))))
    return found


def _stored(cache: Path) -> Iterator[tuple[Path, Thread]]:
    for path in sorted((cache / FOLDER).glob("*/*.json")):
        piece = PieceId(KINDS.get(path.parent.name, "post"), path.stem)
        try:
            thread, wrong = archive.parse(path.read_text(encoding="utf-8"), path.name, piece)
        except (OSError, UnicodeDecodeError):
            thread, wrong = Thread(piece), ()
        yield path, Thread(piece) if wrong or path.parent.name not in KINDS else thread


def _fresh(thread: Thread, now: datetime) -> Thread:
    return replace(thread, sources=tuple(one for one in thread.sources if one.expires and one.expires > now))


def _store(path: Path, thread: Thread) -> None:
    if thread.sources:
        write_text(path, archive.render(thread))
        return
    with explained(path):
        path.unlink(missing_ok=True)
