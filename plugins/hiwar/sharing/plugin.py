"""Gives the page of every piece what readers pass on."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from pelican.plugins import signals

from hiwar.model.piece import Piece
from hiwar.model.values import Later
from hiwar.sharing.compose import Sharing
from hiwar.site.stage import Stage

if TYPE_CHECKING:
    from hiwar.model.page import Page


class OfferSharing(Stage):
    """Adds ``sharing`` and ``part_sharing`` to the values of every piece's page."""

    def generate_context(self) -> None:
        """Compose what each page offers."""
        build = self.build
        sharing = Sharing(build.site.company, build.site.people, build.catalogues.gettext)
        build.pages = [_with_offers(page, sharing) for page in build.pages]


def _with_offers(page: Page, sharing: Sharing) -> Page:
    piece = page.values.get("piece")
    cards = page.values.get("part_pages")
    if not isinstance(piece, Piece) or not isinstance(cards, MappingProxyType):
        return page
    # Both are made of the piece, of who speaks and of the theme's words.
    return page.adding(
        sharing=Later("", lambda: sharing.piece(piece)), part_sharing=Later("", lambda: sharing.parts(piece, cards))
    )


def _stages(_pelican: object) -> type:
    return OfferSharing


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
