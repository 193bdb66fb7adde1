"""The parts of a release that are shared by themselves, found in its body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final

from hiwar.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Headings of the list of facts, as writers are told to write them.
FACTS: Final = frozenset({"facts", "key facts", "حقائق"})
# A body is what our own converter wrote: well-formed, so patterns find in it in
# microseconds what a parser of the wild takes 40 ms for.
_BLOCKQUOTE: Final = re.compile(r"<blockquote[^>]*>(.*?)</blockquote>", re.DOTALL)
_PARAGRAPH: Final = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)
_HEADING: Final = re.compile(r"<h([23])[^>]*>(.*?)</h\1>", re.DOTALL)
_ITEM: Final = re.compile(r"<li[^>]*>(.*?)(?:</li>|<[uo]l)", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_SPEAKER: Final = re.compile(r"^(?P<text>.+?)\s*[—–-]\s*@(?P<person>[a-z0-9][a-z0-9_-]*)$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a person of the company says in a piece."""

    #: Plain text on one line.
    text: str
    #: Id in people.toml.
    person: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a piece has a card of its own."""

    #: In the order of the piece.
    quotations: tuple[Quotation, ...]
    #: The first of the facts; empty when there are none.
    fact: str


def parse_parts(body: str) -> Parts:
    """Return the quotations and the key fact of a converted body."""
    return Parts(tuple(_quotations(body)), _fact(body))


def _quotations(body: str) -> Iterator[Quotation]:
    for block in _BLOCKQUOTE.findall(body):
        for paragraph in _PARAGRAPH.findall(block):
            match = _SPEAKER.match(_text(paragraph))
            if match:
                yield Quotation(match["text"], match["person"])


def _fact(body: str) -> str:
    headings = list(_HEADING.finditer(body))
    for heading, after in zip(headings, [*headings[1:], None], strict=False):
        if _text(heading[2]).casefold() in FACTS:
            item = _ITEM.search(body, heading.end(), after.start() if after else len(body))
            return _text(item[1]) if item else ""
    return ""


def _text(html: str) -> str:
    return one_line(unescape(_TAG.sub("", html)))
