"""How long a text is where it goes, in that place's own unit, and how it is cut to fit.

Sources, read in November 2026:

- Mastodon: ``app/validators/status_length_validator.rb``: grapheme clusters, an
  address counts as 23, and of ``@user@host`` only ``@user``.
- Bluesky: ``lexicons/app/bsky/feed/post.json``: 300 grapheme clusters and 3,000
  bytes of UTF-8.
- X: ``config/v3.json`` of twitter-text: 280, where letters of most alphabets,
  Arabic among them, count 1, an emoji 2, and an address 23.
- Telegram: core.telegram.org/bots/api#sendmessage: UTF-16 code units, as in
  its message entities; 4,096, of a picture's caption 1,024.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from regex import Pattern

Unit = Literal["graphemes", "utf16", "weight", "characters"]

#: An address in running text, without the punctuation that ends its sentence.
ADDRESS: Final = re.compile(r"https?://[^\s<>\"«»“”]*[^\s<>\"«»“”.,:;!?'()\[\]،؛؟…\u200e\u200f]")
_REMOTE: Final = re.compile(r"(?<![\w/])(@[A-Za-z0-9_]+)@[A-Za-z0-9.-]+[A-Za-z0-9]")
#: A flag, or a picture with all that is joined to it.
_EMOJI: Final = (
    r"\p{Regional_Indicator}{2}|\p{Extended_Pictographic}"
    r"(?:\p{Emoji_Modifier}|[\ufe0f\u20e3\U000e0020-\U000e007f]|\u200d\p{Extended_Pictographic})*"
)
#: Code points that X counts twice; all others once.
_HEAVY: Final = re.compile("[^\\u0000-\\u10ff\\u2000-\\u200d\\u2010-\\u201f\\u2032-\\u2037]")
ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Rule:
    """How much text a place takes, and how it counts."""

    limit: int
    unit: Unit = "graphemes"
    #: What an address counts, however long it is; None counts it like any text.
    address: int | None = None
    #: Bytes of UTF-8 that it may have besides; None when nobody counts them.
    most_bytes: int | None = None
    #: Of ``@user@host`` only ``@user`` counts.
    is_host_free: bool = False


MASTODON: Final = Rule(500, "graphemes", address=23, is_host_free=True)
BLUESKY: Final = Rule(300, "graphemes", most_bytes=3000)
X: Final = Rule(280, "weight", address=23)
TELEGRAM: Final = Rule(4096, "utf16")
TELEGRAM_CAPTION: Final = Rule(1024, "utf16")
#: developers.facebook.com, "Page post"; Instagram's help, "captions"; LinkedIn's help, "post length".
FACEBOOK: Final = Rule(63206, "characters")
INSTAGRAM: Final = Rule(2200, "characters")
LINKEDIN: Final = Rule(3000, "characters")
#: Of a message; no limit is documented for channels alone (faq.whatsapp.com).
WHATSAPP: Final = Rule(4096, "characters")


@cache
def _compiled(pattern: str) -> Pattern[str]:
    """Return a pattern of the kind that knows clusters and properties."""
    # It takes 10 ms to import with its patterns, and many builds measure nothing.
    import regex

    return regex.compile(pattern)


def clusters(text: str) -> list[str]:
    """Return what readers see as single characters (UAX #29): an emoji family is one, a letter has its vowel marks."""
    found: list[str] = _compiled(r"\X").findall(text)
    return found


def measure(text: str, rule: Rule) -> int:
    """Return the length of a text as a place counts it."""
    if rule.is_host_free:
        text = _REMOTE.sub(r"\1", text)
    if rule.address is None:
        return _COUNT[rule.unit](text)
    addresses = len(ADDRESS.findall(text))
    return _COUNT[rule.unit](ADDRESS.sub("", text)) + addresses * rule.address


def fits(text: str, rule: Rule) -> bool:
    """Tell whether a place takes a text whole."""
    has_room = rule.most_bytes is None or len(text.encode()) <= rule.most_bytes
    return has_room and measure(text, rule) <= rule.limit


def cut(text: str, fit: Callable[[str], bool]) -> str:
    """Return as much of a text as fits, whole words and then an ellipsis; all of it when it fits.

    A word is never cut, so neither is a cluster or an address; a first word
    that does not fit is cut between clusters, unless it is an address.

    Args:
        text: with its line breaks.
        fit: tells whether a shorter text fits where it goes, with all that stands around it there.
    """
    if fit(text):
        return text
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    whole = _most(len(ends), lambda number: fit(_ended(text[: ends[number - 1]])))
    if whole:
        return _ended(text[: ends[whole - 1]])
    first = text[: ends[0]] if ends else ""
    if ADDRESS.search(first):
        return ""
    parts = clusters(first)
    some = _most(len(parts), lambda number: fit(_ended("".join(parts[:number]))))
    return _ended("".join(parts[:some])) if some else ""


def _most(count: int, fit: Callable[[int], bool]) -> int:
    """Return the largest number up to ``count`` that fits; if one fits, all smaller ones do."""
    low, high = 0, count
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fit(middle) else (low, middle - 1)
    return low


def _ended(text: str) -> str:
    return text.rstrip(" \n,;:،؛.-–—") + ELLIPSIS


def _weight(text: str) -> int:
    emoji = _compiled(_EMOJI)
    plain = emoji.sub("", text)
    count = len(emoji.findall(text)) if len(plain) < len(text) else 0
    return len(plain) + len(_HEAVY.findall(plain)) + 2 * count


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_COUNT: Final[Mapping[Unit, Callable[[str], int]]] = {
    "graphemes": lambda text: len(clusters(text)),
    "utf16": _utf16,
    "weight": _weight,
    "characters": len,
}
