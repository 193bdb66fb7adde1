"""Small files written whole: as they were before, or as they are after."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hiwar.trees import explained


def write_whole(path: Path, text: str) -> None:
    """Write a file so that no kill leaves half of it, and no crash of the machine forgets it.

    Raises:
        SetupError: the disk refuses.
    """
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
