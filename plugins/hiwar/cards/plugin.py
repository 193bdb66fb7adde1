"""Gives every page its card."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pelican.plugins import signals

from hiwar import urls
from hiwar.cards import gallery
from hiwar.cards.brand import read_look
from hiwar.cards.deck import deal, too_small
from hiwar.cards.plan import Plan
from hiwar.errors import Faults
from hiwar.model.media import MediaFile
from hiwar.site.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiwar.cards.deck import Deck
    from hiwar.cards.spec import CardSpec
    from hiwar.model.build import Build
    from hiwar.model.sketch import Sketch
    from hiwar.site.writer import Writer


class DrawCards(Stage):
    """Adds ``card`` to the values of every page."""

    def dress(self, sketches: Sequence[Sketch]) -> None:
        """Draw what the cache does not have of the cards of some pages.

        Raises:
            ContentError: a picture or a character cannot be shown.
            SetupError: the template or a font is at fault.
        """
        build = self.build
        of_pages = _plan(build).cards(sketch.page for sketch in sketches)
        if not of_pages:
            return
        deck = _deal(build, list(of_pages.values()))
        for sketch in sketches:
            if sketch.address in of_pages:
                _give(sketch, deck, of_pages[sketch.address])
        build.media.update({address: MediaFile(source, address, 1200, 630) for address, source in deck.files.items()})

    def generate_output(self, writer: Writer) -> None:  # type: ignore[override]  # the stage knows no writer
        """Show all cards on a page of a review, when all pages have theirs."""
        if self.build.request.review:
            writer.write_bytes(gallery.ADDRESS, _gallery(self.build))
            writer.write_bytes(gallery.STYLE_ADDRESS, gallery.STYLE)


def _plan(build: Build) -> Plan:
    company = build.site.company
    catalogues = build.catalogues
    return Plan(company, catalogues.gettext, _shown(build))


def _shown(build: Build) -> str:
    """Return the content folder as messages name it: relative to where one stands."""
    return Path(os.path.relpath(build.request.content, build.request.cwd)).as_posix()


def _deal(build: Build, specs: list[CardSpec]) -> Deck:
    request, faults = build.request, Faults()
    shown = f"{_shown(build)}/company.toml"
    media, fonts = request.content / "media", request.cache / "fonts"
    look = read_look(build.site.company, request.theme, media, shown, faults, fonts)
    faults.raise_if_any()
    deck = deal(specs, look, request.cache / "cards")
    faults.found += deck.faults
    faults.raise_if_any()
    return deck


def _give(sketch: Sketch, deck: Deck, spec: CardSpec) -> None:
    """Give a page its card, and the warning that goes with it."""
    if spec in deck.bare:
        sketch.notes += (str(too_small(spec)),)
    sketch.card = deck.cards[spec]
    sketch.brings += (sketch.card.address,)
    sketch.add(card=sketch.card)


def _gallery(build: Build) -> bytes:
    company = build.site.company
    rows = [(one.address, urls.href(company, one.address), one.card) for one in build.sketches if one.card]
    # All pages of a list share one card, which is shown by the first.
    once = {card.address: (name, link, card) for name, link, card in reversed(rows)}
    return gallery.render(reversed(once.values()), company.base_path)


def _stages(_pelican: object) -> type:
    return DrawCards


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
