"""From a built site to what may be said of its pieces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hiwar import urls
from hiwar.announce.compose import Message, Quoted
from hiwar.announce.place import Picture
from hiwar.model.card import Card
from hiwar.model.piece import Piece
from hiwar.plain import typeset

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.model.build import Build
    from hiwar.model.company import Company


@dataclass(slots=True)
class Messages:
    """Composes messages with the cards of a build."""

    build: Build
    #: Where it was built.
    output: Path
    _values: dict[tuple[str, str], Mapping[str, object]] = field(default_factory=dict)

    #: By the page's address.
    _cards: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for page in self.build.pages:
            self._cards[page.address] = page.values.get("card")
            piece = page.values.get("piece")
            if isinstance(piece, Piece):
                self._values[piece.lang, piece.source] = page.values

    def of(self, piece: Piece) -> Message:
        """Return all that may be said of a piece."""
        values = self._values.get((piece.lang, piece.source), {})
        return replace(
            bare_message(piece, self.build.site.company),
            picture=self._picture(values.get("card")),
            quoted=self._quoted(piece, values.get("part_pages")),
        )

    def _quoted(self, piece: Piece, pages: object) -> Quoted | None:
        number = piece.wording.quotation
        if not 0 < number <= len(piece.parts.quotations):
            return None
        quotation = piece.parts.quotations[number - 1]
        person = self.build.site.people.get(quotation.speaker or "")
        # Each part of a release has a page of its own, and that page its card.
        address = pages.get(quotation.anchor, "") if isinstance(pages, Mapping) else ""
        name = person.name[piece.lang] if person else ""
        return Quoted(
            typeset(quotation.text, piece.lang), name, quotation.anchor, self._picture(self._cards.get(address))
        )

    def _picture(self, card: object) -> Picture | None:
        if not isinstance(card, Card):
            return None
        path = self.output / urls.file_path(card.address)
        if not path.is_file():
            return None
        return Picture(path.read_bytes(), card.alt, card.type, card.width, card.height)


def bare_message(piece: Piece, company: Company) -> Message:
    """Return what may be said of a piece without its pictures and quotations."""
    return Message(
        piece=piece.id,
        lang=piece.lang,
        title=typeset(piece.title, piece.lang),
        summary=typeset(piece.summary, piece.lang),
        url=urls.absolute(company, urls.piece(company, piece)),
        tags=tuple(tag.name for tag in piece.tags),
        wording=piece.wording,
        epoch=int(piece.public_from.timestamp()) if piece.public_from else 0,
    )
