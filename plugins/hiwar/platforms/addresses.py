"""Addresses that stand in plain text."""

from __future__ import annotations

import re
from typing import Final

from hiwar.platforms.adapter import Link

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'«»]{1,2000}")
#: What ends a sentence and not the address before it.
_TAIL: Final = ".,;:!?،؛؟)]}…"
_MAX_LINKS: Final = 50


def links_in(text: str) -> tuple[Link, ...]:
    """Return the addresses in a text as links, by bytes of UTF-8."""
    found, place, last = [], 0, 0
    for match in _ADDRESS.finditer(text[:100_000]):
        url = match[0].rstrip(_TAIL)
        place += _size(text[last : match.start()])
        found.append(Link(place, place + _size(url), url))
        last = match.start()
    return tuple(found[:_MAX_LINKS])


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
