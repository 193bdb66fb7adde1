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
    from collections.abc import Callable, Iterator
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


def begin(stage: Path, live: Path, files: int) -> Callable[[], Survey]:
    """Begin to walk two trees, and return what waits for the end.

    Args:
        stage: the tree that is built; it may not be there.
        live: the site that stands; it may not be there.
        files: about how many there are.
    """
    if files < _MANY or not _has_another_core():
        return lambda: _walked(stage, live)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _walk_and_end(stage, live, writing)
    os.close(writing)
    return lambda: _heard(child, reading) or _walked(stage, live)


def _has_another_core() -> bool:
    # What the copy does needs no lock that a thread of ours could hold: Pelican has one, which draws its progress.
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1


def _walk_and_end(stage: Path, live: Path, writing: int) -> None:
    """Walk in a process of its own, which ends here whatever happens."""
    with suppress(OSError, ValueError, MemoryError), os.fdopen(writing, "wb") as answer:
        marshal.dump(tuple(_walked(stage, live)), answer)
    os._exit(0)


def _heard(child: int, reading: int) -> Survey | None:
    """Return what another process of ours found; None when it was killed."""
    try:
        with os.fdopen(reading, "rb") as answer:
            return Survey(*marshal.loads(answer.read()))  # noqa: S302 -- our own process wrote it a moment ago
    except (EOFError, ValueError, TypeError):
        return None
    finally:
        os.waitpid(child, 0)


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
