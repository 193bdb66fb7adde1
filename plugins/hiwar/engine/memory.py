"""The memory of one build: what it asks for, what it keeps, and what becomes of that at its end."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Final

from hiwar.engine.files import parse_files
from hiwar.engine.ledger import Ledger, parse_ledger
from hiwar.engine.plan import parse_plan
from hiwar.engine.store import Lent, Store, remove_other_forms, store_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from hiwar.engine.files import Look

FOLDER: Final = "engine"
#: Where the tree before the last one waits to become the next.
SPARE: Final = "spare"
#: The room of the engine itself.
_OWN: Final = "engine"
_LINK: Final = "output"
#: Texts that are written together while a build goes on.
_TOGETHER: Final = 500
#: A text of so many characters is written at once: it would only lie there until the end, when memory is dearest.
_LARGE: Final = 100_000
#: What nobody asks for any more is swept out when it is more than this part of the rest, and more than so many texts.
_LITTER: Final = 0.2
_LITTERED: Final = 100


def place_of(cache: Path, output: Path) -> Path:
    """Return the folder of one output's memory: two outputs never share one."""
    return cache / FOLDER / hashlib.sha256(os.fsencode(output)).hexdigest()[:12]


class Remembering:
    """A `hiwar.model.memory.Memory` that lies on the disk between builds."""

    def __init__(self, place: Path, output: Path, looks: dict[str, Look] | None = None) -> None:
        """Open the memory.

        Args:
            place: its folder.
            output: where the site stands, or will.
            looks: how files looked when the build began; the others are looked at when they are asked for.
        """
        self.house = ""
        _forget_others(place)
        remove_other_forms(place)
        self._store = Store(store_path(place))
        self._files = parse_files(self._store.read_one(_OWN, "files"))
        self._files.looks = looks or {}
        self.ledger = parse_ledger(self._store.read_one(_OWN, "ledger"))
        self.plan = parse_plan(self._store.read_one(_OWN, "plan"))
        self._asked: dict[str, set[str]] = {}
        self._new: dict[tuple[str, str], str] = {}
        self._is_held = False
        self._note_output(place, output)

    def digest(self, path: str | Path) -> str:
        """Return the digest of a file's content; it is read only when it may have changed."""
        return self._files.digest(path)

    def recall(self, room: str, key: str) -> str | None:
        """Return what a room kept under a key, or None."""
        self.need(room, key)
        new = self._new.get((room, key))
        if new is not None:
            return new
        return self._read_one(room, key)

    def _read_one(self, room: str, key: str) -> str | None:
        """Return one text, also after the build: its pieces are read on."""
        if self._store.is_open:
            return self._store.read_one(room, key)
        again = Store(self._store.path)
        try:
            return again.read_one(room, key)
        finally:
            again.close()

    def need(self, room: str, *keys: str) -> None:
        """Say that what a room kept under some keys may still be asked for."""
        self._asked.setdefault(room, set()).update(keys)

    def keep(self, room: str, key: str, text: str) -> None:
        """Remember a text of a room until a build neither needs nor recalls it any more."""
        self.need(room, key)
        self._new[room, key] = text
        if (len(self._new) >= _TOGETHER or len(text) >= _LARGE) and not self._is_held:
            self._put_down()

    def apart(self) -> None:
        """Go on in a worker: recall by a connection of its own, and write nothing."""
        self._is_held, self._store = True, Lent(self._store)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Write nothing for a while, as workers recall what is there."""
        before, self._is_held = self._is_held, True
        try:
            yield
        finally:
            self._is_held = before

    def save(self, made: Ledger, plan: Callable[[], str]) -> bool:
        """Write what was learned, and drop what nobody asked for; tell whether it could be done."""
        # One after the other: each is a text of megabytes.
        own = {"files": self._files.render, "ledger": made.render, "plan": plan}
        gone = [(room, key) for room, asked in self._asked.items() for key in self._litter(room, asked)]
        return self._store.change(chain(self._rows(), ((_OWN, key, render()) for key, render in own.items())), gone)

    def _litter(self, room: str, asked: set[str]) -> set[str]:
        """Return what nobody asked for, when it is much: looking for it costs more than a little of it."""
        if self._store.count(room) <= len(asked) * (1 + _LITTER) + _LITTERED:
            return set()
        return self._store.keys(room) - asked

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
        """Write texts now, so that a first build does not hold those of all pieces."""
        if self._store.change(self._rows(), []):
            self._new.clear()

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
