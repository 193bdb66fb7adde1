"""Writes files into the folder being built, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pelican.writers import Writer as PelicanWriter

from hiwar import urls

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiwar.engine.tree import Tree


class Writer(PelicanWriter):  # type: ignore[misc] # Pelican ships no types
    """Pelican's writer, with files named by their addresses."""

    def __init__(self, output_path: str, tree: Tree, settings: dict[str, Any] | None = None) -> None:
        super().__init__(output_path, settings)
        self._tree = tree
        self._taken: set[str] = set()

    def write_bytes(self, address: str, content: bytes, key: str = "") -> None:
        """Write a file to where it answers at an address.

        Args:
            address: from the root of the site.
            content: the whole file.
            key: digest of all that decides the content; empty when nobody said.

        Raises:
            OSError: the disk refuses.
            ValueError: two things have this address.
        """
        self._tree.write(self._name(address), content, key)

    def write_made(self, address: str, key: str, make: Callable[[], bytes]) -> bool:
        """Write a file that is made only if it does not stand already, made from the same.

        Args:
            address: from the root of the site.
            key: digest of all that decides the content; empty when nobody knows.
            make: returns the content.

        Returns:
            Whether it was made.
        """
        name = self._name(address)
        if self._tree.stands(name, key):
            return False
        self._tree.write(name, make(), key)
        return True

    def take(self, address: str) -> None:
        """Say that something stands at an address already.

        Raises:
            ValueError: two things have this address.
        """
        self._name(address)

    def _name(self, address: str) -> str:
        name = urls.file_path(address)
        if name in self._taken:
            raise ValueError(f"two things are to stand at {address}")
        self._taken.add(name)
        return name
