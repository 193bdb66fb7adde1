"""The memory of one build: what it asks for, what it keeps, and what becomes of that at its end."""

from __future__ import annotations

import hashlib
import os
import shutil
from typing import TYPE_CHECKING, Final

from hiwar.engine.files import parse_files
from hiwar.engine.ledger import Ledger, parse_ledger
from hiwar.engine.store import Store, store_path

if TYPE_CHECKING:
    from pathlib import Path

FOLDER: Final = "engine"
#: Where the tree before the last one waits to become the next.
SPARE: Final = "spare"
#: The room of the engine itself.
_OWN: Final = "engine"
_LINK: Final = "output"
#: Large texts that are written together while a build goes on.
_TOGETHER: Final = 500
#: Rooms whose texts are many and small: read at once.
_AT_ONCE: Final = frozenset({"pieces", "entries", "cards"})


def place_of(cache: Path, output: Path) -> Path:
    """Return the folder of one output's memory: two outputs never share one."""
    return cache / FOLDER / hashlib.sha256(os.fsencode(output)).hexdigest()[:12]


class Remembering:
    """A `hiwar.model.memory.Memory` that lies on the disk between builds."""

    def __init__(self, place: Path, output: Path) -> None:
        self.house = ""
        _forget_others(place)
        self._store = Store(store_path(place))
        self._files = parse_files(self._store.read_one(_OWN, "files"))
        self.ledger = parse_ledger(self._store.read_one(_OWN, "ledger"))
        self._loaded: dict[str, dict[str, str]] = {}
        self._asked: dict[str, set[str]] = {}
        self._new: dict[tuple[str, str], str] = {}
        self._large = 0
        self._note_output(place, output)

    @property
    def files_read(self) -> int:
        """How many files were read to tell whether they changed."""
        return self._files.read

    def digest(self, path: Path) -> str:
        """Return the digest of a file's content; it is read only when it may have changed."""
        return self._files.digest(path)

    def recall(self, room: str, key: str) -> str | None:
        """Return what a room kept under a key, or None."""
        self.need(room, key)
        new = self._new.get((room, key))
        if new is not None:
            return new
        if room not in _AT_ONCE or not self._store.is_open:
            return self._read_one(room, key)
        if room not in self._loaded:
            self._loaded[room] = self._store.read(room)
        return self._loaded[room].get(key)

    def _read_one(self, room: str, key: str) -> str | None:
        """Return one text, also after the build: its pieces are read on."""
        if self._store.is_open:
            return self._store.read_one(room, key)
        again = Store(self._store.path)
        try:
            return again.read_one(room, key)
        finally:
            again.close()

    def need(self, room: str, key: str) -> None:
        """Say that what a room kept under a key may still be asked for."""
        self._asked.setdefault(room, set()).add(key)

    def keep(self, room: str, key: str, text: str) -> None:
        """Remember a text of a room until a build neither needs nor recalls it any more."""
        self.need(room, key)
        self._new[room, key] = text
        if room not in _AT_ONCE:
            self._large += 1
            if self._large >= _TOGETHER:
                self._put_down()

    def save(self, made: Ledger) -> bool:
        """Write what was learned, and drop what nobody asked for; tell whether it could be done."""
        own = {"files": self._files.render(), "ledger": made.render()}
        gone = [(room, key) for room, asked in self._asked.items() for key in self._store.keys(room) - asked]
        return self._store.change([*((_OWN, key, text) for key, text in own.items()), *self._rows()], gone)

    def save_some(self) -> None:
        """Write what was learned by a build that failed: what it kept is true all the same."""
        self._store.change(self._rows(), [])

    def forget(self) -> None:
        """Forget everything: something of it turned out to be broken."""
        self._new.clear()
        self._store.forget()

    def close(self) -> None:
        """Let go of the disk."""
        self._store.close()

    def _put_down(self) -> None:
        """Write the large texts now, so that a first build does not hold those of all pieces."""
        rows = [(room, key, text) for (room, key), text in self._new.items() if room not in _AT_ONCE]
        if self._store.change(rows, []):
            for room, key, _ in rows:
                del self._new[room, key]
        self._large = 0

    def _rows(self) -> list[tuple[str, str, str]]:
        return [(room, key, text) for (room, key), text in self._new.items()]

    def _note_output(self, place: Path, output: Path) -> None:
        """Leave a link to the output, so that a memory whose output is gone can be told."""
        link = place / _LINK
        try:
            if not link.is_symlink():
                link.symlink_to(output)
        except OSError:
            return


def _forget_others(place: Path) -> None:
    """Remove the memories of outputs that are no more."""
    if not place.parent.is_dir():
        return
    for other in place.parent.iterdir():
        link = other / _LINK
        if other != place and link.is_symlink() and not link.exists():
            shutil.rmtree(other, ignore_errors=True)
