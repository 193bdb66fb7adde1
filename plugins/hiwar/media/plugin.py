"""Opens the library of the writers' files, and writes the sizes of their pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pelican.plugins import signals

from hiwar.media.develop import develop
from hiwar.media.library import Library
from hiwar.media.memory import Memory
from hiwar.media.progress import shown_progress
from hiwar.site.stage import Stage

if TYPE_CHECKING:
    from hiwar.site.writer import Writer


class OpenLibrary(Stage):
    """Gives the build a library, in which the content room looks files up."""

    def generate_context(self) -> None:
        """Set the build's library."""
        self.build.library = Library(Memory(self.build.request.cache / "looks"))

    def generate_output(self, writer: Writer) -> None:  # type: ignore[override]  # the stage knows no writer
        """Write the pictures of all pages in their sizes, encoding only what no earlier build did.

        Raises:
            SetupError: a picture cannot be encoded on this machine.
        """
        folder = self.build.request.cache / "pictures"
        with shown_progress() as progress:
            self.build.encoded = develop(self.build.media.values(), folder, writer.write_bytes, progress)


def _stages(_pelican: object) -> type:
    return OpenLibrary


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
