"""Gives the page of every piece what readers pass on."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from pelican.plugins import signals

from hiwar.model.values import Later
from hiwar.site.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiwar.model.page import Page
    from hiwar.model.piece import Piece
    from hiwar.model.sketch import Sketch
    from hiwar.sharing.compose import Sharing


class OfferSharing(Stage):
    """Adds ``sharing`` and ``part_sharing`` to the values of every piece's page."""

    def dress(self, sketches: Sequence[Sketch]) -> None:
        """Compose what each page offers: made of the piece, of who speaks and of the theme's words."""
        # It takes 5 ms to import.
        from hiwar.sharing.compose import Sharing

        build = self.build
        sharing = Sharing(build.site.company, build.site.people, build.catalogues.gettext)
        for sketch in sketches:
            if sketch.piece:
                sketch.add(**_offers(sketch.piece, sketch.page, sharing))


def _offers(piece: Piece, page: Page, sharing: Sharing) -> dict[str, object]:
    cards = page.values["part_pages"]
    if not isinstance(cards, MappingProxyType):
        raise TypeError("addresses of parts come by anchor")
    return {
        "sharing": Later("", lambda: sharing.piece(piece)),
        "part_sharing": Later("", lambda: sharing.parts(piece, cards)),
    }


def _stages(_pelican: object) -> type:
    return OfferSharing


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
