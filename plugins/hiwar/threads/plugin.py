"""Gives the page of each piece its conversation."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pelican.plugins import signals

from hiwar.errors import Faults
from hiwar.model.piece import Piece
from hiwar.site.stage import Stage
from hiwar.threads.conversation import Manner, compose
from hiwar.threads.reading import read, voices_of


class AddConversations(Stage):
    """Reads what was heard and adds it to the pages."""

    def generate_context(self) -> None:
        """Give each page of a piece the value ``conversation``.

        Raises:
            ContentError: an address lies in no community, or a thread's file is wrong.
        """
        build, site = self.build, self.build.site
        faults = Faults()
        subjects, threads = read(site.pieces, site.company, build.request.content, Path.cwd(), faults)
        faults.raise_if_any()
        build.notes += [str(warning) for warning in faults.warnings]
        voices = voices_of(site.people.values())
        for number, page in enumerate(build.pages):
            piece = page.values.get("piece")
            if isinstance(piece, Piece):
                manner = Manner(page.lang, site.company.timezone, voices, partial(build.catalogues.gettext, page.lang))
                subject = subjects.get(piece.id)
                conversation = compose(threads.get(piece.id), subject.refs if subject else (), manner)
                build.pages[number] = page.adding(conversation=conversation)


def _stages(_pelican: object) -> type:
    return AddConversations


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
