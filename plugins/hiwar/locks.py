"""Locks: one process at a time, and who it is."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from hiwar.errors import SetupError
from hiwar.trees import explained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


#: What this process holds, by descriptor.
_locked: set[int] = set()


@contextmanager
def held(path: Path, busy: str) -> Iterator[None]:
    """Hold a lock file for as long as the body runs.

    The kernel frees it when its holder dies, however it dies; the file stays
    and is empty when nobody holds it. A worker that the holder forked does not
    keep it: it writes no file, and may outlive a killed holder for a moment.

    Args:
        path: The lock file; missing folders are made.
        busy: What is going on when somebody else holds it: ``output is being built``.

    Raises:
        SetupError: another process holds it; the message says which.
    """
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _taken(path, busy)
    try:
        with suppress(OSError):  # a full disk hides the name of the holder, it does not free the lock
            os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.ftruncate(descriptor, 0)
        unlock(descriptor)


def lock(descriptor: int, path: Path) -> bool:
    """Lock an open file or folder; tell whether it is ours and still stands at its path."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_ours = os.path.samestat(os.fstat(descriptor), path.stat())
    except (BlockingIOError, FileNotFoundError):
        return False
    if is_ours:
        _locked.add(descriptor)
    return is_ours


def unlock(descriptor: int) -> None:
    """Let go of what `lock` locked, and close it."""
    _locked.discard(descriptor)
    os.close(descriptor)


def _leave_to_holder() -> None:
    """Close in a copy of this process what it holds: a lock is free when the last copy of it is closed."""
    for descriptor in _locked:
        with suppress(OSError):
            os.close(descriptor)
    _locked.clear()


os.register_at_fork(after_in_child=_leave_to_holder)


def _taken(path: Path, busy: str) -> int:
    # Once more, for somebody may empty .cache/ between the opening and the lock.
    for _ in range(2):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        if lock(descriptor, path):
            os.ftruncate(descriptor, 0)
            return descriptor
        who = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
        os.close(descriptor)
    raise SetupError(f"{busy} by {f'process {who}' if who else 'another process'}; wait until it is done")
