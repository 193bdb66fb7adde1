"""What must not be heard again: ``content/threads/forgotten.json``, which names nobody.

    {"version": 1, "check": "…", "marks": ["…"]}

A mark is a keyed hash (HMAC-SHA-256, RFC 2104) of a comment's id or an account's
address. Without a key anybody could hash all accounts of a server and see who
is in the list, so the key stands in no file of the repository: it comes from
the environment. ``check`` tells the right key from a wrong one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from hiwar.errors import SetupError
from hiwar.threads.accounts import plain
from hiwar.threads.files import FOLDER, write_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hiwar.errors import Faults
    from hiwar.model.thread import Author
    from hiwar.platforms.adapter import Heard, Said

#: Where the key comes from.
VARIABLE: Final = "HIWAR_FORGET_KEY"
#: How the id of an erased comment begins.
PREFIX: Final = "urn:hiwar:forgotten:"
_FILE: Final = "forgotten.json"
_VERSION: Final = 1
#: Characters; a shorter key can be guessed.
_SHORTEST: Final = 20
_DIGITS: Final = 32
_CHECKED: Final = "the key of the forgotten"
_FIX: Final = "take the file back from git"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Whom and what we do not listen to any more."""

    #: Empty when nobody gave one; then there are no marks.
    key: str = ""
    marks: frozenset[str] = field(default_factory=frozenset)

    def mark(self, name: str) -> str:
        """Return what stands for a comment's id or an account's address, and tells neither."""
        return hmac.new(self.key.encode(), name.encode(), hashlib.sha256).hexdigest()[:_DIGITS]

    def name(self, id_: str) -> str:
        """Return the id under which an erased comment keeps its place."""
        return id_ if id_.startswith(PREFIX) else PREFIX + self.mark(id_)

    def filtered(self, heard: Heard | None) -> Heard | None:
        """Return what was heard without what is forgotten; its answers stay, and keep their place."""
        if heard is None or not self.marks:
            return heard
        gone = {said.id for said in heard.comments if self._is_forgotten(said)}
        kept = (said for said in heard.comments if said.id not in gone)
        comments = tuple(replace(said, parent=self._parent(said.parent, gone)) for said in kept)
        return replace(heard, comments=comments)

    def _parent(self, parent: str, gone: set[str]) -> str:
        return self.name(parent) if parent and (parent in gone or self.mark(parent) in self.marks) else parent

    def _is_forgotten(self, said: Said) -> bool:
        return self.mark(said.id) in self.marks or any(mark in self.marks for mark in self.marks_of(said.author))

    def marks_of(self, author: Author) -> tuple[str, ...]:
        """Return what stands for an account, by each of its addresses."""
        return tuple(self.mark(plain(address)) for address in author.addresses)


def read_forgotten(content: Path, environ: Mapping[str, str], shown: str, faults: Faults) -> Forgotten:
    """Return what must not be heard again, noting what is wrong in the file.

    Raises:
        SetupError: something is forgotten, and the key is not there, or another.
    """
    key = environ.get(VARIABLE, "").strip()
    path = content / FOLDER / _FILE
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        marks = frozenset(str(mark) for mark in rows["marks"]) if rows["version"] == _VERSION else None
        check = str(rows["check"])
    except FileNotFoundError:
        return Forgotten(key)
    except (OSError, ValueError, TypeError, KeyError):
        marks, check = None, ""
    if marks is None:
        faults.add(shown, 1, "the list of what is forgotten cannot be read", _FIX)
        return Forgotten(key)
    if not key:
        raise SetupError(f"somebody is forgotten here, and {VARIABLE} is not set: without it they would be heard again")
    found = Forgotten(key, marks)
    if not hmac.compare_digest(found.mark(_CHECKED), check):
        raise SetupError(f"{VARIABLE} is another key than the one with which somebody was forgotten here")
    return found


def needs_key(forgotten: Forgotten) -> None:
    """Raise unless there is a key that nobody guesses.

    Raises:
        SetupError: says how to make one.
    """
    if len(forgotten.key) < _SHORTEST:
        example = secrets.token_urlsafe(32)
        raise SetupError(
            f"forgetting needs a secret of {_SHORTEST} characters or more in {VARIABLE}, for ever the same one;"
            f" keep it with your other secrets, and give it to the job that listens. One that nobody has: {example}"
        )


def write_forgotten(content: Path, forgotten: Forgotten) -> None:
    """Write the list of what must not be heard again.

    Raises:
        SetupError: the disk refuses.
    """
    rows = {"version": _VERSION, "check": forgotten.mark(_CHECKED), "marks": sorted(forgotten.marks)}
    write_text(content / FOLDER / _FILE, json.dumps(rows, indent=1, sort_keys=True) + "\n")


def shown_path(content: Path, cwd: Path) -> str:
    """Return the path of the list as messages name it."""
    return os.path.relpath(content / FOLDER / _FILE, cwd)
