"""What stands in the output, file by file: from what it was made, and how it looked when it was written."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from hiwar.engine.files import TICK
from hiwar.engine.portions import dumped
from hiwar.model.memory import digest_of

if TYPE_CHECKING:
    from pathlib import Path


#: The moment stands among the entries; no file has this name.
_MOMENT: Final = ""


class Entry(NamedTuple):
    """One file of the site."""

    #: Digest of all that decides its bytes; empty when nobody said.
    key: str
    #: Digest of its bytes.
    digest: str
    size: int
    mtime: int
    inode: int


@dataclass(slots=True)
class Ledger:
    """The entries of one output folder, by the file's path in it."""

    entries: dict[str, Entry] = field(default_factory=dict)
    #: When it was written, in nanoseconds since the epoch.
    moment: int = 0

    def standing(self, root: Path, name: str) -> Entry | None:
        """Return the entry of a file that stands below ``root`` exactly as it was written, if it looks so.

        Args:
            root: the site's folder.
            name: of the file in it.
        """
        entry = self.entries.get(name)
        if entry is None:
            return None
        # Written so shortly before the ledger, it is read, not believed.
        if entry.mtime < self.moment - TICK:
            return entry
        with suppress(OSError):
            return entry if digest_of((root / name).read_bytes()) == entry.digest else None
        return None

    def render(self) -> str:
        """Return what to keep."""
        return dumped(chain([(_MOMENT, time.time_ns())], self.entries.items()))


def parse_ledger(text: str | None) -> Ledger:
    """Return the ledger that `Ledger.render` kept; of a text that is none of ours, an empty one."""
    try:
        entries = json.loads(text or "{}")
        moment = int(entries.pop(_MOMENT, 0))
        # In their places, so that both forms of all of them are never there together.
        for name, entry in entries.items():
            entries[name] = Entry(*entry)
        return Ledger(entries, moment)
    except (ValueError, TypeError, AttributeError):
        return Ledger()


def entry_of(path: str, key: str, digest: str) -> Entry:
    """Return the entry of a file that was just written."""
    found = os.lstat(path)
    return Entry(key, digest, found.st_size, found.st_mtime_ns, found.st_ino)
