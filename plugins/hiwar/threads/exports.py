"""Files that people exported from a platform, answering like a host."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self

from hiwar.http import Reply, Unreachable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: How the interface of a platform begins that is heard from files.
SCHEME: Final = "export:"
#: Of one file: a group of a million messages is a few hundred MiB.
MAX_SIZE: Final = 1024 * 1024 * 1024


def find(folder: Path) -> tuple[Path, ...]:
    """Return the exports that lie in a folder, in the order of their names."""
    return tuple(path for path in sorted(folder.rglob("*.json")) if path.is_file())


@dataclass(slots=True)
class Exports:
    """The way to the files; ``export:telegram/0`` is the first of them."""

    files: tuple[Path, ...]
    _read: dict[Path, bytes] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._read.clear()

    def get(self, url: str, headers: Mapping[str, str]) -> Reply:  # noqa: ARG002 -- files ask for no headers
        """Return a file, or 404 after the last one.

        Raises:
            Unreachable: it cannot be read.
        """
        number = int(url.rpartition("/")[2])
        if number >= len(self.files):
            return Reply(url, 404, {}, b"")
        return Reply(url, 200, {"content-type": "application/json"}, self._bytes(self.files[number]))

    def ask(self, url: str, headers: Mapping[str, str], query: str) -> Reply:
        """Return the file: a question changes nothing about it."""
        del query
        return self.get(url, headers)

    def sleep(self, seconds: float, /) -> None:
        """Files ask for no rest."""

    def _bytes(self, path: Path) -> bytes:
        if path not in self._read:
            try:
                if path.stat().st_size > MAX_SIZE:
                    raise Unreachable(f"{path.name} is larger than {MAX_SIZE // 1024**3} GiB")
                self._read[path] = path.read_bytes()
            except OSError as error:
                raise Unreachable(f"{path.name} cannot be read: {error.strerror}") from error
        return self._read[path]
