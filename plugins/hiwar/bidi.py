"""Invisible marks and base directions that keep mixed text in its right order (UAX #9)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

Direction = Literal["rtl", "ltr"]

LRM: Final = "\u200e"
RLM: Final = "\u200f"
#: Where a left-to-right run begins with characters that have no direction of
#: their own, or with digits that an Arabic letter before them would turn round:
#: handles, tags, addresses on the web, telephone numbers, ISO dates.
_OPENS_LTR: Final = re.compile(
    # An Arabic letter may stand before it: the conjunction و is written together with its word.
    r"(?<![A-Za-z0-9_@#+.\u200e])(?<![0-9] )(?="
    r"[@#][A-Za-z0-9_]"
    r"|/[A-Za-z0-9_]"
    r"|\+[0-9]"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])"
    r"|[0-9]{2,4}(?: [0-9]{2,4}){2,}(?![0-9])"
    r")"
)
#: Where a Latin word ends in signs that belong to it: C++, C#, Q&A+.
_CLOSES_LTR: Final = re.compile(r"(?<=[A-Za-z])([+#]{1,2})(?![\w+#\u200e])")
_OPENS_RTL: Final = re.compile(r"(?<![\w@#\u200f])(?=[#@][\u0600-\u06ff])")


def base_direction(text: str, around: Direction) -> Direction:
    """Return the direction of a line that stands in a page of another or the same one.

    The page's own, so that an Arabic title may begin with a Latin name; the
    other one when the line holds no letter of the page's direction.
    """
    other: Direction = "ltr" if around == "rtl" else "rtl"
    has_other = False
    for char in text:
        strong = _strong(char)
        if strong == around:
            return around
        has_other = has_other or strong == other
    return other if has_other else around


def _strong(char: str) -> Direction | None:
    kind = unicodedata.bidirectional(char)
    if kind == "L":
        return "ltr"
    return "rtl" if kind in {"R", "AL"} else None


def with_marks(text: str, direction: Direction) -> str:
    """Return plain text in which handles, tags and numbers keep their order.

    Marks (U+200E, U+200F) are used, not isolates: crawlers that draw a title
    know them longer. Marks that stand there already are not doubled.
    """
    if direction == "rtl":
        return _CLOSES_LTR.sub(rf"\1{LRM}", _OPENS_LTR.sub(LRM, text))
    return _OPENS_RTL.sub(RLM, text)
