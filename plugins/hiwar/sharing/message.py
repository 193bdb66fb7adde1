"""The words that go along with an address: of a piece, a fact, a quotation, a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiwar.plain import joined, quoted, typeset

if TYPE_CHECKING:
    from hiwar.model.part import Fact, Photo, Quotation, Recording
    from hiwar.model.piece import Piece


@dataclass(frozen=True, slots=True)
class Message:
    """Something to pass on. All of it is plain text."""

    #: Says what it is about where only a line fits.
    title: str
    #: The words themselves; they are cut where a place has little room.
    text: str
    #: Who said them; never cut. Empty where the text says it.
    source: str
    #: Absolute.
    address: str

    def words(self, text: str | None = None) -> str:
        """Return the text, or a shorter one, and below it who said it."""
        said = self.text if text is None else text
        return "\n".join(line for line in (said, self.source) if line)


def of_piece(piece: Piece, address: str) -> Message:
    """Return a piece's message: its title."""
    title = typeset(piece.title, piece.lang)
    return Message(title, title, "", address)


def of_fact(piece: Piece, fact: Fact, company: str, address: str) -> Message:
    """Return a fact's message; the company stands for it."""
    return _message(piece, typeset(fact.text, piece.lang), company, address)


def of_quotation(piece: Piece, quotation: Quotation, speaker: str, company: str, address: str) -> Message:
    """Return a quotation's message, in the quotation marks of its language.

    Args:
        piece: in which it stands.
        quotation: the words.
        speaker: name of the person in the piece's language; empty where nobody is named.
        company: its name in that language.
        address: absolute.
    """
    by = speaker if not speaker or company in speaker else joined((speaker, company), piece.lang)
    return _message(piece, quoted(typeset(quotation.text, piece.lang), piece.lang), by or company, address)


def of_picture(piece: Piece, picture: Photo | Recording, company: str, address: str) -> Message:
    """Return the message of a picture or a recording: its caption, and whose it is."""
    shown = picture.alt if picture.kind == "photo" else picture.title
    return _message(piece, typeset(picture.caption or shown, piece.lang), picture.credit or company, address)


def _message(piece: Piece, text: str, source: str, address: str) -> Message:
    return Message(typeset(piece.title, piece.lang), text, f"— {typeset(source, piece.lang)}", address)
