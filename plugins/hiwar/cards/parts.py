"""The parts of a release that are shared by themselves, found in its body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bs4 import BeautifulSoup

from hiwar.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag

#: Headings of the list of facts, as writers are told to write them.
FACTS: Final = frozenset({"facts", "key facts", "حقائق"})
_SPEAKER: Final = re.compile(r"^(?P<text>.+?)\s*[—–-]\s*@(?P<person>[a-z0-9][a-z0-9_-]*)$", re.DOTALL)


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
    tree = BeautifulSoup(body, "html.parser")
    return Parts(tuple(_quotations(tree)), _fact(tree))


def _quotations(tree: BeautifulSoup) -> Iterator[Quotation]:
    for paragraph in tree.select("blockquote > p"):
        match = _SPEAKER.match(one_line(paragraph.get_text()))
        if match:
            yield Quotation(match["text"], match["person"])


def _fact(tree: BeautifulSoup) -> str:
    for heading in tree.find_all(["h2", "h3"]):
        if one_line(heading.get_text()).casefold() in FACTS:
            first: Tag | None = heading.find_next("li")
            return one_line(first.get_text()) if first else ""
    return ""
