"""Reads the content folder into the build."""

from __future__ import annotations

from pelican.plugins import signals

from hiwar.content.read import read
from hiwar.site.stage import Stage


class ReadContent(Stage):
    """The first stage: everything that follows works on what it read."""

    def generate_context(self) -> None:
        """Set the build's site."""
        request = self.build.request
        library = self.build.library
        self.build.site, warnings, self.build.again = read(
            request.content,
            request.now,
            library,
            review=request.review,
            cwd=request.cwd,
            memory=self.build.memory,
            effort=self.build.effort,
            crew=self.build.crew,
        )
        self.build.notes += warnings
        if self.build.site.next_moment:
            self.build.moments.append(self.build.site.next_moment)


def _stages(_pelican: object) -> type:
    return ReadContent


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
