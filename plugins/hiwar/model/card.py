"""The share picture of a page, as the page declares it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """A picture that platforms show for a link."""

    #: Path on the site, with a hash of its bytes: ``/cards/1f3a….jpg``.
    address: str
    #: What it says, in the page's language, as plain text.
    alt: str
    #: Pixels.
    width: int = 1200
    height: int = 630
    type: str = "image/jpeg"
