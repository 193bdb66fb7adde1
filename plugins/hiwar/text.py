"""Unicode text: normal forms, marks, controls, direction, near names."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

TATWEEL: Final = "\u0640"
#: Bidirectional overrides, embeddings and isolates (UAX #9): they reorder what
#: a reviewer sees, as in "Trojan Source" (CVE-2021-42574). LRM, RLM, ZWJ and
#: ZWNJ stay: Arabic and emoji need them.
BIDI_OVERRIDES: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LEGAL_CONTROLS: Final = frozenset("\t\n\r")
_ARABIC: Final = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
#: The same as `is_illegal`, in two: a class of characters of both kinds takes fifteen times as long, and most text
#: is long and has none of either.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_SPACES: Final = re.compile(r"\s+")
_DIGITS: Final = {
    ord(char): str(value) for base in (0x0660, 0x06F0) for value in range(10) for char in chr(base + value)
}


def nfc(text: str) -> str:
    """Return the text in Unicode normal form C."""
    return unicodedata.normalize("NFC", text)


def without_marks(text: str) -> str:
    """Return NFC text without Arabic vowel marks and tatweel.

    Only marks written over or under Arabic letters go: the acute of ``é`` is
    part of a Latin letter and stays.
    """
    return "".join(char for char in nfc(text) if char != TATWEEL and not _is_arabic_mark(char))


def _is_arabic_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn" and bool(_ARABIC.match(char))


def western_digits(text: str) -> str:
    """Return the text with Arabic-Indic and Persian digits as 0 to 9."""
    return text.translate(_DIGITS)


def is_illegal(char: str) -> bool:
    """Tell whether a character may stand in no text: XML forbids it or it reorders lines."""
    if char in _LEGAL_CONTROLS:
        return False
    code = ord(char)
    return (
        code < 0x20
        or 0x7F <= code <= 0x9F
        or 0xD800 <= code <= 0xDFFF
        or code & 0xFFFE == 0xFFFE
        or char in BIDI_OVERRIDES
    )


def has_illegal(text: str) -> bool:
    """Tell whether one of a text's characters may stand in no text."""
    return bool(_ILLEGAL.search(text)) or any(map(is_illegal, _ASTRAL.findall(text)))


def without_illegal(text: str) -> str:
    """Return the text without the characters that may stand in no text."""
    if not has_illegal(text):
        return text
    return "".join(char for char in text if not is_illegal(char))


def char_name(char: str) -> str:
    """Return ``U+202E RIGHT-TO-LEFT OVERRIDE`` for a message."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'control character')}"


def one_line(text: str) -> str:
    """Return the text with every run of white space as one space."""
    return _SPACES.sub(" ", text).strip()


def direction(text: str) -> str:
    """Return ``rtl`` or ``ltr`` by the first strong character (UAX #9, P2)."""
    for char in text:
        strong = unicodedata.bidirectional(char)
        if strong in {"R", "AL"}:
            return "rtl"
        if strong == "L":
            return "ltr"
    return "ltr"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like this one, or None."""
    by_folded = {name.casefold(): name for name in known}
    # Only who mistyped needs it.
    import difflib

    found = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a fix: the nearest known word, else all of them."""
    names = tuple(known)
    if not names:
        return "there is none yet"
    near = nearest(word, names)
    return f'did you mean "{near}"?' if near else "use one of: " + ", ".join(names)


def shortened(text: str, limit: int) -> str:
    """Return the text cut between words at ``limit`` characters, with an ellipsis."""
    text = one_line(text)
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return head.rstrip(" ,;:،؛.-–—") + "…"
