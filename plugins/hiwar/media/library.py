"""The library of files that pieces name, each looked at once."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final

from hiwar.model.media import MediaError, MediaFile

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.media.memory import Memory

_UNSAFE_NAME: Final = re.compile(r"[^\w.~+-]+")


@dataclass(slots=True)
class Library:
    """Looks up files and remembers what it saw."""

    #: What earlier builds saw; None forgets it with the process.
    memory: Memory | None = None
    _seen: dict[Path, MediaFile] = field(default_factory=dict)

    def file(self, source: Path) -> MediaFile:
        """Return the file as the site serves it.

        Raises:
            MediaError: the file is empty, broken, active, or not what its name says.
        """
        if source not in self._seen:
            self._seen[source] = self._looked_at(source)
        return self._seen[source]

    def _looked_at(self, source: Path) -> MediaFile:
        try:
            content = source.read_bytes()
        except OSError as error:
            raise MediaError(f'"{source.name}" cannot be read: {error.strerror}', "change its owner or mode") from error
        seen = self.memory.recall(content, source.name) if self.memory else None
        if seen is None:
            # What reads pictures and drawings takes 15 ms to import, and most builds have seen all of them.
            from hiwar.media.look import look

            seen = look(content, source.name)
            if self.memory:
                self.memory.keep(content, source.name, seen)
        name = _UNSAFE_NAME.sub("-", source.stem)
        return MediaFile(source, f"/media/{name}.{seen.digest}{source.suffix.lower()}", **asdict(seen))
