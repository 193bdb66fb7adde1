"""What is in the files that a build reads, without reading those that did not change."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hiwar.engine.portions import dumped
from hiwar.model.memory import digest_of

#: Nanoseconds. A file this young may change once more without its times changing: kernels
#: keep time in ticks of up to 10 ms, some file systems of 2 s are not meant to be built on.
TICK: Final = 50_000_000
#: mtime, ctime, size, inode.
Look = list[int]


def look_at(path: str | Path) -> Look:
    """Return what tells one version of a file from the next without reading it."""
    found = os.stat(path)  # noqa: PTH116 -- called for every file of a site
    return [found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino]


@dataclass(slots=True)
class Files:
    """Digests of files; a file is read again when its times, size or inode are others, or too young to tell."""

    #: By path: how it looked, and its digest behind that, in one text; until somebody asks for it.
    known: dict[str, str] = field(default_factory=dict)
    #: What this build asked for; the rest is forgotten.
    asked: dict[str, str] = field(default_factory=dict)
    #: How files looked when the build began, until they are asked for; one that changed since looks otherwise
    #: to the next build.
    looks: dict[str, Look] = field(default_factory=dict)

    def digest(self, path: str | Path) -> str:
        """Return the digest of a file's content.

        Raises:
            OSError: it cannot be read.
        """
        name = os.fspath(path)
        look = self.looks.pop(name, None) or look_at(name)
        found = self.asked.get(name) or self.known.pop(name, None)
        before, _, digest = (found or "").rpartition(" ")
        if found and before == _shown(look):
            self.asked[name] = found
            return digest
        digest = digest_of(Path(name).read_bytes())
        self.note(name, look, digest)
        return digest

    def note(self, name: str, before: Look, digest: str) -> None:
        """Remember a file that was just read, unless it changed meanwhile or could yet unseen."""
        if look_at(name) == before and max(before[:2]) < time.time_ns() - TICK:
            self.asked[name] = f"{_shown(before)} {digest}"

    def render(self) -> str:
        """Return what to keep."""
        return dumped(self.asked.items())


def parse_files(text: str | None) -> Files:
    """Return the digests that `Files.render` kept; of a text that is none of ours, nothing."""
    try:
        known = json.loads(text or "{}")
    except ValueError:
        known = {}
    is_ours = isinstance(known, dict) and all(isinstance(row, str) for row in known.values())
    return Files(known if is_ours else {})


def _shown(look: Look) -> str:
    time, change, size, inode = look
    return f"{time} {change} {size} {inode}"
