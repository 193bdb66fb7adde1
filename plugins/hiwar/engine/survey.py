"""What lies in the site that stands and in the tree that is built beside it, walked while the content is read.

Two trees of thousands of folders take as long to walk as all pieces to recall, and neither
needs the other: where there is a second core, another process walks.
"""

from __future__ import annotations

import marshal
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: From so many files on, another process is worth its start.
_MANY: Final = 2_000


#: Size, time of change in nanoseconds, and inode.
Look = tuple[int, int, int]


class Survey(NamedTuple):
    """Two trees; paths with ``/``."""

    #: Of the tree that is built: the inode of each plain file, 0 of anything else.
    inodes: dict[str, int]
    folders: set[str]
    #: Of the site that stands: how each plain file looks.
    looks: dict[str, Look]


class Walk:
    """A survey that is under way, in another process where that is worth it."""

    def __init__(self, stage: Path, live: Path, files: int) -> None:
        """Begin to walk two trees.

        Args:
            stage: the tree that is built; it may not be there.
            live: the site that stands; it may not be there.
            files: about how many there are.
        """
        self._stage, self._live = stage, live
        self._child = self._reading = 0
        if files >= _MANY and has_another_core():
            self._send()

    def _send(self) -> None:
        self._reading, writing = os.pipe()
        try:
            self._child = os.fork()
        except OSError:
            os.close(self._reading)
        else:
            if not self._child:
                _walk_and_end(self._stage, self._live, writing)
        finally:
            os.close(writing)

    def found(self) -> Survey:
        """Return what lies in both trees; to be asked once.

        Raises:
            OSError: a folder cannot be read.
        """
        return self._heard() or _walked(self._stage, self._live)

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
            os.waitpid(self._child, 0)
            self._child = 0


def has_another_core() -> bool:
    """Tell whether a copy of this process would work beside it."""
    # What the copy does needs no lock that a thread of ours could hold: Pelican has one, which draws its progress.
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1


def _walk_and_end(stage: Path, live: Path, writing: int) -> None:
    """Walk in a process of its own, which ends here whatever happens."""
    with suppress(OSError, ValueError, MemoryError), os.fdopen(writing, "wb") as answer:
        marshal.dump(tuple(_walked(stage, live)), answer)
    os._exit(0)


def _walked(stage: Path, live: Path) -> Survey:
    inodes: dict[str, int] = {}
    folders = {""}
    for name, entry in _entries(stage):
        if entry.is_dir(follow_symlinks=False):
            folders.add(name)
        else:
            inodes[name] = entry.inode() if entry.is_file(follow_symlinks=False) else 0
    plain = ((name, entry) for name, entry in _entries(live) if entry.is_file(follow_symlinks=False))
    return Survey(inodes, folders, {name: _look(entry.stat(follow_symlinks=False)) for name, entry in plain})


def _look(found: os.stat_result) -> Look:
    return found.st_size, found.st_mtime_ns, found.st_ino


def _entries(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
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
