"""What stands in the output, file by file: from what it was made, and how it looked when it was written."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from hiwar.engine.files import TICK
from hiwar.model.memory import digest_of

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.engine.survey import Look


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

    def standing(self, root: Path, name: str, look: Look | None) -> Entry | None:
        """Return the entry of a file that stands below ``root`` exactly as it was written.

        Args:
            root: the site's folder.
            name: of the file in it.
            look: how it looks; None when it is no plain file.
        """
        entry = self.entries.get(name)
        if entry is None or look is None or entry[2:] != look:
            return None
        # Written so shortly before the ledger, it is read, not believed.
        if entry.mtime < self.moment - TICK:
            return entry
        with suppress(OSError):
            return entry if digest_of((root / name).read_bytes()) == entry.digest else None
        return None

    def render(self) -> str:
        """Return what to keep."""
        return json.dumps({"moment": time.time_ns(), "entries": self.entries})


def parse_ledger(text: str | None) -> Ledger:
    """Return the ledger that `Ledger.render` kept; of a text that is none of ours, an empty one."""
    try:
        row = json.loads(text or '{"moment": 0, "entries": {}}')
        entries = row["entries"]
        # In their places, so that both forms of all of them are never there together.
        for name, entry in entries.items():
            entries[name] = Entry(*entry)
        return Ledger(entries, int(row["moment"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        return Ledger()


def entry_of(path: str, key: str, digest: str) -> Entry:
    """Return the entry of a file that was just written."""
    found = os.lstat(path)
    return Entry(key, digest, found.st_size, found.st_mtime_ns, found.st_ino)
