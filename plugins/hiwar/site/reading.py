"""What a reader is told before reading: how long it takes, and what it says in short."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from hiwar.model.piece import Piece

#: Words a minute, read aloud: Trauzettel-Klosinski and Dietz, IOVS 2012, 53(9), table 2.
_PACE: Final = {"ar": 138, "en": 228}
_PACE_ELSEWHERE: Final = 184  # the mean of the 17 languages there
_FIRST_PARAGRAPH: Final = re.compile(r"<p>(.*?)</p>", re.DOTALL)


def reading_minutes(piece: Piece) -> int:
    """Return how many minutes its text takes to read, at least 1."""
    words = len(piece.body.striptags().split())
    return max(1, round(words / _PACE.get(piece.lang.partition("-")[0], _PACE_ELSEWHERE)))


def lede(piece: Piece) -> str:
    """Return the summary, or nothing where it only repeats how the text begins."""
    first = _FIRST_PARAGRAPH.search(piece.body)
    opening = _letters(Markup(first.group(1)).striptags()) if first else ""  # noqa: S704 -- a part of a body
    return "" if opening.startswith(_letters(piece.summary)) else piece.summary


def _letters(text: str) -> str:
    """Return letters and digits alone, as typography changes the marks between them."""
    return "".join(char for char in text if char.isalnum())
