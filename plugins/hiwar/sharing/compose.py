"""What each page of a piece offers to be passed on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hiwar import lengths, urls
from hiwar.model.share import Share, ShareLink
from hiwar.sharing import message
from hiwar.sharing.places import FOR_PARTS, LARGEST, PLACES, fitted, mastodon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from hiwar.model.company import Company, Person
    from hiwar.model.part import Fact, Photo, Quotation, Recording
    from hiwar.model.piece import Piece
    from hiwar.sharing.message import Message

    #: What has words of its own to pass on.
    Shared = Fact | Quotation | Photo | Recording


@dataclass(frozen=True, slots=True)
class Sharing:
    """What composing needs: who publishes, who is quoted, and the words of the theme."""

    company: Company
    #: By id.
    people: Mapping[str, Person]
    #: A text of ours in a language.
    translate: Callable[[str, str], str]

    def piece(self, piece: Piece) -> Share:
        """Return what a piece offers, at every place."""
        address = urls.absolute(self.company, urls.piece(self.company, piece))
        share = self._share(message.of_piece(piece, address), piece.lang, PLACES)
        own = (venue.url for venue in self.company.communities if venue.platform == "mastodon")
        servers = dict.fromkeys((*(url.rstrip("/") for url in own), LARGEST))
        links = (ShareLink("mastodon", urlsplit(url).netloc, mastodon(url, share.post)) for url in servers)
        return replace(share, servers=tuple(links))

    def parts(self, piece: Piece, cards: Mapping[str, str]) -> Mapping[str, Share]:
        """Return what each part of a piece offers, by its anchor.

        Args:
            piece: with its parts.
            cards: the address of the page that carries a part's card, by anchor, where it has one.
        """
        own = urls.piece(self.company, piece)
        parts: tuple[Shared, ...] = (
            *piece.parts.facts,
            *piece.parts.quotations,
            *piece.parts.photos,
            *piece.parts.recordings,
        )
        found: dict[str, Share] = {}
        for part in parts:
            card = cards.get(part.anchor)
            # A fragment never reaches a server, so it could not have a card of its own.
            address = urls.absolute(self.company, card or own) + ("" if card else f"#{part.anchor}")
            found[part.anchor] = self._share(self._message(piece, part, address), piece.lang, FOR_PARTS)
        return MappingProxyType(found)

    def _message(self, piece: Piece, part: Shared, address: str) -> Message:
        name = self.company.name[piece.lang]
        match part.kind:
            case "fact":
                return message.of_fact(piece, part, name, address)
            case "quotation":
                speaker = self.people[part.speaker].name[piece.lang] if part.speaker else ""
                return message.of_quotation(piece, part, speaker, name, address)
            case _:
                return message.of_picture(piece, part, name, address)

    def _share(self, said: Message, lang: str, places: Iterable[str]) -> Share:
        links = (ShareLink(place, self.translate(lang, PLACES[place][0]), PLACES[place][1](said)) for place in places)
        return Share(said.words(), said.address, tuple(links), fitted(said, lengths.MASTODON))
