"""Texts where no HTML can stand: titles for platforms, cards, structured data."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Final

from hiwar import i18n
from hiwar.bidi import base_direction, with_marks
from hiwar.text import nfc, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What smartypants turns into other characters; most titles have none of it.
_EDUCATED: Final = re.compile(r"[\"'`]|--|\.\.\.|\. \. \.")


def typeset(text: str, lang: str) -> str:
    """Return plain text on one line with the quotation marks that the page shows, in its right order."""
    text = one_line(nfc(text))
    if lang.startswith("en") and _EDUCATED.search(text):
        # It takes 2 ms to import, and most builds render few pages.
        from hiwar import english

        text = unescape(english.smart(escape(text, quote=False)))
    return with_marks(text, base_direction(text, i18n.direction(lang)))


def quoted(text: str, lang: str) -> str:
    """Return a text in the quotation marks of a language, unless it has some."""
    if text.startswith(("«", "“", '"')):
        return text
    return f"«{text}»" if i18n.direction(lang) == "rtl" else f"“{text}”"


def joined(parts: Iterable[str], lang: str) -> str:
    """Return texts with the comma of a language between them."""
    return ("، " if lang.startswith("ar") else ", ").join(parts)
