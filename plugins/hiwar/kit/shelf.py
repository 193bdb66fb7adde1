"""Files kept from earlier builds, under a hash of everything that went into them.

The folder holds ``<hash of the slot>.<key>.<hash of the bytes>.<ending>``. It may be deleted at any
time, be damaged, be read-only, and be written by two builds at once.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Callable

#: Hex digits of a key in a name: 80 bits.
_DIGITS: Final = 20
#: Seconds between two files of a slot after which the older one goes: by then no build needs it any more.
_KEPT: Final = 3600


@dataclass(frozen=True, slots=True)
class Kept:
    """A file on the shelf, or beside it when the shelf cannot be written."""

    source: Path
    #: Bytes.
    size: int
    #: Hex SHA-256.
    digest: str


def digest(content: bytes) -> str:
    """Return the key that stands for some bytes."""
    return hashlib.sha256(content).hexdigest()[:_DIGITS]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of one folder."""

    folder: Path

    def find(self, slot: str, key: str, ending: str) -> Kept | None:
        """Return the file that was made from the same inputs, or None when it is not there or not whole."""
        for path in sorted(self.folder.glob(f"{digest(slot.encode())}.{key}.*{ending}")):
            try:
                kept = _read(path)
            except OSError:
                continue
            if path.name.endswith(f".{kept.digest}{ending}"):
                return kept
        return None

    def keep(self, slot: str, key: str, ending: str, write: Callable[[BinaryIO], object]) -> Kept:
        """Write a file, whole or not at all, and return it.

        A folder that cannot be written is left alone: the file then lies in the
        system's folder for temporary files.

        Args:
            slot: what it is of, such as ``launch``; older files of it go in time.
            key: the hash of its inputs.
            ending: ``.zip``.
            write: fills it.
        """
        start = f"{digest(slot.encode())}."
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            kept = _write(self.folder, f"{start}{key}.", ending, write)
        except OSError:
            return _write(Path(tempfile.gettempdir()), f"hiwar-{start}{key}.", ending, write)
        self._tidy(start, ending, kept)
        return kept

    def _tidy(self, start: str, ending: str, kept: Kept) -> None:
        """Take away what this slot held long before; no clock is asked, but the files themselves."""
        newest = kept.source.stat().st_mtime
        for path in self.folder.glob(f"{start}*{ending}"):
            try:
                if newest - path.stat().st_mtime > _KEPT:
                    path.unlink()
            except OSError:
                # Another build took it away, or keeps it.
                continue


def _read(path: Path) -> Kept:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        return Kept(path, file.tell(), found)


def _write(folder: Path, start: str, ending: str, write: Callable[[BinaryIO], object]) -> Kept:
    handle, half = tempfile.mkstemp(dir=folder, suffix=".part")
    try:
        with os.fdopen(handle, "w+b") as file:
            write(file)
            file.seek(0)
            found = hashlib.file_digest(file, "sha256").hexdigest()
        # Files made for a moment are for their owner alone; this one will be served.
        Path(half).chmod(0o644)
        target = Path(half).replace(folder / f"{start}{found}{ending}")
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise
    return Kept(target, target.stat().st_size, found)
