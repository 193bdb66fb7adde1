"""Files written whole: as they were before, or as they are after."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hiwar.trees import explained


def put(path: Path, content: bytes, *, is_lasting: bool = False) -> None:
    """Write a file aside and give it its name, so that nobody ever reads half of it.

    Args:
        path: where it is to stand; its folder is made.
        content: all of it.
        is_lasting: no crash of the machine may forget it; what is only a cache need not wait for the disk.

    Raises:
        OSError: the disk refuses.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, aside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            if is_lasting:
                file.flush()
                os.fsync(file.fileno())
        # Files made for a moment are for their owner alone; these may be served, or shared with a job.
        Path(aside).chmod(0o644)
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    if is_lasting:
        _sync_folder(path.parent)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that no kill leaves half of it, and no crash of the machine forgets it.

    Raises:
        SetupError: the disk refuses.
    """
    with explained(path):
        put(path, text.encode(), is_lasting=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
