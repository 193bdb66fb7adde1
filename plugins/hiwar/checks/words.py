"""What a text says: its words alone, so that markup, quotes and escapes hide nothing."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG: Final = re.compile(r"<[^>]+>")
#: What stands in attributes; two patterns that begin with plain text are ten times as fast as one that does not.
_QUOTED: Final = (re.compile(r'="([^"]+)"'), re.compile(r"='([^']+)'"))
_WORD: Final = re.compile(r"\w+")
_END: Final = re.compile(r"(?<=[.!?؟…])\s+|</(?:p|li|h[1-6]|t[dh]|d[td]|pre|blockquote|figcaption|summary)>|<br\b")
_JSON: Final = (".json", ".webmanifest")
_XML: Final = (".xml", ".opml")
_ENTRY: Final = re.compile(r"(?=<(?:entry|item|url|outline)\b)")


def parts(text: str, address: str) -> Iterator[str]:
    """Yield a file's text without the escapes of its format, cut where feeds repeat what other feeds have.

    Args:
        text: of the file.
        address: of it, which tells how it is escaped.
    """
    if address.endswith(_JSON):
        yield from _strings(text)
    elif address.endswith(_XML):
        # Feeds carry HTML as text: one escape more.
        yield from (unescape(part) for part in _ENTRY.split(text))
    else:
        yield text


def words_of(html: str) -> str:
    """Return the words of HTML, and then those of its attributes."""
    said = [value for pattern in _QUOTED for value in pattern.findall(html)]
    return " ".join(_WORD.findall(unescape(" ".join((_TAG.sub(" ", html), *said)))))


def sentences(html: str) -> Iterator[str]:
    """Yield the words of each sentence of HTML."""
    for part in _END.split(html):
        yield " ".join(_WORD.findall(unescape(_TAG.sub(" ", part))))


def _strings(text: str) -> Iterator[str]:
    """Yield all texts in JSON; all of it when it is none."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        yield text
        return
    yield from _each(value)


def _each(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _each(item)
