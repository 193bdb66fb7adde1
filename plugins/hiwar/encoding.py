"""The encoding in which a file was saved, guessed from its bytes."""

from __future__ import annotations

import codecs
import re
from typing import Final

UTF8: Final = "utf-8"
_UTF16: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
#: Two bytes in a row that are Arabic letters in windows-1256: Arabic words have
#: many, Western European words in windows-1252 have nearly none.
_ARABIC_PAIR: Final = re.compile(rb"[\xc0-\xf0\x81\x8d\x8e\x90\x98\x9f\xaa]{2}")
_HIGH: Final = re.compile(rb"[\x80-\xff]")


def guess_encoding(raw: bytes) -> str:
    """Return the likely encoding of a text, by the name that Python gives it.

    One of ``utf-8``, ``utf-16-le``, ``utf-16-be``, ``windows-1256`` and ``windows-1252``.
    """
    if raw[:2] in _UTF16:
        return _UTF16[raw[:2]]
    if b"\0" in raw and _nulls(raw, 1) > len(raw) / 4:
        return "utf-16-le"
    if b"\0" in raw and _nulls(raw, 0) > len(raw) / 4:
        return "utf-16-be"
    try:
        raw.decode()
    except UnicodeDecodeError:
        pairs = len(_ARABIC_PAIR.findall(raw)) * 2
        return "windows-1256" if pairs > len(_HIGH.findall(raw)) / 2 else "windows-1252"
    return UTF8


def _nulls(raw: bytes, first: int) -> int:
    return raw[first::2].count(0)
