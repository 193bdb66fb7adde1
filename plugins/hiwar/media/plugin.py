"""Opens the library of the writers' files."""

from __future__ import annotations

from pelican.plugins import signals

from hiwar.media.library import Library
from hiwar.site.stage import Stage


class OpenLibrary(Stage):
    """Gives the build a library, in which the content room looks files up."""

    def generate_context(self) -> None:
        """Set the build's library."""
        self.build.library = Library()


def _stages(_pelican: object) -> type:
    return OpenLibrary


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
