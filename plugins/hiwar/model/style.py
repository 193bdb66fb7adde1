"""How dates and numbers are written on a site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Numerals = Literal["western", "arabic"]


@dataclass(frozen=True, slots=True)
class Style:
    """What a company asks for; the languages say the rest."""

    #: Code of the Arab country whose names of months Arabic pages use, such as ``LB``; empty for those that most know.
    country: str = ""
    #: Digits of what is counted and dated on Arabic pages; what writers type stays as it is.
    numerals: Numerals = "western"
    #: Whether the date of a piece says the Hijri one beside it.
    has_hijri: bool = False


#: Of a company that asks for nothing.
PLAIN: Final = Style()
