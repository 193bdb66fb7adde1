"""Texts on the disk, by room and key: one SQLite file, each row with a sum of its own.

Whatever is wrong with the file, it is as if it were empty: it holds nothing that a build
cannot make again. Texts are read as texts and never run, so a file from a stranger can
at worst be wrong, and then its sums are.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: Part of the file's name: another form is another file.
FORM: Final = 2
# Texts are large: with an index of its own, keys are found and counted without reading them.
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS kept"
    " (room TEXT NOT NULL, key TEXT NOT NULL, text TEXT NOT NULL, sum BLOB NOT NULL, UNIQUE (room, key))"
)
Row = tuple[str, str, str]


def store_path(place: Path) -> Path:
    """Return where the file of a memory lies, by the memory's folder."""
    return place / f"memory-{FORM}.sqlite"


def remove_other_forms(place: Path) -> None:
    """Remove the files that other versions left in a memory's folder: nobody reads them any more."""
    own = store_path(place).name
    with suppress(OSError):
        for other in place.glob("memory-*.sqlite*"):
            # A journal of ours has our name before its own.
            if not other.name.startswith(own):
                other.unlink()


class Store:
    """Opens, reads and writes the file; a broken one is begun anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = _opened(path)

    @property
    def is_open(self) -> bool:
        """Whether anything can be kept at all."""
        return self._connection is not None

    def read_one(self, room: str, key: str) -> str | None:
        """Return one text, or None when it is not there or not sound."""
        rows = self._rows("SELECT key, text, sum FROM kept WHERE room = ? AND key = ?", (room, key))
        return next((text for _, text, own in rows if own == _sum(room, key, text)), None)

    def keys(self, room: str) -> set[str]:
        """Return the keys of a room."""
        return {key for key, _, _ in self._rows("SELECT key, '', '' FROM kept WHERE room = ?", (room,))}

    def count(self, room: str) -> int:
        """Return how many texts a room has."""
        rows = self._rows("SELECT CAST(count(*) AS TEXT), '', '' FROM kept WHERE room = ?", (room,))
        return next((int(count) for count, _, _ in rows), 0)

    def change(self, added: Iterable[Row], dropped: Iterable[tuple[str, str]]) -> bool:
        """Write and delete rows at once, or nothing; tell whether it could be done."""
        if self._connection is None:
            return False
        try:
            with self._connection as connection:
                connection.executemany("DELETE FROM kept WHERE room = ? AND key = ?", dropped)
                connection.executemany(
                    "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", ((*row, _sum(*row)) for row in added)
                )
        except sqlite3.Error:
            self.forget()
            return False
        return True

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _rows(self, query: str, values: tuple[str, ...]) -> list[tuple[str, str, bytes]]:
        if self._connection is None:
            return []
        try:
            rows = self._connection.execute(query, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError):
            self.forget()
            return []
        return [row for row in rows if isinstance(row[0], str) and isinstance(row[1], str)]

    def forget(self) -> None:
        """Begin anew; where even that fails, keep nothing."""
        self.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        self._connection = _opened(self.path)


class Lent(Store):
    """The file as a worker reads it: it writes nothing, and removes nothing that is broken."""

    def __init__(self, theirs: Store) -> None:
        self.path = theirs.path
        # No other process may use a connection, or close it (sqlite.org/howtocorrupt.html, section 2.6).
        self._theirs = theirs
        self._connection = None
        with suppress(sqlite3.Error):
            self._connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", timeout=60, uri=True)

    @property
    def is_open(self) -> bool:
        """Whether one should ask here."""
        return True

    def change(self, added: Iterable[Row], dropped: Iterable[tuple[str, str]]) -> bool:
        """Change nothing."""
        del added, dropped
        return False

    def forget(self) -> None:
        """Read nothing any more."""
        self.close()


def _sum(room: str, key: str, text: str) -> bytes:
    # A text of megabytes is not copied to stand behind its name.
    found = hashlib.blake2b(f"{room}\0{key}\0".encode("utf-8", "surrogatepass"), digest_size=8)
    found.update(text.encode("utf-8", "surrogatepass"))
    return found.digest()


def _opened(path: Path) -> sqlite3.Connection | None:
    """Return the open file; a broken one is removed first, and None says that it cannot be written."""
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=0.5)
            # A crash of the machine may break the file; then its sums, or SQLite, say so.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = DELETE")
            with connection:
                connection.execute(_TABLE)
                # A file that is none finds that out here.
                connection.execute("DELETE FROM kept WHERE room = ''")
        except (sqlite3.Error, OSError):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        else:
            return connection
    return None
