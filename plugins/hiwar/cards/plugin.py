"""Gives every page its card."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pelican.plugins import signals

from hiwar import urls
from hiwar.cards import gallery
from hiwar.cards.brand import read_look
from hiwar.cards.deck import deal
from hiwar.cards.plan import Plan
from hiwar.errors import Faults
from hiwar.model.card import Card
from hiwar.model.media import MediaFile
from hiwar.site.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiwar.cards.deck import Deck
    from hiwar.cards.spec import CardSpec
    from hiwar.model.build import Build
    from hiwar.model.page import Page


class DrawCards(Stage):
    """Adds ``card`` to the values of every page."""

    def generate_context(self) -> None:
        """Draw what the cache does not have.

        Raises:
            ContentError: a picture or a character cannot be shown.
            SetupError: the template or a font is at fault.
        """
        build = self.build
        plan = _plan(build)
        of_pages = plan.cards(build.pages)
        deck = _deal(build, list(of_pages.values()))
        build.pages = [_with_card(page, of_pages, deck) for page in build.pages]
        build.media.update({address: MediaFile(source, address, 1200, 630) for address, source in deck.files.items()})
        if build.request.review:
            build.files[gallery.ADDRESS] = _gallery(build)
            build.files[gallery.STYLE_ADDRESS] = gallery.STYLE


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
    build.notes += [str(fault) for fault in faults.warnings]
    return deck


def _with_card(page: Page, specs: Mapping[str, CardSpec], deck: Deck) -> Page:
    spec = specs.get(page.address)
    if spec is None:
        return page
    return page.adding(card=deck.cards[spec])


def _gallery(build: Build) -> bytes:
    company = build.site.company
    rows = [row for page in build.pages for row in _rows(page, urls.href(company, page.address))]
    # All pages of a list share one card, which is shown by the first.
    once = {card.address: (name, link, card) for name, link, card in reversed(rows)}
    return gallery.render(reversed(once.values()), company.base_path)


def _rows(page: Page, link: str) -> Iterator[tuple[str, str, Card]]:
    card = page.values.get("card")
    if isinstance(card, Card):
        yield page.address, link, card


def _stages(_pelican: object) -> type:
    return DrawCards


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
