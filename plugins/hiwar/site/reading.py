"""What a reader is told before reading: how long it takes, and what it says in short."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hiwar.model.piece import Piece

#: Words a minute, read aloud: Trauzettel-Klosinski and Dietz, IOVS 2012, 53(9), table 2.
_PACE: Final = {"ar": 138, "en": 228}
_PACE_ELSEWHERE: Final = 184  # the mean of the 17 languages there
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
#: Whatever is no letter and no digit.
_MARKS: Final = re.compile(r"[\W_]+")
_FIRST_PARAGRAPH: Final = re.compile(r"<p>(.*?)</p>", re.DOTALL)


def reading_minutes(piece: Piece) -> int:
    """Return how many minutes its text takes to read, at least 1."""
    words = len(_plain(piece.body).split())
    return max(1, round(words / _PACE.get(piece.lang.partition("-")[0], _PACE_ELSEWHERE)))


def lede(piece: Piece) -> str:
    """Return the summary, or nothing where it only repeats how the text begins."""
    first = _FIRST_PARAGRAPH.search(piece.body)
    opening = _letters(_plain(first.group(1))) if first else ""
    return "" if opening.startswith(_letters(piece.summary)) else piece.summary


def _plain(html: str) -> str:
    """Return the text of a body; `Markup.striptags` copies what is left at each tag."""
    return unescape(_TAG.sub("", _COMMENT.sub("", html)))


def _letters(text: str) -> str:
    """Return letters and digits alone, as typography changes the marks between them."""
    return _MARKS.sub("", text)
