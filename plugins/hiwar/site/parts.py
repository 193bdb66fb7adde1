"""The addresses at which parts of a release have a card of their own."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hiwar import urls
from hiwar.model.page import Page
from hiwar.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiwar.model.company import Company
    from hiwar.model.part import Fact, Quotation
    from hiwar.model.piece import Piece
    from hiwar.site.views import Views

#: Characters, as descriptions are cut elsewhere.
_DESCRIPTION = 200


def carded_parts(piece: Piece) -> tuple[Fact | Quotation, ...]:
    """Return the parts that have a card: of a release the key fact, and what people of the company say."""
    if piece.kind != "release":
        return ()
    said = (quotation for quotation in piece.parts.quotations if quotation.speaker)
    return (*piece.parts.facts[:1], *said)


def part_addresses(company: Company, piece: Piece) -> Mapping[str, str]:
    """Return where the cards of a piece's parts are declared, by anchor: ``/press/launch/quote-1/``."""
    own = urls.piece(company, piece)
    return MappingProxyType({part.anchor: f"{own}{part.anchor}/" for part in carded_parts(piece)})


def compose_part_pages(views: Views, lang: str) -> Iterator[Page]:
    """Yield a page for each part with a card: it shows the part, and leads on to its place in the release."""
    for piece in views.site.of(lang, "release"):
        addresses = part_addresses(views.site.company, piece)
        for part in carded_parts(piece):
            speaker = part.speaker if part.kind == "quotation" else None
            yield Page(
                address=addresses[part.anchor],
                lang=lang,
                template="part",
                title=piece.title,
                description=shortened(part.text, _DESCRIPTION),
                values=MappingProxyType(
                    {
                        "part": part,
                        "part_of": piece,
                        "speaker": views.profiles((speaker,), lang)[0] if speaker else None,
                        "target": urls.piece(views.site.company, piece),
                    }
                ),
                # The release itself is what is to be found.
                is_indexed=False,
            )
