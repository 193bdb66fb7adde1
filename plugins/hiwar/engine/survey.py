"""How the site that stands and the tree that is built differ from the ledger, walked while the content is read.

Two trees of thousands of folders take as long to walk as all pieces to recall, and neither
needs the other: where there is a second core, another process walks.
"""

from __future__ import annotations

import marshal
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hiwar.engine.ledger import Entry

#: From so many files on, another process is worth its start.
_MANY: Final = 2_000


class Survey(NamedTuple):
    """Two trees; paths with ``/``. Most files are as the ledger says: those are not named."""

    #: Of the tree that is built: the inode of each plain file that is another than in the ledger, 0 of anything else.
    inodes: dict[str, int]
    #: Files of the ledger that it does not have.
    lacking: set[str]
    folders: set[str]
    #: Files of the ledger that do not look in the site that stands as they were written.
    altered: set[str]


class Walk:
    """A survey that is under way, in another process where that is worth it."""

    def __init__(self, stage: Path, live: Path, entries: Mapping[str, Entry]) -> None:
        """Begin to walk two trees.

        Args:
            stage: the tree that is built; it may not be there.
            live: the site that stands; it may not be there.
            entries: of the ledger.
        """
        self._trees = stage, live, entries
        self._child = self._reading = 0
        if len(entries) >= _MANY and has_another_core():
            self._send()

    def _send(self) -> None:
        self._reading, writing = os.pipe()
        try:
            self._child = os.fork()
        except OSError:
            os.close(self._reading)
        else:
            if not self._child:
                # Who holds the other end itself is never told that nobody reads any more.
                os.close(self._reading)
                _walk_and_end(writing, *self._trees)
        finally:
            os.close(writing)

    def found(self) -> Survey:
        """Return what lies in both trees; to be asked once.

        Raises:
            OSError: a folder cannot be read.
        """
        return self._heard() or _walked(*self._trees)

    def _heard(self) -> Survey | None:
        """Return what another process of ours found; None when there is none, or it was killed."""
        if not self._child:
            return None
        try:
            with os.fdopen(self._reading, "rb", closefd=False) as answer:
                return Survey(*marshal.loads(answer.read()))  # noqa: S302 -- our own process wrote it a moment ago
        except (EOFError, ValueError, TypeError):
            return None
        finally:
            self.end()

    def end(self) -> None:
        """Leave no process behind, whether anybody asked for its answer or not."""
        if self._child:
            os.close(self._reading)
            # A zombie, when it is done; nobody wants what it does else.
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            self._child = 0


def has_another_core() -> bool:
    """Tell whether a copy of this process would work beside it."""
    # What the copy does needs no lock that a thread of ours could hold: Pelican has one, which draws its progress.
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1


def _walk_and_end(writing: int, stage: Path, live: Path, entries: Mapping[str, Entry]) -> None:
    """Walk in a process of its own, which ends here whatever happens."""
    with suppress(OSError, ValueError, MemoryError), os.fdopen(writing, "wb") as answer:
        marshal.dump(tuple(_walked(stage, live, entries)), answer)
    os._exit(0)


def _walked(stage: Path, live: Path, entries: Mapping[str, Entry]) -> Survey:
    inodes: dict[str, int] = {}
    lacking, folders = set(entries), {""}
    for name, found in _found(stage):
        if found.is_dir(follow_symlinks=False):
            folders.add(name)
            continue
        lacking.discard(name)
        inode = found.inode() if found.is_file(follow_symlinks=False) else 0
        if name not in entries or entries[name].inode != inode:
            inodes[name] = inode
    standing = {name for name, found in _found(live) if name in entries and _is_as_written(found, entries[name])}
    return Survey(inodes, lacking, folders, entries.keys() - standing)


def _is_as_written(found: os.DirEntry[str], entry: Entry) -> bool:
    if not found.is_file(follow_symlinks=False):
        return False
    look = found.stat(follow_symlinks=False)
    return (look.st_size, look.st_mtime_ns, look.st_ino) == (entry.size, entry.mtime, entry.inode)


def _found(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield everything below a folder by its path in it."""
    waiting = [""] if os.path.isdir(root) else []  # noqa: PTH112 -- beside the calls for every file of a site
    while waiting:
        folder = waiting.pop()
        with os.scandir(os.path.join(root, folder)) as entries:  # noqa: PTH118 -- the same
            for entry in entries:
                name = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(name)
                yield name, entry
