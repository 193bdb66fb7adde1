"""Smileys: ``:-)`` and ``:thumbs_up:`` become characters that a screen reader says in the text's language."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

import emoji
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown import Markdown

#: What people type on a keyboard, also from the other side, as some do in Arabic.
#: Left out are those that are more often something else: ``:-/`` ``:-|`` ``8)``.
TYPED: Final[Mapping[str, str]] = MappingProxyType(
    {
        ":-)": "🙂", ":)": "🙂", "(-:": "🙂", ":-(": "🙁", ":(": "🙁", ")-:": "🙁", ";-)": "😉", ";)": "😉",
        ":-D": "😃", ":D": "😃", ":-P": "😛", ":P": "😛", ":-*": "😘", ":'(": "😢", "<3": "❤️",
    }
)  # fmt: skip
#: It stands alone: after white space or an opening mark, before white space or a
#: closing one. So no time, no address and no word with a colon is one.
_ALONE: Final = r"(?:(?<=[\s(«“‹\"'])|^)({})(?=[\s.,!?؟،؛…»”›\"')]|$)"
_SMILEY: Final = _ALONE.format(
    "|".join((*(re.escape(typed) for typed in sorted(TYPED, key=len, reverse=True)), r":[\w+-]+:"))
)


class Smileys(InlineProcessor):
    """Puts the character in the place of what was typed."""

    def __init__(self, md: Markdown, lang: str) -> None:
        super().__init__(_SMILEY, md)
        self._lang = lang

    # Markdown's own class names the arguments, and lets a match be declined with three None.
    def handleMatch(  # type: ignore[override]  # noqa: N802 -- as there
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the character with its label, or nothing where it is something else."""
        char = find(m[1], self._lang)
        if not char or (m[1] == ":)" and _is_open(data[: m.start(1)])):
            return None, None, None
        span = Element("span", {"role": "img", "aria-label": label(char, self._lang)})
        span.text = AtomicString(char)
        return span, m.start(1), m.end(1)


def _is_open(before: str) -> bool:
    """Tell whether a bracket is open, which the smiley's mouth would close: ``(see this :)``."""
    return before.count("(") > before.count(")")


@lru_cache(maxsize=512)
def find(typed: str, lang: str) -> str:
    """Return the character of a smiley or a name, in English or the text's language; empty when there is none."""
    if typed in TYPED:
        return TYPED[typed]
    for language in ("alias", _language(lang)):
        found = emoji.emojize(typed, language=language)
        if found != typed:
            return found
    return ""


@lru_cache(maxsize=512)
def label(char: str, lang: str) -> str:
    """Return what a screen reader says for a character: its short name in CLDR."""
    return emoji.demojize(char, language=_language(lang)).strip(":").replace("_", " ")


def _language(lang: str) -> str:
    """Return the language in which characters are named; English where CLDR's is not at hand."""
    own = lang.partition("-")[0]
    return own if own in emoji.LANGUAGES else "en"
