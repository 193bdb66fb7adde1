"""Tags of HTML and JSX in a text: where they stand and which belong together."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiwar.importing.elements import VOID

if TYPE_CHECKING:
    from collections.abc import Mapping

# Every repetition is possessive: a text of twenty thousand "<" costs no more than any other.
_BRACES: Final = r"\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\})*+\}"
_TAG: Final = re.compile(
    rf"""<(/?)((?:[A-Za-z][\w.-]*+(?::[\w-]++)?(?=[\s/>{{]))|(?=>))((?:[^<>"'{{}}]|"[^"]*+"|'[^']*+'|{_BRACES})*+)>"""
)
_ATTRIBUTE: Final = re.compile(
    rf"""([A-Za-z_@:][\w.:@-]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|{_BRACES}|[^\s"'=<>`{{]++))?|({_BRACES})"""
)
#: The address of a link between angle brackets.
DESTINATION: Final = re.compile(r"""\]\(<[^<>\n]*>(?:\s*\)|\s+["'(])""")
#: Longer ones are no tags but text with a stray bracket.
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag as it stands in a text."""

    start: int
    end: int
    #: As typed; empty for a fragment ``<>``.
    name: str
    #: The tag as it stands.
    source: str
    #: Name in lower case and value; None where the value is an expression or missing.
    attributes: Mapping[str, str | None]
    is_end: bool
    is_closed: bool

    @property
    def lower(self) -> str:
        """The name as HTML compares it."""
        return self.name.lower()

    @property
    def is_component(self) -> bool:
        """Whether JSX takes it for a component: ``Button``, ``Release.Link``."""
        return self.name[:1].isupper() or "." in self.name

    def attribute(self, *names: str) -> str:
        """Return the first of these attributes that is a text; else empty."""
        return next((value for name in names if (value := self.attributes.get(name))), "")


def find_tags(text: str, masked: str) -> list[Tag]:
    """Return the tags outside code, in the order of the text."""
    return [
        _tag(text, match)
        for match in _TAG.finditer(masked)
        if match.end() - match.start() <= _LONGEST and not _is_no_tag(masked, match.start())
    ]


def _is_no_tag(text: str, offset: int) -> bool:
    """Tell whether a ``<`` is escaped, or begins the address of a link: ``](<a b.png>)``."""
    is_address = text[offset - 2 : offset] == "](" and DESTINATION.match(text, offset - 2)
    return text[offset - 1 : offset] == "\\" or bool(is_address)


def _tag(text: str, match: re.Match[str]) -> Tag:
    inside = text[match.start(3) : match.end(3)]
    closed = inside.rstrip().endswith("/")
    source = text[match.start() : match.end()]
    name = match.group(2)
    closed = closed or name in VOID
    return Tag(match.start(), match.end(), name, source, parse_attributes(inside), bool(match.group(1)), closed)


def parse_attributes(inside: str) -> Mapping[str, str | None]:
    """Return the attributes of a tag; of a name that stands twice the first, as HTML does."""
    found: dict[str, str | None] = {}
    for match in _ATTRIBUTE.finditer(inside):
        name, value, _spread = match.groups()
        if name:
            found.setdefault(name.lower(), _value(value))
    return MappingProxyType(found)


def _value(typed: str | None) -> str | None:
    if typed is None:
        return None
    if typed[0] == "{":
        inner = typed[1:-1].strip()
        literal = len(inner) > 1 and inner[0] == inner[-1] and inner[0] in "\"'`" and "${" not in inner
        return inner[1:-1] if literal else None
    return html.unescape(typed[1:-1] if typed[0] in "\"'" else typed)


def pair(tags: list[Tag]) -> dict[int, int]:
    """Return for the index of each start tag the index of its end tag, and the other way round.

    Tags without their other half, and those that cross others, have no pair.
    """
    pairs: dict[int, int] = {}
    open_by_name: dict[str, list[int]] = {}
    order: list[int] = []
    for index, tag in enumerate(tags):
        if tag.is_closed and not tag.is_end:
            continue
        if not tag.is_end:
            open_by_name.setdefault(tag.name, []).append(index)
            order.append(index)
        elif open_by_name.get(tag.name):
            start = open_by_name[tag.name].pop()
            # What was opened since and not closed has lost its chance.
            while order and order[-1] != start:
                lost = order.pop()
                stack = open_by_name[tags[lost].name]
                if stack and stack[-1] == lost:
                    stack.pop()
            if order:
                order.pop()
                pairs[start], pairs[index] = index, start
    return pairs
