"""Captions in WebVTT (W3C WebVTT: The Web Video Text Tracks Format), made right for Arabic."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from babel import UnknownLocaleError

from hiwar import i18n

_TIMES: Final = re.compile(r"(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}\s+-->\s+(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}")
_TAG: Final = re.compile(r"<[^>]*>")
_RIGHT_TO_LEFT: Final = "\N{RIGHT-TO-LEFT MARK}"
_STRONG_RIGHT: Final = frozenset({"R", "AL"})


def language(name: str) -> str:
    """Return the language that a file's name gives before its end: ``launch.ar.vtt`` is ``ar``; empty when none."""
    parts = name.lower().split(".")
    try:
        return parts[-2] if len(parts) > 2 and i18n.locale(parts[-2]) else ""
    except (UnknownLocaleError, ValueError):
        return ""


def problem_of(content: bytes) -> str:
    """Return what is wrong with a file of captions; empty when it can be shown."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "is not UTF-8"
    if not re.match(r"WEBVTT(?:[ \t\n\r]|$)", text):
        return 'does not begin with "WEBVTT"'
    return "" if _TIMES.search(text) else "has no captions with their times"


def render(content: bytes, name: str) -> bytes:
    """Return captions in which every line of a right-to-left language starts at the right.

    A player takes the direction of a line from its first letter (WebVTT, 7.4), so that
    a line which begins with a Latin name would be torn.
    """
    if i18n.direction(language(name) or "en") != "rtl":
        return content
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return content
    out, is_said = [], False
    for line in lines:
        is_said = bool(line.strip()) and (is_said or bool(_TIMES.match(line)))
        is_words = is_said and not _TIMES.match(line)
        out.append(_RIGHT_TO_LEFT + line if is_words and not _begins_right(line) else line)
    return ("\n".join(out) + "\n").encode()


def _begins_right(line: str) -> bool:
    """Tell whether the first strong letter of a line reads from the right."""
    kinds = (unicodedata.bidirectional(char) for char in _TAG.sub("", line))
    first = next((kind for kind in kinds if kind in {"L", "R", "AL"}), "")
    return first in _STRONG_RIGHT
