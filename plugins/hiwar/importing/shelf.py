"""Pictures and other files on their way into ``content/media/``."""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from hiwar.importing.names import slug
from hiwar.model.media import MediaError

if TYPE_CHECKING:
    from hiwar.model.media import MediaLibrary


@dataclass(slots=True)
class MediaShelf:
    """Finds files of the imported folder, and gives those that texts show a name in ``media/``."""

    source: Path
    #: The content folder.
    content: Path
    #: Files of the source, relative to it.
    files: tuple[str, ...]
    library: MediaLibrary
    #: Name in ``media/`` by file of the source; None for what cannot be shown.
    names: dict[str, str | None] = field(default_factory=dict)
    _listed: frozenset[str] = field(init=False)
    _by_name: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._listed = frozenset(self.files)
        self._by_name = {}
        for file in self.files:
            self._by_name.setdefault(posixpath.basename(file), []).append(file)

    def find(self, path: str, beside: str) -> str | None:
        """Return the file that an address names: beside the text, or at the root of the old site."""
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(beside), path.lstrip("/")))
        rooted = posixpath.normpath(path.lstrip("/"))
        for candidate in (joined, rooted) if not path.startswith("/") else (rooted,):
            if candidate in self._listed:
                return candidate
        # Engines serve "static/img/a.png" as "/img/a.png", whatever the folder is called.
        same = self._by_name.get(posixpath.basename(rooted), [])
        found = [file for file in same if file.endswith(f"/{rooted}")]
        return found[0] if len(found) == 1 else None

    def take(self, rel: str) -> str | None:
        """Return the name of a file in ``media/``, or None when it cannot be shown."""
        if rel not in self.names:
            self.names[rel] = self._name(rel)
        return self.names[rel]

    def _name(self, rel: str) -> str | None:
        try:
            self.library.file(self.source / rel)
            content = (self.source / rel).read_bytes()
        except (MediaError, OSError):
            return None
        wanted = _media_name(self.source.resolve().name, rel)
        taken = {name for name in self.names.values() if name}
        target = self.content / "media" / wanted
        if wanted in taken or (target.exists() and not _holds(target, content)):
            path = PurePosixPath(wanted)
            wanted = str(path.with_name(f"{path.stem}-{hashlib.sha256(content).hexdigest()[:8]}{path.suffix}"))
        return wanted

    def copies(self) -> dict[str, Path]:
        """Return where each file of ``media/`` comes from."""
        return {name: self.source / rel for rel, name in self.names.items() if name}


def _holds(target: Path, content: bytes) -> bool:
    try:
        return target.read_bytes() == content
    except OSError:
        return False


def _media_name(folder: str, rel: str) -> str:
    path = PurePosixPath(rel)
    parts = [slug(part) or "files" for part in (folder, *path.parts[:-1])]
    stem = slug(path.stem) or hashlib.sha256(rel.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return "/".join((*parts, f"{stem}{path.suffix.lower()}"))
