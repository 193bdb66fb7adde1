"""Whether anything happened at all since the last build: if not, its site stands, and nothing is read.

A build leaves a row that says what there was to read, how the site looked that it made, and
until when the clock changes nothing. Where all three are as the row says, a build would
make the very same files.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hiwar.engine.files import TICK
from hiwar.engine.store import Store, store_path
from hiwar.model.memory import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from hiwar.engine.files import Look
    from hiwar.engine.ledger import Ledger
    from hiwar.model.build import Build

_ROOM: Final = "engine"
_KEY: Final = "standing"
#: Made by Python from what stands beside it, whenever it likes.
_COMPILED: Final = "__pycache__"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a build leaves for one that finds everything as it was."""

    #: Digest of all that there was to read when it began.
    inputs: str
    #: How its files look.
    site: str
    #: Digests of those that were written too shortly before to be told by their looks, by path.
    young: Mapping[str, str]
    #: ISO 8601: the clock decides the same from here on,
    since: str
    #: up to here; empty when nothing waits for a moment.
    until: str
    #: How many pieces and pages it has.
    pieces: int
    pages: int
    #: What the build had to say: its warnings, and what comes out next.
    notes: tuple[str, ...]
    coming: tuple[str, ...]

    def holds(self, now: datetime) -> bool:
        """Tell whether the clock changes nothing at this moment."""
        is_begun = now >= datetime.fromisoformat(self.since)
        return is_begun and (not self.until or now < datetime.fromisoformat(self.until))

    def is_whole(self, output: Path) -> bool:
        """Tell whether the site looks as it did, with no file more or less."""
        try:
            if _digest(_rows(output, with_change=False)) != self.site:
                return False
            return all(digest_of((output / name).read_bytes()) == digest for name, digest in self.young.items())
        except OSError:
            return False


class Seen(NamedTuple):
    """All that a build is about to read, as it looked when it began."""

    #: Empty when some of it is too young to be told from what it becomes next.
    digest: str
    #: By path, what `hiwar.engine.files` goes by.
    looks: dict[str, Look]


def look_over(folders: Iterable[Path], others: Iterable[str]) -> Seen:
    """Look at all that a build is about to read.

    Args:
        folders: of which every file counts, whether they are there or not.
        others: what else decides the site.
    """
    youngest, is_old, found = time.time_ns() - TICK, True, list(others)
    looks: dict[str, Look] = {}
    for folder in folders:
        rows = list(_rows(folder, with_change=True)) if folder.is_dir() else []
        # A file this young may change once more without looking different.
        is_old = is_old and all(row[2] < youngest and row[4] < youngest for row in rows)
        found += [str(folder), _digest(rows)]
        looks |= {f"{folder}{os.sep}{name}": [time, change, size, inode] for name, size, time, inode, change in rows}
    return Seen(digest_of("\n".join(found).encode("utf-8", "surrogatepass")) if is_old else "", looks)


def of(inputs: str, build: Build, made: Ledger) -> Standing:
    """Return the row of a build that is done.

    Args:
        inputs: digest of all that there was to read when it began.
        build: what was built.
        made: its files.
    """
    youngest, entries = time.time_ns() - TICK, made.entries
    return Standing(
        inputs=inputs,
        site=_digest((name, one.size, one.mtime, one.inode, 0) for name, one in entries.items()),
        young={name: one.digest for name, one in entries.items() if one.mtime > youngest},
        since=build.request.now.isoformat(),
        until=min(build.moments).isoformat() if build.moments else "",
        pieces=len(build.site.pieces),
        pages=len(build.sketches),
        notes=tuple(build.notes),
        coming=build.coming,
    )


def recall(place: Path) -> Standing | None:
    """Return the row that the last build left; None when it left none, or none that can be read."""
    store = Store(store_path(place))
    try:
        return _parsed(store.read_one(_ROOM, _KEY))
    finally:
        store.close()


def keep(place: Path, standing: Standing | None) -> None:
    """Leave a row for the next build, or none."""
    store = Store(store_path(place))
    try:
        rows = [(_ROOM, _KEY, json.dumps(asdict(standing)))] if standing else []
        store.change(rows, [] if standing else [(_ROOM, _KEY)])
    finally:
        store.close()


def _parsed(text: str | None) -> Standing | None:
    try:
        row: dict[str, Any] = json.loads(text or "")
        return Standing(**{**row, "notes": tuple(row["notes"]), "coming": tuple(row["coming"])})
    except (ValueError, TypeError, KeyError):
        return None


_Row = tuple[str, int, int, int, int]


def _rows(root: Path, *, with_change: bool) -> Iterator[_Row]:
    """Yield path, size, times and inode of every file below a folder; links count as what they lead to, too."""
    waiting, start = [os.fspath(root)], len(os.fspath(root)) + 1
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name == _COMPILED:
                        continue
                    waiting.append(entry.path)
                    # An empty one may be a fault of the content, and is no file of a site.
                    if not with_change:
                        continue
                found = entry.stat(follow_symlinks=False)
                changed = found.st_ctime_ns if with_change else 0
                if entry.is_symlink():
                    # By another name, so that nobody takes the link for what it leads to.
                    yield f"{entry.path[start:]} itself", found.st_size, found.st_mtime_ns, found.st_ino, changed
                    yield _target(entry, start)
                else:
                    yield entry.path[start:], found.st_size, found.st_mtime_ns, found.st_ino, changed


def _target(entry: os.DirEntry[str], start: int) -> _Row:
    try:
        found = entry.stat()
    except OSError:
        return f"{entry.path[start:]} leads nowhere", 0, 0, 0, 0
    return f"{entry.path[start:]} leads here", found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns


def _digest(rows: Iterable[_Row]) -> str:
    return digest_of(repr(sorted(rows)).encode("utf-8", "surrogatepass"))
