"""Folders as wholes: exchange them, remove them, and say what the disk refused."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiwar.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What the system says, in words, and what to do about it.
_REMEDIES: Final = MappingProxyType(
    {
        errno.ENOSPC: ("no space is left on the disk", "make room, then run it again"),
        errno.EDQUOT: ("your quota of disk space is used up", "make room, then run it again"),
        errno.EFBIG: ("the file is larger than this system allows", "raise the limit, then run it again"),
        errno.EACCES: ("permission denied", "change its owner or mode, or choose another folder"),
        errno.EPERM: (
            "the system does not permit it",
            "change its owner or attributes, or choose another folder",
        ),
        errno.EROFS: ("the file system is read-only", "choose a folder that can be written"),
        errno.ENOENT: ("it vanished, or never was", "put it back, then run it again"),
        errno.ENOTDIR: ("a file stands where a folder should", "move it away, then run it again"),
        errno.EEXIST: ("something else stands there already", "move it away, then run it again"),
        errno.EBUSY: ("it is in use as a mount point", "choose a folder inside it"),
        errno.EXDEV: ("it is a file system of its own", "choose a folder inside it"),
        errno.EMFILE: ("too many files are open", "raise the limit (ulimit -n), then run it again"),
        errno.ENAMETOOLONG: ("the name is too long for this file system", "choose a shorter one"),
        errno.EIO: ("the disk could not be read or written", "look after the disk, then run it again"),
        errno.ELOOP: ("its symbolic links lead in a circle", "remove the link"),
    }
)
#: linux/fs.h: swap two paths in one step; since Linux 3.15.
_RENAME_EXCHANGE: Final = 2
#: linux/fcntl.h: paths are relative to the working directory.
_AT_FDCWD: Final = -100
#: The kernel, the C library or the file system does not know the exchange.
_UNKNOWN: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


@contextmanager
def explained(where: Path) -> Iterator[None]:
    """Turn what the disk refuses into one line that names the path and the remedy.

    Args:
        where: Named when the system names no path, as it does for a full disk.

    Raises:
        SetupError: in place of an `OSError` whose cause can be said.
    """
    try:
        yield
    except OSError as error:
        if error.errno is None or error.errno not in _REMEDIES:
            raise
        problem, remedy = _REMEDIES[error.errno]
        path = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else where
        raise SetupError(f"{path}: {problem}; {remedy}") from error


def replace(new: Path, target: Path, aside: Path) -> None:
    """Put one whole folder in the place of another, which then stands at ``aside`` or ``new``.

    Where the kernel can, both change places in one step. Elsewhere two renames
    follow each other and between them nothing stands at ``target``: whoever
    finds ``aside`` and no ``target`` puts it back (`restore`).

    Args:
        new: The folder that takes the place.
        target: A folder, or nothing.
        aside: A free name on the same file system.
    """
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        target.rename(aside)
        new.rename(target)


def restore(target: Path, aside: Path) -> None:
    """Undo the first of the two renames of `replace`, when the second never came."""
    if aside.exists() and not target.exists():
        aside.rename(target)


def remove(path: Path) -> None:
    """Remove a folder with all it holds; nothing there is fine."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two paths in one step; False where that is unknown."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNKNOWN:
        return False
    raise OSError(code, os.strerror(code), str(other))
