"""The addresses at which parts of a release have a card of their own."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiwar import urls
from hiwar.model.page import Page
from hiwar.model.sketch import Sketch
from hiwar.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiwar.model.company import Company
    from hiwar.model.piece import Piece
    from hiwar.site.views import Views

#: Characters, as descriptions are cut elsewhere.
_DESCRIPTION = 200


def part_address(company: Company, piece: Piece, anchor: str) -> str:
    """Return where the card of a part is declared: ``/press/launch/quote-1/``."""
    return f"{urls.piece(company, piece)}{anchor}/"


def part_addresses(company: Company, piece: Piece) -> Mapping[str, str]:
    """Return where the cards of a piece's parts are declared, by anchor."""
    return MappingProxyType({anchor: part_address(company, piece, anchor) for anchor in piece.carded})


def sketch_part_pages(views: Views, lang: str) -> Iterator[Sketch]:
    """Yield a page for each part with a card: it shows the part, and leads on to its place in the release."""
    for piece in views.site.of(lang, "release"):
        for anchor in piece.carded:
            yield Sketch(
                part_address(views.site.company, piece, anchor),
                lang,
                "part",
                make=partial(_page, views, piece, anchor),
                rests_on=[piece.stamp, anchor],
                # The release itself is what is to be found.
                is_indexed=False,
            )


def _page(views: Views, piece: Piece, anchor: str) -> Page:
    part = next(part for part in piece.parts.carded if part.anchor == anchor)
    speaker = part.speaker if part.kind == "quotation" else None
    return Page(
        address=part_address(views.site.company, piece, anchor),
        lang=piece.lang,
        template="part",
        title=piece.title,
        description=shortened(part.text, _DESCRIPTION),
        values=MappingProxyType(
            {
                "part": part,
                "part_of": piece,
                "speaker": views.profiles((speaker,), piece.lang)[0] if speaker else None,
                "target": urls.piece(views.site.company, piece),
            }
        ),
        is_indexed=False,
    )
