"""Writes files into the folder being built, each once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican.writers import Writer as PelicanWriter

from hiwar import urls

if TYPE_CHECKING:
    from jinja2 import Template


class Writer(PelicanWriter):  # type: ignore[misc] # Pelican ships no types
    """Pelican's writer, with files named by their addresses."""

    def __init__(self, output_path: str, settings: dict[str, Any] | None = None) -> None:
        super().__init__(output_path, settings)
        self._root = Path(output_path)
        self._folders: set[Path] = set()
        self.written: dict[str, int] = {}

    def write_page(self, address: str, template: Template, values: dict[str, object]) -> None:
        """Render a page and write it."""
        self.write_bytes(address, template.render(values).encode())

    def write_bytes(self, address: str, content: bytes) -> None:
        """Write a file to where it answers at an address.

        Raises:
            OSError: the disk refuses.
            ValueError: two things have this address.
        """
        name = urls.file_path(address)
        if name in self.written:
            raise ValueError(f"two things are to stand at {address}")
        path = self._root / name
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        path.write_bytes(content)
        self.written[name] = len(content)
