"""Rich text of Bluesky: what of a text is a link, a tag or a mention, by bytes of UTF-8.

Facts: docs.bsky.app/docs/advanced-guides/post-richtext (read November 2026):
``byteStart`` and ``byteEnd`` count bytes, the end not included; a text without
facets has no links at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.lengths import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TAG: Final = re.compile(r"(?<![\w#&/])#([^\W\d_][\w]*|[\w]*[^\W\d_][\w]*)")
_MENTION: Final = re.compile(r"(?<![\w@/.])@((?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?\.)+[a-zA-Z]{2,})")
_KIND: Final = "app.bsky.richtext.facet"


@dataclass(frozen=True, slots=True)
class Facet:
    """A part of a text that leads somewhere."""

    #: In characters of the text, the end not included.
    start: int
    end: int
    #: As the record says it.
    feature: Mapping[str, str]


def handles(text: str) -> tuple[str, ...]:
    """Return the handles that a text mentions, each once, without ``@``."""
    return tuple(dict.fromkeys(match[1] for match in _MENTION.finditer(text)))


def compose(text: str, dids: Mapping[str, str], links: Mapping[str, str]) -> list[dict[str, object]]:
    """Return the facets of a record.

    Args:
        text: of the post.
        dids: of the handles that are known; others stay text.
        links: parts of the text that stand for an address too long to be shown.
    """
    found = sorted(_facets(text, dids, links), key=lambda facet: facet.start)
    return [
        {
            "index": {
                "byteStart": len(text[: facet.start].encode()),
                "byteEnd": len(text[: facet.end].encode()),
            },
            "features": [dict(facet.feature)],
        }
        for facet in found
    ]


def _facets(text: str, dids: Mapping[str, str], links: Mapping[str, str]) -> Iterator[Facet]:
    taken = [(match.start(), match.end()) for match in ADDRESS.finditer(text)]
    for start, end in taken:
        yield Facet(start, end, {"$type": f"{_KIND}#link", "uri": text[start:end]})
    for shown, url in links.items():
        start = text.find(shown)
        if start >= 0:
            taken.append((start, start + len(shown)))
            yield Facet(start, start + len(shown), {"$type": f"{_KIND}#link", "uri": url})
    for match in _TAG.finditer(text):
        if not _is_inside(match.start(), taken):
            yield Facet(match.start(), match.end(), {"$type": f"{_KIND}#tag", "tag": match[1]})
    for match in _MENTION.finditer(text):
        if match[1] in dids and not _is_inside(match.start(), taken):
            yield Facet(match.start(), match.end(), {"$type": f"{_KIND}#mention", "did": dids[match[1]]})


def _is_inside(place: int, taken: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in taken)
